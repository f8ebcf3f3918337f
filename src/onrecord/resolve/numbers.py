"""Numbers of a text with what they count: value, range, bound and unit. Dates, times of day and numbers that are names
("A-10", the year) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from onrecord.records import Span
from onrecord.resolve.sentences import Sentence, Token

Bound = Literal["exact", "at_least", "more_than", "about", "nearly", "at_most"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "tln": 1e12,
    "k": 1e3,
    "dozen": 12,
    "score": 20,
}
_NUMERAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|bn|b|tn|mln|bln)?", re.IGNORECASE)

# Words before a number, the longest first, and what they make of it.
_BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    (tuple(words.split()), bound)
    for words, bound in cast(
        "tuple[tuple[str, Bound], ...]",
        (
            ("at least", "at_least"),
            ("a least", "at_least"),
            ("no fewer than", "at_least"),
            ("no less than", "at_least"),
            ("not less than", "at_least"),
            ("a minimum of", "at_least"),
            ("more than", "more_than"),
            ("greater than", "more_than"),
            ("upwards of", "more_than"),
            ("in excess of", "more_than"),
            ("over", "more_than"),
            ("above", "more_than"),
            ("as many as", "at_most"),
            ("as much as", "at_most"),
            ("up to", "at_most"),
            ("at most", "at_most"),
            ("no more than", "at_most"),
            ("not more than", "at_most"),
            ("less than", "at_most"),
            ("fewer than", "at_most"),
            ("under", "at_most"),
            ("an estimated", "about"),
            ("estimated", "about"),
            ("approximately", "about"),
            ("roughly", "about"),
            ("about", "about"),
            ("around", "about"),
            ("some", "about"),
            ("circa", "about"),
            ("close to", "nearly"),
            ("nearly", "nearly"),
            ("almost", "nearly"),
        ),
    )
)
_MONEY = {
    **dict.fromkeys(("$", "dollar", "usd", "buck"), "dollar"),
    **dict.fromkeys(("€", "euro", "eur"), "euro"),
    **dict.fromkeys(("£", "pound", "gbp"), "pound"),
    **dict.fromkeys(("ruble", "rouble", "rub", "₽"), "ruble"),
    **dict.fromkeys(("yuan", "rmb", "renminbi"), "yuan"),
    **dict.fromkeys(("yen", "¥"), "yen"),
    **dict.fromkeys(("hryvnia", "hryvna", "uah"), "hryvnia"),
}
_UNITS = {
    **dict.fromkeys(("%", "percent", "percentage", "pct"), "percent"),
    **dict.fromkeys(("tonne", "ton"), "tonne"),
    **dict.fromkeys(("kilometer", "kilometre", "km"), "kilometre"),
    **dict.fromkeys(("meter", "metre"), "metre"),
    **dict.fromkeys(("kilogram", "kilogramme", "kg", "kilo"), "kilogram"),
    **dict.fromkeys(("liter", "litre"), "litre"),
    **dict.fromkeys(("mile", "foot", "feet", "acre", "hectare", "barrel", "degree", "mph", "°"), ""),
}
TIME_UNITS = frozenset("second minute min hour day night week weekend month year decade century".split())
_STOPS = frozenset(
    "is are was were be been being has have had do does did will would can could may might must shall should and or but"
    " nor who whom whose which that this these those the a an in on at by for from to into with within without of as"
    " than then when while where after before since until during against among between over under about it he she they"
    " we i you not no also according because if so there here".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec".split()
)
NO_YEAR_AFTER = frozenset("than least nearly almost many".split())  # "more than 2000 fishermen"
_LABELS = frozenset("no number article section chapter part phase room flight route page channel psalm school".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` and `high` are equal unless the text gives a range."""

    span: Span  # the words of the number alone
    first: int  # tokens of its sentence: the number, from `first` up to `end`
    end: int
    low: float
    high: float
    bound: Bound
    unit: (
        str  # "percent", "dollar", "tonne" ...; else the stem of the last word counted: "sailor"; "" where none is told
    )
    counted: tuple[str, ...]  # stems of the words that follow it as one phrase: "osmerian", "sailor"

    @property
    def value(self) -> float:
        return self.high


