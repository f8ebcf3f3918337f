from __future__ import annotations

from pathlib import Path

from onrecord.records import Extraction
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
