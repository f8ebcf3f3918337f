"""What is to come, unsure or denied is told by modals, infinitives and negation, as far as their clause reaches."""

from __future__ import annotations

import pytest

from onrecord.extract.cast import number_sentences
from onrecord.extract.names import find_words
from onrecord.extract.outlook import Outlook, find_outlooks
from onrecord.extract.parties import Scene
from onrecord.text.layout import find_layout


def outlook(text: str, word: str) -> Outlook:
    layout = find_layout(text)
    words = find_words(layout)
    scene = Scene(layout, words, number_sentences(words), (), {})
    return find_outlooks(scene)[scene.keys.index(word)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The yard will build ferries.", "build"),
        ("The yard plans to build ferries.", "build"),
        ("The yard agreed to deliver ferries.", "deliver"),
        ("The deliveries will begin in May.", "deliveries"),
        ("The deliveries are scheduled to begin in May.", "deliveries"),
        ("If the yard builds ferries, nobody pays.", "builds"),
        ("They await the planned opening.", "opening"),
    ],
)
def test_outlook_is_future(text: str, word: str) -> None:
    assert outlook(text, word).future


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The yard built ferries.", "built"),
        ("The yard managed to build ferries.", "build"),
        ("The yard will close, the mayor said.", "said"),
        ("The yard will close because the pier sank.", "sank"),
    ],
)
def test_outlook_is_not_future(text: str, word: str) -> None:
    assert not outlook(text, word).future


def test_outlook_is_unsure_after_may_and_likely() -> None:
    assert outlook("The yard may build ferries.", "build").certainty == "POSSIBLE"
    assert outlook("The yard is likely to build ferries.", "build").certainty == "PROBABLE"
    assert outlook("The yard will build ferries.", "build").certainty == "CERTAIN"


def test_outlook_is_negated_near_a_negation_only() -> None:
    assert outlook("The yard did not build ferries.", "build").negated
    assert not outlook("The yard did not sleep and it built many ferries.", "built").negated
