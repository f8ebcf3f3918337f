"""The addresses of speakers: whom one means, and which one somebody has.

An address is made of the name, as people remember and write it. Where two share a name, the one who says more has it,
and the other one the id; a source that its article alone knows has the article in its address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from onrecord import ids
from onrecord.store import browse, people
from onrecord.store.browse import NameRow, Summary
from onrecord.store.read import Wanted
from onrecord.store.speakers import Whose, whose_name
from onrecord.web.room import Room

_OF_ARTICLE = re.compile(r"(.+)/in/(\w+)")


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whose statements an address means."""

    name: str
    person: str | None
    wanted: Wanted
    link: str  # the address that lasts; others may lead here too


def find_slug(room: Room, whose: Whose | NameRow) -> str:
    slug = ids.name_key(whose.name).replace(" ", "-")
    if whose.article:
        return f"{quote(slug, safe='')}/in/{quote(whose.article, safe='')}"
    if whose.person and _by_name(room).get(ids.name_key(whose.name)) != whose.key:
        return quote(whose.person, safe="")
    return quote(slug, safe="")


def link_speaker(room: Room, whose: Whose | NameRow) -> str:
    return f"/speakers/{find_slug(room, whose)}"


def find_speaking(room: Room, slug: str) -> Speaking | None:
    """By the address of today, by an id, or by any name under which somebody was reported to speak."""
    db = room.record().db
    if of_article := _OF_ARTICLE.fullmatch(slug):
        name = of_article[1].replace("-", " ")
        return Speaking(name, None, Wanted(alone=name, article_id=of_article[2]), f"/speakers/{slug}")
    written = slug.replace("-", " ")
    known = _by_name(room).get(written, slug)
    if name := people.person_name(db, known):
        return _of_person(room, Whose(known, name, known, None))
    for name in (written, slug):  # the second for a name without a letter
        whose = whose_name(db, name)
        if whose and whose.person:
            return _of_person(room, whose)
        if whose:
            return Speaking(whose.name, None, Wanted(alone=name), f"/speakers/{quote(slug, safe='')}")
    return None


def _of_person(room: Room, whose: Whose) -> Speaking:
    return Speaking(whose.name, whose.person, Wanted(person=whose.person), link_speaker(room, whose))


def _by_name(room: Room) -> Mapping[str, str]:
    return room.derived(browse.summarise, _find_owners)


def _find_owners(summary: Summary) -> dict[str, str]:
    """The key of whoever has the address of a name: who says most of those called so."""
    owners: dict[str, str] = {}
    for row in summary.names:
        if row.person:
            owners.setdefault(ids.name_key(row.name), row.key)
    return owners
