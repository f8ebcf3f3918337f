"""A text as the windows of word pieces that the encoder reads, with the layout that word pieces lose.

A window owns whole paragraphs where they fit. Where a paragraph is cut, it sees a little of what it does not own.
Every word is owned by exactly one window.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.text.layout import Layout

MAX_PIECES = 256  # of a window, the two special pieces not counted
# Seen past a cut inside a paragraph; 32 is slower and no better on PolNeAR dev. Seen past the end of a paragraph too,
# they cost a sixth of all time and took .004 of attribution F on PolNeAR dev.
CONTEXT_PIECES = 16
FEATURES = 3  # letter case, paragraph start, inside a quotation
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words and punctuation marks of a text, and their word pieces."""

    ids: Ints  # [pieces] vocabulary numbers
    first: Ints  # [words + 1] number of each word's first piece; the last is the number of pieces
    start: Ints  # [words] characters, half open
    end: Ints  # [words]
    features: Ints  # [words, FEATURES]
    paragraph: Ints  # [words] number of the paragraph
    is_word: NDArray[np.bool_]  # [words] false for punctuation

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) of a text; those in [own_start, own_end) are this window's to answer for."""

    start: int
    own_start: int
    own_end: int
    end: int


def split_words(layout: Layout, tokenizer: Tokenizer) -> Words:
    plain = layout.plain
    encoding = tokenizer.encode(plain, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    word_of = np.array(encoding.word_ids, dtype=np.int64)
    first = np.flatnonzero(np.diff(word_of, prepend=-1))
    start = offsets[first, 0]
    last = np.append(first[1:], len(ids)) - 1 if len(first) else first
    end = offsets[last, 1]
    if not plain.isascii():
        end = np.array([_with_accents(plain, b) for b in end.tolist()], dtype=np.int64)
    words = [plain[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    paragraph = np.searchsorted(np.array([p.start for p in layout.paragraphs], dtype=np.int64), start, side="right") - 1
    features = np.zeros((len(first), FEATURES), dtype=np.int64)
    cases = {word: _case(word) for word in set(words)}
    features[:, 0] = [cases[word] for word in words]
    features[:, 1] = np.diff(paragraph, prepend=-1) > 0
    for quotation in layout.quotations:
        a, b = np.searchsorted(start, [quotation.start, quotation.end])
        features[a:b, 2] = 1
    is_word = np.array([word[0].isalnum() or word[0] == "_" for word in words], dtype=bool)
    return Words(ids, np.append(first, len(ids)), start, end, features, paragraph, is_word)


def _with_accents(plain: str, end: int) -> int:
    """The end of a word whose last letter has an accent of its own (the tokenizer leaves it out)."""
    while end < len(plain) and unicodedata.combining(plain[end]):
        end += 1
    return end


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[:1].isupper() else 3 if word[:1].isdigit() else 0


def find_windows(words: Words, budget: Callable[[], int] = lambda: MAX_PIECES - 2 * CONTEXT_PIECES) -> list[Window]:
    """Windows in order. `budget` gives the pieces that the next one may own (training varies it)."""
    first, n = words.first, len(words)
    breaks = np.flatnonzero(words.features[:, 1])
    windows = []
    own_start = 0
    while own_start < n:
        most = int(np.searchsorted(first, first[own_start] + budget(), side="right")) - 1
        own_end = min(max(most, own_start + 1), n)
        if own_end < n:
            whole = breaks[np.searchsorted(breaks, own_end, side="right") - 1]
            if first[whole] - first[own_start] > (first[own_end] - first[own_start]) // 2:
                own_end = int(whole)
        before, after = own_start, own_end
        if not words.features[own_start, 1]:
            before = int(np.searchsorted(first, first[own_start] - CONTEXT_PIECES))
        if own_end < n and not words.features[own_end, 1]:
            after = max(int(np.searchsorted(first, first[own_end] + CONTEXT_PIECES, side="right")) - 1, own_end)
        windows.append(Window(before, own_start, own_end, after))
        own_start = own_end
    return windows


@dataclass(frozen=True, slots=True)
class Batch:
    """What the encoder takes: arrays [windows, pieces] and the first piece of each word [windows, words]."""

    ids: Ints
    features: Ints  # [windows, pieces, FEATURES]
    mask: Ints
    first: Ints


def stack(windows: Sequence[tuple[Words, Window]], first_special: int, last_special: int) -> Batch:
    """Pad windows of any texts to one batch."""
    pieces = [int(words.first[w.end] - words.first[w.start]) for words, w in windows]
    shape = (len(windows), max(pieces) + 2)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    features = np.zeros((*shape, FEATURES), np.int64)
    first = np.zeros((len(windows), max(w.end - w.start for _, w in windows)), np.int64)
    for i, (words, w) in enumerate(windows):
        a, b = words.first[w.start], words.first[w.end]
        ids[i, 0], ids[i, 1 : pieces[i] + 1], ids[i, pieces[i] + 1] = first_special, words.ids[a:b], last_special
        counts = np.diff(words.first[w.start : w.end + 1])
        features[i, 1 : pieces[i] + 1] = np.repeat(words.features[w.start : w.end], counts, axis=0)
        mask[i, : pieces[i] + 2] = 1
        first[i, : w.end - w.start] = words.first[w.start : w.end] - a + 1
    return Batch(ids, features, mask, first)
