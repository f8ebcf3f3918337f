"""onrecord timeline, onrecord contacts, onrecord releases, onrecord open"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.claims import to_day
from onrecord.cli.guard import warn
from onrecord.cli.output import write_json
from onrecord.store.happening_rows import Wanted
from onrecord.store.record import Record
from onrecord.views import happenings as pages
from onrecord.views.terminal import make_console

DEFAULT_LIMIT = 100
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Only those in which somebody of that name took part.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only what may lie on that day or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only what may lie on that day or earlier.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by what was published by that day.")
]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="The most rows to list.")]


def timeline_command(
    record: options.RecordFile,
    who: Who = None,
    root: Annotated[
        str | None,
        typer.Option(metavar="ROOT", help="Only events of that PLOVER root or mode, such as CONSULT, call, release."),
    ] = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    background: Annotated[bool, typer.Option("--background", help="Also what is only told as background.")] = False,
    limit: Limit = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List the events of the record by their days, each with every account of it.

    The same event in several reports is one event: its status (planned, alleged, happened, denied, called off) moves
    as reports come in, and each account keeps its own date, status and words. An event that only one voice tells is
    alleged until somebody confirms it. docs/concepts/happenings.md says what makes two accounts one event.

    \b
    Examples:
      onrecord timeline story.db
      onrecord timeline story.db --who Dovrek --root CONSULT
      onrecord timeline story.db --from 2026-03-01 --to 2026-03-15 --json
    """
    wanted = _wanted(who, root, start, end, as_of)
    timeline(record, wanted, limit, background=background, as_json=as_json)


def timeline(path: Path, wanted: Wanted, limit: int, *, background: bool, as_json: bool) -> None:
    with Record(path, "ro") as opened:
        found = [row for row in opened.happenings(**wanted) if background or not row.background]
    if as_json:
        write_json(found[:limit])
    else:
        pages.show_timeline(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def contacts_command(
    record: options.RecordFile,
    who: Who = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    limit: Limit = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List who was in touch with whom: when, how, how long, about what, and with what status.

    Where a report calls a contact the first since some day, the contacts of the record that lie between are
    listed with it.

    \b
    Examples:
      onrecord contacts story.db
      onrecord contacts story.db --who Marsk --json
    """
    contacts(record, _wanted(who, None, start, end, as_of), limit, as_json=as_json)


def contacts(path: Path, wanted: Wanted, limit: int, *, as_json: bool) -> None:
    with Record(path, "ro") as opened:
        found = opened.contacts(**wanted)
    if as_json:
        write_json(found[:limit])
    else:
        pages.show_contacts(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def releases_command(
    record: options.RecordFile,
    who: Who = None,
    as_of: AsOf = None,
    limit: Limit = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List releases and exchanges of prisoners with their counts, held against the names that are given.

    \b
    Example:
      onrecord releases story.db
    """
    releases(record, _wanted(who, None, None, None, as_of), limit, as_json=as_json)


def releases(path: Path, wanted: Wanted, limit: int, *, as_json: bool) -> None:
    with Record(path, "ro") as opened:
        found = opened.releases(**wanted)
    if as_json:
        write_json(found[:limit])
    else:
        pages.show_releases(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def open_command(
    record: options.RecordFile,
    as_of: AsOf = None,
    all_matters: Annotated[bool, typer.Option("--all", help="Also what happened and what was called off.")] = False,
    limit: Limit = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List what was planned, promised, threatened or expected, and what later reports say became of it.

    Each matter is open, overdue (its day is past, and later reports still speak of it), silent (nobody speaks of it
    any more), or, with --all, happened or called off; with by whom, for when, on what condition, and the words.
    Without --as-of it is as of the last day on which something in the record was published.

    \b
    Examples:
      onrecord open story.db
      onrecord open story.db --as-of 2026-03-10
      onrecord open story.db --all --json
    """
    open_matters(record, to_day(as_of, "--as-of") if as_of else None, limit, all_matters=all_matters, as_json=as_json)


def open_matters(path: Path, as_of: str | None, limit: int, *, all_matters: bool, as_json: bool) -> None:
    with Record(path, "ro") as opened:
        rows = opened.open_matters(as_of)
    found = [row for row in rows if all_matters or row.outcome not in ("happened", "called off")]
    if as_json:
        write_json(found[:limit])
    else:
        pages.show_open(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def _wanted(who: str | None, root: str | None, start: str | None, end: str | None, as_of: str | None) -> Wanted:
    return {
        "who": who,
        "root": root,
        "start": to_day(start, "--from") if start else None,
        "end": to_day(end, "--to") if end else None,
        "as_of": to_day(as_of, "--as-of") if as_of else None,
    }


def _tell_rest(number: int, limit: int) -> None:
    if number > limit:
        warn(f"{limit:,} of {number:,} are listed; --limit lists more")
