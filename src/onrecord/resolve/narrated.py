"""What an article tells in its own voice, piece by piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.records import Span
from onrecord.resolve import cues, terms
from onrecord.resolve.dissection import Dissection, find_pieces
from onrecord.resolve.proposition import Proposition, keep, make
from onrecord.text.layout import find_body_layout


def find_narrated(reading: Dissection) -> Iterator[Proposition]:
    taken = sorted(span for s in reading.extraction.statements for spans in (s.cue, s.content) for span in spans)
    starts = [span.start for span in taken]
    told = [s.cue[0].start for s in reading.extraction.statements if s.cue and cues.CONFIRM.search(reading.cue(s))]
    number = 0
    for paragraph in find_body_layout(reading.extraction.article).paragraphs:
        for sentence in terms.find_sentences(reading.plain, paragraph):
            near = taken[max(bisect_left(starts, sentence.start) - 40, 0) : bisect_left(starts, sentence.end)]
            inside = [span for span in near if span.end > sentence.start]
            for part in _uncovered(sentence, inside):
                number += 1
                words = reading.plain[part.start : part.end]
                if cues.UNCONFIRMED.search(words):
                    if any(sentence.start <= at < sentence.end for at in told):
                        continue  # a statement says who did not confirm it
                    yield make(reading, f"n{number}", None, (part,), reading.outlet, "neither", ())
                elif not inside and not cues.ASKS.match(words):
                    for at, (spans, subject) in enumerate(find_pieces(reading, (part,)), 1):
                        name = f"n{number}" if at == 1 else f"n{number}.{at}"
                        yield from keep(make(reading, name, None, spans, reading.outlet, "asserts", (), subject))


def _uncovered(sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in taken:
        if span.start - start > 8:
            yield Span(start, span.start)
        start = max(start, span.end)
    if sentence.end - start > 8:
        yield Span(start, sentence.end)
