"""Articles: the list, a text with its statements, and statements as citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from onrecord.extract.misses import find_misses
from onrecord.records import Extraction, Span, Spans
from onrecord.store import browse, corrections, ledger, read
from onrecord.store.browse import VersionRow
from onrecord.store.corrections import Progress
from onrecord.store.read import StoredArticle
from onrecord.store.speakers import whose_in
from onrecord.text.layout import find_body_layout
from onrecord.views import pages
from onrecord.views.marks import cut_segments
from onrecord.views.pages import ArticleRow, make_statement_rows
from onrecord.web import links
from onrecord.web.answers import wants_json
from onrecord.web.asking import enter, page, show
from onrecord.web.listing import (
    ON_PAGE,
    Name,
    PageNumber,
    find_depths,
    list_outlets,
    make_article_rows,
    make_part,
    to_statement,
)
from onrecord.web.pages.corrections import Corrected, make_corrections
from onrecord.web.room import Room
from onrecord.web.shapes import Citation, Miss, Part, Statement
from onrecord.web.speaking import link_speaker
from onrecord.web.text import Piece, cut_pieces

WINDOW = 100_000  # characters of a text on one page
LONG = 2 * WINDOW  # a text that is longer than this is shown in windows
ArticleId = Annotated[str, Path(max_length=64, description="Its id")]
Version = Annotated[int | None, Query(ge=1, le=1_000_000, description="The number of a version; else the current one")]
Marked = Annotated[
    str | None,
    Query(
        pattern=r"^\d{1,12}-\d{1,12}(,\d{1,12}-\d{1,12}){0,19}$",
        description="Words to lead to: 120-180, or 120-180,200-210 where they stand in pieces",
    ),
]
Start = Annotated[int, Query(ge=0, le=2**40, description="Where to begin in a long text, in characters")]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    part: Part
    outlet: str | None
    outlets: tuple[str, ...]
    articles: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a long text is shown, in characters."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: ArticleRow
    version: int
    current: bool
    sha256: str
    versions: tuple[VersionRow, ...]
    text: str  # the window of it
    window: Window
    furniture: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]  # that begin in the window
    misses: tuple[Miss, ...]
    speakers: tuple[str, ...]  # whom the article knows
    pointed: tuple[tuple[int, int], ...]  # the words that the address leads to
    claims: dict[str, tuple[str, ...]]  # for each statement the addresses of the claims that it tells of
    progress: Progress
    corrections: tuple[Corrected, ...]  # the newest first, orphans too


def add_articles(app: FastAPI) -> None:
    @page(app, "/articles", ArticlesPage)
    def articles(request: Request, outlet: Name = None, page: PageNumber = 1) -> Response:
        """The articles, the newest first."""
        return show(request, "articles.html", read_articles(enter(request)[0], outlet, page))

    @page(app, "/articles/{article}/statements/{statement}/citation", Citation)
    def citation(
        request: Request,
        article: ArticleId,
        statement: Annotated[str, Path(max_length=64)],
        version: Version = None,
    ) -> Response:
        """A statement as a citation, in three forms."""
        found = read_statement(enter(request)[0], article, version, statement)
        base = f"{request.url.scheme}://{request.url.netloc}"
        return show(request, "citation.html", links.cite(found, base) if found else None, statement=found)

    @page(app, "/articles/{article}", ArticlePage)
    def article(
        request: Request, article: ArticleId, version: Version = None, start: Start = 0, mark: Marked = None
    ) -> Response:
        """A text as it was published, with its statements."""
        room, session = enter(request)
        stored = read.article(room.record().db, article, number=version)
        found = make_article(room, stored, start, parse_spans(mark or "")) if stored else None
        if stored is None or found is None or wants_json(request):
            return show(request, "article.html", found)
        pieces = cut_article(stored, found)
        may = session is not None and room.writable and found.current
        return show(request, "article.html", found, pieces=pieces, may=may)


def read_articles(room: Room, outlet: str | None, page: int) -> ArticlesPage:
    summary = room.summary()
    counts = {name: articles for name, articles, _ in summary.outlets}
    total = sum(counts.values()) if outlet is None else counts.get(outlet, 0)
    rows = browse.list_articles(room.record().db, outlet=outlet, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    return ArticlesPage(make_part(page, total), outlet, list_outlets(summary), make_article_rows(rows))


def parse_spans(words: str) -> tuple[Span, ...]:
    """120-180,200-210 as spans, without what is empty."""
    pairs = (pair.split("-") for pair in words.split(",") if pair)
    return tuple(span for span in (Span(int(start), int(end)) for start, end in pairs) if span.start < span.end)


def make_article(room: Room, stored: StoredArticle, start: int, pointed: Spans = ()) -> ArticlePage:
    record = room.record()
    extraction = stored.extraction
    head = extraction.article
    window = cut_window(len(head.text), start or (pointed[0].start if pointed else 0))
    rows = make_statement_rows(stored.id, extraction)
    depths = find_depths(extraction.statements)
    speak = _link_speakers(room, stored)
    numbered = [
        to_statement(row, stored.number, depths[row.id], speak.get(row.id), number=number, url=head.url)
        for number, row in enumerate(rows, 1)
    ]
    return ArticlePage(
        article=pages.make_article_row(stored.id, extraction),
        version=stored.number,
        current=stored.current,
        sha256=head.sha256,
        versions=tuple(browse.list_versions(record.db, stored.id)),
        text=head.text[window.start : window.end],
        window=window,
        furniture=tuple((span.start, span.end) for span in pages.find_asides(head) if span.end > span.start),
        statements=tuple(row for row in numbered if _begins_in(row, window)),
        misses=_find_misses(extraction) if window.length <= LONG else (),
        speakers=tuple(dict.fromkeys(entity.name for entity in extraction.entities)),
        pointed=pointed,
        claims={
            statement: tuple(map(links.link_claim, found))
            for statement, found in ledger.claims_of(record.db, stored.version_id).items()
        },
        progress=corrections.progress(record.db, article_id=stored.id),
        corrections=make_corrections(corrections.iter_corrections(record.db, article=stored.id, limit=200)),
    )


def cut_article(stored: StoredArticle, page: ArticlePage) -> tuple[Piece, ...]:
    """The text of the page in pieces that can be marked."""
    head = stored.extraction.article
    segments = cut_segments(head.text, stored.extraction.statements, pages.find_asides(head))
    body = head.body.start if head.body else 0
    pointed = tuple(Span(*span) for span in page.pointed)
    return cut_pieces(segments, page.misses, page.window.start, page.window.end, body, pointed)


def read_statement(room: Room, article_id: str, version: int | None, statement: str) -> Statement | None:
    stored = read.article(room.record().db, article_id, number=version)
    if stored is None:
        return None
    depths = find_depths(stored.extraction.statements)
    for number, row in enumerate(make_statement_rows(stored.id, stored.extraction), 1):
        if row.id == statement:
            link, url = _link_speakers(room, stored).get(row.id), stored.extraction.article.url
            return to_statement(row, stored.number, depths[row.id], link, number=number, url=url)
    return None


def _link_speakers(room: Room, stored: StoredArticle) -> dict[str, str]:
    """For each statement that has a speaker. Names stay as the article has them: here they are corrected."""
    whose = whose_in(room.record().db, stored.version_id)
    return {statement: link_speaker(room, one) for statement, one in whose.items()}


def cut_window(length: int, start: int) -> Window:
    """All of a text that is not long; else a page of it."""
    if length <= LONG:
        return Window(0, length, length)
    begin = min(max(start, 0), length - 1) // WINDOW * WINDOW
    return Window(begin, min(begin + WINDOW, length), length)


def _begins_in(row: Statement, window: Window) -> bool:
    start, _ = links.find_extent(row.source, row.cue, row.content)
    return window.start <= start < max(window.end, 1)


def _find_misses(extraction: Extraction) -> tuple[Miss, ...]:
    found = find_misses(find_body_layout(extraction.article), extraction.statements)
    return tuple(Miss(miss.span.start, miss.span.end, miss.reason) for miss in found)
