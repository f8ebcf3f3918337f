"""What leads to a text: its article, the number of the version, and what it is called."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """What is needed to lead to a text."""

    article: str
    number: int
    title: str
    doc: str
    outlet: str
    published: str | None


def list_heads(db: sqlite3.Connection, version_ids: Iterable[str]) -> dict[str, Head]:
    """By the id of the version."""
    found = {}
    for version_id in version_ids:
        row = db.execute(
            "SELECT article_id, number, title, doc, outlet, published FROM versions WHERE id = ?", (version_id,)
        ).fetchone()
        if row is not None:
            found[version_id] = Head(*row)
    return found
