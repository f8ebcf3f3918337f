"""What an article tells in its own voice, piece by piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.records import Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.dissection import MAX_NOUN, Dissection, find_pieces
from onrecord.resolve.proposition import Proposition, keep, make
from onrecord.text.layout import find_body_layout


def find_narrated(reading: Dissection) -> Iterator[Proposition]:
    statements = reading.extraction.statements
    taken = sorted(span for s in statements for spans in (s.cue, s.content) for span in spans)
    starts = [span.start for span in taken]
    told = [s.cue[0].start for s in statements if s.cue and cues.CONFIRM.search(reading.cue(s))]
    sources = {span for s in statements for span in s.source}
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
                elif not cues.ASKS.match(words):
                    own = any(part.start <= source.start < part.end for source in sources)
                    pieces = [] if inside and own else _pieces(reading, part, beside=bool(inside))
                    for at, (spans, subject) in enumerate(pieces, 1):
                        name = f"n{number}" if at == 1 else f"n{number}.{at}"
                        yield from keep(make(reading, name, None, spans, reading.outlet, "asserts", (), subject))


def _pieces(reading: Dissection, part: Span, *, beside: bool) -> Iterator[tuple[Spans, Span | None]]:
    """A sentence in its clauses, and a list in its items; `beside` a statement, a clause of the outlet's own."""
    items = cues.LIST.match(reading.plain, part.start, part.end)
    if not beside and items:
        start = items.end()
        for match in [*cues.ITEM.finditer(reading.plain, items.end(), part.end), None]:
            end = match.start() if match else part.end
            yield (Span(start, end),), None
            start = match.end() if match else end
    elif not beside:
        yield from find_pieces(reading, (part,))
    elif tail := cues.TAIL.match(reading.plain, part.start, part.end):
        before = reading.plain[max(part.start - 100, 0) : part.start].rstrip()
        end = max(part.start - 100, 0) + len(before)
        noun = Span(end - len(" ".join(before.split(" ")[-MAX_NOUN:])), end)
        yield (noun, Span(tail.end(), part.end)), None  # "the authority of Osk ... which is the council"
    elif main := cues.MAIN.match(reading.plain, part.start, part.end):
        yield (Span(*main.span(1)),), None  # "The status is a demand, as X is seen as a threat"


def _uncovered(sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in taken:
        if span.start - start > 8:
            yield Span(start, span.start)
        start = max(start, span.end)
    if sentence.end - start > 8:
        yield Span(start, sentence.end)
