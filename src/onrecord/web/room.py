"""The record as the reading room has it open: a connection for each thread, and a summary that is kept.

To count all statements of 20,000 articles takes seconds, so the summary is made anew beside the requests and only now
and then while somebody adds articles; a small record is counted whenever it changed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.store import browse
from onrecord.store.browse import Summary
from onrecord.store.record import Record

QUICK_SECONDS = 0.05  # a summary that takes no longer than this is made while the reader waits
REST = 20  # times as long as the last summary took nobody makes another


@dataclass(slots=True)
class Room:
    """A record that is served. `title` is what readers call it: its path is nobody's business."""

    path: Path
    title: str
    writable: bool = True
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _counter: Record | None = None  # a connection of its own: it tells whether others wrote since
    _summary: Summary | None = None
    _seen: int = -1  # the state of the file that the summary was made of
    _took: float = 0.0
    _made: float = 0.0

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

    def summary(self) -> Summary:
        """As the record is, or was a little while ago."""
        if self._summary is not None and self._took > QUICK_SECONDS:
            resting = time.monotonic() - self._made < self._took * REST
            if not resting and self._lock.acquire(blocking=False):
                threading.Thread(target=self._refresh_and_release, daemon=True).start()
            return self._summary
        with self._lock:
            return self._refresh()

    def _refresh_and_release(self) -> None:
        try:
            self._refresh()
        finally:
            self._lock.release()

    def _refresh(self) -> Summary:
        if self._counter is None:
            self._counter = Record(self.path, "ro", shared=True)
        state = int(self._counter.db.execute("PRAGMA data_version").fetchone()[0])
        if self._summary is None or state != self._seen:
            begin = time.monotonic()
            self._summary = browse.summarise(self._counter.db)
            self._seen, self._took = state, time.monotonic() - begin
        self._made = time.monotonic()
        return self._summary
