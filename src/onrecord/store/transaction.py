"""One transaction at a time, and SQLite's errors in words a user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.errors import RecordError

Tell = Callable[[str, int, int], None]  # hears of a long work: its step, the articles done, and all of them

# By the beginning of SQLite's own name of the error; the first that fits is used.
_ADVICE = {
    "SQLITE_FULL": "the disk is full: free some space and run the same command again; what was saved is kept",
    "SQLITE_IOERR": "the disk could not be read or written: check the disk and its free space, then run again",
    "SQLITE_BUSY": "another program is writing to it: wait until that is done, then run again",
    "SQLITE_LOCKED": "another program is writing to it: wait until that is done, then run again",
    "SQLITE_READONLY": "it cannot be written to: check the permissions of the file and of its folder",
    "SQLITE_PERM": "it cannot be written to: check the permissions of the file and of its folder",
    "SQLITE_CANTOPEN": "it cannot be opened: check that it is there and that you may read it and its folder",
    "SQLITE_NOTADB": "it is not a record of onrecord: give the path of a record, or of a new file",
    "SQLITE_CORRUPT": "the file is damaged: restore a copy, or build it anew with `onrecord add`",
    "SQLITE_TOOBIG": "a text is larger than SQLite can hold: leave it out with --max-chars",
}


def file_of(db: sqlite3.Connection) -> str:
    """The path of the record, for messages."""
    try:
        return str(db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return "the record"


def to_record_error(error: sqlite3.Error, path: str) -> RecordError:
    name = getattr(error, "sqlite_errorname", "")
    for start, advice in _ADVICE.items():
        if name.startswith(start):
            return RecordError(f"{path}: {advice}")
    return RecordError(f"{path}: {error}. Run `onrecord check` on it")


@contextmanager
def sqlite_errors(path: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise to_record_error(error, path) from error


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. IMMEDIATE: the lock is taken before anything is looked up, so nothing changes in between."""
    path = file_of(db)
    with sqlite_errors(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # on a full disk SQLite may have rolled back by itself
                db.execute("ROLLBACK")
            raise
