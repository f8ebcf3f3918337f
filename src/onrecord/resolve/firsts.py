"""A "first meeting since 2019" against a meeting that another account tells of in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import Span, Timex
from onrecord.resolve import terms
from onrecord.resolve.sentences import Sentence

MIN_APART = timedelta(days=4)  # an earlier contact that is nearer may be the same
MIN_SHARED = 2  # of those who took part
_FIRST = re.compile(
    r"\b(?:the|their|its) first\b(?! time\b)[^.;!?\"]*?\bsince\b[^.;,!?\"]*?\b(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_TALKS = re.compile(r"\b(?:meeting|talks|negotiations|summit|conversation|call|visit)\b", re.IGNORECASE)
_MET = re.compile(r"\b(?:met|sat down|held talks|held a meeting)\b")
_SPOKE = re.compile(r"\bspoke(?:n)? (?:by|on the) (?:tele)?phone\b|\bphoned\b|\btelephoned\b")
_NOT = re.compile(r"\b(?:not|never|nor|neither|would|will|should|could|if|whether|denied)\b|n['’]t\b")
_LEADERS = re.compile(
    r"\b(?:leaders?|presidents?|prime ministers?|chancellors?|heads? of (?:state|government))\b", re.IGNORECASE
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:of )?[A-Z][\w'’-]+)*")


@dataclass(frozen=True, slots=True)
class First:
    """That there was none before, back to the end of a year."""

    span: Span
    after: str  # ISO day
    before: str  # ISO day
    by_phone: bool
    leaders: bool
    names: frozenset[str]  # in the sentence and the one before it, folded


@dataclass(frozen=True, slots=True)
class Contact:
    """A meeting or call of which the day is known."""

    span: Span
    day: str  # ISO; the last of the month where only that is told
    by_phone: bool
    leaders: bool
    names: tuple[frozenset[str], ...]  # the words of each name


def find_firsts(text: str, sentences: Sequence[Sentence], published: str | None) -> tuple[First, ...]:
    found = []
    body = [sentence for sentence in sentences if not sentence.in_title]
    for number, sentence in enumerate(body):
        match = _FIRST.search(text, *sentence.span)
        if match is None or not published or _NOT.search(text, *sentence.span):
            continue
        start = body[max(number - 1, 0)].span.start
        words = text[slice(*sentence.span)]
        if not _TALKS.search(words):
            continue
        names = frozenset(word for name in _names(text[start : sentence.span.end]) for word in name)
        by_phone = re.search(r"\b(?:call|conversation)\b", words) is not None
        leaders = _LEADERS.search(text[match.start() : match.end()]) is not None
        found.append(First(Span(*match.span()), f"{match['year']}-12-31", published[:10], by_phone, leaders, names))
    return tuple(found)


def find_contacts(text: str, sentences: Sequence[Sentence], timexes: Sequence[Timex]) -> tuple[Contact, ...]:
    found = []
    for sentence in sentences:
        words = text[slice(*sentence.span)]
        by_phone = _SPOKE.search(words) is not None
        if sentence.in_title or _NOT.search(words) or not (by_phone or _MET.search(words)):
            continue
        days = {day for t in timexes if sentence.span.start <= t.span.start < sentence.span.end and (day := _day(t))}
        if len(days) == 1:
            leaders = _LEADERS.search(words) is not None
            found.append(Contact(sentence.span, days.pop(), by_phone, leaders, tuple(_names(words))))
    return tuple(found)


def find_not_first(firsts: Sequence[First], contacts: Sequence[Contact]) -> Iterator[tuple[Span, Span]]:
    """A contact in the time in which there should have been none, of the same people or the same two countries."""
    for first in firsts:
        for contact in contacts:
            near = date.fromisoformat(first.before) - MIN_APART
            shared = sum(bool(name & first.names) for name in contact.names)
            same = first.by_phone == contact.by_phone and (contact.leaders or not first.leaders)
            if same and shared >= MIN_SHARED and first.after < contact.day < near.isoformat():
                yield first.span, contact.span


def _names(words: str) -> Iterator[frozenset[str]]:
    for match in _NAME.finditer(words):
        folded = frozenset(
            terms.fold_place(word) for word in match.group().split() if terms.term_of(word) and word[0].isupper()
        )
        if folded:
            yield folded


def _day(timex: Timex) -> str | None:
    value = timex.value[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if not re.fullmatch(r"\d{4}-\d\d", value):
        return None
    after = date(int(value[:4]) + int(value[5:]) // 12, int(value[5:]) % 12 + 1, 1)
    return (after - timedelta(days=1)).isoformat()
