"""To wait for what other processes and threads do, for a condition and never for a time; and what a test itself takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 120  # seconds; a machine that does ten other things takes part of it, and only a fault takes all of it


def wait_until(held: Callable[[], bool], seconds: float = LONG) -> None:
    until = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


@contextmanager
def takes_at_most(seconds: float) -> Iterator[None]:
    """Of the processor in this thread, as other programs take of the clock's; many times what it takes when all is well."""
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < seconds
