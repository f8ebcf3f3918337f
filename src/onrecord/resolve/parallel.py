"""Sentences of two accounts that run side by side, as two translations do: aligned by their words and their neighbours.

The names that only one of two sentences has do not count, as numbers do not: they are what is compared. What is left
can be little ("... can expect showers"), so a sentence belongs where the sentences before and after it belong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.resolve.alignment import Aligned, Weights, closeness, compare_all
from onrecord.resolve.sentences import Sentence

VERBATIM = 0.75  # of the words of two sentences: from here on they are the same sentence, changed in places
_MIN_SIMILARITY = 0.2  # of the words alone
_MIN_BETWEEN = 0.1  # where it stands alone between two pairs
_MIN_SCORE = 0.42  # with what the neighbours add
_MIN_CLOSENESS = 0.5  # where most sentences are the same, one that is not close to another is another
_SUPPORT = 0.3  # of the similarity of the pair before, and of the pair after
_AT_AN_END = 0.5  # both first, or both last
_LEAST_LENGTH = 0.3  # what remains of a sentence without its names counts at least so much

Names = Sequence[frozenset[str]]  # stems of the words of names, a sentence each
Table = Mapping[tuple[int, int], float]


def align_parallel(
    pairs: Sequence[Aligned],
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    weights: tuple[Sequence[Weights], Sequence[Weights]],
    names: tuple[Names, Names],
) -> tuple[Aligned, ...]:
    """Of `pairs`, what is the same sentence; the rest one to one, the best first taken. In the order of `a`."""
    found = [replace(pair, support=_AT_AN_END) for pair in pairs if pair.closeness >= VERBATIM]
    taken_a, taken_b = {pair.i for pair in found}, {pair.j for pair in found}
    ours, theirs = weights
    table = {
        (i, j): _without_names(value, ours[i], theirs[j], names[0][i], names[1][j])
        for i, row in compare_all(ours, theirs).items()
        for j, value in row.items()
    }
    free = [(i, j) for (i, j), value in table.items() if i not in taken_a and j not in taken_b]
    least = _MIN_CLOSENESS if 2 * len(found) >= min(len(a), len(b)) else 0.0
    free = [(i, j) for i, j in free if table[i, j] >= _MIN_SIMILARITY and closeness(a[i], b[j]) >= least]
    support = {pair: _SUPPORT * sum(_beside(table, pair, len(a), len(b))) for pair in free}
    for i, j in sorted(free, key=lambda pair: (-table[pair] - support[pair], pair)):
        if i in taken_a or j in taken_b or not support[i, j] or table[i, j] + support[i, j] < _MIN_SCORE:
            continue
        taken_a.add(i)
        taken_b.add(j)
        found.append(Aligned(a[i], b[j], i, j, min(1.0, table[i, j]), closeness(a[i], b[j]), support[i, j]))
    if not least:
        found += [
            Aligned(a[i], b[j], i, j, table.get((i, j), 0.0), closeness(a[i], b[j]), _SUPPORT)
            for i, j in _between(found, len(a), len(b))
            if table.get((i, j), 0.0) >= _MIN_BETWEEN
        ]
    return tuple(sorted(found, key=lambda pair: pair.i))


def _between(found: Sequence[Aligned], last_a: int, last_b: int) -> Iterator[tuple[int, int]]:
    """Sentences that stand alone between two pairs, on either side."""
    met = {(pair.i, pair.j) for pair in found}
    taken_a, taken_b = {i for i, _ in met}, {j for _, j in met}
    for i, j in sorted(met):
        between, after = (i + 1, j + 1), (i + 2, j + 2)
        free = between[0] not in taken_a and between[1] not in taken_b
        if free and (after in met or after == (last_a, last_b)):
            yield between


def _without_names(
    value: float, ours: Weights, theirs: Weights, names: frozenset[str], others: frozenset[str]
) -> float:
    """The cosine of what two sentences have beside the names that only one of them has."""
    left = 1 - sum(ours[word] ** 2 for word in names if word in ours and word not in theirs)
    right = 1 - sum(theirs[word] ** 2 for word in others if word in theirs and word not in ours)
    return value / math.sqrt(max(left, _LEAST_LENGTH) * max(right, _LEAST_LENGTH))


def _beside(table: Table, pair: tuple[int, int], last_a: int, last_b: int) -> Iterator[float]:
    """How well the sentences before this pair go together, and those after it; one may have a sentence more."""
    i, j = pair
    for step in (-1, 1):
        if (i, j) == ((0, 0) if step < 0 else (last_a - 1, last_b - 1)):
            yield _AT_AN_END
        else:
            yield max(table.get((i + step * x, j + step * y), 0.0) for x, y in ((1, 1), (1, 2), (2, 1)))
