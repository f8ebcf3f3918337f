"""How far `score` can be believed: the share of right statements among those with about one score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluate import attribution
from evaluate.charts import Chart
from evaluate.lines import Row
from evaluate.words import WordIndex

BINS = 15
THRESHOLDS = tuple(step / 20 for step in range(20))
LABEL_APART = 0.12  # of the chart's side, so that numbers do not touch


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements with a score from `low` to `high`."""

    low: float
    high: float
    count: int
    score: float  # mean
    right: float  # share


@dataclass(frozen=True, slots=True)
class Point:
    """What is left above a score."""

    min_score: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Calibration:
    count: int
    error: float  # expected calibration error
    bins: tuple[Bin, ...]  # those that hold statements
    curve: tuple[Point, ...]

    def as_row(self) -> Row:
        return {
            "statements": self.count,
            "expected_calibration_error": round(self.error, 4),
            "bins": [{name: getattr(b, name) for name in Bin.__slots__} for b in self.bins],
            "min_score": [{name: round(getattr(p, name), 4) for name in Point.__slots__} for p in self.curve],
        }


def measure(gold: Sequence[Row], predicted: Iterable[Row]) -> Calibration:
    """A statement is right when it counts for the figure `attribution`."""
    by_doc = attribution.by_doc(gold, predicted)
    judged = [pair for row in gold for pair in judge(row, by_doc.get(row["doc"], []), attribution.roles_of(gold))]
    bins = make_bins(judged)
    return Calibration(len(judged), expected_error(bins), bins, trace_curve(gold, by_doc))


def judge(row: Row, statements: Sequence[Row], roles: Sequence[str]) -> list[tuple[float, bool]]:
    """Score of each statement that is scored at all, and whether it is right."""
    index = WordIndex(row["text"])
    kept = [s for s in statements if s.get("parent") is None and index.touched(s.get("content"))]
    ours = attribution.read_parts(index, kept, roles)
    theirs = attribution.read_parts(index, row["statements"], roles)
    right = {
        i
        for i, j in attribution.pair_statements(ours, theirs, roles[0])
        if attribution.is_right(ours[i], theirs[j], roles[0])
    }
    return [(float(statement["score"]), i in right) for i, statement in enumerate(kept)]


def make_bins(judged: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Of equal width, from 0 to 1."""
    inside: dict[int, list[tuple[float, bool]]] = {}
    for score, right in judged:
        inside.setdefault(min(int(score * BINS), BINS - 1), []).append((score, right))
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(pairs),
            sum(score for score, _ in pairs) / len(pairs),
            sum(right for _, right in pairs) / len(pairs),
        )
        for number, pairs in sorted(inside.items())
    )


def expected_error(bins: Sequence[Bin]) -> float:
    """Mean distance of score and share of right statements, each bin weighted by its statements."""
    count = sum(b.count for b in bins)
    return sum(b.count * abs(b.score - b.right) for b in bins) / count if count else 0.0


def trace_curve(gold: Sequence[Row], by_doc: Mapping[str, Sequence[Row]]) -> tuple[Point, ...]:
    """The figure `attribution` of the statements that `--min-score` would keep."""
    points = []
    for least in THRESHOLDS:
        kept = [{"doc": doc, "statements": keep_sure(statements, least)} for doc, statements in by_doc.items()]
        tally = attribution.score(gold, kept)["attribution"]
        points.append(Point(least, tally.precision, tally.recall, tally.f1))
    return tuple(points)


def keep_sure(statements: Sequence[Row], least: float) -> list[Row]:
    """What `--min-score` keeps. One whose parent goes hangs on the parent's parent, as when reading."""
    gone = {s.get("id"): s.get("parent") for s in statements if s["score"] < least}

    def standing(parent: str | None) -> str | None:
        while parent is not None and parent in gone:
            parent = gone[parent]
        return parent

    return [s | {"parent": standing(s.get("parent"))} for s in statements if s["score"] >= least]


def write_charts(calibration: Calibration, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "calibration.svg", folder / "min-score.svg"]
    for path, drawing in zip(paths, (draw_reliability(calibration), draw_curve(calibration)), strict=True):
        path.write_text(drawing, encoding="utf-8")
    return paths


def draw_reliability(calibration: Calibration) -> str:
    chart = Chart("Score and share of right statements", "score", "share of right statements")
    most = max((b.count for b in calibration.bins), default=1)
    for b in calibration.bins:
        chart.bar(b.low, b.high, b.right)
    chart.line([(0, 0), (1, 1)], dashed=True)
    for b in calibration.bins:
        chart.dot(b.score, b.right, 2.5 + 6 * (b.count / most) ** 0.5)
    chart.note(f"{calibration.count:,} statements", f"expected calibration error {calibration.error:.3f}")
    return chart.svg("A dot a bin, larger where it holds more statements; on the dashed line a score tells the truth.")


def draw_curve(calibration: Calibration) -> str:
    chart = Chart("Precision and recall over --min-score", "recall", "precision")
    points = [p for p in calibration.curve if p.recall > 0]
    chart.line([(p.recall, p.precision) for p in points])
    best = max(calibration.curve, key=lambda p: p.f1)
    for p in points:
        chart.dot(p.recall, p.precision, 4.5 if p == best else 2.5)
    labelled: list[Point] = []
    for p in sorted(points, key=lambda p: (p != best, p.min_score)):
        if all(abs(p.recall - other.recall) + abs(p.precision - other.precision) > LABEL_APART for other in labelled):
            chart.label(p.recall, p.precision, f"{p.min_score:g}")
            labelled.append(p)
    chart.note("numbers: --min-score", f"large dot: best F1, {best.f1:.3f}", low=True)
    return chart.svg("Each dot is a value of --min-score; raising it gives up statements for fewer wrong ones.")


def show(calibration: Calibration) -> str:
    lines = [f"expected calibration error {calibration.error:.4f} over {calibration.count} statements", ""]
    lines += ["score          statements  mean score  right"]
    lines += [f"{b.low:.3f} - {b.high:.3f}  {b.count:10}  {b.score:10.3f}  {b.right:5.3f}" for b in calibration.bins]
    lines += ["", "--min-score  precision  recall     F1"]
    lines += [f"{p.min_score:11.2f}  {p.precision:9.3f}  {p.recall:6.3f}  {p.f1:5.3f}" for p in calibration.curve]
    return "\n".join(lines)
