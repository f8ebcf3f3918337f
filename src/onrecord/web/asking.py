"""What all addresses share: who asks, and whether they get HTML or JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.web.access import Access, Session
from onrecord.web.answers import Pages, find_pages, to_json, wants_json
from onrecord.web.room import Room
from onrecord.web.shapes import Error

Endpoint = Callable[..., Any]
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Error, "description": "What was asked cannot be"},
    401: {"model": Error, "description": "A session is needed"},
    404: {"model": Error, "description": "There is no such page"},
    422: {"model": Error, "description": "A part of the address is not what it should be"},
    503: {"model": Error, "description": "The record cannot be read now"},
}


def page(app: FastAPI, path: str, model: type, *, tail: str = ".json") -> Callable[[Endpoint], Endpoint]:
    """A page at two addresses: JSON at the second, and at the first for whoever takes no HTML."""

    def add(endpoint: Endpoint) -> Endpoint:
        responses = {**ERRORS, 200: {"model": model, "description": "The page"}}
        app.get(path + tail, responses=responses, response_class=Response, name=endpoint.__name__)(endpoint)
        app.get(path, include_in_schema=False, response_class=Response)(endpoint)
        return endpoint

    return add


def show(request: Request, template: str, data: object | None, **more: object) -> Response:
    """The page as it was asked for; 404 where there is none."""
    room, session = enter(request)
    if data is None:
        raise HTTPException(404, "There is no such page in this record.")
    if wants_json(request):
        return to_json(data)
    if (part := getattr(data, "part", None)) is not None:
        more["numbers"] = find_pages(part)
    pages = cast("Pages", request.app.state.pages)
    return pages.render(template, request, room, session, {"page": data, **more})


def enter(request: Request) -> tuple[Room, Session | None]:
    """The room, for those who may read it."""
    state = request.app.state
    session = find_session(request)
    if session is None and not state.access.open_reading:
        raise HTTPException(401, "Enter with the token first.")
    return state.room, session


def find_session(request: Request) -> Session | None:
    access = cast("Access", request.app.state.access)
    return access.read_cookie(request.cookies.get(name_cookie(request), ""))


def name_cookie(request: Request) -> str:
    """Browsers send a cookie to every port of a machine: two records served side by side must not take each other's."""
    return f"onrecord_{request.url.port or 80}"
