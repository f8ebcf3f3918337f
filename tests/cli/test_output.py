"""Files appear whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from onrecord.cli.output import open_output
from onrecord.errors import InputError


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
