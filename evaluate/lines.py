"""Reads and writes files of one JSON object a line, packed or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO, cast

from onrecord.errors import InputError

Row = dict[str, Any]


def open_text(path: Path, mode: str = "r") -> TextIO:
    """A file for text in UTF-8, with line ends left as they are."""
    try:
        if path.suffix == ".gz":
            return cast(TextIO, gzip.open(path, mode + "t", encoding="utf-8", newline="\n"))
        return cast(TextIO, path.open(mode, encoding="utf-8", newline="\n"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def iter_rows(path: Path) -> Iterator[Row]:
    with open_text(path) as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, path, number)
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read to its end: {error}") from error


def read_json(path: Path) -> Row:
    with open_text(path) as file:
        return _row(file.read(), path, 1)


def _row(line: str, path: Path, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}, line {number}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{path}, line {number}: not a JSON object")
    return row
