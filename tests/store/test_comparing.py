from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from onrecord.records import Extraction
from onrecord.store import comparing
from onrecord.store.record import Record
from tests.resolve.accounts import FERRY, FERRY_TOLD_AGAIN, make_article
from tests.store.build import export, make_many

CHANGED = FERRY_TOLD_AGAIN.replace("40 minutes", "14 minutes")


def items() -> list[Extraction]:
    texts = [("a", FERRY), ("b", CHANGED), ("c", FERRY[:-80])]
    return [
        Extraction(make_article(text, doc=doc, outlet=f"Outlet {doc}", published=f"2026-03-0{number}"))
        for number, (doc, text) in enumerate(texts, 1)
    ]


def test_comparing_finds_copies_and_discrepancies_of_what_was_added(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        assert list(record.add_all(items())) == ["added"] * 3
        assert record.reconcile() == 3
        (copy,) = record.copies()
        (row,) = record.discrepancies()
    assert (copy.copy_doc, copy.original_doc, copy.whole) == ("c", "a", True)
    assert {row.a.words, row.b.words} == {"40", "14"}
    assert row.others == 1, "the copy says the same"


def test_comparing_again_finds_nothing_more(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        list(record.add_all(items()))
        record.reconcile()
        before = export(record)
        assert record.reconcile() == 0
        assert export(record) == before


def test_comparing_article_by_article_ends_as_all_at_once(tmp_path: Path) -> None:
    many = [*make_many(40), *items()]
    with Record(tmp_path / "one.db") as one, Record(tmp_path / "all.db") as at_once:
        for item in many:
            one.add(item)
            one.reconcile()
        list(at_once.add_all(many))
        at_once.reconcile()
        tables = ("comparisons", "copies", "discrepancies", "drifts")
        assert [export(one)[table] for table in tables] == [export(at_once)[table] for table in tables]


def test_comparing_a_date_that_is_known_later_is_worked_in(tmp_path: Path) -> None:
    article = make_article(FERRY, doc="a", outlet="Outlet a")
    with Record(tmp_path / "r.db") as record:
        list(record.add_all([Extraction(article), *items()[1:]]))
        record.reconcile()
        (early,) = record.copies()
        list(record.add_all([items()[0]]))
        record.reconcile()
        (late,) = record.copies()
        assert record.check() == []
    assert (early.copy_doc, late.copy_doc) == ("a", "c")


def test_comparing_in_a_large_record_the_rarest_words_find_what_all_words_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [*make_many(30), *items()]
    found = []
    for number, looked_at in enumerate((comparing._LOOKED_AT, 40)):
        monkeypatch.setattr(comparing, "_LOOKED_AT", looked_at)
        with Record(tmp_path / f"{number}.db") as record:
            list(record.add_all(many))
            record.reconcile()
            rows = [row for row in record.discrepancies() if {row.a.doc, row.b.doc} <= {"a", "b", "c"}]
            found.append([(row.a.words, row.b.words, row.kind) for row in rows])
    assert found[0] == found[1] != []


def test_comparing_counts_in_how_many_texts_a_word_is_also_when_one_changes(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        list(record.add_all(items()))
        record.reconcile()
        item = items()[0]
        record.add(dataclasses.replace(item, statements=(), entities=()), replace=True)
        completed = dataclasses.replace(item, article=dataclasses.replace(item.article, title="Ferries of Osk"))
        record.add(completed, replace=True)
        record.reconcile()
        counted = "SELECT word, count(*) FROM story_words GROUP BY word ORDER BY word"
        kept = "SELECT word, number FROM story_word_counts WHERE number > 0 ORDER BY word"
        assert [tuple(row) for row in record.db.execute(counted)] == [tuple(row) for row in record.db.execute(kept)]
