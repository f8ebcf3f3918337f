"""Spans of characters as sets of words, which all figures compare."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

WordSet = frozenset[int]  # numbers of words in their text


class WordIndex:
    r"""The words of a text: runs of \w characters."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lines: list[int] = []
        line = end = 0
        for match in re.finditer(r"\w+", text):
            line += text.count("\n", end, match.start())
            end = match.end()
            self.starts.append(match.start())
            self.ends.append(end)
            self.lines.append(line)

    def touched(self, spans: Iterable[Sequence[int]] | None) -> WordSet:
        """The words that share a character with a span."""
        return frozenset(
            word
            for start, end in spans or ()
            for word in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )

    def runs(self, words: WordSet) -> set[tuple[int, int]]:
        """The words as runs of neighbours on one line, by first and last word."""
        first = [word for word in words if word - 1 not in words or self.lines[word - 1] != self.lines[word]]
        last = [word for word in words if word + 1 not in words or self.lines[word + 1] != self.lines[word]]
        return set(zip(sorted(first), sorted(last), strict=True))


def dice(a: WordSet, b: WordSet) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def pair_greedily(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs in the order given, each left and each right side used once."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs
