"""Names that stand in the place of others in two sentences that tell the same in other words and another order.

Word by word, since translators cut names differently ("Kremlin pool of RIA", "RIA Kremlin pool"). Two names are put
against each other where the words around them are the same, or where they are the only ones that are left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ids import name_key
from onrecord.records import Span
from onrecord.resolve.alignment import SMALL_WORDS, Aligned
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.spelling import formal_names
from onrecord.resolve.written_names import Name, is_alike, is_generic, is_one_nation, is_short

_WINDOW = 3  # words on either side
_BESIDE = 1.0  # what the word next to a name tells, where it is next to the other too; elsewhere in the window half
_MIN_SCORE = 1.0
_MIN_SCORE_OF_COMMON_WORDS = 2.0  # "Caps", "Navy": what one translator writes great, another may call otherwise
_MOST_LETTERS = 8  # of an acronym

OneName = Mapping[str, frozenset[str]]  # words that stand in one name somewhere in an account


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Words of a name that the other sentence has not."""

    span: Span
    words: tuple[str, ...]
    before: tuple[str, ...]  # content words, the nearest first
    after: tuple[str, ...]
    again: bool  # the other sentence has the words, less often

    @property
    def is_common(self) -> bool:
        return all(is_generic(word) for word in self.words)


def find_replaced(
    pair: Aligned, names: tuple[Sequence[Name], Sequence[Name]], one_name: tuple[OneName, OneName]
) -> Iterator[tuple[LeftOver, LeftOver]]:
    """What of `pair.a` has something else in its place in `pair.b`; each once."""
    ours = _left_over(pair.a, names[0], pair.b, one_name[1])
    theirs = _left_over(pair.b, names[1], pair.a, one_name[0])
    scored = sorted(
        ((-_same_place(x, y), i, j) for i, x in enumerate(ours) for j, y in enumerate(theirs)),
    )
    proper = [sum(not one.is_common and not one.again for one in side) for side in (ours, theirs)]
    taken: set[tuple[int, int]] = set()
    for negative, i, j in scored:
        one, other = ours[i], theirs[j]
        if (0, i) in taken or (1, j) in taken or _is_one(one, other, one_name):
            continue
        common = one.is_common or other.is_common
        if (one.is_common and other.is_common) or (one.again and other.again):
            continue
        again = one.again or other.again
        only = proper == [1, 1] and not common and not again
        if only or -negative >= (_MIN_SCORE_OF_COMMON_WORDS if common or again else _MIN_SCORE):
            taken |= {(0, i), (1, j)}
            yield one, other


def _left_over(sentence: Sentence, names: Sequence[Name], other: Sentence, known: OneName) -> list[LeftOver]:
    there = [_key(token) for token in other.tokens if token.is_word]
    unused = list(there)
    found: list[LeftOver] = []
    for name in names:
        run: list[int] = []
        for place in range(name.first, name.end + 1):
            token = sentence.tokens[place] if place < name.end else None
            if token is not None and not token.is_word:
                continue
            if token is not None and not _takes(token, unused, known):
                run.append(place)
            elif run:
                again = any(_is_word_for(_key(sentence.tokens[k]), word) for k in run for word in there)
                found.append(_read(sentence.tokens, run, again=again))
                run = []
    return found


def _key(token: Token) -> str:
    return name_key(token.text.removesuffix("'s"))


def _takes(token: Token, unused: list[str], known: OneName) -> bool:
    """The word in whatever spelling is taken from those of the other sentence. A short word or an acronym that the
    other account does not use may be written out there.
    """
    word = _key(token)
    if word not in known and (len(word) < 3 or (token.text.isupper() and len(token.text) <= _MOST_LETTERS)):
        return True
    fit = next((other for other in unused if word == other), None)
    fit = fit or next((other for other in unused if _is_word_for(word, other)), None)
    if fit is not None:
        unused.remove(fit)
    return fit is not None


def _read(tokens: Sequence[Token], run: Sequence[int], *, again: bool) -> LeftOver:
    words = tuple(_key(tokens[place]) for place in run)
    before = [t.stem for t in reversed(tokens[: run[0]]) if t.is_word and t.stem not in SMALL_WORDS]
    after = [t.stem for t in tokens[run[-1] + 1 :] if t.is_word and t.stem not in SMALL_WORDS]
    span = Span(tokens[run[0]].span.start, tokens[run[-1]].span.end)
    return LeftOver(span, words, tuple(before[:_WINDOW]), tuple(after[:_WINDOW]), again)


def _same_place(x: LeftOver, y: LeftOver) -> float:
    """By the words around: next to both, near both, or on the other side ("Bank X", "X bank")."""
    beside = (_alike(x.before[:1], y.before[:1]) + _alike(x.after[:1], y.after[:1])) * _BESIDE
    near = _alike(x.before[1:], y.before) + _alike(x.after[1:], y.after) + _alike(x.before[:1], y.before[1:])
    near += _alike(x.after[:1], y.after[1:])
    across = _alike(x.before[:2], y.after[:2]) + _alike(x.after[:2], y.before[:2])
    return beside + (near + across) / 2


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    return sum(any(word == other or (len(word) > 4 and is_alike(word, other)) for other in others) for word in words)


def _is_one(x: LeftOver, y: LeftOver, one_name: tuple[OneName, OneName]) -> bool:
    """Two spellings, or parts of one name ("Emrik" here, "Tolvaj" there)."""
    for short, full in ((x.words, y.words), (y.words, x.words)):
        if is_short(short, full) or (
            len(short[0]) == 2 and short[0][0] == full[0][0]
        ):  # "US", "United" of its two words
            return True
    return any(
        _is_word_for(word, other) or any(other in names.get(word, ()) for names in one_name)
        for word in x.words
        for other in y.words
    )


def _is_word_for(word: str, other: str) -> bool:
    return is_alike(word, other) or is_one_nation(word, other) or bool(formal_names(word) & formal_names(other))
