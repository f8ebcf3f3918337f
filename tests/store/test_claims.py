"""Claims kept up with a record: whatever the steps, and gone when their statements are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.records import Extraction
from onrecord.store import claims
from onrecord.store.record import Record
from tests.conftest import ROOT
from tests.resolve.build import said, tell
from tests.store.build import make_many

PEOPLE = ("Rolf Ask", "Ina Torv")
CALL = "Rolf Ask and Ina Torv spoke by telephone on 1 May"
SOURCE = said("an official", "said", CALL)


def reports() -> list[Extraction]:
    neither = said(
        "Jon Berg", "said", "On this report I can neither confirm nor deny anything", "neither-confirm-nor-deny"
    )
    return [
        tell(f"{CALL}, an official said.", SOURCE, people=PEOPLE, doc="a", published="2031-05-03"),
        tell(
            f'{CALL}, The Gazette reported. "On this report I can neither confirm nor deny anything," Jon Berg said.',
            said("The Gazette", "reported", CALL),
            neither,
            people=(*PEOPLE, "Jon Berg"),
            doc="b",
            outlet="The Herald",
            published="2031-05-04",
        ),
        tell(
            f"The palace of Osk confirmed that {CALL}.",
            said("The palace of Osk", "confirmed", f"that {CALL}", "confirm"),
            people=PEOPLE,
            doc="c",
            outlet="The Herald",
            published="2031-05-06",
        ),
    ]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "story.db") as record:
        list(record.add_all(reports()))
        record.reconcile()
        yield record


def export(record: Record) -> list[object]:
    return [list(record.iter_table(table)) for table in ("propositions", "affiliations")]


def test_claims_hold_the_stances_of_all_articles(record: Record) -> None:
    (claim,) = record.claims()
    told = [(e.published, e.party.name, e.kind, e.citing) for e in claim.stances]
    assert told == [
        ("2031-05-03", "an official", "asserts", ""),
        ("2031-05-04", "The Herald", "repeats", "The Gazette"),
        ("2031-05-04", "Jon Berg", "neither", ""),
        ("2031-05-06", "The palace of Osk", "confirms", ""),
    ]
    assert (claim.reports, claim.outlets, claim.origins) == (3, 2, 1)
    assert claim.by_day == (("2031-05-03", "reported"), ("2031-05-04", "unconfirmed"), ("2031-05-06", "confirmed"))


def test_claims_every_stance_leads_to_its_words(record: Record) -> None:
    for entry in record.claims()[0].stances:
        text = record.article(entry.article_id).extraction.article.text
        assert " … ".join(text[start:end] for start, end in entry.spans) == entry.words


def test_claims_as_of_a_day_hold_what_was_published_by_then(record: Record) -> None:
    (claim,) = record.claims(as_of="2031-05-04")
    assert (claim.standing, len(claim.stances)) == ("unconfirmed", 3)
    assert record.claims(as_of="2031-05-02") == []


def test_claims_about_somebody_name_them_or_hold_their_stance(record: Record) -> None:
    assert len(record.claims(about="Torv")) == 1
    assert len(record.claims(about="Jon Berg")) == 1
    assert record.claims(about="Lund") == []
    assert record.claims(standing="denied") == []


def test_claims_are_found_by_the_beginning_of_their_id(record: Record) -> None:
    (claim,) = record.claims()
    assert record.claim(claim.id[:8]) == claim
    with pytest.raises(InputError, match="onrecord claims"):
        record.claim("zzzz")


def test_claims_nothing_is_done_twice(record: Record) -> None:
    before = export(record)
    assert record.reconcile() == 0
    assert export(record) == before


def test_claims_step_by_step_as_in_one_go(record: Record, tmp_path: Path) -> None:
    with Record(tmp_path / "steps.db") as steps:
        for report in reports():
            steps.add(report)
            steps.reconcile()
        assert export(steps) == export(record)


def test_claims_articles_read_anew_are_gathered_anew(record: Record) -> None:
    first = reports()[0]
    record.add(Extraction(first.article, (), first.mentions, first.entities), replace=True)
    assert record.reconcile() > 0
    assert "an official" not in {e.party.name for claim in record.claims() for e in claim.stances}
    numbers = record.db.execute("SELECT min(number) FROM claim_counts").fetchone()
    assert numbers[0] >= 0


def test_claims_news_tells_what_changed_since_a_day(record: Record) -> None:
    news = record.news("2031-05-05")
    assert (news.articles, news.statements) == (1, 1)
    assert [(c.before, c.claim.standing, len(c.stances)) for c in news.changed] == [("unconfirmed", "confirmed", 1)]
    assert [c.before for c in record.news("2031-05-01").opened] == [""]


def test_claims_are_the_same_in_every_process(record: Record, tmp_path: Path) -> None:
    """The order of a set differs from process to process; nothing may hang on it."""
    program = (
        "import sys; from tests.store.test_claims import *\n"
        "with Record(sys.argv[1]) as record:\n"
        "    list(record.add_all(reports() + [i for i in make_many(80) if isinstance(i, Extraction)]))\n"
        "    record.reconcile(); print(repr(export(record)))"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / f"{seed}.db")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(shown) == 1


def test_claims_any_record_can_be_reconciled(tmp_path: Path) -> None:
    with Record(tmp_path / "many.db") as record:
        list(record.add_all(make_many(60)))
        assert record.reconcile() > 0
        assert record.claims(single=True)
        assert record.check() == []


def test_claims_in_a_large_record_the_rarest_features_find_what_all_found(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "_LOOKED_AT", 12)
    with Record(tmp_path / "large.db") as large:
        list(large.add_all(reports()))
        large.reconcile()
        assert export(large) == export(record)
