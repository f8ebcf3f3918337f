"""Claims: who takes which stand by day, what joined the words of one, and what people say of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from onrecord.resolve.ledger import Entry
from onrecord.resolve.parties import outlet_party
from onrecord.resolve.standing import STANDINGS, StanceKind, Standing
from onrecord.store import ledger
from onrecord.store.heads import Head, list_heads
from onrecord.store.ledger import ClaimRow
from onrecord.store.speakers import whose_in
from onrecord.views.wording import tell_shared, title_of
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.claim_index import find_about, find_told, index_claims
from onrecord.web.listing import ExactDay, Name, PageNumber, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Part
from onrecord.web.speaking import link_speaker

Speakers = Mapping[tuple[str, str], str]  # the address of whoever made a statement of a version
ON_PAGE = 12  # claims: each is a table
MAX_DAYS = 1000  # of the slider
KINDS: dict[StanceKind, str] = {
    "asserts": "asserts",
    "confirms": "confirms",
    "denies": "denies",
    "neither": "neither confirms nor denies",
    "declines": "declines",
    "doubts": "doubts",
    "retracts": "takes back",
    "repeats": "repeats",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """What one party said of a claim in one report."""

    number: int  # its place in the claim, in time
    party: str
    party_link: str | None
    kind: StanceKind
    citing: str  # whom it repeats
    chain: tuple[str, ...]  # from the outlet to the party
    published: str | None
    outlet: str
    doc: str
    title: str
    words: str
    link: str  # to exactly these words
    citation: str | None  # None for what the outlet itself tells
    proposition: str  # by which it can be parted from the claim
    why: str  # what joined it
    joined_to: int | None  # the number of the stand that it was joined to


@dataclass(frozen=True, slots=True)
class Row:
    """The stands of a party: for each day of the claim the places of its stands."""

    party: str
    link: str | None
    days: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as of a day. The three numbers are never one."""

    id: str
    link: str
    title: str  # words of a stand that can be read alone
    words: str  # of who told it first
    standing: Standing
    since: str | None  # the day from which it has this standing
    by_day: tuple[tuple[str, Standing], ...]
    reports: int
    outlets: int
    origins: int
    origin: tuple[str, ...]
    days: tuple[str, ...]  # on which somebody took a stand; empty for reports without a date
    parties: tuple[Row, ...]
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    as_of: str | None
    about: str | None
    words: str
    standing: Standing | None
    standings: tuple[Standing, ...]
    days: tuple[str, ...]  # on which a stand was taken on any claim
    part: Part
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    as_of: str | None
    days: tuple[str, ...]
    claim: Claim


def add_claims(app: FastAPI) -> None:
    @page(app, "/claims", ClaimsPage)
    def claims(
        request: Request,
        as_of: ExactDay = None,
        about: Name = None,
        words: Annotated[str, Query(max_length=300, description="All of them in one telling; begin* fits")] = "",
        standing: Annotated[str | None, Query(pattern=f"^({'|'.join(STANDINGS)}|)$")] = None,
        page: PageNumber = 1,
    ) -> Response:
        """What several reports tell or somebody answered, with who takes which stand by day."""
        found = read_claims(enter(request)[0], as_of or None, about or None, standing or None, page, words.strip())
        return show(request, "claims.html", found, stances=KINDS)

    @page(app, "/claims/{claim}", ClaimPage)
    def claim(
        request: Request,
        claim: Annotated[str, Path(max_length=64, description="Its id")],
        as_of: ExactDay = None,
    ) -> Response:
        """A claim: its statements in time, what joined them, and its standing by a fixed rule."""
        room, session = enter(request)
        may = session is not None and room.writable
        return show(request, "claim.html", read_claim(room, claim, as_of or None), stances=KINDS, may=may)


def list_claims(db: sqlite3.Connection) -> tuple[ClaimRow, ...]:
    """All that the page lists, to be kept: those of several stands, or that somebody answered."""
    return tuple(ledger.claims(db))


def read_claims(
    room: Room, as_of: str | None, about: str | None, standing: str | None, page: int, words: str = ""
) -> ClaimsPage:
    index = room.derived(list_claims, index_claims)
    wanted = [row for row in find_about(index, about or "") if as_of is None or standing_on(row, as_of)]
    if words:
        told = find_told(index, words)
        wanted = [row for row in wanted if row.id in told]
    if standing is not None:
        wanted = [row for row in wanted if (standing_on(row, as_of) if as_of else row.standing) == standing]
    shown = wanted[(page - 1) * ON_PAGE : page * ON_PAGE]
    db = room.record().db
    loaded = ledger.load_claims(db, [row.id for row in shown], as_of=as_of)
    return ClaimsPage(
        as_of=as_of,
        about=about,
        words=words,
        standing=standing,  # type: ignore[arg-type]  # the address allows no other
        standings=STANDINGS,
        days=room.derived(list_claims, find_days),
        part=make_part(page, len(wanted), ON_PAGE),
        claims=make_claims(room, loaded),
    )


