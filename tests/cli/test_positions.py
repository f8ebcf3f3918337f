"""onrecord conditions, positions and issues."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from onrecord.store.record import Record
from tests.cli.conftest import Onrecord
from tests.resolve.market import market_reports


@pytest.fixture
def market(tmp_path: Path) -> str:
    with Record(tmp_path / "market.db") as record:
        list(record.add_all(market_reports()))
        record.reconcile()
    return str(tmp_path / "market.db")


def test_conditions_are_listed_with_replies(onrecord: Onrecord, market: str) -> None:
    shown = onrecord("conditions", market).stdout
    assert "Mara Oske to Lena Holt: offer" in shown
    assert "rejected by Jon Berg" in shown
    rows = json.loads(onrecord("conditions", market, "--as-of", "2031-05-04", "--json").stdout)
    assert [row["told"][0]["place"]["doc"] for row in rows] == ["offer"]


def test_positions_are_listed_with_words_and_moves(onrecord: Onrecord, market: str) -> None:
    shown = onrecord("positions", market, "--who", "Holt").stdout
    assert "Lena Holt: for; 2031-05-10: conditional -> for" in shown
    assert "Torv" not in shown
    (row,) = json.loads(onrecord("positions", market, "--issue", "fish", "--json").stdout)
    assert row["disputed"]
    assert row["positions"][0]["moves"] == [{"day": "2031-05-10", "before": "conditional", "after": "for"}]


def test_positions_are_written_for_other_programs(onrecord: Onrecord, market: str, tmp_path: Path) -> None:
    network, table = tmp_path / "a.graphml", tmp_path / "a.csv"
    assert onrecord("positions", market, "--graphml", network, "--csv", table).exit_code == 0
    assert "<graphml" in network.read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert {row["concept"] for row in rows} == {"fish market: opened", "crew: free"}
    assert onrecord("export", market, "positions").stdout.splitlines() == table.read_text("utf-8").splitlines()


def test_issues_are_merged_and_put_back(onrecord: Onrecord, market: str) -> None:
    assert "decision 1" in onrecord("issues", market, "--merge", "fish market", "crew", "--note", "one matter").stdout
    assert "one matter" in onrecord("issues", market).stdout
    assert len(json.loads(onrecord("issues", market, "--json").stdout)["issues"]) == 1
    assert onrecord("issues", market, "--undo", "1", "--hide", "crew").exit_code == 2
    assert "undone" in onrecord("issues", market, "--undo", "1").stdout
    assert onrecord("issues", market, "--hide", "windmill").exit_code == 2


def test_new_tells_positions_that_moved_and_disagreements(onrecord: Onrecord, market: str) -> None:
    shown = onrecord("new", market, "--since", "2031-05-08").stdout
    assert "Lena Holt  conditional -> for  fish market: opened" in shown
    assert "against: Ina Torv" in shown
    news = json.loads(onrecord("new", market, "--since", "2031-05-08", "--json").stdout)
    assert [one["words"] for one in news["opposed"]] == ["fish market: opened"]
