"""A pool of processes on this machine: results in order, bounded work ahead, and a killed worker loses nothing."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeVar

AHEAD_PER_JOB = 2  # batches that wait for a worker, so that none waits for a batch

# Every worker keeps to its core; numerical libraries would each start a thread for all of them.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

In = TypeVar("In")
Out = TypeVar("Out")


def count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalRunner:
    """Use as a context manager. Functions and items travel to other processes, so they must be picklable.

    One batch alone, or `jobs` of 1, is worked on in this process: a pool takes longer to start than that.
    """

    def __init__(self, jobs: int = 0) -> None:
        """`jobs` of 0 is one process a core."""
        self.jobs = jobs or count_cores()
        self._context = get_context("spawn")  # fork is unsafe beside threads, and onnxruntime has threads
        self._pool: ProcessPoolExecutor | None = None
        self._spare: ProcessPoolExecutor | None = None  # one process, for what broke the pool
        # Workers end themselves when the other end of this pipe is closed: after an error, or by our own end.
        self._lifeline, self._held = self._context.Pipe(duplex=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is not None:
            self._held.close()
        for pool in (self._pool, self._spare):
            if pool is not None:
                pool.shutdown(cancel_futures=True)
        self._held.close()
        self._lifeline.close()

    def __call__(
        self,
        function: Callable[[Sequence[In]], list[Out]],
        batches: Iterable[Sequence[In]],
        give_up: Callable[[In], Out],
    ) -> Iterator[list[Out]]:
        """`give_up` makes the result of an item that ends the process which works on it."""
        waiting = iter(batches)
        first = list(islice(waiting, 2))
        if self.jobs == 1 or len(first) < 2:
            return map(function, chain(first, waiting))
        return self._run(function, chain(first, waiting), give_up)

    def _run(
        self,
        function: Callable[[Sequence[In]], list[Out]],
        batches: Iterator[Sequence[In]],
        give_up: Callable[[In], Out],
    ) -> Iterator[list[Out]]:
        pending: deque[tuple[Sequence[In], Future[list[Out]]]] = deque()
        while True:
            while len(pending) < AHEAD_PER_JOB * self.jobs and (batch := next(batches, None)) is not None:
                pending.append((batch, self._submit(function, batch)))
            if not pending:
                return
            batch, future = pending.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                results = self._work_alone(function, batch, give_up)
            yield results

    def _submit(self, function: Callable[[Sequence[In]], list[Out]], batch: Sequence[In]) -> Future[list[Out]]:
        with _interrupts_held():  # a pool starts its processes when it is given work
            if self._pool is not None:
                with suppress(BrokenProcessPool):
                    return self._pool.submit(function, batch)
            self._pool = self._start(self.jobs)
            return self._pool.submit(function, batch)

    def _work_alone(
        self, function: Callable[[Sequence[In]], list[Out]], batch: Sequence[In], give_up: Callable[[In], Out]
    ) -> list[Out]:
        """A broken pool does not say which batch broke it: alone in a process, a batch can only break its own."""
        if self._spare is None:
            self._spare = self._start(1)
        try:
            with _interrupts_held():
                future = self._spare.submit(function, batch)
            return future.result()
        except BrokenProcessPool:
            self._spare = None
        if len(batch) == 1:
            return [give_up(batch[0])]
        return [result for item in batch for result in self._work_alone(function, [item], give_up)]

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        for name, value in ONE_THREAD.items():
            os.environ.setdefault(name, value)
        return ProcessPoolExecutor(jobs, self._context, _begin_work, (self._lifeline,))


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits a moment, and never reaches a process started here: while it imports it would print a traceback."""
    resource_tracker.ensure_running()  # else it is started with the first process, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_work(lifeline: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of the group; the parent decides
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
