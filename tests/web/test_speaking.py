"""Whose a statement is: the list, the pages, the search, the report and the command all go by the linked person."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.store.record import Record
from onrecord.views import pages, report
from tests.resolve.build import said, tell
from tests.web.visitor import Visitor, running

TOLD = (  # doc, who speaks, words
    ("a", "Ina Torv", "the harbour of Osk stays open"),
    ("b", "Ina Torv", "the grain ships may leave"),
    ("c", "Ina Velden", "nobody has to wait for a permit"),
    ("d", "Jon Torv", "the bridge will be closed in May"),
    ("e", "an expert", "the ice is thin this winter"),
    ("f", "an expert", "the price of grain will fall"),
)


def make_record(path: Path) -> Path:
    with Record(path) as record:
        for day, (doc, who, words) in enumerate(TOLD, 1):
            people = (who,) if who[0].isupper() else ()
            text = f"{who} said {words}. More of it is told below."
            told = said(who, "said", words)
            record.add(tell(text, told, people=people, doc=doc, outlet="The Gull", published=f"2031-05-0{day}"))
        record.reconcile()
        record.people.merge("Ina Torv", "Ina Velden")
    return path


@pytest.fixture
def torv(tmp_path: Path) -> Path:
    return make_record(tmp_path / "torv.db")


def test_speaking_every_count_is_that_of_the_command(torv: Path) -> None:
    with Record(torv, "ro") as record:
        known = sorted((row.name, row.statements) for row in record.speakers())
        output = io.StringIO()
        report.write_report(record, output)
        listed = pages.read_overview(record).speakers
    assert known[0] == ("Ina Torv", 3)
    assert len(known) == listed == 4
    heads = re.findall(r"<summary><h3><bdi>([^<]+)</bdi></h3> <span class=\"about\">(\d+) statement", output.getvalue())
    assert sorted((name, int(number)) for name, number in heads)[:4] == known
    with running(torv) as (visitor, _):
        story = visitor.get("/index.json").json()
        assert (story["speakers"], rows_of(story["top_speakers"])) == (4, known)
        listing = visitor.get("/speakers.json").json()["speakers"]
        assert rows_of(listing) == known
        for row in listing:
            page = visitor.get(json_of(row["link"])).json()
            assert (page["name"], page["part"]["total"]) == (row["name"], row["statements"])
            assert [one["speaker"] for one in page["statements"]] == [row["name"]] * row["statements"]
            assert {one["speaker_link"] for one in page["statements"]} == {row["link"]}
            for number in (*page["outlets"], *page["acts"]):
                found = visitor.get(json_of(number["link"])).json()
                assert found["part"]["total"] == number["statements"]


def test_speaking_any_name_used_leads_to_the_person(torv: Path) -> None:
    with running(torv) as (visitor, _):
        first = visitor.get("/speakers/ina-torv.json").json()
        other = visitor.get("/speakers/ina-velden.json").json()
        assert [row["id"] for row in first["statements"]] == [row["id"] for row in other["statements"]]
        assert (other["name"], other["link"]) == ("Ina Torv", "/speakers/ina-torv")
        with Record(torv, "ro") as record:
            person = next(row.key for row in record.speakers() if row.name == "Ina Torv")
        assert visitor.get(f"/speakers/{person}.json").json()["link"] == "/speakers/ina-torv"
        names = [row["name"] for row in visitor.get("/speakers.json?name=velden").json()["speakers"]]
        assert names == ["Ina Torv"]
        found = visitor.get("/search.json?who=ina-velden").json()
        assert (found["who"], found["part"]["total"]) == ("Ina Torv", 3)
        assert visitor.get("/search.json?who=nobody-of-this-name").json()["part"]["total"] == 0


def test_speaking_a_source_of_one_article_is_nobody_elsewhere(torv: Path) -> None:
    with running(torv) as (visitor, _):
        experts = visitor.get("/speakers.json?name=expert").json()["speakers"]
        assert [row["statements"] for row in experts] == [1, 1]
        assert len({row["link"] for row in experts}) == 2
        name = experts[0]["name"].lower().replace(" ", "-")
        together = visitor.get(f"/speakers/{name}.json").json()
        assert together["part"]["total"] == 2


def test_speaking_two_of_one_name_have_two_addresses(torv: Path) -> None:
    with Record(torv) as record:
        record.people.rename("Jon Torv", "Ina Torv")
    with running(torv) as (visitor, _):
        rows = visitor.get("/speakers.json?name=ina+torv").json()["speakers"]
        assert [row["name"] for row in rows] == ["Ina Torv", "Ina Torv"]
        assert [visitor.get(json_of(row["link"])).json()["part"]["total"] for row in rows] == [3, 1]
        assert rows[0]["link"] == "/speakers/ina-torv"


def test_speaking_hostile_addresses_are_nobody(torv: Path) -> None:
    with running(torv) as (visitor, _):
        for slug in ("%00", "a%2Fin%2Fb", "in", "/in/", "x" * 300, "%F0%9F%98%80", "' OR 1=1 --"):
            assert visitor.get(f"/speakers/{slug.replace(' ', '%20')}").status == 404


def rows_of(numbers: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((row["name"], row["statements"]) for row in numbers)


def json_of(link: str) -> str:
    path, mark, query = link.partition("?")
    return f"{path}.json{mark}{query}"


def test_speaking_without_people_goes_by_names(reader: Visitor) -> None:
    rows = reader.get("/speakers.json").json()["speakers"]
    assert rows
    for row in rows:
        page = reader.get(json_of(row["link"])).json()
        assert page["part"]["total"] == row["statements"]
