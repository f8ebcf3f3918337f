"""The addresses: each page as HTML and as JSON, and what is asked of those who come."""

from __future__ import annotations

import sqlite3
import sys
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from onrecord import __version__
from onrecord.errors import InputError, OnrecordError
from onrecord.store.changes import StaleError
from onrecord.web.access import Access
from onrecord.web.answers import STATIC, load_pages, to_json, wants_json
from onrecord.web.asking import find_session
from onrecord.web.correcting import add_corrections
from onrecord.web.entering import add_entering
from onrecord.web.guard import Guard, Hosts
from onrecord.web.judging import add_judging
from onrecord.web.pages.articles import add_articles
from onrecord.web.pages.claims import add_claims
from onrecord.web.pages.contacts import add_contacts
from onrecord.web.pages.corrections import add_corrections_page
from onrecord.web.pages.disagreements import add_disagreements
from onrecord.web.pages.happenings import add_happenings
from onrecord.web.pages.positions import add_positions
from onrecord.web.pages.search import add_search
from onrecord.web.pages.skipped import add_skipped
from onrecord.web.pages.speaker import add_speaker
from onrecord.web.pages.speakers import add_speakers
from onrecord.web.pages.story import add_story
from onrecord.web.room import Room
from onrecord.web.shapes import Error, ErrorDetail

# FastAPI can measure requests and send what it measured to an address that the environment names. Not this one.
SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
ADD = (  # a new page is a file of web/pages, a template, and a line here and in navigation.py
    add_story,
    add_claims,
    add_disagreements,
    add_happenings,
    add_contacts,
    add_positions,
    add_articles,
    add_speakers,
    add_speaker,
    add_search,
    add_corrections_page,
    add_skipped,
)


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
    app.state.room, app.state.access, app.state.pages = room, access, load_pages()
    _add_errors(app)
    add_entering(app)
    add_corrections(app)
    add_judging(app)
    for add_page in ADD:
        add_page(app)
    _add_files(app)
    return Guard(app, hosts)


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
        if isinstance(error, StaleError):
            return answer(request, 409, str(error))
        if isinstance(error, InputError):
            return answer(request, 400, str(error))
        print(f"onrecord: {error}", file=sys.stderr)
        return answer(request, 503, "The record cannot be read or written now. The terminal tells more.")

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(OnrecordError, failed)
    app.add_exception_handler(sqlite3.Error, failed)
