"""Sentences of two accounts that tell the same: aligned by their rare words, numbers left out.

A number that differs must not keep two sentences from meeting: it is what they are compared for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.resolve.sentences import Sentence
from onrecord.resolve.words import weight

MIN_SIMILARITY = 0.3
_MARGIN = 1.15  # the best partner must be this much better than the second: "He declined to comment." fits many
_FEWEST_WORDS = 4
_LEAST_WEIGHT = 1.2  # of a common word: two short sentences of common words alone can be the same
_SMALL_WEIGHT = 0.4
SMALL_WORDS = frozenset(
    "a an the and but or nor that this these those to of in on at by for from with as into about than"
    " then so if not no is"
    " are was were be been being have has had do did doe will would can could should may might it its he"
    " his him she her"
    " they their them we our us you your i my me who which what when there".split()
)


@dataclass(frozen=True, slots=True)
class Aligned:
    a: Sentence
    b: Sentence
    i: int  # which sentences of their accounts
    j: int
    similarity: float  # cosine of the weighted words, 0 to 1
    closeness: float  # share of words that stand in the same order, 0 to 1 (Ratcliff and Obershelp)
    support: float = 0.0  # that the sentences beside them go together too


Weights = Mapping[str, float]


def align(
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    ours: Sequence[Weights] | None = None,
    theirs: Sequence[Weights] | None = None,
) -> tuple[Aligned, ...]:
    """Pairs of which each is the other's best, in the order of `a`. `ours`, `theirs`: as `weigh` gave them."""
    table = compare_all(weigh(a) if ours is None else ours, weigh(b) if theirs is None else theirs)
    best_of_b: dict[int, float] = defaultdict(float)
    for row in table.values():
        for j, value in row.items():
            best_of_b[j] = max(best_of_b[j], value)
    found = []
    for i, row in sorted(table.items()):
        j, value = max(row.items(), key=lambda item: (item[1], -abs(item[0] - i)))
        second = max((other for k, other in row.items() if k != j), default=0.0)
        if value >= MIN_SIMILARITY and value >= best_of_b[j] and (value >= 0.6 or value >= _MARGIN * second):
            found.append(Aligned(a[i], b[j], i, j, value, closeness(a[i], b[j])))
    return tuple(found)


def align_parts(a: Sequence[Sentence], b: Sequence[Sentence], threshold: float) -> tuple[Aligned, ...]:
    """Pairs of which one is the other's best: what one version says in a sentence, the other may say in two."""
    table = compare_all(weigh(a), weigh(b))
    best_of_b: dict[int, float] = defaultdict(float)
    for row in table.values():
        for j, value in row.items():
            best_of_b[j] = max(best_of_b[j], value)
    return tuple(
        Aligned(a[i], b[j], i, j, value, closeness(a[i], b[j]))
        for i, row in sorted(table.items())
        for j, value in sorted(row.items())
        if value >= threshold and (value == max(row.values()) or value == best_of_b[j])
    )


def parallelism(pairs: Sequence[Aligned], a: Sequence[Sentence], b: Sequence[Sentence]) -> float:
    """How far two accounts tell the same sentence by sentence: 1 for a copy, about 0.6 for two translations, and below
    0.2 for two reports of one story.
    """
    fewer = min(len(a), len(b))
    return sum(pair.similarity for pair in pairs) / fewer if fewer else 0.0


def closeness(a: Sentence, b: Sentence) -> float:
    words = [[token.stem for token in sentence.tokens if token.is_word] for sentence in (a, b)]
    ratio: float = SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()
    return ratio


def weigh(sentences: Sequence[Sentence]) -> tuple[Weights, ...]:
    """The words of each sentence by how much they tell, as vectors of length 1; none for a sentence of few words."""
    return tuple(weigh_one(sentence) for sentence in sentences)


def cosine(one: Weights, other: Weights) -> float:
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def compare_all(ours: Sequence[Weights], theirs: Sequence[Weights]) -> dict[int, dict[int, float]]:
    """Pairs of sentences that share a word which is not small."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, weights in enumerate(theirs):
        for word, value in weights.items():
            index[word].append((j, value))
    table: dict[int, dict[int, float]] = {}
    for i, weights in enumerate(ours):
        row: dict[int, float] = {}
        for word, value in weights.items():
            if word not in SMALL_WORDS:
                for j, other in index.get(word, ()):
                    row[j] = row.get(j, 0.0) + value * other
        small = {word: value for word, value in weights.items() if word in SMALL_WORDS}
        for j in row:
            row[j] += sum(value * theirs[j].get(word, 0.0) for word, value in small.items())
        if row:
            table[i] = row
    return table


def weigh_one(sentence: Sentence) -> Weights:
    words = {token.stem for token in sentence.tokens if token.is_word and not token.text[0].isdigit()}
    if len(words) < _FEWEST_WORDS:
        return {}
    weights = {
        word: _SMALL_WEIGHT if word in SMALL_WORDS else max(_LEAST_WEIGHT, weight(word)) for word in sorted(words)
    }
    length = math.sqrt(sum(value * value for value in weights.values()))
    return {word: value / length for word, value in weights.items()}
