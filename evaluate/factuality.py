"""How certain, affirmed or denied, past or to come events are, against MEANTIME: the status rules, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluate.classes import class_figures
from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.extract.cast import number_sentences
from onrecord.extract.names import find_words
from onrecord.extract.outlook import find_outlooks
from onrecord.extract.parties import Scene
from onrecord.text.layout import find_layout

FIELDS = ("certainty", "polarity", "time")
Event = Mapping[str, Any]


def iter_predictions(rows: Iterable[Row]) -> Iterable[Row]:
    """Every word of a text counts as an event: which of them are is not what this measures."""
    for row in rows:
        layout = find_layout(row["text"])
        words = find_words(layout)
        scene = Scene(layout, words, number_sentences(words), (), {})
        events = [
            {
                "start": word.span.start,
                "end": word.span.end,
                "certainty": outlook.certainty,
                "polarity": "NEG" if outlook.negated else "POS",
                "time": "FUTURE" if outlook.future else "NON_FUTURE",
            }
            for word, outlook in zip(words, find_outlooks(scene), strict=True)
        ]
        yield {"doc": row["doc"], "events": events}


@dataclass(slots=True)
class Tally:
    want: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def as_row(self) -> Row:
        by_class, whole = class_figures(self.want, self.found, self.right)
        return {**whole, "values": by_class}


@dataclass(slots=True)
class Result:
    events: int = 0
    found: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})

    def as_row(self) -> Row:
        share = self.found / self.events if self.events else 0.0
        return {"events": self.events, "found": share, **{n: t.as_row() for n, t in self.tallies.items()}}


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> Result:
    """Each gold event takes the predicted event that shares most characters with it; one without counts as wrong."""
    by_doc: dict[str, list[Event]] = {}
    for row in predicted:
        if row["doc"] in by_doc:
            raise InputError(f"{row['doc']} is predicted twice")
        by_doc[row["doc"]] = row.get("events", [])
    unknown = by_doc.keys() - {row["doc"] for row in gold}
    if unknown:
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    result = Result()
    for row in gold:
        for event in row["events"]:
            match = _nearest(event, by_doc.get(row["doc"], []))
            result.events += 1
            result.found += match is not None
            for name, tally in result.tallies.items():
                _count(tally, event[name], match.get(name) if match else None)
    return result


def _count(tally: Tally, truth: str | None, guess: str | None) -> None:
    if truth is None or truth == "UNDERSPECIFIED":
        return
    tally.want[truth] += 1
    if guess:
        tally.found[guess] += 1
        tally.right[truth] += guess == truth


def _nearest(event: Event, predicted: Sequence[Event]) -> Event | None:
    def overlap(other: Event) -> int:
        return int(min(event["end"], other["end"]) - max(event["start"], other["start"]))

    best = max(predicted, key=lambda p: (overlap(p), -(p["end"] - p["start"])), default=None)
    return best if best is not None and overlap(best) > 0 else None


def show(result: Result) -> str:
    row = result.as_row()
    lines = [f"{row['events']} events, found {row['found']:.3f}"]
    for name in FIELDS:
        lines.append(f"{name:10} macro F1 {row[name]['macro_f1']:.3f}  accuracy {row[name]['accuracy']:.3f}")
        for value, f in row[name]["values"].items():
            numbers = f"{f['right']} of {f['predicted']} predicted, {f['gold']} gold"
            lines.append(f"  {value:11} F1 {f['f1']:.3f}  ({numbers})")
    return "\n".join(lines)
