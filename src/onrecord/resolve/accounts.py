"""The events of one article as accounts: what is compared with those of other articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.event_words import base_of
from onrecord.records import Attribution, Event, Extraction, Span, Status
from onrecord.resolve import terms
from onrecord.resolve.event_days import Window, window_of

CONTACTS = ("call", "meeting", "visit")
PRISONERS = ("release", "exchange")
_SPOKEN = frozenset(("call", "meeting", "visit", None))


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it. `parties` are names or people of the record, by ids that mean nothing here."""

    article: str
    event: str
    published: str | None  # ISO day
    family: str  # events of two families are never the same
    kind: str  # mode, or the word that tells it where it has none
    parties: frozenset[str]
    people: frozenset[str]  # those of the parties that are persons
    sides: frozenset[str]  # countries and bodies that the sentence or an office names, folded
    terms: frozenset[str]  # of the sentence
    window: Window
    date: str | None  # as the text gives it
    status: Status  # by this account alone
    voices: frozenset[str]  # named persons of the record who vouch for it
    place: str


def find_accounts(extraction: Extraction, article: str, parties: Mapping[str, str]) -> list[Account]:
    """In the order of the events. `parties` has the entities of the article that the record knows."""
    by_id = {statement.id: statement for statement in extraction.statements}
    published = (extraction.article.published or "")[:10] or None
    if published is None and extraction.article.inferred:
        published = extraction.article.inferred.latest[:10]
    places = _places(extraction)
    offices = _offices(extraction, places)
    kinds = {entity.id: entity.label for entity in extraction.entities}
    found = []
    for event in extraction.events:
        who = [*event.actors, *event.recipients]
        status, voices = told(event, by_id)
        window = window_of(event.date, status, published, background=event.background)
        if status == "happened" and event.date and published and window.low > published:
            status = "planned"  # a noun tells no tense: "her visit on Friday"
        found.append(
            Account(
                article=article,
                event=event.id,
                published=published,
                family=family_of(event),
                kind=event.mode or _word(extraction, event),
                parties=frozenset(parties[one] for one in who if one in parties),
                people=frozenset(parties[one] for one in who if one in parties and kinds[one] == "person"),
                sides=_sides(extraction, event, places) | {side for one in who for side in offices.get(one, ())},
                terms=_terms(extraction.article.text, event.span),
                window=window,
                date=event.date,
                status=status,
                voices=frozenset(parties[one] for one in voices if kinds.get(one) == "person" and one in parties),
                place=terms.fold_place(_place(extraction, event)),
            )
        )
    return found


def family_of(event: Event) -> str:
    if event.mode in PRISONERS:
        return "prisoners"
    if event.root == "CONSULT" and event.mode in _SPOKEN:
        return "contact"
    return f"{event.root} {event.mode}" if event.mode else event.root


def told(event: Event, statements: Mapping[str, Attribution]) -> tuple[Status, frozenset[str]]:
    """The status by this account, and who vouches for it.

    What a single voice tells is alleged until it is confirmed: only the outlet's own words, or a statement that
    confirms, tell that something happened. Words that only name what is spoken about vouch for nothing.
    """
    vouching = [s for voice in event.vouchers if (s := statements.get(voice)) and "topic" not in s.flags]
    outer = {s.parent for s in vouching}
    voices = frozenset(s.speaker.id for s in vouching if s.speaker and s.id not in outer)
    if event.status != "happened" or event.background:
        return event.status, voices
    if not event.vouchers or any(s.act == "confirm" for s in vouching):
        return "happened", voices
    return "alleged", voices


def _word(extraction: Extraction, event: Event) -> str:
    """The class of its first word, so that "reopen" and "opened" are of one kind."""
    text = extraction.article.text
    words = [text[span.start : span.end] for span in event.trigger]
    first = terms.WORD.findall(words[0])[:1] if words else []
    return (terms.term_of(base_of(first[0].casefold())) or first[0].casefold()) if first else ""


def _terms(text: str, span: Span) -> frozenset[str]:
    words = terms.WORD.findall(text[span.start : span.end])
    return frozenset(term for word in words if (term := terms.term_of(word)))


def _places(extraction: Extraction) -> frozenset[str]:
    """The countries, towns and bodies that the article names, folded so that their people are the same."""
    labels = ("place", "organisation", "group", "other")
    names = (name for entity in extraction.entities if entity.label in labels for name in (entity.name, *entity.names))
    return frozenset(terms.fold_place(name) for name in names if name[:1].isupper() and len(name.split()) == 1)


def _sides(extraction: Extraction, event: Event, places: frozenset[str]) -> frozenset[str]:
    text = extraction.article.text[event.span.start : event.span.end]
    words = (word for word in terms.WORD.findall(text) if word[:1].isupper())
    return frozenset(folded for word in words if (folded := terms.fold_place(word)) in places)


def _offices(extraction: Extraction, places: frozenset[str]) -> dict[str, set[str]]:
    """For each person the countries named before or with the office: "Osk's foreign minister, Ann Lee"."""
    text = extraction.article.text
    people = {entity.id for entity in extraction.entities if entity.label == "person"}
    found: dict[str, set[str]] = {}
    for mention in extraction.mentions:
        if mention.entity in people and mention.form == "name":
            before = re.split(r"[.;:\n\"“”]|, |\band\b", text[max(mention.span.start - 60, 0) : mention.span.start])[-1]
            after = re.match(r", [^.;:\n]{0,60}?(?=,|\.|$)", text[mention.span.end : mention.span.end + 70])
            words = terms.WORD.findall(before + " " + (after[0] if after else ""))
            folded = {terms.fold_place(word) for word in words if word[:1].isupper()}
            found.setdefault(mention.entity, set()).update(folded & places)
    return found


def _place(extraction: Extraction, event: Event) -> str:
    names = {entity.id: entity.name for entity in extraction.entities}
    return names.get(event.place or "", event.place or "")


