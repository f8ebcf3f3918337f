"""The scorer of copies, discrepancies and drift, on a key and reports of its own."""

from __future__ import annotations

from evaluate.lines import Row
from evaluate.parted import score, show
from onrecord.records import Extraction
from tests.resolve.accounts import FERRY, make_article

COPY = FERRY.replace("At least 14", "At least 19")
KEY: Row = {
    "reports": [{"doc": "a"}, {"doc": "b", "copies_of": "a"}],
    "discrepancies": [
        {"kind": "number", "why": "toll", "a": {"doc": "a", "words": "14"}, "b": {"doc": "b", "words": "19"}}
    ],
    "drift": [],
}


def reports() -> list[Extraction]:
    return [
        Extraction(make_article(text, doc=doc, published="2026-03-03")) for doc, text in (("a", FERRY), ("b", COPY))
    ]


def test_what_the_key_has_is_found_and_nothing_else() -> None:
    result = score(KEY, reports())
    assert result.misses == ()
    assert result.figures["copies"] == result.figures["discrepancies"] == result.figures["precision of copies"] == 1.0
    assert "discrepancies" in show(result)


def test_what_the_key_has_not_is_told_as_false() -> None:
    result = score(KEY | {"discrepancies": [], "reports": [{"doc": "a"}, {"doc": "b"}]}, reports())
    assert result.figures["precision of discrepancies"] == 0.0
    assert any(miss.startswith("false copy") for miss in result.misses)
