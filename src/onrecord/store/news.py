"""What is new since a day: statements, claims whose standing changed, positions that moved, new disagreements."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from onrecord.resolve.issues import Issue
from onrecord.resolve.ledger import Entry
from onrecord.resolve.stands import StandKind
from onrecord.store import comparison_rows, issue_rows, ledger
from onrecord.store.comparison_rows import DiscrepancyRow
from onrecord.store.ledger import ClaimRow


@dataclass(frozen=True, slots=True)
class Change:
    claim: ClaimRow
    before: str  # the standing the day before; empty where nobody had told it
    stances: tuple[Entry, ...]  # the new ones


@dataclass(frozen=True, slots=True)
class Moved:
    """A position that is another one than before."""

    issue: str
    who: str
    day: str
    before: StandKind
    after: StandKind
    words: str


@dataclass(frozen=True, slots=True)
class Opposed:
    """An issue on which somebody is against what somebody else is for."""

    issue: str
    words: str
    those_for: tuple[str, ...]
    those_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    since: str
    articles: int
    statements: int
    changed: tuple[Change, ...]
    opened: tuple[Change, ...]  # claims first told since then on which somebody else took a stand, too
    moved: tuple[Moved, ...] = ()  # positions
    opposed: tuple[Opposed, ...] = ()  # issues on which nobody was against somebody else before
    conflicts: tuple[DiscrepancyRow, ...] = ()  # accounts that part, of which the later one was published since


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
    issues = issue_rows.issues(db)
    apart = {issue.key for issue in issue_rows.all_issues(db, as_of=eve) if issue.disputed}
    opposed = tuple(_opposed(issue) for issue in issues if issue.disputed and issue.key not in apart)
    conflicts = tuple(
        found
        for found in comparison_rows.discrepancies(db, relation="conflict")
        if max(found.a.published or "", found.b.published or "") >= since
    )
    moved = tuple(find_moves(issues, since))
    return News(since, row[0], row[1], tuple(changed), tuple(opened), moved, opposed, conflicts)


def _opposed(issue: Issue) -> Opposed:
    sides = (tuple(p.who for p in issue.positions if p.kind == kind) for kind in ("for", "against"))
    return Opposed(issue.id, issue.words, *sides)


def find_moves(issues: Iterable[Issue], since: str) -> Iterator[Moved]:
    """Positions that moved on the day `since` or later, with the words that tell it."""
    for issue in issues:
        for position in issue.positions:
            for day, before, after in position.moves:
                if day >= since:
                    words = next(
                        t.row.place.words for t in position.stands if (t.row.place.published, t.kind) == (day, after)
                    )
                    yield Moved(issue.words, position.who, day, before, after, words)


@dataclass(frozen=True, slots=True)
class Added:
    """What came into the record since a time, whenever it was published."""

    since: str
    articles: int
    statements: int
    changed: tuple[Change, ...]  # those that it changed, of the first MOST_ASKED of the claims that it tells of


MOST_ASKED = 60


def list_texts(db: sqlite3.Connection) -> tuple[tuple[str, str, int], ...]:
    """When each current text was added, its version and the number of its statements, the first added first."""
    number = dict(db.execute("SELECT version_id, count(*) FROM statements GROUP BY version_id").fetchall())
    rows = db.execute("SELECT added, id FROM versions WHERE current ORDER BY added, id").fetchall()
    return tuple((added, version, number.get(version, 0)) for added, version in rows)


def find_added(
    db: sqlite3.Connection, since: str, claims: Iterable[ClaimRow], texts: Sequence[tuple[str, str, int]]
) -> Added:
    """`since` is a time in UTC, as `versions.added`; `claims` may have changed; `texts` are those of `list_texts`."""
    new_texts = texts[bisect_left(texts, (since,)) :]
    versions = {version for _, version, _ in new_texts}
    every = ((claim, tuple(entry for entry in claim.stances if entry.version_id in versions)) for claim in claims)
    told = list(islice((each for each in every if each[1]), MOST_ASKED))
    before = {row.id: row.standing for row in ledger.load_claims(db, [claim.id for claim, _ in told], before=since)}
    changed = tuple(
        Change(claim, before.get(claim.id, ""), new) for claim, new in told if before.get(claim.id) != claim.standing
    )
    return Added(since, len(versions), sum(number for _, _, number in new_texts), changed)
