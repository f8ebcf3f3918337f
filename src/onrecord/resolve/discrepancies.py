"""Where two accounts part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Article, Span
from onrecord.resolve.contrasts import Kind, find_contrasts, read_account
from onrecord.resolve.numbers import agree
from onrecord.resolve.sentences import read_sentences
from onrecord.resolve.tolls import State, Toll

MIN_SURE: dict[Kind, float] = {"number": 0.3, "date": 0.3, "name": 0.4, "participants": 0.5, "negation": 0.45}


def compare_tolls(a: Sequence[Toll], b: Sequence[Toll]) -> dict[State, Literal["conflict", "differ"]]:
    """What two articles on one story report of the whole of it, where they do not report the same."""
    found: dict[State, Literal["conflict", "differ"]] = {}
    for state in ("killed", "injured", "held", "missing"):
        ours = [t.quantity for t in a if t.state == state and t.scope == "total" and t.current]
        theirs = [t.quantity for t in b if t.state == state and t.scope == "total" and t.current]
        if not ours or not theirs or {q.value for q in ours} == {q.value for q in theirs}:
            continue
        apart = any(one.value != other.value and not agree(one, other) for one in ours for other in theirs)
        found[state] = "conflict" if apart else "differ"
    return found


@dataclass(frozen=True, slots=True)
class Discrepancy:
    kind: Kind
    a: Span
    b: Span
    sure: float


def compare_articles(a: Article, b: Article) -> tuple[Discrepancy, ...]:
    one, other = read_account(read_sentences(a)), read_account(read_sentences(b))
    return tuple(
        Discrepancy(found.kind, found.a, found.b, found.sure)
        for found in find_contrasts(one, other)
        if found.sure >= MIN_SURE[found.kind]
    )
