"""The addresses: each page as HTML and as JSON, and what is asked of those who come."""

from __future__ import annotations

import sqlite3
import sys
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from onrecord import __version__
from onrecord.errors import InputError, OnrecordError
from onrecord.store import corrections as kept
from onrecord.web import reading, shapes
from onrecord.web.access import Access
from onrecord.web.answers import STATIC, Pages, to_csv, to_json, to_lines, wants_json
from onrecord.web.asking import ERRORS, enter, find_session, page, show
from onrecord.web.correcting import add_corrections
from onrecord.web.entering import add_entering
from onrecord.web.guard import Guard, Hosts
from onrecord.web.happening_pages import add_happenings
from onrecord.web.links import cite
from onrecord.web.room import Room
from onrecord.web.shapes import Error, ErrorDetail, Wants

# FastAPI can measure requests and send what it measured to an address that the environment names. Not this one.
SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
PageNumber = Annotated[int, Query(ge=1, le=reading.MAX_PAGE, description="Which page of the list")]
ArticleId = Annotated[str, Path(max_length=64, description="Its id")]
Words = Annotated[str, Query(max_length=300)]
Name = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="As 2026-03-06, 2026-03 or 2026")]
Version = Annotated[int | None, Query(ge=1, le=1_000_000, description="The number of a version; else the current one")]
Start = Annotated[int, Query(ge=0, le=2**40, description="Where to begin in a long text, in characters")]


def find_wants(
    q: Words = "",
    speaker: Name = None,
    outlet: Name = None,
    act: Annotated[str | None, Query(max_length=40, description="assert, deny, demand ...")] = None,
    kind: Annotated[str | None, Query(max_length=40, description="direct, indirect or mixed")] = None,
    since: Day = None,
    until: Day = None,
) -> Wants:
    return Wants(q, *((value or None) for value in (speaker, outlet, act, kind, since, until)))


Asked = Annotated[Wants, Depends(find_wants)]
ExportPage = Annotated[int, Query(ge=0, le=reading.MAX_PAGE, description="Which page; 0 for all, up to 5,000 rows")]


def make_app(room: Room, access: Access, hosts: Hosts) -> Guard:
    """The whole application, guard included."""
    app = FastAPI(
        title="onrecord reading room",
        version=__version__,
        description=(
            "Every page of the reading room as JSON: the address of the page with `.json` at its end, or the page's "
            "own with `Accept: application/json`. Offsets are half open, in code points of the article's text."
        ),
        docs_url=None,  # these pages load scripts from a network
        redoc_url=None,
        telemetry=SILENT,
    )
    app.state.room, app.state.access, app.state.pages = room, access, Pages()
    _add_errors(app)
    add_entering(app)
    add_corrections(app)
    _add_story(app)
    _add_articles(app)
    _add_speakers(app)
    _add_search(app)
    add_happenings(app)
    _add_files(app)
    return Guard(app, hosts)


def _add_story(app: FastAPI) -> None:
    @page(app, "/", shapes.StoryPage, tail="index.json")
    def story(request: Request) -> Response:
        """What the record holds."""
        return show(request, "story.html", reading.read_story(enter(request)[0]))

    @page(app, "/skipped", shapes.SkippedPage)
    def skipped(request: Request, page: PageNumber = 1) -> Response:
        """Inputs that gave no article, and why."""
        return show(request, "skipped.html", reading.read_skipped(enter(request)[0], page))


def _add_articles(app: FastAPI) -> None:
    @page(app, "/articles", shapes.ArticlesPage)
    def articles(request: Request, outlet: Name = None, page: PageNumber = 1) -> Response:
        """The articles, the newest first."""
        return show(request, "articles.html", reading.read_articles(enter(request)[0], outlet, page))

    @page(app, "/articles/{article}/statements/{statement}/citation", shapes.Citation)
    def citation(
        request: Request,
        article: ArticleId,
        statement: Annotated[str, Path(max_length=64)],
        version: Version = None,
    ) -> Response:
        """A statement as a citation, in three forms."""
        found = reading.read_statement(enter(request)[0], article, version, statement)
        base = f"{request.url.scheme}://{request.url.netloc}"
        return show(request, "citation.html", cite(found, base) if found else None, statement=found)

    @page(app, "/articles/{article}", shapes.ArticlePage)
    def article(request: Request, article: ArticleId, version: Version = None, start: Start = 0) -> Response:
        """A text as it was published, with its statements."""
        room, session = enter(request)
        found = reading.read_article(room, article, version, start)
        if found is None or wants_json(request):
            return show(request, "article.html", found)
        pieces = reading.cut_article(room, found)
        may = session is not None and room.writable and found.current
        return show(request, "article.html", found, pieces=pieces, may=may)


