"""The tables of who is who over the record, made by a migration."""

from __future__ import annotations

import sqlite3

_TABLES = (
    """CREATE TABLE people (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        label TEXT NOT NULL,
        known_id TEXT
    ) WITHOUT ROWID""",
    """CREATE TABLE people_names (
        key TEXT PRIMARY KEY,
        block TEXT NOT NULL,
        node TEXT NOT NULL,
        person_id TEXT,
        unresolved INTEGER NOT NULL CHECK (unresolved IN (0, 1))
    ) WITHOUT ROWID""",
    "CREATE INDEX people_names_block ON people_names (block)",
    "CREATE INDEX people_names_person ON people_names (person_id)",
    """CREATE TABLE people_evidence (
        key TEXT NOT NULL,
        sort TEXT NOT NULL,
        value TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (key, sort, value)
    ) WITHOUT ROWID""",
    """CREATE TABLE people_links (
        version_id TEXT NOT NULL REFERENCES versions (id),
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        PRIMARY KEY (version_id, entity)
    ) WITHOUT ROWID""",
    "CREATE INDEX people_links_key ON people_links (key)",
    """CREATE TABLE people_pending (version_id TEXT PRIMARY KEY) WITHOUT ROWID""",
    """CREATE TABLE people_touched (what TEXT PRIMARY KEY) WITHOUT ROWID""",
    """CREATE TABLE people_known (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        office TEXT NOT NULL,
        keys TEXT NOT NULL,
        file TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE people_decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename')),
        time TEXT NOT NULL,
        note TEXT NOT NULL,
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        name TEXT NOT NULL,
        places TEXT NOT NULL,
        undone TEXT
    )""",
    """CREATE TABLE offices (
        version_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        entity TEXT NOT NULL,
        relation TEXT NOT NULL,
        office TEXT NOT NULL,
        body TEXT,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (version_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE unnamed_sources (
        version_id TEXT NOT NULL REFERENCES versions (id),
        entity TEXT NOT NULL,
        type TEXT NOT NULL,
        statements INTEGER NOT NULL,
        reason_start INTEGER,
        reason_end INTEGER,
        PRIMARY KEY (version_id, entity)
    ) WITHOUT ROWID""",
)


def create_people(db: sqlite3.Connection) -> None:
    """What the record held before is linked when something is added next."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO people_pending SELECT id FROM versions")


def add_spots(db: sqlite3.Connection) -> None:
    """Where articles name people. The rules for what is a name changed with it, so what the record holds is linked anew
    when something is added next; what the user decided stays.
    """
    db.execute(
        """CREATE TABLE people_spots (
            mark INTEGER NOT NULL,
            key TEXT NOT NULL,
            words TEXT NOT NULL,
            version_id TEXT NOT NULL REFERENCES versions (id),
            PRIMARY KEY (mark, key, words, version_id)
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX people_spots_version ON people_spots (version_id, key)")
    db.execute(
        "CREATE TABLE people_ties (key TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (key, other)) WITHOUT ROWID"
    )
    for table in ("offices", "unnamed_sources", "people_links", "people"):
        db.execute(f"DELETE FROM {table}")
    known = "SELECT key FROM people_evidence WHERE sort = 'known'"  # by the user's table
    db.execute(f"DELETE FROM people_names WHERE key NOT IN ({known})")
    db.execute(f"DELETE FROM people_evidence WHERE sort <> 'known' AND NOT (sort = 'order' AND key IN ({known}))")
    db.execute("INSERT OR IGNORE INTO people_touched SELECT block FROM people_names")
    db.execute(
        "INSERT OR IGNORE INTO people_touched SELECT '@' || person_id FROM people_names WHERE person_id NOT NULL"
    )
    db.execute("INSERT OR IGNORE INTO people_pending SELECT id FROM versions")
