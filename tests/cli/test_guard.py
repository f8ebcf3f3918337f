"""What a user sees when something goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from onrecord.cli import guard
from onrecord.errors import InputError

Program = Callable[..., "subprocess.CompletedProcess[str]"]


def status_of(error: BaseException) -> int:
    def command() -> None:
        raise error

    with pytest.raises(typer.Exit) as stopped:
        guard.guard(command)()
    return int(stopped.value.exit_code)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (InputError("give a file"), guard.FAILED, "give a file"),
        (PermissionError(13, "Permission denied", "a.txt"), guard.FAILED, "a.txt: Permission denied: check the"),
        (OSError(28, "No space left on device", "a.db"), guard.FAILED, "free some space"),
        (KeyboardInterrupt(), guard.INTERRUPTED, "stopped"),
        (ValueError("line\nbreak"), guard.UNEXPECTED, "ValueError: line break"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_guard_tells_every_error_in_one_line(
    error: BaseException, status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(error) == status
    told = capsys.readouterr().err
    assert words in told
    assert len(told.splitlines()) == 1


def test_guard_shows_where_a_fault_is_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    status_of(ValueError("x"))
    assert "Traceback" in capsys.readouterr().err


def test_guard_is_quiet_when_the_reader_of_its_output_leaves(story: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "onrecord", "export", str(story), "statements"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == guard.CLOSED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_guard_tells_once_that_output_cannot_be_written(story: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "onrecord", "export", str(story), "statements"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == guard.FAILED
    assert "free some space" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["read", "--help"], []], ids=" ".join)
def test_guard_leaves_help_and_version_alone(program: Program, words: list[str]) -> None:
    done = program(*words)
    assert "onrecord" in done.stdout + done.stderr


def test_guard_lets_a_wrong_option_be_told(program: Program, story: Path) -> None:
    done = program("who", story, "--colour")
    assert done.returncode == guard.FAILED
    assert "--colour" in done.stderr
