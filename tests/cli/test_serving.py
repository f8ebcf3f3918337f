"""onrecord serve, as it is started on a terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Onrecord
from tests.waiting import LONG


def test_serving_prints_where_it_is_and_ends_quietly(story: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", str(story), "--port", "0", "--no-browser"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ)) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        found = re.fullmatch(r"reading room  (http://127\.0\.0\.1:\d+/)enter\?key=\S+\n", server.stdout.readline())
        assert found
        with urllib.request.urlopen(found[1], timeout=LONG) as page:  # noqa: S310 - our own
            assert b"<h1>" in page.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(LONG) == 0
        assert "Traceback" not in server.stderr.read()


def test_serving_others_needs_a_token(onrecord: Onrecord, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_TOKEN", raising=False)
    done = onrecord("serve", story, "--host", "0.0.0.0", "--no-browser")  # noqa: S104 - refused
    assert done.exit_code == 2
    assert "give a token" in done.output


def test_serving_corrections_are_exported_as_lines(onrecord: Onrecord, story: Path) -> None:
    assert onrecord("export", story, "corrections").output == ""
    refused = onrecord("export", story, "corrections", "--format", "csv")
    assert refused.exit_code == 2
    assert "CSV has no place" in refused.output
