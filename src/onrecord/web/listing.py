"""What lists of several pages share: statements, numbers and articles as rows, and parts of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Annotated

from fastapi import Query

from onrecord.records import Attribution
from onrecord.store import read
from onrecord.store.browse import Found, NameRow, Summary
from onrecord.views import pages
from onrecord.views.pages import StatementRow, make_statement_rows
from onrecord.web import links
from onrecord.web.shapes import Number, Part, Statement

ON_PAGE = 30
TOP = 12
MAX_PAGE = 10_000
ExactDay = Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="As 2026-03-06")]
PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Which page of the list")]
Words = Annotated[str, Query(max_length=300)]
Name = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="As 2026-03-06, 2026-03 or 2026")]


def make_statements(found: Iterable[Found]) -> tuple[Statement, ...]:
    statements = []
    for one in found:
        row = make_statement_rows(one.article_id, one.part)[0]
        depth = len(one.part.statements) - 1
        statements.append(to_statement(row, one.number, depth, snippet=one.snippet, url=one.part.article.url))
    return tuple(statements)


def to_statement(
    row: StatementRow, version: int, depth: int, *, number: int = 0, snippet: str = "", url: str | None = None
) -> Statement:
    return Statement(
        id=row.id,
        number=number,
        link=links.link_statement(row, version),
        article=row.article,
        version=version,
        doc=row.doc,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=url,
        said_on=row.said_on,
        kind=row.kind,
        act=row.act,
        speaker=row.speaker,
        speaker_link=links.link_speaker(row.speaker_id) if row.speaker_id else None,
        speaker_label=row.speaker_label,
        addressee=row.addressee,
        chain=row.chain,
        source=row.source,
        cue=row.cue,
        content=row.content,
        parent=row.parent,
        depth=depth,
        flags=row.flags,
        score=row.score,
        snippet=snippet,
    )


def make_part(page: int, total: int, size: int = ON_PAGE, *, more: bool = False) -> Part:
    return Part(page=page, pages=max(1, ceil(total / size)), total=total, more=more)


def find_depths(statements: Sequence[Attribution]) -> dict[str, int]:
    """In how many others each statement lies."""
    parent_of = {statement.id: statement.parent for statement in statements}
    depths: dict[str, int] = {}
    for statement in statements:
        depth, above = 0, statement.parent
        while above is not None and depth <= len(parent_of):
            depth, above = depth + 1, parent_of.get(above)
        depths[statement.id] = depth
    return depths


def make_article_rows(rows: Iterable[read.ArticleRow]) -> tuple[pages.ArticleRow, ...]:
    return tuple(
        pages.ArticleRow(
            id=row.id,
            doc=row.doc,
            title=row.title,
            outlet=row.outlet,
            published=row.published,
            inferred=f"{row.inferred.earliest}/{row.inferred.latest}" if row.inferred and not row.published else None,
            inferred_from="",
            url=row.url,
            language=row.language,
            statements=row.statements,
        )
        for row in rows
    )


def to_number(row: NameRow) -> Number:
    return Number(row.name, row.statements, row.articles, links.link_speaker(row.key))


def list_outlets(summary: Summary) -> tuple[str, ...]:
    return tuple(sorted(name for name, _, _ in summary.outlets if name))
