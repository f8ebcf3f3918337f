"""The figures of statements inside statements, on articles annotated for them at every depth.

  nested         statements inside others that are found, and hang on the right parent
  nested_found   ... whatever they hang on
  top_level      statements inside no other that are found
  speaker        found statements inside others with the gold's speaker: the same name, or the same last word

Found is a content Dice of 0.5 or more, one to one, best first; statements inside others are paired among themselves,
those inside none among themselves. The right parent is the predicted statement that the gold's parent was paired with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluate import attribution
from evaluate.attribution import Tallies, Tally
from evaluate.key import Share, pair_with_key, quoted, same_speaker
from evaluate.lines import Row, iter_rows
from onrecord.errors import InputError

GOLD = Path(__file__).parent / "gold" / "nested.jsonl"
SPLITS = ("dev", "held")  # nothing is tuned on "held"

Pairs = Mapping[str, Row]  # predicted statements by the id of the gold's


@dataclass(slots=True)
class Score:
    tallies: Tallies = field(default_factory=lambda: {n: Tally() for n in ("nested", "nested_found", "top_level")})
    speaker: Share = field(default_factory=Share)
    misses: list[str] = field(default_factory=list)  # every difference as a line for a person

    def as_row(self) -> Row:
        speaker = {"share": self.speaker.value, "correct": self.speaker.hits, "of": self.speaker.of}
        return {name: tally.as_row() for name, tally in self.tallies.items()} | {"speaker": speaker}

    @property
    def figures(self) -> dict[str, float]:
        return {name: tally.f1 for name, tally in self.tallies.items()} | {"speaker": self.speaker.value}


def read_gold(path: Path, split: str | None = None) -> list[Row]:
    rows = [row for row in iter_rows(path) if split in {None, row.get("split")}]
    if not rows:
        raise InputError(f"{path}: no articles{f' of the split {split}' if split else ''}")
    return rows


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> Score:
    """Figures of predictions. A gold article without a prediction counts as one where nothing was found."""
    result = Score()
    found = attribution.by_doc(gold, predicted)
    for row in gold:
        _add(result, row, found.get(row["doc"], []))
    return result


def _add(result: Score, row: Row, predicted: Sequence[Row]) -> None:
    text, doc = row["text"], row["doc"]
    (top, inside), (our_top, our_inside) = _parted(row["statements"]), _parted(predicted)
    nested, topmost = pair_with_key(text, inside, our_inside), pair_with_key(text, top, our_top)
    found = [(k, nested[k["id"]]) for k in inside if k["id"] in nested]
    astray = [(k, p) for k, p in found if not _same_parent(k, p, {**topmost, **nested})]
    strangers = [(k, p) for k, p in found if not _same_speaker(k["speaker"], p.get("speaker"))]
    result.tallies["nested"].add(len(found) - len(astray), len(our_inside), len(inside))
    result.tallies["nested_found"].add(len(found), len(our_inside), len(inside))
    result.tallies["top_level"].add(len(topmost), len(our_top), len(top))
    result.speaker.add(len(found) - len(strangers), len(found))
    result.misses += [
        *_lost(f"{doc}: missed nested", text, inside, [k for k, _ in found]),
        *_lost(f"{doc}: nested, not in the gold", text, our_inside, list(nested.values())),
        *_lost(f"{doc}: missed", text, top, [k for k in top if k["id"] in topmost]),
        *_lost(f"{doc}: not in the gold", text, our_top, list(topmost.values())),
        *(f"{doc}: parent {k['id']} gold {k['parent']} predicted {quoted(text, p)!r}" for k, p in astray),
        *(f"{doc}: speaker {k['id']} gold {k['speaker']} predicted {p.get('speaker')}" for k, p in strangers),
    ]


def _parted(statements: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Those inside no other, and those inside others."""
    return [s for s in statements if s.get("parent") is None], [s for s in statements if s.get("parent") is not None]


def _same_parent(key: Row, predicted: Row, pairs: Pairs) -> bool:
    parent = pairs.get(key["parent"])
    return parent is not None and parent.get("id") == predicted["parent"]


def _same_speaker(key: str | None, speaker: Row | None) -> bool:
    """By the rule for persons, whoever speaks: descriptions as "two officers" have their head last, too."""
    who = f"person:{key}" if key else None
    return same_speaker(who, speaker, {who: {"name": key}} if who else {})


def _lost(what: str, text: str, statements: Sequence[Row], found: Sequence[Row]) -> list[str]:
    return [f"{what} {s.get('id')} {quoted(text, s)!r}" for s in statements if not any(s is f for f in found)]


def show(result: Score) -> str:
    speaker = result.speaker
    return attribution.show(result.tallies) + f"\n{'speaker':24} {speaker.value:.3f} ({speaker.hits} of {speaker.of})"
