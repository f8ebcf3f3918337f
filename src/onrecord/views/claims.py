"""Claims on a terminal and of a report: who takes which stand, what joined their words, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from onrecord.resolve.ledger import Entry
from onrecord.store.ledger import ClaimRow
from onrecord.store.news import News
from onrecord.store.record import Record
from onrecord.views import wording
from onrecord.views.marks import make_visible
from onrecord.views.wording import tell_shared, title_of

SHORT_ID = 8
SHOWN = 60  # claims of a report
MAX_WORDS = 160
MIN_WIDTH = 72  # of a line: below, no words would be left


@dataclass(frozen=True, slots=True)
class ClaimsPart:
    """The claims of a report, those on which most stands were taken first."""

    claims: tuple[ClaimRow, ...]
    total: int


EMPTY = ClaimsPart((), 0)


def read_claims(record: Record) -> ClaimsPart:
    rows = record.claims()
    return ClaimsPart(tuple(rows[:SHOWN]), len(rows))


def list_claims(console: Console, rows: Sequence[ClaimRow]) -> None:
    """A line a claim, on a terminal cut at its width."""
    if not rows:
        _line(console, "none")
        return
    heads = ("claim", "standing", "reports", "outlets", "origins", "words")
    _line(console, _columns(heads), "dim")
    for row in rows:
        numbers = map(str, (row.reports, row.outlets, row.origins))
        title = shorten(make_visible(title_of(row.words, row.stances)))
        line = Text(_columns((row.id[:SHORT_ID], row.standing, *numbers, title)))
        if console.is_terminal:
            line = Text(wording.shorten_line(line.plain, max(console.width, MIN_WIDTH)))
        console.print(line, soft_wrap=True)


def _columns(cells: Sequence[str]) -> str:
    claim, standing, reports, outlets, origins, words = cells
    return f"{claim:8}  {standing:12}  {reports:>7}  {outlets:>7}  {origins:>7}  {words}"


def show_claims(console: Console, rows: Sequence[ClaimRow]) -> None:
    for row in rows:
        _line(console, f"{row.id[:SHORT_ID]}  {row.standing}  {_days(row)}", "bold")
        _line(console, f"    {shorten(title_of(row.words, row.stances))}")
        _line(console, f"    {count(row)}; first told by {', '.join(row.origin) or 'nobody named'}")
        for entry in row.stances:
            _line(console, f"      {entry_line(entry)}")
    if not rows:
        _line(console, "none")


def show_why(console: Console, row: ClaimRow) -> None:
    """Each piece of the claim with what joined it to another."""
    places = {entry.proposition: number for number, entry in enumerate(row.stances, 1)}
    _line(console, f"{row.id}  {row.standing}", "bold")
    _line(console, f"    {_days(row)}")
    _line(console, f"    {count(row)}")
    for number, entry in enumerate(row.stances, 1):
        _line(console, f"{number:3}  {entry_line(entry)}")
        _line(console, f"       {entry.doc}#{entry.statement or 'narration'}; {reason(entry, places, row)}", "dim")


def show_news(console: Console, news: News) -> None:
    _line(console, f"{news.statements:,} new statements in {news.articles:,} articles since {news.since}", "bold")
    for title, rows in (("standing changed", news.changed), ("new claims with several stances", news.opened)):
        _line(console, f"{title}: {len(rows)}", "bold")
        for change in rows:
            before = f"{change.before} -> " if change.before else ""
            _line(console, f"  {change.claim.id[:SHORT_ID]}  {before}{change.claim.standing}")
            _line(console, f"      {shorten(title_of(change.claim.words, change.claim.stances))}")
            for entry in change.stances:
                _line(console, f"        {entry_line(entry)}")
    _line(console, f"positions that moved: {len(news.moved)}", "bold")
    for moved in news.moved:
        _line(console, f"  {moved.day}  {moved.who}  {moved.before} -> {moved.after}  {moved.issue}")
        _line(console, f"        {shorten(moved.words)}")
    _line(console, f"new disagreements: {len(news.opposed) + len(news.conflicts)}", "bold")
    for issue in news.opposed:
        sides = f"for: {', '.join(issue.those_for)}; against: {', '.join(issue.those_against)}"
        _line(console, f"  {issue.issue[:SHORT_ID]}  {issue.words}; {sides}")
    for found in news.conflicts:
        _line(console, f"  {found.kind}: {found.why} (sure {found.sure:.2f}, grave {found.grave:.2f})")
        for side in (found.a, found.b):
            where = f"{side.published or 'no date'}  {side.outlet or 'no outlet'}"
            _line(console, f"        {where}  {shorten(side.sentence)}")


def entry_line(entry: Entry) -> str:
    """Day, chain from the outlet to who is meant, stance, words."""
    chain = " → ".join(dict.fromkeys(entry.chain))
    citing = f" ({entry.citing})" if entry.citing else ""
    return f"{entry.published or 'no date'}  {chain}  {entry.kind}{citing}  {shorten(entry.words)}"


def reason(entry: Entry, places: dict[str, int], row: ClaimRow) -> str:
    if entry.joined_to is None:
        return "opens the claim"
    to = f"joined to {places[entry.joined_to]}" if entry.joined_to in places else "joined to words no longer listed"
    told = tell_shared(entry, next((one for one in row.stances if one.proposition == entry.joined_to), None))
    shared = f"; both have {', '.join(told)}" if told else ""
    score = f", likeness {entry.score:.2f}" if entry.score else ""
    return f"{to} by {entry.how}{score}{shared}"


def count(row: ClaimRow) -> str:
    return f"reports {row.reports}, outlets {row.outlets}, independent origins {row.origins}"


def shorten(words: str) -> str:
    return wording.shorten(words, MAX_WORDS)


def _days(row: ClaimRow) -> str:
    return ", ".join(f"{standing} {day}" for day, standing in row.by_day)


def _line(console: Console, words: str, style: str = "") -> None:
    console.print(Text(words, style=style), soft_wrap=True)
