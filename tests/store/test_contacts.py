"""Contacts over the record: what several articles tell of one is one."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.records import Event, Extraction, Span, Status
from onrecord.store.contacts import contacts
from onrecord.store.record import Record
from tests.resolve.build import tell

WORDS = "Rolf Ask, Ina Torv and Jon Berg spoke."
PEOPLE = ("Rolf Ask", "Ina Torv", "Jon Berg")


def report(
    doc: str, who: tuple[str, ...], mode: str = "call", date: str | None = "2031-05-01", status: Status = "happened"
) -> Extraction:
    event = Event("v1", "CONSULT", mode, (Span(0, 4),), Span(0, len(WORDS)), who[:1], who[1:], date=date, status=status)
    return replace(tell(f"{WORDS} So wrote {doc}.", people=PEOPLE, doc=doc, outlet=doc), events=(event,))


REPORTS = (
    report("a", ("e1", "e2")),
    report("b", ("e2", "e1", "e3")),
    report("c", ("e1", "e2"), date="2031-05-02"),
    report("d", ("e1", "e2"), mode="meeting", status="planned"),
    report("e", ("e1", "e2"), date=None),
    report("f", ("e1", "e3"), status="denied"),
)


def found(path: Path, reports: tuple[Extraction, ...]) -> set[tuple[str, str | None, str, frozenset[str], int]]:
    with Record(path) as record:
        for one in reports:
            record.add(one)
        record.reconcile()
        return {
            (row.type, row.date, row.status, frozenset(who.name for who in row.participants), len(row.told))
            for row in contacts(record.db)
        }


def test_contacts_of_one_day_and_the_same_people_are_one(tmp_path: Path) -> None:
    two, three = frozenset(PEOPLE[:2]), frozenset(PEOPLE)
    assert found(tmp_path / "a.db", REPORTS) == {
        ("call", "2031-05-01", "happened", three, 2),
        ("call", "2031-05-02", "happened", two, 1),
        ("meeting", "2031-05-01", "planned", two, 1),
        ("call", None, "happened", two, 1),
    }


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_contacts_do_not_depend_on_the_order_of_adding(tmp_path: Path, order: tuple[int, ...]) -> None:
    shuffled = tuple(REPORTS[place] for place in order)
    assert found(tmp_path / "b.db", shuffled) == found(tmp_path / "a.db", REPORTS[:3])


def test_contacts_lead_to_their_sentence(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        record.add(REPORTS[0])
        (row,) = contacts(record.db)  # also before the record knows who is who
        assert [told.words for told in row.told] == [WORDS]
        assert [who.name for who in row.participants] == list(PEOPLE[:2])
