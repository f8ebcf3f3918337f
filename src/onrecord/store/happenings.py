"""Events across articles kept up with the record: new accounts are joined, those that changed are taken anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from onrecord import ids
from onrecord.resolve.accounts import Account, find_accounts
from onrecord.resolve.event_days import Window
from onrecord.resolve.happenings import Happening, choose
from onrecord.store import prospects, read
from onrecord.store.transaction import transaction

GROUP = 20  # articles a transaction
_CANDIDATES = 40  # accounts that share most with a new one
_HAPPENINGS = 8  # of those, events that are compared
_KEPT = 20_000  # accounts that are held in memory
_ACCOUNTS = 20  # of an event, the latest that are compared
_SETS = ("offices", "parties", "people", "sides", "terms", "voices")


def reconcile(db: sqlite3.Connection) -> int:
    """Join what is new, in the order of publication; how many versions of articles that were.

    To be called when people are linked: a name that leads to somebody else since has its articles joined anew.
    """
    with transaction(db):
        _take_moved_anew(db)
    rows = db.execute(
        """SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM account_versions)
        ORDER BY coalesce(published, json_extract(inferred, '$.latest'), ''), outlet, doc, id"""
    ).fetchall()
    waiting = [str(row[0]) for row in rows]
    people = People(db)
    for at in range(0, len(waiting), GROUP):
        with transaction(db):
            for version_id in waiting[at : at + GROUP]:
                _join_version(db, version_id, people)
    return len(waiting)


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    """Before its events are replaced, or its date is: the next `reconcile` takes it anew. In a transaction."""
    db.execute(
        "DELETE FROM account_features WHERE account IN (SELECT key FROM accounts WHERE version_id = ?)", (version_id,)
    )
    prospects.forget_version(db, version_id)
    db.execute("DELETE FROM accounts WHERE version_id = ?", (version_id,))
    db.execute("DELETE FROM account_versions WHERE version_id = ?", (version_id,))


def to_account(row: sqlite3.Row) -> Account:
    """As `accounts` holds it: its parties are names of the record, not yet people."""
    fields: dict[str, Any] = json.loads(row["data"])
    fields |= {name: frozenset(fields.get(name, ())) for name in _SETS}
    fields["window"] = Window(*fields["window"])
    return Account(article=row["version_id"], event=row["event"], status=row["status"], **fields)


class People:
    """To whom names of the record lead now."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._of: dict[str, str] = {}
        self._persons: dict[str, bool] = {}
        self._accounts: dict[int, Account] = {}

    def of(self, key: str) -> str:
        if key not in self._of:
            row = self._db.execute("SELECT person_id FROM people_names WHERE key = ?", (key,)).fetchone()
            self._of[key] = str(row[0]) if row and row[0] else key
        return self._of[key]

    def is_person(self, who: str) -> bool:
        """By all articles together: a land that one of them takes for somebody is none."""
        if who not in self._persons:
            row = self._db.execute("SELECT label FROM people WHERE id = ?", (who,)).fetchone()
            self._persons[who] = row is None or row[0] == "person"
        return self._persons[who]

    def names(self, keys: Iterable[str]) -> set[str]:
        """All names of those to whom these lead."""
        found = set()
        for key in keys:
            rows = self._db.execute("SELECT key FROM people_names WHERE person_id = ?", (self.of(key),)).fetchall()
            found |= {key, *(str(row[0]) for row in rows)}
        return found

    def account(self, row: sqlite3.Row) -> Account:
        """A row of `accounts` with the people of now."""
        if row["key"] not in self._accounts:
            if len(self._accounts) == _KEPT:
                self._accounts.clear()
            self._accounts[row["key"]] = self.resolved(to_account(row))
        return self._accounts[row["key"]]

    def resolved(self, account: Account) -> Account:
        parties, people, voices = (
            frozenset(self.of(key) for key in keys) for keys in (account.parties, account.people, account.voices)
        )
        people = frozenset(who for who in people if self.is_person(who))
        return replace(account, parties=parties, people=people, voices=voices)


def _take_moved_anew(db: sqlite3.Connection) -> None:
    rows = db.execute(
        """SELECT DISTINCT l.version_id FROM account_moved m JOIN people_links l ON l.key = m.key
        JOIN account_versions a ON a.version_id = l.version_id ORDER BY l.version_id"""
    ).fetchall()
    for (version_id,) in rows:
        forget_version(db, version_id)
    db.execute("DELETE FROM account_moved")


def _join_version(db: sqlite3.Connection, version_id: str, people: People) -> None:
    links = dict(db.execute("SELECT entity, key FROM people_links WHERE version_id = ?", (version_id,)).fetchall())
    extraction = read.load_extraction(db, version_id)
    positions = {event.id: position for position, event in enumerate(extraction.events)}
    for account in find_accounts(extraction, version_id, links):
        chosen = choose(people.resolved(account), _lookup(db, account, people))
        happening = chosen.id if chosen else ids.digest_of("happening", version_id, account.event)
        _keep(db, positions[account.event], account, happening)
    prospects.join_version(db, version_id, extraction, links)
    db.execute("INSERT INTO account_versions VALUES (?)", (version_id,))


def _lookup(db: sqlite3.Connection, account: Account, people: People) -> list[Happening]:
    """Those that share most with it, from an index of parties and sides by kind and day."""
    wanted = _features(replace(account, parties=frozenset(people.names(account.parties))))
    linked = db.execute(
        "SELECT happening_id FROM accounts WHERE version_id = ? AND event = ?", (account.article, account.same_as)
    ).fetchall()
    rows = db.execute(
        f"""SELECT DISTINCT a.happening_id FROM (SELECT account, count(*) AS number, max(high) AS high
            FROM account_features WHERE feature IN ({_marks(wanted)}) AND high >= ? AND low <= ?
            GROUP BY account ORDER BY number DESC, high DESC, account DESC LIMIT {_CANDIDATES}) f
        JOIN accounts a ON a.key = f.account ORDER BY f.number DESC, f.high DESC, a.key LIMIT {_HAPPENINGS}""",
        (*wanted, account.window.low, account.window.high),
    ).fetchall()
    return [_load(db, happening, people) for happening in sorted({str(row[0]) for row in (*linked, *rows)})]


def _load(db: sqlite3.Connection, happening: str, people: People) -> Happening:
    rows = db.execute(
        f"SELECT * FROM accounts WHERE happening_id = ? ORDER BY key DESC LIMIT {_ACCOUNTS}", (happening,)
    ).fetchall()
    return Happening(happening, tuple(people.account(row) for row in reversed(rows)))


def _keep(db: sqlite3.Connection, position: int, account: Account, happening: str) -> None:
    fields: Mapping[str, object] = {
        name: sorted(value) if name in _SETS else value
        for name, value in asdict(account).items()
        if name not in ("article", "event", "status")
    }
    done = db.execute(
        """INSERT INTO accounts (version_id, event, position, happening_id, status, data)
        VALUES (?, ?, ?, ?, ?, ?)""",
        (account.article, account.event, position, happening, account.status, json.dumps(fields, ensure_ascii=False)),
    )
    rows = [(feature, account.window.high, done.lastrowid, account.window.low) for feature in _features(account)]
    db.executemany("INSERT INTO account_features (feature, high, account, low) VALUES (?, ?, ?, ?)", rows)


def _features(account: Account) -> list[str]:
    named = sorted(f"{account.family}|{party}" for party in account.parties)
    named += sorted(f"{account.family}|@{office}" for office in account.offices)
    return named + sorted(f"{account.family}|={side}" for side in account.sides)


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
