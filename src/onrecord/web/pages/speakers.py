"""Speakers: everybody who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord import ids
from onrecord.store.speakers import find_named
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, PageNumber, Words, make_numbers, make_part
from onrecord.web.room import Room
from onrecord.web.shapes import Number, Part


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    part: Part
    name: str
    speakers: tuple[Number, ...]


def add_speakers(app: FastAPI) -> None:
    @page(app, "/speakers", SpeakersPage)
    def speakers(request: Request, name: Words = "", page: PageNumber = 1) -> Response:
        """Everybody who speaks, those who say most first."""
        return show(request, "speakers.html", read_speakers(enter(request)[0], name, page))


def read_speakers(room: Room, name: str, page: int) -> SpeakersPage:
    """Found by any name that the record has for them."""
    words, found = ids.name_key(name).split(), room.summary().names
    if words:
        named = find_named(room.record().db, words)
        found = tuple(row for row in found if row.key in named or all(w in ids.name_key(row.name) for w in words))
    rows = found[(page - 1) * ON_PAGE * 2 : page * ON_PAGE * 2]
    return SpeakersPage(make_part(page, len(found), ON_PAGE * 2), name, make_numbers(room, rows))
