from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest

from evaluate import nested, predictions, reading
from evaluate.__main__ import main
from evaluate.lines import Row
from evaluate.nested import GOLD, SPLITS, read_gold, score, show
from onrecord.errors import InputError
from onrecord.records import Act, Article, Attribution, Extraction, Kind

TEXT = "The Echo writes that Ina Torv said that Rolf Ask fears the flood is near. Olaf Moe denied it all."
SPEAKERS = ("Echo", "Ina Torv", "Rolf Ask", "Olaf Moe")
CONTENTS = (
    "that Ina Torv said that Rolf Ask fears the flood is near",
    "that Rolf Ask fears the flood is near",
    "the flood is near",
    "it all",
)

At = Callable[..., list[list[int]]]


def statements(at: At, parents: Sequence[str | None] = (None, "s1", "s2", None)) -> list[Row]:
    return [
        {"id": f"s{n}", "content": at(TEXT, content), "parent": parent, "speaker": speaker}
        for n, (content, parent, speaker) in enumerate(zip(CONTENTS, parents, SPEAKERS, strict=True), 1)
    ]


def read(rows: Sequence[Row]) -> list[Row]:
    return [row | {"speaker": {"id": "e", "name": row["speaker"]}} for row in rows]


def judge(at: At, predicted: Sequence[Row]) -> nested.Score:
    gold = [{"doc": "d", "text": TEXT, "statements": statements(at)}]
    return score(gold, [{"doc": "d", "statements": list(predicted)}])


def counts(result: nested.Score) -> dict[str, tuple[int, int, int]]:
    return {name: (t.correct, t.predicted, t.gold) for name, t in result.tallies.items()}


def test_nested_all_right(at: At) -> None:
    result = judge(at, read(statements(at)))
    assert counts(result) == {"nested": (2, 2, 2), "nested_found": (2, 2, 2), "top_level": (2, 2, 2)}
    assert result.figures == {"nested": 1.0, "nested_found": 1.0, "top_level": 1.0, "speaker": 1.0}
    assert result.misses == []


def test_nested_on_another_parent_is_found_but_not_right(at: At) -> None:
    result = judge(at, read(statements(at, (None, "s1", "s1", None))))
    assert counts(result) == {"nested": (1, 2, 2), "nested_found": (2, 2, 2), "top_level": (2, 2, 2)}
    assert any(miss.startswith("d: parent s3 gold s2") for miss in result.misses)


def test_nested_whose_parent_was_not_found_is_not_right(at: At) -> None:
    predicted = [row for row in read(statements(at)) if row["id"] != "s2"]
    predicted[1]["parent"] = "s1"
    result = judge(at, predicted)
    assert counts(result)["nested"] == (0, 1, 2)
    assert counts(result)["nested_found"] == (1, 1, 2)
    assert any(miss.startswith("d: missed nested s2") for miss in result.misses)


def test_nested_is_not_paired_with_what_stands_at_the_top(at: At) -> None:
    result = judge(at, read(statements(at, (None, "s1", None, None))))
    assert counts(result) == {"nested": (1, 1, 2), "nested_found": (1, 1, 2), "top_level": (2, 3, 2)}
    assert any(miss.startswith("d: not in the gold s3") for miss in result.misses)


@pytest.mark.parametrize(
    ("name", "share"), [("Ina Torv", 1.0), ("Minister Torv", 1.0), ("the torv", 1.0), ("Ina", 0.5), (None, 0.5)]
)
def test_nested_speaker_by_name_or_last_word(at: At, name: str | None, share: float) -> None:
    predicted = read(statements(at))
    predicted[1]["speaker"] = {"id": "e", "name": name} if name else None
    assert judge(at, predicted).speaker.value == share


def test_nested_without_a_speaker_takes_none(at: At) -> None:
    gold = statements(at)
    gold[1]["speaker"] = None
    for predicted, hits in ((None, 2), ({"id": "e", "name": "Ina Torv"}, 1)):
        rows = read(statements(at))
        rows[1]["speaker"] = predicted
        result = score([{"doc": "d", "text": TEXT, "statements": gold}], [{"doc": "d", "statements": rows}])
        assert (result.speaker.hits, result.speaker.of) == (hits, 2)


def test_nested_articles_without_predictions_count(at: At) -> None:
    result = score([{"doc": "d", "text": TEXT, "statements": statements(at)}], [])
    assert counts(result) == {"nested": (0, 0, 2), "nested_found": (0, 0, 2), "top_level": (0, 0, 2)}
    assert "speaker                  0.000 (0 of 0)" in show(result)


def test_nested_a_split_without_articles_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc": "d", "text": TEXT, "statements": [], "split": "dev"}), encoding="utf-8")
    assert len(read_gold(path)) == len(read_gold(path, "dev")) == 1
    with pytest.raises(InputError, match="no articles of the split held"):
        read_gold(path, "held")


def test_nested_is_a_task(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def read_nothing(articles: Sequence[Article]) -> list[Extraction]:
        seen.extend(article.doc for article in articles)
        return [Extraction(article, (Attribution("s1", (), (), ()),)) for article in articles]

    predictions.open_reader.cache_clear()
    monkeypatch.setattr(reading, "open_reader", lambda *_: read_nothing)
    assert main(["score", "nested", "--split", "dev", "--json", "--misses"]) == 0
    captured = capsys.readouterr()
    figures = json.loads(captured.out)
    assert figures["nested"]["gold"] == figures["nested_found"]["gold"] > 100
    assert figures["speaker"] == {"share": 0.0, "correct": 0, "of": 0}
    assert "nested-01-ferry: missed nested s2 " in captured.err
    assert seen == [row["doc"] for row in read_gold(GOLD, "dev")]
    assert main(["score", "nested", str(GOLD)]) == 0
    assert capsys.readouterr().out.startswith("nested ")
    predictions.open_reader.cache_clear()


def test_nested_gold_is_forty_articles_in_two_halves() -> None:
    rows = read_gold(GOLD)
    assert len({row["doc"] for row in rows}) == 40
    assert [row["split"] for row in rows] == [*SPLITS] * 20
    assert all(80 <= len(row["text"].split()) <= 180 for row in rows)
    assert all(row["text"].startswith(f"{row['title']}\n\n") for row in rows)


@pytest.mark.parametrize("row", read_gold(GOLD), ids=lambda row: row["doc"])
def test_nested_gold_is_whole(row: Row) -> None:
    """Spans hold words, and whatever lies in another statement's content has the smallest such as its parent."""
    said = row["statements"]
    assert [s["id"] for s in said] == [f"s{n}" for n in range(1, len(said) + 1)]
    for statement in said:
        spans = [span for role in ("source", "cue", "content") for span in statement[role]]
        words = [row["text"][start:end] for start, end in spans]
        assert all(words)
        assert all(w == w.strip() for w in words)
        assert statement["cue"]
        assert statement["content"]
        assert statement["kind"] in get_args(Kind)
        assert statement["act"] in get_args(Act)
        around = [s for s in said if s is not statement and holds(s, statement) and size(s) >= size(statement)]
        assert statement["parent"] == (min(around, key=size)["id"] if around else None)
        if around:
            assert all(inside(span, min(around, key=size)) for span in spans)


def holds(outer: Row, inner: Row) -> bool:
    return all(inside(span, outer) for span in (*inner["cue"], *inner["content"]))


def inside(span: Sequence[int], outer: Row) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in outer["content"])


def size(statement: Row) -> int:
    return sum(end - start for start, end in statement["content"])
