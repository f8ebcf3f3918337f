"""Bare topics are told apart from contents."""

from __future__ import annotations

import pytest

from onrecord.extract.topics import is_topic


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("discussed", "the crisis"),
        ("discussed at length", "tolls in the strait"),
        ("spoke about", "the ceasefire"),
        ("spoke", "about the ceasefire"),
        ("commented on", "the report"),
        ("declined to comment on", "the report that the courier had printed"),
        ("did not discuss", "the call"),
        ("touched on", "fishing rights"),
        ("talked", "about his two daughters, who live in tarn."),
        ("was asked about", "the meeting"),
    ],
)
def test_topics_are_noun_phrases_after_a_cue_that_takes_one(cue: str, content: str) -> None:
    assert is_topic(cue, content)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        pytest.param("said", "the crisis", id="cue-of-content"),
        pytest.param("spoke", "the truth", id="speaks-it-not-about-it"),
        pytest.param("discussed", "how the crisis began", id="clause"),
        pytest.param("discussed", "whether to leave", id="whether"),
        pytest.param("spoke about", "leaving the union", id="gerund"),
        pytest.param("commented", "that it was late", id="that"),
        pytest.param("spoke about", 'a "crisis of trust"', id="quotation"),
        pytest.param("talked about", "the crisis is over", id="verb"),
        pytest.param("told reporters about it:", "he will go", id="pronoun"),
        pytest.param("spoke on", "condition of anonymity", id="terms"),
        pytest.param("debate performance included", "an effort", id="a-debate-is-an-event-here"),
        pytest.param("spoke about", "", id="nothing"),
    ],
)
def test_topics_are_not_clauses_quotations_or_what_was_said(cue: str, content: str) -> None:
    assert not is_topic(cue, content)
