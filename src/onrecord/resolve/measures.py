"""How long, wide, high, deep or heavy a thing is, and where two accounts of one matter part over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.records import Attribution, Span
from onrecord.resolve import terms
from onrecord.resolve.sentences import Sentence

_UNIT = r"(?P<unit>millimetres?|centimetres?|met(?:re|er)s?|kilomet(?:re|er)s?|feet|miles?|inches|tonnes?|tons?)"
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
_NOUN = r"\b(?:the|The) (?P<noun>[a-z]{3,})\b(?:(?! (?:is|was|has|had)\b)[^.;!?\"]){0,60}?"
_PATTERNS = (
    re.compile(rf"{_NOUN} (?:is|was) {_NUMBER} {_UNIT} (?P<way>long|wide|high|deep|tall|thick)\b"),
    re.compile(rf"{_NOUN} (?:has|had) an? (?P<way>length|width|height|depth|thickness) of {_NUMBER} {_UNIT}"),
)
_WAYS = {"length": "long", "width": "wide", "height": "high", "tall": "high", "depth": "deep", "thickness": "thick"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured (a noun, a way and a unit), its number as it stands there, and where."""

    what: tuple[str, str, str]
    value: float
    span: Span
    speaker: str = ""  # on whose word; empty for narration


def find_measures(
    text: str, sentences: Sequence[Sentence], statements: Sequence[Attribution] = ()
) -> tuple[Measure, ...]:
    told = (m for sentence in sentences if not sentence.in_title for m in iter_measures(text, sentence.span))
    return tuple(replace(m, speaker=_speaker(m.span, statements)) for m in told)


def iter_measures(text: str, where: Span) -> Iterator[Measure]:
    """Of one sentence, without its speaker."""
    for pattern in _PATTERNS:
        match = pattern.search(text, *where)
        noun = terms.term_of(match["noun"]) if match else None
        if match and noun:
            what = noun, _WAYS.get(match["way"], match["way"]), terms.stem(match["unit"])
            span = Span(match.start("number"), match.end("unit"))
            yield Measure(what, float(match["number"].replace(",", "")), span)


def _speaker(span: Span, statements: Sequence[Attribution]) -> str:
    """Of the innermost statement in which it is told."""
    holding = [
        (c.end - c.start, s.speaker.name if s.speaker else "")
        for s in statements
        for c in s.content
        if c.start <= span.start and span.end <= c.end
    ]
    return min(holding)[1] if holding else ""


def find_apart(a: Sequence[Measure], b: Sequence[Measure]) -> Iterator[tuple[Measure, Measure]]:
    """Not those of which the one is the other rounded."""
    for one in a:
        for other in b:
            big = max(one.value, other.value)
            if one.what == other.what and abs(one.value - other.value) > 0.12 * big:
                yield one, other
