"""The door: a token, or the address that `onrecord serve` printed, opens a session."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import parse_qs

from fastapi import FastAPI, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access import SESSION_SECONDS, Access
from onrecord.web.answers import Pages
from onrecord.web.asking import name_cookie


def add_entering(app: FastAPI) -> None:
    @app.get("/enter", include_in_schema=False)
    def door(request: Request, key: Annotated[str, Query(max_length=500)] = "") -> Response:
        access = cast("Access", request.app.state.access)
        if key and access.admits(key):
            return _open(request, access, "")
        return _ask(request, wrong=bool(key))

    @app.post("/enter", include_in_schema=False)
    async def enter(request: Request) -> Response:
        access = cast("Access", request.app.state.access)
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=8)
        if access.admits(fields.get("token", [""])[0]):
            return _open(request, access, fields.get("author", [""])[0])
        return _ask(request, wrong=True)

    @app.post("/leave", include_in_schema=False)
    def leave(request: Request) -> Response:
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(name_cookie(request))
        return answer


def _open(request: Request, access: Access, author: str) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        name_cookie(request),
        access.make_cookie(author),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


def _ask(request: Request, *, wrong: bool) -> Response:
    state = request.app.state
    pages = cast("Pages", state.pages)
    return pages.render("enter.html", request, state.room, None, {"wrong": wrong}, status=403 if wrong else 200)
