"""Words as they are compared between articles, and how much each of them tells."""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from importlib import resources

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
BUCKETS = 1 << 17
STEPS = 32  # a byte of the table is this many times the weight
COMMON_BUCKETS = 1 << 20


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without the endings that English puts to it. Not always a word; the same for its forms."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    if word.endswith("ing") and len(word) > 6:
        return word[:-3]
    if word.endswith("ed") and len(word) > 5:
        return word[:-2]
    return word


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """Inverse document frequency of a stem, 0 for words of every fifth article: log((n + 1) / (articles + 1)).

    From a table of hashed words, made by `python -m training.word_weights`: the weight of a word does not depend on
    what else is in a record, and the table names nobody. A rare word may share its place with a more common one.
    """
    return _weights()[bucket(word)] / STEPS


def bucket(word: str) -> int:
    """The same in every process and on every machine, unlike hash()."""
    return zlib.crc32(word.encode()) % BUCKETS


@lru_cache(maxsize=1 << 16)
def is_common(word: str) -> bool:
    """Whether news writes the word mostly small: a capital letter does not make a name of it. One rare word in thirty
    is taken for a common one, since it shares its place in the table.
    """
    place = common_bucket(word.casefold())
    return bool(_common()[place // 8] >> place % 8 & 1)


def common_bucket(word: str) -> int:
    return zlib.crc32(word.encode()) % COMMON_BUCKETS


@cache
def lexicon(name: str) -> frozenset[str]:
    """The words of a file of the folder of lists."""
    text = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _weights() -> bytes:
    return resources.files(__package__).joinpath("word_weights.bin").read_bytes()


@cache
def _common() -> bytes:
    return resources.files(__package__).joinpath("common_words.bin").read_bytes()
