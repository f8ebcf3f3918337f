"""onrecord read, onrecord add"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.guard import SKIPPED, warn
from onrecord.cli.options import DEFAULTS, make_settings
from onrecord.cli.output import open_output, write_line
from onrecord.cli.progress import ReadingProgress
from onrecord.errors import REASONS
from onrecord.ingest.files import READABLE
from onrecord.records import Skipped
from onrecord.settings import Settings

MAX_TOLD = 10  # skipped inputs that are named one by one
NOTHING = f"nothing to read: {READABLE}"
SHORT_DETAILS = frozenset({"too-long", "bad-json", "unknown-type"})  # the details of other reasons say them already


def read_command(
    inputs: options.Inputs,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    outlet: options.Outlet = DEFAULTS.outlet,
    published: options.Published = DEFAULTS.published,
    metadata: options.Metadata = None,
    max_chars: options.MaxChars = DEFAULTS.max_chars,
    min_score: options.MinScore = DEFAULTS.min_score,
    jobs: options.Jobs = DEFAULTS.jobs,
    any_language: options.AnyLanguage = DEFAULTS.any_language,
) -> int:
    """Read articles and write one JSON line for each.

    An input that cannot be read gives a line with the reason, and the exit status 1.

    \b
    Examples:
      onrecord read report.txt --outlet "The Harbour Courier" --published 2026-03-06
      onrecord read reports/ -o read.jsonl
      cat report.html | onrecord read -
    """
    settings = make_settings(outlet, published, metadata, max_chars, min_score, jobs, any_language=any_language)
    return read(inputs, output, settings)


def read(inputs: list[str], output: Path | None, settings: Settings) -> int:
    from onrecord.extract.jsonlines import to_json
    from onrecord.pipeline import Tally, read_inputs
    from onrecord.runner.local import LocalRunner

    tally = Tally()
    told: list[Skipped] = []
    with open_output(output) as stream, LocalRunner(settings.jobs) as run, ReadingProgress() as progress:
        for result in read_inputs(inputs, settings, run=run):
            write_line(to_json(result), stream)
            tally.note(result)
            progress(result)
            if isinstance(result, Skipped) and len(told) < MAX_TOLD:
                told.append(result)
    if not tally.articles and not tally.skipped:
        warn(NOTHING)
    return tell_end(tally.articles, tally.undated, tally.skipped, told)


def add_command(
    record: options.RecordFile,
    inputs: options.Inputs,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew what is in the record already, as after a change of model.")
    ] = False,
    title: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="What the record's pages are headed by; else the name of its file."),
    ] = None,
    outlet: options.Outlet = DEFAULTS.outlet,
    published: options.Published = DEFAULTS.published,
    metadata: options.Metadata = None,
    max_chars: options.MaxChars = DEFAULTS.max_chars,
    min_score: options.MinScore = DEFAULTS.min_score,
    jobs: options.Jobs = DEFAULTS.jobs,
    any_language: options.AnyLanguage = DEFAULTS.any_language,
) -> int:
    """Read articles into a record.

    The record is made where there is none. What it has is not read again, so a run that was stopped goes on with
    the same command. Lines that `onrecord read` wrote are inputs too.

    \b
    Examples:
      onrecord add story.db reports/ --title "The strait talks"
      onrecord add story.db talks.html --outlet "The Lesk Tribune" --published 2026-03-04
      onrecord add story.db read.jsonl
    """
    settings = make_settings(outlet, published, metadata, max_chars, min_score, jobs, any_language=any_language)
    return add(record, inputs, settings, again=again, title=title)


def add(path: Path, inputs: list[str], settings: Settings, *, again: bool = False, title: str | None = None) -> int:
    from onrecord import pipeline
    from onrecord.inference.weights import model_id
    from onrecord.runner.local import LocalRunner
    from onrecord.store.record import Record

    told: list[Skipped] = []
    with (
        Record(path, model=model_id()) as record,
        LocalRunner(settings.jobs) as run,
        ReadingProgress() as progress,
    ):
        if title is not None:
            record.title = title

        def note(result: pipeline.Result, _: str) -> None:
            progress(result)
            if isinstance(result, Skipped) and len(told) < MAX_TOLD:
                told.append(result)

        tally = pipeline.add(record, inputs, settings, note, run=run, again=again, tell=progress.tell)
    done = [f"{number:,} {outcome}" for outcome, number in tally.outcomes.items()]
    warn(f"{path}: {', '.join(done) or NOTHING}")
    return tell_end(tally.articles, tally.undated, tally.skipped, told)


def tell_end(articles: int, undated: int, skipped: int, told: list[Skipped]) -> int:
    """The warnings of a run, each once, and its exit status."""
    if undated:
        which = "the article has" if articles == undated == 1 else f"{undated:,} of {articles:,} articles have"
        advice = "give it with --published 2026-03-06, or with --metadata FILE.csv"
        warn(f"{which} no publication date that can be read: {advice}")
    for one in told:
        why = f" ({REASONS[one.reason]})" if one.reason in SHORT_DETAILS else ""
        warn(f"skipped {one.detail or one.doc}{why}")
    if skipped > len(told):
        warn(f"... and {skipped - len(told):,} more")
    if skipped:
        warn(f"{skipped:,} skipped, {articles:,} read")
    return SKIPPED if skipped else 0
