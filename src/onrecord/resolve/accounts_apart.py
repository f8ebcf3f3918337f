"""What two accounts tell of one matter in other words and cannot both be right about, found by what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.records import Article, Attribution, Span, Timex
from onrecord.resolve import first_heard, firsts, initiators, measures, second_counts, taken_back, terms
from onrecord.resolve.sentences import Sentence
from onrecord.resolve.written_names import is_same_person
from onrecord.text.layout import find_body_layout

MAX_DAYS = 30  # between two reports: later ones tell of another talk, or measure anew
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of these matters. `published` is an ISO day."""

    published: str | None
    initiated: tuple[initiators.Initiated, ...]
    since: tuple[firsts.First, ...]
    contacts: tuple[firsts.Contact, ...]
    deeds: tuple[taken_back.Deed, ...]
    denied: tuple[taken_back.Deed, ...]
    measures: tuple[measures.Measure, ...]
    heard: tuple[first_heard.Heard, ...]
    counted_anew: tuple[second_counts.Counts, ...]
    words: frozenset[str]  # folded, of names


@dataclass(frozen=True, slots=True)
class Apart:
    kind: Literal["participants", "first-since", "taken-back", "number", "date"]
    a: Span
    b: Span
    why: str  # for a person
    sure: float = _SURE


def read_told(
    article: Article, sentences: Sequence[Sentence], statements: Sequence[Attribution], timexes: Sequence[Timex]
) -> Told:
    text = find_body_layout(article).plain
    initiated = initiators.find_initiated(text, sentences, statements)
    words = (token.text for s in sentences for token in s.tokens if token.text[0].isupper()) if initiated else ()
    return Told(
        (article.published or "")[:10] or None,
        initiated,
        firsts.find_firsts(text, sentences, article.published),
        firsts.find_contacts(text, sentences, timexes),
        taken_back.find_deeds(text, statements),
        taken_back.find_denied(text, statements),
        measures.find_measures(text, sentences, statements),
        first_heard.find_heard(text, statements, timexes),
        second_counts.find_second_counts(text, sentences, statements),
        frozenset(terms.fold_place(word) for word in words),
    )


def find_between(a: Told, b: Told) -> Iterator[Apart]:
    if a.published and b.published and _days(a.published, b.published) > MAX_DAYS:
        return
    for one, other in initiators.find_two_initiators(a.initiated, b.initiated, a.words, b.words):
        yield Apart("participants", one, other, "who asked for the talk")
    for one, other in firsts.find_not_first(a.since, b.contacts):
        yield Apart("first-since", one, other, "an earlier meeting is told of")
    for other, one in firsts.find_not_first(b.since, a.contacts):
        yield Apart("first-since", one, other, "an earlier meeting is told of")
    for one, other in taken_back.find_taken_back(a.deeds, b.denied):
        yield Apart("taken-back", one, other, "told here, denied there by who is said to have said it")
    for other, one in taken_back.find_taken_back(b.deeds, a.denied):
        yield Apart("taken-back", other, one, "told here, denied there by who is said to have said it")
    for h, k in first_heard.find_two_days(a.heard, b.heard):
        yield Apart("date", h.span, k.span, f"{h.speaker} heard of it on {h.day} or on {k.day}")
    for m, n in measures.find_apart(a.measures, b.measures):
        one_said_both = m.speaker and n.speaker and is_same_person(m.speaker, n.speaker)
        said = f"{m.speaker}: " if one_said_both else ""
        yield Apart("number", m.span, n.span, f"{said}{m.value:,.10g} and {n.value:,.10g} {m.what[2]} {m.what[1]}")


def find_within(told: Told) -> Iterator[Apart]:
    for one, other in initiators.find_two_within(told.initiated):
        yield Apart("participants", one, other, "who asked for the talk")
    for found in told.counted_anew:
        yield Apart("number", found.a, found.b, found.why)


def _days(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
