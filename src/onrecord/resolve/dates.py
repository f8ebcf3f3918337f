"""Dates as they are written, to be compared: weekdays, days of a month, months, years, times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Span
from onrecord.resolve.numbers import NO_YEAR_AFTER
from onrecord.resolve.sentences import Sentence, Token

Kind = Literal["weekday", "day", "month", "year", "clock"]

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)} | {name[:3]: n for n, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {"sept": 9}
_BEFORE_MONTH = frozenset("in of since last next by until till from late early mid this and between during to".split())
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
        " fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?([ap]m)?")


@dataclass(frozen=True, slots=True)
class DateWords:
    """`value` tells within a kind which one: (weekday,), (month, day), (month,), (year,), (hour, minute)."""

    span: Span
    kind: Kind
    value: tuple[int, ...]


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def find_dates(sentence: Sentence) -> tuple[DateWords, ...]:
    return tuple(_iter_dates(sentence.tokens))


def _iter_dates(tokens: Sequence[Token]) -> Iterator[DateWords]:
    for place, token in enumerate(tokens):
        word = token.text.casefold().removesuffix("'s")
        if word.removesuffix("s") in _DAYS and token.text[0].isupper():
            yield DateWords(token.span, "weekday", (_DAYS.index(word.removesuffix("s")),))
        elif word in _MONTHS and token.text[0].isupper():
            yield from _read_month(tokens, place, _MONTHS[word])
        elif _YEAR.fullmatch(word) and _is_year(tokens, place):
            yield DateWords(token.span, "year", (int(word),))
        elif word[0].isdigit():
            yield from _read_clock(tokens, place)


def _read_month(tokens: Sequence[Token], place: int, month: int) -> Iterator[DateWords]:
    after = place + 1 + (place + 1 < len(tokens) and tokens[place + 1].text == ".")
    day = _day_at(tokens, after)
    if day:
        yield DateWords(Span(tokens[place].span.start, tokens[after].span.end), "day", (month, day))
        return
    before = place - 1
    if before > 0 and tokens[before].text.casefold() == "of":
        before -= 1
    day = _day_at(tokens, before) if before >= 0 else 0
    if day:
        yield DateWords(Span(tokens[before].span.start, tokens[place].span.end), "day", (month, day))
        return
    surely = tokens[place].text not in ("May", "March") or (
        place > 0 and tokens[place - 1].text.casefold() in _BEFORE_MONTH
    )
    if surely:
        yield DateWords(tokens[place].span, "month", (month,))


def _day_at(tokens: Sequence[Token], place: int) -> int:
    if not 0 <= place < len(tokens):
        return 0
    match = _DAY.fullmatch(tokens[place].text)
    day = int(match[1]) if match else _ORDINALS.get(tokens[place].text.casefold(), 0)
    return day if day <= 31 else 0


def _is_year(tokens: Sequence[Token], place: int) -> bool:
    """Not "1,900 people" nor "2020 ships"; "in 2020", "July 27, 2020", "2020 protests" are years."""
    before = tokens[place - 1].text.casefold() if place else ""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if before in ("$", "€", "£", *NO_YEAR_AFTER) or after in ("%", "people", "soldiers", "troops", "/"):
        return False
    return not (before == "-" and tokens[place - 1].span.end == tokens[place].span.start) or place < 2


def _read_clock(tokens: Sequence[Token], place: int) -> Iterator[DateWords]:
    match = _CLOCK.fullmatch(tokens[place].text.casefold())
    if not match:
        return
    half = match[3] or ""
    end = place
    if not half and place + 1 < len(tokens):
        following = tokens[place + 1].text.casefold().replace(".", "")
        if following in ("am", "pm"):
            half, end = following, place + 1
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 24 or minute > 59 or not (half or (match[2] and ":" in tokens[place].text)):
        return
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    yield DateWords(Span(tokens[place].span.start, tokens[end].span.end), "clock", (hour, minute))
