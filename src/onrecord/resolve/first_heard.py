"""When somebody says that he came to know of a thing: two days for it are two accounts of one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Attribution, Span, Timex
from onrecord.resolve import terms
from onrecord.resolve.written_names import is_same_person

_HEARD = re.compile(
    r"\b(?:I|he|she|we|they)(?: had| have| was| were)?(?: only| first)?(?: been)?"
    r" (?:heard|learn(?:ed|t)|found out|(?:been )?(?:told|informed|notified|made aware))(?: only| first)?"
    r" (?:of|about) (?P<what>[^.;!?\"]+)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r",|\b(?:from|through|in|on|at|by|via|when|after|before|only|until)\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Heard:
    """On which ISO day `speaker` came to know of it, as he says; `terms` are of what he heard."""

    speaker: str
    day: str
    terms: frozenset[str]
    span: Span


def find_heard(text: str, statements: Sequence[Attribution], timexes: Sequence[Timex]) -> tuple[Heard, ...]:
    found = []
    for s in statements:
        if s.speaker is None or s.act in ("deny", "decline", "question", "accuse"):
            continue
        for start, end in s.content:
            for match in _HEARD.finditer(text, start, end):
                span = Span(*match.span())
                inside = [t for t in timexes if span.start <= t.span.start and t.span.end <= span.end]
                days = {t.value for t in inside if _DAY.fullmatch(t.value)}
                until = min((t.span.start for t in inside), default=span.end)
                told = terms.WORD.findall(_BESIDE.split(text[match.start("what") : until])[0])
                of = frozenset(term for word in told if (term := terms.term_of(word)))
                if len(days) == 1 and of:
                    found.append(Heard(s.speaker.name, days.pop(), of, span))
    return tuple(found)


def find_two_days(a: Sequence[Heard], b: Sequence[Heard]) -> Iterator[tuple[Heard, Heard]]:
    """The thing that was heard of is the same: "a crack", "the crack in the wall"."""
    for one in a:
        for other in b:
            few, many = sorted((one.terms, other.terms), key=len)
            if one.day != other.day and is_same_person(one.speaker, other.speaker) and 2 * len(few & many) > len(few):
                yield one, other
