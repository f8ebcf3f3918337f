"""To wait for what other processes and threads do: for a condition, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

LONG = 120  # seconds; a machine that does ten other things takes part of it, and only a fault takes all of it


def wait_until(held: Callable[[], bool], seconds: float = LONG) -> None:
    until = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)
