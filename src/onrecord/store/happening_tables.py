"""The tables of events across articles, made by a migration."""

from __future__ import annotations

import sqlite3

_TABLES = (
    """CREATE TABLE accounts (
        key INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL REFERENCES versions (id),
        event TEXT NOT NULL,
        position INTEGER NOT NULL,
        happening_id TEXT NOT NULL,
        status TEXT NOT NULL,
        data TEXT NOT NULL,
        UNIQUE (version_id, position)
    )""",
    "CREATE INDEX accounts_happening ON accounts (happening_id)",
    """CREATE TABLE account_features (
        feature TEXT NOT NULL,
        high TEXT NOT NULL,
        account INTEGER NOT NULL REFERENCES accounts (key),
        low TEXT NOT NULL,
        PRIMARY KEY (feature, high, account)
    ) WITHOUT ROWID""",
    "CREATE TABLE account_versions (version_id TEXT PRIMARY KEY REFERENCES versions (id)) WITHOUT ROWID",
    "CREATE TABLE account_moved (key TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE prospects (
        key INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        matter_id TEXT NOT NULL,
        statement_id TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('promised', 'threatened', 'expected', 'planned')),
        by_entity TEXT,
        who TEXT NOT NULL,
        event TEXT,
        due TEXT,
        deadline INTEGER NOT NULL CHECK (deadline IN (0, 1)),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        conditions TEXT NOT NULL,
        published TEXT,
        terms TEXT NOT NULL,
        doing TEXT NOT NULL,
        names TEXT NOT NULL,
        UNIQUE (version_id, position)
    )""",
    "CREATE INDEX prospects_matter ON prospects (matter_id)",
    """CREATE TABLE prospect_terms (
        term TEXT NOT NULL,
        published TEXT NOT NULL,
        prospect INTEGER NOT NULL REFERENCES prospects (key),
        PRIMARY KEY (term, published, prospect)
    ) WITHOUT ROWID""",
    """CREATE TABLE outcomes (
        matter_id TEXT NOT NULL,
        version_id TEXT NOT NULL REFERENCES versions (id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        told TEXT NOT NULL CHECK (told IN ('happened', 'called off', 'said again', 'not yet')),
        likeness REAL NOT NULL,
        PRIMARY KEY (matter_id, version_id, start)
    ) WITHOUT ROWID""",
    "CREATE INDEX outcomes_version ON outcomes (version_id)",
    # A name that leads to somebody else: what it took part in is joined anew.
    """CREATE TRIGGER people_names_moved AFTER UPDATE OF person_id ON people_names
        WHEN OLD.person_id IS NOT NULL AND OLD.person_id IS NOT NEW.person_id
        BEGIN INSERT OR IGNORE INTO account_moved VALUES (OLD.key); END""",
)


def create_happenings(db: sqlite3.Connection) -> None:
    """What the record held before is joined when something is added next."""
    for statement in _TABLES:
        db.execute(statement)
