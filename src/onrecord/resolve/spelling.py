"""When two words are spellings of one name: transliteration, doubled letters, vowels, short forms of first names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from anyascii import anyascii
from rapidfuzz.distance import OSA, Levenshtein

_KEPT = 1 << 18  # words that are remembered, so that memory does not grow with the record
_VOWELS = frozenset("aeiou")
_MIN_CONSONANTS = 4  # below it, equal consonants are no evidence: Marin, Moran, Moreno
_SHORT = 3  # folded letters: of so few, a rule of transliteration makes one of Abe and Abbie
_MIN_LIKENESS = 0.7  # of two folded words with the same consonants
_MIN_SLIP = 7  # letters, of first names that may differ by a slip: Marina and Mariana are two
# Endings that say one thing by different rules; a rule of a language is tried on whole words, before the sounds.
_ENDINGS = (
    (re.compile(r"(?<=[kn])[iy]ch$"), "ih"),  # -kikh and -nykh, by the German and the Lithuanian rule
    (re.compile(r"(?<=[oe]v)[iy](?:c|tch|tsch)$"), "ich"),  # -ovic, -evitch
    (re.compile(r"(?<=tt)e$"), ""),  # Ivett and Ivette
    (re.compile(r"dr$"), "der"),  # Leandr and Leander
)
_Z = re.compile(r"(?<=[lnru])z$")  # Runz and Runtz
# Ways in which one sound is written, most letters first. The result is compared, never shown.
_SOUNDS = (
    ("shch", "5"),
    ("tsch", "4"),
    ("tch", "4"),
    ("sch", "5"),
    ("dzh", "j"),
    ("ch", "4"),
    ("sh", "5"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("tz", "ts"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("w", "f"),
    ("v", "f"),
    ("j", "i"),
    ("y", "i"),
    ("au", "o"),
    ("ie", "e"),
)


@lru_cache(_KEPT)
def plain(word: str) -> str:
    """Small Latin letters and digits: accents, other scripts and punctuation are written out or left out."""
    return re.sub(r"[^a-z0-9]", "", anyascii(word).casefold())


@lru_cache(_KEPT)
def fold(word: str) -> str:
    """The same for spellings that differ by a rule of transliteration: Tolvaj and Tolvay, Emrik and Emric."""
    letters = plain(word)
    for ending, usual in _ENDINGS if len(letters) > _SHORT + 2 else ():
        letters = ending.sub(usual, letters)
    letters = _Z.sub("tz", letters)
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    letters = re.sub(r"(?<=[^aeiou])io", "e", letters)  # Artjom and Artem, but Joren
    letters = re.sub(r"([^\deo])\1+", r"\1", letters)
    if len(letters) > 4 and letters.endswith(("ei", "ii")):
        return letters[:-2] + "i"
    return letters[:-1] if len(letters) > 3 and letters.endswith("h") else letters


@lru_cache(_KEPT)
def consonants(word: str) -> str:
    """What most spellings of a name share. Of a word that is nearly all vowels, the word itself, folded."""
    folded = fold(word)
    left = re.sub("[aeiouh]", "", folded)
    left = re.sub(r"(\D)\1+", r"\1", left)
    return left if len(left) > 1 else folded


@lru_cache(_KEPT)
def is_spelling(a: str, b: str) -> bool:
    """Whether two words can be one surname. Symmetric. A final vowel tells Vasnov from Vasnova: two people."""
    ours, theirs = fold(a), fold(b)
    if ours == theirs:
        return len(ours) > _SHORT or plain(a) == plain(b)
    if ours[:-1] == theirs[:-1] and len(ours) > _SHORT and {ours[-1], theirs[-1]} == {"e", "i"}:
        return True  # Tobe and Toby
    if consonants(a) != consonants(b) or len(consonants(a)) < _MIN_CONSONANTS:
        return False
    if bool(_Z.search(plain(a))) != bool(_Z.search(plain(b))):
        return False  # Shruntz and Schronz differ in two things
    if (ours[-1] in _VOWELS) != (theirs[-1] in _VOWELS) or not _same_beginning(ours, theirs):
        return False
    return Levenshtein.normalized_similarity(ours, theirs) >= _MIN_LIKENESS


def differs_by_a_vowel(a: str, b: str) -> bool:
    """Whether one surname has a vowel more: Vasnov and Vasnova, Nälts and Nyalts."""
    short, long = sorted((fold(a), fold(b)), key=len)
    if len(short) < 3 or len(long) != len(short) + 1 or consonants(a) != consonants(b):
        return False
    return any(long[i] in _VOWELS and long[:i] + long[i + 1 :] == short for i in range(len(long)))


@lru_cache(_KEPT)
def is_first_name(a: str, b: str) -> bool:
    """Whether two words can be one first name: as surnames, or short forms of one name (Tony, Antony)."""
    return is_spelling(a, b) or bool(formal_names(a) & formal_names(b)) or _is_slip(a, b)


def _is_slip(a: str, b: str) -> bool:
    """Whether two long first names differ by a vowel inside them or by two letters that changed places."""
    return any(_differs_by_a_slip(x, y) for x in formal_names(a) for y in formal_names(b))


def _differs_by_a_slip(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _MIN_SLIP or a[0] != b[0] or a[-2:] != b[-2:] or OSA.distance(a, b, score_cutoff=1) > 1:
        return False
    return sorted(re.sub("[aeiou]", "", a)) == sorted(re.sub("[aeiou]", "", b))


@lru_cache(_KEPT)
def formal_names(word: str) -> frozenset[str]:
    """The names that a first name may be short for, itself included, folded."""
    return frozenset({fold(word), *_short_forms().get(plain(word), ())})


def first_name_marks(word: str) -> frozenset[str]:
    """First names that can be one have a mark in common."""
    names = [word, *formal_names(word)]
    slips = ("".join(sorted(consonants(name))) for name in names if len(fold(name)) >= _MIN_SLIP)
    return frozenset((*(consonants(name) for name in names), *slips))


def _same_beginning(a: str, b: str) -> bool:
    """The same first letter; vowels stand for each other (Olena, Alena), as in Ye and E."""
    return a[0] == b[0] or (a[0] in _VOWELS and b[0] in _VOWELS)


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("lexicon", "first_names.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            formal, *short = line.split()
            for word in short:
                found.setdefault(word, set()).add(fold(formal))
    return {word: frozenset(names) for word, names in found.items()}
