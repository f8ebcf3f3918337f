"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.cli.output import open_output
from onrecord.errors import InputError
from onrecord.records import Skipped
from onrecord.store.record import Record

Program = Callable[..., "subprocess.CompletedProcess[str]"]


def test_output_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    with open_output(path) as stream:
        stream.write("one\n")
        assert not path.exists()
    assert path.read_text() == "one\n"
    assert [p.name for p in tmp_path.iterdir()] == ["read.jsonl"]


def test_output_stays_what_it_was_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        _write_and_stop(path)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["read.jsonl"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("odd")], ids=str)
def test_output_an_error_of_the_file_names_it(tmp_path: Path, error: OSError) -> None:
    path = tmp_path / "report.html"
    with pytest.raises(OSError, match=str(error.strerror or error)) as raised, open_output(path):
        raise error
    assert raised.value.filename == str(path)
    assert list(tmp_path.iterdir()) == []


def test_output_an_error_of_another_file_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(PermissionError) as raised, open_output(tmp_path / "report.html"):
        raise PermissionError(13, "Permission denied", "story.db")
    assert raised.value.filename == "story.db"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_a_full_disk_is_told(program: Program, story: Path, unbuffered: str) -> None:
    done = program("report", story, "-o", "/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert "free some space" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_output_what_is_cut_short_is_an_error_without_a_buffer_too(tmp_path: Path) -> None:
    """A limit on the size of files takes a part of a write, as a disk does that fills up."""
    program = """
import resource, signal
from onrecord.cli.output import prepare_streams
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))
prepare_streams()
print("x" * 200)
"""
    with tmp_path.joinpath("out.csv").open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-c", program],
            stdout=stream,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            check=False,
        )
    assert b"File too large" in done.stderr


def test_output_needs_no_code_page(program: Program, story: Path) -> None:
    with Record(story) as record:
        record.add(Skipped("café", "binary", "café.txt: the file holds data, not text"))
    assert "café" in program("export", story, "skipped", PYTHONIOENCODING="ascii").stdout


def test_output_can_be_read_by_those_who_may_read_others(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    with open_output(tmp_path / "ours"):
        pass
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_output_follows_a_link(tmp_path: Path) -> None:
    tmp_path.joinpath("link").symlink_to("target")
    with open_output(tmp_path / "link") as stream:
        stream.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "x"


def test_output_writes_to_a_device() -> None:
    with open_output(Path("/dev/null")) as stream:
        stream.write("x")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", [".", "missing/read.jsonl"], ids=["a folder", "no folder"])
def test_output_says_where_it_cannot_write(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="folder"), open_output(tmp_path / name):
        pass


def _write_and_stop(path: Path) -> None:
    with open_output(path) as stream:
        stream.write("half")
        raise KeyboardInterrupt
