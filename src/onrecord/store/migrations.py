"""The tables: one function per change, each run in one transaction together with its row in `migrations`.

docs/reference/tables.md says what each column means, and a test keeps it complete.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from onrecord.store.claim_tables import create_claims
from onrecord.store.comparison_tables import count_story_words, create_comparisons
from onrecord.store.happening_tables import create_happenings
from onrecord.store.identity_tables import add_spots, create_people
from onrecord.store.positions import create_positions
from onrecord.store.transaction import transaction

APPLICATION_ID = 0x6F6E7263  # "onrc": SQLite's place for saying whose file it is

_TABLES = (
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started TEXT NOT NULL,
        finished TEXT,
        version TEXT NOT NULL,
        model TEXT NOT NULL
    )""",
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        outlet TEXT NOT NULL,
        doc TEXT NOT NULL,
        url TEXT,
        first_seen TEXT NOT NULL
    )""",
    """CREATE TABLE versions (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles (id),
        number INTEGER NOT NULL,
        current INTEGER NOT NULL CHECK (current IN (0, 1)),
        outlet TEXT NOT NULL,
        doc TEXT NOT NULL,
        url TEXT,
        title TEXT NOT NULL,
        published TEXT,
        inferred TEXT,
        language TEXT NOT NULL,
        encoding TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        body_start INTEGER,
        body_end INTEGER,
        furniture TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs (id),
        added TEXT NOT NULL,
        UNIQUE (article_id, number)
    )""",
    "CREATE UNIQUE INDEX versions_current ON versions (article_id) WHERE current = 1",
    "CREATE INDEX versions_sha256 ON versions (sha256)",
    "CREATE INDEX versions_url ON versions (url)",
    "CREATE INDEX versions_outlet ON versions (outlet, doc)",
    "CREATE INDEX versions_published ON versions (published)",
    """CREATE TABLE entities (
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        label TEXT NOT NULL,
        names TEXT NOT NULL,
        roles TEXT NOT NULL,
        PRIMARY KEY (version_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE mentions (
        version_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        entity TEXT NOT NULL,
        form TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (version_id, position),
        FOREIGN KEY (version_id, entity) REFERENCES entities (version_id, id) DEFERRABLE INITIALLY DEFERRED
    ) WITHOUT ROWID""",
    # `key` is there for statements_fts: a rowid of its own name survives VACUUM.
    """CREATE TABLE statements (
        key INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL REFERENCES versions (id),
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        act TEXT NOT NULL,
        parent TEXT,
        speaker_id TEXT,
        speaker_name TEXT,
        speaker_key TEXT,
        addressee_id TEXT,
        addressee_name TEXT,
        said_on TEXT,
        flags TEXT NOT NULL,
        score REAL NOT NULL,
        UNIQUE (version_id, id),
        FOREIGN KEY (version_id, parent) REFERENCES statements (version_id, id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (version_id, speaker_id) REFERENCES entities (version_id, id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (version_id, addressee_id) REFERENCES entities (version_id, id) DEFERRABLE INITIALLY DEFERRED
    )""",
    "CREATE INDEX statements_speaker_key ON statements (speaker_key)",
    "CREATE INDEX statements_speaker_name ON statements (speaker_name)",
    """CREATE TABLE spans (
        version_id TEXT NOT NULL,
        statement_id TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content')),
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (version_id, statement_id, role, position),
        FOREIGN KEY (version_id, statement_id) REFERENCES statements (version_id, id) DEFERRABLE INITIALLY DEFERRED
    ) WITHOUT ROWID""",
    """CREATE TABLE timexes (
        version_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (version_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE events (
        version_id TEXT NOT NULL REFERENCES versions (id),
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (version_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE skipped (
        doc TEXT NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        digest TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs (id),
        PRIMARY KEY (doc, reason, detail, digest)
    ) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE statements_fts USING fts5 (
        content, source, speaker, title, outlet, tokenize = 'porter unicode61 remove_diacritics 2'
    )""",
)


def create_tables(db: sqlite3.Connection) -> None:
    for statement in _TABLES:
        db.execute(statement)


def add_corrections(db: sqlite3.Connection) -> None:
    """What people corrected; what the model read of a text that they corrected; and lists without reading texts."""
    db.execute(
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY,
            made TEXT NOT NULL,
            author TEXT NOT NULL,
            article_id TEXT NOT NULL REFERENCES articles (id),
            sha256 TEXT NOT NULL,
            what TEXT NOT NULL CHECK (what IN ('accept', 'speaker', 'spans', 'kind', 'act', 'reject', 'add')),
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            seen TEXT,
            becomes TEXT,
            label TEXT,
            target INTEGER NOT NULL,
            undone TEXT
        )"""
    )
    db.execute("CREATE INDEX corrections_text ON corrections (article_id, sha256)")
    db.execute(
        """CREATE TABLE readings (
            version_id TEXT PRIMARY KEY REFERENCES versions (id),
            statements TEXT NOT NULL,
            entities TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX versions_listed ON versions (current, published, outlet, doc, article_id, id)")


def add_judgements(db: sqlite3.Connection) -> None:
    """What people say across articles; the claim that the rules found; and what was added last, quickly found."""
    db.execute(
        """CREATE TABLE judgements (
            id INTEGER PRIMARY KEY,
            made TEXT NOT NULL,
            author TEXT NOT NULL,
            what TEXT NOT NULL CHECK (what IN ('join', 'part', 'dismiss')),
            reason TEXT NOT NULL,
            kind TEXT NOT NULL,
            anchors TEXT NOT NULL,
            undone TEXT
        )"""
    )
    db.execute("ALTER TABLE propositions ADD COLUMN gathered TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE propositions SET gathered = claim_id")
    db.execute("CREATE INDEX propositions_gathered ON propositions (gathered)")
    db.execute("CREATE INDEX versions_added ON versions (added)")


def index_speakers(db: sqlite3.Connection) -> None:
    """What an entity of an article says, quickly found: so a person's statements are (`speakers.OF_PERSON`)."""
    db.execute("CREATE INDEX statements_speaker ON statements (version_id, speaker_id)")


def add_title(db: sqlite3.Connection) -> None:
    """What the record is called on its pages, in at most one row."""
    db.execute("CREATE TABLE title (words TEXT NOT NULL)")


def index_features(db: sqlite3.Connection) -> None:
    """By what the features hang on: a row that is deleted is looked for in each table that names it. On a record of
    20,000 articles each such look went through the whole table, most of a second for each article that moved.
    """
    db.execute("CREATE INDEX account_features_account ON account_features (account)")
    db.execute("CREATE INDEX prospect_terms_prospect ON prospect_terms (prospect)")
    db.execute("CREATE INDEX claim_features_proposition ON claim_features (proposition)")


def cover_added(db: sqlite3.Connection) -> None:
    """What came in since a visit is told without a look at the versions, whose texts lie on many pages."""
    db.execute("DROP INDEX versions_added")
    db.execute("CREATE INDEX versions_added ON versions (added, current, id)")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (  # in order; never change an old one
    create_tables,
    create_people,
    create_comparisons,
    create_claims,
    add_corrections,
    create_happenings,
    add_judgements,
    count_story_words,
    create_positions,
    add_spots,
    index_speakers,
    add_title,
    index_features,
    cover_added,
)


def find_applied(db: sqlite3.Connection) -> set[str]:
    """The names of the migrations that the file has been through; none for a new file."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return set()
    return {row[0] for row in db.execute("SELECT name FROM migrations")}


def migrate(db: sqlite3.Connection) -> None:
    known = {migration.__name__ for migration in MIGRATIONS}
    if known <= find_applied(db):  # the usual case needs no lock
        return
    with transaction(db):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)")
    for migration in MIGRATIONS:
        with transaction(db):
            if migration.__name__ not in find_applied(db):  # asked again under the lock: another may have done it
                migration(db)
                applied = datetime.now(UTC).isoformat(timespec="seconds")
                db.execute("INSERT INTO migrations VALUES (?, ?)", (migration.__name__, applied))
