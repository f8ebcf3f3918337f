"""Corrections over the network: what the page's script sends, and what becomes of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from onrecord.store.record import Record
from onrecord.text.article import hash_text
from onrecord.views.marks import make_visible
from tests.views.story import HOSTILE, NESTED, find_span, make_nested
from tests.web.visitor import Visitor


class Editing:
    """Corrections of the nested article."""

    def __init__(self, editor: Visitor, article: str) -> None:
        self.editor, self.article = editor, article

    def page(self) -> Any:
        return self.editor.get(f"/articles/{self.article}.json").json()

    def statement(self, identity: str) -> Any:
        return {row["id"]: row for row in self.page()["statements"]}.get(identity)

    def send(self, what: str, statement: str | None = None, **more: object) -> Any:
        body = {"article": self.article, "sha256": hash_text(NESTED), "what": what, "statement": statement, **more}
        answer = self.editor.post("/api/corrections", body)
        return answer.json() | {"status": answer.status}


@pytest.fixture
def editing(editor: Visitor, articles: dict[str, str]) -> Editing:
    return Editing(editor, articles["nested"])


def spans(words: str) -> list[list[int]]:
    return [list(span) for span in find_span(NESTED, words)]


def test_correcting_a_statement_is_seen_everywhere(editing: Editing, editor: Visitor, path: Path) -> None:
    done = editing.send("speaker", "s4", speaker="Ida Marlow")
    assert (done["status"], done["what"], done["progress"]) == (200, "speaker", {"checked": 1, "total": 4})
    assert editing.statement("s4")["speaker"] == "Ida Marlow"
    assert editor.get("/speakers/ida-marlow").status == 200
    assert "Ida Marlow" in editor.get("/search?q=pier").text
    assert editor.get("/index.json").json()["progress"] == {"checked": 1, "total": 7}
    assert "Ida Marlow" in editor.get("/corrections").text
    with Record(path, "ro") as record:
        assert record.statements(speaker="Marlow")[0].statement.id == "s4"
        (row,) = record.corrections()
        assert (row.correction.author, row.correction.what) == ("Ann Reader", "speaker")


def test_correcting_again_replaces_the_older_and_nothing_is_no_correction(editing: Editing, editor: Visitor) -> None:
    for name in ("Ida Marlow", "Bo Lind", "bo lind"):
        done = editing.send("speaker", "s4", speaker=name)
    assert done["what"] == "accept"
    rows = editor.get("/corrections.json").json()["corrections"]
    assert [(row["what"], row["after"], row["replaced"]) for row in rows] == [
        ("accept", "", False),
        ("speaker", "Bo Lind", False),
        ("speaker", "Ida Marlow", True),
    ]
    assert editor.get("/corrections").text.count("replaced by a later one") == 1


def test_correcting_every_way_and_undoing_it(editing: Editing, editor: Visitor) -> None:
    before = editing.page()["statements"]
    numbers = [
        editing.send("accept", "s1")["id"],
        editing.send("kind", "s1", kind="mixed")["id"],
        editing.send("act", "s1", act="doubt")["id"],
        editing.send("spans", "s1", words={"content": spans("an official had said Orla Penn denied")})["id"],
        editing.send("reject", "s2")["id"],
        editing.send("add", words={"content": spans("Harbour deal")}, speaker="Harbour", label="organisation")["id"],
    ]
    now = {row["id"]: row for row in editing.page()["statements"]}
    assert (now["s1"]["kind"], now["s1"]["act"], now["s1"]["source"]) == ("mixed", "doubt", [])
    assert "s2" not in now
    assert now["c6"]["speaker_label"] == "organisation"
    for number in reversed(numbers):
        assert editor.post(f"/api/corrections/{number}/undo").status == 200
    assert editing.page()["statements"] == before
    assert editor.post(f"/api/corrections/{numbers[0]}/undo").status == 400
    assert editor.post("/api/corrections/999/undo").status == 400


def test_correcting_what_has_changed_meanwhile_is_refused(editing: Editing, path: Path) -> None:
    seen = {role: editing.statement("s3")[role] for role in ("source", "cue", "content")}
    as_seen = {role: [[part["start"], part["end"]] for part in parts] for role, parts in seen.items()}
    assert editing.send("accept", "s3", seen=as_seen)["status"] == 200
    assert editing.send("accept", "s3", seen=as_seen | {"cue": []})["status"] == 409
    assert editing.send("accept", "s99")["status"] == 409
    text = NESTED + "\nMore.\n"
    later = make_nested()
    with Record(path) as record:
        record.add(
            dataclasses.replace(later, article=dataclasses.replace(later.article, text=text, sha256=hash_text(text)))
        )
    refused = editing.send("accept", "s3")
    assert refused["status"] == 409
    assert "new text" in refused["error"]["message"]
    page = editing.page()
    assert [row["orphan"] for row in page["corrections"]] == [True]
    assert "orphan: the article has another text now" in editing.editor.get("/corrections").text


@pytest.mark.parametrize(
    "more",
    [
        {"what": "sing"},
        {"what": "act", "act": "sing"},
        {"what": "add", "words": {"content": [[5, 2]]}},
        {"what": "add", "words": {"content": [[-1, 2]]}},
        {"what": "add", "words": {"content": [[0, 10**9]]}},
        {"what": "add", "words": {"content": [[0, 1, 2]]}},
        {"what": "add", "words": {"content": "all"}},
        {"what": "add", "words": {}},
        {"what": "speaker", "statement": "s1", "speaker": "x" * 201},
        {"what": "speaker", "statement": "s1", "speaker": ""},
        {"what": "speaker", "statement": "s1", "speaker": "\ud800"},
        {"what": "accept", "surprise": 1},
        {"what": "accept", "article": "nothing"},
    ],
)
def test_correcting_nonsense_is_refused(editing: Editing, path: Path, more: dict[str, Any]) -> None:
    done = editing.send(**{"what": "accept", **more})
    assert done["status"] in (400, 409, 422)
    assert done["error"]["message"]
    with Record(path, "ro") as record:
        assert record.corrections() == []


@pytest.mark.parametrize("words", [HOSTILE, "'\"><img src=x onerror=alert(1)>", "a\u202eb", "{{7*7}}", "</script>"])
def test_correcting_hostile_words_are_shown_as_words(editing: Editing, editor: Visitor, words: str) -> None:
    assert editing.send("speaker", "s4", speaker=words)["status"] == 200
    assert editing.send("add", words={"content": spans("Harbour deal")}, speaker=words + "2")["status"] == 200
    link = editing.statement("s4")["speaker_link"]
    for page in (f"/articles/{editing.article}", "/", "/speakers", "/corrections", "/search?speaker=7", link):
        html = editor.get(page).text
        assert editor.get(page).status == 200, page
        assert html.count("<script") == html.count("</script>") == 1
        assert "<img" not in html
        assert "\u202e" not in html
    assert escape(make_visible(words)) in editor.get(link).text


@pytest.mark.parametrize("field", ["q", "speaker", "outlet", "act", "kind", "name", "oldest", "page", "x"])
def test_correcting_nothing_that_is_asked_comes_back_as_html(editor: Visitor, field: str) -> None:
    for page in ("/search", "/articles", "/speakers", "/enter", "/nothing"):
        html = editor.get(f"{page}?{field}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&key=%3Cscript%3E").text
        assert "<script>" not in html


def test_correcting_goes_on_with_what_nobody_has_checked(editing: Editing, editor: Visitor) -> None:
    first = editor.get("/review").headers["location"]
    assert first.endswith("#unchecked")
    for identity in ("s1", "s2", "s3", "s4"):
        editing.send("accept", identity)
    seen = set()
    after = editing.article
    for _ in range(3):
        after = editor.get(f"/review?after={after}").headers["location"].removeprefix("/articles/").partition("#")[0]
        seen.add(after)
    assert len(seen) == 2
    assert editing.article not in seen
