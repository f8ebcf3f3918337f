"""Sentences of two parallel accounts brought to one grain: what one tells in a sentence, the other may tell in two.

A sentence without a counterpart is joined to the one beside it where that brings a pair nearer to each other, as in the
beads of Gale and Church (1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.records import Span
from onrecord.resolve.alignment import Aligned, closeness, cosine, weigh_one
from onrecord.resolve.parallel import VERBATIM
from onrecord.resolve.sentences import Sentence

_GAIN = 0.03  # of the similarity; a sentence that tells something else makes it less
_MOST_JOINED = 3  # sentences

Run = tuple[int, int]  # sentences of one account, from the first up to the end


@dataclass(frozen=True, slots=True)
class Grain:
    """Two accounts with the sentences joined that belong together, and which go with which."""

    a: tuple[Sentence, ...]
    b: tuple[Sentence, ...]
    pairs: tuple[Aligned, ...]


@dataclass(slots=True)
class _Bead:
    pair: Aligned
    runs: list[Run]  # of the one account, of the other
    value: float


def join_parts(pairs: Sequence[Aligned], a: Sequence[Sentence], b: Sequence[Sentence]) -> Grain:
    """`pairs` has each sentence once at most. The pairs stay, some with longer sentences. Where most sentences are the
    same, one that has no counterpart was left out, and nothing is joined.
    """
    if 2 * sum(pair.closeness >= VERBATIM for pair in pairs) >= min(len(a), len(b)):
        return Grain(tuple(a), tuple(b), tuple(pairs))
    accounts = (a, b)
    beads = [_Bead(pair, [(pair.i, pair.i + 1), (pair.j, pair.j + 1)], _compare(pair.a, pair.b)) for pair in pairs]
    for side in (0, 1):
        free = [k for k in range(len(accounts[side])) if not any(_holds(bead.runs[side], k) for bead in beads)]
        for number in (*free, *reversed(free)):
            if not any(_holds(bead.runs[side], number) for bead in beads):
                _join(number, side, beads, accounts)
    grains = [_cut(sentences, [bead.runs[side] for bead in beads]) for side, sentences in enumerate(accounts)]
    made = [
        tuple(_make(sentences[slice(*run)]) for run in runs) for sentences, runs in zip(accounts, grains, strict=True)
    ]
    return Grain(made[0], made[1], tuple(_renew(bead, made, grains) for bead in beads))


def _holds(run: Run, number: int) -> bool:
    return run[0] <= number < run[1]


def _join(number: int, side: int, beads: Sequence[_Bead], accounts: Sequence[Sequence[Sentence]]) -> None:
    """To the bead beside it that gains most."""
    best, gain, joined = None, _GAIN, (0, 0)
    for bead in beads:
        run, other = bead.runs[side], bead.runs[1 - side]
        if number not in (run[0] - 1, run[1]) or run[1] - run[0] >= _MOST_JOINED:
            continue
        if accounts[side][number].in_title != accounts[side][run[0]].in_title:
            continue
        longer = (min(number, run[0]), max(number + 1, run[1]))
        value = _compare(_make(accounts[side][slice(*longer)]), _make(accounts[1 - side][slice(*other)]))
        if value - bead.value > gain:
            best, gain, joined = bead, value - bead.value, longer
    if best is not None:
        best.runs[side] = joined
        best.value += gain


def _compare(one: Sentence, other: Sentence) -> float:
    return cosine(weigh_one(one), weigh_one(other))


def _cut(sentences: Sequence[Sentence], joined: Sequence[Run]) -> list[Run]:
    """The account as runs: those of the beads, and every other sentence alone."""
    starts = dict(joined)
    found, place = [], 0
    while place < len(sentences):
        found.append((place, starts.get(place, place + 1)))
        place = found[-1][1]
    return found


def _make(sentences: Sequence[Sentence]) -> Sentence:
    if len(sentences) == 1:
        return sentences[0]
    return Sentence(
        Span(sentences[0].span.start, sentences[-1].span.end),
        tuple(token for sentence in sentences for token in sentence.tokens),
        tuple(dict.fromkeys(quoted for sentence in sentences for quoted in sentence.quoted)),
        sentences[0].in_title,
    )


def _renew(bead: _Bead, made: Sequence[Sequence[Sentence]], grains: Sequence[Sequence[Run]]) -> Aligned:
    i, j = (grain.index(run) for grain, run in zip(grains, bead.runs, strict=True))
    one, other = made[0][i], made[1][j]
    if all(end - start == 1 for start, end in bead.runs):
        return replace(bead.pair, i=i, j=j)
    return replace(
        bead.pair,
        a=one,
        b=other,
        i=i,
        j=j,
        similarity=max(bead.pair.similarity, bead.value),
        closeness=closeness(one, other),
    )
