"""Outlet, date, address and title of files, from a CSV that lies beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import InputError

FILE_NAME = "metadata.csv"
COLUMNS = ("outlet", "published", "url", "title")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The rows of one CSV, by the file they speak of. Both are keyed by the words of the column `file`."""

    folder: Path
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, path: Path) -> Mapping[str, str]:
        """The row of a file: by its path from the CSV's folder, its name, or its name without suffixes."""
        names = [path.name, path.name.split(".")[0], path.stem]
        try:
            names.insert(0, path.absolute().relative_to(self.folder.absolute()).as_posix())
        except ValueError:
            pass
        return next((self.rows[name] for name in names if name in self.rows), {})

    def find_doc(self, doc: str) -> Mapping[str, str]:
        """The row of one line of a file of JSON lines, which the column `file` may name by its doc."""
        return self.rows.get(doc, {})


def read_metadata(path: Path) -> Metadata:
    """Raises InputError with a message for the user when the CSV cannot be used."""
    try:
        text = _decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: the metadata could not be read: {error.strerror or error}") from error
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows: dict[str, dict[str, str]] = {}
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        names = {name.strip().lower(): name for name in reader.fieldnames or () if name}
        if "file" not in names:
            raise InputError(f"{path}: the metadata has no column 'file' in its first line")
        for row in reader:
            file = (row[names["file"]] or "").strip().removeprefix("./").replace("\\", "/")
            values = {name: (row[names[name]] or "").strip() for name in COLUMNS if name in names}
            if file:
                rows[file] = {name: value for name, value in values.items() if value}
    except csv.Error as error:
        raise InputError(f"{path}: the metadata is not a CSV file: {error}") from error
    return Metadata(path.parent, rows)


def _decode(data: bytes) -> str:
    """Spreadsheets save UTF-8 with a mark, UTF-16 ("Unicode text") or the Western code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
