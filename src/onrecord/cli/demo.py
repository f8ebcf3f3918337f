"""onrecord demo"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.reading import add
from onrecord.cli.reporting import report
from onrecord.settings import Settings
from onrecord.store.record import Record
from onrecord.views import pages, terminal

TITLE = "The Ketter Strait talks (an invented story)"


def demo_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write; made where it is missing.")] = Path(
        "demo"
    ),
) -> int:
    """Read the sample story that comes with onrecord.

    DIR gets story.db, a record, and report.html, a page for people.

    \b
    Example:
      onrecord demo
    """
    return demo(folder)


def demo(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path, page = folder / "story.db", folder / "report.html"
    with as_file(files("onrecord").joinpath("sample", "reports")) as reports:
        status = add(path, [str(reports)], Settings(), again=True)  # a record of an older onrecord is read anew
    report(path, page, TITLE)
    with Record(path, "ro") as record:
        overview, speakers = pages.read_overview(record), pages.read_speakers(record)
    console = terminal.make_console()
    terminal.show_overview(console, overview)
    print()
    terminal.show_speakers(console, speakers)
    print(f"\nthe record  {path}\nthe report  {page}\n\nNext: onrecord who {path} Rindal")
    return status
