"""The tables of claims, made by a migration."""

from __future__ import annotations

import sqlite3

_TABLES = (
    """CREATE TABLE propositions (
        key INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        statement_id TEXT,
        spans TEXT NOT NULL,
        claim_id TEXT NOT NULL,
        party TEXT NOT NULL,
        party_name TEXT NOT NULL,
        named INTEGER NOT NULL CHECK (named IN (0, 1)),
        kind TEXT NOT NULL,
        chain TEXT NOT NULL,
        content TEXT NOT NULL,
        joined_to TEXT,
        score REAL NOT NULL,
        shared TEXT NOT NULL,
        how TEXT NOT NULL,
        UNIQUE (version_id, position)
    )""",
    "CREATE INDEX propositions_claim ON propositions (claim_id)",
    """CREATE TABLE claim_features (
        feature TEXT NOT NULL,
        proposition INTEGER NOT NULL REFERENCES propositions (key),
        PRIMARY KEY (feature, proposition)
    ) WITHOUT ROWID""",
    """CREATE TABLE claim_counts (
        feature TEXT PRIMARY KEY,
        number INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE claim_versions (version_id TEXT PRIMARY KEY REFERENCES versions (id)) WITHOUT ROWID""",
    """CREATE TABLE affiliations (
        version_id TEXT NOT NULL REFERENCES versions (id),
        party TEXT NOT NULL,
        name TEXT NOT NULL,
        place TEXT NOT NULL,
        office INTEGER NOT NULL CHECK (office IN (0, 1)),
        number INTEGER NOT NULL,
        PRIMARY KEY (version_id, party, name, place, office)
    ) WITHOUT ROWID""",
    "CREATE INDEX affiliations_party ON affiliations (party)",
    "CREATE INDEX affiliations_name ON affiliations (name)",
)


def create_claims(db: sqlite3.Connection) -> None:
    for statement in _TABLES:
        db.execute(statement)
