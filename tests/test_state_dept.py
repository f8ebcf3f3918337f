"""A record of 2,025 real press releases, whose building is killed in the middle and goes on.

ONRECORD_STATE_DEPT_LINES=150 takes the first lines alone: minutes instead of a quarter of an hour.
"""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.store.record import Record

CORPUS = Path(__file__).parents[2] / "shared" / "data" / "corpora" / "state_dept.jsonl.gz"
LINES = int(os.environ.get("ONRECORD_STATE_DEPT_LINES", "0"))  # 0 is all
MAX_SECONDS = 3 * 3600  # on two cores that do other work, too


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_state_dept_a_record_survives_a_kill_and_holds(tmp_path: Path) -> None:
    if not CORPUS.is_file():
        pytest.skip(f"no corpus at {CORPUS}")
    lines = gzip.decompress(CORPUS.read_bytes()).splitlines(keepends=True)[: LINES or None]
    texts = {json.loads(line)["text"] for line in lines}  # a release that was published twice is one article
    assert LINES or (len(lines), len(texts)) == (2_025, 2_016)
    inputs, path = tmp_path / "releases.jsonl.gz", tmp_path / "releases.db"
    inputs.write_bytes(gzip.compress(b"".join(lines)))

    _kill_after(min(300, len(texts) // 3), path, inputs)
    saved = _count(path)
    assert 0 < saved < len(texts)

    done = _run("add", str(path), str(inputs))
    assert done.returncode == 0, done.stderr
    assert f"{len(texts) - saved:,} added" in done.stderr
    assert _count(path) == len(texts)
    check = _run("check", str(path))
    assert check.returncode == 0, check.stdout
    with Record(path, "ro") as record:
        assert record.skipped() == []


def _kill_after(articles: int, path: Path, inputs: Path) -> None:
    running = subprocess.Popen([sys.executable, "-m", "onrecord", "add", str(path), str(inputs)])
    end = time.monotonic() + MAX_SECONDS
    try:
        while _count(path) < articles:
            assert running.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < end, "it does not come forward"
            time.sleep(0.2)
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait()


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=MAX_SECONDS, check=False)


def _count(path: Path) -> int:
    """None while the record is being made."""
    try:
        with Record(path, "ro") as record:
            return record.counts().articles
    except RecordError:
        return 0
