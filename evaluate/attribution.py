"""The figures of who said what: source, cue and content against a corpus of annotated articles.

Words, spans and whole statements are counted over all articles together:

  <role> words          words that any statement of the article has in this role
  <role> span exact     runs of neighbouring words of one line in this role, right when the gold has the same run
  content_soft          statements whose content has a Dice overlap of 0.5 or more with the gold's they are paired with
  content_exact         ... the same content words
  attribution           content_soft, and the sources share a word or are both empty
  attribution_strict    content_exact, and the same source words

Statements are paired one to one by Dice overlap, best first; on ties the more common source words win. Predicted
statements inside others are left out unless `nested`. Where the gold has one span for source and cue together
("attribution"), that stands for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluate.lines import Row
from evaluate.words import WordIndex, WordSet, dice, pair_greedily
from onrecord.errors import InputError

DIVIDED = ("source", "cue", "content")
UNDIVIDED = ("attribution", "content")
MIN_DICE = 0.5

Parts = Mapping[str, WordSet]  # words of a statement by role


@dataclass(slots=True)
class Tally:
    """How many were right, predicted, and in the gold."""

    correct: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, correct: int, predicted: int, gold: int) -> None:
        self.correct += correct
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.predicted + self.gold
        return 2 * self.correct / both if both else 0.0

    def as_row(self) -> Row:
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {"correct": self.correct, "predicted": self.predicted, "gold": self.gold}
        return {name: round(share, 4) for name, share in shares.items()} | counts


Tallies = dict[str, Tally]


def score(gold: Sequence[Row], predicted: Iterable[Row], *, nested: bool = False) -> Tallies:
    """Figures of predictions. A gold article without a prediction counts as one where nothing was found."""
    roles = roles_of(gold)
    tallies = _new_tallies(roles)
    found = by_doc(gold, predicted)
    for row in gold:
        index = WordIndex(row["text"])
        ours = [s for s in found.get(row["doc"], []) if nested or s.get("parent") is None]
        _add(tallies, index, read_parts(index, ours, roles), read_parts(index, row["statements"], roles))
    return tallies


def score_annotators(gold: Sequence[Row]) -> Tallies:
    """Each annotator of an article against each other one, in both directions."""
    roles = roles_of(gold)
    tallies = _new_tallies(roles)
    for row in gold:
        if row.get("other_annotators"):
            index = WordIndex(row["text"])
            each = [read_parts(index, s, roles) for s in (row["statements"], *row["other_annotators"])]
            for i, one in enumerate(each):
                for other in each[:i] + each[i + 1 :]:
                    _add(tallies, index, one, other)
    return tallies


def by_doc(gold: Sequence[Row], predicted: Iterable[Row]) -> dict[str, list[Row]]:
    """Predicted statements by article; raises InputError where they are not those of the gold."""
    docs = {row["doc"] for row in gold}
    found: dict[str, list[Row]] = {}
    for row in predicted:
        doc = row["doc"]
        if doc in found:
            raise InputError(f"{doc} is predicted twice")
        if doc not in docs:
            raise InputError(f"{doc} is predicted but not in the gold")
        found[doc] = row.get("statements") or []
    return found


def roles_of(gold: Sequence[Row]) -> tuple[str, ...]:
    """The first is the role that tells who speaks."""
    undivided = any("attribution" in statement for row in gold for statement in row["statements"])
    return UNDIVIDED if undivided else DIVIDED


def read_parts(index: WordIndex, statements: Iterable[Row], roles: Sequence[str]) -> list[Parts]:
    """Words of the statements that have a content word."""
    found: list[Parts] = []
    for statement in statements:
        spans = dict(statement)
        spans.setdefault("attribution", [*(spans.get("source") or []), *(spans.get("cue") or [])])
        parts = {role: index.touched(spans.get(role)) for role in roles}
        if parts["content"]:
            found.append(parts)
    return found


def pair_statements(ours: Sequence[Parts], theirs: Sequence[Parts], speaker: str) -> list[tuple[int, int]]:
    candidates = [
        (dice(p["content"], g["content"]), len(p[speaker] & g[speaker]), i, j)
        for i, p in enumerate(ours)
        for j, g in enumerate(theirs)
        if p["content"] & g["content"]
    ]
    candidates.sort(reverse=True)
    return pair_greedily((i, j) for _, _, i, j in candidates)


def is_right(ours: Parts, theirs: Parts, speaker: str) -> bool:
    """Whether a paired statement counts for `attribution`."""
    a, b = ours[speaker], theirs[speaker]
    return dice(ours["content"], theirs["content"]) >= MIN_DICE and (bool(a & b) or not (a or b))


def _new_tallies(roles: Sequence[str]) -> Tallies:
    names = [f"{role} words" for role in roles] + [f"{role} span exact" for role in roles]
    names += ["content_soft", "content_exact", "attribution", "attribution_strict"]
    return {name: Tally() for name in names}


def _add(tallies: Tallies, index: WordIndex, ours: Sequence[Parts], theirs: Sequence[Parts]) -> None:
    roles = [name.removesuffix(" words") for name in tallies if name.endswith(" words")]
    for role in roles:
        a, b = (frozenset[int]().union(*(parts[role] for parts in side)) for side in (ours, theirs))
        tallies[f"{role} words"].add(len(a & b), len(a), len(b))
        x, y = (set[tuple[int, int]]().union(*(index.runs(parts[role]) for parts in side)) for side in (ours, theirs))
        tallies[f"{role} span exact"].add(len(x & y), len(x), len(y))
    speaker = roles[0]
    pairs = [(ours[i], theirs[j]) for i, j in pair_statements(ours, theirs, speaker)]
    exact = [(p, g) for p, g in pairs if p["content"] == g["content"]]
    correct = {
        "content_soft": sum(dice(p["content"], g["content"]) >= MIN_DICE for p, g in pairs),
        "content_exact": len(exact),
        "attribution": sum(is_right(p, g, speaker) for p, g in pairs),
        "attribution_strict": sum(p[speaker] == g[speaker] for p, g in exact),
    }
    for name, number in correct.items():
        tallies[name].add(number, len(ours), len(theirs))


def show(tallies: Tallies) -> str:
    return "\n".join(
        f"{name:24} P {t.precision:.3f}  R {t.recall:.3f}  F1 {t.f1:.3f}"
        f"  ({t.correct} of {t.predicted} predicted, {t.gold} gold)"
        for name, t in tallies.items()
    )
