"""The story: what the record holds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord.store import browse, corrections
from onrecord.store.corrections import Progress
from onrecord.store.ledger import ClaimRow
from onrecord.store.news import Added, find_added, list_texts
from onrecord.views.pages import NO_OUTLET, ArticleRow
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.views.wording import title_of
from onrecord.web import links, visits
from onrecord.web.answers import wants_json
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import TOP, ExactDay, make_article_rows, make_numbers
from onrecord.web.pages.claims import list_claims
from onrecord.web.pages.disagreements import Row, list_open
from onrecord.web.room import Room
from onrecord.web.shapes import Number

LATEST = 8
MOVED = 8
CONFLICTS = 4
PERIODS = 60  # bars of the picture of days


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or several, of publication."""

    first: str
    last: str
    statements: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim whose standing changed."""

    words: str  # as the title of the claim
    link: str
    before: str  # empty where nobody had told it
    standing: str
    day: str | None  # of publication of what changed it


@dataclass(frozen=True, slots=True)
class News:
    """What came into the record since the last visit, or since a day."""

    since: str
    articles: int
    statements: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What the record holds."""

    title: str
    articles: int
    versions: int
    statements: int
    speakers: int
    unattributed: int
    skipped: int
    progress: Progress
    periods: tuple[Period, ...]
    top_speakers: tuple[Number, ...]
    outlets: tuple[Number, ...]
    acts: tuple[Number, ...]
    latest: tuple[ArticleRow, ...]
    moved: tuple[Moved, ...]  # claims whose standing changed, the latest first
    disagreements: tuple[Row, ...]  # conflicts that nobody dismissed, the surest and gravest first
    open: int  # how many there are of them
    news: News | None  # None on a first visit


def add_story(app: FastAPI) -> None:
    @page(app, "/", StoryPage, tail="index.json")
    def story(request: Request, since: ExactDay = None) -> Response:
        """What the record holds, and what came into it since the last visit, or since a day."""
        room, session = enter(request)
        visit = visits.find_visit(request.cookies.get(visits.name_cookie(request), ""), int(time.time()))
        found = read_story(room, since or visit.since)
        may = session is not None and room.writable
        answer = show(request, "story.html", found, may=may)
        if not wants_json(request):
            visits.remember(request, answer, visit)
        return answer


def read_story(room: Room, since: str | None = None) -> StoryPage:
    summary, record = room.summary(), room.record()
    claims = room.kept(list_claims)
    conflicts, more = list_open(room, "conflict", CONFLICTS)
    added = find_added(record.db, since, claims, room.kept(list_texts)) if since else None
    return StoryPage(
        title=room.title,
        articles=summary.articles,
        versions=summary.versions,
        statements=summary.statements,
        speakers=summary.speakers,
        unattributed=summary.unattributed,
        skipped=summary.skipped,
        progress=corrections.progress(record.db, statements=summary.statements),
        periods=make_periods(summary.days),
        top_speakers=make_numbers(room, summary.names[:TOP]),
        outlets=tuple(
            Number(name or NO_OUTLET, statements, articles, links.link_articles(name))
            for name, articles, statements in summary.outlets[:TOP]
        ),
        acts=tuple(Number(ACT_WORDS[act], number, None, links.link_search(act=act)) for act, number in summary.acts),
        latest=make_article_rows(browse.list_articles(record.db, limit=LATEST)),
        moved=room.derived(list_claims, find_moved),
        disagreements=tuple(conflicts),
        open=more,
        news=_make_news(added) if added else None,
    )


def find_moved(claims: Iterable[ClaimRow]) -> tuple[Moved, ...]:
    """The last change of each, the latest first."""
    moved = [claim for claim in claims if len(claim.by_day) > 1]
    moved.sort(key=lambda claim: claim.by_day[-1][0], reverse=True)
    return tuple(
        Moved(
            title_of(claim.words, claim.stances),
            links.link_claim(claim.id),
            claim.by_day[-2][1],
            claim.by_day[-1][1],
            claim.by_day[-1][0],
        )
        for claim in moved[:MOVED]
    )


def _make_news(added: Added) -> News:
    moved = tuple(
        Moved(
            title_of(change.claim.words, change.claim.stances),
            links.link_claim(change.claim.id),
            change.before,
            change.claim.standing,
            max((entry.published or "" for entry in change.stances), default="") or None,
        )
        for change in added.changed[:MOVED]
    )
    return News(added.since, added.articles, added.statements, moved)


def make_periods(days: Sequence[tuple[str, int]]) -> tuple[Period, ...]:
    """At most PERIODS bars of equal length; days without a statement count. What is no date is left out."""
    dated: list[tuple[date, int]] = []
    for day, number in days:
        try:
            dated.append((date.fromisoformat(day), number))
        except ValueError:
            continue
    if not dated:
        return ()
    first, last = dated[0][0], dated[-1][0]
    length = ceil(((last - first).days + 1) / PERIODS)
    counts = [0] * (((last - first).days // length) + 1)
    for when, number in dated:
        counts[(when - first).days // length] += number
    starts = [first + timedelta(days=length * place) for place in range(len(counts))]
    return tuple(
        Period(start.isoformat(), min(last, start + timedelta(days=length - 1)).isoformat(), number)
        for start, number in zip(starts, counts, strict=True)
    )
