"""Copies: articles and paragraphs that repeat another text word by word, as wire copy does.

Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every window of 16 runs of five words the
smallest hash is kept. Any 20 words in a row that two texts share give them a fingerprint in common, wherever they
stand; MinHash would tell how alike two whole texts are, and miss the paragraph that one took from the other. An index
from fingerprint to article finds the pairs; what they share is then compared word by word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Article, Span
from onrecord.text.layout import find_body_layout

RUN = 5  # words that are hashed together
WINDOW = 16  # runs of which one is kept
MIN_SHARE = 0.5  # of the words of an article: from here on it is a copy; two reports of one speech share less
MIN_PARAGRAPH_SHARE = 0.8
MIN_PARAGRAPH_WORDS = 12  # shorter ones ("The ministry declined to comment.") are written by two people alike
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reused:
    """A paragraph of the copy, and the words of the original from its first to its last shared word."""

    copy: Span
    original: Span
    share: float  # of the words of the paragraph


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a later article has from an earlier one."""

    share: float  # of the words of the later article
    paragraphs: tuple[Reused, ...]

    @property
    def is_copy(self) -> bool:
        return self.share >= MIN_SHARE


@dataclass(frozen=True, slots=True)
class Shingled:
    """An article as runs of words."""

    words: tuple[Span, ...]
    runs: tuple[int, ...]  # hash of the run that begins at each word
    paragraphs: tuple[Span, ...]


def shingle(article: Article) -> Shingled:
    layout = find_body_layout(article)
    words = [Span(*match.span()) for match in _WORD.finditer(layout.plain)]
    keys = [layout.plain[start:end].casefold().encode("utf-8", "replace") for start, end in words]
    runs = [zlib.crc32(b" ".join(keys[i : i + RUN])) for i in range(len(keys) - RUN + 1)]
    return Shingled(tuple(words), tuple(runs), layout.paragraphs)


def fingerprints(article: Shingled) -> frozenset[int]:
    """32 bits each, the same on every machine. A text of fewer than 20 words gives its smallest one."""
    runs = article.runs
    return frozenset(min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1)) if runs)


def compare(later: Shingled, earlier: Shingled) -> Overlap:
    places: dict[int, int] = {}
    for place, run in enumerate(earlier.runs):
        places.setdefault(run, place)
    found: dict[int, int] = {}  # word of the later article -> word of the earlier
    for place, run in enumerate(later.runs):
        if run in places:
            for step in range(RUN):
                found[place + step] = places[run] + step
    share = len(found) / len(later.words) if later.words else 0.0
    return Overlap(share, tuple(_iter_reused(later, earlier, found)))


def _iter_reused(later: Shingled, earlier: Shingled, found: dict[int, int]) -> Iterator[Reused]:
    for paragraph, inside in _words_by_paragraph(later):
        shared = [found[word] for word in inside if word in found]
        share = len(shared) / len(inside) if inside else 0.0
        if len(inside) >= MIN_PARAGRAPH_WORDS and share >= MIN_PARAGRAPH_SHARE:
            start, end = earlier.words[min(shared)].start, earlier.words[max(shared)].end
            yield Reused(paragraph, Span(start, end), share)


def _words_by_paragraph(article: Shingled) -> Iterator[tuple[Span, Sequence[int]]]:
    word = 0
    for paragraph in article.paragraphs:
        first = word
        while word < len(article.words) and article.words[word].start < paragraph.end:
            word += 1
        yield paragraph, range(first, word)
