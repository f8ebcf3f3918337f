"""Tables and articles on a terminal; elsewhere plain aligned text that is never shortened."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.store.check import Problem
from onrecord.views.marks import Role, Segment, make_visible, quote_pieces
from onrecord.views.pages import (
    NO_OUTLET,
    NO_SPEAKER,
    ArticlePage,
    MissRow,
    Overview,
    SpeakerPage,
    SpeakerRow,
    StatementRow,
    find_day,
)

# Each role has an attribute besides its colour: NO_COLOR and a monochrome terminal still show it.
STYLES: dict[Role, str] = {"source": "bold blue", "cue": "italic yellow", "content": "underline green"}
MIN_WORDS_WIDTH = 24
INDENT = 4


def make_console(file: TextIO | None = None) -> Console:
    """Rich honours NO_COLOR; what is not a terminal gets neither colour nor boxes nor a width."""
    return Console(file=file or sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show_overview(console: Console, overview: Overview) -> None:
    days = "" if overview.first is None else f"{overview.first} to {overview.last}"
    rows = [
        ("articles", f"{overview.articles:,}"),
        ("published", days),
        ("outlets", f"{overview.outlets:,}"),
        ("statements", f"{overview.statements:,}"),
        ("speakers", f"{overview.speakers:,}"),
        (NO_SPEAKER, f"{overview.unattributed:,}"),
        ("skipped", f"{overview.skipped:,}"),
    ]
    _show_rows(console, ("", ""), [[_plain(name), _plain(value)] for name, value in rows if value])


def show_speakers(console: Console, rows: Sequence[SpeakerRow]) -> None:
    _show_rows(
        console,
        ("speaker", "label", "statements", "articles", "outlets"),
        [
            [
                _plain(row.name, "bold" if row.id else ""),
                _plain(row.label),
                _plain(str(row.statements)),
                _plain(str(row.articles)),
                _plain(", ".join(row.outlets)),
            ]
            for row in rows
        ],
    )


def show_speaker(console: Console, page: SpeakerPage) -> None:
    speaker = page.speaker
    _show_line(console, _plain(speaker.name, "bold"))
    if page.names:
        _show_line(console, _plain(f"named as: {'; '.join(page.names)}"))
    show_statements(console, page.statements, speaker=False)


def show_statements(console: Console, rows: Sequence[StatementRow], *, speaker: bool = True) -> None:
    """Two lines a statement on a terminal, the words shortened to its width; elsewhere a line with all words."""
    if console.is_terminal and rows:
        for row in rows:
            _show_statement(console, row)
        return
    heads = ("date", "outlet", *(["speaker"] if speaker else []), "act", "id", "words")
    lines = []
    for row in rows:
        cells = [_plain(find_day(row)), _plain(row.outlet or NO_OUTLET)]
        if speaker:
            cells.append(_plain(row.speaker or NO_SPEAKER))
        lines.append([*cells, _plain(row.act), _plain(f"{row.doc}#{row.id}"), _quote(row)])
    _show_rows(console, heads, lines)


def show_article(console: Console, page: ArticlePage) -> None:
    """The text with its marks and the ids of the statements where they begin.

    Where it is piped, the text as it is, without the front matter: no shade could tell it from the report there.
    """
    article = page.article
    _show_line(console, _plain(article.title or article.doc, "bold"))
    date = article.published or (f"{article.inferred} (inferred)" if article.inferred else "no date")
    _show_line(console, _plain(f"{article.outlet or NO_OUTLET}, {date}, {article.id}"))
    _show_line(console, Text())
    text = Text()
    for segment in page.segments:
        if console.is_terminal:
            for statement in segment.opens:
                text.append(f"[{make_visible(statement)}]", "dim")
        elif segment.start < page.body_start:
            continue
        text.append(make_visible(segment.text).replace("\r", ""), _style(segment))
    text.rstrip()
    _show_line(console, text)
    _show_line(console, Text())
    show_statements(console, page.statements)


def show_misses(console: Console, rows: Sequence[MissRow]) -> None:
    _show_rows(
        console,
        ("published", "outlet", "article", "reason", "sentence"),
        [
            [
                _plain((row.published or "no date")[:10]),
                _plain(row.outlet or NO_OUTLET),
                _plain(row.doc),
                _plain(row.reason),
                _sentence(row),
            ]
            for row in rows
        ],
    )


def show_problems(console: Console, rows: Sequence[Problem]) -> None:
    _show_rows(
        console,
        ("where", "problem", "what to do"),
        [[_plain(row.where), _plain(row.what), _plain(row.advice)] for row in rows],
    )


def show_table(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Cells as they are, made fit for a terminal."""
    _show_rows(console, heads, [[_plain(cell) for cell in row] for row in rows])


def show_line(console: Console, line: str) -> None:
    _show_line(console, _plain(line))


def _show_rows(console: Console, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    if not rows:
        _show_line(console, Text("none"))
    elif console.is_terminal:
        console.print(_table(heads, rows))
    else:
        _show_aligned(console, heads, rows)


def _show_statement(console: Console, row: StatementRow) -> None:
    head = Text("  ").join(
        [
            _plain(find_day(row) or "no date"),
            _plain(" → ".join(row.chain)),
            _plain(row.act, "bold"),
            _plain(f"{row.doc}#{row.id}", "dim"),
        ]
    )
    words = _quote(row)
    words.truncate(max(console.width - INDENT, MIN_WORDS_WIDTH), overflow="ellipsis")
    console.print(head)
    console.print(Text(" " * INDENT) + words)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> Table:
    table = Table(box=None, show_header=any(heads), header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
    for place, head in enumerate(heads):
        number = any(heads) and all(row[place].plain.replace(",", "").isdigit() for row in rows)
        table.add_column(head, justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _show_aligned(console: Console, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    lines = [list(heads)] if any(heads) else []
    lines += [[cell.plain for cell in row] for row in rows]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(heads))]
    for line in lines:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        _show_line(console, Text("  ".join(cells).rstrip()))


def _show_line(console: Console, line: Text) -> None:
    """Wrapped on a terminal, whole elsewhere."""
    if console.is_terminal:
        console.print(line)
    else:
        console.file.write(f"{line.plain}\n")


def _plain(words: str, style: str = "") -> Text:
    return Text(" ".join(make_visible(words).split()), style)


def _quote(row: StatementRow) -> Text:
    text = Text()
    for piece in quote_pieces(row.source, row.cue, row.content):
        text.append_text(_line(piece.text, STYLES[piece.role] if piece.role else ""))
    return text


def _sentence(row: MissRow) -> Text:
    """With the words that tell of a statement in bold."""
    text = Text()
    here = 0
    for start, end in [(part.start - row.sentence.start, part.end - row.sentence.start) for part in row.words]:
        text.append_text(_line(row.sentence.words[here:start]))
        text.append_text(_line(row.sentence.words[start:end], "bold"))
        here = end
    return text.append_text(_line(row.sentence.words[here:]))


def _line(words: str, style: str = "") -> Text:
    """On one line, the spaces at its ends kept."""
    return Text(re.sub(r"\s+", " ", make_visible(words)), style)


def _style(segment: Segment) -> str:
    roles = {mark.role for mark in segment.marks}
    if not roles:
        return "dim" if segment.aside else ""
    inner = "bold " if sum(mark.role == "content" for mark in segment.marks) > 1 and roles == {"content"} else ""
    role: Role = "cue" if "cue" in roles else "source" if "source" in roles else "content"
    return inner + STYLES[role]
