"""The marks of articles written for training, and those articles themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from training.written import ROLES, iter_written, read_written, unmark


def words(text: str, statement: dict[str, Any]) -> list[list[str]]:
    return [[text[a:b] for a, b in statement[role]] for role in ROLES.values()]


def test_written_marks_become_spans_of_the_text_without_them() -> None:
    text, statements = unmark("[S1 Ana Reis] [K1 denied] [C1 that [S2 the port] [K2 had asked] [C2 for help]].\n")
    assert text == "Ana Reis denied that the port had asked for help.\n"
    assert [words(text, s) for s in statements] == [
        [["Ana Reis"], ["denied"], ["that the port had asked for help"]],
        [["the port"], ["had asked"], ["for help"]],
    ]


def test_written_content_may_be_in_pieces_and_shared() -> None:
    text, (first, second) = unmark('[C1 [C2 "No,"]] [S1 she] [K1 said], [K2 citing] [S2 a report], [C1 "never."]\n')
    assert words(text, first) == [["she"], ["said"], ['"No,"', '"never."']]
    assert words(text, second) == [["a report"], ["citing"], ['"No,"']]


def test_written_numbers_begin_anew_in_each_paragraph_and_a_plus_goes_on() -> None:
    text, statements = unmark('[S1 He] [K1 said]: [C1 "One.]\n\n[C1+ "Two."] [S2 She] [K2 agreed] [C2 with him].\n')
    assert words(text, statements[0]) == [["He"], ["said"], ['"One.', '"Two."']]
    assert words(text, statements[1]) == [["She"], ["agreed"], ["with him"]]


@pytest.mark.parametrize("marked", ["[S1 He said\n", "He said]\n", "[C1+ more]\n"])
def test_written_marks_that_do_not_fit_are_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|nothing to go on"):
        unmark(marked)


def test_written_statement_without_content_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("title: T\n\n[S1 He] [K1 spoke].\n", encoding="utf-8")
    with pytest.raises(ValueError, match="without cue or content"):
        read_written(path)


def test_written_articles_all_parse_and_hold_no_mark() -> None:
    rows = list(iter_written())
    assert len(rows) >= 70
    for row in rows:
        assert row["statements"], row["doc"]
        assert "[" not in row["text"], row["doc"]
        for statement in row["statements"]:
            assert all(a < b <= len(row["text"]) for role in ROLES.values() for a, b in statement[role]), row["doc"]
