"""What people say across articles holds in the record, survives another reading, can be undone and is exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.records import Entity, Extraction
from onrecord.store.changes import Change, StaleError
from onrecord.store.comparison_rows import disagreements
from onrecord.store.judgements import MAX_REASON
from onrecord.store.ledger import claims_of, load_claims
from onrecord.store.record import Record
from tests.resolve.build import said, tell
from tests.store.test_claims import CALL, PEOPLE, reports

STRIKE = "The dockers of Osk ended their strike on 2 May"


def all_reports() -> list[Extraction]:
    strike = tell(
        f"{STRIKE}, the union said.",
        said("the union", "said", STRIKE),
        doc="d",
        outlet="The Gull",
        published="2031-05-05",
    )
    other = tell(
        f"{STRIKE}, the mayor said.",
        said("the mayor", "said", STRIKE),
        doc="e",
        outlet="The Herald",
        published="2031-05-06",
    )
    return [*reports(), strike, other]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "story.db") as record:
        list(record.add_all(all_reports()))
        record.reconcile()
        yield record


def sizes(record: Record) -> dict[str, int]:
    return {claim.id: len(claim.stances) for claim in record.claims(single=True)}


def test_judgements_joined_claims_are_one_and_undone_they_are_two(record: Record) -> None:
    before = sizes(record)
    (call, strike) = [claim.id for claim in record.claims()]
    made = record.join_claims(call, strike, "Ann", "one story")
    assert sizes(record)[call] == before[call] + before[strike]
    assert strike not in sizes(record)
    assert load_claims(record.db, [strike])[0].id == call  # its old address leads on
    record.undo_judgement(made.id)
    assert sizes(record) == before
    assert [row.judgement.undone is not None for row in record.judgements()] == [True]


def test_judgements_words_parted_from_a_claim_are_a_claim_of_their_own(record: Record) -> None:
    before = sizes(record)
    claim = record.claims()[0]
    entry = next(entry for entry in claim.stances if entry.party.name == "Jon Berg")
    made = record.part_claim(claim.id, entry.proposition, "Ann")
    now = sizes(record)
    assert now[claim.id] == before[claim.id] - 1
    (apart,) = now.keys() - before.keys()
    assert [entry.party.name for entry in load_claims(record.db, [apart])[0].stances] == ["Jon Berg"]
    record.join_claims(apart, claim.id, "Ann")
    assert sizes(record) == {**{key: n for key, n in before.items() if key != claim.id}, apart: before[claim.id]}
    record.undo_judgement(made.id)
    record.undo_judgement(made.id + 1)
    assert sizes(record) == before


def test_judgements_of_claims_survive_another_reading(record: Record) -> None:
    (call, strike) = [claim.id for claim in record.claims()]
    record.join_claims(call, strike, "Ann")
    joined = sizes(record)
    for report in all_reports():
        again = Extraction(report.article, report.statements[::-1], report.mentions, report.entities)
        record.add(again, replace=True)
        record.reconcile()
    assert sorted(sizes(record).values()) == sorted(joined.values())
    assert record.reconcile() == 0


def test_judgements_hold_for_what_is_gathered_later(record: Record) -> None:
    (call, strike) = [claim.id for claim in record.claims()]
    record.join_claims(call, strike, "Ann")
    before = sizes(record)[call]
    words = said("a minister", "said", STRIKE)
    record.add(tell(f"{STRIKE}, a minister said.", words, doc="f", outlet="The Gazette", published="2031-05-09"))
    record.reconcile()
    assert sizes(record)[call] == before + 1
    record.undo_judgement(1)
    assert sizes(record)[strike] == 3


def test_judgements_a_corrected_statement_keeps_its_place_in_the_claims(record: Record) -> None:
    claim = record.claims()[0]
    entry = claim.stances[0]
    article = record.article(entry.article_id).extraction.article
    record.correct(Change(entry.article_id, article.sha256, "accept", entry.statement), "Ann")
    assert [e.words for e in record.claim(claim.id).stances] == [e.words for e in claim.stances]


def test_judgements_of_what_is_not_there_are_refused(record: Record) -> None:
    (call, strike) = [claim.id for claim in record.claims()]
    entry = record.claim(call).stances[0]
    with pytest.raises(StaleError):
        record.join_claims(call, "nothing", "Ann")
    with pytest.raises(InputError, match="one claim already"):
        record.join_claims(call, call, "Ann")
    with pytest.raises(StaleError):
        record.part_claim(strike, entry.proposition, "Ann")
    with pytest.raises(InputError, match="at most"):
        record.join_claims(call, strike, "Ann", "x" * (MAX_REASON + 1))
    with pytest.raises(InputError, match="no judgement 7"):
        record.undo_judgement(7)
    assert record.judgements() == []


def test_judgements_the_only_words_of_a_claim_cannot_be_parted(record: Record) -> None:
    claim = record.claims()[0]
    record.part_claim(claim.id, claim.stances[0].proposition, "Ann")
    (apart,) = [one for one in record.claims(single=True) if len(one.stances) == 1 and one.id != claim.id][:1]
    with pytest.raises(InputError, match="the only words"):
        record.part_claim(apart.id, apart.stances[0].proposition, "Ann")


def test_judgements_statements_know_their_claims(record: Record) -> None:
    claim = record.claims()[0]
    entry = claim.stances[0]
    assert claims_of(record.db, entry.version_id)[str(entry.statement)] == (claim.id,)


def test_judgements_only_what_was_added_by_then(record: Record) -> None:
    claim = record.claims()[0]
    record.db.execute("UPDATE versions SET added = '2031-05-01T00:00:00+00:00'")
    record.db.execute("UPDATE versions SET added = '2031-06-01T00:00:00+00:00' WHERE doc = 'c'")
    (before,) = load_claims(record.db, [claim.id], before="2031-06-01T00:00:00+00:00")
    assert (before.standing, claim.standing) == ("unconfirmed", "confirmed")


# Disagreements


def part_over_numbers(path: Path) -> Record:
    record = Record(path)
    for doc, outlet, number in (("a", "The Gull", 37), ("b", "The Herald", 31), ("c", "The Herald", 31)):
        sentence = f"{number} sailors of the cargo ship Orlan were held in the harbour of Osk after the storm"
        more = "The owner of the Orlan asked the council of Osk to let the crew go home before the winter."
        tail = f" So wrote {doc}." * (doc == "c")
        record.add(
            tell(
                f"{sentence}, an official said.\n\n{more}{tail}",
                said("an official", "said", sentence),
                people=PEOPLE,
                doc=doc,
                outlet=outlet,
                published="2031-05-03",
            )
        )
    record.reconcile()
    return record


def test_judgements_a_dismissed_disagreement_is_gone_until_it_is_undone(tmp_path: Path) -> None:
    with part_over_numbers(tmp_path / "ship.db") as record:
        found = next(one for one in disagreements(record.db) if one.row.kind == "number")
        assert found.row.others > 0
        assert found.row.a.sentence[found.row.a.at :].startswith(found.row.a.words)
        before = record.discrepancies()
        with pytest.raises(InputError, match="say why"):
            record.dismiss(found, "Ann", " ")
        record.dismiss(found, "Ann", "two ships")
        assert record.discrepancies() == [row for row in before if row != found.row]
        for doc in ("a", "b"):
            stored = record.article(doc).extraction
            more = (*stored.entities, Entity("e99", "Osk", "place", ("Osk",)))
            assert record.add(replace(stored, entities=more), replace=True) == "replaced"
        record.reconcile()
        assert len(record.discrepancies()) == len(before) - 1
        record.undo_judgement(1)
        assert record.discrepancies() == before


def test_judgements_are_exported_with_the_corrections(record: Record) -> None:
    (call, strike) = [claim.id for claim in record.claims()]
    record.join_claims(call, strike, "Ann <b>", "one story")
    record.part_claim(call, record.claim(call).stances[0].proposition, "Ann")
    record.undo_judgement(2)
    (row,) = record.iter_table("corrections")
    assert (row["judgement"], row["author"], row["reason"]) == ("join", "Ann <b>", "one story")
    assert row["words"] == [CALL, STRIKE]
    assert json.loads(json.dumps(row))["anchors"][0]["spans"] == [[0, len(CALL)]]
    assert len(list(record.iter_table("judgements"))) == 2
