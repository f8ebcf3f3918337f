"""Which words of the names in two sentences stand for each other, in whatever spelling."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ids import name_key
from onrecord.resolve.alignment import SMALL_WORDS, Aligned
from onrecord.resolve.sentences import Token
from onrecord.resolve.spelling import formal_names
from onrecord.resolve.written_names import Name, is_alike, is_one_nation

_WINDOW = 3  # words on either side
_MOST_LETTERS = 8  # of an acronym

Around = tuple[tuple[str, ...], tuple[str, ...]]  # content words before and after, the nearest first


def match(pair: Aligned, names: tuple[Sequence[Name], Sequence[Name]]) -> tuple[set[int], set[int]]:
    """The tokens of either sentence that have a counterpart. Each word has one at most: the same word before one that
    is spelled otherwise, and of several the one among the same words.
    """
    sides = (pair.a.tokens, pair.b.tokens)
    words = [{k: key_of(token) for k, token in enumerate(tokens) if token.is_word} for tokens in sides]
    named = [{k for name in side for k in range(name.first, name.end)} for side in names]
    context = [{k: around(tokens, k, k) for k in found} for tokens, found in zip(sides, words, strict=True)]
    candidates = sorted(
        (word != other, -_alike_around(context[0][i], context[1][j]), abs(i - j), i, j)
        for i, word in words[0].items()
        for j, other in words[1].items()
        if (i in named[0] or j in named[1]) and (word == other or _are_spellings(sides[0][i], sides[1][j]))
    )
    met: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j in candidates:
        if i not in met[0] and j not in met[1]:
            met[0].add(i)
            met[1].add(j)
    for one, other in ((0, 1), (1, 0)):
        _meet_acronyms(sides[one], names[other], met[one], met[other])
    return met


def key_of(token: Token) -> str:
    return name_key(token.text.removesuffix("'s"))


def around(tokens: Sequence[Token], first: int, last: int) -> Around:
    before = [t.stem for t in reversed(tokens[:first]) if t.is_word and t.stem not in SMALL_WORDS]
    after = [t.stem for t in tokens[last + 1 :] if t.is_word and t.stem not in SMALL_WORDS]
    return tuple(before[:_WINDOW]), tuple(after[:_WINDOW])


def alike(words: Sequence[str], others: Sequence[str]) -> int:
    """How many of the words the others have."""
    return sum(any(word == other or (len(word) > 4 and is_alike(word, other)) for other in others) for word in words)


def is_word_for(word: str, other: str) -> bool:
    return is_alike(word, other) or is_one_nation(word, other) or bool(formal_names(word) & formal_names(other))


def is_acronym(token: Token) -> bool:
    return token.text.isupper() and 2 <= len(token.text) <= _MOST_LETTERS


def _are_spellings(one: Token, other: Token) -> bool:
    great = one.text[0].isupper() and other.text[0].isupper()
    return great and is_word_for(key_of(one), key_of(other))


def _alike_around(ours: Around, theirs: Around) -> int:
    """The word beside it counts twice."""
    return sum(alike(x[:1], y[:1]) + alike(x, y) for x, y in zip(ours, theirs, strict=True))


def _meet_acronyms(tokens: Sequence[Token], names: Sequence[Name], met: set[int], there: set[int]) -> None:
    """The ILO, and its name in full."""
    for place, token in enumerate(tokens):
        for name in names if is_acronym(token) else ():
            if "".join(word[0] for word in name.words) == token.text.casefold():
                met.add(place)
                there.update(range(name.first, name.end))
