"""The page of contacts, and its picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Event, Span
from onrecord.store.record import Record
from onrecord.web.network import HEIGHT, WIDTH, place_nodes
from tests.resolve.build import tell
from tests.views.story import HOSTILE
from tests.web.story import CALL, PEOPLE, make_story
from tests.web.test_pages import Links
from tests.web.visitor import Visitor, running


def test_contacts_are_listed_with_who_tells_them(story_reader: Visitor) -> None:
    page = story_reader.get("/contacts.json").json()
    (row,) = page["contacts"]
    assert (row["type"], row["date"], row["status"]) == ("call", "2031-05-01", "happened")
    assert [party["name"] for party in row["parties"]] == ["Ina Torv", "Rolf Ask"]
    assert row["parties"][0]["link"] == "/speakers/ina-torv"
    assert row["parties"][1]["link"] is None
    assert [one["words"] for one in row["reports"]] == [CALL, CALL]
    assert [(edge["a"], edge["b"], edge["contacts"]) for edge in page["edges"]] == [(0, 1, 1)]
    html = story_reader.get("/contacts").text
    assert HOSTILE not in html
    assert [tag for tag, _ in Links(html).tags].count("circle") == 4  # lying, and upright for phones


def test_contacts_are_filtered(story_reader: Visitor) -> None:
    assert story_reader.get("/contacts.json?about=torv&type=call").json()["part"]["total"] == 1
    assert story_reader.get("/contacts.json?about=berg").json()["part"]["total"] == 0
    assert story_reader.get("/contacts.json?type=visit").json()["nodes"] == []
    assert story_reader.get("/contacts?type=letter").status == 422
    assert "No contact fits" in story_reader.get("/contacts?about=nobody").text


def test_contacts_are_those_of_the_command_and_what_was_called_off_is_not_drawn(tmp_path: Path) -> None:
    off = tell(
        "Jon Berg and Ina Torv will not meet.", people=PEOPLE[1:], doc="off", outlet="Gull", published="2031-05-09"
    )
    event = Event("v1", "CONSULT", "meeting", (Span(27, 31),), Span(0, 35), ("e1",), ("e2",), status="called off")
    path = make_story(tmp_path / "story.db")
    with Record(path) as record:
        record.add(replace(off, events=(event,)))
        record.reconcile()
        rows = record.contacts()
    with running(path) as (visitor, _):
        page = visitor.get("/contacts.json").json()
    shown = [
        (one["date"], one["type"], one["status"], [who["name"] for who in one["parties"]]) for one in page["contacts"]
    ]
    assert sorted(shown, key=str) == sorted(
        ((row.event.date, row.how, row.event.status, list(row.who)) for row in rows), key=str
    )
    assert {status for _, _, status, _ in shown} == {"happened", "called off"}
    assert {node["name"] for node in page["nodes"]} == {"Ina Torv", "Rolf Ask"}


def test_contacts_of_a_record_without_any_say_so(reader: Visitor) -> None:
    assert "No article tells of a call" in reader.get("/contacts").text


@given(
    st.integers(0, 9).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, max(n - 1, 0))] * 2)))
    )
)
def test_contacts_every_name_has_a_place_within_the_picture(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    number, pairs = drawn
    edges = tuple((a, b, 1) for a, b in pairs if a != b)
    spots = place_nodes(number, edges)
    assert len(spots) == number
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots)
    assert len(set(spots)) == number
