"""Discrepancies, copies and quote drift on a terminal: both sides with their words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.store.comparison_rows import CopyRow, DiscrepancyRow, DriftRow, Words
from onrecord.views.marks import make_visible

MARK = "bold underline"  # shown without colour, too


def show_discrepancies(console: Console, rows: Sequence[DiscrepancyRow]) -> None:
    for row in rows:
        more = f"; so do {row.others} more pairs" if row.others > 1 else "; so does 1 more pair" if row.others else ""
        head = f"{row.kind}: {make_visible(row.why)} (sure {row.sure:.2f}, grave {row.grave:.2f}{more})"
        console.print(Text(head), soft_wrap=True)
        for side in (row.a, row.b):
            _show_side(console, side)
        console.print()


def show_drifts(console: Console, rows: Sequence[DriftRow]) -> None:
    for row in rows:
        console.print(Text(f"{make_visible(row.speaker) or 'nobody named'}: {row.manner}"), soft_wrap=True)
        for side, places in ((row.a, [e[:2] for e in row.edits]), (row.b, [e[2:] for e in row.edits])):
            text = Text(f"  {_where(side)}  ")
            base, start = len(text), side.span.start
            text.append(make_visible(side.words))
            if len(side.words) == side.span.end - start:  # else line breaks were taken out, and places do not hold
                for first, end in places:
                    text.stylize(MARK, base + first - start, base + end - start)
            console.print(text, soft_wrap=True)
        console.print()


def show_copies(console: Console, rows: Sequence[CopyRow]) -> None:
    for row in rows:
        what = "is a copy of" if row.whole else f"has {row.paragraphs} paragraphs of"
        copy = f"{row.copy_doc} ({row.copy_outlet or 'no outlet'})"
        original = f"{row.original_doc} ({row.original_outlet or 'no outlet'})"
        console.print(Text(make_visible(f"{copy} {what} {original}: {row.share:.0%} of its words")), soft_wrap=True)


def _show_side(console: Console, side: Words) -> None:
    text = Text(f"  {_where(side)}  ")
    base = len(text)
    text.append(make_visible(side.sentence))
    place = side.sentence.find(side.words)
    if place >= 0:
        text.stylize(MARK, base + place, base + place + len(side.words))
    console.print(text, soft_wrap=True)


def _where(side: Words) -> str:
    parts = (side.outlet or "no outlet", (side.published or "no date")[:10], side.doc)
    return make_visible(", ".join(parts))
