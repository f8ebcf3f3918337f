"""When an article without a publication date may have been published, from the full dates in its text.

The rule. A first paragraph that is nothing but a date ("Friday, 6 March 2026") is the day itself. Otherwise the
article was published on or after the latest full date it mentions, and within WINDOW_DAYS of it, as news seldom
is older; a month with its year counts from its first day to its last. Dates after `today`, and dates in sentences
that look ahead ("will", "until", "scheduled"), say nothing and are left out. No such date: no window.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from onrecord.records import Dateline, Span
from onrecord.text.dates import DAY, MONTH, YEAR, make_iso

WINDOW_DAYS = 31
FIRST_PARAGRAPHS = 4
_MAX_ALONE = 60
_LEFT, _RIGHT = r"(?<![\w/.-])", r"(?![\w/-])"
_DATES = re.compile(
    rf"{_LEFT}(?:(?P<d1>{DAY})\s+(?:of\s+)?(?P<m1>{MONTH})(?:,\s*|\s+)(?P<y1>{YEAR})"
    rf"|(?P<m2>{MONTH})\s+(?P<d2>{DAY})(?:,\s*|\s+)(?P<y2>{YEAR})"
    rf"|(?P<y3>{YEAR})-(?P<m3>0\d|1[0-2])-(?P<d3>[0-3]\d)"
    rf"|(?P<m4>{MONTH})(?:,\s*|\s+(?:of\s+)?)(?P<y4>{YEAR})){_RIGHT}"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|until|till|by|before|scheduled|planned|plans?|expected|expects?|due|upcoming|next|starting"
    r"|effective|expires?|deadline)\b|'ll\b",
    re.IGNORECASE,
)
_WITH_DATE = re.compile(
    r"(?:published|updated|posted|date|on|mon|tue|wed|thu|fri|sat|sun)[a-z]*|[\d:]+|[ap]\.?m\b|\W+", re.IGNORECASE
)


class _Found(NamedTuple):
    earliest: date
    latest: date
    is_day: bool
    span: Span


def infer_dateline(text: str, paragraphs: Sequence[Span], today: date | None = None) -> Dateline | None:
    """A window and the words it was read from. `today` is the clock's unless given."""
    limit = today or datetime.now(tz=UTC).date()
    for paragraph in paragraphs[:FIRST_PARAGRAPHS]:
        for found in _iter_dates(text, paragraph):
            if found.is_day and found.earliest <= limit and _is_alone(text, paragraph, found.span):
                return Dateline(found.earliest.isoformat(), found.earliest.isoformat(), (found.span,))
    known = [
        found
        for paragraph in paragraphs
        for found in _iter_dates(text, paragraph)
        if found.earliest <= limit and not _AHEAD.search(_sentence(text, paragraph, found.span))
    ]
    if not known:
        return None
    last = max(known, key=lambda found: (found.earliest, found.is_day))
    latest = min(last.latest, date.max - timedelta(WINDOW_DAYS)) + timedelta(WINDOW_DAYS)
    return Dateline(last.earliest.isoformat(), latest.isoformat(), (last.span,))


def _iter_dates(text: str, paragraph: Span) -> Iterator[_Found]:
    for match in _DATES.finditer(text, paragraph.start, paragraph.end):
        values = {name[0]: value for name, value in match.groupdict().items() if value}
        iso = make_iso(values["y"], values["m"], values.get("d", "1"))
        if iso is None:
            continue
        first = last = date.fromisoformat(iso)
        if "d" not in values:
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield _Found(first, last, "d" in values, Span(match.start(), match.end()))


def _is_alone(text: str, paragraph: Span, span: Span) -> bool:
    if paragraph.end - paragraph.start > _MAX_ALONE:
        return False
    rest = text[paragraph.start : span.start] + " " + text[span.end : paragraph.end]
    return not _WITH_DATE.sub("", rest)


def _sentence(text: str, paragraph: Span, span: Span) -> str:
    start = max(text.rfind(mark, paragraph.start, span.start) for mark in (". ", "? ", "! ", "\n"))
    ends = [text.find(mark, span.end, paragraph.end) for mark in (". ", "? ", "! ", "\n")]
    end = min([end for end in ends if end >= 0], default=paragraph.end)
    return text[max(start, paragraph.start) : end]
