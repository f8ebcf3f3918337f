"""Where two accounts part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.resolve.numbers import agree
from onrecord.resolve.tolls import State, Toll


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
