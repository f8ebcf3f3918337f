"""A negation in one only of two sentences that tell the same in other words: told by one translator, denied by another.

The verb need not be the same, since translators choose different ones. What counts is that the words around the
negation stand in the other sentence too, with nothing beside them that may tell the negation in another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.records import Span
from onrecord.resolve.alignment import SMALL_WORDS, Aligned
from onrecord.resolve.negations import find_negators, is_not, is_undone, leans_negative
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.written_names import is_alike, may_be_name

_WINDOW = 6  # words on either side of a negation
_NEAR = 4  # tokens: how far from these words what tells the negation in another way may stand
_FEWEST, _LEAST_SHARE = 2, 0.4  # of the words around it, which the other sentence must have
_BREAKS = frozenset(".?!;")
# "not only", "if not", "no more than": what is told is no less.
_NOT_AFTER = frozenset("if whether or why but although though".split())
_NOT_BEFORE = frozenset("only just merely simply so as all every to more less fewer later far necessarily".split())
_LINKS = frozenset("despite although though however but".split())  # they hold clauses against each other
_ADVERBS = frozenset("yet also still now already ever even".split())


def find_parallel_negations(pair: Aligned) -> Iterator[tuple[Span, Span]]:
    """The negation, and the words that tell the contrary; the words of `pair.a` first. Of sentences that were aligned
    by those beside them too.
    """
    ours, theirs = find_negators(pair.a), find_negators(pair.b)
    if len(ours) == len(theirs) or not pair.support:
        return
    swapped = len(ours) < len(theirs)
    negated, plain = (pair.b, pair.a) if swapped else (pair.a, pair.b)
    for place in _unmatched(negated, plain, *((theirs, ours) if swapped else (ours, theirs))):
        if not _denies(negated.tokens, place):
            continue
        anchors = _anchors(negated.tokens, place, plain.tokens)
        if not anchors or _told_otherwise(negated, plain, _region(anchors)):
            continue
        here, there = negated.tokens[place].span, _clause(negated.tokens, place, plain.tokens)
        yield (there, here) if swapped else (here, there)


def _unmatched(negated: Sentence, plain: Sentence, many: Sequence[int], few: Sequence[int]) -> list[int]:
    """The negations that are left when each of the other sentence has found the one that is most like it."""
    contexts = [_context(plain.tokens, place) for place in few]
    left = list(many)
    for place, context in sorted(zip(few, contexts, strict=True), key=lambda item: -len(item[1])):
        share = place / len(plain.tokens)
        left.remove(
            max(
                left,
                key=lambda k: (_shared(_context(negated.tokens, k), context), -abs(k / len(negated.tokens) - share)),
            )
        )
    return left


def _shared(words: Sequence[str], others: Sequence[str]) -> int:
    return sum(any(_is_one(word, other) for other in others) for word in words)


def _is_one(word: str, other: str) -> bool:
    beginning = max(4, min(len(word), len(other)) - 2)
    return word == other or (word[:beginning] == other[:beginning] and is_alike(word, other))


def _around(tokens: Sequence[Token], place: int) -> Iterator[int]:
    """Places of words that tell something, up to the end of the clause on either side."""
    for step in (1, -1):
        words, k = 0, place + step
        while 0 <= k < len(tokens) and tokens[k].text not in _BREAKS and words < _WINDOW:
            if tokens[k].is_word:
                words += 1
                if tokens[k].stem not in SMALL_WORDS and not tokens[k].text.casefold().endswith("n't"):
                    yield k
            k += step


def _context(tokens: Sequence[Token], place: int) -> list[str]:
    return [tokens[k].stem for k in _around(tokens, place)]


def _denies(tokens: Sequence[Token], place: int) -> bool:
    after = tokens[place + 1].text.casefold() if place + 1 < len(tokens) else ""
    before = {token.text.casefold() for token in tokens[max(0, place - 2) : place]}
    return (
        is_not(tokens[place]) and after not in _NOT_BEFORE and not before & _NOT_AFTER and not is_undone(tokens, place)
    )


def _anchors(tokens: Sequence[Token], place: int, plain: Sequence[Token]) -> list[int]:
    """Where the other sentence has the words around the negation; none where it has too few of them, or names alone."""
    context, there = _context(tokens, place), [token.stem for token in plain if token.is_word]
    known, names = _shared(context, there), {token.stem for token in tokens if may_be_name(token.text)}
    if known < max(_FEWEST, _LEAST_SHARE * len(context)) or not _shared([w for w in context if w not in names], there):
        return []
    return [k for k, token in enumerate(plain) if token.is_word and any(_is_one(token.stem, word) for word in context)]


def _region(anchors: Sequence[int]) -> Span:
    """Where most of them stand together, and what is near."""
    first = max(anchors, key=lambda k: (sum(k <= other < k + 2 * _WINDOW for other in anchors), -k))
    last = max(k for k in anchors if first <= k < first + 2 * _WINDOW)
    return Span(max(0, first - _NEAR), last + _NEAR + 1)


def _told_otherwise(negated: Sentence, plain: Sentence, near: Span) -> bool:
    """By another word, or by a negation that stands for several: "does not sing or dance" for "does not dance"."""
    words = plain.tokens[slice(*near)]
    return any(leans_negative(t, negated) and t.stem not in _LINKS for t in words) or any(
        near.start - _NEAR <= k < near.end for k in find_negators(plain)
    )


def _clause(tokens: Sequence[Token], place: int, plain: Sequence[Token]) -> Span:
    """The word that is told here and denied there, with what stands before it: "has yet been seen"."""
    context = [tokens[k].stem for k in _around(tokens, place)]  # what follows the negation comes first
    found = (k for word in context for k, token in enumerate(plain) if token.is_word and _is_one(token.stem, word))
    first = last = next(found)
    while first and (plain[first - 1].stem in SMALL_WORDS or plain[first - 1].text in _ADVERBS):
        first -= 1
    return Span(plain[first].span.start, plain[last].span.end)