def _add_speakers(app: FastAPI) -> None:
    @page(app, "/speakers", shapes.SpeakersPage)
    def speakers(request: Request, name: Words = "", page: PageNumber = 1) -> Response:
        """Everybody who speaks, those who say most first."""
        return show(request, "speakers.html", reading.read_speakers(enter(request)[0], name, page))

    @page(app, "/speakers/{slug:path}", shapes.SpeakerPage)
    def speaker(
        request: Request,
        slug: Annotated[str, Path(max_length=300, description="The name: words with hyphens between")],
        page: PageNumber = 1,
        oldest: Annotated[bool, Query(description="The oldest first")] = False,  # noqa: FBT002 - a query
    ) -> Response:
        """A person or body, and what they are reported to have said."""
        return show(request, "speaker.html", reading.read_speaker(enter(request)[0], slug, page, oldest=oldest))


def _add_search(app: FastAPI) -> None:
    @page(app, "/search", shapes.SearchPage)
    def search(request: Request, wanted: Asked, page: PageNumber = 1) -> Response:
        """Statements by their words, speaker, outlet, act, kind and date."""
        return show(request, "search.html", reading.read_search(enter(request)[0], wanted, page))

    def found(request: Request, wanted: Wants, page: int) -> tuple[shapes.Statement, ...]:
        """Those that the page shows; page 0 for all of them."""
        size = reading.ON_PAGE if page else reading.EXPORTED
        return reading.read_search(enter(request)[0], wanted, page or 1, size=size).statements

    def csv(request: Request, wanted: Asked, page: ExportPage = 1) -> Response:
        """What a page of the search shows, as a table; page 0 is all pages, up to 5,000 rows."""
        return to_csv(found(request, wanted, page))

    def lines(request: Request, wanted: Asked, page: ExportPage = 1) -> Response:
        """As search.csv, as JSON lines."""
        return to_lines(found(request, wanted, page))

    for path, endpoint, kind in (("/search.csv", csv, "text/csv"), ("/search.jsonl", lines, "application/jsonl")):
        responses = {**ERRORS, 200: {"content": {kind: {}}, "description": "The rows"}}
        app.get(path, responses=responses, response_class=Response)(endpoint)


def _add_files(app: FastAPI) -> None:
    @app.get("/static/{mark}/{name}", include_in_schema=False)
    def static(request: Request, mark: str, name: str) -> Response:  # noqa: ARG001 - the mark only makes it new
        if name not in STATIC:
            raise HTTPException(404, "There is no such file.")
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(request.app.state.pages.static[name], 200, headers, STATIC[name])


def _add_errors(app: FastAPI) -> None:
    def answer(request: Request, status: int, message: str) -> Response:
        state = request.app.state
        if (
            wants_json(request)
            or request.method not in ("GET", "HEAD")
            or request.url.path.endswith((".csv", ".jsonl"))
        ):
            return to_json(Error(ErrorDetail(status, message)), status)
        if status == 401:
            return RedirectResponse("/enter", 303)
        session = find_session(request)
        reader = session if session or state.access.open_reading else None
        return cast(
            "Response",
            state.pages.render(
                "error.html", request, state.room, reader, {"code": status, "message": message}, status=status
            ),
        )

    async def refused(request: Request, error: Exception) -> Response:
        detail = error.detail if isinstance(error, HTTPException) else ""
        status = error.status_code if isinstance(error, HTTPException) else 500
        return answer(request, status, str(detail))

    async def invalid(request: Request, error: Exception) -> Response:
        faults = error.errors() if isinstance(error, RequestValidationError) else []
        told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults[:3])
        return answer(request, 422, told[:500])

    async def failed(request: Request, error: Exception) -> Response:
        """What went wrong is for the terminal: it may name paths."""
        if isinstance(error, kept.StaleError):
            return answer(request, 409, str(error))
        if isinstance(error, InputError):
            return answer(request, 400, str(error))
        print(f"onrecord: {error}", file=sys.stderr)
        return answer(request, 503, "The record cannot be read or written now. The terminal tells more.")

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(OnrecordError, failed)
    app.add_exception_handler(sqlite3.Error, failed)
