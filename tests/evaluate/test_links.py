"""Links drawn from a record that several invented articles make."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluate import links
from evaluate.__main__ import main
from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.store.record import Record
from onrecord.text.article import hash_text


def make_record(path: Path) -> None:
    with Record(path) as record:
        for number, name in enumerate(("Emrik Tolvaj", "Emric Tolvay", "Runa Feld")):
            text = f"Here {name} spoke."
            mention = Mention(Span(5, 5 + len(name)), "e1")
            article = Article(f"doc-{number}", text, hash_text(text))
            record.add(Extraction(article, (), (mention,), (Entity("e1", name, "person", (name,)),)))
        record.reconcile()


def test_links_are_of_people_whom_several_articles_name(tmp_path: Path) -> None:
    make_record(tmp_path / "r.db")
    with Record(tmp_path / "r.db", "ro") as record:
        drawn, of = links.draw(record.db, 10, seed=1)
        again, _ = links.draw(record.db, 10, seed=1)
    assert (of, drawn) == (2, again)
    by_doc = {link.doc: link for link in drawn}
    assert by_doc.keys() == {"doc-0", "doc-1"}
    assert by_doc["doc-0"].words == "Here [Emrik Tolvaj] spoke."
    assert by_doc["doc-0"].elsewhere == "Here [Emric Tolvay] spoke."


def test_links_are_shown_with_how_many_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_record(tmp_path / "r.db")
    assert main(["sample-links", str(tmp_path / "r.db"), "--number", "1"]) == 0
    assert "1 of 2 links" in capsys.readouterr().out
