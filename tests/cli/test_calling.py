"""Next steps are printed as they can be typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onrecord.cli.calling import command_name


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script `onrecord` in .venv/bin of the current folder, not on PATH."""
    made = tmp_path / ".venv" / "bin" / "onrecord"
    made.parent.mkdir(parents=True)
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(sys, "argv", [".venv/bin/onrecord", "demo"])
    return made


def test_calling_a_script_that_is_not_on_the_path_is_named_from_here(script: Path) -> None:
    assert command_name() == ".venv/bin/onrecord"


def test_calling_a_script_in_this_folder_is_named_with_it(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(script.parent)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert command_name() == "./onrecord"


def test_calling_a_script_elsewhere_is_named_whole(
    script: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("else where"))
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert command_name() == str(script)


def test_calling_a_script_on_the_path_is_named_alone(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(script.parent))
    assert command_name() == "onrecord"


def test_calling_a_module_is_named_with_its_python(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(script.parent / "__main__.py")])
    assert command_name().endswith(" -m onrecord")


def test_calling_from_another_program_is_the_plain_name(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["pytest"])
    assert command_name() == "onrecord"
