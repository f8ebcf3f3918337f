"""Two articles of other people's, of which nothing is in this repository: only days and names are known here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.store.ledger import ClaimRow
from onrecord.store.record import Record
from tests.conftest import ROOT

SEEDS = ROOT.parent / "shared" / "seeds"
OUTLET = "Outlet"
EARLIER, LATER = "2025-02-10", "2025-02-13"
DAYS = {"003": EARLIER, "000": LATER}
CALL = "2025-02-12"
SPEAKERS = {"trump", "putin"}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("seeds") / "seeds.db") as record:
        for number, day in DAYS.items():
            (path,) = SEEDS.glob(f"{number}*.txt")
            pipeline.add(record, [str(path)], Settings(outlet=OUTLET, published=day))
        record.reconcile()
        yield record


def parties(claim: ClaimRow) -> set[str]:
    return {name for e in claim.stances for name in (e.party.name, e.citing)}


def find_alleged(record: Record, as_of: str) -> ClaimRow:
    """The claim on which the earlier article has most answers."""
    found = record.claims(as_of=as_of, single=True)
    return max(found, key=lambda c: sum(e.kind == "neither" and e.published == EARLIER for e in c.stances))


@pytest.mark.parametrize("day", [EARLIER, LATER])
def test_seeds_the_alleged_call_is_unconfirmed_on_both_days(record: Record, day: str) -> None:
    alleged = find_alleged(record, day)
    assert alleged.standing == "unconfirmed"
    assert set(alleged.names) >= SPEAKERS
    assert parties(alleged) >= {"New York Post", "Dmitry Peskov", "Kremlin"}


def test_seeds_the_outlet_tells_of_the_alleged_call_in_its_own_voice_on_both_days(record: Record) -> None:
    own = {e.published for e in find_alleged(record, LATER).stances if e.party.name == OUTLET}
    assert own == {EARLIER, LATER}


def test_seeds_the_later_call_is_another_claim_and_confirmed(record: Record) -> None:
    alleged = find_alleged(record, LATER)
    dated = [
        c
        for c in record.claims(single=True)
        if set(c.names) == SPEAKERS and c.id != alleged.id and any(e.kind == "confirms" for e in c.stances)
    ]
    assert [c.standing for c in dated] == ["confirmed"]
    assert {e.published for c in dated for e in c.stances} == {LATER}
    with_day = record.db.execute(
        "SELECT count(*) FROM propositions WHERE claim_id = ? AND content LIKE ?", (dated[0].id, f"%{CALL}%")
    ).fetchone()
    assert with_day[0] > 0


APART = pytest.mark.xfail(strict=True, reason="one of the two is read as another party's, or not at all")


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param("legitim", marks=APART),
        "root cause",
        "status",
        pytest.param("read(?:y|iness) to", marks=APART),
    ],
)
def test_seeds_what_both_articles_tell_is_one_claim(record: Record, topic: str) -> None:
    joined = [c for c in record.claims(single=True) if {e.published for e in c.stances} == {EARLIER, LATER}]
    assert any(all(re.search(topic, words) for words in _words_by_day(c)) for c in joined)


def _words_by_day(claim: ClaimRow) -> list[str]:
    return [" ".join(e.words for e in claim.stances if e.published == day) for day in (EARLIER, LATER)]
