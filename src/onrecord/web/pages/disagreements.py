"""Disagreements: both accounts side by side, and those that people dismissed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.store import comparison_rows
from onrecord.store.changes import StaleError
from onrecord.store.comparison_rows import Disagreement, find_dismissal
from onrecord.store.judgements import MAX_REASON, Dismissed
from onrecord.web import links
from onrecord.web.answers import to_json
from onrecord.web.asking import ERRORS, enter, page, show
from onrecord.web.correcting import REFUSALS, enter_to_write
from onrecord.web.listing import PageNumber, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Judged, Part

ON_PAGE = 15
MOST = 5000  # pairs of articles that are gone through, the surest and gravest first
Relation = Literal["conflict", "development", "difference"]
RELATIONS: tuple[Relation, ...] = ("conflict", "development", "difference")


@dataclass(frozen=True, slots=True)
class Account:
    """One of the two, with its words and the line around them."""

    outlet: str
    published: str | None
    doc: str
    title: str
    link: str  # to exactly these words
    before: str
    words: str
    after: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Two accounts that part. `others` are further pairs of articles that part over the same words."""

    id: str
    kind: str
    relation: str
    sure: float
    grave: float
    why: str
    a: Account
    b: Account
    others: int
    dismissed: int | None  # the number of the judgement


@dataclass(frozen=True, slots=True)
class DisagreementsPage:
    relation: Relation | None
    kind: str | None
    kinds: tuple[str, ...]
    dismissed: bool
    part: Part
    disagreements: tuple[Row, ...]


class Dismissal(BaseModel):
    """A disagreement is none, and why."""

    model_config = ConfigDict(extra="forbid")

    disagreement: Annotated[str, Field(max_length=64)]
    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON)]


def add_disagreements(app: FastAPI) -> None:
    @page(app, "/disagreements", DisagreementsPage)
    def disagreements(
        request: Request,
        relation: Annotated[str, Query(pattern=f"^({'|'.join(RELATIONS)}|)$")] = "",
        kind: Annotated[str, Query(max_length=40, description="number, date, name ...")] = "",
        dismissed: Annotated[bool, Query(description="Those that people dismissed")] = False,  # noqa: FBT002 - a query
        page: PageNumber = 1,
    ) -> Response:
        """Where accounts part: numbers, dates, names, negation, spelling, wording; the surest and gravest first."""
        room, session = enter(request)
        found = read_disagreements(room, relation or None, kind or None, page, dismissed=dismissed)
        may = session is not None and room.writable
        return show(request, "disagreements.html", found, relations=RELATIONS, may=may)

    @app.post("/api/disagreements/dismiss", responses={**ERRORS, **REFUSALS, 200: {"model": Judged}})
    def dismiss(request: Request, asked: Dismissal) -> Response:
        """Say that a disagreement is none, with a reason. Needs a session."""
        room, session = enter_to_write(request)
        meant = next((one for one in room.kept(list_disagreements) if one.id == asked.disagreement), None)
        if meant is None:
            raise StaleError("the disagreement is no longer there as you saw it: look at the page again")
        with room.write() as record:
            made = record.dismiss(meant, session.author, asked.reason)
        return to_json(Judged(made.id, made.what))


def list_disagreements(db: sqlite3.Connection) -> tuple[Disagreement, ...]:
    """All that the page lists, dismissed ones too, to be kept."""
    return tuple(comparison_rows.disagreements(db, limit=MOST))


def list_kinds(found: Iterable[Disagreement]) -> tuple[str, ...]:
    return tuple(sorted({one.row.kind for one in found}))


def list_open(room: Room, relation: str, most: int) -> tuple[list[Row], int]:
    """The first of those of a relation that nobody dismissed, and how many there are."""
    dismissed = Dismissed(room.record().db)
    found = [one for one in room.kept(list_disagreements) if one.row.relation == relation]
    still = [one for one in found if find_dismissal(dismissed, one) is None]
    return [_to_row(one, None) for one in still[:most]], len(still)


def read_disagreements(
    room: Room, relation: str | None, kind: str | None, page: int, *, dismissed: bool
) -> DisagreementsPage:
    everything = room.kept(list_disagreements)
    known = Dismissed(room.record().db)
    numbered = [(one, find_dismissal(known, one)) for one in everything]
    wanted = [
        (one, number)
        for one, number in numbered
        if (number is not None) == dismissed and relation in (None, one.row.relation) and kind in (None, one.row.kind)
    ]
    shown = wanted[(page - 1) * ON_PAGE : page * ON_PAGE]
    return DisagreementsPage(
        relation=relation,  # type: ignore[arg-type]  # the address allows no other
        kind=kind,
        kinds=room.derived(list_disagreements, list_kinds),
        dismissed=dismissed,
        part=make_part(page, len(wanted), ON_PAGE),
        disagreements=tuple(_to_row(one, number) for one, number in shown),
    )


def _to_row(found: Disagreement, number: int | None) -> Row:
    row = found.row
    return Row(
        id=found.id,
        kind=row.kind,
        relation=row.relation,
        sure=row.sure,
        grave=row.grave,
        why=row.why,
        a=_to_account(row.a),
        b=_to_account(row.b),
        others=row.others,
        dismissed=number,
    )


def _to_account(words: comparison_rows.Words) -> Account:
    end = words.at + len(words.words)
    link = (
        links.link_title(words.article_id, words.version)
        if words.in_title
        else links.link_words(words.article_id, words.version, (words.span,))
    )
    return Account(
        outlet=words.outlet,
        published=words.published,
        doc=words.doc,
        title=words.title,
        link=link,
        before=words.sentence[: words.at],
        words=words.words,
        after=words.sentence[end:],
        in_title=words.in_title,
    )
