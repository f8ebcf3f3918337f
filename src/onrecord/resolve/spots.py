"""Where accounts name a person: marks that two accounts of one thing share, so that a name that one of them spells
wrongly is seen to stand where another has it right.

A spot is a name with the telling words around it. Of these words a few hashes are kept, the smallest of each of
several hash functions (Broder 1997): two spots share one about as often as they share words. So the marks of an article
depend on that article alone, and who shares a mark does not depend on the order of articles.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from onrecord.records import Extraction, Mention
from onrecord.resolve.spelling import fold, is_first_name, is_spelling, plain
from onrecord.resolve.words import stem, weight

_WORD = re.compile(r"[^\W_]+")
_AROUND = 160  # characters on each side of a name
_MIN_WEIGHT = 1.0  # of a word that tells something: half of all articles have the lighter ones
_MIN_WORDS = 4  # that tell something, fewer are a formula
_NAMES = 3  # spots of an entity in an article
_BANDS = 6  # marks of a spot; each holds the smallest of _ROWS hashes
_ROWS = 2
_MARKS_OF_BARE = 2
_MOST_WORDS = 3  # of a name that is compared
_LONG = 9  # letters, of a word of which a syllable may be missing
_MIN_SLIP = 5  # letters, of a word that may have another consonant
_VOWELS = re.compile("[aeiou]")


class Spot(NamedTuple):
    mark: int
    entity: str
    words: str  # of the name as it stands there, plain, with spaces


def find_spots(extraction: Extraction, persons: Collection[str]) -> Iterator[Spot]:
    """Marks of the spots where an article names `persons`, its entities by id."""
    text = extraction.article.text
    left = dict.fromkeys(persons, _NAMES)
    for mention in sorted(extraction.mentions, key=lambda m: m.span):
        if mention.form == "name" and left.get(mention.entity):
            words = [plain(word) for word in _WORD.findall(text[mention.span.start : mention.span.end])]
            words = [word for word in words if word]
            around = _around(text, mention, set(words))
            if 0 < len(words) <= _MOST_WORDS and len(around) >= _MIN_WORDS:
                left[mention.entity] -= 1
                for mark in _marks(words[0][0], around):
                    yield Spot(mark, mention.entity, " ".join(words))


def _around(text: str, mention: Mention, name: set[str]) -> list[str]:
    start, end = mention.span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    stems = {stem(word) for word in (*_WORD.findall(before)[1:], *_WORD.findall(after)[:-1]) if plain(word) not in name}
    return sorted(word for word in stems if word.isdigit() or weight(word) >= _MIN_WEIGHT)


def _marks(letter: str, words: Sequence[str]) -> Iterator[int]:
    """With the first letter of the name, so that few names share one where many are written of in the same words."""
    hashes = [_hashes(word) for word in words]
    least = [min(column) for column in zip(*hashes, strict=True)]
    for band in range(_BANDS):
        rows = least[band * _ROWS : (band + 1) * _ROWS]
        yield zlib.crc32(repr((letter, band, rows)).encode())


@lru_cache(1 << 16)
def _hashes(word: str) -> tuple[int, ...]:
    """crc32 is linear: its values for several salts would have the same order, so each is mixed."""
    one = zlib.crc32(word.encode())
    return tuple((one ^ salt) * 0x9E3779B1 * (2 * salt + 1) % 0xFFFFFFFB for salt in range(1, _BANDS * _ROWS + 1))


def holds_place(one: str, other: str, marks: int) -> bool:
    """Whether so many marks that two different names share say that they are one; of bare names, which are short and
    many, more are asked.
    """
    full = min(len(one.split()), len(other.split())) > 1
    return marks >= (1 if full else _MARKS_OF_BARE) and is_slip(one, other)


@lru_cache(1 << 16)
def is_slip(one: str, other: str) -> bool:
    """Whether two names (plain words) that stand in one spot are one, misspelled: all words alike but one, and that
    differs by a letter or, where it is long, a syllable. Symmetric.
    """
    a, b = one.split(), other.split()
    if len(a) == len(b) == 1:
        return a[0] != b[0] and a[0][0] == b[0][0] and (is_first_name(a[0], b[0]) or _is_near(a[0], b[0]))
    if len(a) != len(b) or a == b:
        return False
    return any(_is_one_slip(a, order) for order in permutations(b))


def _is_one_slip(a: Sequence[str], b: Sequence[str]) -> bool:
    other = [(x, y) for x, y in zip(a, b, strict=True) if x != y and not is_first_name(x, y)]
    return len(other) < 1 or (len(other) == 1 and len(a) > 1 and _is_near(*other[0]))


def _is_near(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    if min(len(x), len(y)) < _MIN_SLIP:
        return len(x) == len(y) > 3 and _VOWELS.sub("", x) == _VOWELS.sub("", y) and OSA.distance(x, y) == 1
    most = 2 if max(len(x), len(y)) >= _LONG else 1
    return OSA.distance(x, y, score_cutoff=most) <= most or is_spelling(a, b)
