"""Positions and conditions as rows for pages and for JSON, and as a matrix: issues by parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resolve.conditions import Form
from onrecord.resolve.issues import Issue, Position
from onrecord.resolve.proposals import Place, Proposal, ReplyRow
from onrecord.resolve.stands import StandKind
from onrecord.store.record import Record

MOST_PARTIES = 12  # columns of the matrix; the others stand in the list below it
LISTED = 40  # issues and conditions on one page


@dataclass(frozen=True, slots=True)
class Move:
    day: str  # ISO
    before: StandKind
    after: StandKind


@dataclass(frozen=True, slots=True)
class StandWords:
    """What was said, turned to the direction of the issue, and where."""

    kind: StandKind
    place: Place


@dataclass(frozen=True, slots=True)
class PositionRow:
    """Where a party stands on an issue since an ISO day, how it moved, and its words in the order of their days."""

    who: str
    kind: StandKind
    since: str
    moves: tuple[Move, ...]
    stands: tuple[StandWords, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    id: str
    words: str
    hidden: bool
    disputed: bool  # somebody is for it and somebody else against
    positions: tuple[PositionRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Where a condition is told, and by whom where that is not who sets it."""

    teller: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """`actor` would do what `offer` tells if what `demand` tells is done; `replies` are empty where nobody replied."""

    id: str
    actor: str
    addressee: str | None
    form: Form
    marker: str
    demand: str
    offer: str
    score: float  # 0 to 1, how sure that it is a condition
    told: tuple[Told, ...]
    replies: tuple[ReplyRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    issue: int  # its place in the list of issues
    cells: tuple[int | None, ...]  # for each party the place of its position in that issue


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties with most positions first. `others` is how many parties have no column."""

    parties: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class PositionsPage:
    issues: tuple[IssueRow, ...]
    total: int  # of issues, of which the first are listed
    matrix: Matrix
    conditions: tuple[ConditionRow, ...]


EMPTY = PositionsPage((), 0, Matrix((), (), 0), ())


def read_positions(record: Record) -> PositionsPage:
    """What the report shows."""
    return make_page(record.positions.issues(), record.positions.conditions())


def make_page(issues: Sequence[Issue], conditions: Sequence[Proposal]) -> PositionsPage:
    shown = issues[:LISTED]
    return PositionsPage(
        tuple(map(to_issue_row, shown)), len(issues), make_matrix(shown), tuple(map(to_condition_row, conditions))
    )


def make_matrix(issues: Sequence[Issue]) -> Matrix:
    """Issues as given; a party is the same in all of them by its key."""
    number = Counter(p.key for issue in issues for p in issue.positions)
    names = {p.key: p.who for issue in issues for p in issue.positions}
    keys = sorted(number, key=lambda key: (-number[key], names[key], key))
    columns = keys[:MOST_PARTIES]
    rows = []
    for place, issue in enumerate(issues):
        at = {p.key: n for n, p in enumerate(issue.positions)}
        rows.append(MatrixRow(place, tuple(at.get(key) for key in columns)))
    return Matrix(tuple(names[key] for key in columns), tuple(rows), len(keys) - len(columns))


def to_issue_row(issue: Issue) -> IssueRow:
    positions = tuple(map(_to_position_row, issue.positions))
    return IssueRow(issue.id, issue.words, issue.hidden, issue.disputed, positions)


def _to_position_row(position: Position) -> PositionRow:
    stands = tuple(StandWords(taken.kind, taken.row.place) for taken in position.stands)
    return PositionRow(position.who, position.kind, position.since, tuple(Move(*m) for m in position.moves), stands)


def to_condition_row(found: Proposal) -> ConditionRow:
    return ConditionRow(
        id=found.id,
        actor=found.actor.name,
        addressee=found.addressee.name if found.addressee else None,
        form=found.form,
        marker=found.marker,
        demand=found.demand,
        offer=found.offer,
        score=found.score,
        told=tuple(Told(t.teller.name if t.teller else None, t.place) for t in found.tellings),
        replies=found.replies,
    )
