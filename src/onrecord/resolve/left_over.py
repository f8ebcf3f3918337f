"""What of one sentence has no counterpart in another, and the words too small to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

LIGHT_WORDS = frozenset(
    "a an the to be been being have has had any so very of in on at by for with it that this".split()
)


def left_over(
    ours: Sequence[Item], theirs: Sequence[Item], same: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item]]:
    return (
        [one for one in ours if not any(same(one, other) for other in theirs)],
        [other for other in theirs if not any(same(one, other) for one in ours)],
    )


def left_over_each(
    ours: Sequence[Item], theirs: Sequence[Item], same: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item]]:
    """Each is the same as one at most: of "20 % and 20 %" beside "20 % and 13 %" one is left over."""
    left, right = [], list(theirs)
    for one in ours:
        fit = next((other for other in right if same(one, other)), None)
        if fit is None:
            left.append(one)
        else:
            right.remove(fit)
    return left, right
