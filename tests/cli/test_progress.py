"""How far a run has come, where standard error is no terminal."""

from __future__ import annotations

import pytest

from onrecord.cli.progress import LINE_EVERY, ReadingProgress


def test_progress_of_reconcile_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with ReadingProgress() as progress:
        for done in range(1, 2 * LINE_EVERY + 50):
            progress.tell("comparing", done, 1234)
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in lines] == ["comparing: 100 of 1", "comparing: 200 of 1"]
    assert "of 1,234 articles, " in lines[0]
