"""What a record is called on its pages: the user's words, else the name of its file."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from onrecord.errors import InputError
from onrecord.store.transaction import transaction

MAX_TITLE = 200  # characters


def read_title(db: sqlite3.Connection, path: Path) -> str:
    """strait-talks_2026.db is "Strait talks 2026" where nobody gave a title."""
    row = db.execute("SELECT words FROM title").fetchone()
    if row:
        return str(row["words"])
    words = " ".join(re.split(r"[-_\s]+", path.stem)).strip() or "On the record"
    return words[:1].upper() + words[1:]


def write_title(db: sqlite3.Connection, words: str) -> None:
    """Nothing takes the title back."""
    title = " ".join(words.encode("utf-8", "replace").decode("utf-8").split())
    if len(title) > MAX_TITLE:
        raise InputError(f"a title has at most {MAX_TITLE} characters")
    with transaction(db):
        db.execute("DELETE FROM title")
        if title:
            db.execute("INSERT INTO title VALUES (?)", (title,))
