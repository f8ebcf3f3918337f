"""The record as the reading room has it open: a connection for each thread, and what is worked out of all of it.

To count all statements of 20,000 articles takes seconds, so what goes through the whole record is kept, made anew
beside the requests, one such list after another, and only now and then while somebody adds articles; a small record
is gone through whenever it changed.
"""

from __future__ import annotations

import gc
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from onrecord.store import browse
from onrecord.store.browse import Summary
from onrecord.store.record import Record

QUICK_SECONDS = 0.05  # of the processor: what takes no longer is made while the reader waits
REST = 20  # times as long as it was worked at last nobody makes it again
STEPS, PAUSE = 500, 0.002  # of SQLite's machine, and seconds after them, while a list is made beside the requests
MOST_ASKED = 64  # days and names that readers asked for last, of which what follows is kept

Made = TypeVar("Made")
Derived = TypeVar("Derived")
Make = Callable[[sqlite3.Connection], Made]
Follows = dict[tuple[Callable[..., Any], tuple[Any, ...]], Any]  # by function and what else it is given


@dataclass(slots=True)
class Kept(Generic[Made]):
    """Something made of the whole record, as the record is or was a little while ago, and what follows from it.

    `turn` is held while it is made beside the requests: lists made at once would only slow the pages and each other.
    """

    path: Path
    make: Make[Made]
    turn: threading.Lock = field(default_factory=threading.Lock)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _record: Record | None = None  # a connection of its own: it tells whether others wrote since
    _made: tuple[Made, Follows] | None = None
    _seen: int = -1  # the state of the file that it was made of
    _worked: float = 0.0  # seconds of the processor
    _when: float = 0.0

    def derive(self, function: Callable[..., Derived], of: tuple[Any, ...]) -> Derived:
        made, follows = self.get()
        if (function, of) in follows:
            return cast("Derived", follows[function, of])
        found = follows[function, of] = function(made, *of)
        for asked in [key for key in list(follows) if key[1]][:-MOST_ASKED]:
            follows.pop(asked, None)
        return found

    def get(self) -> tuple[Made, Follows]:
        if self._made and self._worked > QUICK_SECONDS:
            resting = time.monotonic() - self._when < self._worked * REST
            if not resting and self._lock.acquire(blocking=False):
                threading.Thread(target=self._refresh_and_release, daemon=True).start()
            return self._made
        with self._lock:
            return self._refresh()

    def _refresh_and_release(self) -> None:
        try:
            with self.turn:
                if self._record is not None:
                    self._record.db.set_progress_handler(_let_readers_go_first, STEPS)
                self._refresh()
        finally:
            if self._record is not None:
                self._record.db.set_progress_handler(None, 0)
            self._lock.release()

    def _refresh(self) -> tuple[Made, Follows]:
        if self._record is None:
            self._record = Record(self.path, "ro", shared=True)
        state = int(self._record.db.execute("PRAGMA data_version").fetchone()[0])
        if not self._made or state != self._seen:
            begin = time.thread_time()
            with _no_garbage_looked_for():
                made = self.make(self._record.db)
                wanted = [function for function, of in (list(self._made[1]) if self._made else ()) if not of]
                self._made = made, {(function, ()): function(made) for function in wanted}
            self._seen, self._worked = state, time.thread_time() - begin
        self._when = time.monotonic()
        return self._made


def _let_readers_go_first() -> None:
    """A pause in the making of a list: Python runs one thread at a time, and a list would take half of every second."""
    time.sleep(PAUSE)


@contextmanager
def _no_garbage_looked_for() -> Iterator[None]:
    """Lists of millions of objects live long: to look through them for cycles stops every reader for over a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@dataclass(slots=True)
class Room:
    """A record that is served. `title` is what readers call it: its path is nobody's business."""

    path: Path
    title: str
    writable: bool = True
    _local: threading.local = field(default_factory=threading.local)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _kept: dict[Make[Any], Kept[Any]] = field(default_factory=dict)

    def record(self) -> Record:
        """This thread's own connection, which cannot write."""
        record: Record | None = getattr(self._local, "record", None)
        if record is None:
            record = self._local.record = Record(self.path, "ro")
        return record

    @contextmanager
    def write(self) -> Iterator[Record]:
        """One correction at a time; the record is closed again afterwards."""
        with self._writing, Record(self.path) as record:
            yield record

    def kept(self, make: Make[Made]) -> Made:
        """What the function makes of the whole record, made now or a little while ago."""
        return self._kept_by(make).get()[0]

    def derived(self, make: Make[Made], derive: Callable[..., Derived], *of: str) -> Derived:
        """What follows from it (and a day or a name), made once for each time that it is made. `derive` is a function
        of a module.
        """
        return self._kept_by(make).derive(derive, of)

    def _kept_by(self, make: Make[Made]) -> Kept[Made]:
        return self._kept.setdefault(make, Kept(self.path, make, self._turn))

    def summary(self) -> Summary:
        return self.kept(browse.summarise)
