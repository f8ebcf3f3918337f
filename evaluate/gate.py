"""Floors under the figures: a change that loses accuracy fails here, and lowering a floor takes a stated reason.

`baseline.json` holds for each gate the sha256 of its data and a floor for each figure, with the digest of the weights
they were measured with, and every floor that was ever lowered on purpose with its reason.

A figure may fall below its floor by the gate's tolerance: 8-bit arithmetic rounds differently from one processor to
another, which turns a few statements around. The tolerance is what two statements or so are worth in that data, and
0.003 (7 statements) where there are two thousand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evaluate.lines import Row
from onrecord.errors import InputError

BASELINE = Path(__file__).parent / "baseline.json"

Figures = dict[str, float]
Status = Literal["passed", "failed", "no floors", "skipped"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Figures to measure, by the data they are measured on."""

    name: str
    data: tuple[Path, ...]
    tolerance: float
    measure: Callable[[], Figures]

    @property
    def is_here(self) -> bool:
        return all(path.is_file() for path in self.data)

    def digest(self) -> str:
        whole = hashlib.sha256()
        for path in self.data:
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    gate: str
    status: Status
    lines: tuple[str, ...]  # what was found, for a person


def read_baseline(path: Path = BASELINE) -> Row:
    try:
        baseline = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: the baseline cannot be read: {error}") from error
    if not isinstance(baseline, dict) or set(baseline) != {"weights", "gates", "regressions"}:
        raise InputError(f"{path}: a baseline holds weights, gates and regressions, and nothing else")
    return baseline


def write_baseline(baseline: Row, path: Path = BASELINE) -> None:
    path.write_text(json.dumps(baseline, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def check(gate: Gate, baseline: Row, figures: Mapping[str, float]) -> Result:
    """Whether figures that were measured stand on the floors of the baseline."""
    pinned = baseline["gates"].get(gate.name)
    if pinned is None:
        new = tuple(f"{name} {value:.4f}, no floor" for name, value in figures.items())
        return Result(gate.name, "no floors", (*new, "pin floors with --update"))
    lines, failed = [], False
    if pinned["data"] != gate.digest():
        lines.append("FAILED: the data are not those that the floors were measured on")
        failed = True
    for name, floor in pinned["floors"].items():
        value = figures.get(name)
        fell = value is None or value < floor - gate.tolerance
        failed |= fell
        shown = "not measured" if value is None else f"{value:.4f}"
        lines.append(f"{'FAILED: ' if fell else ''}{name} {shown}, floor {floor:.4f} - {gate.tolerance}")
    return Result(gate.name, "failed" if failed else "passed", tuple(lines))


def pin(gate: Gate, baseline: Row, figures: Mapping[str, float], reason: str | None) -> None:
    """Raises floors to the figures. Lowers them, or takes other data, only with a reason, which is kept."""
    old = baseline["gates"].get(gate.name, {"data": gate.digest(), "floors": {}})
    other_data = old["data"] != gate.digest()
    if other_data and reason is None:
        raise InputError(f'{gate.name}: other data than the floors were measured on; give --allow-regression "reason"')
    floors = {}
    for name in sorted({*old["floors"], *figures}):
        floor, value = old["floors"].get(name), figures.get(name)
        if floor is None or (value is not None and value >= floor):
            floors[name] = value
        elif reason is None:
            if value is None or value < floor - gate.tolerance:
                raise InputError(f'{gate.name}: {name} fell from {floor} to {value}; give --allow-regression "reason"')
            floors[name] = floor
        else:
            baseline["regressions"].append(
                {"gate": gate.name, "figure": name, "from": floor, "to": value, "reason": reason}
            )
            if value is not None:
                floors[name] = value
    if other_data:
        baseline["regressions"].append({"gate": gate.name, "figure": "data", "reason": reason})
    baseline["gates"][gate.name] = {"data": gate.digest(), "floors": floors}


def run(
    gates: Sequence[Gate], baseline: Row, weights: str, *, update: bool = False, reason: str | None = None
) -> list[Result]:
    """Measures every gate whose data are here. With `update`, the baseline is changed in place."""
    if reason is not None and not (update and reason.strip()):
        raise InputError("--allow-regression takes a reason, and goes with --update")
    results = []
    measured = False
    for gate in gates:
        if not gate.is_here:
            results.append(Result(gate.name, "skipped", ("data not here",)))
            continue
        figures = {name: round(value, 4) for name, value in gate.measure().items()}
        measured = True
        if update:
            pin(gate, baseline, figures, reason)
        results.append(check(gate, baseline, figures))
    if update and measured:
        baseline["weights"] = weights
    return results


def note_on_weights(baseline: Row, weights: str) -> str | None:
    if baseline["weights"] in {None, weights}:
        return None
    return "note: the weights are not those that the floors were measured with; `--update` pins the new figures"
