"""Articles on one story: by the words that tell most, the title and the beginning above the rest.

Words are weighed by how rare they are in news at large (words.py), so that what two articles share does not depend on
which others are in the record. Average linkage, and not single linkage: one article between two stories must not
make one of them. A long time between two articles counts against them, but does not part them: a story may go on.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.records import Article
from onrecord.resolve.words import WORD, stem, weight
from onrecord.text.layout import find_body_layout

KEPT_WORDS = 100  # the heaviest of an article; 60 cost 0.003 of B-cubed F1 on the development stories, 40 0.012
_READ_WORDS = 1500
_LEAD_WORDS = 100
_IN_TITLE, _IN_LEAD, _CAPITAL = 3.0, 2.0, 1.5
_FADE_DAYS, _FADE = 90, 0.4  # two articles a year apart keep 0.6 of their similarity

# Two groups of articles are one story from this mean similarity on. On the development stories B-cubed F1 is 0.93 or
# more from 0.10 to 0.14.
MIN_SIMILARITY = 0.12


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about: weights of word stems, of length 1 as a vector."""

    weights: Mapping[str, float]
    day: int | None  # of publication, proleptic Gregorian ordinal


def find_subject(article: Article) -> Subject:
    counts: defaultdict[str, float] = defaultdict(float)
    for word in WORD.findall(article.title):
        counts[stem(word)] += _IN_TITLE
    for position, word in enumerate(WORD.findall(find_body_layout(article).plain)[:_READ_WORDS]):
        worth = (_IN_LEAD if position < _LEAD_WORDS else 1.0) * (_CAPITAL if word[0].isupper() else 1.0)
        counts[stem(word)] += worth
    weights = {word: math.log1p(n) * weight(word) for word, n in counts.items() if len(word) > 1 and weight(word)}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEPT_WORDS]
    length = math.sqrt(sum(value * value for _, value in heaviest))
    return Subject({word: value / length for word, value in heaviest}, _day(article))


def similarity(a: Subject, b: Subject) -> float:
    """From 0 to 1: cosine of the weights, less where much time lies between."""
    fewer, more = sorted((a.weights, b.weights), key=len)
    together = sum(value * more.get(word, 0.0) for word, value in fewer.items())
    return together * fade(a.day, b.day)


def fade(day: int | None, other: int | None) -> float:
    """What the time between two articles leaves of their similarity."""
    if day is None or other is None:
        return 1.0
    return 1 - _FADE * (1 - math.exp(-abs(day - other) / _FADE_DAYS))


def find_similar(subjects: Sequence[Subject]) -> dict[tuple[int, int], float]:
    """Pairs (smaller index first) that share a word, and how similar they are."""
    index: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], float] = {}
    for number, subject in enumerate(subjects):
        for other in sorted({other for word in subject.weights for other in index[word]}):
            found[other, number] = similarity(subjects[other], subject)
        for word in subject.weights:
            index[word].append(number)
    return found


def find_stories(subjects: Sequence[Subject], threshold: float = MIN_SIMILARITY) -> list[list[int]]:
    """Groups of indices, each in order, ordered by their first. Ties go to what stands first."""
    members = {number: [number] for number in range(len(subjects))}
    between: dict[int, dict[int, float]] = {number: {} for number in members}
    for (a, b), value in find_similar(subjects).items():
        between[a][b] = between[b][a] = value
    waiting = [(-value, a, b) for a, row in between.items() for b, value in row.items() if a < b and value >= threshold]
    heapq.heapify(waiting)
    while waiting:
        value, a, b = heapq.heappop(waiting)
        if a not in members or b not in members or between[a].get(b) != -value:
            continue  # one of them has become part of another group since
        _merge(members, between, a, b)
        for other, now in between[a].items():
            if now >= threshold:
                heapq.heappush(waiting, (-now, min(a, other), max(a, other)))
    return [members[first] for first in sorted(members)]


def _merge(members: dict[int, list[int]], between: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Put group b into group a; similarities become means over all pairs of articles."""
    n, m = len(members[a]), len(members[b])
    gone = between.pop(b)
    for other in (between[a].keys() | gone.keys()) - {a, b}:
        mean = (n * between[a].get(other, 0.0) + m * gone.get(other, 0.0)) / (n + m)
        between[a][other] = between[other][a] = mean
        between[other].pop(b, None)
    between[a].pop(b, None)
    members[a] = sorted(members[a] + members.pop(b))


def _day(article: Article) -> int | None:
    known = article.published or (article.inferred.earliest if article.inferred else None)
    return date.fromisoformat(known[:10]).toordinal() if known and len(known) >= 10 else None
