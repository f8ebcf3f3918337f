from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluate.lines import iter_rows, open_text
from evaluate.predict import BATCH, INPUT_FIELDS, iter_predictions, pick_input
from onrecord.errors import InputError
from onrecord.records import Article, Attribution, Extraction, Span, Speaker


class Guarded(dict[str, Any]):
    """A line of gold that must not be looked at beyond its input fields."""

    def _guard(self, key: str) -> None:
        assert key in INPUT_FIELDS, f"the gold field {key} was touched"

    def __getitem__(self, key: str) -> Any:
        self._guard(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._guard(key)
        return super().get(key, default)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("all fields were touched at once")

    __iter__ = keys = values = items = copy = __or__ = pop = __len__ = _refuse


def make_article(fields: Mapping[str, str]) -> Article:
    return Article(fields["doc"], fields["text"], "0", fields.get("title", ""), fields.get("outlet", ""))


def read(articles: Sequence[Article]) -> list[Extraction]:
    """A reader that finds the first word of each text, said by the outlet."""
    statement = Attribution(
        "s1", (), (), (Span(0, 4),), speaker=Speaker("e1", "Ina Torv"), flags=("negated",), score=0.5
    )
    return [Extraction(article, (statement,)) for article in articles]


def line(number: int) -> dict[str, Any]:
    return {"doc": f"d{number}", "text": f"Text {number}", "title": "T", "outlet": "O", "published": "2026-01-01"}


def test_predict_reads_the_input_fields_and_touches_no_gold() -> None:
    guarded = Guarded(line(1) | {"statements": [1], "other_annotators": [2], "url": "u"})
    rows = list(iter_predictions([guarded], make_article, read))
    assert [row["doc"] for row in rows] == ["d1"]
    assert pick_input(guarded) == line(1)
    with pytest.raises(AssertionError):
        dict(guarded.items())


def test_predict_gives_the_reader_nothing_but_the_input_fields() -> None:
    seen: list[Mapping[str, str]] = []

    def keep(fields: Mapping[str, str]) -> Article:
        seen.append(fields)
        return make_article(fields)

    list(iter_predictions([line(1) | {"statements": ["gold"], "mentions": ["gold"]}], keep, read))
    assert seen == [line(1)]


def test_predict_rows_are_what_the_scorers_take() -> None:
    (row,) = iter_predictions([line(7)], make_article, read)
    assert json.loads(json.dumps(row)) == {
        "doc": "d7",
        "statements": [
            {
                "id": "s1",
                "source": [],
                "cue": [],
                "content": [[0, 4]],
                "kind": "indirect",
                "act": "assert",
                "parent": None,
                "speaker": {"id": "e1", "name": "Ina Torv"},
                "addressee": None,
                "said_on": None,
                "flags": ["negated"],
                "score": 0.5,
            }
        ],
    }


def test_predict_reads_on_no_further_than_a_batch() -> None:
    taken = 0

    def lines() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for taken in range(1, 10 * BATCH):
            yield line(taken)

    assert next(iter_predictions(lines(), make_article, read))["doc"] == "d1"
    assert taken == BATCH


def test_predict_keeps_the_order_over_batches() -> None:
    rows = iter_predictions((line(n) for n in range(2 * BATCH + 3)), make_article, read)
    assert [row["doc"] for row in rows] == [f"d{n}" for n in range(2 * BATCH + 3)]


@pytest.mark.parametrize("broken", [{"text": "t"}, {"doc": "d"}, {"doc": 3, "text": "t"}])
def test_predict_says_what_a_line_lacks(broken: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="without the field"):
        pick_input(broken)


def test_predict_takes_missing_and_null_fields_as_unknown() -> None:
    assert pick_input({"doc": "d", "text": "t", "published": None}) == {"doc": "d", "text": "t"}


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_lines_are_written_and_read_packed_or_not(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open_text(path, "w") as out:
        out.write('{"text": "a\\r\\nb é"}\n\n{"text": "c"}\n')
    assert [row["text"] for row in iter_rows(path)] == ["a\r\nb é", "c"]
    assert (path.read_bytes()[:2] == b"\x1f\x8b") is name.endswith(".gz")


@pytest.mark.parametrize("content", [b"{", b"[1]\n", b'{"a": "\xff"}\n'])
def test_lines_that_are_no_objects_are_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"rows\.jsonl"):
        list(iter_rows(path))


def test_lines_of_a_file_cut_in_half_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 1000)[:-12])
    with pytest.raises(InputError):
        list(iter_rows(path))


def test_lines_of_a_missing_file_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        list(iter_rows(tmp_path / "none.jsonl"))


def test_predict_and_figures_import_no_model() -> None:
    """Scoring what was predicted before works where there are no weights."""
    code = (
        "import sys, evaluate.__main__; sys.exit('onnxruntime' in sys.modules or 'onrecord.inference' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
