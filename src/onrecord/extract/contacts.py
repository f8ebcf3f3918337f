"""Contacts among the events: who called, met or visited whom, once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Entity, Event, Extraction, Status

MODES = ("call", "meeting", "visit")


@dataclass(frozen=True, slots=True)
class Contact:
    type: str  # call, meeting or visit
    participants: tuple[str, ...]  # entity ids; of a visit, those who travel
    date: str | None  # ISO or an interval
    status: Status
    events: tuple[str, ...]  # ids of the events that tell it


def find_contacts(extraction: Extraction) -> tuple[Contact, ...]:
    """In the order of the text. Background, denied and hypothetical contacts are events but not among these."""
    entities = {entity.id: entity for entity in extraction.entities}
    contacts: list[Contact] = []
    for contact in _iter_contacts(extraction.events, entities):
        same = next((i for i, known in enumerate(contacts) if _is_same(known, contact)), None)
        if same is None:
            contacts.append(contact)
        else:
            contacts[same] = _join(contacts[same], contact)
    return tuple(contacts)


def _iter_contacts(events: Sequence[Event], entities: Mapping[str, Entity]) -> Iterator[Contact]:
    for event in events:
        if event.mode not in MODES or event.background or event.status in ("denied", "hypothetical", "called off"):
            continue
        people = tuple(dict.fromkeys((*event.actors, *(event.recipients if event.mode != "visit" else ()))))
        enough = event.place is not None and bool(people) if event.mode == "visit" else len(people) > 1
        if enough and any(entities[who].label == "person" for who in people):
            yield Contact(event.mode, people, event.date, event.status, (event.id,))


def _is_same(a: Contact, b: Contact) -> bool:
    dates = a.date is None or b.date is None or a.date == b.date
    return (
        a.type == b.type
        and dates
        and (set(a.participants) <= set(b.participants) or set(b.participants) <= set(a.participants))
    )


def _join(a: Contact, b: Contact) -> Contact:
    people = tuple(dict.fromkeys((*a.participants, *b.participants)))
    status = a.status if a.status == b.status else "happened"
    return Contact(a.type, people, a.date or b.date, status, (*a.events, *b.events))
