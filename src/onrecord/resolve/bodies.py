"""Which names of one block are one body or place, and which acronym stands for which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from onrecord.resolve.names import initials_of
from onrecord.resolve.nodes import Node, Sets
from onrecord.resolve.spelling import fold

_MIN_ACRONYM = 4  # letters, for an acronym to find its long form without an article that says so
_ROMAN = re.compile(r"[ivx]+")
_MIN_LETTERS = 6  # of two words of bodies that may differ in one letter


def join_things(sets: Sets, nodes: Sequence[Node]) -> None:
    """All nodes have the same initials, in some order."""
    long = [node for node in nodes if not node.acronym]
    buckets: dict[tuple[int, tuple[str, ...], str], list[Node]] = {}
    for node in long:  # names that differ in one word at most, and that by one letter, share a bucket
        folded = tuple(map(fold, node.words))
        for i, word in enumerate(node.words):
            for mark in _word_marks(word):
                buckets.setdefault((i, (*folded[:i], *folded[i + 1 :]), mark), []).append(node)
    for at in sorted(buckets):
        for a, b in combinations(buckets[at], 2):
            if _is_one_word(a.words[at[0]], b.words[at[0]]):
                sets.union(a.key, b.key)
    for node in nodes:
        if node.acronym:
            wanted = node.stands_for or (_spelled_out(node, long) if len(node.words[0]) >= _MIN_ACRONYM else ())
            known = {sets.root(other.key) for other in long if other.key in wanted}
            if len(known) == 1:
                sets.union(node.key, known.pop())


def _word_marks(word: str) -> set[str]:
    """Two words that `_is_one_word` takes for one have a mark in common: the word short of a letter, or its sound."""
    marks = {f"={fold(word)}", word}
    if len(word) >= _MIN_LETTERS:
        marks |= {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    return marks


def _spelled_out(acronym: Node, nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if initials_of(node.words) == acronym.words[0]:
            yield node.key


def _is_one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if _ROMAN.fullmatch(a) and _ROMAN.fullmatch(b):
        return False  # the second and the third of a name
    if fold(a) == fold(b):
        return True
    if min(len(a), len(b)) < _MIN_LETTERS or any(c.isdigit() for c in a + b) or a[0] != b[0]:
        return False
    if a.startswith(b) or b.startswith(a):
        return False  # South Africa and South African
    return Levenshtein.distance(a, b, score_cutoff=1) <= 1
