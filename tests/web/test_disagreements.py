"""The page of disagreements, and what people dismiss."""

from __future__ import annotations

from pathlib import Path

from onrecord.store.record import Record
from tests.views.story import HOSTILE
from tests.web.visitor import Visitor


def test_disagreements_show_both_accounts_with_their_words(story_reader: Visitor) -> None:
    page = story_reader.get("/disagreements.json?kind=number").json()
    (row,) = page["disagreements"]
    assert (row["kind"], row["relation"]) == ("number", "conflict")
    assert [row[side]["words"] for side in "ab"] == ["37", "31"]
    assert row["a"]["after"].startswith(" sailors of the cargo ship")
    for side in "ab":
        address = row[side]["link"].partition("#")[0]
        shown = story_reader.get(address.replace("?", ".json?", 1)).json()
        ((start, end),) = shown["pointed"]
        assert shown["text"][start:end] == row[side]["words"]
    html = story_reader.get("/disagreements").text
    assert '<mark class="part">37</mark>' in html
    assert HOSTILE not in html


def test_disagreements_are_filtered(story_reader: Visitor) -> None:
    assert story_reader.get("/disagreements.json?relation=development").json()["disagreements"] == []
    assert story_reader.get("/disagreements.json?relation=conflict&kind=number").json()["part"]["total"] == 1
    assert story_reader.get("/disagreements.json?kind=nothing").json()["part"]["total"] == 0
    assert story_reader.get("/disagreements.json?relation=x").status == 422


def test_disagreements_are_dismissed_with_a_reason_and_taken_back(story_editor: Visitor, story: Path) -> None:
    (row,) = story_editor.get("/disagreements.json?kind=number").json()["disagreements"]
    body = {"disagreement": row["id"], "reason": f"two ships {HOSTILE}"}
    assert story_editor.post("/api/disagreements/dismiss", {**body, "reason": ""}).status == 422
    assert story_editor.post("/api/disagreements/dismiss", {**body, "reason": " "}).status == 400
    assert story_editor.post("/api/disagreements/dismiss", {**body, "disagreement": "x"}).status == 409
    assert story_editor.post("/api/disagreements/dismiss", body).json() == {"id": 1, "what": "dismiss"}
    assert story_editor.get("/disagreements.json?kind=number").json()["disagreements"] == []
    (gone,) = story_editor.get("/disagreements.json?dismissed=true").json()["disagreements"]
    assert (gone["id"], gone["dismissed"]) == (row["id"], 1)
    assert 'data-undo-judgement="1"' in story_editor.get("/disagreements?dismissed=true").text
    listed = story_editor.get("/corrections").text
    assert "no disagreement" in listed
    assert HOSTILE not in listed
    with Record(story, "ro") as record:
        assert "number" not in {one.kind for one in record.discrepancies()}
    assert story_editor.post("/api/judgements/1/undo").status == 200
    assert len(story_editor.get("/disagreements.json?kind=number").json()["disagreements"]) == 1


def test_disagreements_readers_cannot_dismiss(story_reader: Visitor) -> None:
    (row,) = story_reader.get("/disagreements.json?kind=number").json()["disagreements"]
    body = {"disagreement": row["id"], "reason": "two ships"}
    assert story_reader.post("/api/disagreements/dismiss", body).status == 401
    assert "data-dismiss" not in story_reader.get("/disagreements").text
