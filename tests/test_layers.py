"""Imports run one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

ROOT = Path(onrecord.__file__).parent
FLOW = (
    "records",
    "errors",
    "ids",
    "settings",
    "text.layout",  # offsets and paragraphs of a string: the model reads them, and knows nothing else of text
    "inference",
    "ingest",
    "text",
    "extract",
    "resolve",
    "store",
    "views",
    "web",
    "pipeline",
    "runner",
    "cli",
)
# The package itself and `python -m onrecord` stand outside: they open the doors.
DOORS = {"__init__.py", "__main__.py"}
FILES = sorted(ROOT.rglob("*.py"))


def part_of(dotted: str) -> str | None:
    """The part of FLOW that a module belongs to."""
    words = dotted.split(".")
    if words[0] != "onrecord" or len(words) == 1:
        return None
    return "text.layout" if words[1:3] == ["text", "layout"] else words[1]


def iter_imports(path: Path) -> Iterator[str]:
    here = ["onrecord", *path.relative_to(ROOT).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: -node.level] if node.level else []
            base += [node.module] if node.module else []
            yield from (".".join([*base, alias.name]) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_layers_imports_point_left(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name in DOORS:
        return
    here = part_of(".".join(["onrecord", *path.relative_to(ROOT).with_suffix("").parts]))
    assert here in FLOW, f"{name} belongs to no part: add it to FLOW, and to ARCHITECTURE.md"
    for target in iter_imports(path):
        part = part_of(target)
        if part in FLOW:
            assert FLOW.index(part) <= FLOW.index(here), f"{here} must not import {target}"


def test_layers_every_part_is_in_the_architecture(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for part in FLOW:
        name = part.replace(".", "/")
        assert f"`{name}.py`" in text or f"`{name}/`" in text, part


def test_layers_a_wrong_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.py"
    path.write_text("from onrecord.store.record import Record\nfrom onrecord import cli")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert [part_of(target) for target in iter_imports(path)] == ["store", "cli"]
