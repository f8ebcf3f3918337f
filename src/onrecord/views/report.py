"""The report: one HTML file that opens offline and leads from every statement to its words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TextIO

from markupsafe import Markup

from onrecord.store.record import Record
from onrecord.views import claims, matrix
from onrecord.views.marks import Mark
from onrecord.views.pages import (
    NO_OUTLET,
    ArticlePage,
    Overview,
    SkippedRow,
    StatementRow,
    iter_article_pages,
    make_speaker_pages,
    read_overview,
    read_skipped,
)
from onrecord.views.templating import ACTS, make_environment
from onrecord.views.timeline import EMPTY, TimelinePage, read_timeline

# What is open when the report opens: enough to read at once, little enough to find one's way.
OPEN_STATEMENTS = 30
OPEN_ARTICLES = 1


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows. `articles` is gone through once, so that it may be read as it is written."""

    title: str
    overview: Overview
    statements: Sequence[StatementRow]  # as the articles have them
    articles: Iterable[ArticlePage]
    skipped: Sequence[SkippedRow]
    timeline: TimelinePage = EMPTY
    claimed: claims.ClaimsPart = claims.EMPTY
    positions: matrix.PositionsPage = matrix.EMPTY


class Anchors:
    """Addresses within the report: made of numbers, since the ids of a record may hold anything."""

    def __init__(self, statements: Iterable[StatementRow]) -> None:
        self._articles: dict[str, int] = {}
        self._statements: dict[tuple[str, str], int] = {}
        count_of: dict[str, int] = {}
        for row in statements:
            self.article(row.article)
            count_of[row.article] = count_of.get(row.article, 0) + 1
            self._statements[row.article, row.id] = count_of[row.article]

    def article(self, article: str) -> str:
        return f"a{self._articles.setdefault(article, len(self._articles) + 1)}"

    def number(self, article: str, statement: str) -> int:
        return self._statements[article, statement]

    def numbers(self, article: str, marks: Sequence[Mark]) -> str:
        return " ".join(str(number) for number in sorted({self.number(article, mark.statement) for mark in marks}))

    def words(self, article: str, statement: str | None) -> str:
        """Of a statement; of its article where there is none, or it is not in this report."""
        known = statement is not None and (article, statement) in self._statements
        return self.place(article, str(statement)) if known else self.article(article)

    def place(self, article: str, statement: str) -> str:
        return f"{self.article(article)}-{self.number(article, statement)}"


def write_report(record: Record, output: TextIO, title: str | None = None) -> None:
    """Headed by the title of the record where no other is given."""
    report = Report(
        title=title or record.title,
        overview=read_overview(record),
        statements=[row for page in iter_article_pages(record) for row in page.statements],
        articles=iter_article_pages(record),
        skipped=read_skipped(record),
        timeline=read_timeline(record),
        claimed=claims.read_claims(record),
        positions=matrix.read_positions(record),
    )
    write_pages(report, output)


def write_pages(report: Report, output: TextIO) -> None:
    css, js = _part("report.css") + _part("timeline.css"), _part("report.js")
    speakers = make_speaker_pages(report.statements)
    template = make_environment("onrecord.views").get_template("report.html")
    chunks = template.generate(
        title=report.title,
        overview=report.overview,
        speakers=speakers,
        articles=report.articles,
        skipped=report.skipped,
        timeline=report.timeline,
        claimed=report.claimed,
        positions=report.positions,
        outlets=sorted({row.outlet for row in report.statements if row.outlet}),
        acts=sorted({row.act for row in report.statements}, key=list(ACTS).index),
        anchors=Anchors(report.statements),
        open_speakers=_count_open([len(page.statements) for page in speakers]),
        open_articles=OPEN_ARTICLES,
        no_outlet=NO_OUTLET,
        css=Markup(css),  # noqa: S704 - our own files
        js=Markup(js),  # noqa: S704
        policy=_policy(css, js),
    )
    output.writelines(chunks)


def _part(name: str) -> str:
    return files("onrecord.views").joinpath("templates", name).read_text("utf-8")


def _policy(css: str, js: str) -> str:
    """Nothing is loaded and nothing is sent; only our own style and script count."""
    return (
        f"default-src 'none'; style-src {_digest(css)}; script-src {_digest(js)}; base-uri 'none'; form-action 'none'"
    )


def _digest(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _count_open(sizes: Sequence[int]) -> int:
    """How many speakers may be open: the first one always."""
    total = 0
    for place, size in enumerate(sizes):
        total += size
        if place and total > OPEN_STATEMENTS:
            return place
    return len(sizes)
