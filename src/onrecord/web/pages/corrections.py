"""Corrections: what people said of statements, and the way to what nobody checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.records import Attribution
from onrecord.store import corrections, judgements
from onrecord.store.corrected import What
from onrecord.store.corrections import CorrectionRow, Progress
from onrecord.store.judgements import JudgementRow, Sort
from onrecord.views.pages import NO_SPEAKER
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, PageNumber, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Part


@dataclass(frozen=True, slots=True)
class Corrected:
    """One thing that a person said about a statement."""

    id: int
    made: str
    author: str
    what: What
    article: str
    doc: str
    title: str
    outlet: str
    link: str
    words: str  # of the statement that was meant
    before: str
    after: str
    orphan: bool  # the article has another text now
    replaced: bool  # by a later one of the same statement
    undone: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that a person said across articles."""

    id: int
    made: str
    author: str
    what: Sort
    kind: str  # of the disagreement
    reason: str
    words: tuple[str, ...]
    link: str | None
    orphan: bool
    undone: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    progress: Progress
    part: Part
    corrections: tuple[Corrected, ...]
    judgements: tuple[Judged, ...]  # across articles, on the first page


MAX_JUDGEMENTS = 200


def add_corrections_page(app: FastAPI) -> None:
    @page(app, "/corrections", CorrectionsPage)
    def list_corrections(request: Request, page: PageNumber = 1) -> Response:
        """What people corrected, the newest first; orphans are of texts that have changed since."""
        return show(request, "corrections.html", read_corrections(enter(request)[0], page))

    @app.get("/review", include_in_schema=False)
    def review(request: Request, after: Annotated[str | None, Query(max_length=64)] = None) -> Response:
        """To the next article that holds something unchecked."""
        room, _ = enter(request)
        found = corrections.find_unchecked(room.record().db, after=after)
        return RedirectResponse(f"{links.link_article(found)}#unchecked" if found else "/corrections", 303)


def read_corrections(room: Room, page: int) -> CorrectionsPage:
    db = room.record().db
    total = corrections.count(db)
    rows = corrections.iter_corrections(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    progress = corrections.progress(db, statements=room.summary().statements)
    said = judgements.iter_rows(db, limit=MAX_JUDGEMENTS) if page == 1 else ()
    return CorrectionsPage(progress, make_part(page, total), make_corrections(rows), tuple(map(_to_judged, said)))


def make_corrections(rows: Iterable[CorrectionRow]) -> tuple[Corrected, ...]:
    return tuple(
        Corrected(
            id=row.correction.id,
            made=row.correction.made,
            author=row.correction.author,
            what=row.correction.what,
            article=row.correction.article_id,
            doc=row.doc,
            title=row.title,
            outlet=row.outlet,
            link=links.link_article(row.correction.article_id),
            words=row.words,
            before=_tell(row.correction.what, row.correction.seen),
            after=_tell(row.correction.what, row.correction.becomes),
            orphan=row.orphan,
            replaced=row.replaced,
            undone=row.correction.undone,
        )
        for row in rows
    )


def _tell(what: str, statement: Attribution | None) -> str:
    if statement is None or what in ("accept", "reject", "add", "spans"):
        return ""
    if what == "speaker":
        return statement.speaker.name if statement.speaker else NO_SPEAKER
    return statement.kind if what == "kind" else ACT_WORDS[statement.act]


def _to_judged(row: JudgementRow) -> Judged:
    """The address is that of the article of the first words."""
    said = row.judgement
    return Judged(
        id=said.id,
        made=said.made,
        author=said.author,
        what=said.what,
        kind=said.kind,
        reason=said.reason,
        words=row.words[:2],
        link=links.link_article(said.anchors[0].article) if said.anchors else None,
        orphan=row.orphan,
        undone=said.undone,
    )
