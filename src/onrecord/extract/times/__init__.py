"""Time expressions of a text, with TIMEX3 types and values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onrecord.extract.times.anchors import Anchors
from onrecord.extract.times.grammar import PATTERN
from onrecord.extract.times.values import read
from onrecord.extract.times.words import Phrase, tag
from onrecord.records import Article, Span, Timex
from onrecord.text.layout import Layout
from onrecord.text.outlet_day import find_outlet_day

_TOLD = frozenset(("ago", "after", "period_ago", "same_period", "part_of_year"))


def find_timexes(layout: Layout, published: str | None) -> tuple[Timex, ...]:
    """In order, none inside another. `published` is ISO, a date or a date-time; without it "last week" stays
    unresolved, with the value "" or one with X in the places that are open.
    """
    at = Anchors(_to_date(published))
    return tuple(timex for paragraph in layout.paragraphs for timex in _iter_timexes(layout.plain, paragraph, at))


def day_of(article: Article) -> str | None:
    """What "yesterday" is told from: the day of publication, or the one day that the text was inferred to be of."""
    day = find_outlet_day(article)
    return day.isoformat() if day else None


def _iter_timexes(plain: str, paragraph: Span, at: Anchors) -> Iterator[Timex]:
    tagged = tag(plain, paragraph)
    place = 0
    while match := PATTERN.search(tagged.tags, place):
        phrase = Phrase(tagged, match.start(), match.end())
        found = read(match.lastgroup or "", phrase, at)
        if found is None:
            place = match.start() + 1
            continue
        place = match.end()
        kind, value = found
        if kind in {"DATE", "TIME"}:
            at.note(value, told=match.lastgroup in _TOLD)
        elif kind == "DURATION":
            at.note_months(value)
        last = match.end() - 1
        span = Span(tagged.starts[match.start()], tagged.starts[last] + len(tagged.words[last]))
        yield Timex(span, kind, value)


def _to_date(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
