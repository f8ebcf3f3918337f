"""onrecord conditions, onrecord positions, onrecord issues"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.claims import to_day
from onrecord.cli.guard import warn
from onrecord.cli.keeping import Format, export
from onrecord.cli.output import open_output, write_json
from onrecord.errors import InputError
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.store.record import Record
from onrecord.views import positions as pages
from onrecord.views.graphml import to_graphml
from onrecord.views.matrix import to_condition_row, to_issue_row
from onrecord.views.terminal import make_console

DEFAULT_LIMIT = 50
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by what was published by that day.")
]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="The most rows to list.")]


def conditions_command(
    record: options.RecordFile,
    as_of: AsOf = None,
    least: Annotated[
        float, typer.Option("--least", metavar="SCORE", min=0, max=1, help="How sure a condition must be, 0 to 1.")
    ] = MIN_SCORE,
    limit: Limit = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List conditions: who would do what, if whom did what; and what the others replied.

    One condition told in several reports is one row with all of them. A reply is accepted, rejected or countered.
    docs/concepts/positions.md says what counts as a condition and as a reply.

    \b
    Examples:
      onrecord conditions story.db
      onrecord conditions story.db --as-of 2026-03-07 --json
    """
    day = to_day(as_of, "--as-of") if as_of else None
    with Record(record, "ro") as opened:
        found = opened.positions.conditions(as_of=day, least=least)
    if as_json:
        write_json([to_condition_row(row) for row in found[:limit]])
    else:
        pages.show_conditions(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def positions_command(
    record: options.RecordFile,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only where somebody of that name stands.")] = None,
    issue: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only issues with these words, or of this id.")
    ] = None,
    as_of: AsOf = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also issues on which only one party stands, hidden ones, and unnamed parties."),
    ] = False,
    limit: Limit = DEFAULT_LIMIT,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a row for each stand, as Discourse Network Analyzer has it."),
    ] = None,
    graphml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the network of parties: who agrees with whom on what.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List issues, and who is for them, against them, or for them on a condition; with words and days.

    Issues are the things that several parties speak of. `onrecord issues` merges, renames and hides them. --csv and
    --graphml write all issues that are listed without options, for other programs; FILE may be - for standard output.

    \b
    Examples:
      onrecord positions story.db
      onrecord positions story.db --who Dovrek
      onrecord positions story.db --issue terminal --as-of 2026-03-08 --json
      onrecord positions story.db --graphml actors.graphml
    """
    if csv is not None or graphml is not None:
        if csv is not None:
            export(record, "positions", Format.CSV, csv)
        if graphml is not None:
            _write_graphml(record, graphml)
        return
    day = to_day(as_of, "--as-of") if as_of else None
    with Record(record, "ro") as opened:
        found = opened.positions.issues(who=who, issue=issue, as_of=day, everything=everything)
    if as_json:
        write_json([to_issue_row(row) for row in found[:limit]])
    else:
        pages.show_positions(make_console(), found[:limit])
    _tell_rest(len(found), limit)


def _write_graphml(path: Path, output: Path) -> None:
    with Record(path, "ro") as record:
        text = to_graphml(record.positions.issues())
    with open_output(output) as stream:
        stream.write(text)


def issues_command(
    record: options.RecordFile,
    merge: Annotated[
        tuple[str, str] | None, typer.Option(metavar="ISSUE OTHER", help="Count the other issue as the first one.")
    ] = None,
    rename: Annotated[tuple[str, str] | None, typer.Option(metavar="ISSUE NAME", help="Call an issue so.")] = None,
    hide: Annotated[str | None, typer.Option(metavar="ISSUE", help="List an issue only with --all.")] = None,
    undo: Annotated[int | None, typer.Option(metavar="N", min=1, help="Take a decision back.")] = None,
    note: Annotated[str, typer.Option(metavar="WORDS", help="Why; kept with the decision.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Also issues of one party, and hidden ones.")] = False,
    as_json: options.Json = False,
) -> None:
    """List issues and what was decided of them; merge, rename or hide one, or take that back.

    An issue is told by its id, the beginning of it, or its words. Every decision is a row and can be undone.

    \b
    Examples:
      onrecord issues story.db
      onrecord issues story.db --merge "grain terminal" grain --note "one matter"
      onrecord issues story.db --undo 1
    """
    asked = [option for option in (merge, rename, hide, undo) if option is not None]
    if len(asked) > 1:
        raise InputError("one decision at a time: give one of --merge, --rename, --hide, --undo")
    if asked:
        print(_decide(record, merge, rename, hide, undo, note))
        return
    with Record(record, "ro") as opened:
        found = opened.positions.issues(everything=everything)
        decisions = opened.positions.decisions()
    if as_json:
        write_json({"issues": [to_issue_row(row) for row in found], "decisions": decisions})
        return
    console = make_console()
    pages.show_issues(console, found)
    pages.show_issue_decisions(console, decisions)


def _decide(
    path: Path,
    merge: tuple[str, str] | None,
    rename: tuple[str, str] | None,
    hide: str | None,
    undo: int | None,
    note: str,
) -> str:
    with Record(path) as record:
        issues = record.positions
        if merge is not None:
            return f"decision {issues.merge(*merge, note=note)}: {merge[1]} is {merge[0]}"
        if rename is not None:
            return f"decision {issues.rename(*rename, note=note)}: {rename[0]} is called {rename[1]}"
        if hide is not None:
            return f"decision {issues.hide(hide, note=note)}: {hide} is hidden"
        return f"decision {issues.undo(undo or 0).id} is undone"


def _tell_rest(number: int, limit: int) -> None:
    if number > limit:
        warn(f"{limit:,} of {number:,} are listed; --limit lists more")
