"""From a page's data to an answer: HTML for people, JSON for programs, and one shape for all errors."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from onrecord.records import Kind
from onrecord.store.browse import CLOSING, OPENING
from onrecord.views.marks import Piece, join_words, make_visible, quote_pieces
from onrecord.views.pages import NO_OUTLET, NO_SPEAKER
from onrecord.views.templating import ACTS, make_environment
from onrecord.web import links
from onrecord.web.access import Session
from onrecord.web.navigation import PAGES
from onrecord.web.room import Room
from onrecord.web.shapes import LABELS, Part, Statement

COLUMNS = (
    "published",
    "said_on",
    "outlet",
    "speaker",
    "act",
    "kind",
    "source",
    "cue",
    "content",
    "chain",
    "title",
    "url",
    "doc",
    "article",
    "version",
    "id",
    "flags",
    "score",
    "link",
)
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
STATIC = {
    "room.css": "text/css",
    "room.js": "text/javascript",
    "article.js": "text/javascript",
    "claims.js": "text/javascript",
    "disagreements.js": "text/javascript",
    "timeline.css": "text/css",
    "room.svg": "image/svg+xml",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a table program would compute a cell that begins so


class Pages:
    """Templates, and the files beside them."""

    def __init__(self) -> None:
        folder = files("onrecord.web").joinpath("static")
        shared = files("onrecord.views").joinpath("templates")  # what the report has, too
        self.static = {n: (shared if n == "timeline.css" else folder).joinpath(n).read_bytes() for n in STATIC}
        self.mark = sha256(b"".join(self.static.values())).hexdigest()[:12]  # so that no old copy is used
        self.templates: Environment = make_environment("onrecord.web")
        self.templates.filters.update(
            quoted=_quoted, snippet=_snippet, line=lambda words: " ".join(words.split()), joined=join_words
        )
        self.templates.globals.update(
            acts=ACTS,
            kinds=KINDS,
            labels=LABELS,
            no_outlet=NO_OUTLET,
            no_speaker=NO_SPEAKER,
            mark=self.mark,
            navigation=PAGES,
            links=links,
            spans=lambda words: [[part.start, part.end] for part in words],
        )

    def compile(self) -> None:
        """All of them now, not each with its first reader: that takes 10 to 50 ms, and all who come at once wait."""
        for name in self.templates.list_templates(extensions=["html"]):
            self.templates.get_template(name)

    def render(
        self,
        name: str,
        request: Request,
        room: Room,
        session: Session | None,
        data: Mapping[str, object],
        *,
        status: int = 200,
    ) -> Response:
        html = self.templates.get_template(name).render(
            room=room, session=session, path=request.url.path, query=dict(request.query_params), **data
        )
        return Response(html, status, {"cache-control": "no-cache, private", "vary": "Accept, Cookie"}, "text/html")


@cache
def load_pages() -> Pages:
    """The same for every record that is served: templates are compiled once."""
    return Pages()


def wants_json(request: Request) -> bool:
    """By the ending of the address, or by what the program says that it takes."""
    if request.url.path.endswith(".json"):
        return True
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def to_json(value: object, status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False, default=plain).encode("utf-8", "replace")
    return Response(body, status, {"cache-control": "no-cache, private", "vary": "Accept, Cookie"}, "application/json")


def plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} is not for JSON")


def to_csv(statements: Iterable[Statement]) -> Response:
    """Words on one line. A cell that a table program would take for a formula begins with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in statements:
        writer.writerow([_cell(value) for value in _row(row).values()])
    return _file(stream.getvalue(), "text/csv", "statements.csv")


def to_lines(statements: Iterable[Statement]) -> Response:
    lines = [json.dumps(_row(row), ensure_ascii=False) + "\n" for row in statements]
    return _file("".join(lines), "application/jsonl", "statements.jsonl")


def find_pages(part: Part) -> tuple[int, ...]:
    """The numbers of pages to offer: the first, the last, and those around."""
    return tuple(sorted({1, part.pages, *(n for n in range(part.page - 2, part.page + 3) if 1 <= n <= part.pages)}))


def _row(row: Statement) -> dict[str, str | int | float | None]:
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    values |= {role: join_words(values[role]) for role in ("source", "cue", "content")}
    return values | {"chain": " > ".join(row.chain), "flags": " ".join(row.flags)}


def _cell(value: str | float | None) -> str | float | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _file(body: str, kind: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(body.encode("utf-8", "replace"), 200, headers, f"{kind}; charset=utf-8")


def _quoted(row: Statement) -> tuple[Piece, ...]:
    return quote_pieces(row.source, row.cue, row.content)


def _snippet(words: str) -> Markup:
    """Found words marked; everything else escaped."""
    shown = str(escape(make_visible(" ".join(words.split()))))
    return Markup(shown.replace(OPENING, '<mark class="hit">').replace(CLOSING, "</mark>"))  # noqa: S704 - escaped
