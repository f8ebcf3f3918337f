"""Open a record: one writer, readers that cannot write, and nothing done to a file that is not a record."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Literal

from onrecord.errors import RecordError
from onrecord.store.migrations import APPLICATION_ID, MIGRATIONS, find_applied, migrate
from onrecord.store.transaction import sqlite_errors

Mode = Literal["rwc", "ro"]
BUSY_MILLISECONDS = 10_000  # how long a writer waits for another; saving an article takes milliseconds


def open_record(path: str | Path, mode: Mode = "rwc", *, shared: bool = False) -> sqlite3.Connection:
    """Mode "rwc" reads and writes, and makes the record where there is none; "ro" reads.

    `shared` where more than one thread uses the connection, one after the other.
    """
    path = Path(path)
    _refuse_what_cannot_be_opened(path, mode)
    with sqlite_errors(str(path)):
        db = _connect(path, mode, shared=shared)
        try:
            _refuse_what_is_no_record(db, path, mode)
            db.execute("PRAGMA foreign_keys = ON")
            if mode == "ro":
                db.execute("PRAGMA query_only = ON")
            else:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")  # in WAL: a power cut may cost the last articles, no more
                migrate(db)
        except BaseException:
            db.close()
            raise
    return db


def _connect(path: Path, mode: Mode, *, shared: bool) -> sqlite3.Connection:
    """A reader opens with mode=rw, which makes no record, and may not write by query_only: with mode=ro SQLite
    would leave its two side files behind for good.
    """
    uri = path.absolute().as_uri()
    if mode == "rwc":
        return _connect_uri(f"{uri}?mode=rwc", shared=shared)
    try:
        return _connect_uri(f"{uri}?mode=rw", shared=shared)
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
            raise
    # A record on a disk that cannot be written to: nobody can change it, so it needs no side files.
    return _connect_uri(f"{uri}?mode=ro&immutable=1", shared=shared)


def _connect_uri(uri: str, *, shared: bool) -> sqlite3.Connection:
    db = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=not shared
    )
    db.row_factory = sqlite3.Row
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()  # SQLite opens a file only when something is asked
    except BaseException:
        db.close()
        raise
    return db


def _refuse_what_cannot_be_opened(path: Path, mode: Mode) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder: give the path of a record, such as {path / 'story.db'}")
    if mode == "ro" and not path.exists():
        raise RecordError(f"there is no record at {path}: make one with `onrecord add {path} INPUT...`")
    if not path.parent.is_dir():
        raise RecordError(f"there is no folder {path.parent}: make it first, or give another path")


def _refuse_what_is_no_record(db: sqlite3.Connection, path: Path, mode: Mode) -> None:
    empty = not db.execute("SELECT 1 FROM sqlite_master").fetchone()
    if empty and mode == "rwc":
        return
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordError(f"{path} is not a record of onrecord: give the path of a record, or of a new file")
    applied = find_applied(db)
    known = {migration.__name__ for migration in MIGRATIONS}
    if applied - known:
        raise RecordError(
            f"{path} was written by a newer version of onrecord: upgrade with `pip install --upgrade onrecord`"
        )
    if mode == "ro" and known - applied:
        raise RecordError(
            f"{path} was written by an older version of onrecord: bring it up to date with `onrecord add {path} INPUT`"
        )
