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
from onrecord.resolve.words import is_common
from onrecord.resolve.written_names import Name, is_alike, is_kind, is_one_nation, is_short

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
    is_part: bool  # the other sentence has the rest of the name
    is_common: bool  # words that may name nobody
    again: bool  # the other sentence has the words, less often
    is_usual: bool=False
    is_new: bool=False


def find_replaced(
    pair: Aligned, names: tuple[Sequence[Name], Sequence[Name]], one_name: tuple[OneName, OneName]
) -> Iterator[tuple[LeftOver, LeftOver]]:
    """What of `pair.a` has something else in its place in `pair.b`; each once."""
    met = _match(pair, names)
    ours = _left_over(pair.a, names[0], met[0], pair.b, one_name, 1)
    theirs = _left_over(pair.b, names[1], met[1], pair.a, one_name, 0)
    scored = sorted((-_same_place(x, y), i, j) for i, x in enumerate(ours) for j, y in enumerate(theirs))
    taken: tuple[set[int], set[int]] = (set(), set())
    for negative, i, j in scored:
        one, other = ours[i], theirs[j]
        if i in taken[0] or j in taken[1] or _is_one(one, other, one_name):
            continue
        if (one.is_common and other.is_common) or (one.again and other.again):
            continue
        import os
        T1,T2,T3=(float(x) for x in os.environ.get("T","1,1,2").split(","))
        unsure = one.is_common or other.is_common or (one.again and not other.is_new) or (other.again and not one.is_new)
        mid = T2 if (one.is_usual or other.is_usual or one.is_part!=other.is_part) else T1
        need = T3 if unsure else mid
        if _are_last(ours, theirs, taken, i, j) or -negative >= need:
            taken[0].add(i)
            taken[1].add(j)
            yield one, other


def _are_last(
    ours: Sequence[LeftOver], theirs: Sequence[LeftOver], taken: tuple[set[int], set[int]], i: int, j: int
) -> bool:
    """Whether each is the only name that is left on its side."""
    left = [[k for k in range(len(side)) if k not in done] for side, done in zip((ours, theirs), taken, strict=True)]
    proper = [
        [k for k in free if not side[k].is_common and not side[k].again]
        for side, free in zip((ours, theirs), left, strict=True)
    ]
    whole = [[k for k in free if not side[k].is_part] or free for side, free in zip((ours, theirs), proper, strict=True)]
    return whole == [[i], [j]]


def _match(pair: Aligned, names: tuple[Sequence[Name], Sequence[Name]]) -> tuple[set[int], set[int]]:
    """The places of words that stand for each other, in whatever spelling. Of several, the one among the same words."""
    sides = (pair.a.tokens, pair.b.tokens)
    words = [{k: _key(token) for k, token in enumerate(tokens) if token.is_word} for tokens in sides]
    in_names = [{k for name in side for k in range(name.first, name.end)} for side in names]
    around = [{k: _around(tokens, k, k) for k in found} for tokens, found in zip(sides, words, strict=True)]
    edges = sorted(
        (word != other, -_alike_around(around[0][i], around[1][j]), abs(i - j), i, j)
        for i, word in words[0].items()
        for j, other in words[1].items()
        if (i in in_names[0] or j in in_names[1])
        and (word == other or (sides[0][i].text[0].isupper() and sides[1][j].text[0].isupper() and _is_word_for(word, other)))
    )
    met: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j in edges:
        if i not in met[0] and j not in met[1]:
            met[0].add(i)
            met[1].add(j)
    return met


def _alike_around(
    ours: tuple[tuple[str, ...], tuple[str, ...]], theirs: tuple[tuple[str, ...], tuple[str, ...]]
) -> float:
    return sum(_alike(x[:1], y[:1]) + _alike(x, y) for x, y in zip(ours, theirs, strict=True))


def _left_over(
    sentence: Sentence,
    names: Sequence[Name],
    met: set[int],
    other: Sentence,
    one_name: tuple[OneName, OneName],
    there: int,
) -> list[LeftOver]:
    keys = [_key(token) for token in other.tokens if token.is_word]
    found: list[LeftOver] = []
    for name in names:
        run: list[int] = []
        for place in range(name.first, name.end + 1):
            token = sentence.tokens[place] if place < name.end else None
            if token is not None and not token.is_word:
                continue
            if token is not None and place not in met and not _is_written_out(token, one_name[there]):
                run.append(place)
            elif run:
                words = tuple(_key(sentence.tokens[k]) for k in run)
                before, after = _around(sentence.tokens, run[0], run[-1])
                span = Span(sentence.tokens[run[0]].span.start, sentence.tokens[run[-1]].span.end)
                is_part = any(k in met for k in range(name.first, name.end))
                again = all(any(_is_word_for(word, key) for key in keys) for word in words)
                is_new = not any(_is_word_for(word, known) for word in words for known in one_name[there])
                found.append(LeftOver(span, words, before, after, is_part, _names_nobody(words, one_name), again, all(is_common(w) for w in words), is_new))
                run = []
    return found


def _names_nobody(words: Sequence[str], one_name: tuple[OneName, OneName]) -> bool:
    """Words that news writes small, where not both accounts write them great."""
    return all(is_kind(word) or (is_common(word) and not all(word in names for names in one_name)) for word in words)


def _key(token: Token) -> str:
    return name_key(token.text.removesuffix("'s"))


def _is_written_out(token: Token, known: OneName) -> bool:
    """A short word or an acronym that the other account does not use: it may be written out there."""
    return _key(token) not in known and (
        len(_key(token)) < 3 or (token.text.isupper() and len(token.text) <= _MOST_LETTERS)
    )


def _around(tokens: Sequence[Token], first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = [t.stem for t in reversed(tokens[:first]) if t.is_word and t.stem not in SMALL_WORDS]
    after = [t.stem for t in tokens[last + 1 :] if t.is_word and t.stem not in SMALL_WORDS]
    return tuple(before[:_WINDOW]), tuple(after[:_WINDOW])


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
