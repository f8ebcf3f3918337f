"""Stems, names, numbers, days and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.resolve.terms import find_numbers, find_sentences, fold_name, fold_place, stem, term_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("closed", "closing"), ("harbours", "harbour's"), ("legitimate", "legitimacy"), ("ready", "readiness")],
)
def test_stem_is_one_for_the_forms_of_a_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_term_of_words_of_one_doing_are_one() -> None:
    assert term_of("spoke") == term_of("telephoned") == term_of("conversation") == "~talk"
    assert term_of("called") != "~talk"
    assert term_of("the") is None
    assert term_of("said") is None


@pytest.mark.parametrize(("one", "other"), [("Emrik", "Emric"), ("Dmitri", "Dmitry"), ("Tolvaj", "Tolvay")])
def test_fold_name_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_fold_place_a_country_and_its_people_are_one() -> None:
    assert fold_place("Arlandia") == fold_place("Arlandian") == fold_place("Arlandians") == fold_place("Arlandia's")


def test_find_numbers_in_digits_and_words_without_dates_and_years() -> None:
    text = "Thirty-one men and 1,200 tonnes, two million in 2029, on 14 May and May 15."
    assert [value for _, value in find_numbers(text)] == [31, 1200, 2_000_000]


def test_find_numbers_spans_are_their_words() -> None:
    text = "They counted thirty-one boats."
    ((span, _),) = find_numbers(text)
    assert text[slice(*span)] == "thirty-one"


def test_find_sentences_abbreviations_do_not_end_one() -> None:
    text = 'Dr. Ask spoke. "We agree." Then they left.'
    assert [text[slice(*s)] for s in find_sentences(text, Span(0, len(text)))] == [
        "Dr. Ask spoke.",
        '"We agree."',
        "Then they left.",
    ]


@given(st.text(max_size=80))
def test_find_sentences_and_numbers_stay_inside_the_text(text: str) -> None:
    spans = [*find_sentences(text, Span(0, len(text))), *(span for span, _ in find_numbers(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
