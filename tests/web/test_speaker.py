"""A person's page: topics, offices with evidence, and one utterance in two wordings."""

from __future__ import annotations

from pathlib import Path

from onrecord.store.record import Record
from tests.resolve.build import said, tell
from tests.views.story import HOSTILE
from tests.web.test_pages import Links
from tests.web.visitor import Visitor, running

WORDS = "We will open the eastern harbour to all grain ships before the end of the month"
OTHER = "We will open the eastern port to grain ships before the end of this month"
ABOUT = "Rolf Ask and the council of Osk must decide on the harbour"


def make_record(path: Path) -> Path:
    with Record(path) as record:
        for doc, outlet, words in (("a", "The Gull", WORDS), ("b", f"Herald {HOSTILE}", OTHER)):
            record.add(
                tell(
                    f'"{words}," Ina Torv said in Osk. The harbour of Osk has been closed since March.',
                    said("Ina Torv", "said", f'"{words},"', kind="direct"),
                    people=("Ina Torv",),
                    doc=doc,
                    outlet=outlet,
                    published="2031-05-03",
                )
            )
        record.add(
            tell(
                f"Foreign Minister Ina Torv said {ABOUT}.",
                said("Ina Torv", "said", ABOUT),
                people=("Ina Torv", "Rolf Ask"),
                doc="c",
                published="2031-05-04",
            )
        )
        record.reconcile()
    return path


def test_speaker_topics_are_whom_the_statements_name(tmp_path: Path) -> None:
    with running(make_record(tmp_path / "torv.db")) as (visitor, _):
        page = visitor.get("/speakers/ina-torv.json").json()
        assert page["part"]["total"] == len(page["statements"]) == 3
        assert page["topics"] == [
            {"name": "Rolf Ask", "statements": 1, "articles": None, "link": "/speakers/ina-torv?topic=rolf+ask#said"}
        ]
        chosen = visitor.get("/speakers/ina-torv.json?topic=rolf+ask").json()
        assert (chosen["topic"], chosen["part"]["total"], len(chosen["statements"])) == ("Rolf Ask", 1, 1)
        html = visitor.get("/speakers/ina-torv?topic=rolf+ask").text
        assert "1 statement that name" in html
        assert "3 statements in 3 articles" in html
        none = visitor.get("/speakers/ina-torv?topic=%3Cscript%3Ealert(1)%3C/script%3E")
        assert none.status == 200
        assert HOSTILE not in none.text


def test_speaker_offices_have_the_words_that_tell_them(tmp_path: Path) -> None:
    with running(make_record(tmp_path / "torv.db")) as (visitor, _):
        offices = visitor.get("/speakers/ina-torv.json").json()["offices"]
        assert [(row["office"], row["reports"]) for row in offices] == [("Foreign Minister", 1)]
        (evidence,) = offices[0]["evidence"]
        shown = visitor.get(evidence["link"].partition("#")[0].replace("?", ".json?", 1)).json()
        ((start, end),) = shown["pointed"]
        assert shown["text"][start:end] == evidence["words"] == "Foreign Minister Ina Torv"


def test_speaker_two_wordings_stand_side_by_side(tmp_path: Path) -> None:
    with running(make_record(tmp_path / "torv.db")) as (visitor, _):
        (drift,) = visitor.get("/speakers/ina-torv.json").json()["drifts"]
        sides = {"".join(piece["words"] for piece in drift[side]["pieces"]) for side in "ab"}
        assert {words.rstrip(",") for words in sides} == {WORDS, OTHER}
        changed = [piece["words"] for piece in drift["a"]["pieces"] if piece["changed"]]
        assert any("harbour" in words for words in changed)
        html = visitor.get("/speakers/ina-torv").text
        assert HOSTILE not in html
        assert Links(html).ids.count("drifts") == 1


def test_speaker_of_the_small_story_still_shows(reader: Visitor) -> None:
    page = reader.get("/speakers/orla-penn.json").json()
    assert (page["offices"], page["topics"], page["drifts"]) == ([], [], [])
