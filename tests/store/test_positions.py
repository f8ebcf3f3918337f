"""Conditions and positions in a record: kept up with it, decided by the user, and as other programs have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from onrecord.errors import InputError
from onrecord.store.record import Record
from onrecord.views.graphml import to_graphml
from onrecord.views.matrix import make_matrix, read_positions
from tests.resolve.market import AGAINST, PROMISE, market_reports
from tests.store.build import export

TABLES = ("conditions", "condition_answers", "stands")
NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "market.db") as opened:
        list(opened.add_all(market_reports()))
        opened.reconcile()
        yield opened


def test_positions_conditions_come_with_their_replies(record: Record) -> None:
    offer, counter = record.positions.conditions()
    assert (offer.actor.name, counter.actor.name) == ("Mara Oske", "Lena Holt")
    assert [(r.reply, r.by) for r in offer.replies] == [("rejected", "Jon Berg"), ("countered", "Lena Holt")]
    assert counter.replies == ()
    (alone,) = record.positions.conditions(as_of="2031-05-04")
    assert [r.reply for r in alone.replies] == ["rejected"]


def test_positions_every_span_leads_to_its_words(record: Record) -> None:
    text = {row.doc: record.article(row.id).extraction.article.text for row in record.articles()}
    for issue in record.positions.issues(everything=True):
        for position in issue.positions:
            for taken in position.stands:
                place = taken.row.place
                assert place.words == " … ".join(text[place.doc][slice(*span)] for span in place.spans)


def test_positions_move_and_are_told_as_news(record: Record) -> None:
    (issue,) = record.positions.issues(issue="fish market")
    assert issue.disputed
    kinds = {p.who: (p.kind, p.since) for p in issue.positions}
    assert kinds["Lena Holt"] == ("for", "2031-05-10")
    assert kinds["Ina Torv"] == ("against", "2031-05-08")
    news = record.news("2031-05-08")
    ((moved),) = news.moved
    assert (moved.who, moved.before, moved.after, moved.words) == ("Lena Holt", "conditional", "for", PROMISE)
    ((opposed),) = news.opposed
    assert opposed.those_against == ("Ina Torv",)
    assert record.news("2031-05-09").opposed == ()


def test_positions_are_asked_by_name_issue_and_day(record: Record) -> None:
    assert [len(issue.positions) for issue in record.positions.issues(who="Torv")] == [1]
    assert record.positions.issues(who="Nobody") == []
    assert not any(issue.disputed for issue in record.positions.issues(as_of="2031-05-07"))


def test_positions_issues_are_edited_and_decisions_undone(record: Record) -> None:
    before = record.positions.issues()
    number = record.positions.merge("fish market", "crew", note="one matter")
    (issue,) = record.positions.issues()
    assert {p.who for p in issue.positions} == {"Lena Holt", "Ina Torv", "Mara Oske"}
    record.positions.rename(issue.id[:8], "the exchange")
    assert [issue.words for issue in record.positions.issues()] == ["the exchange"]
    record.positions.hide("the exchange")
    assert record.positions.issues() == []
    for decision in record.positions.decisions():
        record.positions.undo(decision.id)
    assert record.positions.issues() == before
    with pytest.raises(InputError):
        record.positions.undo(number)
    with pytest.raises(InputError):
        record.positions.issue("windmill")


def test_positions_are_the_same_one_by_one_or_together_and_read_again(record: Record, tmp_path: Path) -> None:
    with Record(tmp_path / "other.db") as other:
        for report in reversed(market_reports()):
            other.add(report)
            other.reconcile()
        for report in market_reports():
            other.add(report, replace=True)
        other.reconcile()
        mine, theirs = export(record), export(other)
    assert {table: mine[table] for table in TABLES} == {table: theirs[table] for table in TABLES}


def test_positions_as_dna_has_them(record: Record) -> None:
    rows = list(record.iter_table("positions"))
    (row,) = [row for row in rows if row["words"] == AGAINST]
    assert (row["person"], row["agreement"], row["concept"], row["time"]) == (
        "Ina Torv",
        0,
        "fish market: opened",
        "2031-05-08",
    )
    assert [row["time"] for row in rows] == sorted(str(row["time"]) for row in rows)


def test_positions_as_a_network_of_parties(record: Record) -> None:
    root = ET.fromstring(to_graphml(record.positions.issues()))  # noqa: S314 - our own
    names = {node.get("id"): node.findtext("g:data[@key='name']", "", NS) for node in root.iterfind(".//g:node", NS)}
    edges = {
        frozenset((names[edge.get("source")], names[edge.get("target")])): edge.findtext(
            "g:data[@key='weight']", "", NS
        )
        for edge in root.iterfind(".//g:edge", NS)
    }
    assert edges[frozenset(("Ina Torv", "Mara Oske"))] == "-1"
    assert edges[frozenset(("Lena Holt", "Mara Oske"))] == "2"


def test_positions_matrix_names_each_position_by_its_place(record: Record) -> None:
    page = read_positions(record)
    assert page.matrix == make_matrix(record.positions.issues())
    for row in page.matrix.rows:
        positions = page.issues[row.issue].positions
        found = {
            positions[at].who: name for at, name in zip(row.cells, page.matrix.parties, strict=True) if at is not None
        }
        assert all(who == name for who, name in found.items())
        assert len(found) == len(positions)
    assert read_positions(record).conditions[0].replies[0].by == "Jon Berg"
