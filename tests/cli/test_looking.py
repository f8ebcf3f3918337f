"""Commands that look at a record."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import Result

from onrecord.store.record import Record
from onrecord.store.tables import TABLES
from tests.cli.conftest import EXTRACTION, TEXT

Onrecord = Callable[..., Result]


def test_who_lists_speakers(onrecord: Onrecord, story: Path) -> None:
    done = onrecord("who", story)
    assert done.exit_code == 0
    assert "Ada Lorne" in done.stdout


def test_who_lists_what_a_speaker_says(onrecord: Onrecord, story: Path) -> None:
    done = onrecord("who", story, "lorne")
    assert "The pumps will run tonight" in done.stdout
    assert "We are ready" in done.stdout


def test_who_says_so_when_nobody_has_the_name(onrecord: Onrecord, story: Path) -> None:
    done = onrecord("who", story, "Nobody")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "nobody of the name Nobody" in done.stderr


def test_search_finds_words(onrecord: Onrecord, story: Path) -> None:
    assert "tonight" in onrecord("search", story, "pumps").stdout
    assert onrecord("search", story, "volcano", "--json").stdout.strip() == "[]"


def test_search_can_be_of_an_act_a_speaker_or_an_outlet(onrecord: Onrecord, story: Path) -> None:
    for option, fits, other in (
        ("--act", "assert", "deny"),
        ("--speaker", "lorne", "Berg"),
        ("--outlet", "The Harbour Courier", "The Herald"),
    ):
        assert "tonight" in onrecord("search", story, "pumps", option, fits).stdout
        assert onrecord("search", story, "pumps", option, other, "--json").stdout.strip() == "[]"


def test_search_names_the_acts_that_there_are(onrecord: Onrecord, story: Path) -> None:
    result = onrecord("search", story, "pumps", "--act", "denial")
    assert result.exit_code == 2
    assert "neither-confirm-nor-deny" in result.stderr


def test_search_says_when_there_may_be_more(onrecord: Onrecord, story: Path) -> None:
    assert "--limit" in onrecord("search", story, "Lorne", "--limit", "1").stderr
    assert "--limit" not in onrecord("search", story, "Lorne").stderr


def test_show_shows_the_article(onrecord: Onrecord, story: Path) -> None:
    assert "The pumps will run tonight, Mayor Ada Lorne said." in onrecord("show", story, "pumps").stdout


def test_misses_lists_none_where_all_was_found(onrecord: Onrecord, story: Path) -> None:
    assert onrecord("misses", story).stdout == "none\n"


def test_misses_lists_what_may_be_a_statement(onrecord: Onrecord, story: Path) -> None:
    with Record(story) as record:
        record.add(replace(EXTRACTION, statements=EXTRACTION.statements[:1]), replace=True)
    lines = onrecord("misses", story).stdout.splitlines()
    assert [line.split() for line in lines[:1]] == [["published", "outlet", "article", "reason", "sentence"]]
    assert lines[1:] == ['2026-03-06  The Harbour Courier  pumps    cue     "We are ready," she added.']
    (row,) = json.loads(onrecord("misses", story, "--json").stdout)
    assert (row["reason"], [part["words"] for part in row["words"]]) == ("cue", ["added"])
    assert TEXT[row["sentence"]["start"] : row["sentence"]["end"]] == row["sentence"]["words"]


def test_misses_can_be_those_of_one_outlet(onrecord: Onrecord, story: Path) -> None:
    with Record(story) as record:
        record.add(replace(EXTRACTION, statements=()), replace=True)
    assert len(json.loads(onrecord("misses", story, "--outlet", "The Harbour Courier", "--json").stdout)) == 2
    assert json.loads(onrecord("misses", story, "--outlet", "Another", "--json").stdout) == []


@pytest.mark.parametrize(
    "words",
    [
        ["who"],
        ["who", "lorne"],
        ["search", "pumps"],
        ["show", "pumps"],
        ["misses"],
        ["check"],
        ["export", "statements"],
    ],
)
def test_looking_every_list_is_there_as_json(onrecord: Onrecord, story: Path, words: list[str]) -> None:
    done = onrecord(words[0], story, *words[1:], "--json")
    assert done.exit_code == 0
    if words[0] == "export":
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["s1", "s2"]
    else:
        json.loads(done.stdout)


def test_check_proves_a_whole_record(onrecord: Onrecord, story: Path) -> None:
    done = onrecord("check", story)
    assert done.exit_code == 0
    assert "every word in its place" in done.stdout


def test_check_finds_a_changed_text(onrecord: Onrecord, story: Path) -> None:
    db = sqlite3.connect(story)
    with db:
        db.execute("UPDATE versions SET text = replace(text, 'pumps', 'trams')")
    db.close()
    done = onrecord("check", story)
    assert done.exit_code == 1
    assert "sha256" in done.stdout


@pytest.mark.parametrize("table", TABLES)
def test_export_writes_every_table(onrecord: Onrecord, story: Path, table: str) -> None:
    done = onrecord("export", story, table)
    assert done.exit_code == 0
    lines = [json.loads(line) for line in onrecord("export", story, table, "--format", "jsonl").stdout.splitlines()]
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == len(lines)


def test_export_writes_a_file(onrecord: Onrecord, story: Path, tmp_path: Path) -> None:
    done = onrecord("export", story, "skipped", "-o", tmp_path / "skipped.csv")
    assert done.stdout == ""
    assert "scan" in (tmp_path / "skipped.csv").read_text(encoding="utf-8")


def test_export_leaves_a_file_alone_when_the_table_is_unknown(onrecord: Onrecord, story: Path, tmp_path: Path) -> None:
    output = tmp_path / "kept.csv"
    output.write_text("kept")
    done = onrecord("export", story, "rumours", "-o", output)
    assert done.exit_code == 2
    assert "statements" in done.stderr
    assert output.read_text() == "kept"


def test_report_writes_a_page(onrecord: Onrecord, story: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert onrecord("report", story, "-o", page, "--title", "The pumps of Ada").exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "The pumps of Ada" in text
    assert "Ada Lorne" in text


@pytest.mark.parametrize("output", ["", "missing/report.html"], ids=["a folder", "no folder"])
def test_report_says_where_it_cannot_write(onrecord: Onrecord, story: Path, tmp_path: Path, output: str) -> None:
    done = onrecord("report", story, "-o", tmp_path / output)
    assert done.exit_code == 2
    assert "folder" in done.stderr


@pytest.mark.parametrize(
    "words", [["who"], ["search", "x"], ["show", "x"], ["misses"], ["check"], ["export", "runs"], ["report"]]
)
def test_looking_makes_no_record(onrecord: Onrecord, tmp_path: Path, words: list[str]) -> None:
    done = onrecord(words[0], tmp_path / "none.db", *words[1:])
    assert done.exit_code == 2
    assert done.stderr.startswith("onrecord: there is no record at")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "none.db").exists()
