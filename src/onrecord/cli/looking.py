"""onrecord who, onrecord search, onrecord show, onrecord misses"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Unpack

import typer

from onrecord.cli import options
from onrecord.cli.guard import warn
from onrecord.cli.output import write_json
from onrecord.errors import InputError
from onrecord.extract.jsonlines import ACTS
from onrecord.store.read import Wanted
from onrecord.store.record import Record
from onrecord.views import pages, terminal

DEFAULT_LIMIT = 50


def who_command(
    record: options.RecordFile,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A name, or a part of it.")] = None,
    as_json: options.Json = False,
) -> None:
    """List who speaks, or what one of them is reported to say.

    \b
    Examples:
      onrecord who story.db
      onrecord who story.db Rindal
    """
    who(record, name, as_json=as_json)


def who(path: Path, name: str | None, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        if name is None:
            _list_speakers(pages.read_speakers(record), as_json=as_json)
            return
        found = pages.read_speaker_pages(record, speaker=name)
    if as_json:
        write_json(found)
        return
    console = terminal.make_console()
    for page in found:
        terminal.show_speaker(console, page)
    if not found:
        warn(f"nobody of the name {name} speaks in {path}: `onrecord who {path}` lists those who do")


def _list_speakers(rows: tuple[pages.SpeakerRow, ...], *, as_json: bool) -> None:
    if as_json:
        write_json(rows)
    else:
        terminal.show_speakers(terminal.make_console(), rows)


def search_command(
    record: options.RecordFile,
    query: Annotated[
        str,
        typer.Argument(metavar="QUERY", help='Words; "quoted words" stand together; begin* fits what begins so.'),
    ],
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what somebody of this name says; a part of it will do.")
    ] = None,
    act: Annotated[
        str | None,
        typer.Option(metavar="ACT", help=f"Only statements of this act: {', '.join(ACTS)}."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only statements in this outlet.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The most statements to list.")] = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """Find statements by their words, the best first.

    The words of a statement count, its source and speaker, and the title and outlet of its article: a word such as
    "denied" finds titles, too. What is a denial is asked with --act deny.

    \b
    Examples:
      onrecord search story.db "grain terminal"
      onrecord search story.db 'Rindal "neither confirm"' --json
      onrecord search story.db boats --act deny --outlet "The Harbour Courier"
    """
    if act is not None and act not in ACTS:
        raise InputError(f"--act {act}: there is no such act; one of {', '.join(ACTS)}")
    search(record, query, limit=limit, as_json=as_json, speaker=speaker, act=act, outlet=outlet)


def search(path: Path, query: str, *, limit: int, as_json: bool, **wanted: Unpack[Wanted]) -> None:
    with Record(path, "ro") as record:
        rows = pages.find_statements(record, query, limit=limit, **wanted)
    if as_json:
        write_json(rows)
    else:
        terminal.show_statements(terminal.make_console(), rows)
    if len(rows) == limit:
        warn(f"the first {limit:,} are listed; --limit lists more")


def show_command(
    record: options.RecordFile,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id or the beginning of it, its doc, or URL.")],
    as_json: options.Json = False,
) -> None:
    """Show an article with its statements marked.

    \b
    Example:
      onrecord show story.db 2026-03-04-vedrina-call
    """
    show(record, article, as_json=as_json)


def show(path: Path, article: str, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        page = pages.read_article(record, article)
    if as_json:
        write_json(page)
    else:
        terminal.show_article(terminal.make_console(), page)


def misses_command(
    record: options.RecordFile,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")] = None,
    as_json: options.Json = False,
) -> None:
    """List sentences that may hold a statement which was not found.

    They have a quotation of four words or more, or a word such as "said", that lies in no statement. Not every one
    of them holds a statement, and one may be missed that is not listed.

    \b
    Examples:
      onrecord misses story.db
      onrecord misses story.db --outlet "The Harbour Courier" --json
    """
    misses(record, outlet, as_json=as_json)


def misses(path: Path, outlet: str | None, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        rows = pages.read_misses(record, outlet=outlet)
    if as_json:
        write_json(rows)
    else:
        terminal.show_misses(terminal.make_console(), rows)
