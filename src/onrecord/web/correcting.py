"""Corrections as requests: who may make them, and what they must look like."""

from __future__ import annotations

import hmac
from typing import Annotated, Any

from fastapi import FastAPI, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.records import Act, Kind, Label, Span, Spans
from onrecord.store.changes import MAX_NAME, MAX_PIECES, Change
from onrecord.store.corrected import What
from onrecord.web import shapes
from onrecord.web.access import Session
from onrecord.web.answers import to_json
from onrecord.web.asking import ERRORS, enter
from onrecord.web.room import Room

CSRF = "x-csrf-token"
REFUSALS: dict[int | str, dict[str, Any]] = {
    403: {"model": shapes.Error, "description": "Not without a session and its sign"},
    409: {"model": shapes.Error, "description": "What is meant is no longer as it was seen"},
}
Offset = Annotated[int, Field(ge=0, le=2**40)]
Pairs = Annotated[list[tuple[Offset, Offset]], Field(max_length=MAX_PIECES)]


class Words(BaseModel):
    """Spans of the words of a statement, half open, in code points of the article's text."""

    model_config = ConfigDict(extra="forbid")

    source: Pairs = []
    cue: Pairs = []
    content: Pairs = []

    def spans(self) -> tuple[Spans, Spans, Spans]:
        return _spans(self.source), _spans(self.cue), _spans(self.content)


class Asked(BaseModel):
    """What a person says of a statement. `words`, `speaker`, `label`, `kind` and `act` count where `what` asks."""

    model_config = ConfigDict(extra="forbid", title="Correction")

    article: Annotated[str, Field(max_length=64)]
    sha256: Annotated[str, Field(max_length=64, description="Of the text that was seen")]
    what: What
    statement: Annotated[str | None, Field(max_length=64, description="Its id; null where one is added")] = None
    seen: Words | None = None
    words: Words = Words()
    speaker: Annotated[str | None, Field(max_length=MAX_NAME, description="A name; null for nobody")] = None
    label: Label | None = None
    kind: Kind | None = None
    act: Act | None = None

    def change(self) -> Change:
        source, cue, content = self.words.spans()
        return Change(
            article_id=self.article,
            sha256=self.sha256,
            what=self.what,
            statement=self.statement,
            seen=self.seen.spans() if self.seen else None,
            speaker=self.speaker,
            label=self.label,
            source=source,
            cue=cue,
            content=content,
            kind=self.kind,
            act=self.act,
        )


def add_corrections(app: FastAPI) -> None:
    @app.post("/api/corrections", responses={**ERRORS, **REFUSALS, 200: {"model": shapes.Done}})
    def correct(request: Request, asked: Asked) -> Response:
        """Correct a statement, accept it, say that it is none, or add one. Needs a session."""
        room, session = enter_to_write(request)
        with room.write() as record:
            made = record.correct(asked.change(), session.author)
            progress = record.progress(made.article_id)
        return to_json(shapes.Done(made.id, made.what, made.article_id, progress))

    @app.post("/api/corrections/{number}/undo", responses={**ERRORS, **REFUSALS, 200: {"model": shapes.Done}})
    def undo(request: Request, number: Annotated[int, Path(ge=1, le=2**62)]) -> Response:
        """Take a correction back. Needs a session."""
        room, _ = enter_to_write(request)
        with room.write() as record:
            made = record.undo(number)
            progress = record.progress(made.article_id)
        return to_json(shapes.Done(made.id, made.what, made.article_id, progress))


def enter_to_write(request: Request) -> tuple[Room, Session]:
    """Readers cannot write, nor can another site's page with the cookie of somebody who may."""
    room, session = enter(request)
    if session is None:
        raise HTTPException(401, "Only who has entered with the token may correct.")
    sign = request.headers.get(CSRF, "")
    if not hmac.compare_digest(sign.encode("utf-8", "replace"), session.csrf.encode()):
        raise HTTPException(403, "This request does not carry the sign of your session: load the page again.")
    if not room.writable:
        raise HTTPException(403, "This record cannot be written to.")
    return room, session


def _spans(pairs: list[tuple[int, int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)
