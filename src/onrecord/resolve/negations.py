"""Negations on one side only of two sentences that tell the same: told here, denied there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from onrecord.records import Span
from onrecord.resolve.alignment import Aligned
from onrecord.resolve.left_over import LIGHT_WORDS, left_over_each
from onrecord.resolve.parallel import VERBATIM
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.words import is_common

_NEGATIONS = frozenset("not no never neither nor nobody none nothing cannot without n't nowhere".split())
_HALF_NEGATIONS = frozenset(
    "only few little hardly barely scarcely fail failed fails refuse refused refuses deny denied denies denying reject"
    " rejected rejects lack lacks lacked absent absence except unless until yet decline declined declines"
    " stop stopped halt"
    " banned ban prohibited prevent prevented avoid avoided impossible unable unlikely unclear unknown free longer but"
    " instead rule ruled ruling doubt doubted doubts missing despite although though false however wrong".split()
)
_UNDOING = frozenset("until till without unless".split())
_UN = re.compile(r"(?:un|non)([a-z]{4,})|i[nmrl]([a-z]{3,}(?:able|ible|ent|ate|al|ive|ous))")
_NEGATING = re.compile(r"^(?:un|in|im|ir|il|dis|non|mis)(?=[a-z]{4})|(?:less|free)(?:ly)?$")


def find_negations(pair: Aligned) -> Iterator[tuple[Span, Span, float]]:
    """A negation on one side only. Where the words around it stand together on the other side ("was [not] found"), it
    is sure; else the verb must be there, nothing else may lean to the negative, and the sentences be close.
    """
    ours, theirs = left_over_each(
        find_negators(pair.a), find_negators(pair.b), lambda i, j: _negates_the_same(pair.a, i, pair.b, j)
    )
    if len(ours) == len(theirs):
        return
    for negated, plain, places, others, swapped in (
        (pair.a, pair.b, ours, theirs, False),
        (pair.b, pair.a, theirs, ours, True),
    ):
        for place in places:
            if pair.closeness < VERBATIM and is_undone(negated.tokens, place):
                continue
            found = _find_plain(negated, plain, place)
            if found is not None:
                sure = pair.similarity + 0.1
            elif len(places) == 1 and not others and not any(leans_negative(token, negated) for token in plain.tokens):
                found = _find_verb(negated, plain, place)
                if pair.support and not (found and is_not(negated.tokens[place])):
                    continue
                sure = pair.similarity - (0.0 if found else 0.25)
            else:
                continue
            here, there = negated.tokens[place].span, found or plain.span
            yield there if swapped else here, here if swapped else there, sure


def _find_plain(negated: Sentence, plain: Sentence, place: int) -> Span | None:
    """Where the word before and the word after the negation stand side by side."""
    tokens = negated.tokens
    before = tokens[place - 1] if place else None
    contracted = tokens[place].text.casefold().endswith("n't")
    if contracted:
        auxiliary = {"won't": "will", "can't": "can"}.get(
            tokens[place].text.casefold(), tokens[place].text[:-3].casefold()
        )
    elif before is not None:
        auxiliary = before.text.casefold()
    else:
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or not is_not(tokens[place]):
        return None
    words = plain.tokens
    for i in range(len(words) - 1):
        if words[i].text.casefold() == auxiliary and words[i + 1].stem == after.stem:
            return Span(words[i].span.start, words[i + 1].span.end)
    return None


def is_not(token: Token) -> bool:
    """Else, as in no and without, what is denied is told in more ways."""
    return token.text.casefold() in ("not", "never", "cannot") or token.text.casefold().endswith("n't")


def is_undone(tokens: Sequence[Token], place: int) -> bool:
    """What is told is no denial: "not until May" is in May, and "not without" is with."""
    return any(token.text.casefold() in _UNDOING for token in tokens[place + 1 : place + 7])


def _find_verb(negated: Sentence, plain: Sentence, place: int) -> Span | None:
    clause = takewhile(lambda token: token.text not in ".?!;", negated.tokens[place + 1 : place + 5])
    following = [t for t in clause if t.text[0].isalpha() and t.stem not in LIGHT_WORDS][:2]
    return next((token.span for token in plain.tokens for word in following if token.stem == word.stem), None)


def find_negators(sentence: Sentence) -> list[int]:
    return [
        place
        for place, token in enumerate(sentence.tokens)
        if token.text.casefold() in _NEGATIONS or token.text.casefold().endswith("n't")
        if not (token.text == "No" and place + 1 < len(sentence.tokens) and not sentence.tokens[place + 1].is_word)
    ]


def _negates_the_same(a: Sentence, i: int, b: Sentence, j: int) -> bool:
    ours, theirs = ({t.stem for t in s.tokens[k + 1 : k + 5] if t.is_word} for s, k in ((a, i), (b, j)))
    return bool((ours & theirs) - LIGHT_WORDS)


def leans_negative(token: Token, negated: Sentence) -> bool:
    """A word that can stand for a negation, alone or by its beginning ("impossible" for "not possible"), and that the
    negated sentence has not beside its negation.
    """
    word = token.text.casefold()
    if any(token.stem == other.stem for other in negated.tokens):
        return False
    if word in _HALF_NEGATIONS:
        return True
    contrary = _UN.fullmatch(word)
    if contrary and is_common(contrary[1] or contrary[2]):
        return True
    bare = _NEGATING.sub("", word)
    return bare != word and token.text[0].islower() and any(other.stem[:4] == bare[:4] for other in negated.tokens)
