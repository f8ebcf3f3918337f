"""Time expressions against gold ones, the way TempEval-3 counts: the figures of score_times.py.

Expressions that share a character are paired one to one, equal spans first, then by common characters. Predictions
that touch a span which the document lists under "ignore" (its date line) are left out.

  strict   paired, and the spans are equal
  relaxed  paired
  type     paired, and the types are equal
  value    paired, and the values are the same string: the headline figure of TempEval-3
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluate.lines import Row
from evaluate.predict import pick_input
from onrecord.errors import InputError
from onrecord.extract.times import day_of, find_timexes
from onrecord.records import Article
from onrecord.text.layout import Layout, find_body_layout

METRICS = ("strict", "relaxed", "type", "value")
ROUNDS = 3


@dataclass(slots=True)
class Score:
    """How many were right for each metric, how many there were on either side, and every difference as a line."""

    correct: dict[str, int] = field(default_factory=lambda: dict.fromkeys(METRICS, 0))
    predicted: int = 0
    gold: int = 0
    misses: list[str] = field(default_factory=list)

    def f1(self, metric: str) -> float:
        return self.figures(metric)["f1"]

    def figures(self, metric: str) -> dict[str, float]:
        right, total = self.correct[metric], self.predicted + self.gold
        return {
            "precision": right / self.predicted if self.predicted else 0.0,
            "recall": right / self.gold if self.gold else 0.0,
            "f1": 2 * right / total if total else 0.0,
        }

    def as_row(self) -> Row:
        counts = {"predicted": self.predicted, "gold": self.gold}
        return {
            name: {key: round(value, 4) for key, value in self.figures(name).items()}
            | {"correct": self.correct[name]}
            | counts
            for name in METRICS
        }


def predict(rows: Iterable[Mapping[str, Any]], make_article: Callable[[Mapping[str, str]], Article]) -> Iterator[Row]:
    """A row a document, read as `onrecord read` reads it. No model is needed."""
    for row in rows:
        article = make_article(pick_input(row))
        found = find_timexes(find_body_layout(article), day_of(article))
        yield {
            "doc": article.doc,
            "timexes": [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in found],
        }


def measure_speed(rows: Iterable[Mapping[str, Any]], make_article: Callable[[Mapping[str, str]], Article]) -> float:
    """Words a second of processor time, the best of three rounds, on articles whose layout is known."""
    articles = [make_article(pick_input(row)) for row in rows]
    layouts = [(find_body_layout(article), day_of(article)) for article in articles]
    words = sum(len(article.text.split()) for article in articles)
    return max(words / max(_time(layouts), 1e-9) for _ in range(ROUNDS))


def _time(layouts: Sequence[tuple[Layout, str | None]]) -> float:
    start = time.process_time()
    for layout, day in layouts:
        find_timexes(layout, day)
    return time.process_time() - start


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> Score:
    """InputError where a document is predicted twice, or is not in the gold."""
    by_doc: dict[str, list[Row]] = {}
    known = {row["doc"] for row in gold}
    for row in predicted:
        if row["doc"] in by_doc or row["doc"] not in known:
            raise InputError(f"{row['doc']}: predicted twice, or not in the gold")
        by_doc[row["doc"]] = row["timexes"]
    result = Score()
    for row in gold:
        _score_document(result, row, by_doc.get(row["doc"], []))
    return result


def _score_document(result: Score, row: Row, predicted: Sequence[Row]) -> None:
    ignored = [{"start": start, "end": end} for start, end in row.get("ignore", [])]
    predicted = [timex for timex in predicted if not any(_common(timex, span) > 0 for span in ignored)]
    gold = row["timexes"]
    result.predicted += len(predicted)
    result.gold += len(gold)
    spurious, missing = dict(enumerate(predicted)), dict(enumerate(gold))
    for i, j in _pairs(predicted, gold):
        found, wanted = spurious.pop(i), missing.pop(j)
        result.correct["strict"] += (found["start"], found["end"]) == (wanted["start"], wanted["end"])
        result.correct["relaxed"] += 1
        result.correct["type"] += found["type"] == wanted["type"]
        result.correct["value"] += found["value"] == wanted["value"]
        if found["value"] != wanted["value"]:
            result.misses.append(f"{row['doc']}: value {found['value']} for {wanted['value']}: {_words(row, wanted)}")
    result.misses += [f"{row['doc']}: missing {timex['value']}: {_words(row, timex)}" for timex in missing.values()]
    result.misses += [f"{row['doc']}: spurious {timex['value']}: {_words(row, timex)}" for timex in spurious.values()]


def _common(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _pairs(predicted: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[int, int]]:
    candidates = sorted(
        ((found["start"], found["end"]) != (wanted["start"], wanted["end"]), -_common(found, wanted), i, j)
        for i, found in enumerate(predicted)
        for j, wanted in enumerate(gold)
        if _common(found, wanted) > 0
    )
    used_predicted: set[int] = set()
    used_gold: set[int] = set()
    for _, _, i, j in candidates:
        if i not in used_predicted and j not in used_gold:
            used_predicted.add(i)
            used_gold.add(j)
            yield i, j


def _words(row: Row, timex: Row) -> str:
    return repr(row["text"][timex["start"] : timex["end"]])


def show(result: Score) -> str:
    lines = []
    for name in METRICS:
        precision, recall, f1 = result.figures(name).values()
        counts = f"{result.correct[name]} of {result.predicted} predicted, {result.gold} gold"
        lines.append(f"{name:8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({counts})")
    return "\n".join(lines)
