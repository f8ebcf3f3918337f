"""The story: what the record holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord.store import browse, corrections
from onrecord.store.corrections import Progress
from onrecord.views.pages import NO_OUTLET, ArticleRow
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.web import links
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import TOP, make_article_rows, to_number
from onrecord.web.room import Room
from onrecord.web.shapes import Number

LATEST = 8
PERIODS = 60  # bars of the picture of days


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or several, of publication."""

    first: str
    last: str
    statements: int


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


def add_story(app: FastAPI) -> None:
    @page(app, "/", StoryPage, tail="index.json")
    def story(request: Request) -> Response:
        """What the record holds."""
        return show(request, "story.html", read_story(enter(request)[0]))


def read_story(room: Room) -> StoryPage:
    summary, record = room.summary(), room.record()
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
        top_speakers=tuple(map(to_number, summary.names[:TOP])),
        outlets=tuple(
            Number(name or NO_OUTLET, statements, articles, links.link_articles(name))
            for name, articles, statements in summary.outlets[:TOP]
        ),
        acts=tuple(Number(ACT_WORDS[act], number, None, links.link_search(act=act)) for act, number in summary.acts),
        latest=make_article_rows(browse.list_articles(record.db, limit=LATEST)),
    )


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
