"""The tables of what is found by comparing articles, as a migration of their own."""

from __future__ import annotations

import sqlite3

_TABLES = (
    # `key` is there for the two index tables below: a number of its own survives VACUUM, and is short.
    """CREATE TABLE compared (
        key INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL UNIQUE REFERENCES versions (id),
        day INTEGER
    )""",
    """CREATE TABLE story_words (
        word INTEGER NOT NULL,
        key INTEGER NOT NULL REFERENCES compared (key),
        weight REAL NOT NULL,
        PRIMARY KEY (word, key)
    ) WITHOUT ROWID""",
    """CREATE TABLE fingerprints (
        hash INTEGER NOT NULL,
        key INTEGER NOT NULL REFERENCES compared (key),
        PRIMARY KEY (hash, key)
    ) WITHOUT ROWID""",
    "CREATE INDEX story_words_key ON story_words (key)",
    "CREATE INDEX fingerprints_key ON fingerprints (key)",
    """CREATE TABLE comparisons (
        version_id TEXT NOT NULL REFERENCES versions (id),
        other_id TEXT NOT NULL REFERENCES versions (id),
        similarity REAL NOT NULL,
        PRIMARY KEY (version_id, other_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX comparisons_other ON comparisons (other_id)",
    """CREATE TABLE copies (
        version_id TEXT NOT NULL REFERENCES versions (id),
        original_id TEXT NOT NULL REFERENCES versions (id),
        share REAL NOT NULL,
        whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
        paragraphs TEXT NOT NULL,
        PRIMARY KEY (version_id, original_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE discrepancies (
        a_id TEXT NOT NULL REFERENCES versions (id),
        b_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        relation TEXT NOT NULL,
        a_start INTEGER NOT NULL,
        a_end INTEGER NOT NULL,
        a_in_title INTEGER NOT NULL,
        b_start INTEGER NOT NULL,
        b_end INTEGER NOT NULL,
        b_in_title INTEGER NOT NULL,
        sure REAL NOT NULL,
        grave REAL NOT NULL,
        why TEXT NOT NULL,
        PRIMARY KEY (a_id, b_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE drifts (
        a_id TEXT NOT NULL REFERENCES versions (id),
        b_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        speaker TEXT NOT NULL,
        manner TEXT NOT NULL,
        a_start INTEGER NOT NULL,
        a_end INTEGER NOT NULL,
        b_start INTEGER NOT NULL,
        b_end INTEGER NOT NULL,
        edits TEXT NOT NULL,
        similarity REAL NOT NULL,
        PRIMARY KEY (a_id, b_id, position)
    ) WITHOUT ROWID""",
)


def create_comparisons(db: sqlite3.Connection) -> None:
    for statement in _TABLES:
        db.execute(statement)


def count_story_words(db: sqlite3.Connection) -> None:
    """In how many articles each heavy word is, so that the rarest are looked up first."""
    db.execute("CREATE TABLE story_word_counts (word INTEGER PRIMARY KEY, number INTEGER NOT NULL)")
    db.execute("INSERT INTO story_word_counts SELECT word, count(*) FROM story_words GROUP BY word")
