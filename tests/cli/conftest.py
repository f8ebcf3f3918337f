"""The program, run as a person runs it, and a record that needs no weights."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.records import Article, Attribution, Entity, Extraction, Mention, Skipped, Span, Speaker
from onrecord.store.record import Record
from onrecord.text.article import hash_text

TEXT = 'The pumps will run tonight, Mayor Ada Lorne said. "We are ready," she added.'


def span(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


EXTRACTION = Extraction(
    Article("pumps", TEXT, hash_text(TEXT), title="The pumps", outlet="The Harbour Courier", published="2026-03-06"),
    (
        Attribution(
            "s1",
            span("Mayor Ada Lorne"),
            span("said"),
            span("The pumps will run tonight"),
            speaker=Speaker("e1", "Ada Lorne"),
        ),
        Attribution(
            "s2", span("she"), span("added"), span('"We are ready,"'), kind="direct", speaker=Speaker("e1", "Ada Lorne")
        ),
    ),
    (Mention(span("Ada Lorne")[0], "e1"), Mention(span("she")[0], "e1", "pronoun")),
    (Entity("e1", "Ada Lorne", "person", ("Ada Lorne",)),),
)

Onrecord = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def onrecord() -> Onrecord:
    """The program in this process: fast."""

    def call(*words: str | Path, **more: str) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], prog_name="onrecord", **more)  # type: ignore[arg-type]

    return call


@pytest.fixture
def program() -> Program:
    """The program in a process of its own: exact."""

    def call(
        *words: str | Path, stdin: bytes | str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *map(str, words)],
            input=data,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return call


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A record of one article and one skipped input."""
    path = tmp_path / "story.db"
    with Record(path) as record:
        record.add(EXTRACTION)
        record.add(Skipped("scan", "binary", "scan.txt: the file holds data, not text"))
    return path
