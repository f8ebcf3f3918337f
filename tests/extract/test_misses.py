"""Sentences that may hold a statement which was not found. All people are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.misses import _cues, _iter_sentences, find_misses
from onrecord.extract.names import find_words
from onrecord.records import Span
from onrecord.text.layout import find_layout
from tests.extract.marked import read_marked

PIECES = ["Osk", "said", "according", "to", "no", ".", "?", " ", "\n\n", *'"“”„«»’—()\n ']
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.lists(
    st.sampled_from(PIECES), max_size=30
).map("".join)


def misses(marked: str) -> list[tuple[str, str]]:
    """Reason and sentence of each miss in a text with its statements written into it."""
    text, statements = read_marked(marked)
    return [(miss.reason, text[slice(*miss.span)]) for miss in find_misses(find_layout(text), statements)]


def words(marked: str) -> list[str]:
    text, statements = read_marked(marked)
    return [text[start:end] for miss in find_misses(find_layout(text), statements) for start, end in miss.words]


def sentences(text: str) -> list[str]:
    layout = find_layout(text)
    return [text[slice(*sentence)] for sentence in _iter_sentences(layout, find_words(layout))]


def test_misses_a_reporting_cue_without_a_statement_is_one() -> None:
    assert misses("Velt left. Osk said no. It rained.") == [("cue", "Osk said no.")]
    assert words("No ferry ran, according to Osk.") == ["according to"]


def test_misses_a_long_quotation_without_a_statement_is_one() -> None:
    assert misses("Velt left. “The ferry is late.” It rained.") == [("quotation", "“The ferry is late.”")]
    assert words("Velt left. “The ferry is late.” It rained.") == ["“The ferry is late.”"]


def test_misses_what_lies_in_a_statement_is_none() -> None:
    assert misses("[Osk] <said> {no}.") == []
    assert misses("{“The ferry is late,”} [Osk] <said>.") == []
    assert misses("[Osk] <wrote> {that Velt had said so}.") == []
    assert misses("[Osk, who spoke of “the late late ferry”,] <said> {no}.") == []


def test_misses_a_statement_elsewhere_in_the_sentence_does_not_hide_one() -> None:
    assert words("[Osk] <said> {no}, and Velt replied that it was late.") == ["replied"]
    assert words("{“The ferry is late,”} [Osk] <said>, “and so are we all.”") == ["“and so are we all.”"]


def test_misses_a_quotation_that_a_statement_touches_is_none() -> None:
    assert misses("“The ferry {is} late.” [Osk] <said>") == []


@pytest.mark.parametrize("title", ["The late ferry", "Osk", "", "…"])
def test_misses_a_short_quotation_is_none(title: str) -> None:
    assert misses(f"Velt sang “{title}” at noon.") == []


def test_misses_a_sentence_with_both_is_one_quotation() -> None:
    assert misses("Osk said: “The ferry is late.”") == [("quotation", "Osk said: “The ferry is late.”")]


def test_misses_a_sentence_with_two_is_one() -> None:
    assert words("“The ferry is late,” and “the tram is late too.”") == [
        "“The ferry is late,”",
        "“the tram is late too.”",
    ]
    assert words("Osk said no and Velt denied it.") == ["said", "denied"]


def test_misses_speech_opened_by_a_dash_is_a_quotation() -> None:
    assert words("— The ferry is late, Osk") == []
    assert words("— The ferry is late again», Osk thought.") == ["— The ferry is late again»"]


def test_misses_the_longer_of_two_cues_counts() -> None:
    assert words("Osk declined to say.") == ["declined to say"]
    assert words("Osk declined to") == []


def test_misses_a_cue_is_a_whole_word() -> None:
    assert misses("The saidiya lay in the addedness of Told.") == [("cue", "The saidiya lay in the addedness of Told.")]
    assert misses("The saidiya lay in the addedness.") == []


def test_misses_a_sentence_does_not_end_inside_a_quotation() -> None:
    assert sentences("Osk left. “We are late. We wait!” Velt left.") == [
        "Osk left.",
        "“We are late. We wait!”",
        "Velt left.",
    ]
    assert sentences("“We are late.” “We wait.”") == ["“We are late.”", "“We wait.”"]


def test_misses_a_sentence_does_not_end_with_an_abbreviation() -> None:
    assert sentences("Mr. Osk left at 5.30 p.m. with Dr. Velt. (She stayed.) Why? no") == [
        "Mr. Osk left at 5.30 p.m. with Dr. Velt.",
        "(She stayed.)",
        "Why? no",
    ]


def test_misses_a_sentence_ends_with_its_paragraph() -> None:
    assert sentences("Ferry late\nOsk left\r\n\r\nVelt") == ["Ferry late", "Osk left", "Velt"]


@given(texts)
def test_misses_sentences_hold_all_words_in_order(text: str) -> None:
    layout = find_layout(text)
    found = list(_iter_sentences(layout, find_words(layout)))
    assert all(a.start < a.end for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for word in find_words(layout):
        assert any(a.start <= word.span.start and word.span.end <= a.end for a in found)


@given(texts)
def test_misses_are_in_order_and_hold_their_words(text: str) -> None:
    found = find_misses(find_layout(text), ())
    assert [miss.span for miss in found] == sorted({miss.span for miss in found})
    for miss in found:
        assert miss.words
        for span in miss.words:
            assert miss.span.start <= span.start < span.end <= miss.span.end


def test_misses_lexicon_is_in_small_letters_and_has_no_word_twice() -> None:
    cues = [" ".join(cue) for of_word in _cues().values() for cue in of_word]
    assert len(cues) == len(set(cues)) > 100
    assert all(cue == cue.casefold() for cue in cues)
    for cue in cues:
        layout = find_layout(cue)
        assert [word.key for word in find_words(layout)] == cue.split()
        assert [miss.words for miss in find_misses(layout, ())] == [(Span(0, len(cue)),)]
