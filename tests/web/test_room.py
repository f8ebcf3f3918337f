"""What is worked out of the whole record is made once for all readers, and beside them where that takes long."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.store import issue_rows
from onrecord.store.record import Record
from onrecord.web import room as rooms
from onrecord.web.room import Room
from tests.resolve.market import market_reports
from tests.waiting import LONG, wait_until


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """All lists are made beside the requests, and at every change."""
    monkeypatch.setattr(rooms, "QUICK_SECONDS", -1)
    monkeypatch.setattr(rooms, "REST", 0)


def test_twenty_readers_at_once_have_a_list_made_once(path: Path) -> None:
    made: list[int] = []

    def count(db: sqlite3.Connection) -> int:
        made.append(1)
        time.sleep(0.1)
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    room = Room(path, "gull")
    with ThreadPoolExecutor(20) as readers:
        found = list(readers.map(lambda _: room.kept(count), range(20)))
    assert found == [3] * 20
    assert len(made) == 1


@pytest.mark.usefixtures("beside")
def test_readers_get_the_last_list_while_a_new_one_is_made(path: Path) -> None:
    going_on = threading.Event()
    going_on.set()

    def count(db: sqlite3.Connection) -> int:
        assert going_on.wait(LONG)
        return int(db.execute("SELECT count(*) FROM skipped").fetchone()[0])

    room = Room(path, "gull")
    before = room.kept(count)
    assert before == 1
    going_on.clear()
    with Record(path) as record:
        record.db.execute("DELETE FROM skipped")
    assert [room.kept(count) for _ in range(5)] == [before] * 5
    going_on.set()
    wait_until(lambda: room.kept(count) == 0)


@pytest.mark.usefixtures("beside")
def test_beside_the_requests_one_list_is_made_at_a_time(path: Path) -> None:
    at_work, most, done = 0, 0, [0, 0, 0]
    guard = threading.Lock()

    def make_list(place: int) -> Callable[[sqlite3.Connection], int]:
        def make(_db: sqlite3.Connection) -> int:
            nonlocal at_work, most
            with guard:
                at_work += 1
                most = max(most, at_work)
            time.sleep(0.1)  # two at once would meet here
            with guard:
                at_work -= 1
                done[place] += 1
            return done[place]

        return make

    room, lists = Room(path, "gull"), [make_list(place) for place in range(3)]
    for make in lists:
        room.kept(make)
    with Record(path) as record:
        record.db.execute("UPDATE articles SET id = id")
    for make in lists:
        room.kept(make)
    wait_until(lambda: done == [2, 2, 2])
    assert most == 1


@pytest.mark.parametrize("as_of", ["", "2031-05-03", "2031-05-04", "2031-05-06"])
@pytest.mark.parametrize("who", [None, "torv", "nobody"])
@pytest.mark.parametrize("issue", [None, "fish market", "windmill"])
def test_issues_chosen_from_kept_stands_are_those_that_the_record_is_asked_for(
    tmp_path: Path, as_of: str, who: str | None, issue: str | None
) -> None:
    with Record(tmp_path / "market.db") as record:
        list(record.add_all(market_reports()))
        record.reconcile()
        stands = issue_rows.load_stands(record.db)
        asked = issue_rows.issues(record.db, who=who, issue=issue, as_of=as_of or None)
    known = stands.issues_by(as_of) if as_of else stands.issues
    assert issue_rows.choose_issues(known, who, issue) == asked
    if not as_of:
        narrow = issue_rows.index_parties(stands).narrow(who or "")
        assert issue_rows.choose_issues(narrow, who, issue) == asked
    if not who and not issue:
        assert stands.shown_by(as_of) == asked


@pytest.mark.parametrize("as_of", ["2031-03-02", "2031-03-04", "2040-01-01"])
def test_conditions_chosen_from_kept_ones_are_those_that_the_record_is_asked_for(tmp_path: Path, as_of: str) -> None:
    with Record(tmp_path / "market.db") as record:
        list(record.add_all(market_reports()))
        record.reconcile()
        kept = issue_rows.load_conditions(record.db)
        asked = issue_rows.proposals(record.db, as_of=as_of)
        assert kept.now == tuple(issue_rows.proposals(record.db))
    assert kept.proposals_by(as_of) == tuple(asked)


def test_what_follows_for_a_day_is_worked_out_once_and_not_kept_for_ever(path: Path) -> None:
    asked: list[str] = []

    def count(db: sqlite3.Connection) -> int:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def follow(made: int, day: str) -> str:
        asked.append(day)
        return f"{made} by {day}"

    room = Room(path, "gull")
    days = [str(day) for day in range(rooms.MOST_ASKED + 1)]
    assert [room.derived(count, follow, day) for day in days for _ in range(2)] == [
        f"3 by {day}" for day in days for _ in range(2)
    ]
    assert asked == days
    room.derived(count, follow, days[0])
    assert asked == [*days, days[0]]


def test_the_small_story_has_no_issue_to_keep(path: Path) -> None:
    with Record(path, "ro") as record:
        assert issue_rows.load_stands(record.db).issues == ()
