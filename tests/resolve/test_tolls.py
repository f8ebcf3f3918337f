from __future__ import annotations

import pytest

from onrecord.resolve.sentences import read_sentences
from onrecord.resolve.tolls import Toll, find_tolls
from tests.resolve.accounts import make_article


def read(text: str, title: str = "", published: str | None = "2026-07-15") -> list[Toll]:
    article = make_article(text, title, published=published)
    return list(find_tolls(article, read_sentences(article)))


def totals(text: str, title: str = "") -> list[tuple[str, float]]:
    return [(t.state, t.quantity.value) for t in read(text, title) if t.scope == "total" and t.current]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Seven people were killed and 50 injured.", [("killed", 7), ("injured", 50)]),
        ("The blast killed three and injured more than 176.", [("killed", 3), ("injured", 176)]),
        ("A lorry hit the crowd, killing at least 84 people.", [("killed", 84)]),
        ("The fire left 12 dead.", [("killed", 12)]),
        ("The death toll in the city rose to 85.", [("killed", 85)]),
        ("At least 84 people, including ten children, were killed.", [("killed", 84)]),
        ("The mayor said 37 sailors were held in the port.", [("held", 37)]),
    ],
)
def test_tolls_of_the_whole_are_read(text: str, wanted: list[tuple[str, float]]) -> None:
    assert totals(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ten of them were killed.",
        "Saint Anna Hospital said it was treating 20 people for injuries.",
        "Eight are seriously injured.",
        "Four of them were injured by glass.",
    ],
)
def test_tolls_of_a_part_are_no_totals(text: str) -> None:
    assert totals(f"The fire killed 60 people and injured 100.\n\n{text}") == [("killed", 60), ("injured", 100)]


def test_tolls_of_another_year_or_month_are_left_out() -> None:
    text = "The fire killed 60 people.\n\nIn 2014 a fire there killed 9.\n\nOn Nov. 13 another fire killed 30 people."
    assert [t.quantity.value for t in read(text)] == [60]


def test_tolls_that_the_article_itself_overtook_are_not_current() -> None:
    text = 'The fire killed 60 people.\n\nAt one point 45 were reported dead.\n\n"We count 50 people dead," he said.'
    assert [(t.quantity.value, t.current) for t in read(text)] == [(60, True), (45, False), (50, False)]


def test_tolls_in_the_title_have_spans_of_the_title() -> None:
    title = "Fire kills 60 in Hesk"
    (toll,) = read("The harbour burnt.", title)
    assert toll.sentence.in_title
    assert title[slice(*toll.quantity.span)] == "60"
