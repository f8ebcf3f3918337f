"""An article's text in pieces that a browser can mark and count: each knows the offset of its first character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Spans
from onrecord.views.marks import Segment, make_visible
from onrecord.views.templating import name_roles
from onrecord.web.shapes import Miss

# Characters that a page would swallow or change: each becomes a piece of its own, so that offsets hold.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that share everything. `shown` differs from the text where a character is odd."""

    start: int
    shown: str
    odd: bool
    roles: str  # classes: content source cue inner
    statements: str  # ids, with spaces between
    opens: tuple[str, ...]  # statements that begin here
    aside: bool
    front: bool  # what stands before the report
    miss: int | None  # place in the list of misses
    opens_miss: bool
    pointed: bool  # the address leads to it
    opens_pointed: bool


def cut_pieces(
    segments: Sequence[Segment], misses: Sequence[Miss], start: int, end: int, body: int = 0, pointed: Spans = ()
) -> tuple[Piece, ...]:
    """The pieces between two offsets, every character once. `body` is where the report begins, `pointed`
    what an address leads to.
    """
    pieces: list[Piece] = []
    begun: set[int] = set()
    found = False
    for segment in segments:
        first, last = max(segment.start, start), min(segment.start + len(segment.text), end)
        if first >= last:
            continue
        for a, b in pairwise(_find_stops([*((m.start, m.end) for m in misses), *pointed], first, last)):
            meant = any(a < last_pointed and b > first_pointed for first_pointed, last_pointed in pointed)
            miss = None if segment.marks else _find_miss(misses, a)
            for place, shown, odd in _split_odd(segment.text[a - segment.start : b - segment.start]):
                pieces.append(
                    Piece(
                        start=a + place,
                        shown=shown,
                        odd=odd,
                        roles=name_roles(segment),
                        statements=" ".join(sorted({mark.statement for mark in segment.marks})),
                        opens=segment.opens if a + place == segment.start else (),
                        aside=segment.aside and bool(segment.text.strip()),
                        front=segment.aside and a < body,
                        miss=miss,
                        opens_miss=miss is not None and miss not in begun,
                        pointed=meant,
                        opens_pointed=meant and not found,
                    )
                )
                found = found or meant
                if miss is not None:
                    begun.add(miss)
    return tuple(pieces)


def _find_stops(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[int]:
    inside = {at for span in spans for at in span if start < at < end}
    return sorted({start, end, *inside})


def _find_miss(misses: Sequence[Miss], at: int) -> int | None:
    return next((place for place, miss in enumerate(misses) if miss.start <= at < miss.end), None)


def _split_odd(words: str) -> Iterator[tuple[int, str, bool]]:
    """Where each piece begins, how it is shown, and whether it is one odd character."""
    last = 0
    for match in _ODD.finditer(words):
        if match.start() > last:
            yield last, words[last : match.start()], False
        yield match.start(), _show(match.group(), words[match.end() : match.end() + 1]), True
        last = match.end()
    if last < len(words):
        yield last, words[last:], False


def _show(character: str, following: str) -> str:
    """A carriage return is a line break, unless one follows."""
    if character == "\r":
        return "" if following == "\n" else "\n"
    return make_visible(character)