def find_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    return tuple(_iter_quantities(sentence.tokens))


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether both can be right: the ranges that their words leave open meet."""
    (low, high), (other_low, other_high) = interval(a), interval(b)
    return low <= other_high and other_low <= high


def interval(quantity: Quantity) -> tuple[float, float]:
    """What the words allow. A round number may be rounded: 180,000 allows 179,500 up to 180,500, and 84 only 84."""
    low, high = quantity.low, quantity.high
    slack = 0.12 * max(abs(low), abs(high))
    if quantity.bound in ("at_least", "more_than"):
        return low, float("inf")
    if quantity.bound == "at_most":
        return float("-inf"), high
    if quantity.bound == "about":
        return low - slack, high + slack
    if quantity.bound == "nearly":
        return low - slack, high
    return low - _rounding(low), high + _rounding(high)


def _rounding(value: float) -> float:
    """Half of the last place that is not zero, for numbers from a thousand on and with a fraction."""
    if value != int(value):
        places = len(repr(value).split(".")[1]) if "e" not in repr(value) else 0
        return 0.5 * 10.0**-places
    if value < 1000:
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10.0 ** max(0, min(zeros, len(digits) - 2)) if zeros else 0.0


def _iter_quantities(tokens: Sequence[Token]) -> Iterator[Quantity]:
    place = 0
    while place < len(tokens):
        read = _read_number(tokens, place)
        if read is None:
            place += 1
            continue
        value, end = read
        if _is_no_quantity(tokens, place, end, value):
            place = max(end, place + 1)
            continue
        low, high, first = value, value, place
        joint = end < len(tokens) and tokens[end].text.casefold() in ("to", "-", "and", "or")
        between = place and tokens[place - 1].text.casefold() == "between"
        if place and tokens[place - 1].text.casefold() == "from":
            joint = False  # "rose from 14 to 31"
        if joint and (tokens[end].text.casefold() in ("to", "-", "or") or between):
            further = _read_number(tokens, end + 1)
            if further and further[0] > value and not _is_no_quantity(tokens, end + 1, *further[::-1]):
                scaled = further[0] / value if value else 0
                if scaled >= 1000 and tokens[further[1] - 1].stem in _SCALES:
                    low *= _SCALES[tokens[further[1] - 1].stem]  # "two to three million"
                high, end = further
        bound, _ = _read_bound(tokens, first)
        unit, counted = _read_unit(tokens, first, end)
        span = Span(tokens[first].span.start, tokens[end - 1].span.end)
        yield Quantity(span, first, end, low, high, bound, unit, counted)
        place = end


def _read_number(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """Value, and the token after it."""
    if place >= len(tokens):
        return None
    word = tokens[place].text.casefold()
    numeral = _NUMERAL.fullmatch(word)
    if numeral:
        value = float(numeral[1].replace(",", "") + (numeral[2] or "")) * _SCALES.get(numeral[3] or "", 1)
        place += 1
    elif word in _SMALL:
        value, place = _read_words(tokens, place)
    elif word == "a" and place + 1 < len(tokens) and tokens[place + 1].text.casefold() in ("hundred", "dozen"):
        value, place = 1.0, place + 1
    else:
        return None
    if place + 1 < len(tokens) and tokens[place].text == "-" and tokens[place + 1].text.casefold() in _SCALES:
        place += 1  # "1-trillion"
    while place < len(tokens) and tokens[place].text.casefold() in _SCALES and len(tokens[place].text) > 1:
        value *= _SCALES[tokens[place].text.casefold()]
        place += 1
        rest = place + (place < len(tokens) and tokens[place].text.casefold() == "and")
        if rest < len(tokens) and tokens[rest].text.casefold() in _SMALL and value >= 100:
            more, after = _read_words(tokens, rest)
            if more < value and (after >= len(tokens) or tokens[after].text.casefold() not in _SCALES):
                value, place = value + more, after
    return value, place


def _read_words(tokens: Sequence[Token], place: int) -> tuple[float, int]:
    """forty-two, forty two, nine"""
    value = float(_SMALL[tokens[place].text.casefold()])
    place += 1
    if value >= 20:
        ones = place + (place < len(tokens) and tokens[place].text == "-")
        if ones < len(tokens) and 0 < _SMALL.get(tokens[ones].text.casefold(), 0) < 10:
            return value + _SMALL[tokens[ones].text.casefold()], ones + 1
    return value, place


def _is_no_quantity(tokens: Sequence[Token], first: int, end: int, value: float) -> bool:
    before = tokens[first - 1].text if first else ""
    if before == "." and first > 1 and tokens[first - 2].text.casefold() in _MONTHS:
        before = tokens[first - 2].text  # "Nov. 9"
    after = tokens[end].text if end < len(tokens) else ""
    touches_before = bool(first) and tokens[first - 1].span.end == tokens[first].span.start
    touches_after = bool(after) and tokens[end].span.start == tokens[end - 1].span.end
    if touches_before and before in ("-", "/", ":", "#", ".", "_") and not (before == "-" and first == 1):
        letters = first > 1 and tokens[first - 2].text[-1].isalpha()
        return letters or before != "-"
    if after in ("/", ":") and touches_after:
        return True
    following = [token.text.casefold() for token in tokens[end : end + 4]]
    if following[:1] in (["am"], ["pm"], ["a.m."], ["p.m."], ["gmt"]):
        return True
    if after.casefold() in _MONTHS or (before.casefold().rstrip(".") in _MONTHS and value <= 31):
        return True
    text = tokens[first].text
    if text.isdigit() and len(text) == 4 and 1700 <= value <= 2100 and end == first + 1:
        return not (before in _MONEY or before.casefold() in NO_YEAR_AFTER or after in ("people", "soldiers", "troops"))
    return False


def _read_bound(tokens: Sequence[Token], first: int) -> tuple[Bound, int]:
    """The bound, and where its words begin."""
    start = first - 1 if first and tokens[first - 1].text in _MONEY else first
    words = [token.text.casefold() for token in tokens[max(0, start - 3) : start]]
    while words and words[-1] in ("a", "another", "between") and len(words) > 1:
        words = words[:-1]
        start -= 1
    for phrase, bound in _BOUNDS:
        if tuple(words[-len(phrase) :]) == phrase:
            return bound, start - len(phrase)
    if [token.text.casefold() for token in tokens[first + 1 : first + 3]] == ["or", "more"]:
        return "at_least", first
    return "exact", first


def _read_unit(tokens: Sequence[Token], first: int, end: int) -> tuple[str, tuple[str, ...]]:
    counted: list[str] = []
    if _is_age(tokens, first, end):
        return "age", ()
    named = tokens[first - 1 - (tokens[first - 1].text == ".")].text.casefold() if first else ""
    if named in _LABELS:
        return "label", ()  # "Room 12", "No. 1"
    for token in tokens[end : end + 5]:
        if token.text in ("-", '"', "'"):
            continue
        if not token.text[0].isalpha() and token.text not in ("%", "°", "$", "€", "£"):
            break
        if token.text.casefold() in _STOPS:
            break
        counted.append(token.stem)
    if counted[:2] == ["per", "cent"]:
        return "percent", ("percent", *counted[2:])
    before = tokens[first - 1].text if first else ""
    for stem_ in ([before] if before in _MONEY else []) + counted[:1] + ([before.casefold()] if before else []):
        if stem_ in _MONEY:
            return _MONEY[stem_], tuple(counted)
    if counted and counted[0] in TIME_UNITS:
        return counted[0], tuple(counted)
    if counted and counted[0] in _UNITS:
        return _UNITS[counted[0]] or counted[0], tuple(counted)
    if len(counted) > 1 and counted[0] in ("square", "cubic", "metric", "us"):
        return counted[1], tuple(counted)
    return _find_unit(tokens[end : end + 5], counted), tuple(counted)


def _find_unit(following: Sequence[Token], counted: Sequence[str]) -> str:
    """The first word of the phrase in the plural, which is mostly what is counted; else the last: "15 dead"."""
    for token in following:
        word = token.text.casefold()
        plural = re.search(r"[^s]s$", word) or word.endswith("men") or word in ("people", "children")
        if plural and token.stem in counted:
            return token.stem
    return counted[-1] if counted else ""


def _is_age(tokens: Sequence[Token], first: int, end: int) -> bool:
    """As in "aged 19", "a 19-year-old", "Renn, 19, the youngest"."""
    before = tokens[first - 1].text.casefold() if first else ""
    following = [token.text.casefold() for token in tokens[end : end + 5] if token.text != "-"]
    if before in ("aged", "age") or following[1:2] == ["old"]:
        return True
    named = first > 1 and before == "," and tokens[first - 2].text[:1].isupper()
    return named and end == first + 1 and (end >= len(tokens) or tokens[end].text in (",", "."))
