"""What people say across articles, as requests: claims joined and parted, disagreements dismissed, all of it undone."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.store.judgements import MAX_REASON, Judgement
from onrecord.web import shapes
from onrecord.web.answers import to_json
from onrecord.web.asking import ERRORS
from onrecord.web.correcting import REFUSALS, enter_to_write

Id = Annotated[str, Field(max_length=64)]
Reason = Annotated[str, Field(max_length=MAX_REASON)]


class Joined(BaseModel):
    """Two claims are one: the first."""

    model_config = ConfigDict(extra="forbid")

    claim: Id
    other: Id
    reason: Reason = ""


class Parted(BaseModel):
    """Words of a claim are of another; `proposition` as the claim's page gives it."""

    model_config = ConfigDict(extra="forbid")

    claim: Id
    proposition: Annotated[str, Field(max_length=128)]
    reason: Reason = ""


def add_judging(app: FastAPI) -> None:
    answers = {**ERRORS, **REFUSALS, 200: {"model": shapes.Judged}}

    @app.post("/api/claims/join", responses=answers)
    def join(request: Request, asked: Joined) -> Response:
        """Say that two claims are one. Needs a session."""
        room, session = enter_to_write(request)
        with room.write() as record:
            return _answer(record.join_claims(asked.claim, asked.other, session.author, asked.reason))

    @app.post("/api/claims/part", responses=answers)
    def part(request: Request, asked: Parted) -> Response:
        """Say that words of a claim are of another: they become a claim of their own. Needs a session."""
        room, session = enter_to_write(request)
        with room.write() as record:
            return _answer(record.part_claim(asked.claim, asked.proposition, session.author, asked.reason))

    @app.post("/api/judgements/{number}/undo", responses=answers)
    def undo(request: Request, number: Annotated[int, Path(ge=1, le=2**62)]) -> Response:
        """Take back what was said across articles. Needs a session."""
        room, _ = enter_to_write(request)
        with room.write() as record:
            return _answer(record.undo_judgement(number))


def _answer(made: Judgement) -> Response:
    return to_json(shapes.Judged(made.id, made.what))
