"""The tables of conditions and positions, kept up with the record: each version of an article is read for them once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from onrecord.records import Span
from onrecord.resolve.conditions import find_conditions
from onrecord.resolve.replies import find_answers
from onrecord.resolve.stands import find_stands
from onrecord.resolve.wording import read_wording
from onrecord.store import read
from onrecord.store.transaction import transaction

SUPPOSED = "supposed"  # the third of an addressee that the words do not name
GROUP = 20  # articles a transaction
_FOUND = ("conditions", "condition_answers", "stands", "position_versions")


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


def reconcile(db: sqlite3.Connection) -> int:
    """Read what is new; how many versions of articles that were. What one tells does not hang on any other."""
    rows = db.execute(
        "SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM position_versions) ORDER BY rowid"
    ).fetchall()
    waiting = [str(row[0]) for row in rows]
    for at in range(0, len(waiting), GROUP):
        with transaction(db):
            for version_id in waiting[at : at + GROUP]:
                _read_version(db, version_id)
    return len(waiting)


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    """Before its statements are replaced: the next `reconcile` takes it anew. In a transaction."""
    for table in _FOUND:
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))


def _read_version(db: sqlite3.Connection, version_id: str) -> None:
    wording = read_wording(read.load_extraction(db, version_id))
    conditions = find_conditions(wording)
    _insert(
        db,
        "conditions",
        (
            (
                version_id,
                c.id,
                number,
                c.statement,
                c.actor.entity,
                c.actor.name,
                c.teller and c.teller.entity,
                c.teller and c.teller.name,
                _json(
                    [*([a.entity, a.name] for a in c.addressees), *([a.entity, a.name, SUPPOSED] for a in c.supposed)]
                ),
                c.form,
                *c.marker,
                _json(c.demand),
                _json(c.offer),
                _json(sorted(c.demand_terms)),
                _json(sorted(c.offer_terms)),
                c.score,
            )
            for number, c in enumerate(conditions)
        ),
    )
    _insert(
        db,
        "condition_answers",
        (
            (
                version_id,
                a.id,
                number,
                a.statement,
                a.actor.entity,
                a.actor.name,
                a.manner,
                a.meant,
                _json(a.spans),
                _json(sorted(a.terms)),
                _json(a.names),
            )
            for number, a in enumerate(find_answers(wording))
        ),
    )
    _insert(
        db,
        "stands",
        (
            (
                version_id,
                s.id,
                number,
                s.statement,
                s.actor.entity,
                s.actor.name,
                s.kind,
                _json(s.spans),
                s.action,
                int(s.ends),
                _json([[t.key, t.words] for t in s.things]),
            )
            for number, s in enumerate(find_stands(wording, conditions))
        ),
    )
    db.execute("INSERT INTO position_versions VALUES (?)", (version_id,))


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in row)})", row)


def _json(value: Sequence[object] | Sequence[Span]) -> str:
    return json.dumps(value, ensure_ascii=False)
