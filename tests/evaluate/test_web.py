"""The measure of the reading room: a made-up record that is the same each time, and figures that are right."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaluate import web
from evaluate.__main__ import main
from onrecord.store.faults import find_faults
from onrecord.store.record import Record


def test_web_articles_are_made_up_the_same_each_time() -> None:
    one = web.make_extraction(7)
    assert one == web.make_extraction(7)
    assert one != web.make_extraction(8)
    assert find_faults(one) == []
    for statement in one.statements:
        source, cue, content = (
            one.article.text[slice(*span)] for (span,) in (statement.source, statement.cue, statement.content)
        )
        assert statement.speaker
        assert (source, cue) == (statement.speaker.name, "said")
        assert content.startswith("that ")


def test_web_a_record_is_built_once(tmp_path: Path) -> None:
    for number in (4, 6, 6):
        web.build(tmp_path / "web.db", number)
    with Record(tmp_path / "web.db", "ro") as record:
        assert record.counts().articles == 6
        assert record.check() == []
        known = web.Known.of(record)
        chance = random.Random(1)  # noqa: S311
        assert all(web.choose(kind, chance, known).startswith("/") for kind in web.MIX)


def test_web_figures_are_of_the_slowest() -> None:
    assert web.figures([float(n) for n in range(1, 101)]) == {
        "n": 100,
        "p50": 51.0,
        "p95": 96.0,
        "p99": 100.0,
        "max": 100.0,
    }
    assert web.figures([])["p95"] == 0


@pytest.mark.slow
def test_web_measures_a_server_with_a_writer(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(
        [
            "web",
            "--articles",
            "40",
            "--readers",
            "3",
            "--seconds",
            "4",
            "--pause",
            "0.1",
            "--written",
            "20",
            "--limit",
            "1e6",
        ]
    )
    out = capsys.readouterr().out
    assert status == 0
    assert "40 articles, 3 readers" in out
    assert " 0 failed" in out
    assert " 0 articles added" not in out
