"""Figures of named entities, on spans counted by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evaluate import named
from evaluate.__main__ import USAGE_ERROR, main
from evaluate.lines import Row
from onrecord.errors import InputError

GOLD: list[Row] = [
    {
        "doc": "d",
        "mentions": [
            {"start": 0, "end": 3, "type": "Person"},
            {"start": 5, "end": 20, "type": "Organization"},
            {"start": 30, "end": 34, "type": "Date"},
        ],
        "nested": [{"start": 5, "end": 9, "type": "Location"}],
    }
]


def predicted(*found: named.Found) -> list[Row]:
    return [{"doc": "d", "mentions": list(found), "model": []}]


def test_named_right_spans_with_the_right_type_count() -> None:
    figures = named.score(GOLD, predicted((0, 3, "Person"), (5, 20, "Location")))["mentions"]
    assert (figures["overall"].precision, figures["overall"].recall) == (0.5, 0.5)
    assert figures["Person"].f1 == 1.0
    assert figures["Location"].gold == 0
    assert "Person" in named.show({"mentions": figures})


def test_named_inner_names_and_other_types_are_neither_right_nor_wrong() -> None:
    figures = named.score(GOLD, predicted((0, 3, "Person"), (5, 20, "Organization"), (5, 9, "Location")))
    assert figures["mentions"]["overall"].f1 == 1.0
    assert figures["model"]["overall"].recall == 0.0


def test_named_of_unknown_documents_is_refused() -> None:
    with pytest.raises(InputError, match="not in the gold"):
        named.score([], predicted())


@pytest.mark.usefixtures("weights")
def test_named_weights_without_names_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.inference.weights import load_model

    if "names" in load_model().moves:
        pytest.skip("these weights know names")
    gold = tmp_path / "gold.jsonl.gz"
    gold.write_bytes(gzip.compress(json.dumps({"doc": "d", "text": "Ann left.", "mentions": []}).encode()))
    assert main(["score", "mentions", str(gold)]) == USAGE_ERROR
    assert "no head" in capsys.readouterr().err
