"""Skipped inputs: what gave no article, and why."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord.store import browse
from onrecord.views import pages
from onrecord.views.pages import SkippedRow
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, PageNumber, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Part


@dataclass(frozen=True, slots=True)
class SkippedPage:
    part: Part
    skipped: tuple[SkippedRow, ...]


def add_skipped(app: FastAPI) -> None:
    @page(app, "/skipped", SkippedPage)
    def skipped(request: Request, page: PageNumber = 1) -> Response:
        """Inputs that gave no article, and why."""
        return show(request, "skipped.html", read_skipped(enter(request)[0], page))


def read_skipped(room: Room, page: int) -> SkippedPage:
    db = room.record().db
    rows = browse.list_skipped(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    total = browse.count_skipped(db)
    return SkippedPage(make_part(page, total), tuple(map(pages.make_skipped_row, rows)))
