"""The data of pages on people and bodies, and the same on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from onrecord.resolve.decisions import Decision
from onrecord.resolve.unnamed import TYPES
from onrecord.store.people import NameRow, OfficeRow, OutletRow, PersonRow, UnnamedRow
from onrecord.store.record import Record
from onrecord.views.terminal import show_line, show_table


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What is known of a person, each with where it stands."""

    person: PersonRow
    names: tuple[NameRow, ...]
    offices: tuple[OfficeRow, ...]
    outlets: tuple[OutletRow, ...]
    known_office: str  # from the user's table, which is cited by its id


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A pair of names that a person should look at."""

    state: str  # apart, together or unresolved
    one: str  # as articles write it
    other: str
    one_person: str | None  # id
    other_person: str | None
    likeness: float
    articles: int


@dataclass(frozen=True, slots=True)
class UnnamedCount:
    type: str
    sources: int
    statements: int
    with_reason: int


def read_person(record: Record, words: str) -> PersonPage:
    people = record.people
    person = people.find(words)
    return PersonPage(
        person,
        tuple(people.names(person.id)),
        tuple(people.offices(person.id)),
        tuple(people.outlets(person.id)),
        people.known_office(person.known_id),
    )


def read_doubts(record: Record, limit: int) -> tuple[DoubtRow, ...]:
    rows = []
    for doubt in record.people.doubts(limit):
        (one, one_person), (other, other_person) = map(record.people.show_key, (doubt.one, doubt.other))
        rows.append(DoubtRow(doubt.state, one, other, one_person, other_person, doubt.likeness, doubt.articles))
    return tuple(rows)


def count_unnamed(rows: Sequence[UnnamedRow]) -> tuple[UnnamedCount, ...]:
    """By type, in a fixed order; types without a source are listed with 0."""
    sources = Counter(row.type for row in rows)
    said: Counter[str] = Counter()
    for row in rows:
        said[row.type] += row.statements
    reasons = Counter(row.type for row in rows if row.reason)
    return tuple(UnnamedCount(sort, sources[sort], said[sort], reasons[sort]) for sort in TYPES)


def show_people(console: Console, rows: Sequence[PersonRow]) -> None:
    heads = ("name", "label", "articles", "statements", "id", "known as")
    show_table(
        console,
        heads,
        [[row.name, row.label, str(row.articles), str(row.statements), row.id, row.known_id or ""] for row in rows],
    )


def show_person(console: Console, page: PersonPage) -> None:
    person = page.person
    known = f", {person.known_id} in your table" if person.known_id else ""
    show_line(console, f"{person.name} ({person.label}, {person.id}{known})")
    if page.known_office:
        show_line(console, f"office in your table: {page.known_office}")
    show_table(console, ("named as", "articles"), [[row.name, str(row.articles)] for row in page.names])
    if page.offices:
        heads = ("date", "outlet", "relation", "of", "words", "where")
        show_table(
            console,
            heads,
            [
                [(o.published or "")[:10], o.outlet, o.relation, o.body or "", o.words, f"{o.doc}:{o.start}"]
                for o in page.offices
            ],
        )
    if page.outlets:
        show_table(
            console,
            ("speaks in", "statements", "first", "last"),
            [[o.outlet, str(o.statements), (o.first or "")[:10], (o.last or "")[:10]] for o in page.outlets],
        )


def show_doubts(console: Console, rows: Sequence[DoubtRow]) -> None:
    show_table(
        console,
        ("now", "one", "other", "likeness", "articles", "ids"),
        [
            [
                row.state,
                row.one,
                row.other,
                f"{row.likeness:.2f}",
                str(row.articles),
                " ".join(filter(None, dict.fromkeys((row.one_person, row.other_person)))),
            ]
            for row in rows
        ],
    )


def show_unnamed(console: Console, rows: Sequence[UnnamedRow]) -> None:
    show_table(
        console,
        ("type", "sources", "statements", "with a reason"),
        [[c.type, str(c.sources), str(c.statements), str(c.with_reason)] for c in count_unnamed(rows)],
    )
    show_table(
        console,
        ("date", "outlet", "type", "words", "statements", "reason", "where"),
        [
            [
                (row.published or "")[:10],
                row.outlet,
                row.type,
                row.name,
                str(row.statements),
                row.reason,
                f"{row.doc}#{row.entity}",
            ]
            for row in rows
        ],
    )


def show_decisions(console: Console, rows: Sequence[Decision]) -> None:
    show_table(
        console,
        ("number", "time", "decision", "who", "note", "undone"),
        [[str(d.id), d.time, d.kind, d.name, d.note, d.undone or ""] for d in rows],
    )
