"""When a changed text is still the same article."""

from __future__ import annotations

import random

from onrecord.records import Span
from onrecord.store.sameness import is_version_of, share_kept
from tests.store.build import WORDS, make_article

TEXT = " ".join(random.Random(1).choices(WORDS, k=200))  # noqa: S311 - a fixed text, no secret


def test_sameness_a_story_that_grows_stays_the_same() -> None:
    assert is_version_of(make_article(TEXT + " " + TEXT[::-1] * 9), make_article(TEXT))
    assert is_version_of(make_article(TEXT), make_article(TEXT + " " + TEXT[::-1] * 9))


def test_sameness_a_text_of_other_words_is_another() -> None:
    other = " ".join(random.Random(2).choices(WORDS, k=200))  # noqa: S311
    assert not is_version_of(make_article(other), make_article(TEXT))


def test_sameness_a_rewrite_of_every_sixth_word_is_the_same_and_of_every_third_another() -> None:
    words = TEXT.split()
    assert share_kept([word if i % 6 else "new" for i, word in enumerate(words)], words) >= 0.15
    assert is_version_of(make_article(" ".join([*words[:70], *["new"] * 130])), make_article(TEXT))
    assert not is_version_of(
        make_article(" ".join(word if i % 3 else f"new{i}" for i, word in enumerate(words))), make_article(TEXT)
    )


def test_sameness_front_matter_and_furniture_do_not_count() -> None:
    shared = "This paper is printed daily by the harbour and sold at every corner for one coin. " * 4
    first = make_article(shared + "Marsk went home early.", body=Span(len(shared), len(shared) + 22))
    second = make_article(shared + "Ferries ran all night.", furniture=(Span(0, len(shared)),))
    assert not is_version_of(first, second)
    assert is_version_of(first, first)


def test_sameness_texts_without_words_are_the_same_only_when_equal() -> None:
    assert share_kept([], []) == 1
    assert share_kept([], ["a"]) == 0
    assert share_kept(["a"], ["a", "b"]) == 1