def read_claim(room: Room, claim_id: str, as_of: str | None) -> ClaimPage | None:
    """None where there is none, or nothing of it was published by that day."""
    db = room.record().db
    whole = ledger.load_claims(db, [claim_id])
    found = ledger.load_claims(db, [claim_id], as_of=as_of) if as_of else whole
    return ClaimPage(as_of, find_days(whole), make_claims(room, found)[0]) if found else None


def count_claims(room: Room, words: str) -> int:
    """How many are told in these words."""
    return len(find_told(room.derived(list_claims, index_claims), words))


def standing_on(row: ClaimRow, day: str) -> Standing | None:
    """By what was published by that day; None where nothing was."""
    return next((standing for since, standing in reversed(row.by_day) if since <= day), None)


def find_days(rows: Iterable[ClaimRow]) -> tuple[str, ...]:
    """On which a stand was taken; where they are many, evenly some of them."""
    days = sorted({entry.published for row in rows for entry in row.stances if entry.published})
    step = len(days) // MAX_DAYS + 1
    return tuple(days[::-1][::step][::-1])


def make_claims(room: Room, rows: Sequence[ClaimRow]) -> tuple[Claim, ...]:
    db, told = room.record().db, {(entry.version_id, entry.statement) for row in rows for entry in row.stances}
    versions = list_heads(db, {version for version, _ in told})
    speakers = {
        (version, one): link_speaker(room, whose)
        for version, statement in told
        if statement
        for one, whose in whose_in(db, version, statement).items()
    }
    return tuple(_make_claim(row, versions, speakers) for row in rows)


def _make_claim(row: ClaimRow, versions: Mapping[str, Head], speakers: Speakers) -> Claim:
    numbers = {entry.proposition: number for number, entry in reversed(list(enumerate(row.stances, 1)))}
    known = {entry.proposition: entry for entry in row.stances}
    stands = tuple(
        _make_stand(number, entry, versions[entry.version_id], numbers, speakers, known)
        for number, entry in enumerate(row.stances, 1)
    )
    days = tuple(sorted({stand.published or "" for stand in stands}))
    return Claim(
        id=row.id,
        link=links.link_claim(row.id),
        title=title_of(row.words, row.stances),
        words=row.words,
        standing=row.standing,
        since=row.by_day[-1][0] if row.by_day else None,
        by_day=row.by_day,
        reports=row.reports,
        outlets=row.outlets,
        origins=row.origins,
        origin=row.origin,
        days=days,
        parties=_make_rows(stands, [entry.party.key for entry in row.stances], days),
        stands=stands,
    )


def _make_rows(stands: Sequence[Stand], parties: Sequence[str], days: Sequence[str]) -> tuple[Row, ...]:
    rows = []
    for party in dict.fromkeys(parties):
        own = [stand for stand, key in zip(stands, parties, strict=True) if key == party]
        cells = tuple(tuple(stand.number for stand in own if (stand.published or "") == day) for day in days)
        rows.append(Row(own[0].party, own[0].party_link, cells))
    return tuple(rows)


def _make_stand(
    number: int,
    entry: Entry,
    head: Head,
    numbers: Mapping[str, int],
    speakers: Speakers,
    known: Mapping[str, Entry],
) -> Stand:
    citation = links.link_citation(entry.article_id, entry.statement, head.number) if entry.statement else None
    return Stand(
        number=number,
        party=entry.party.name,
        party_link=_link_party(entry, speakers),
        kind=entry.kind,
        citing=entry.citing,
        chain=tuple(dict.fromkeys(entry.chain)),
        published=entry.published,
        outlet=entry.outlet,
        doc=entry.doc,
        title=head.title,
        words=entry.words,
        link=links.link_words(entry.article_id, head.number, entry.spans),
        citation=citation,
        proposition=entry.proposition,
        why=_tell_why(entry, known.get(entry.joined_to or "")),
        joined_to=numbers.get(entry.joined_to) if entry.joined_to else None,
    )


def _link_party(entry: Entry, speakers: Speakers) -> str | None:
    """An outlet that tells something itself leads to its articles."""
    if not entry.party.is_outlet:
        return speakers.get((entry.version_id, entry.statement)) if entry.statement else None
    own = outlet_party(entry.outlet).key == entry.party.key
    return links.link_articles(entry.outlet) if own and entry.outlet else None


def _tell_why(entry: Entry, joined: Entry | None) -> str:
    """As `onrecord why`, without whom it was joined to."""
    if entry.joined_to is None:
        return ""
    told = tell_shared(entry, joined)
    shared = f"; both have {', '.join(told)}" if told else ""
    return f"by {entry.how}{f', likeness {entry.score:.2f}' if entry.score else ''}{shared}"
