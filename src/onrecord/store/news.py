"""What is new in a record since a day: statements, and claims whose standing changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.resolve.ledger import Entry
from onrecord.store import ledger
from onrecord.store.ledger import ClaimRow


@dataclass(frozen=True, slots=True)
class Change:
    claim: ClaimRow
    before: str  # the standing the day before; empty where nobody had told it
    stances: tuple[Entry, ...]  # the new ones


@dataclass(frozen=True, slots=True)
class News:
    since: str
    articles: int
    statements: int
    changed: tuple[Change, ...]
    opened: tuple[Change, ...]  # claims first told since then on which somebody else took a stand, too


def find_news(db: sqlite3.Connection, since: str) -> News:
    """What was published on the day `since` (ISO) or later."""
    row = db.execute(
        """SELECT count(DISTINCT v.id), count(s.key) FROM versions v LEFT JOIN statements s ON s.version_id = v.id
        WHERE v.current AND substr(v.published, 1, 10) >= ?""",
        (since,),
    ).fetchone()
    eve = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    earlier = {claim.id: claim.standing for claim in ledger.claims(db, as_of=eve, single=True)}
    changed: list[Change] = []
    opened: list[Change] = []
    for claim in ledger.claims(db):
        new = tuple(entry for entry in claim.stances if entry.published and entry.published >= since)
        before = earlier.get(claim.id, "")
        if new and before != claim.standing:
            (changed if before else opened).append(Change(claim, before, new))
    return News(since, row[0], row[1], tuple(changed), tuple(opened))
