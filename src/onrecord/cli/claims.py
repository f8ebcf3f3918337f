"""onrecord claims, onrecord why, onrecord new"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import warn
from onrecord.cli.output import write_json
from onrecord.errors import InputError
from onrecord.store.ledger import Wanted
from onrecord.store.record import Record
from onrecord.text.dates import to_iso
from onrecord.views import claims as pages
from onrecord.views.terminal import make_console

DEFAULT_LIMIT = 50


class StandingName(StrEnum):
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


def claims_command(
    record: options.RecordFile,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it stood by what was published by that day.")
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only claims that name somebody, or on which they take a stand; names alone."
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only claims told in all of these words; begin* fits what begins so."),
    ] = None,
    standing: Annotated[StandingName | None, typer.Option(help="Only claims of this standing.")] = None,
    all_claims: Annotated[
        bool, typer.Option("--all", help="Also what one report tells and nobody answered or told again.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="With every stand: day, who through whom, words.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The most claims to list.")] = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List claims with their standing as of a day; with --full who asserts, confirms or denies them.

    The standing follows a fixed rule (docs/concepts/standing.md) and is no verdict. Claims on which most stands were
    taken come first. --about looks for names ("Rindal", "Osmeria"), --words in what was said ("patrol boats"); both
    find also what one report alone tells.

    \b
    Examples:
      onrecord claims story.db
      onrecord claims story.db --as-of 2026-03-04 --standing unconfirmed
      onrecord claims story.db --about Rindal --json
      onrecord claims story.db --words "telephone call" --full
    """
    day = to_day(as_of, "--as-of") if as_of else None
    wanted = Wanted(as_of=day, about=about, words=words, standing=standing and standing.value, single=all_claims)
    claims(record, wanted, limit, full=full, as_json=as_json)


def claims(path: Path, wanted: Wanted, limit: int, *, full: bool = False, as_json: bool = False) -> None:
    with Record(path, "ro") as opened:
        found = opened.claims(**wanted)
    if as_json:
        write_json(found[:limit])
    elif full:
        pages.show_claims(make_console(), found[:limit])
    else:
        pages.list_claims(make_console(), found[:limit])
    if not found and wanted.get("about"):
        warn("--about looks for names alone; --words TEXT looks in what was said")
    elif not found and wanted.get("words"):
        warn("--words wants all of the words, whole, in one telling: fewer, or begin*; --about NAME looks for names")
    if len(found) > limit:
        warn(f"{limit:,} of {len(found):,} are listed; --limit lists more")


def why_command(
    record: options.RecordFile,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id that `claims` lists, or its beginning.")],
    as_json: options.Json = False,
) -> None:
    """Show what joined the words of a claim: shared names, words, numbers and days, or what they refer back to.

    \b
    Example:
      onrecord why story.db 6d1f03ab
    """
    why(record, claim, as_json=as_json)


def why(path: Path, claim: str, *, as_json: bool) -> None:
    with Record(path, "ro") as opened:
        found = opened.claim(claim)
    if as_json:
        write_json(found)
    else:
        pages.show_why(make_console(), found)


def new_command(
    record: options.RecordFile,
    since: Annotated[str, typer.Option(metavar="DATE", help="What was published on that day or later.")],
    as_json: options.Json = False,
) -> None:
    """Show what is new: statements, claims whose standing changed, positions that moved, and new disagreements.

    Each with the words that changed it.

    \b
    Example:
      onrecord new story.db --since 2026-03-10
    """
    new(record, since, as_json=as_json)


def new(path: Path, since: str, *, as_json: bool) -> None:
    day = to_day(since, "--since")
    with Record(path, "ro") as opened:
        found = opened.news(day)
    if as_json:
        write_json(found)
    else:
        pages.show_news(make_console(), found)


def to_day(words: str, option: str) -> str:
    day = to_iso(words)
    if day is None or len(day) < len("2026-03-06"):
        raise InputError(f"{option} {words}: this is no day; write it as 2026-03-06")
    return day[:10]
