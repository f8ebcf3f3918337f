from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from evaluate.attribution import DIVIDED
from evaluate.calibration import BINS, expected_error, judge, keep_sure, make_bins, measure, show, write_charts
from evaluate.lines import Row

TEXT = "Ina Torv said it rains. Rolf Ask said it snows. A man said it hails."
At = Callable[..., list[list[int]]]


@pytest.fixture
def gold(at: At) -> list[Row]:
    statements = [
        {"source": at(TEXT, "Ina Torv"), "cue": [], "content": at(TEXT, "it rains")},
        {"source": at(TEXT, "Rolf Ask"), "cue": [], "content": at(TEXT, "it snows")},
    ]
    return [{"doc": "d", "text": TEXT, "statements": statements}]


@pytest.fixture
def predicted(gold: list[Row], at: At) -> list[Row]:
    first, second = gold[0]["statements"]
    return [
        first | {"id": "s1", "score": 0.95},
        second | {"id": "s2", "score": 0.55, "source": at(TEXT, "A man")},  # wrong: another source
        {"id": "s3", "score": 0.15, "source": [], "cue": [], "content": at(TEXT, "it hails")},  # wrong: not in the gold
        first | {"id": "s4", "score": 0.9, "parent": "s1"},  # not scored
        {"id": "s5", "score": 0.9, "source": [], "cue": [], "content": []},  # not scored
    ]


def test_calibration_judges_what_the_scorer_scores(gold: list[Row], predicted: list[Row]) -> None:
    assert judge(gold[0], predicted, DIVIDED) == [(0.95, True), (0.55, False), (0.15, False)]


def test_calibration_of_scores_that_tell_the_truth_has_no_error() -> None:
    draw = Random(1)  # noqa: S311
    scores = [draw.random() for _ in range(40_000)]
    assert expected_error(make_bins([(score, draw.random() < score) for score in scores])) < 0.01


def test_calibration_error_is_the_weighted_distance() -> None:
    bins = make_bins([(0.9, True), (0.9, False), (0.1, False), (0.1, False)])
    assert expected_error(bins) == pytest.approx((2 * 0.4 + 2 * 0.1) / 4)


def test_calibration_bins_are_of_equal_width_and_take_both_ends() -> None:
    bins = make_bins([(0.0, False), (1.0, True), (0.999, True)])
    assert [(b.low, b.high, b.count) for b in bins] == [(0, 1 / BINS, 1), (1 - 1 / BINS, 1, 2)]


def test_calibration_of_nothing_is_zero(gold: list[Row], tmp_path: Path) -> None:
    measured = measure(gold, [])
    assert (measured.count, measured.error, measured.bins) == (0, 0, ())
    assert show(measured)
    assert write_charts(measured, tmp_path)


def test_calibration_curve_trades_recall_for_precision(gold: list[Row], predicted: list[Row]) -> None:
    curve = measure(gold, [{"doc": "d", "statements": predicted}]).curve
    by_score = {p.min_score: (round(p.precision, 3), p.recall) for p in curve}
    assert by_score[0.0] == (0.333, 0.5)
    assert by_score[0.2] == (0.5, 0.5)
    assert by_score[0.6] == (1.0, 0.5)


def test_calibration_statement_whose_parent_goes_hangs_on_the_next() -> None:
    rows: list[Row] = [
        {"id": "s1", "score": 0.9, "parent": None},
        {"id": "s2", "score": 0.1, "parent": "s1"},
        {"id": "s3", "score": 0.9, "parent": "s2"},
    ]
    assert [(s["id"], s["parent"]) for s in keep_sure(rows, 0.5)] == [("s1", None), ("s3", "s1")]


def test_calibration_charts_are_whole_and_need_nothing_from_outside(
    gold: list[Row], predicted: list[Row], tmp_path: Path
) -> None:
    measured = measure(gold, [{"doc": "d", "statements": predicted}])
    paths = write_charts(measured, tmp_path / "img")
    assert [path.name for path in paths] == ["calibration.svg", "min-score.svg"]
    for path in paths:
        drawing = path.read_text(encoding="utf-8")
        root = ET.fromstring(drawing)  # noqa: S314
        assert root.find("{http://www.w3.org/2000/svg}title") is not None
        assert drawing.count("http") == 1  # the name space
    assert drawing.count("<circle") == sum(p.recall > 0 for p in measured.curve)


def test_calibration_rows_and_table_hold_the_error(gold: list[Row], predicted: list[Row]) -> None:
    measured = measure(gold, [{"doc": "d", "statements": predicted}])
    assert measured.as_row()["expected_calibration_error"] == round(measured.error, 4)
    assert f"{measured.error:.4f}" in show(measured)
