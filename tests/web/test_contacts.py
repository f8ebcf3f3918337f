"""The page of contacts, and its picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.network import HEIGHT, WIDTH, place_nodes
from tests.views.story import HOSTILE
from tests.web.story import CALL
from tests.web.test_pages import Links
from tests.web.visitor import Visitor


def test_contacts_are_listed_with_who_tells_them(story_reader: Visitor) -> None:
    page = story_reader.get("/contacts.json").json()
    (row,) = page["contacts"]
    assert (row["type"], row["date"], row["status"]) == ("call", "2031-05-01", "happened")
    assert [party["name"] for party in row["parties"]] == ["Rolf Ask", "Ina Torv"]
    assert row["parties"][1]["link"] == "/speakers/ina-torv"
    assert row["parties"][0]["link"] is None
    assert [one["words"] for one in row["reports"]] == [CALL, CALL]
    assert [(edge["a"], edge["b"], edge["contacts"]) for edge in page["edges"]] == [(0, 1, 1)]
    html = story_reader.get("/contacts").text
    assert HOSTILE not in html
    assert [tag for tag, _ in Links(html).tags].count("circle") == 2


def test_contacts_are_filtered(story_reader: Visitor) -> None:
    assert story_reader.get("/contacts.json?about=torv&type=call").json()["part"]["total"] == 1
    assert story_reader.get("/contacts.json?about=berg").json()["part"]["total"] == 0
    assert story_reader.get("/contacts.json?type=visit").json()["nodes"] == []
    assert story_reader.get("/contacts?type=letter").status == 422
    assert "No contact fits" in story_reader.get("/contacts?about=nobody").text


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
