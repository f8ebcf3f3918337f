"""The figures of time expressions are those of the shared scorer."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from evaluate.__main__ import main
from evaluate.lines import Row
from evaluate.times import METRICS, score, show
from onrecord.errors import InputError
from tests.evaluate.conftest import load_tool

TEXT = "The pier was shut on Monday for two weeks. It opens in June."


@pytest.fixture(scope="session")
def score_times() -> ModuleType:
    return load_tool("score_times")


def timex(words: str, kind: str, value: str) -> Row:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": kind, "value": value}


GOLD = [
    {
        "doc": "d",
        "text": TEXT,
        "published": "2031-03-05",
        "timexes": [timex("Monday", "DATE", "2031-03-03"), timex("two weeks", "DURATION", "P2W")],
        "ignore": [[TEXT.index("June"), TEXT.index("June") + 4]],
    }
]


def test_times_counts_spans_types_and_values() -> None:
    found = [timex("on Monday", "DATE", "2031-03-03"), timex("two", "DATE", "P2D"), timex("June", "DATE", "2031-06")]
    result = score(GOLD, [{"doc": "d", "timexes": found}])
    assert result.correct == {"strict": 0, "relaxed": 2, "type": 1, "value": 1}
    assert (result.predicted, result.gold) == (2, 2)
    assert result.misses == ["d: value P2D for P2W: 'two weeks'"]
    assert "value    P 0.500  R 0.500  F1 0.500" in show(result)


def test_times_a_document_is_predicted_once_and_is_in_the_gold() -> None:
    for predicted in ([{"doc": "d", "timexes": []}] * 2, [{"doc": "other", "timexes": []}]):
        with pytest.raises(InputError, match="predicted twice, or not in the gold"):
            score(GOLD, predicted)


@pytest.mark.parametrize("seed", range(12))
def test_times_figures_are_those_of_the_shared_scorer(seed: int, score_times: ModuleType) -> None:
    random = Random(seed)  # noqa: S311

    def some(most: int) -> list[Row]:
        starts = [random.randrange(50) for _ in range(random.randrange(most))]
        return [
            {"start": s, "end": s + random.randrange(1, 8), "type": random.choice("DT"), "value": random.choice("xyz")}
            for s in starts
        ]

    gold = [{"doc": str(n), "text": "w" * 60, "timexes": some(6), "ignore": [[3, 5]]} for n in range(5)]
    predicted = [{"doc": str(n), "timexes": some(6)} for n in range(4)]
    ours, theirs = score(gold, predicted), score_times.score_all(gold, predicted)
    assert ours.correct == theirs.correct
    assert (ours.predicted, ours.gold) == (theirs.predicted, theirs.gold)
    assert {m: ours.f1(m) for m in METRICS} == {m: theirs.figures(m)["f1"] for m in METRICS}
    assert sorted(ours.misses) == sorted(theirs.misses)


def test_times_predict_and_score_need_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, pred, names = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl", tmp_path / "names.txt"
    rows = [GOLD[0], {"doc": "e", "text": "Nothing.", "timexes": []}]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    names.write_text("e\n", encoding="utf-8")
    assert main(["predict", "times", str(gold), "-o", str(pred)]) == 0
    found = json.loads(pred.read_text(encoding="utf-8").splitlines()[0])["timexes"]
    assert found[:2] == GOLD[0]["timexes"]
    assert main(["score", "times", str(gold), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"]["f1"] == 1.0
    for option, number in (("--docs", 0), ("--without", 2)):
        assert main(["score", "times", str(gold), "--pred", str(pred), option, str(names), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["value"]["gold"] == number
    assert main(["score", "times", str(gold), "--speed"]) == 0
    assert "words a second" in capsys.readouterr().out
    assert main(["score", "times"]) == 2
