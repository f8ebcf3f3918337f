"""The report: one HTML file that opens offline and leads from every statement to its words."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.store.record import Record
from onrecord.views.marks import Mark, Piece, Segment, make_visible, quote_pieces
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

# What is open when the report opens: enough to read at once, little enough to find one's way.
OPEN_STATEMENTS = 30
OPEN_ARTICLES = 1

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ACTS = {
    "assert": "says",
    "confirm": "confirms",
    "deny": "denies",
    "neither-confirm-nor-deny": "neither confirms nor denies",
    "decline": "declines",
    "demand": "demands",
    "propose": "proposes",
    "promise": "promises",
    "threaten": "threatens",
    "accuse": "accuses",
    "expect": "expects",
    "opinion": "thinks",
    "question": "asks",
    "doubt": "doubts",
    "retract": "takes back",
}


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows. `articles` is gone through once, so that it may be read as it is written."""

    title: str
    overview: Overview
    statements: Sequence[StatementRow]  # as the articles have them
    articles: Iterable[ArticlePage]
    skipped: Sequence[SkippedRow]


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

    def place(self, article: str, statement: str) -> str:
        return f"{self.article(article)}-{self.number(article, statement)}"


def write_report(record: Record, output: TextIO, title: str = "On the record") -> None:
    report = Report(
        title=title,
        overview=read_overview(record),
        statements=[row for page in iter_article_pages(record) for row in page.statements],
        articles=iter_article_pages(record),
        skipped=read_skipped(record),
    )
    write_pages(report, output)


def write_pages(report: Report, output: TextIO) -> None:
    css, js = _part("report.css"), _part("report.js")
    speakers = make_speaker_pages(report.statements)
    template = _environment().get_template("report.html")
    chunks = template.generate(
        title=report.title,
        overview=report.overview,
        speakers=speakers,
        articles=report.articles,
        skipped=report.skipped,
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


def format_day(iso: str | None) -> str:
    """2026-03-06 as 6 Mar 2026, 2026-03 as Mar 2026; what is no date as it is."""
    if not iso:
        return ""
    parts = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:$|[T ])", iso)
    if parts is None or not 1 <= int(parts[2]) <= 12:
        return iso
    year, month, day = parts.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"


def format_count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def name_roles(segment: Segment) -> str:
    """The classes of a marked piece."""
    roles = [mark.role for mark in segment.marks]
    names = [role for role in ("content", "source", "cue") if role in roles]
    return " ".join([*names, *(["inner"] if roles.count("content") > 1 else [])])


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(
        act=lambda act: ACTS.get(act, act),
        count=format_count,
        day=format_day,
        quote=_quote,
        roles=name_roles,
        words=lambda flag: flag.replace("_", " ").replace("-", " "),
    )
    return environment


def _finalize(value: object) -> object:
    """Everything that comes from a record passes here before it is escaped."""
    return make_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _quote(row: StatementRow) -> tuple[Piece, ...]:
    return quote_pieces(row.source, row.cue, row.content)


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
