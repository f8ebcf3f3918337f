"""Events across articles in a record: joined as articles come, taken back when they go, one by one or together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.records import Entity, Event, Extraction, Mention, Span
from onrecord.store import happening_rows, open_rows
from onrecord.store.record import Record
from onrecord.store.tables import iter_table
from tests.store.build import make_article

LEE, VARN, OSK = (
    Entity(f"e{i}", name, "person", (name,)) for i, name in enumerate(("Ann Lee", "Bo Varn", "Cy Osk"), 1)
)


def report(text: str, published: str, outlet: str = "Herald", mode: str = "meeting", **event: object) -> Extraction:
    """An article of one sentence that tells one contact of those it names."""
    people = [p for p in (LEE, VARN, OSK) if p.name in text]
    mentions = tuple(Mention(Span(text.index(p.name), text.index(p.name) + len(p.name)), p.id) for p in people)
    told = Event(
        "v1",
        "CONSULT",
        mode,
        (Span(len(text) - 4, len(text) - 1),),
        Span(0, len(text)),
        tuple(p.id for p in people),
        **event,  # type: ignore[arg-type]
    )
    article = make_article(text, doc=f"{outlet}-{published}", outlet=outlet, published=published, title="")
    return Extraction(article, (), mentions, tuple(people), (), (told,))


PLANNED = report("Ann Lee and Bo Varn plan to meet.", "2026-03-01", date="2026-03-05", status="planned")
MET = report("Ann Lee saw Bo Varn when they met.", "2026-03-06", "Courier", date="2026-03-05")
OTHER = report("Ann Lee and Cy Osk are said to have met.", "2026-03-06", "Tribune", date="2026-03-05")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "r.db") as opened:
        yield opened


def add(record: Record, *items: Extraction) -> None:
    list(record.add_all(items))
    record.reconcile()


def test_happenings_reports_of_one_meeting_are_one_event_with_its_accounts(record: Record) -> None:
    add(record, PLANNED, MET, OTHER)
    rows = record.happenings()
    assert [row.reports for row in rows] in ([2, 1], [1, 2])
    (met,) = [row for row in rows if row.reports == 2]
    assert met.by_day == (("2026-03-01", "planned"), ("2026-03-06", "happened"))
    assert set(met.names) == {"Ann Lee", "Bo Varn"}
    assert met.outlets == ("Courier", "Herald")
    for account in met.accounts:
        text = record.article(account.article_id).extraction.article.text
        assert text[slice(*account.span)] == account.words


def test_happenings_as_of_a_day_later_reports_are_not_known(record: Record) -> None:
    add(record, PLANNED, MET)
    (row,) = record.happenings(as_of="2026-03-02")
    assert row.status == "planned"


def test_happenings_one_by_one_in_their_order_or_together_is_the_same(tmp_path: Path) -> None:
    tables = []
    for name, groups in (("a", [[PLANNED], [MET], [OTHER]]), ("b", [[OTHER, MET, PLANNED]])):
        with Record(tmp_path / f"{name}.db") as made:
            for group in groups:
                add(made, *group)
            tables.append([r for t in ("accounts", "prospects", "outcomes") for r in iter_table(made.db, t)])
    assert tables[0] == tables[1]


def test_happenings_an_article_that_is_read_anew_has_its_account_replaced(record: Record) -> None:
    add(record, PLANNED, MET)
    changed = dataclasses.replace(MET, events=(dataclasses.replace(MET.events[0], status="called off"),))
    list(record.add_all([changed], replace=True))
    record.reconcile()
    (row,) = record.happenings()
    assert row.status == "called off"
    assert row.reports == 2
    assert not record.check()


def test_happenings_are_chosen_by_name_root_and_day(record: Record) -> None:
    add(record, PLANNED, MET, OTHER)
    assert len(record.happenings(who="Lee")) == 2
    assert len(record.happenings(who="osk")) == 1
    assert not record.happenings(who="Nobody")
    assert len(record.happenings(root="meeting")) == len(record.happenings(root="consult")) == 2
    assert not record.happenings(start="2026-03-06")
    assert not record.happenings(end="2026-03-04")


def test_happenings_people_who_turn_out_to_be_one_have_their_events_joined_anew(record: Record) -> None:
    again = report("Ann Lee and Cy Osk met.", "2026-03-07", "Post", date="2026-03-05")
    add(record, MET, again)
    assert len(record.happenings()) == 2
    record.people.merge("Bo Varn", "Cy Osk")
    assert len(record.happenings()) == 1


def test_contacts_first_since_is_held_against_the_record(record: Record) -> None:
    first = report(
        "It was the first time since 2021 that Ann Lee and Bo Varn met.",
        "2026-03-20",
        "Post",
        date="2026-03-19",
        attributes=(("first since", "2021"),),
    )
    add(record, MET, first)
    (claimed,) = [row for row in record.contacts() if row.firsts]
    assert claimed.firsts[0].since == "2021"
    assert not claimed.firsts[0].holds
    assert [row.date for row in claimed.firsts[0].between] == ["2026-03-05"]


def test_releases_counts_are_held_against_names(record: Record) -> None:
    freed = report(
        "The two that Ann Lee freed are Bo Varn and Cy Osk, they said of the swap.",
        "2026-03-20",
        mode="release",
        attributes=(("count", "1"), ("person", "Bo Varn"), ("person", "Cy Osk")),
    )
    add(record, dataclasses.replace(freed, events=(dataclasses.replace(freed.events[0], root="YIELD"),)))
    (row,) = record.releases()
    assert row.check == "more named than counted: 2 named, 1 counted"


def test_happenings_are_listed_without_reading_as_they_are_found_by_reading(record: Record) -> None:
    add(record, PLANNED, MET, OTHER)
    found = [row for row in record.happenings() if not row.background]
    listed = happening_rows.list_happenings(record.db)
    assert [(one.id, one.day, one.root, one.mode) for one in listed] == [
        (row.id, happening_rows.day_of(row), row.root, row.mode) for row in found
    ]
    assert happening_rows.load_happenings(record.db, [one.id for one in listed]) == found
    of_osk = happening_rows.happenings_of(record.db, "osk", happening_rows.index_names(record.db))
    assert of_osk == {row.id for row in record.happenings(who="Osk")} != set()


def test_happenings_what_is_to_come_is_listed_without_reading_as_by_reading(record: Record) -> None:
    add(record, PLANNED, MET, OTHER)
    listed = open_rows.list_matters(record.db)
    found = record.open_matters()
    assert [one.id for one in listed.listed] == [row.id for row in found] != []
    ids = [one.id for one in listed.listed]
    assert open_rows.open_matters(record.db, only=ids, days=listed.days) == found


def test_contacts_without_a_question_are_those_of_all_days(record: Record) -> None:
    arrest = dataclasses.replace(OTHER.events[0], root="COERCE", mode="arrest")
    add(
        record, PLANNED, MET, OTHER, dataclasses.replace(report("Bo Varn took Cy Osk.", "2031-03-07"), events=(arrest,))
    )
    assert record.contacts() == record.contacts(start="0001-01-01")
    assert len(record.contacts()) == 2
