"""Events, contacts, releases and what is to come, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.store.contact_rows import ContactRow, ReleaseRow
from onrecord.store.happening_rows import AccountRow, HappeningRow
from onrecord.store.open_rows import OpenRow, Telling
from onrecord.views.claims import SHORT_ID, shorten
from onrecord.views.templating import format_count


def show_timeline(console: Console, rows: Sequence[HappeningRow]) -> None:
    for row in rows:
        _line(console, f"{when(row)}  {what(row)}  {row.status}", "bold")
        _line(console, f"    {row.id[:SHORT_ID]}  {moves(row)}; {count(row)}")
        for account in row.accounts:
            _line(console, f"      {account_line(account)}")
    _none(console, rows)


def show_contacts(console: Console, rows: Sequence[ContactRow]) -> None:
    for row in rows:
        told = [row.how, *(length(value) for value in row.durations)]
        _line(console, f"{when(row.event)}  {', '.join(row.who)}: {', '.join(told)}  {row.event.status}", "bold")
        if row.subjects:
            _line(console, f"    about {'; '.join(row.subjects)}")
        _line(console, f"    {row.event.id[:SHORT_ID]}  {moves(row.event)}; {count(row.event)}")
        for first in row.firsts:
            earlier = ", ".join(f"{when(other)} {what(other)}" for other in first.between)
            against = f"the record holds {earlier}" if earlier else "nothing in the record speaks against it"
            _line(console, f"    said to be the first since {first.since} ({_outlet(first.account)}): {against}")
    _none(console, rows)


def show_releases(console: Console, rows: Sequence[ReleaseRow]) -> None:
    for row in rows:
        _line(console, f"{when(row.event)}  {what(row.event)}  {row.event.status}", "bold")
        _line(console, f"    {row.event.id[:SHORT_ID]}  {row.check}")
        for number in row.counts:
            _line(console, f"      {number.number}  {_outlet(number.account)}  {shorten(number.account.words)}")
        if row.returned:
            _line(console, f"    returned: {', '.join(row.returned)}")
        if row.named:
            _line(console, f"    named: {', '.join(row.named)}")
    _none(console, rows)


def show_open(console: Console, rows: Sequence[OpenRow]) -> None:
    for row in rows:
        _line(console, f"{row.due or 'no day'}  {row.kind} by {row.by or 'somebody'}: {row.outcome}", "bold")
        _line(console, f"    {shorten(row.words)}")
        for condition in row.conditions:
            _line(console, f"    on condition: {shorten(condition)}")
        _line(
            console, f"    {row.id[:SHORT_ID]}  {'; '.join(f'{outcome} {day}'.strip() for day, outcome in row.by_day)}"
        )
        for telling in (*row.tellings, *row.reports):
            _line(console, f"      {telling_line(telling)}")
    _none(console, rows)


def when(row: HappeningRow) -> str:
    """The date with its precision, where it is no day."""
    if row.precision == "open":
        return "no date"
    return str(row.date) if row.precision == "day" else f"{row.date} ({row.precision})"


def what(row: HappeningRow) -> str:
    names = ", ".join(row.names) or "nobody named"
    return f"{row.root}{f' {row.mode}' if row.mode else ''}: {names}"


def moves(row: HappeningRow) -> str:
    return " → ".join(f"{status} {day}".strip() for day, status in row.by_day)


def count(row: HappeningRow) -> str:
    outlets = len(row.outlets)
    return f"{format_count(row.reports, 'report')}, {format_count(outlets, 'outlet')}"


def account_line(account: AccountRow) -> str:
    voices = f" ({', '.join(account.voices)})" if account.voices else ""
    denied = f" (denied by {', '.join(account.deniers)})" if account.deniers else ""
    date = f" {account.date}" if account.date else ""
    return f"{_outlet(account)}  {account.status}{date}{voices}{denied}  {shorten(account.words)}"


def telling_line(telling: Telling) -> str:
    told = telling.told or "told"
    return f"{telling.published or 'no date'}  {telling.outlet or 'no outlet'}  {told}  {shorten(telling.words)}"


def length(duration: str) -> str:
    """ISO 8601 in words, such as "1 h 30 min"; what is none as it stands."""
    hours, _, minutes = duration.removeprefix("PT").partition("H")
    if not _:
        hours, minutes = "", hours
    parts = [f"{hours} h" if hours else "", f"{minutes.removesuffix('M')} min" if minutes.endswith("M") else ""]
    return " ".join(part for part in parts if part) or duration


def _outlet(account: AccountRow) -> str:
    return f"{account.published or 'no date'}  {account.outlet or 'no outlet'}"


def _none(console: Console, rows: Sequence[object]) -> None:
    if not rows:
        _line(console, "none")


def _line(console: Console, words: str, style: str = "") -> None:
    console.print(Text(words, style=style), soft_wrap=True, highlight=False)
