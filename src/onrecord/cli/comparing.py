"""onrecord discrepancies, onrecord copies, onrecord drift"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import warn
from onrecord.cli.output import write_json
from onrecord.store.record import Record
from onrecord.views import comparisons, terminal

DEFAULT_LIMIT = 50


class Relation(StrEnum):
    CONFLICT = "conflict"
    DEVELOPMENT = "development"
    DIFFERENCE = "difference"


def discrepancies_command(
    record: options.RecordFile,
    relation: Annotated[
        Relation,
        typer.Option(
            help="conflict: both cannot be right. development: time explains it. difference: the words leave room."
        ),
    ] = Relation.CONFLICT,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The most to list.")] = DEFAULT_LIMIT,
    as_json: options.Json = False,
) -> None:
    """List where accounts of one matter part, the surest and gravest first.

    Numbers, dates, names, participants, negations, spellings, wordings, who asked for a talk, "the first since", and
    what somebody is said to have promised and denies, with the words of both sides.

    \b
    Examples:
      onrecord discrepancies story.db
      onrecord discrepancies story.db --relation development --json
    """
    discrepancies(record, relation, limit, as_json=as_json)


def discrepancies(path: Path, relation: Relation, limit: int, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        rows = record.discrepancies(relation=relation)
    if as_json:
        write_json(rows[:limit])
    else:
        comparisons.show_discrepancies(terminal.make_console(), rows[:limit])
    if len(rows) > limit:
        warn(f"the first {limit:,} of {len(rows):,} are listed; --limit lists more")


def copies_command(record: options.RecordFile, as_json: options.Json = False) -> None:
    """List articles that repeat another word by word, or take paragraphs from it.

    The one that was published later is the copy; of two of one day the shorter one.

    \b
    Example:
      onrecord copies story.db
    """
    copies(record, as_json=as_json)


def copies(path: Path, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        rows = record.copies()
    if as_json:
        write_json(rows)
    else:
        comparisons.show_copies(terminal.make_console(), rows)


def drift_command(record: options.RecordFile, as_json: options.Json = False) -> None:
    """List quotations that several articles give in different words: shortened, joined, paraphrased or changed.

    \b
    Example:
      onrecord drift story.db
    """
    drift(record, as_json=as_json)


def drift(path: Path, *, as_json: bool) -> None:
    with Record(path, "ro") as record:
        rows = record.drifts()
    if as_json:
        write_json(rows)
    else:
        comparisons.show_drifts(terminal.make_console(), rows)
