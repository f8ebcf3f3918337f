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
from onrecord.views.pages import StatementRow, make_statement_rows, name_speaker
from onrecord.web import links
from onrecord.web.room import Room
from onrecord.web.shapes import Number, Part, Statement
from onrecord.web.speaking import link_speaker

ON_PAGE = 30
TOP = 12
MAX_PAGE = 10_000
ExactDay = Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="As 2026-03-06")]
PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Which page of the list")]
Words = Annotated[str, Query(max_length=300)]
Name = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="As 2026-03-06, 2026-03 or 2026")]


def make_statements(room: Room, found: Iterable[Found]) -> tuple[Statement, ...]:
    """The speaker under the record's name, the chain as the article has it."""
    statements = []
    for one in found:
        row = make_statement_rows(one.article_id, one.part)[0]
        row = name_speaker(row, one.whose)
        depth = len(one.part.statements) - 1
        link = link_speaker(room, one.whose) if one.whose else None
        url = one.part.article.url
        statements.append(to_statement(row, one.number, depth, link, snippet=one.snippet, url=url))
    return tuple(statements)


def to_statement(
    row: StatementRow,
    version: int,
    depth: int,
    speaker_link: str | None,
    *,
    number: int = 0,
    snippet: str = "",
    url: str | None = None,
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
        speaker_link=speaker_link,
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


def make_numbers(room: Room, rows: Iterable[NameRow]) -> tuple[Number, ...]:
    return tuple(Number(row.name, row.statements, row.articles, link_speaker(room, row)) for row in rows)


def list_outlets(summary: Summary) -> tuple[str, ...]:
    return tuple(sorted(name for name, _, _ in summary.outlets if name))
