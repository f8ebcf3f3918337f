"""The tables of conditions, answers to them, positions, and what the user decided of issues, made by a migration."""

from __future__ import annotations

import sqlite3

_TABLES = (
    """CREATE TABLE conditions (
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        statement_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        teller TEXT,
        teller_name TEXT,
        addressees TEXT NOT NULL,
        form TEXT NOT NULL CHECK (form IN ('offer', 'threat', 'terms')),
        marker_start INTEGER NOT NULL,
        marker_end INTEGER NOT NULL,
        demand TEXT NOT NULL,
        offer TEXT NOT NULL,
        demand_terms TEXT NOT NULL,
        offer_terms TEXT NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (version_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE condition_answers (
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        statement_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        manner TEXT NOT NULL CHECK (manner IN ('accepts', 'rejects', 'will answer')),
        meant TEXT NOT NULL CHECK (meant IN ('offer', 'threat', 'any', '')),
        spans TEXT NOT NULL,
        terms TEXT NOT NULL,
        names TEXT NOT NULL,
        PRIMARY KEY (version_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE stands (
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        statement_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('for', 'against', 'conditional')),
        spans TEXT NOT NULL,
        action TEXT NOT NULL,
        ends INTEGER NOT NULL CHECK (ends IN (0, 1)),
        things TEXT NOT NULL,
        PRIMARY KEY (version_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE position_versions (version_id TEXT PRIMARY KEY REFERENCES versions (id)) WITHOUT ROWID""",
    """CREATE TABLE issue_decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('merge', 'rename', 'hide')),
        time TEXT NOT NULL,
        note TEXT NOT NULL,
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        name TEXT NOT NULL,
        undone TEXT
    )""",
)


def create_positions(db: sqlite3.Connection) -> None:
    """What the record held before is read for positions when something is added next."""
    for statement in _TABLES:
        db.execute(statement)
