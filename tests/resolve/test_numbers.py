from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.numbers import Quantity, agree, find_quantities
from onrecord.resolve.sentences import read_sentences
from tests.resolve.accounts import make_article


def read(text: str) -> list[Quantity]:
    return [q for sentence in read_sentences(make_article(text)) for q in find_quantities(sentence)]


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "unit"),
    [
        ("They hold 37 sailors there.", 37, 37, "exact", "sailor"),
        ("At least forty-two people came.", 42, 42, "at_least", "people"),
        ("More than 1,500 houses burnt.", 1500, 1500, "more_than", "house"),
        ("Some 2.5 million tonnes of wheat rot.", 2.5e6, 2.5e6, "about", "tonne"),
        ("It costs $1.2bn to mend.", 1.2e9, 1.2e9, "exact", "dollar"),
        ("It costs $1-trillion to mend.", 1e12, 1e12, "exact", "dollar"),
        ("About 12 per cent voted.", 12, 12, "about", "percent"),
        ("Between 20 and 30 boats left.", 20, 30, "exact", "boat"),
        ("It takes 5-10 days to mend.", 5, 10, "exact", "day"),
        ("Two to three million birds came.", 2e6, 3e6, "exact", "bird"),
        ("Anna Renn, 19, was the youngest.", 19, 19, "exact", "age"),
        ("They spoke about the 37 sailors.", 37, 37, "exact", "sailor"),
        ("Two hundred and six voted.", 206, 206, "exact", "voted"),
    ],
)
def test_numbers_are_read_with_what_they_count(text: str, low: float, high: float, bound: str, unit: str) -> None:
    (found,) = read(text)
    assert (found.low, found.high, found.bound, found.unit) == (low, high, bound, unit)


@pytest.mark.parametrize("text", ["It was on 14 March.", "In 2020 it rained.", "At 10:30 they left.", "The A-10 flew."])
def test_numbers_dates_hours_and_names_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("At least 50 came.", "Exactly 59 came.", True),
        ("At least 50 came.", "Only 40 came.", False),
        ("About 100 came.", "It was 108 who came.", True),
        ("Nearly 80 came.", "It was 84 who came.", False),
        ("There were 180,000 tonnes.", "There were 18,000 tonnes.", False),
        ("There were 180,000 tonnes.", "There were 180,300 tonnes.", True),
        ("There were 84 boats.", "There were 85 boats.", False),
    ],
)
def test_numbers_agree_where_the_words_leave_room(one: str, other: str, both: bool) -> None:  # noqa: FBT001
    assert agree(read(one)[0], read(other)[0]) is both
    assert agree(read(other)[0], read(one)[0]) is both


@given(st.text(max_size=80))
def test_numbers_lie_within_the_text(text: str) -> None:
    for quantity in read(text):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.low <= quantity.high
