"""Contacts: who called, met or visited whom, as a list and as a picture."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from onrecord import ids
from onrecord.extract.contacts import MODES
from onrecord.records import Status
from onrecord.store.contact_rows import ContactRow, contacts
from onrecord.store.happening_rows import AccountRow, Participant
from onrecord.store.heads import Head, list_heads
from onrecord.store.speakers import Whose, who_speak
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, Name, PageNumber, make_part
from onrecord.web.network import HEIGHT, WIDTH, place_nodes
from onrecord.web.room import Room
from onrecord.web.shapes import Part
from onrecord.web.speaking import link_speaker

NODES = 24  # of the picture: those with most contacts
OTHER = "other"  # letters, mediation, and what does not say how
TYPES = (*MODES, OTHER)


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
    """Who was in touch, and how, as `onrecord contacts` has it; of a visit with where it leads."""

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
        type: Annotated[str, Query(pattern=f"^({'|'.join(TYPES)}|)$")] = "",  # noqa: A002 - as the page has it
        page: PageNumber = 1,
    ) -> Response:
        """Who was in touch with whom, by date, and a picture of it."""
        return show(request, "contacts.html", read_contacts(enter(request)[0], about or None, type or None, page))


def list_contacts(db: sqlite3.Connection) -> tuple[ContactRow, ...]:
    """All, the latest first, those without a date last; to be kept."""
    rows = contacts(db)
    dated = [row for row in rows if row.event.date]
    return (*reversed(dated), *(row for row in rows if not row.event.date))


@dataclass(frozen=True, slots=True)
class Ties:
    """Those of most contacts with somebody, how many each has, and how many each two of them have."""

    top: tuple[Participant, ...]
    own: tuple[int, ...]
    edges: tuple[Edge, ...]


def read_contacts(room: Room, about: str | None, sort: str | None, page: int) -> ContactsPage:
    words = set(ids.name_key(about or "").split())
    rows: Sequence[ContactRow] = room.kept(list_contacts)
    if words or sort:
        rows = [row for row in rows if sort in (None, _type(row)) and _is_of(row, words)]
    ties = find_ties(rows) if words or sort else room.derived(list_contacts, find_ties)
    db = room.record().db
    shown = rows[(page - 1) * ON_PAGE : page * ON_PAGE]
    who = {one.id: one.name for one in (*(one for row in shown for one in row.event.participants), *ties.top)}
    speak = {one: link_speaker(room, Whose(one, who[one], one, None)) for one in who_speak(db, who)}
    spots = place_nodes(len(ties.top), tuple((edge.a, edge.b, edge.contacts) for edge in ties.edges))
    nodes = tuple(
        Node(one.name, _link(one, speak), own, *spot) for one, own, spot in zip(ties.top, ties.own, spots, strict=True)
    )
    told_in = list_heads(db, {account.version_id for row in shown for account in row.event.accounts})
    return ContactsPage(
        about=about,
        type=sort,
        types=TYPES,
        part=make_part(page, len(rows)),
        contacts=tuple(_to_contact(row, speak, told_in) for row in shown),
        width=WIDTH,
        height=HEIGHT,
        nodes=nodes,
        edges=ties.edges,
    )


def find_ties(rows: Iterable[ContactRow]) -> Ties:
    met = [row for row in rows if _is_met(row)]
    known = {one.id: one for row in met for one in row.event.participants}
    number = Counter(one.id for row in met for one in row.event.participants)
    top = sorted(known.values(), key=lambda one: (-number[one.id], one.name, one.id))[:NODES]
    place_of = {one.id: place for place, one in enumerate(top)}
    every: Counter[tuple[int, int]] = Counter()
    past: Counter[tuple[int, int]] = Counter()
    own: Counter[int] = Counter()
    for row in met:
        places = sorted({place_of[one.id] for one in row.event.participants if one.id in place_of})
        own.update(places)
        for pair in combinations(places, 2):
            every[pair] += 1
            past[pair] += row.event.status != "planned"
    edges = tuple(Edge(a, b, times, planned=not past[a, b]) for (a, b), times in sorted(every.items()))
    return Ties(tuple(top), tuple(own[place] for place in range(len(top))), edges)


def _is_of(row: ContactRow, words: set[str]) -> bool:
    """Whether somebody whose name has these words took part."""
    return not words or any(words <= set(ids.name_key(who.name).split()) for who in row.event.participants)


def _is_met(row: ContactRow) -> bool:
    """Whether it joins two in the picture: what is denied or called off did not."""
    return len(row.event.participants) > 1 and row.event.status not in ("denied", "called off", "hypothetical")


def _to_contact(row: ContactRow, speak: Mapping[str, str], told_in: Mapping[str, Head]) -> Contact:
    event = row.event
    parties = tuple(Party(one.name, _link(one, speak)) for one in event.participants)
    place = event.places[0] if row.how == "visit" and event.places else ""
    reports = tuple(_to_report(account, told_in[account.version_id]) for account in event.accounts)
    return Contact(row.how, event.date, event.status, parties, place, reports)


def _to_report(told: AccountRow, head: Head) -> Report:
    return Report(told.outlet, told.published, told.words, links.link_words(told.article_id, head.number, (told.span,)))


def _type(row: ContactRow) -> str:
    return row.how if row.how in MODES else OTHER


def _link(one: Participant, speak: Mapping[str, str]) -> str | None:
    return speak.get(one.id)
