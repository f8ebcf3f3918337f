"""A window for articles without a date comes from full dates in the text, and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Dateline
from onrecord.text.dateline import infer_dateline
from onrecord.text.layout import find_layout

TODAY = date(2026, 6, 1)


def infer(text: str) -> Dateline | None:
    return infer_dateline(text, find_layout(text).paragraphs, TODAY)


def window(text: str) -> tuple[str, str, str] | None:
    found = infer(text)
    if found is None:
        return None
    ((start, end),) = found.words
    return found.earliest, found.latest, text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed on 3 March 2026.", ("2026-03-03", "2026-04-03", "3 March 2026")),
        ("It closed on March 3rd, 2026.", ("2026-03-03", "2026-04-03", "March 3rd, 2026")),
        ("It closed (2026-03-03).", ("2026-03-03", "2026-04-03", "2026-03-03")),
        ("It closed in March 2026.", ("2026-03-01", "2026-05-01", "March 2026")),
        ("It opened on 1 May 2020. It closed on 3 March 2026.", ("2026-03-03", "2026-04-03", "3 March 2026")),
        ("It closed in March 2026, on 3 March 2026.", ("2026-03-03", "2026-04-03", "3 March 2026")),
    ],
)
def test_dateline_is_the_latest_full_date(text: str, expected: tuple[str, str, str]) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It closed on Monday.",
        "It closed on 3 March.",
        "It closed in 2026.",
        "It will open on 3 March 2026.",
        "The truce holds until 3 March 2026.",
        "It closed on 3 March 2027.",
        "It closed on 31 February 2026.",
        "See https://x.example/2026-03-03-harbour for more.",
        "",
    ],
)
def test_dateline_is_not_guessed(text: str) -> None:
    assert infer(text) is None


def test_dateline_a_sentence_that_looks_ahead_does_not_hide_the_next() -> None:
    assert window("It will open on 1 May 2026. It closed on 3 March 2026.") == (
        "2026-03-03",
        "2026-04-03",
        "3 March 2026",
    )


@pytest.mark.parametrize("line", ["Friday, March 6, 2026", "Published: 6 March 2026, 10:15", "6 March 2026"])
def test_dateline_a_date_alone_at_the_start_is_the_day(line: str) -> None:
    found = infer(f"Title\n\n{line}\n\nIt closed on 3 March 2026 or on 4 April 2026.")
    assert found is not None
    assert found.earliest == found.latest == "2026-03-06"


@given(st.text(max_size=60), st.dates())
def test_dateline_words_lie_in_the_text(text: str, day: date) -> None:
    whole = f"{text} {day.isoformat()} {text}"
    found = infer(whole)
    if found:
        assert found.earliest <= found.latest
        assert all(0 <= start < end <= len(whole) for start, end in found.words)
