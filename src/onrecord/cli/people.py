"""onrecord people, merge, split, rename, decisions, undo, known"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import warn
from onrecord.cli.output import write_json
from onrecord.resolve.unnamed import TYPES
from onrecord.store.record import Record
from onrecord.views import people as pages
from onrecord.views.terminal import make_console

DEFAULT_LIMIT = 50
Note = Annotated[str, typer.Option(metavar="WORDS", help="Why, for whoever reads the record later.")]
Who = Annotated[str, typer.Argument(metavar="WHO", help="A name, words of it, or the id that `people` lists.")]


class Label(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


def people_command(
    record: options.RecordFile,
    who: Annotated[str | None, typer.Argument(metavar="[WHO]", help="A name, words of it, or an id.")] = None,
    label: Annotated[Label | None, typer.Option(help="Only these.")] = None,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="Pairs of names that a person should look at.")] = False,
    unnamed: Annotated[bool, typer.Option("--unnamed", help="Sources without a name, by type, with reasons.")] = False,
    sort: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help=f"With --unnamed: {', '.join(TYPES)}.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The most rows to list.")] = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List the people and bodies of a record, or what is known of one, with words.

    \b
    Examples:
      onrecord people story.db
      onrecord people story.db Tolvaj
      onrecord people story.db --doubtful
      onrecord people story.db --unnamed --type official
    """
    with Record(record, "ro") as opened:
        if who is not None:
            _show_one(opened, who, as_json=as_json)
        elif doubtful:
            _show_doubts(opened, limit, as_json=as_json)
        elif unnamed:
            _show_unnamed(opened, sort, as_json=as_json)
        else:
            _show_all(opened, label, limit, as_json=as_json)


def merge_command(
    record: options.RecordFile,
    one: Annotated[str, typer.Argument(metavar="ONE", help="A name, an id, or ARTICLE#ENTITY such as report-1#e3.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The same.")],
    note: Note = "",
) -> None:
    """Say that two are one person or body.

    The decision outranks the rules, also for what is added later, and can be undone. ARTICLE#ENTITY is somebody whom
    one article alone knows, such as "the expert"; `onrecord people --unnamed` lists them.

    \b
    Examples:
      onrecord merge story.db "Dita Vasko" "D. Vaskova" --note "married name"
      onrecord merge story.db 2026-03-04-vedrina-call#e9 "Dita Vasko"
    """
    with Record(record) as opened:
        number = opened.people.merge(one, other, note=note)
    _tell(record, number)


def split_command(
    record: options.RecordFile,
    who: Who,
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A name that is another person's.")] = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="ARTICLE", help="An article that means another person.")
    ] = None,
    note: Note = "",
) -> None:
    """Say that some names, or some articles, are about another person.

    What is split off stays together, as a person of its own.

    \b
    Examples:
      onrecord split story.db "Joren Vasko" --name "J. Vasko"
      onrecord split story.db "Joren Vasko" --article 2026-03-04-vedrina-call
    """
    with Record(record) as opened:
        number = opened.people.split(who, names=name or (), articles=article or (), note=note)
    _tell(record, number)


def rename_command(
    record: options.RecordFile,
    who: Who,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is to be called.")],
    note: Note = "",
) -> None:
    """Say how a person or body is to be called in lists. What articles write stays as it is.

    \b
    Example:
      onrecord rename story.db "E. Tolvaj" "Emrik Tolvaj"
    """
    with Record(record) as opened:
        number = opened.people.rename(who, name, note=note)
    _tell(record, number)


def undo_command(
    record: options.RecordFile,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `onrecord decisions` lists it.")],
) -> None:
    """Take a decision back. Its row stays in the record, marked as undone.

    \b
    Example:
      onrecord undo story.db 3
    """
    with Record(record) as opened:
        decision = opened.people.undo(number)
    warn(f"{record}: decision {number} is undone ({decision.kind} {decision.name})")


def decisions_command(record: options.RecordFile, as_json: options.Json = False) -> None:
    """List what was decided, with time and note, undone or not.

    \b
    Example:
      onrecord decisions story.db
    """
    with Record(record, "ro") as opened:
        rows = opened.people.decisions()
    if as_json:
        write_json(rows)
    else:
        pages.show_decisions(make_console(), rows)


def known_command(
    record: options.RecordFile,
    table: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Columns: name, aliases, id, office.")],
) -> None:
    """Take over a table of people whom you know, to tell names apart and lead them together.

    Aliases have ; or | between them. The id, such as a Wikidata QID, is cited beside the person. A table of the same
    file name replaces what it gave before; decisions outrank it.

    \b
    Example:
      onrecord known story.db people.csv
    """
    with Record(record) as opened:
        number = opened.people.use_known(table)
    warn(f"{record}: {number:,} known people from {table.name}")


def _tell(record: Path, number: int) -> None:
    warn(f"{record}: decision {number} is made; `onrecord undo {record} {number}` takes it back")


def _show_one(record: Record, who: str, *, as_json: bool) -> None:
    page = pages.read_person(record, who)
    if as_json:
        write_json(page)
    else:
        pages.show_person(make_console(), page)


def _show_all(record: Record, label: Label | None, limit: int, *, as_json: bool) -> None:
    rows = record.people.all(label=label and label.value, limit=limit)
    if as_json:
        write_json(rows)
    else:
        pages.show_people(make_console(), rows)
    if len(rows) == limit:
        warn(f"the first {limit:,} are listed; --limit lists more")


def _show_doubts(record: Record, limit: int, *, as_json: bool) -> None:
    rows = pages.read_doubts(record, limit)
    if as_json:
        write_json(rows)
    else:
        pages.show_doubts(make_console(), rows)


def _show_unnamed(record: Record, sort: str | None, *, as_json: bool) -> None:
    rows = record.people.unnamed(sort=sort)
    if as_json:
        write_json({"counts": pages.count_unnamed(rows), "sources": rows})
    else:
        pages.show_unnamed(make_console(), rows)
