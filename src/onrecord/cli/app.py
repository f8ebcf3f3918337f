"""The program `onrecord`: its commands, in the order of its help."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import (
    claims,
    comparing,
    demo,
    happenings,
    keeping,
    looking,
    people,
    positions,
    reading,
    reporting,
    serving,
)
from onrecord.cli.guard import guard
from onrecord.cli.output import prepare_streams

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: the same on every terminal, and in docs/reference/cli.md
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def show_version(value: bool) -> None:
    if value:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read news reports and put them on the record: who said what, to the exact words.

    \b
    Begin with:
      onrecord demo                      the sample story, as a record and a report
      onrecord add story.db reports/     your own articles
      onrecord report story.db           a page that leads from every statement to its words
      onrecord serve story.db            the reading room: the same in the browser, to be corrected

    The exit status is 0 when all went well, 1 when something was skipped or does not hold, 2 when it could
    not be done.
    """


app.command("read")(guard(reading.read_command))
app.command("add")(guard(reading.add_command))
app.command("who")(guard(looking.who_command))
app.command("search")(guard(looking.search_command))
app.command("show")(guard(looking.show_command))
app.command("claims")(guard(claims.claims_command))
app.command("why")(guard(claims.why_command))
app.command("new")(guard(claims.new_command))
app.command("timeline")(guard(happenings.timeline_command))
app.command("contacts")(guard(happenings.contacts_command))
app.command("releases")(guard(happenings.releases_command))
app.command("open")(guard(happenings.open_command))
app.command("conditions")(guard(positions.conditions_command))
app.command("positions")(guard(positions.positions_command))
app.command("issues")(guard(positions.issues_command))
app.command("misses")(guard(looking.misses_command))
app.command("people")(guard(people.people_command))
app.command("merge")(guard(people.merge_command))
app.command("split")(guard(people.split_command))
app.command("rename")(guard(people.rename_command))
app.command("decisions")(guard(people.decisions_command))
app.command("undo")(guard(people.undo_command))
app.command("known")(guard(people.known_command))
app.command("discrepancies")(guard(comparing.discrepancies_command))
app.command("copies")(guard(comparing.copies_command))
app.command("drift")(guard(comparing.drift_command))
app.command("check")(guard(keeping.check_command))
app.command("export")(guard(keeping.export_command))
app.command("report")(guard(reporting.report_command))
app.command("serve")(guard(serving.serve_command))
app.command("demo")(guard(demo.demo_command))


def main() -> None:
    prepare_streams()
    app()
