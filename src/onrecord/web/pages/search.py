"""Search: statements by words, speaker, outlet, act, kind and date, and the same rows as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from starlette.responses import Response

from onrecord.extract.jsonlines import ACTS
from onrecord.store import browse
from onrecord.store.browse import MANY
from onrecord.store.read import Wanted
from onrecord.web.answers import to_csv, to_lines
from onrecord.web.asking import ERRORS, enter, page, show
from onrecord.web.listing import (
    MAX_PAGE,
    ON_PAGE,
    Day,
    Name,
    PageNumber,
    Words,
    list_outlets,
    make_part,
    make_statements,
)
from onrecord.web.pages.claims import count_claims
from onrecord.web.room import Room
from onrecord.web.shapes import Part, Statement
from onrecord.web.speaking import find_speaking

EXPORTED = 5000  # rows


@dataclass(frozen=True, slots=True)
class Wants:
    """What a search asked for; what is None was not asked."""

    q: str
    speaker: str | None
    who: str | None  # the end of a speaker's address: that one alone
    outlet: str | None
    act: str | None
    kind: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    wanted: Wants
    who: str | None  # the name
    who_link: str | None
    asked: bool
    ranked: bool  # best first; else by date
    claims: int  # that are told in these words
    outlets: tuple[str, ...]
    acts: tuple[str, ...]
    part: Part
    statements: tuple[Statement, ...]


def find_wants(
    q: Words = "",
    speaker: Name = None,
    who: Annotated[str | None, Query(max_length=300, description="The end of a speaker's address: only theirs")] = None,
    outlet: Name = None,
    act: Annotated[str | None, Query(max_length=40, description="assert, deny, demand ...")] = None,
    kind: Annotated[str | None, Query(max_length=40, description="direct, indirect or mixed")] = None,
    since: Day = None,
    until: Day = None,
) -> Wants:
    return Wants(q, *((value or None) for value in (speaker, who, outlet, act, kind, since, until)))


Asked = Annotated[Wants, Depends(find_wants)]
ExportPage = Annotated[int, Query(ge=0, le=MAX_PAGE, description="Which page; 0 for all, up to 5,000 rows")]


def add_search(app: FastAPI) -> None:
    @page(app, "/search", SearchPage)
    def search(request: Request, wanted: Asked, page: PageNumber = 1) -> Response:
        """Statements by their words, speaker, outlet, act, kind and date."""
        return show(request, "search.html", read_search(enter(request)[0], wanted, page))

    def found(request: Request, wanted: Wants, page: int) -> tuple[Statement, ...]:
        """Those that the page shows; page 0 for all of them."""
        size = ON_PAGE if page else EXPORTED
        return read_search(enter(request)[0], wanted, page or 1, size=size).statements

    def csv(request: Request, wanted: Asked, page: ExportPage = 1) -> Response:
        """What a page of the search shows, as a table; page 0 is all pages, up to 5,000 rows."""
        return to_csv(found(request, wanted, page))

    def lines(request: Request, wanted: Asked, page: ExportPage = 1) -> Response:
        """As search.csv, as JSON lines."""
        return to_lines(found(request, wanted, page))

    for path, endpoint, kind in (("/search.csv", csv, "text/csv"), ("/search.jsonl", lines, "application/jsonl")):
        responses = {**ERRORS, 200: {"content": {kind: {}}, "description": "The rows"}}
        app.get(path, responses=responses, response_class=Response)(endpoint)


def read_search(room: Room, wants: Wants, page: int, *, size: int = ON_PAGE) -> SearchPage:
    summary, db = room.summary(), room.record().db
    speaking = find_speaking(room, wants.who) if wants.who else None
    wanted = Wanted(
        **(speaking.wanted if speaking else {}),
        speaker=wants.speaker,
        outlet=wants.outlet,
        act=wants.act,
        kind=wants.kind,
        since=wants.since,
        until=wants.until,
    )
    if wants.who and speaking is None:
        wanted["alone"] = wants.who  # nobody
    asked = bool(wants.q.strip()) or any(wanted.values())
    query = wants.q if wants.q.strip() else ""
    total = browse.count_found(db, query, **wanted) if asked else 0
    found = browse.find(db, query, limit=size, offset=(page - 1) * size, **wanted) if total else []
    return SearchPage(
        wanted=wants,
        who=speaking.name if speaking else wants.who,
        who_link=speaking.link if speaking else None,
        asked=asked,
        ranked=bool(query and total and browse.is_ranked(db, query)),
        claims=count_claims(room, query) if query else 0,
        outlets=list_outlets(summary),
        acts=ACTS,
        part=make_part(page, min(total, MANY), size, more=total > MANY),
        statements=make_statements(room, found),
    )
