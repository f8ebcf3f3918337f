"""What one article tells of offices, of sources without a name and of where it names people, as rows."""

from __future__ import annotations

import sqlite3

from onrecord.resolve.offices import find_offices
from onrecord.resolve.unnamed import find_unnamed
from onrecord.store import read, ties

TABLES = ("offices", "unnamed_sources", ties.TABLE)


def add(db: sqlite3.Connection, version_id: str) -> None:
    """To be called, in a transaction, when the statements and entities of the version are there."""
    extraction = read.load_extraction(db, version_id)
    db.executemany(
        """INSERT INTO offices (version_id, position, entity, relation, office, body, start, "end")
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (version_id, position, o.entity, o.relation, o.office, o.body, *o.span)
            for position, o in enumerate(find_offices(extraction))
        ],
    )
    db.executemany(
        """INSERT INTO unnamed_sources (version_id, entity, type, statements, reason_start, reason_end)
        VALUES (?, ?, ?, ?, ?, ?)""",
        [(version_id, u.entity, u.type, u.statements, *(u.reason or (None, None))) for u in find_unnamed(extraction)],
    )
    ties.add(db, extraction, version_id)
