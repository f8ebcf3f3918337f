"""How far a run has come: a moving line on a terminal, a plain line now and then elsewhere; always on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.records import Extraction, Skipped

LINE_EVERY = 100  # articles


class ReadingProgress:
    """Call it with each result. How many there will be is not known: inputs are found while they are read."""

    def __init__(self) -> None:
        self.articles = self.statements = self.skipped = 0
        self._started = time.monotonic()
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("reading")

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, result: Extraction | Skipped) -> None:
        if isinstance(result, Skipped):
            self.skipped += 1
        else:
            self.articles += 1
            self.statements += len(result.statements)
        if self._bar:
            self._bar.update(self._task, description=self._line())
        elif (self.articles + self.skipped) % LINE_EVERY == 0:
            print(f"{self._line()}, {time.monotonic() - self._started:.0f} s", file=sys.stderr, flush=True)

    def tell(self, step: str, done: int, of: int) -> None:
        """How far a step of reconcile has come, in articles."""
        line = f"{step}: {done:,} of {of:,} articles"
        if self._bar:
            self._bar.update(self._task, description=line)
        elif done % LINE_EVERY == 0:
            print(f"{line}, {time.monotonic() - self._started:.0f} s", file=sys.stderr, flush=True)

    def _line(self) -> str:
        skipped = f", {self.skipped:,} skipped" if self.skipped else ""
        return f"{self.articles:,} articles, {self.statements:,} statements{skipped}"
