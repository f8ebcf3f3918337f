"""Names that stand in the place of others in two sentences that tell the same in other words and another order.

Word by word, since translators cut names differently ("Kremlin pool of RIA", "RIA Kremlin pool"). Two names are put
against each other where the words around them are the same, or where they are the only ones that are left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.resolve.alignment import Aligned
from onrecord.resolve.met_names import alike, around, is_acronym, is_word_for, key_of, match
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.words import is_common
from onrecord.resolve.written_names import Name, is_kind, is_short

_BESIDE = 1.0  # what the word next to a name tells, where it is next to the other too; elsewhere in the window half
_MIN_SCORE = 1.0
_MIN_SCORE_UNSURE = 2.0  # "Caps", "Navy": what one translator writes great, another may call otherwise

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
    is_new: bool  # the other account has it nowhere
    again: bool  # the other sentence has the words, less often
    drops: bool  # a word that one writer may leave out: "the Tarnish president", "the president"

    @property
    def counts(self) -> bool:
        """Whether the other sentence must have something for it."""
        return not (self.is_common or self.again or self.drops)


def find_replaced(
    pair: Aligned, names: tuple[Sequence[Name], Sequence[Name]], one_name: tuple[OneName, OneName]
) -> Iterator[tuple[LeftOver, LeftOver]]:
    """What of `pair.a` has something else in its place in `pair.b`; each once."""
    met = match(pair, names)
    ours = list(_left_over(pair.a, names[0], met[0], pair.b, one_name))
    theirs = list(_left_over(pair.b, names[1], met[1], pair.a, one_name[::-1]))
    left = set(range(len(ours))), set(range(len(theirs)))
    for negative, i, j in sorted((-_same_place(x, y), i, j) for i, x in enumerate(ours) for j, y in enumerate(theirs)):
        one, other = ours[i], theirs[j]
        if i not in left[0] or j not in left[1] or _is_one(one, other, one_name) or _tell_nobody(one, other):
            continue
        last = _last([ours[k] for k in left[0]]) == [one] and _last([theirs[k] for k in left[1]]) == [other]
        if last or -negative >= (_MIN_SCORE_UNSURE if _are_unsure(one, other) else _MIN_SCORE):
            left[0].discard(i)
            left[1].discard(j)
            yield one, other


def _tell_nobody(one: LeftOver, other: LeftOver) -> bool:
    return (one.is_common and other.is_common) or (one.again and other.again)


def _are_unsure(one: LeftOver, other: LeftOver) -> bool:
    told_again = (one.again and not other.is_new) or (other.again and not one.is_new)
    return one.is_common or other.is_common or told_again


def _last(left: Sequence[LeftOver]) -> list[LeftOver]:
    """What still asks for a counterpart: whole names, else parts of names."""
    counted = [one for one in left if one.counts]
    return [one for one in counted if not one.is_part] or counted


def _left_over(
    sentence: Sentence, names: Sequence[Name], met: set[int], other: Sentence, known: tuple[OneName, OneName]
) -> Iterator[LeftOver]:
    """`known` has the names of this account, and of the other."""
    there = [key_of(token) for token in other.tokens if token.is_word]
    for name in names:
        run: list[int] = []
        for place in range(name.first, name.end + 1):
            token = sentence.tokens[place] if place < name.end else None
            if token is not None and not token.is_word:
                continue
            if token is not None and place not in met and not _is_written_out(token, known[1]):
                run.append(place)
            elif run:
                is_part = any(k in met for k in range(name.first, name.end))
                yield _read(sentence.tokens, run, there, known, is_part=is_part)
                run = []


def _read(
    tokens: Sequence[Token], run: Sequence[int], there: Sequence[str], known: tuple[OneName, OneName], *, is_part: bool
) -> LeftOver:
    words = tuple(key_of(tokens[k]) for k in run)
    before, after = around(tokens, run[0], run[-1])
    return LeftOver(
        span=Span(tokens[run[0]].span.start, tokens[run[-1]].span.end),
        words=words,
        before=before,
        after=after,
        is_part=is_part,
        is_common=all(_is_common(word, known) for word in words) or _links(tokens, run),
        is_new=not any(is_word_for(word, other) for word in words for other in known[1]),
        again=all(any(is_word_for(word, other) for other in there) for word in words),
        drops=is_acronym(tokens[run[0]]),
    )


def _is_common(word: str, known: tuple[OneName, OneName]) -> bool:
    """Written small by news, unless both accounts write it great."""
    return is_kind(word) or (is_common(word) and not all(word in names for names in known))


def _links(tokens: Sequence[Token], run: Sequence[int]) -> bool:
    """A word that leads over to its sentence: "Additionally, ..."."""
    return list(run) == [0] and len(tokens) > 1 and tokens[1].text == ","


def _is_written_out(token: Token, there: OneName) -> bool:
    """A sign ("S1"), or a short word or an acronym that the other account does not use: it may be written out there."""
    word = key_of(token)
    short = len(word) < 3
    return (short and not word.isalpha()) or (word not in there and (short or is_acronym(token)))


def _same_place(x: LeftOver, y: LeftOver) -> float:
    """By the words around: next to both, near both, or on the other side ("Bank X", "X bank")."""
    beside = (alike(x.before[:1], y.before[:1]) + alike(x.after[:1], y.after[:1])) * _BESIDE
    near = alike(x.before[1:], y.before) + alike(x.after[1:], y.after) + alike(x.before[:1], y.before[1:])
    near += alike(x.after[:1], y.after[1:])
    across = alike(x.before[:2], y.after[:2]) + alike(x.after[:2], y.before[:2])
    return beside + (near + across) / 2


def _is_one(x: LeftOver, y: LeftOver, one_name: tuple[OneName, OneName]) -> bool:
    """Two spellings, or parts of one name ("Emrik" here, "Tolvaj" there)."""
    for short, full in ((x.words, y.words), (y.words, x.words)):
        if is_short(short, full) or (
            len(short[0]) == 2 and short[0][0] == full[0][0]
        ):  # "US", "United" of its two words
            return True
    return any(
        is_word_for(word, other) or any(other in names.get(word, ()) for names in one_name)
        for word in x.words
        for other in y.words
    )
