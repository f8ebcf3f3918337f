"""The pool: order, bounds, and what happens when processes die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.runner.local import AHEAD_PER_JOB, LocalRunner, count_cores
from tests.runner import fakes
from tests.waiting import LONG, wait_until


@pytest.fixture(scope="module")
def run() -> Iterator[LocalRunner]:
    with LocalRunner(2) as runner:
        yield runner


def batches_of(numbers: int, size: int = 2) -> list[list[int]]:
    return [list(range(start, min(start + size, numbers))) for start in range(0, numbers, size)]


def test_local_results_come_in_the_order_of_the_batches(run: LocalRunner) -> None:
    results = list(run(fakes.double_early_ones_slowly, batches_of(10), fakes.give_up))
    assert results == [[n * 2 for n in batch] for batch in batches_of(10)]


def test_local_works_on_many_batches_in_other_processes(run: LocalRunner) -> None:
    pids = {pid for batch in run(fakes.tell_process, batches_of(10), fakes.give_up) for pid in batch}
    assert os.getpid() not in pids


@pytest.mark.parametrize(("jobs", "numbers"), [(1, 10), (2, 2)], ids=["one job", "one batch"])
def test_local_starts_no_process_for_little_work(jobs: int, numbers: int) -> None:
    with LocalRunner(jobs) as run:
        pids = {pid for batch in run(fakes.tell_process, batches_of(numbers), fakes.give_up) for pid in batch}
    assert pids == {os.getpid()}


def test_local_takes_no_more_batches_ahead_than_it_may(run: LocalRunner) -> None:
    taken = 0

    def count() -> Iterator[list[int]]:
        nonlocal taken
        for batch in batches_of(100):
            taken += 1
            yield batch

    results = run(fakes.double, count(), fakes.give_up)
    next(results)
    assert taken <= AHEAD_PER_JOB * run.jobs + 1
    assert len(list(results)) == 49


def test_local_gives_nothing_for_nothing(run: LocalRunner) -> None:
    assert list(run(fakes.double, [], fakes.give_up)) == []


def test_local_loses_only_the_item_that_kills_its_process(run: LocalRunner) -> None:
    results = list(run(fakes.die_at_seven, batches_of(20, size=3), fakes.give_up))
    assert [n for batch in results for n in batch] == [-7 if n == 7 else n * 2 for n in range(20)]


def test_local_goes_on_after_a_process_was_killed(run: LocalRunner) -> None:
    list(run(fakes.die_at_seven, batches_of(10), fakes.give_up))
    assert list(run(fakes.double, batches_of(4), fakes.give_up)) == [[0, 2], [4, 6]]


def test_local_runs_two_stages_one_upon_the_other(run: LocalRunner) -> None:
    stages = run(fakes.double, run(fakes.die_at_seven, batches_of(10), fakes.give_up), fakes.give_up)
    assert [n for batch in stages for n in batch] == [-14 if n == 7 else n * 4 for n in range(10)]


def test_local_hands_on_what_a_function_raises() -> None:
    with pytest.raises(ValueError, match="seven"), LocalRunner(2) as run:
        list(run(fakes.fail_at_seven, batches_of(10), fakes.give_up))


def test_local_an_interrupt_reaches_no_worker_even_while_it_starts() -> None:
    """It would print a traceback; the parent takes it."""
    with LocalRunner(2) as run:
        assert list(run(fakes.tell_held, batches_of(4), fakes.give_up)) == [[1, 1], [1, 1]]
    assert fakes.tell_held([0]) == [0]


def test_local_counts_at_least_one_core() -> None:
    assert count_cores() >= 1


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_local_leaves_no_process_behind(tmp_path: Path, sign: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.runner.fakes", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        parent.send_signal(sign)
        parent.wait(timeout=LONG)
    finally:
        parent.kill()
        parent.wait()
    wait_until(lambda: not any(_is_running(pid) for pid in workers))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:  # one that ended but was not waited for counts as ended
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return Path("/proc").is_dir() is False
