"""Commands that read, as far as they need no model, and with the model where there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import Result

from onrecord import pipeline
from onrecord.cli.reading import MAX_TOLD
from onrecord.errors import RecordError
from onrecord.extract.jsonlines import to_json
from onrecord.inference import weights as model_weights
from onrecord.records import Article, Extraction
from onrecord.settings import Settings
from onrecord.store.record import Record
from onrecord.store.tables import TABLES
from tests.cli.conftest import EXTRACTION
from tests.runner.fakes import read_first_word
from tests.waiting import wait_until

Onrecord = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[str]"]
ARTICLES = 48  # two and a half transactions
SENTENCE = "The harbour of {} is open again and the ferries will run tonight, the mayor said on the quay."


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read without weights, in this process."""

    def read(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
        return read_first_word(articles, settings)

    monkeypatch.setattr(pipeline, "_read_articles", read)
    monkeypatch.setattr(model_weights, "model_id", lambda: "none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, and three inputs that cannot be read."""
    made = tmp_path / "reports"
    made.mkdir()
    for name in ("a", "b"):
        made.joinpath(f"{name}.txt").write_text(SENTENCE.format(name))
    made.joinpath("empty.txt").touch()
    made.joinpath("half.jsonl").write_text('{"doc": "x", "text": "The har')
    made.joinpath("data.txt").write_bytes(bytes(range(256)) * 40)
    return made


@pytest.mark.usefixtures("no_model")
def test_read_writes_a_line_for_every_input(onrecord: Onrecord, folder: Path, root: Path) -> None:
    done = onrecord("read", folder, "--jobs", "1")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert {row["doc"] for row in rows if "skipped" not in row} == {"a", "b"}
    assert {row["skipped"]["reason"] for row in rows if "skipped" in row} == {"empty", "bad-json", "binary"}
    schema = json.loads((root / "docs" / "reference" / "read.schema.json").read_text(encoding="utf-8"))
    for row in rows:
        Draft202012Validator(schema).validate(row)


@pytest.mark.usefixtures("no_model")
def test_read_warns_once_of_missing_dates_and_names_the_flag(onrecord: Onrecord, folder: Path) -> None:
    assert onrecord("read", folder).stderr.count("--published") == 1
    assert "--published" not in onrecord("read", folder, "--published", "2026-03-06").stderr


@pytest.mark.usefixtures("no_model")
def test_read_takes_outlet_and_date_from_flags(onrecord: Onrecord, folder: Path) -> None:
    done = onrecord("read", folder / "a.txt", "--outlet", "The Harbour Courier", "--published", "6 March 2026")
    row = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (row["outlet"], row["published"]) == ("The Harbour Courier", "2026-03-06")


def test_read_refuses_a_date_that_is_none(onrecord: Onrecord, folder: Path) -> None:
    done = onrecord("read", folder, "--published", "yesterday")
    assert done.exit_code == 2
    assert "2026-03-06" in done.stderr


@pytest.mark.usefixtures("no_model")
def test_read_names_what_was_skipped_but_not_without_end(onrecord: Onrecord, tmp_path: Path) -> None:
    for number in range(MAX_TOLD + 5):
        tmp_path.joinpath(f"{number}.txt").touch()
    lines = onrecord("read", tmp_path).stderr.splitlines()
    assert len(lines) == MAX_TOLD + 2
    assert "5 more" in lines[-2]
    assert "15 skipped" in lines[-1]


@pytest.mark.usefixtures("no_model")
def test_read_says_a_reason_once_and_which_option_helps(onrecord: Onrecord, folder: Path) -> None:
    told = onrecord("read", folder, "--max-chars", "10").stderr
    assert told.count("no text") + told.count("is empty") == 1
    assert told.count("--max-chars") == 3


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize("command", [["read"], ["add", "story.db"]], ids=" ".join)
def test_read_says_when_there_is_nothing_to_read(
    onrecord: Onrecord, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("reports").mkdir()
    tmp_path.joinpath("reports", "scan.pdf").touch()
    done = onrecord(*command, "reports")
    assert done.exit_code == 0
    assert "nothing to read" in done.stderr
    assert ".html" in done.stderr


@pytest.mark.usefixtures("no_model")
def test_add_forgets_what_was_skipped_when_it_can_be_read(onrecord: Onrecord, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    assert onrecord("add", path, folder).exit_code == 1
    for name in ("data.txt", "empty.txt"):
        folder.joinpath(name).write_text(SENTENCE.format(name))
    folder.joinpath("half.jsonl").unlink()
    assert onrecord("add", path, folder).exit_code == 0
    assert [
        row["doc"] for row in map(json.loads, onrecord("export", path, "skipped", "--json").stdout.splitlines())
    ] == ["half:1"]


@pytest.mark.usefixtures("no_model")
def test_read_leaves_the_old_file_when_it_fails(
    onrecord: Onrecord, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "read.jsonl"
    output.write_text("before")

    def stop(*_: object) -> list[Extraction]:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "_read_articles", stop)
    assert onrecord("read", folder, "-o", output, "--jobs", "1").exit_code == 130
    assert output.read_text() == "before"


@pytest.mark.usefixtures("no_model")
def test_add_adds_once(onrecord: Onrecord, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    assert "2 added" in onrecord("add", path, folder).stderr
    assert "added" not in onrecord("add", path, folder).stderr
    assert onrecord("check", path).exit_code == 0


def test_add_takes_what_read_wrote_and_needs_no_model_for_it(
    onrecord: Onrecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_weights, "model_id", lambda: "none")
    lines = tmp_path / "read.jsonl"
    lines.write_text(json.dumps(to_json(EXTRACTION)) + "\n", encoding="utf-8")
    assert onrecord("add", tmp_path / "story.db", lines).exit_code == 0
    assert "Ada Lorne" in onrecord("who", tmp_path / "story.db").stdout


@pytest.mark.usefixtures("no_model")
def test_add_says_what_is_no_record(onrecord: Onrecord, folder: Path) -> None:
    done = onrecord("add", folder / "a.txt", folder)
    assert done.exit_code == 2
    assert "not a record" in done.stderr


def test_read_says_when_there_are_no_weights(program: Program, folder: Path, tmp_path: Path) -> None:
    done = program("read", folder / "a.txt", ONRECORD_WEIGHTS=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "no complete model" in done.stderr


# With the model


@pytest.mark.usefixtures("weights")
def test_demo_works_twice(program: Program, tmp_path: Path) -> None:
    for _ in range(2):
        done = program("demo", tmp_path / "demo")
        assert done.returncode == 0
        assert str(tmp_path / "demo" / "report.html") in done.stdout
    assert program("check", tmp_path / "demo" / "story.db").returncode == 0
    assert "Kasimir Dovrek" in program("who", tmp_path / "demo" / "story.db").stdout


@pytest.mark.usefixtures("weights")
def test_read_takes_standard_input(program: Program) -> None:
    done = program("read", "-", stdin=SENTENCE.format("Lesk"))
    assert json.loads(done.stdout)["statements"]


@pytest.mark.usefixtures("weights")
def test_read_gives_the_same_in_one_process_and_in_many(program: Program, reports: Path, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        for copy in range(2):
            for path in sorted(reports.glob("*.txt")):
                row = {"doc": f"{copy}-{path.stem}", "text": path.read_text(encoding="utf-8")}
                stream.write(json.dumps(row) + "\n")
    alone, together = (program("read", lines, "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert alone == together
    assert alone


@pytest.mark.usefixtures("weights")
def test_add_goes_on_after_a_kill_as_if_nothing_had_happened(program: Program, reports: Path, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    texts = [path.read_text(encoding="utf-8") for path in sorted(reports.glob("*.txt"))]
    with lines.open("w", encoding="utf-8") as stream:
        for number in range(ARTICLES):
            row = {
                "doc": f"d{number}",
                "outlet": "The Harbour Courier",
                "text": f"{texts[number % len(texts)]}\nNo. {number}.",
            }
            stream.write(json.dumps(row) + "\n")
    whole = tmp_path / "whole.db"
    program("add", whole, lines, "--jobs", "2")
    tries = (_add_and_kill(tmp_path / f"killed{number}.db", lines) for number in range(10))
    killed = next(record for record in tries if _count_articles(record) < ARTICLES)  # the kill may come too late
    assert _count_articles(killed) > 0
    assert program("add", killed, lines, "--jobs", "2").returncode == 0
    with Record(killed, "ro") as one, Record(whole, "ro") as other:
        for table in TABLES:
            if table != "runs":
                assert list(one.iter_table(table)) == list(other.iter_table(table)), table
        assert one.check() == []


def _add_and_kill(record: Path, lines: Path) -> Path:
    """Killed when some articles are there."""
    command = [sys.executable, "-m", "onrecord", "add", str(record), str(lines), "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _count_articles(record) > 0)
    finally:
        running.kill()
        running.wait()
    return record


def _count_articles(record: Path) -> int:
    """None while the record is being made."""
    try:
        with Record(record, "ro") as opened:
            return opened.counts().articles
    except RecordError:
        return 0
