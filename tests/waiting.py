"""To wait for a condition and never for a time, and a limit for what a test itself takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 300  # seconds; a machine that does ten other things takes part of it, and only a fault takes all of it

SHOWN = 60  # seconds in which a browser shows what it was asked for


def wait_until(held: Callable[[], bool], seconds: float = LONG) -> None:
    until = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


@contextmanager
def takes_at_most(seconds: float) -> Iterator[None]:
    """Seconds of the processor, as other programs take of those of the clock. Give many times what is usual."""
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < seconds
