"""The story: claims that moved, conflicts, and what is new since the last visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store.record import Record
from onrecord.web.visits import GAP_SECONDS, Visit, find_visit
from tests.resolve.build import said, tell
from tests.web.story import CALL, STRIKE
from tests.web.visitor import Visitor

LATER = "9998-01-01T00:00:00+00:00"


def test_story_shows_claims_that_moved_and_open_conflicts(story_reader: Visitor) -> None:
    page = story_reader.get("/index.json").json()
    moved = {row["words"]: row for row in page["moved"]}
    assert (moved[CALL]["before"], moved[CALL]["standing"], moved[CALL]["day"]) == (
        "unconfirmed",
        "confirmed",
        "2031-05-06",
    )
    assert page["open"] == len(page["disagreements"]) > 0
    assert {row["relation"] for row in page["disagreements"]} == {"conflict"}
    assert page["news"] is None


def test_story_a_dismissed_conflict_is_not_open(story_editor: Visitor) -> None:
    page = story_editor.get("/index.json").json()
    for row in page["disagreements"]:
        body = {"disagreement": row["id"], "reason": "two ships"}
        assert story_editor.post("/api/disagreements/dismiss", body).status == 200
    assert story_editor.get("/index.json").json()["open"] == page["open"] - len(page["disagreements"])


def test_story_tells_what_came_since_the_last_visit(story: Path, story_reader: Visitor) -> None:
    first = story_reader.get("/")
    assert "New since" not in first.text
    name, _, value = first.headers["set-cookie"].partition(";")[0].partition("=")
    assert "httponly" in first.headers["set-cookie"].lower()
    latest = int(value.partition("-")[2])
    with Record(story) as record:
        record.db.execute("UPDATE versions SET added = '2001-01-01T00:00:00+00:00'")
        denied = said("The palace of Lund", "denied", f"that {STRIKE}", "deny")
        record.add(tell(f"The palace of Lund denied that {STRIKE}.", denied, doc="z", published="2031-05-08"))
        record.reconcile()
        record.db.execute("UPDATE versions SET added = ? WHERE doc = 'z'", (LATER,))
    again = story_reader.get("/", cookie=f"{name}={latest - 9000}-{latest - 5000}")
    assert "New since your last visit" in again.text
    assert "1 statement in 1 article came into the record" in again.text
    page = story_reader.get("/index.json", cookie=f"{name}={latest - 9000}-{latest - 5000}").json()
    (moved,) = page["news"]["moved"]
    assert moved["words"] == STRIKE
    assert moved["before"] == "reported"  # by two without a name, in one wording: one origin
    assert moved["standing"] in ("denied", "disputed")
    assert page["news"]["articles"] == 1
    assert story_reader.get("/index.json?since=9999-01-01").json()["news"]["articles"] == 0


@pytest.mark.parametrize(
    ("cookie", "before"),
    [
        ("", 0),
        ("x", 0),
        ("5-3", 0),
        (f"100-{10**6 + 1}", 0),
        ("9" * 30 + "-1", 0),
        (f"100-{10**6 - 10}", 100),
        (f"100-{10**6 - GAP_SECONDS - 1}", 10**6 - GAP_SECONDS - 1),
        ("<script>-1", 0),
    ],
)
def test_story_a_visit_ends_after_a_while_and_a_strange_cookie_is_a_first_visit(cookie: str, before: int) -> None:
    assert find_visit(cookie, 10**6) == Visit(before, 10**6)
