"""The timeline as a page and as a picture: days from left to right, an event a row, a shape for each status.

The picture is SVG without styles or scripts of its own: it takes its colours from the page, light or dark, and tells
status by shape, so that nothing depends on colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from onrecord.resolve.event_days import days_of
from onrecord.store.happening_rows import HappeningRow
from onrecord.store.open_rows import OpenRow
from onrecord.store.record import Record
from onrecord.views.dates import format_day
from onrecord.views.marks import make_visible

DRAWN = 40  # events in a picture
LISTED = 200
_WIDTH, _LEFT, _ROW, _TOP, _FOOT = 960, 430, 24, 34, 14
_TICKS = 6
_LABEL = 58  # characters
_MODES = frozenset("call meeting visit letter release exchange withdrawal ceasefire sign mediation".split())


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Events in the order of their days, what is to come, and the picture of the events."""

    events: tuple[HappeningRow, ...]
    total: int  # of events, of which the first are listed
    matters: tuple[OpenRow, ...]
    as_of: str | None
    picture: Markup


EMPTY = TimelinePage((), 0, (), None, Markup())


def read_timeline(record: Record) -> TimelinePage:
    rows = [row for row in record.happenings() if not row.background]
    matters = record.open_matters()
    days = [account.published for row in rows for account in row.accounts if account.published]
    return TimelinePage(
        tuple(rows[:LISTED]), len(rows), tuple(matters[:LISTED]), max(days, default=None), draw_timeline(rows)
    )


def choose_drawn(rows: Sequence[HappeningRow]) -> list[HappeningRow]:
    """Those with a mode or that several reports tell; of too many, those that most reports tell."""
    told = [row for row in rows if row.mode in _MODES or row.reports > 1]
    best = sorted(told, key=lambda row: (-row.reports, row.precision == "open", row.id))[:DRAWN]
    return sorted(best, key=lambda row: (_place(row), row.id))


def draw_timeline(rows: Sequence[HappeningRow]) -> Markup:
    """One `svg` element, or nothing where no event has a day."""
    drawn = [row for row in choose_drawn(rows) if _place(row)[0]]
    if not drawn:
        return Markup()
    places = [_place(row) for row in drawn]
    first = date.fromisoformat(min(low for low, _ in places))
    last = max(date.fromisoformat(max(high for _, high in places)), first + timedelta(days=1))
    height = _TOP + _ROW * len(drawn) + _FOOT
    parts = [_axis(first, last, height)]
    for number, (row, (low, high)) in enumerate(zip(drawn, places, strict=True)):
        y = _TOP + _ROW * number + _ROW // 2
        parts.append(_event(row, y, _x(low, first, last), _x(high, first, last)))
    label = f"{len(drawn)} events from {format_day(first.isoformat())} to {format_day(last.isoformat())}"
    return Markup(  # noqa: S704 - all words are escaped
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}" '
        f'font-size="12.5" font-family="inherit" fill="currentColor">{"".join(parts)}</svg>'
    )


def _place(row: HappeningRow) -> tuple[str, str]:
    """The days on which it may lie; without a date those of its reports."""
    window = days_of(row.date)
    if window:
        return window.low, window.high
    days = [account.published for account in row.accounts if account.published]
    return (min(days), min(days)) if days else ("", "")


def _x(day: str, first: date, last: date) -> float:
    share = (date.fromisoformat(day) - first).days / max((last - first).days, 1)
    return round(_LEFT + 12 + share * (_WIDTH - _LEFT - 40), 1)


def _axis(first: date, last: date, height: int) -> str:
    days = (last - first).days
    steps = min(_TICKS, days)
    ticks = sorted({first + timedelta(days=round(days * i / steps)) for i in range(steps + 1)})
    lines = []
    for tick in ticks:
        x = _x(tick.isoformat(), first, last)
        lines.append(
            f'<line x1="{x}" y1="{_TOP - 6}" x2="{x}" y2="{height - _FOOT}" stroke="currentColor" '
            f'stroke-opacity=".18"/><text x="{x}" y="{_TOP - 14}" text-anchor="middle" fill-opacity=".75">'
            f"{escape(f'{tick.day} {tick:%b}')}</text>"
        )
    return "".join(lines)


def _event(row: HappeningRow, y: int, low: float, high: float) -> str:
    words = _label(row)
    date_words = "no date" if row.precision == "open" else format_day(row.date)
    title = f"{date_words}: {words}; {row.status}; {', '.join(name for name in row.outlets if name)}"
    bar = (
        f'<line x1="{low}" y1="{y}" x2="{high}" y2="{y}" stroke="currentColor" stroke-width="3" stroke-opacity=".45"/>'
        if high > low
        else ""
    )
    at = round((low + high) / 2, 1)
    shown = words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"
    return (
        f"<g><title>{_safe(title)}</title>"
        f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{_safe(shown)}</text>{bar}{_shape(row, at, y)}</g>'
    )


def _shape(row: HappeningRow, x: float, y: int) -> str:
    hollow = 'fill="none" stroke="currentColor" stroke-width="1.8"'
    open_date = ' stroke-dasharray="2 2"' if row.precision == "open" else ""
    circle = f'<circle cx="{x}" cy="{y}" r="5.5" {hollow}{open_date}/>'
    if row.status == "happened":
        return circle if row.precision == "open" else f'<circle cx="{x}" cy="{y}" r="6"/>'
    if row.status == "planned":
        return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" {hollow}{open_date}/>'
    if row.status == "alleged":
        return f'{circle}<path d="M{x} {y - 5.5} A5.5 5.5 0 0 0 {x} {y + 5.5} Z"/>'
    if row.status == "denied":
        return f'<path d="M{x - 5} {y - 5} L{x + 5} {y + 5} M{x + 5} {y - 5} L{x - 5} {y + 5}" {hollow}/>'
    if row.status == "called off":
        return f'{circle}<path d="M{x - 4} {y + 4} L{x + 4} {y - 4}" {hollow}/>'
    return f'<circle cx="{x}" cy="{y}" r="2.5"/>'


def _label(row: HappeningRow) -> str:
    people = [p.name for p in row.participants if p.label == "person"]
    names = people if len(people) > 1 or (people and row.mode == "visit") else list(row.names)
    return f"{row.mode or row.root.lower()}: {', '.join(names[:3]) or 'nobody named'}"


def _safe(words: str) -> str:
    return str(escape(make_visible(words)))
