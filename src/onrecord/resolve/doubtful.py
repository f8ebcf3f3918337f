"""Pairs of names that a person should look at: held apart though alike, together though different, or left open."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Literal

from rapidfuzz.distance import JaroWinkler

from onrecord.resolve.nodes import Node
from onrecord.resolve.spelling import fold, is_first_name, is_spelling

State = Literal["apart", "together", "unresolved"]
_MOST = 60  # names of one block that are paired, those of most articles: their number grows with the square of it
_MIN_LIKENESS = 0.8


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the person it leads to now."""

    node: Node
    person: str | None
    unresolved: bool
    articles: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names of which it is not sure whether they are one person. `weight` ranks: how unsure, how often."""

    state: State
    one: str  # keys of the names
    other: str
    likeness: float  # from 0 to 1
    articles: int  # of the rarer name
    weight: float


def find_doubts(named: Iterable[tuple[str, Named]], decided: Collection[frozenset[str]], limit: int) -> list[Doubt]:
    """`named` are names by block, block after block. What the user decided on is left out."""

    def iter_all() -> Iterator[Doubt]:
        for _, group in groupby(named, key=lambda row: row[0]):
            names = sorted((name for _, name in group), key=lambda n: (-n.articles, n.node.key))[:_MOST]
            yield from _doubts_of_block(names)

    asked = (d for d in iter_all() if not any({d.one, d.other} <= keys for keys in decided))
    return heapq.nsmallest(limit, asked, key=lambda d: (-d.weight, d.one, d.other))


def _doubts_of_block(names: Sequence[Named]) -> Iterator[Doubt]:
    for a, b in combinations(names, 2):
        if "thing" in (a.node.kind, b.node.kind):
            continue
        likeness = _likeness(a.node, b.node)
        if a.unresolved or b.unresolved:
            if likeness and not (a.unresolved and b.unresolved):
                yield _doubt("unresolved", a, b, likeness, 0.5)
        elif a.person == b.person:
            if likeness < 1.0:
                yield _doubt("together", a, b, likeness, 1.0 - likeness)
        elif likeness >= _MIN_LIKENESS:
            yield _doubt("apart", a, b, likeness, likeness)


def _doubt(state: State, a: Named, b: Named, likeness: float, unsure: float) -> Doubt:
    one, other = sorted((a.node.key, b.node.key))
    articles = min(a.articles, b.articles)
    return Doubt(state, one, other, round(likeness, 3), articles, round(unsure * math.log1p(articles), 4))


def _likeness(a: Node, b: Node) -> float:
    """1 for names that differ by transliteration, initials or what one of them leaves out; 0 for other surnames."""
    surname = 1.0 if fold(a.surname) == fold(b.surname) else JaroWinkler.similarity(fold(a.surname), fold(b.surname))
    if not is_spelling(a.surname, b.surname) and surname < _MIN_LIKENESS:
        return 0.0
    if len(a.words) == 1 or len(b.words) == 1:
        return surname if is_spelling(a.surname, b.surname) else 0.0
    ours, theirs = a.words[0], b.words[0]
    if min(len(ours), len(theirs)) == 1:
        return surname if ours[0] == theirs[0] else 0.0
    if is_first_name(ours, theirs):
        return surname
    return surname * JaroWinkler.similarity(fold(ours), fold(theirs))
