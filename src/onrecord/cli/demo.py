"""onrecord demo"""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.calling import command_name
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
        # Again: a record of an older onrecord is read anew.
        status = add(path, [str(reports)], Settings(), again=True, title=TITLE)
    report(path, page)
    with Record(path, "ro") as opened:
        overview, speakers = pages.read_overview(opened), pages.read_speakers(opened)
    console = terminal.make_console()
    terminal.show_overview(console, overview)
    print()
    terminal.show_speakers(console, speakers)
    print(f"\nthe record  {path}\nthe report  {page}\n\nNext:")
    record = shlex.quote(str(path))
    steps = {
        f"who {record} Rindal": "what one of them is reported to say",
        f"claims {record}": "what is claimed, and how it stands",
        f"serve {record}": "the reading room, in the browser",
    }
    for step, what in steps.items():
        print(f"  {command_name()} {step:{max(map(len, steps))}}  # {what}")
    return status
