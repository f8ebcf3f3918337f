"""A person or body: what they are reported to have said, of whom, in which words, and who they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from onrecord import ids
from onrecord.records import Span
from onrecord.store import browse, people, spoken
from onrecord.store.comparison_rows import DriftRow
from onrecord.store.comparison_rows import Words as Wording
from onrecord.store.people import OfficeRow
from onrecord.store.spoken import Cut, Topic
from onrecord.views.pages import NO_OUTLET
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, TOP, Name, PageNumber, make_part, make_statements
from onrecord.web.room import Room
from onrecord.web.shapes import Number, Part, Statement
from onrecord.web.speaking import Speaking, find_speaking, link_speaker

MAX_EVIDENCE = 4  # reports that are named for one office


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an office is told."""

    outlet: str
    published: str | None
    words: str
    link: str  # to exactly these words


@dataclass(frozen=True, slots=True)
class Office:
    """An office, and how many reports tell it. People of one name may have several."""

    person: str
    relation: str
    office: str
    body: str | None
    reports: int
    evidence: tuple[Evidence, ...]  # the first and the latest


@dataclass(frozen=True, slots=True)
class Side:
    """One wording of an utterance."""

    outlet: str
    published: str | None
    link: str  # to exactly these words
    pieces: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    manner: str  # shortened, joined, paraphrased or changed
    similarity: float
    a: Side
    b: Side


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A person or body, and what they are reported to have said."""

    name: str
    key: str  # the end of the address
    link: str  # that lasts
    label: str
    articles: int
    first: str | None
    last: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    outlets: tuple[Number, ...]  # who quotes them
    through: tuple[Number, ...]  # whom the outlets cite for it
    acts: tuple[Number, ...]
    offices: tuple[Office, ...]  # by date
    topics: tuple[Number, ...]  # whom and what their latest statements name
    drifts: tuple[Drift, ...]  # one utterance in two wordings
    oldest: bool
    topic: str | None  # the name without case: only statements that name it
    part: Part
    statements: tuple[Statement, ...]


def add_speaker(app: FastAPI) -> None:
    @page(app, "/speakers/{slug:path}", SpeakerPage)
    def speaker(
        request: Request,
        slug: Annotated[str, Path(max_length=300, description="The name: words with hyphens between")],
        page: PageNumber = 1,
        topic: Name = None,
        oldest: Annotated[bool, Query(description="The oldest first")] = False,  # noqa: FBT002 - a query
    ) -> Response:
        """A person or body, and what they are reported to have said."""
        return show(request, "speaker.html", read_speaker(enter(request)[0], slug, page, topic or None, oldest=oldest))


def read_speaker(room: Room, slug: str, page: int, topic: str | None = None, *, oldest: bool) -> SpeakerPage | None:
    speaking = find_speaking(room, slug)
    quoted = browse.quoted(room.record().db, **speaking.wanted) if speaking else None
    return _make_page(room, speaking, quoted, page, topic, oldest=oldest) if speaking and quoted else None


def _make_page(
    room: Room, speaking: Speaking, quoted: browse.Quoted, page: int, topic: str | None, *, oldest: bool
) -> SpeakerPage:
    db, wanted = room.record().db, speaking.wanted
    topics = spoken.find_topics(db, **wanted)
    only = next((one for one in topics if one.key == ids.name_key(topic)), None) if topic else None
    if topic and only is None:
        only = Topic(topic, topic, frozenset())
    total = len(only.statements) if only else quoted.statements
    among = only.statements if only else None
    found = browse.find(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE, oldest=oldest, among=among, **wanted)
    statements = make_statements(room, found)
    name = speaking.name if speaking.person else next((row.speaker for row in statements if row.speaker), speaking.name)
    known = people.names(db, speaking.person) if speaking.person else ()
    who = speaking.link.removeprefix("/speakers/")
    return SpeakerPage(
        name=name,
        key=who,
        link=speaking.link,
        label=quoted.label,
        articles=quoted.articles,
        first=quoted.first and quoted.first[:10],
        last=quoted.last and quoted.last[:10],
        names=quoted.names,
        roles=quoted.roles,
        outlets=tuple(
            Number(name or NO_OUTLET, number, None, links.link_search(who=who, outlet=name))
            for name, number in quoted.outlets
        ),
        through=tuple(Number(one.name, number, None, link_speaker(room, one)) for one, number in quoted.through),
        acts=tuple(
            Number(ACT_WORDS[act], number, None, links.link_search(who=who, act=act)) for act, number in quoted.acts
        ),
        offices=tuple(_make_offices(db, speaking.person)) if speaking.person else (),
        topics=tuple(
            Number(one.name, len(one.statements), None, f"{speaking.link}?{links.query(topic=one.key)}#said")
            for one in topics[:TOP]
        ),
        drifts=tuple(
            _make_drift(db, row) for row in spoken.find_drifts(db, [*quoted.names, name, *(row.name for row in known)])
        ),
        oldest=oldest,
        topic=only.name if only else None,
        part=make_part(page, total),
        statements=statements,
    )


def _make_offices(db: sqlite3.Connection, person_id: str) -> list[Office]:
    """By the first report that tells it; one office in several reports once."""
    person = people.person(db, person_id)
    groups: dict[tuple[str, str, str], list[OfficeRow]] = {}
    for row in people.offices(db, person_id):
        groups.setdefault((row.relation, row.office.casefold(), row.body or ""), []).append(row)
    return [
        Office(
            person=person.name if person else "",
            relation=rows[0].relation,
            office=rows[0].office,
            body=rows[0].body,
            reports=len({row.article for row in rows}),
            evidence=tuple(map(_to_evidence, _first_and_latest(rows))),
        )
        for rows in groups.values()
    ]


def _first_and_latest(rows: list[OfficeRow]) -> Iterable[OfficeRow]:
    return rows if len(rows) <= MAX_EVIDENCE else [*rows[: MAX_EVIDENCE - 1], rows[-1]]


def _to_evidence(row: OfficeRow) -> Evidence:
    link = links.link_words(row.article, row.number, (Span(row.start, row.end),))
    return Evidence(row.outlet, row.published, row.words, link)


def _make_drift(db: sqlite3.Connection, row: DriftRow) -> Drift:
    a, b = spoken.cut_wordings(db, row)
    return Drift(row.manner, row.similarity, _to_side(row.a, a), _to_side(row.b, b))


def _to_side(words: Wording, pieces: tuple[Cut, ...]) -> Side:
    return Side(words.outlet, words.published, links.link_words(words.article_id, words.version, (words.span,)), pieces)
