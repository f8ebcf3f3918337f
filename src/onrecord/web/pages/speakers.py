"""Speakers: everybody, and one of them with what they are reported to have said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from onrecord import ids
from onrecord.store import browse
from onrecord.views.pages import NO_OUTLET, NO_SPEAKER
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import ON_PAGE, PageNumber, Words, make_part, make_statements, to_number
from onrecord.web.room import Room
from onrecord.web.shapes import Number, Part, Statement


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    part: Part
    name: str
    speakers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A person or body, and what they are reported to have said."""

    name: str
    key: str
    label: str
    articles: int
    first: str | None
    last: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    outlets: tuple[Number, ...]  # who quotes them
    through: tuple[Number, ...]  # whom the outlets cite for it
    acts: tuple[Number, ...]
    oldest: bool
    part: Part
    statements: tuple[Statement, ...]


def add_speakers(app: FastAPI) -> None:
    @page(app, "/speakers", SpeakersPage)
    def speakers(request: Request, name: Words = "", page: PageNumber = 1) -> Response:
        """Everybody who speaks, those who say most first."""
        return show(request, "speakers.html", read_speakers(enter(request)[0], name, page))

    @page(app, "/speakers/{slug:path}", SpeakerPage)
    def speaker(
        request: Request,
        slug: Annotated[str, Path(max_length=300, description="The name: words with hyphens between")],
        page: PageNumber = 1,
        oldest: Annotated[bool, Query(description="The oldest first")] = False,  # noqa: FBT002 - a query
    ) -> Response:
        """A person or body, and what they are reported to have said."""
        return show(request, "speaker.html", read_speaker(enter(request)[0], slug, page, oldest=oldest))


def read_speakers(room: Room, name: str, page: int) -> SpeakersPage:
    words = ids.name_key(name).split()
    found = [row for row in room.summary().names if all(word in row.key for word in words)]
    rows = found[(page - 1) * ON_PAGE * 2 : page * ON_PAGE * 2]
    return SpeakersPage(make_part(page, len(found), ON_PAGE * 2), name, tuple(map(to_number, rows)))


def read_speaker(room: Room, slug: str, page: int, *, oldest: bool) -> SpeakerPage | None:
    db = room.record().db
    for key in links.keys_of_slug(slug):
        quoted = browse.quoted(db, key)
        if quoted is None:
            continue
        found = browse.find(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE, oldest=oldest, speaker_key=key)
        statements = make_statements(found)
        return SpeakerPage(
            name=statements[0].speaker or NO_SPEAKER if statements else key,
            key=key,
            label=quoted.label,
            articles=quoted.articles,
            first=quoted.first and quoted.first[:10],
            last=quoted.last and quoted.last[:10],
            names=quoted.names,
            roles=quoted.roles,
            outlets=tuple(
                Number(name or NO_OUTLET, number, None, links.link_search(speaker=key, outlet=name))
                for name, number in quoted.outlets
            ),
            through=tuple(
                Number(name, number, None, links.link_speaker(ids.name_key(name))) for name, number in quoted.through
            ),
            acts=tuple(
                Number(ACT_WORDS[act], number, None, links.link_search(speaker=key, act=act))
                for act, number in quoted.acts
            ),
            oldest=oldest,
            part=make_part(page, quoted.statements),
            statements=statements,
        )
    return None
