"""Prove the record: text hashes, spans, parents, the full-text index, and the file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.store import read
from onrecord.store.faults import find_faults
from onrecord.store.transaction import file_of, to_record_error

_CHANGED = "it was changed outside onrecord: restore a copy of the record, or build it anew with `onrecord add`"
_INDEX = "make the index anew: `python -c \"import onrecord; onrecord.Record('RECORD').rebuild_index()\"`"


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    what: str
    advice: str


def check(db: sqlite3.Connection) -> list[Problem]:
    """Empty when all is well. Changes nothing."""
    try:
        return list(_iter_problems(db))
    except sqlite3.Error as error:  # the file is damaged so much that it cannot be gone through
        path = file_of(db)
        return [Problem(path, str(error), str(to_record_error(error, path)))]


def _iter_problems(db: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in db.execute("PRAGMA quick_check(20)"):
        if line != "ok":
            yield Problem("file", line, "the file is damaged: restore a copy, or build it anew with `onrecord add`")
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall()[:20]:
        yield Problem(f"table {table}", f"a row leads to no row of {parent}", _CHANGED)
    rows = db.execute(
        "SELECT id FROM articles a WHERE (SELECT count(*) FROM versions WHERE article_id = a.id AND current) <> 1"
    )
    for (article_id,) in rows:
        yield Problem(f"article {article_id}", "not one of its versions is the current one", _CHANGED)
    for row in db.execute("SELECT id, article_id, number, doc FROM versions ORDER BY article_id, number").fetchall():
        where = f"article {row['article_id']} ({row['doc']}), version {row['number']}"
        yield from _problems_of_version(db, row["id"], where)
    keys = db.execute("SELECT rowid FROM statements_fts WHERE rowid NOT IN (SELECT key FROM statements)")
    if extra := len(keys.fetchall()):
        yield Problem("table statements_fts", f"{extra} of its rows belong to no statement", _INDEX)


def _problems_of_version(db: sqlite3.Connection, version_id: str, where: str) -> Iterator[Problem]:
    try:
        faults = find_faults(read.load_extraction(db, version_id))
        expected = list(read.iter_index_rows(db, version_id))
    except (ValueError, TypeError, KeyError) as error:
        yield Problem(where, f"cannot be read back ({error})", _CHANGED)
        return
    for fault in faults:
        yield Problem(where, fault, _CHANGED)
    rows = db.execute(
        """SELECT rowid, content, source, speaker, title, outlet FROM statements_fts
        WHERE rowid IN (SELECT key FROM statements WHERE version_id = ?) ORDER BY rowid""",
        (version_id,),
    )
    if [tuple(row) for row in rows] != expected:
        yield Problem(where, "the full-text index does not hold its statements as they are", _INDEX)
