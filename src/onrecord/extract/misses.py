"""Likely misses: sentences that look like reported speech and gave no statement, so that a person can audit recall.

Quotation marks and a list of verbs say where to look. They make no statement: those come from the model alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from onrecord.extract.names import Word, find_words
from onrecord.records import Attribution, Span, Spans
from onrecord.text.layout import Layout

Reason = Literal["quotation", "cue"]

MIN_QUOTED_WORDS = 4  # shorter ones are mostly titles, names, and words that the writer keeps at arm's length
_ENDS_SENTENCE = re.compile(r"[.!?]")


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that may hold a statement which was not found."""

    span: Span
    reason: Reason  # "quotation" where the sentence has both
    words: Spans  # the quotations with their marks, or the cues


def find_misses(layout: Layout, statements: Sequence[Attribution]) -> tuple[Miss, ...]:
    """In the order of the text, at most one a sentence.

    Missed is a quotation of four words or more, or a reporting cue, none of whose words lies in a statement. So a
    sentence that gave one statement may still miss another.
    """
    words = find_words(layout)
    held = _mark(layout, (span for s in statements for span in (*s.source, *s.cue, *s.content)))
    quotations = [q for q in layout.quotations if _is_missed(q, words, held)]
    cues = [cue for cue in _iter_cues(words) if not any(held[slice(*cue)])]
    found = []
    for sentence in _iter_sentences(layout, words):
        if inside := _inside(quotations, sentence):
            found.append(Miss(sentence, "quotation", inside))
        elif inside := _inside(cues, sentence):
            found.append(Miss(sentence, "cue", inside))
    return tuple(found)


def _mark(layout: Layout, spans: Iterable[Span]) -> bytearray:
    """For each character whether it lies in one of the spans."""
    marked = bytearray(len(layout.plain))
    for start, end in spans:
        marked[start:end] = b"\1" * (end - start)
    return marked


def _is_missed(quotation: Span, words: Sequence[Word], held: bytearray) -> bool:
    quoted = _words_in(words, quotation)
    return len(quoted) >= MIN_QUOTED_WORDS and not any(any(held[slice(*word.span)]) for word in quoted)


def _iter_cues(words: Sequence[Word]) -> Iterator[Span]:
    at = 0
    while at < len(words):
        size = next((len(cue) for cue in _cues().get(words[at].key, ()) if _stands(cue, words, at)), 0)
        if size:
            yield Span(words[at].span.start, words[at + size - 1].span.end)
        at += size or 1


def _stands(cue: tuple[str, ...], words: Sequence[Word], at: int) -> bool:
    return tuple(word.key for word in words[at : at + len(cue)]) == cue


@cache
def _cues() -> dict[str, list[tuple[str, ...]]]:
    """The cues by their first word, the longer ones first."""
    text = resources.files(__package__).joinpath("lexicon", "reporting.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    cues = sorted((tuple(entry.split("_")) for line in lines for entry in line.split()), key=len, reverse=True)
    return {first: [cue for cue in cues if cue[0] == first] for first in {cue[0] for cue in cues}}


def _iter_sentences(layout: Layout, words: Sequence[Word]) -> Iterator[Span]:
    """All of the text, paragraph by paragraph. None ends inside a quotation, so that each lies whole in one."""
    for paragraph in layout.paragraphs:
        start = paragraph.start
        for before, word in pairwise(_words_in(words, paragraph)):
            first = _find_break(layout, before, word)
            if first is not None:
                yield Span(start, start + len(layout.plain[start:first].rstrip()))
                start = first
        yield Span(start, paragraph.end)


def _find_break(layout: Layout, before: Word, word: Word) -> int | None:
    """Where the sentence of a word begins, if the one of the word before it has ended."""
    gap = layout.plain[before.span.end : word.span.start]
    if not word.opens or word.text[0].islower() or not _ENDS_SENTENCE.search(gap):
        return None
    near = bisect_left(layout.quotations, word.span.start, key=_start) - 1
    if near >= 0 and layout.quotations[near].end > word.span.start:
        opened = layout.quotations[near].start
        return opened if opened >= before.span.end else None
    return before.span.end + len(gap.rstrip("'(["))


def _words_in(words: Sequence[Word], span: Span) -> Sequence[Word]:
    first = bisect_left(words, span.start, key=_word_start)
    return words[first : bisect_left(words, span.end, lo=first, key=_word_start)]


def _inside(spans: Sequence[Span], sentence: Span) -> Spans:
    """Of spans in order, those that begin in a sentence."""
    first = bisect_left(spans, sentence.start, key=_start)
    return tuple(spans[first : bisect_left(spans, sentence.end, lo=first, key=_start)])


def _start(span: Span) -> int:
    return span.start


def _word_start(word: Word) -> int:
    return word.span.start
