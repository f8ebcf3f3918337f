"""Contacts over the record: who called, met or visited whom; what several articles tell of one is one row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord import ids
from onrecord.extract.contacts import MODES, Contact, find_contacts
from onrecord.extract.jsonlines import event_from_json
from onrecord.records import Entity, Extraction, Span, Status
from onrecord.store import read


@dataclass(frozen=True, slots=True)
class Participant:
    """A person or body of the record; else a name, or somebody whom one article alone knows."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """Where a contact is told."""

    article_id: str
    number: int  # of the version
    doc: str
    outlet: str
    published: str | None
    span: Span  # the sentence
    words: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    type: str  # call, meeting or visit
    date: str | None  # ISO, perhaps partial or an interval
    status: Status
    participants: tuple[Participant, ...]  # of a visit, those who travel
    place: str  # of a visit, as one article writes it; empty where unknown
    told: tuple[Told, ...]  # by date of publication


def contacts(db: sqlite3.Connection) -> list[ContactRow]:
    """By date, those without one last. Told of one day, with participants of whom the one has all of the other's, two
    are one; without a day they are one where the participants are the same.
    """
    marks = ", ".join("?" * len(MODES))
    rows = db.execute(
        f"""SELECT DISTINCT v.id, v.article_id, v.number, v.published FROM events e JOIN versions v
        ON v.id = e.version_id AND v.current WHERE json_extract(e.data, '$.mode') IN ({marks})
        ORDER BY coalesce(v.published, ''), v.outlet, v.doc, v.id""",
        MODES,
    ).fetchall()
    found: dict[tuple[object, ...], list[ContactRow]] = {}
    for row in rows:
        for contact in _of_version(db, row["id"], row["article_id"], row["number"]):
            undated = (contact.status, contact.place, _keys(contact.participants)) if contact.date is None else ()
            _put(found.setdefault((contact.type, contact.date, *undated), []), contact)
    merged = [contact for group in found.values() for contact in group]
    return sorted(merged, key=lambda c: (c.date is None, c.date or "", c.type, [p.name for p in c.participants]))


def _of_version(db: sqlite3.Connection, version_id: str, article_id: str, number: int) -> Iterator[ContactRow]:
    article = read.load_article(db, version_id)
    stored = db.execute("SELECT data FROM events WHERE version_id = ? ORDER BY position", (version_id,)).fetchall()
    events = tuple(event_from_json(json.loads(row["data"])) for row in stored)
    known = db.execute(
        """SELECT e.id, e.name, e.label, p.id AS person, p.name AS person_name FROM entities e
        LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id
        LEFT JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id
        WHERE e.version_id = ? ORDER BY e.position""",
        (version_id,),
    ).fetchall()
    entities = {row["id"]: Entity(row["id"], row["name"], row["label"]) for row in known}
    people = {row["id"]: _to_participant(row, version_id) for row in known}
    places = {event.id: event.place or "" for event in events}
    spans = {event.id: event.span for event in events}
    for contact in find_contacts(Extraction(article, entities=tuple(entities.values()), events=events)):
        who = tuple(dict.fromkeys(people[one] for one in contact.participants))
        if len(who) > 1 or contact.type == "visit":
            span = spans[contact.events[0]]
            words = " ".join(article.text[slice(*span)].split())
            told = Told(article_id, number, article.doc, article.outlet, article.published, span, words)
            place = _name_place(places, contact, people) if contact.type == "visit" else ""
            yield ContactRow(contact.type, contact.date, contact.status, who, place, (told,))


def _to_participant(row: sqlite3.Row, version_id: str) -> Participant:
    if row["person"]:
        return Participant(row["person"], row["person_name"])
    name = ids.name_key(row["name"])
    return Participant(f"{version_id}/{row['id']}" if row["label"] == "unnamed" or not name else name, row["name"])


def _name_place(places: Mapping[str, str], contact: Contact, people: Mapping[str, Participant]) -> str:
    place = next((places[event] for event in contact.events if places[event]), "")
    return people[place].name if place in people else place


def _put(group: list[ContactRow], contact: ContactRow) -> None:
    for at, known in enumerate(group):
        if _is_same(known, contact):
            who = tuple(dict.fromkeys((*known.participants, *contact.participants)))
            status = known.status if known.status == contact.status else "happened"
            told = known.told + contact.told
            group[at] = ContactRow(known.type, known.date, status, who, known.place or contact.place, told)
            return
    group.append(contact)


def _is_same(a: ContactRow, b: ContactRow) -> bool:
    one, other = _keys(a.participants), _keys(b.participants)
    if a.date is None:
        return one == other and a.status == b.status and a.place == b.place
    return one <= other or other <= one


def _keys(participants: Iterable[Participant]) -> frozenset[str]:
    return frozenset(one.key for one in participants)
