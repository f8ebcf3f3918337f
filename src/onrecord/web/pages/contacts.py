"""Contacts: who called, met or visited whom, as a list and as a picture."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from onrecord import ids
from onrecord.extract.contacts import MODES
from onrecord.records import Status
from onrecord.store.contacts import ContactRow, Participant, Told, contacts
from onrecord.store.spoken import find_speakers
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, Name, PageNumber, make_part
from onrecord.web.network import HEIGHT, WIDTH, place_nodes
from onrecord.web.room import Room
from onrecord.web.shapes import Part

NODES = 24  # of the picture: those with most contacts


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    link: str | None  # None where nobody quotes them


@dataclass(frozen=True, slots=True)
class Report:
    """Where a contact is told."""

    outlet: str
    published: str | None
    words: str
    link: str  # to exactly these words


@dataclass(frozen=True, slots=True)
class Contact:
    """A call, meeting or visit; of a visit the parties are those who travel."""

    type: str
    date: str | None
    status: Status
    parties: tuple[Party, ...]
    place: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Node:
    name: str
    link: str | None
    contacts: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes by their places in the list. `planned` where nothing between them is told as past."""

    a: int
    b: int
    contacts: int
    planned: bool


@dataclass(frozen=True, slots=True)
class ContactsPage:
    about: str | None
    type: str | None
    types: tuple[str, ...]
    part: Part
    contacts: tuple[Contact, ...]
    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def add_contacts(app: FastAPI) -> None:
    @page(app, "/contacts", ContactsPage)
    def list_all(
        request: Request,
        about: Name = None,
        type: Annotated[str, Query(pattern=f"^({'|'.join(MODES)}|)$")] = "",  # noqa: A002 - as the page has it
        page: PageNumber = 1,
    ) -> Response:
        """Who called, met or visited whom, by date, and a picture of it."""
        return show(request, "contacts.html", read_contacts(enter(request)[0], about or None, type or None, page))


def list_contacts(db: sqlite3.Connection) -> tuple[ContactRow, ...]:
    """All, the latest first, those without a date last; to be kept."""
    rows = contacts(db)
    dated = [row for row in rows if row.date]
    return (*reversed(dated), *(row for row in rows if not row.date))


def read_contacts(room: Room, about: str | None, sort: str | None, page: int) -> ContactsPage:
    words = set(ids.name_key(about or "").split())
    rows = [
        row
        for row in room.kept(list_contacts)
        if sort in (None, row.type)
        and (not words or any(words <= set(ids.name_key(who.name).split()) for who in row.participants))
    ]
    db = room.record().db
    shown = rows[(page - 1) * ON_PAGE : page * ON_PAGE]
    top = _find_top(rows) if words or sort else room.derived(list_contacts, _find_top)
    who = {one.name for row in shown for one in row.participants} | {one.name for one in top}
    speak = find_speakers(db, filter(None, map(ids.name_key, who)))
    nodes, edges = _draw(rows, top, speak)
    return ContactsPage(
        about=about,
        type=sort,
        types=MODES,
        part=make_part(page, len(rows)),
        contacts=tuple(_to_contact(row, speak) for row in shown),
        width=WIDTH,
        height=HEIGHT,
        nodes=nodes,
        edges=edges,
    )


def _find_top(rows: Iterable[ContactRow]) -> list[Participant]:
    """Those of most contacts with somebody."""
    number = Counter(one for row in rows if len(row.participants) > 1 for one in row.participants)
    return sorted(number, key=lambda one: (-number[one], one.name, one.key))[:NODES]


def _draw(
    rows: Sequence[ContactRow], top: Sequence[Participant], speak: frozenset[str]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    place_of = {one.key: place for place, one in enumerate(top)}
    every: Counter[tuple[int, int]] = Counter()
    past: Counter[tuple[int, int]] = Counter()
    own: Counter[int] = Counter()
    for row in rows:
        places = sorted({place_of[one.key] for one in row.participants if one.key in place_of})
        if len(row.participants) > 1:
            own.update(places)
        for pair in combinations(places, 2):
            every[pair] += 1
            past[pair] += row.status != "planned"
    edges = tuple(Edge(a, b, number, planned=not past[a, b]) for (a, b), number in sorted(every.items()))
    spots = place_nodes(len(top), tuple((edge.a, edge.b, edge.contacts) for edge in edges))
    nodes = tuple(
        Node(one.name, _link(one, speak), own[place], *spot)
        for place, (one, spot) in enumerate(zip(top, spots, strict=True))
    )
    return nodes, edges


def _to_contact(row: ContactRow, speak: frozenset[str]) -> Contact:
    parties = tuple(Party(one.name, _link(one, speak)) for one in row.participants)
    return Contact(row.type, row.date, row.status, parties, row.place, tuple(map(_to_report, row.told)))


def _to_report(told: Told) -> Report:
    return Report(told.outlet, told.published, told.words, links.link_words(told.article_id, told.number, (told.span,)))


def _link(one: Participant, speak: frozenset[str]) -> str | None:
    key = ids.name_key(one.name)
    return links.link_speaker(key) if key in speak else None
