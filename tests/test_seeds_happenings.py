"""Two articles of other people's, of which nothing is in this repository: known here by dates and numbers alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.store.happening_rows import HappeningRow
from onrecord.store.record import Record
from tests.conftest import ROOT

SEEDS = ROOT.parent / "shared" / "seeds"
DAYS = {"003": "2025-02-10", "000": "2025-02-13"}
ALLEGED = 79, 207  # of 003: the sentence of the first paragraph


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")
def test_seeds_the_alleged_call_and_the_later_one_are_two_and_the_exchange_has_its_numbers(tmp_path: Path) -> None:
    with Record(tmp_path / "seeds.db") as record:
        for number, day in DAYS.items():
            (path,) = SEEDS.glob(f"{number}*.txt")
            pipeline.add(record, [str(path)], Settings(outlet="Outlet", published=day))
        record.reconcile()
        rows = record.happenings()
        exchanges = record.releases()
    (alleged,) = [
        row for row in rows if row.root == "CONSULT" and any(_is_first(row, a.doc, a.span) for a in row.accounts)
    ]
    (later,) = [row for row in rows if row.mode == "call" and row.date == "2025-02-12"]
    assert (alleged.date, alleged.precision, alleged.status) == (None, "open", "alleged")
    assert {account.published for account in alleged.accounts} == set(DAYS.values())
    assert (later.status, dict(later.attributes)["duration"]) == ("happened", "PT1H30M")
    assert {p.id for p in later.participants[:2]} == {p.id for p in alleged.participants[:2]}
    (exchange,) = [row for row in exchanges if row.event.date == "2024-08-01"]
    assert exchange.event.status == "happened"
    assert [count.number for count in exchange.counts] == [26]
    assert [words.split()[0] for words in exchange.returned] == ["10"]


def _is_first(row: HappeningRow, doc: str, span: tuple[int, int]) -> bool:
    return "003" in doc and row.mode == "call" and tuple(span) == ALLEGED
