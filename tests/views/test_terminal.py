"""Tables on a terminal, and where there is none."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from onrecord.records import Extraction, Span
from onrecord.store.check import Problem
from onrecord.store.record import Record
from onrecord.views import pages, terminal
from tests.views.story import NESTED, make_article

WIDTH = 100


def _piped(show: Callable[[Console], None]) -> str:
    file = io.StringIO()
    show(terminal.make_console(file))
    return file.getvalue()


def _on_terminal(show: Callable[[Console], None], *, colour: bool = True, width: int = WIDTH) -> str:
    file = io.StringIO()
    show(Console(file=file, force_terminal=True, width=width, no_color=not colour, color_system="standard"))
    return file.getvalue()


def test_terminal_the_overview_is_aligned(record: Record) -> None:
    lines = _piped(lambda console: terminal.show_overview(console, pages.read_overview(record))).splitlines()
    assert lines[0] == "articles          3"
    assert "published         2026-05-04 to 2026-05-04" in lines
    assert "no speaker named  1" in lines


def test_terminal_what_is_piped_is_whole_plain_and_a_line_a_row(record: Record) -> None:
    rows = pages.read_statements(record)
    printed = _piped(lambda console: terminal.show_statements(console, rows))
    assert len(printed.splitlines()) == len(rows) + 1
    assert "\x1b" not in printed
    assert "\t" not in printed
    assert "The Evening Post wrote … that an official had said Orla Penn denied the plan & its cost" in printed


def test_terminal_columns_begin_below_each_other_when_piped(record: Record) -> None:
    rows = pages.read_speakers(record)
    lines = _piped(lambda console: terminal.show_speakers(console, rows)).splitlines()
    assert {line[lines[0].index("label") - 1] for line in lines} == {" "}
    assert all(line[lines[0].index("label")] != " " for line in lines)


def test_terminal_words_are_shortened_to_the_width(record: Record) -> None:
    rows = pages.read_statements(record, article_id=pages.read_article(record, "nested").article.id)
    printed = _on_terminal(lambda console: terminal.show_statements(console, rows), colour=False, width=70)
    plain = _strip(printed).splitlines()
    assert all(cell_len(line) <= 70 for line in plain)
    assert any(line.endswith("…") for line in plain)
    assert "wrote … that an official had said Orla Penn denied the plan & its cost" not in printed


def test_terminal_a_narrow_table_keeps_every_word(record: Record) -> None:
    rows = pages.read_speakers(record)
    printed = _strip(_on_terminal(lambda console: terminal.show_speakers(console, rows), width=60))
    assert all(cell_len(line.rstrip()) <= 60 for line in printed.splitlines())
    assert "…" not in printed
    for words in ("statements", "articles", "Orla Penn", "unnamed"):
        assert words in printed


def test_terminal_a_statement_shows_its_chain(record: Record) -> None:
    rows = [row for row in pages.read_statements(record) if row.id == "s2" and row.doc == "nested"]
    printed = _strip(_on_terminal(lambda console: terminal.show_statements(console, rows)))
    assert printed.startswith(
        "2026-05-03  The Gull → The Evening Post → an official  assert  nested#s2\n    an official"
    )


def test_terminal_no_colour_still_tells_marks_apart(record: Record) -> None:
    page = pages.read_article(record, "nested")
    coloured = _on_terminal(lambda console: terminal.show_article(console, page))
    plain = _on_terminal(lambda console: terminal.show_article(console, page), colour=False)
    assert "\x1b[1;34m" in coloured
    assert "34m" not in plain
    for attribute in ("\x1b[1m", "\x1b[3m", "\x1b[4m"):
        assert attribute in plain
    assert "[s3]" in _strip(plain)


def test_terminal_no_color_in_the_environment_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.make_console(io.StringIO()).no_color


def test_terminal_a_piped_article_is_its_text(record: Record) -> None:
    page = pages.read_article(record, "nested")
    assert NESTED.rstrip() in _piped(lambda console: terminal.show_article(console, page))


def test_terminal_front_matter_is_shown_but_not_piped() -> None:
    text = "---\noutlet: The Gull\n---\nBy Ann Roe\n\nThe pumps will run, Penn said."
    body = text.index("By Ann")
    article = make_article("pumps", text, body=Span(body, len(text)), furniture=(Span(body, body + 10),))
    page = pages.make_article_page("a1", Extraction(article))
    assert text[body:] in _piped(lambda console: terminal.show_article(console, page))
    assert "outlet:" not in _piped(lambda console: terminal.show_article(console, page))
    assert "outlet:" in _on_terminal(lambda console: terminal.show_article(console, page))


@pytest.mark.parametrize("show", [_piped, _on_terminal])
def test_terminal_hostile_text_reaches_no_terminal(record: Record, show: Callable[..., str]) -> None:
    page = next(page for page in pages.iter_article_pages(record) if "img" in page.article.doc)
    printed = show(lambda console: terminal.show_article(console, page))
    assert "\x1b[31m" not in printed
    assert "\u202e" not in printed
    assert "\x00" not in printed
    assert "␛[31m" in printed.replace("\n", "")


def test_terminal_words_in_brackets_are_no_style() -> None:
    row = Problem("[red]x[/red].txt", "the text was changed", ":smile:")
    assert "[red]x[/red].txt" in _on_terminal(lambda console: terminal.show_problems(console, [row]))
    assert ":smile:" in _on_terminal(lambda console: terminal.show_problems(console, [row]))


def test_terminal_shows_problems() -> None:
    problem = Problem("article 1", "the text was changed", "restore a copy")
    assert "the text was changed  restore a copy" in _piped(lambda console: terminal.show_problems(console, [problem]))


def test_terminal_a_speaker_is_shown(record: Record) -> None:
    (page,) = pages.read_speaker_pages(record, speaker="Penn")
    printed = _piped(lambda console: terminal.show_speaker(console, page))
    assert printed.startswith("Orla Penn\nnamed as: Orla Penn; Penn\n")


def test_terminal_a_miss_shows_its_sentence_on_one_line() -> None:
    text = 'Then Velt\tasked\x1b her:  "Are you ready now?"'
    rows = pages.make_miss_rows("a", Extraction(make_article("notes", text, outlet="", published=None)))
    printed = _piped(lambda console: terminal.show_misses(console, rows))
    line = 'no date    no outlet named  notes    quotation  Then Velt asked␛ her: "Are you ready now?"'
    assert printed.splitlines()[1:] == [line]
    shown = _on_terminal(lambda console: terminal.show_misses(console, rows), width=120)
    assert 'Then Velt asked␛ her: \x1b[1m"Are you ready now?"\x1b[0m' in shown


def test_terminal_nothing_is_said_to_be_none() -> None:
    assert _piped(lambda console: terminal.show_statements(console, [])) == "none\n"


def _strip(printed: str) -> str:
    file = io.StringIO()
    Console(file=file, width=10_000, soft_wrap=True).print(Text.from_ansi(printed))
    return file.getvalue()
