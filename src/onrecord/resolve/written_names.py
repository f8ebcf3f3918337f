"""Names as they are written in a sentence, and whether two of them are one name in two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from onrecord.ids import name_key
from onrecord.records import Span
from onrecord.resolve.alignment import SMALL_WORDS
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.words import is_common

_NOT_NAMES = frozenset(
    "i mr mrs ms dr sir lord monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june"
    " july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"
    " photo ap afp reuters"
    " getty image images caption".split()
)

# What names of places and bodies end with: one translator has a Council where the other has an Assembly.
_KINDS = frozenset(
    "krai kray oblast okrug raion rayon voivodeship territory region province county district area state republic"
    " prefecture governorate municipality ulitsa prospekt ploshchad street avenue square saint saints st sts"
    " council assembly federation ministry department committee commission agency directorate bureau administration"
    " service union party office board forces army navy wharf wharfs wharves shipyard shipyards yard yards".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    words: tuple[str, ...]  # as compared
    first: int  # its tokens in the sentence, from `first` up to `end`
    end: int


def find_names(sentence: Sentence) -> tuple[Name, ...]:
    return tuple(_iter_names(sentence))


def _iter_names(sentence: Sentence) -> Iterator[Name]:
    tokens = sentence.tokens
    place = 0
    while place < len(tokens):
        if not _is_name_word(tokens, place, sentence):
            place += 1
            continue
        end = place + 1
        while end < len(tokens) and (
            _is_name_word(tokens, end, sentence)
            or (tokens[end].text == "-" and end + 1 < len(tokens) and _is_name_word(tokens, end + 1, sentence))
        ):
            end += 1
        words = tuple(name_key(token.text.removesuffix("'s")) for token in tokens[place:end] if token.is_word)
        yield Name(Span(tokens[place].span.start, tokens[end - 1].span.end), words, place, end)
        place = end


def is_generic(word: str) -> bool:
    """Part of a name that names nobody alone."""
    return is_common(word) or is_kind(word)


def is_kind(word: str) -> bool:
    """What kind of place or body it is, which two writers may call otherwise."""
    return word in _KINDS


@lru_cache(maxsize=1 << 16)
def may_be_name(word: str) -> bool:
    """Written great, and neither a title of address nor a day or month."""
    word = word.removesuffix("'s")
    return word[0].isupper() and word.casefold() not in _NOT_NAMES and len(word) > 1 and "'" not in word[2:]


def _is_name_word(tokens: Sequence[Token], place: int, sentence: Sentence) -> bool:
    word = tokens[place].text.removesuffix("'s")
    if not may_be_name(word):
        return False
    if not is_common(word):
        return True
    opens = not any(token.is_word for token in tokens[:place]) or tokens[place - 1].text in ('"', "'", ":")
    return not opens and not _is_title_case(sentence)


def _is_title_case(sentence: Sentence) -> bool:
    """Where nearly all words are written great, a capital tells nothing. A sentence may have many names in it."""
    words = [token.text for token in sentence.tokens if token.text[0].isalpha() and len(token.text) > 3]
    small = [word for word in words if not word[0].isupper()]
    return 2 * len(small) < len(words) and sum(word not in SMALL_WORDS for word in small) < _SMALL_IN_TITLES


_SMALL_IN_TITLES = 2


@lru_cache(maxsize=1 << 16)
def is_alike(a: str, b: str) -> bool:
    """Two spellings of one name: most letters in common, or the beginning (Osmeria, Osmerian)."""
    a, b = _plain_sounds(a), _plain_sounds(b)
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < 3:
        return False
    if len(shorter) >= 4 and longer.startswith(shorter[: max(4, len(shorter) - 2)]):
        return True
    return _distance(a, b) <= max(1, len(longer) * 0.34)


@cache
def _plain_sounds(word: str) -> str:
    """A name without what transliterations do differently: Sofya and Sophia, Rindahl and Rindal, Emrik and Emric."""
    for letters, plain in _SOUNDS:
        word = word.replace(letters, plain)
    return re.sub(r"(.)\1", r"\1", word)


_SOUNDS = tuple(
    pair.split(">")
    for pair in "ph>f ck>k kh>h zh>j ya>ia yu>iu yo>io ye>e oe>o ae>a x>ks q>k c>k w>v y>i j>i ah>a".split()
)


def _distance(a: str, b: str) -> int:
    """Levenshtein."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def is_short(short: Sequence[str], full: Sequence[str]) -> bool:
    """The first letters of a longer name: US, ILO."""
    letters = "".join(short)
    return len(short) == 1 and len(full) > 1 and 2 <= len(letters) <= 5 and letters[0] == full[0][0]


def is_one_nation(a: str, b: str) -> bool:
    """Words for a country and its people that are not alike in letters: Finland, Finnish."""
    return bool(_nations().get(a, frozenset()) & _nations().get(b, frozenset()))


@cache
def _nations() -> dict[str, frozenset[int]]:
    lines = resources.files(__package__).joinpath("lexicon/demonyms.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split() if not line.startswith("#") else ():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def is_same_person(name: str, other: str) -> bool:
    """By the last name, in whatever spelling, and by the first where both have one."""
    ours, theirs = name_key(name).split(), name_key(other).split()
    if not ours or not theirs or not is_alike(ours[-1], theirs[-1]):
        return False
    return len(ours) == 1 or len(theirs) == 1 or is_alike(ours[0], theirs[0])


def _without_endings(name: Sequence[str]) -> tuple[str, ...]:
    """Plural and possessive are no other spelling: Port Heskers, Port Hesker's."""
    return tuple(re.sub(r"['’]?s?['’]?$", "", word) for word in name)


def is_respelled(name: Sequence[str], other: Sequence[str]) -> bool:
    """One full name in two spellings: every word sounds alike or differs in one letter, and one is not the same."""
    if len(name) != len(other) or len(name) < 2 or _without_endings(name) == _without_endings(other):
        return False
    return all(
        one == another
        or _plain_sounds(one) == _plain_sounds(another)
        or (one[0] == another[0] and min(len(one), len(another)) >= 4 and _distance(one, another) == 1)
        for one, another in zip(name, other, strict=True)
    )
