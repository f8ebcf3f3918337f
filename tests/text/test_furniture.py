"""Furniture is found, and no sentence of the article is ever taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.furniture import find_furniture
from onrecord.text.layout import find_layout
from tests.waiting import takes_at_most

TITLE = "Harbour to open before winter, minister says"
BODY = [
    f"On day {n} the minister said that the harbour would open again before the winter, and the fleet was ready."
    for n in range(9)
]


def furniture(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    return [text[start:end] for start, end in find_furniture(text, find_layout(text).paragraphs)]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "by Jane Roe and J. P. van der Berg",
        "By Jane Roe, Staff Writer",
        "Jane Roe, Staff Writer",
        "JANE ROE, SENIOR POLITICAL CORRESPONDENT",
        "BY JANE ROE",
        "By Jane Roe | The Post",
        "Author: Jane Roe",
        "From our own correspondent in Port Hallen",
        "Published: 3 March 2026, 10:15",
        "Updated at 5:10 p.m. ET",
        "4 min read",
        "Home | World | Politics | Sport",
        "Photo: Bo Li/Agency",
        "Advertisement",
    ],
)
def test_furniture_at_the_start_is_found(line: str) -> None:
    assert furniture(TITLE, line, *BODY) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Translated by Bo Li",
        "Translated from the Osmerian by Bo Li.",
        "Machine translation: Babel Service",
        "This text was translated automatically by a service.",
        "Текст переведён автоматически",
        "本文由机器翻译",
        "Tekst został automatycznie przetłumaczony z języka angielskiego przez redakcję naszego serwisu",
        "(Reporting by Jane Roe; Editing by Bo Li)",
        "Additional reporting by Jane Roe",
        "Jane Roe contributed to this report.",
        "(Northline)",
        "© 2026 The Post. All rights reserved.",
        "(c) The Post",
        "Copyright 2026 The Post",
        "Subscribe to our newsletter for more stories like this one",
        "Sign up for the morning letter",
        "Follow us on Telegram",
        "Share this article",
        "Facebook Twitter Email",
        "Read also: Minister to visit the islands",
        "Related: Five things to know",
        "Read more",
        "(Photo by Bo Li)",
        "###",
    ],
)
def test_furniture_at_the_end_is_found(line: str) -> None:
    assert furniture(TITLE, *BODY, line) == [line]


def test_furniture_links_to_other_articles_are_found_in_the_middle() -> None:
    line = "READ ALSO: The fleet that could not sail"
    assert furniture(TITLE, *BODY[:5], line, *BODY[5:]) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday evening the harbour had opened.",
        "By Land and Sea",
        "By contrast, the fleet stayed in port.",
        "Related matters were not discussed, he said.",
        "Share prices fell.",
        "“Read the treaty,” she said.",
        "Reporting to the cabinet, the minister denied it.",
        "Photographs were shown to the court.",
        "Print workers went on strike, the union said.",
        "Follow the money, the judge told the jury.",
        "Jane Roe, the foreign minister",
        "Antony Roe, Secretary of State",
        "Updated figures were not released, the ministry said.",
        "Published figures contradict him.",
        "Translated into votes, that is nothing, he said.",
        "Correction: an earlier version of this report gave the wrong date.",
        "Editor's note: this report has been amended.",
        "“Hasta la vista,” he said.",
        "— Мы готовы, — he said in a mixture of both languages, and everyone in the room laughed at it.",
        "He left.",
    ],
)
@pytest.mark.parametrize("place", [1, 5, 10])
def test_furniture_is_never_a_sentence_or_a_note_of_correction(line: str, place: int) -> None:
    paragraphs = [TITLE, *BODY]
    paragraphs.insert(place, line)
    assert furniture(*paragraphs) == []


def test_furniture_is_short() -> None:
    assert furniture(TITLE, *BODY, "Read also: " + "a very long sentence " * 20) == []


def test_furniture_is_not_all_there_is() -> None:
    assert furniture("Advertisement", "Share") == []
    assert furniture() == []


def test_furniture_a_russian_text_is_not_foreign_to_itself() -> None:
    assert furniture(*["Министр заявил, что гавань откроется до начала зимы."] * 5) == []


@pytest.mark.parametrize(
    "line", ["A" * 199, "A " * 99, "Aa " * 66, "Jane Roe, " + "A" * 180, "By " + "Aa " * 60, "| a" * 60]
)
def test_furniture_no_pattern_takes_for_ever(line: str) -> None:
    with takes_at_most(20):
        furniture(*[line.strip()] * 12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_furniture_is_whole_paragraphs_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    paragraphs = find_layout(text).paragraphs
    found = find_furniture(text, paragraphs)
    assert set(found) <= set(paragraphs)
    assert list(found) == sorted(found)
