"""Fits the classifier of PLOVER roots: python -m training.plover SENTENCES.jsonl.gz [-o FILE.npz].

Sentences are JSON lines {"text", "event", "source_spans", "target_spans"}. Multinomial logistic regression with an L2
penalty, classes weighted to count alike, by full-batch gradient descent (Adam): numpy only, a minute on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluate.lines import iter_rows
from onrecord.extract.plover import ROOTS, WEIGHTS, Weights, find_features, score
from onrecord.records import Span

PENALTY = 1 / 3  # of the squared weights, beside the summed loss of the sentences
STEPS, RATE = 300, 0.05
SHIPPED = Path(__file__).parents[1] / "src" / "onrecord" / "extract" / "lexicon" / WEIGHTS
Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.plover", description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    args = parser.parse_args(arguments)
    rows = [row for row in iter_rows(args.sentences) if row["event"]]
    features = [row_features(row) for row in rows]
    weights = fit(features, [row["event"] for row in rows])
    save(weights, args.output)
    print(f"{len(weights.column)} features of {len(rows)} sentences in {args.output}", file=sys.stderr)
    return 0


def row_features(row: Row) -> set[str]:
    source, target = ([Span(*span) for span in row[name]] for name in ("source_spans", "target_spans"))
    return find_features(row["text"], source, target)


def cross_validate(rows: Sequence[Row], folds: int) -> list[Row]:
    """Each sentence as read by weights that were fitted without its fold."""
    rows = [row for row in rows if row["event"]]
    features = [row_features(row) for row in rows]
    fold = assign_folds(rows, folds)
    predicted = []
    for number in range(folds):
        train = [i for i, of in enumerate(fold) if of != number]
        weights = fit([features[i] for i in train], [rows[i]["event"] for i in train])
        for i, of in enumerate(fold):
            if of == number:
                predicted.append({"doc": rows[i]["doc"], "event": ROOTS[int(np.argmax(score(features[i], weights)))]})
    return predicted


def assign_folds(rows: Sequence[Row], folds: int) -> list[int]:
    """By class, in the order of a hash of the sentence: the same folds on every machine, each class spread over all."""
    keys = [hashlib.sha256(row["text"].encode()).hexdigest() for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["event"], keys[i]))
    fold = [0] * len(rows)
    for place, i in enumerate(order):
        fold[i] = place % folds
    return fold


def fit(features: Sequence[set[str]], events: Sequence[str], least: int = 2) -> Weights:
    """`least`: sentences that a feature must stand in."""
    count = Counter(name for row in features for name in row)
    column = {name: i for i, name in enumerate(sorted(name for name, n in count.items() if n >= least))}
    table = np.zeros((len(features), len(column)), np.float32)
    for i, row in enumerate(features):
        table[i, [column[name] for name in row if name in column]] = 1
    classes = np.array([ROOTS.index(event) for event in events])
    number = np.bincount(classes, minlength=len(ROOTS))
    weight = (len(events) / len(ROOTS) / np.maximum(number, 1))[classes].astype(np.float32)
    matrix, intercept = _descend(table, np.eye(len(ROOTS), dtype=np.float32)[classes], weight)
    return Weights(column, matrix, intercept)


def _descend(
    table: NDArray[np.float32], wanted: NDArray[np.float32], weight: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    parameters = np.zeros((table.shape[1] + 1, wanted.shape[1]), np.float32)
    mean, square = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, STEPS + 1):
        scores = table @ parameters[:-1] + parameters[-1]
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        error = (chances - wanted) * weight[:, None]
        slope = np.vstack([table.T @ error + PENALTY * parameters[:-1], error.sum(0, keepdims=True)])
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = RATE * (1 - step / STEPS) + RATE / 50
        parameters -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return parameters[:-1], parameters[-1]


def save(weights: Weights, path: Path) -> None:
    names = np.frombuffer("\n".join(weights.column).encode(), np.uint8)
    np.savez_compressed(
        path, names=names, table=weights.table.astype(np.float16), intercept=weights.intercept.astype(np.float16)
    )


if __name__ == "__main__":
    sys.exit(main())
