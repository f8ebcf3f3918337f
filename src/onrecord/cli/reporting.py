"""onrecord report"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import warn
from onrecord.cli.output import open_output
from onrecord.store.record import Record
from onrecord.views.report import write_report


def report_command(
    record: options.RecordFile,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Its heading; else the record's title.")] = None,
) -> None:
    """Write one HTML page that opens offline.

    It lists who said what, and leads from each statement to its words in its article.

    \b
    Example:
      onrecord report story.db -o report.html --title "The strait talks"
    """
    report(record, output, title)
    warn(f"wrote {output}")


def report(path: Path, output: Path, title: str | None = None) -> None:
    with Record(path, "ro") as record, open_output(output) as stream:
        write_report(record, stream, title)
