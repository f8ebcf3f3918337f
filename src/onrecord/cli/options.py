"""Arguments and options that several commands share, and how they become Settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError
from onrecord.settings import Settings

DEFAULTS = Settings()

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Files (.txt .html .jsonl .jsonl.gz), folders of them, or - for standard input."
    ),
]
RecordFile = Annotated[Path, typer.Argument(metavar="RECORD", help="The record: one SQLite file.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]
Outlet = Annotated[str, typer.Option(metavar="NAME", help="The outlet of inputs that name none.")]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="The publication date of inputs that give none, as 2026-03-06.")
]
Metadata = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv", help="A table with the columns file, outlet, published, url, title (any of the last four)."
    ),
]
MaxChars = Annotated[int, typer.Option(metavar="N", min=1, help="Skip an article that is longer than this.")]
MinScore = Annotated[
    float, typer.Option(metavar="SCORE", min=0, max=1, help="Leave out statements that the model is less sure of.")
]
Jobs = Annotated[int, typer.Option(metavar="N", min=0, help="Processes that read; 0 is one a core.")]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Read texts that seem not to be English, too.")]


def make_settings(
    outlet: str,
    published: str | None,
    metadata: Path | None,
    max_chars: int,
    min_score: float,
    jobs: int,
    *,
    any_language: bool,
) -> Settings:
    from onrecord.text.dates import to_iso

    if published is not None and to_iso(published) is None:
        raise InputError(f"--published {published}: this is no date; write it as 2026-03-06")
    return Settings(
        outlet=outlet,
        published=published,
        metadata=str(metadata) if metadata else None,
        max_chars=max_chars,
        min_score=min_score,
        jobs=jobs,
        any_language=any_language,
    )
