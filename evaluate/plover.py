"""The PLOVER class of sentences with a given source and target: macro-averaged F1 and accuracy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluate.classes import class_figures
from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.extract.plover import classify, classify_by_lexicon
from onrecord.records import Span

_SUCCESSOR = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}


@dataclass(frozen=True, slots=True)
class Result:
    want: Counter[str]
    found: Counter[str]
    right: Counter[str]

    def as_row(self) -> Row:
        by_class, whole = class_figures(self.want, self.found, self.right)
        return {**whole, "sentences": sum(self.want.values()), "classes": by_class}


def to_label(value: object) -> str | None:
    """Names of older lists are read as their successors."""
    name = str(value).strip().upper() if value else None
    return _SUCCESSOR.get(name, name) if name else None


def iter_predictions(rows: Iterable[Row], *, lexicon: bool = False) -> Iterator[Row]:
    """What the shipped classifier finds; the lexicon where a row does not say where its parties are, or on demand."""
    for row in rows:
        source, target = ([Span(*span) for span in row.get(name) or ()] for name in ("source_spans", "target_spans"))
        known = (source or target) and not lexicon
        find = classify if known else classify_by_lexicon
        yield {"doc": row["doc"], "event": find(row["text"], source, target)}


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> Result:
    """Gold sentences without an event are left out; of several coded events any class is right."""
    by_doc: dict[str, str | None] = {}
    for row in predicted:
        if row["doc"] in by_doc:
            raise InputError(f"{row['doc']} is predicted twice")
        by_doc[row["doc"]] = to_label(row.get("event"))
    unknown = by_doc.keys() - {row["doc"] for row in gold}
    if unknown:
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    result = Result(Counter(), Counter(), Counter())
    for row in gold:
        first = to_label(row["event"])
        if first is None:
            continue
        accepted = {first} | {to_label(event.get("root")) for event in row.get("events", [])}
        guess = by_doc.get(row["doc"])
        truth = guess if guess is not None and guess in accepted else first
        result.want[truth] += 1
        if guess is not None:
            result.found[guess] += 1
            result.right[truth] += guess == truth
    return result


def show(result: Result) -> str:
    row = result.as_row()
    lines = [f"macro F1 {row['macro_f1']:.3f}  accuracy {row['accuracy']:.3f}  ({row['sentences']} sentences)"]
    for name, f in row["classes"].items():
        numbers = f"{f['right']} of {f['predicted']} predicted, {f['gold']} gold"
        lines.append(f"{name:10} F1 {f['f1']:.3f}  ({numbers})")
    return "\n".join(lines)
