from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluate.gate import BASELINE, Figures, Gate, check, note_on_weights, read_baseline, run, write_baseline
from evaluate.lines import Row
from onrecord.errors import InputError

WEIGHTS = "w1"
Make = Callable[[Figures], Gate]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    data = tmp_path / "data.jsonl"
    data.write_text("{}", encoding="utf-8")
    return lambda figures: Gate("small", (data,), 0.01, lambda: figures)


@pytest.fixture
def baseline() -> Row:
    return {"weights": None, "gates": {}, "regressions": []}


@pytest.fixture
def pinned(make: Make, baseline: Row) -> Row:
    run([make({"f": 0.8, "g": 0.5})], baseline, WEIGHTS, update=True)
    return baseline


def status(gate: Gate, baseline: Row) -> str:
    (result,) = run([gate], baseline, WEIGHTS)
    return result.status


def test_gate_baseline_of_the_repository_is_valid() -> None:
    baseline = read_baseline(BASELINE)
    for pinned in baseline["gates"].values():
        assert len(pinned["data"]) == 64
        assert all(0 <= floor <= 1 for floor in pinned["floors"].values())
    assert bool(baseline["gates"]) == bool(baseline["weights"])
    assert all(row["reason"].strip() for row in baseline["regressions"])


def test_gate_without_floors_does_not_fail(make: Make, baseline: Row) -> None:
    assert status(make({"f": 0.8}), baseline) == "no floors"


def test_gate_without_data_is_skipped_unmeasured(tmp_path: Path, baseline: Row) -> None:
    def measure() -> Figures:
        raise AssertionError("measured without data")

    (result,) = run([Gate("small", (tmp_path / "none",), 0.01, measure)], baseline, WEIGHTS, update=True)
    assert result.status == "skipped"
    assert result.lines == ("data not here",)
    assert baseline == {"weights": None, "gates": {}, "regressions": []}


@pytest.mark.parametrize(
    ("value", "expected"), [(0.9, "passed"), (0.8, "passed"), (0.791, "passed"), (0.789, "failed"), (0.0, "failed")]
)
def test_gate_fails_below_the_floor_less_the_tolerance(make: Make, pinned: Row, value: float, expected: str) -> None:
    assert status(make({"f": value, "g": 0.5}), pinned) == expected


def test_gate_fails_where_a_figure_is_no_longer_measured(make: Make, pinned: Row) -> None:
    assert status(make({"f": 0.8}), pinned) == "failed"


def test_gate_fails_where_the_data_are_others(make: Make, pinned: Row) -> None:
    gate = make({"f": 0.8, "g": 0.5})
    gate.data[0].write_text("{} ", encoding="utf-8")
    result = check(gate, pinned, {"f": 0.8, "g": 0.5})
    assert result.status == "failed"
    assert "data" in result.lines[0]


def test_gate_update_raises_floors_and_never_lowers_them(make: Make, pinned: Row) -> None:
    run([make({"f": 0.9, "g": 0.495})], pinned, "w2", update=True)
    assert pinned["gates"]["small"]["floors"] == {"f": 0.9, "g": 0.5}
    assert pinned["weights"] == "w2"
    assert pinned["regressions"] == []


def test_gate_update_refuses_a_fall(make: Make, pinned: Row) -> None:
    with pytest.raises(InputError, match="allow-regression"):
        run([make({"f": 0.7, "g": 0.5})], pinned, WEIGHTS, update=True)
    assert pinned["gates"]["small"]["floors"] == {"f": 0.8, "g": 0.5}


def test_gate_lowering_keeps_its_reason(make: Make, pinned: Row) -> None:
    (result,) = run([make({"f": 0.7, "g": 0.6})], pinned, WEIGHTS, update=True, reason="half the size")
    assert result.status == "passed"
    assert pinned["gates"]["small"]["floors"] == {"f": 0.7, "g": 0.6}
    assert pinned["regressions"] == [
        {"gate": "small", "figure": "f", "from": 0.8, "to": 0.7, "reason": "half the size"}
    ]


def test_gate_dropping_a_figure_takes_a_reason(make: Make, pinned: Row) -> None:
    with pytest.raises(InputError):
        run([make({"f": 0.8})], pinned, WEIGHTS, update=True)
    run([make({"f": 0.8})], pinned, WEIGHTS, update=True, reason="g is gone")
    assert pinned["gates"]["small"]["floors"] == {"f": 0.8}


def test_gate_other_data_take_a_reason(make: Make, pinned: Row) -> None:
    gate = make({"f": 0.8, "g": 0.5})
    gate.data[0].write_text("{} ", encoding="utf-8")
    with pytest.raises(InputError, match="other data"):
        run([gate], pinned, WEIGHTS, update=True)
    (result,) = run([gate], pinned, WEIGHTS, update=True, reason="a corrected label")
    assert result.status == "passed"
    assert pinned["regressions"][-1] == {"gate": "small", "figure": "data", "reason": "a corrected label"}


@pytest.mark.parametrize(("update", "reason"), [(False, "a reason"), (True, " ")])
def test_gate_a_reason_goes_with_an_update(make: Make, pinned: Row, update: bool, reason: str) -> None:  # noqa: FBT001
    with pytest.raises(InputError, match="takes a reason"):
        run([make({"f": 0.7})], pinned, WEIGHTS, update=update, reason=reason)


def test_gate_checking_changes_nothing(make: Make, pinned: Row, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(pinned, path)
    run([make({"f": 0.99, "g": 0.1})], pinned, "w2")
    assert read_baseline(path) == pinned


@pytest.mark.parametrize("content", ["", "[]", '{"weights": null, "gates": {}}'])
def test_gate_a_broken_baseline_is_no_pass(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="baseline"):
        read_baseline(path)


def test_gate_says_that_the_weights_are_others(pinned: Row, baseline: Row) -> None:
    assert note_on_weights(pinned, WEIGHTS) is None
    assert "weights" in (note_on_weights(pinned, "w2") or "")
