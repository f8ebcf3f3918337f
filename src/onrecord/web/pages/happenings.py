"""The pages Timeline and To come of the reading room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from onrecord.store.happening_rows import (
    AccountRow,
    HappeningRow,
    Listed,
    happenings_of,
    index_names,
    list_happenings,
    load_happenings,
)
from onrecord.store.open_rows import OpenRow, Telling, list_matters, open_matters
from onrecord.views.timeline import draw_timeline
from onrecord.web.asking import enter, page, show
from onrecord.web.links import link_article
from onrecord.web.listing import ON_PAGE, PageNumber, make_part
from onrecord.web.shapes import Part

Name = Annotated[str, Query(max_length=200, description="A part of a name, in whole words")]
Root = Annotated[str, Query(max_length=40, description="A PLOVER root or a mode: CONSULT, call, release ...")]
AsOf = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="What was published by that day")]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Events by their days with all accounts; `picture` is of those that the page lists."""

    part: Part
    who: str
    root: str
    events: tuple[HappeningRow, ...]
    total: int
    picture: str


@dataclass(frozen=True, slots=True)
class ToComePage:
    """What was to come and what became of it, as of a day."""

    part: Part
    as_of: str
    matters: tuple[OpenRow, ...]


def add_happenings(app: FastAPI) -> None:
    @page(app, "/timeline", TimelinePage)
    def timeline(request: Request, who: Name = "", root: Root = "", page: PageNumber = 1) -> Response:
        """Events of the record, the same event in several articles once."""
        room, asked = enter(request)[0], root.casefold()
        db = room.record().db
        rows: Sequence[Listed] = room.kept(list_happenings)
        if who:
            places = room.derived(list_happenings, index_places)
            known = happenings_of(db, who, room.kept(index_names))
            rows = [row for _, row in sorted((places[one] for one in known if one in places), key=itemgetter(0))]
        if asked:
            rows = [row for row in rows if asked in (row.root.casefold(), row.mode)]
        shown = tuple(load_happenings(db, (row.id for row in rows[(page - 1) * ON_PAGE : page * ON_PAGE])))
        data = TimelinePage(make_part(page, len(rows)), who, root, shown, len(shown), draw_timeline(shown))
        return show(request, "timeline.html", data, link=link_words)

    @page(app, "/to-come", ToComePage)
    def to_come(request: Request, as_of: AsOf = "", page: PageNumber = 1) -> Response:
        """What was planned, promised, threatened or expected, and what became of it."""
        room = enter(request)[0]
        known = room.kept(list_matters)
        rows = [row for row in known.listed if row.told <= as_of] if as_of else known.listed
        part = [row.id for row in rows[(page - 1) * ON_PAGE : page * ON_PAGE]]
        shown = tuple(open_matters(room.record().db, as_of or None, only=part, days=known.days))
        return show(request, "to_come.html", ToComePage(make_part(page, len(rows)), as_of, shown), link=link_words)


def index_places(listed: Sequence[Listed]) -> dict[str, tuple[int, Listed]]:
    """Events by their ids, with their places in the list."""
    return {row.id: (place, row) for place, row in enumerate(listed)}


def link_words(told: AccountRow | Telling) -> str:
    return link_article(told.article_id)
