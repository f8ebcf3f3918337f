"""Positions: who is for what and against what, as a matrix whose cells lead to the words; and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from onrecord.resolve.issues import Issue
from onrecord.resolve.proposals import Place
from onrecord.store import issue_rows
from onrecord.store.issue_rows import Conditions, Stands, index_parties, load_conditions, load_stands
from onrecord.views.matrix import ConditionRow, IssueRow, Matrix, make_matrix, to_condition_row, to_issue_row
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import Name, PageNumber, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Part

ON_PAGE = 20  # issues
CONDITIONS = 40
Words = Annotated[str, Query(max_length=200, description="Words of an issue, or its id")]
AsOf = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="What was published by that day")]


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """Issues with the positions on them; `matrix` names them by their places in the lists. Conditions with replies."""

    part: Part
    who: str | None
    issue: str
    as_of: str
    issues: tuple[IssueRow, ...]
    total: int
    matrix: Matrix
    conditions: tuple[ConditionRow, ...]


def add_positions(app: FastAPI) -> None:
    @page(app, "/positions", PositionsPage)
    def positions(
        request: Request, who: Name = None, issue: Words = "", as_of: AsOf = "", page: PageNumber = 1
    ) -> Response:
        """Who is for, against, or for something on a condition, since when; and who offered what if whom did what."""
        return show(
            request, "positions_page.html", read_positions(enter(request)[0], who, issue, as_of, page), link=link_words
        )


def read_positions(room: Room, who: str | None, issue: str, as_of: str, page: int) -> PositionsPage:
    if who or issue:
        known: Sequence[Issue] = (
            room.derived(load_stands, Stands.issues_by, as_of)
            if as_of
            else room.derived(load_stands, index_parties).narrow(who or "")
        )
        found = issue_rows.choose_issues(known, who, issue)
    else:
        found = room.derived(load_stands, Stands.shown_by, as_of)
    conditions = (
        room.derived(load_conditions, Conditions.proposals_by, as_of) if as_of else room.kept(load_conditions).now
    )
    shown = found[(page - 1) * ON_PAGE : page * ON_PAGE]
    return PositionsPage(
        part=make_part(page, len(found), ON_PAGE),
        who=who,
        issue=issue,
        as_of=as_of,
        issues=tuple(map(to_issue_row, shown)),
        total=len(shown),
        matrix=make_matrix(shown),
        conditions=tuple(map(to_condition_row, conditions[:CONDITIONS] if page == 1 and not (who or issue) else ())),
    )


def link_words(place: Place) -> str:
    return links.link_words(place.article_id, place.number, place.spans)
