"""Conditions, positions and issues on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.resolve.issues import Issue, IssueDecision, Position
from onrecord.resolve.proposals import Place, Proposal
from onrecord.views.claims import SHORT_ID, shorten
from onrecord.views.marks import make_visible


def show_conditions(console: Console, rows: Sequence[Proposal]) -> None:
    for row in rows:
        to = f" to {row.addressee.name}" if row.addressee else ""
        _line(console, f"{row.id[:SHORT_ID]}  {row.actor.name}{to}: {row.form}", "bold")
        _line(console, f"    {row.marker}: {shorten(row.demand)}")
        _line(console, f"    then: {shorten(row.offer)}")
        for telling in row.tellings:
            by = f", told by {telling.teller.name}" if telling.teller else ""
            _line(console, f"      {_where(telling.place)}{by}")
        for reply in row.replies:
            _line(console, f"      {reply.reply} by {reply.by}  {_where(reply.place)}  {shorten(reply.place.words)}")
        if not row.replies:
            _line(console, "      no reply in the record")
    _none(console, rows)


def show_positions(console: Console, rows: Sequence[Issue]) -> None:
    for issue in rows:
        told = "; disputed" if issue.disputed else ""
        _line(console, f"{issue.id[:SHORT_ID]}  {issue.words}{told}", "bold")
        for position in issue.positions:
            _line(console, f"    {position.who}: {position.kind}{_moved(position)}")
            for taken in position.stands:
                _line(console, f"      {taken.kind}  {_where(taken.row.place)}  {shorten(taken.row.place.words)}")
    _none(console, rows)


def show_issues(console: Console, rows: Sequence[Issue]) -> None:
    for issue in rows:
        counts = [f"{n} {kind}" for kind in ("for", "against", "conditional") if (n := _count(issue, kind))]
        hidden = "  hidden" if issue.hidden else ""
        _line(console, f"{issue.id[:SHORT_ID]}  {issue.words}  {', '.join(counts)}{hidden}")
    _none(console, rows)


def show_issue_decisions(console: Console, rows: Sequence[IssueDecision]) -> None:
    for row in rows:
        undone = f"  undone {row.undone[:10]}" if row.undone else ""
        note = f"  ({row.note})" if row.note else ""
        _line(console, f"{row.id:3}  {row.time[:10]}  {row.kind}  {row.name}{note}{undone}")


def _count(issue: Issue, kind: str) -> int:
    return sum(p.kind == kind for p in issue.positions)


def _moved(position: Position) -> str:
    return "".join(f"; {day}: {before} -> {after}" for day, before, after in position.moves)


def _where(place: Place) -> str:
    return f"{place.published or 'no date'}  {place.outlet or 'no outlet'}  {place.doc}#{place.statement}"


def _line(console: Console, words: str, style: str = "") -> None:
    console.print(Text(make_visible(words), style=style), soft_wrap=True)


def _none(console: Console, rows: Sequence[object]) -> None:
    if not rows:
        _line(console, "none")
