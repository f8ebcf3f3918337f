"""Queries: the ledger of contacts with "first since" claims held against it, and releases with their counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Unpack

from onrecord.resolve.accounts import CONTACTS
from onrecord.resolve.event_days import days_of
from onrecord.store.happening_rows import (
    AccountRow,
    HappeningRow,
    Wanted,
    day_of,
    happenings,
    is_contact,
    is_of_prisoners,
    load_happenings,
)


@dataclass(frozen=True, slots=True)
class FirstSince:
    """A claim that nobody was in touch since some day, and the contacts of the record that lie between."""

    since: str
    account: AccountRow
    between: tuple[HappeningRow, ...]

    @property
    def holds(self) -> bool:
        """As far as the record tells."""
        return not self.between


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who was in touch with whom, when, how, how long, about what. The event has the accounts and the status."""

    event: HappeningRow
    who: tuple[str, ...]
    how: str
    durations: tuple[str, ...]  # ISO 8601; several where accounts differ
    subjects: tuple[str, ...]
    firsts: tuple[FirstSince, ...]


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    account: AccountRow


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release or an exchange: counts as each account gives them, and those who are named."""

    event: HappeningRow
    counts: tuple[Count, ...]
    returned: tuple[str, ...]  # such as "10 to Osk"
    named: tuple[str, ...]

    @property
    def check(self) -> str:
        """What counts and names say of each other: "more named than counted: ...", "31 counted, 3 named"."""
        numbers = sorted({count.number for count in self.counts})
        if not numbers:
            return f"no count, {len(self.named)} named"
        if len(self.named) > numbers[-1]:
            return f"more named than counted: {len(self.named)} named, {numbers[-1]} counted"
        counted = " or ".join(map(str, numbers))
        return f"{counted} counted, {len(self.named)} named" + (": accounts differ" if len(numbers) > 1 else "")


def contacts(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[ContactRow]:
    """In the order of their days. "First since" is checked against all contacts of the record."""
    asked = any(wanted.values())
    chosen = [row for row in happenings(db, **wanted) if is_contact(row)] if asked else _all(db)
    claims = asked and any(name == "first since" for row in chosen for name, _ in row.attributes)
    others = [row for row in happenings(db, as_of=wanted.get("as_of")) if is_contact(row)] if claims else chosen
    return [_contact(row, others) for row in chosen]


def releases(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[ReleaseRow]:
    return [_release(row) for row in happenings(db, **wanted) if is_of_prisoners(row)]


def _all(db: sqlite3.Connection) -> list[HappeningRow]:
    """As of `happenings`, without loading events of other kinds."""
    marks = ", ".join("?" * len(CONTACTS))
    found = db.execute(
        f"""SELECT DISTINCT a.happening_id FROM accounts a JOIN versions v ON v.id = a.version_id AND v.current
        JOIN events e ON e.version_id = a.version_id AND e.position = a.position
        WHERE json_extract(e.data, '$.root') = 'CONSULT' OR json_extract(e.data, '$.mode') IN ({marks})""",
        CONTACTS,
    ).fetchall()
    rows = load_happenings(db, [str(row[0]) for row in found])
    return sorted(filter(is_contact, rows), key=lambda row: (day_of(row), row.id))


def _contact(row: HappeningRow, others: Sequence[HappeningRow]) -> ContactRow:
    firsts = [
        FirstSince(value, account, tuple(_between(row, value, others)))
        for account in row.accounts
        for name, value in account.attributes
        if name == "first since"
    ]
    return ContactRow(
        event=row,
        who=row.names,
        how=row.mode or "in touch",
        durations=_values(row, "duration"),
        subjects=_values(row, "subject"),
        firsts=tuple(firsts),
    )


def _values(row: HappeningRow, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for key, value in row.attributes if key == name))


def _between(row: HappeningRow, since: str, others: Iterable[HappeningRow]) -> Iterable[HappeningRow]:
    """Contacts between the same people or sides that happened after that day and before this one."""
    start = days_of(since)
    end = days_of(row.date)
    last = end.low if end else (row.accounts[0].published or "9999")
    people = {p.id for p in row.participants if p.label == "person"}
    for other in others:
        window = days_of(other.date)
        if other.id == row.id or other.status != "happened" or window is None or start is None:
            continue
        same = people & {p.id for p in other.participants if p.label == "person"}
        near = len(same) > 1 or len(set(row.sides) & set(other.sides)) > 1
        if near and start.high < window.low and window.high < last:
            yield other


def _release(row: HappeningRow) -> ReleaseRow:
    counts = [
        Count(int(value), account)
        for account in row.accounts
        for name, value in account.attributes
        if name == "count" and value.isdigit()
    ]
    people = [p.name for p in row.participants if p.label == "person" and p.part == "recipient"]
    named = dict.fromkeys([*people, *_values(row, "person")])
    return ReleaseRow(row, tuple(counts), _values(row, "returned"), tuple(named))
