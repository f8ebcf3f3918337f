"""onrecord check, onrecord export"""

from __future__ import annotations

import csv
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import SKIPPED
from onrecord.cli.output import open_output, write_json, write_line
from onrecord.errors import InputError
from onrecord.store.record import Record
from onrecord.store.tables import NESTED, TABLES
from onrecord.views import terminal


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


def check_command(record: options.RecordFile, as_json: options.Json = False) -> int:
    """Prove the hash of every text and the place of every span.

    The exit status is 0 when all holds and 1 when something does not.

    \b
    Example:
      onrecord check story.db
    """
    return check(record, as_json=as_json)


def check(path: Path, *, as_json: bool) -> int:
    with Record(path, "ro") as record:
        problems = record.check()
        counts = None if problems else record.counts()
    if as_json:
        write_json(problems)
    elif counts is None:
        terminal.show_problems(terminal.make_console(), problems)
    else:
        print(f"{path} holds: {counts.versions:,} texts and {counts.statements:,} statements, every word in its place")
    return SKIPPED if problems else 0


def export_command(
    record: options.RecordFile,
    table: Annotated[str, typer.Argument(metavar="TABLE", help=f"One of {', '.join(TABLES)}.")],
    form: Annotated[
        Format | None, typer.Option("--format", help="Comma-separated values, or JSON lines (corrections: only these).")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")] = False,
) -> None:
    """Write a table of a record, always in the same order.

    Statements come with their words; corrections are training data for a model. docs/reference/tables.md tells the
    columns.

    \b
    Examples:
      onrecord export story.db statements > statements.csv
      onrecord export story.db skipped --format jsonl
      onrecord export story.db corrections -o corrections.jsonl
    """
    if table in NESTED and form is Format.CSV:
        raise InputError(f"{table} holds lists, for which CSV has no place: take --format jsonl")
    export(record, table, Format.JSONL if as_json or table in NESTED else form or Format.CSV, output)


def export(path: Path, table: str, form: Format, output: Path | None) -> None:
    with Record(path, "ro") as record:
        rows = record.iter_table(table)
        first = next(rows, None)  # an unknown table is told before a file is touched
        with open_output(output) as stream:
            if first is None:
                return
            if form is Format.CSV:
                writer = csv.DictWriter(stream, list(first))
                writer.writeheader()
                writer.writerow(first)
                writer.writerows(rows)
                return
            write_line(first, stream)
            for row in rows:
                write_line(row, stream)
