from __future__ import annotations

import pytest

from evaluate.words import WordIndex, dice, pair_greedily

TEXT = "One two.\nThree “four” five's end"  # words: One two Three four five s end


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([], set()),
        (None, set()),
        ([[0, 3]], {0}),
        ([[0, 4]], {0}),  # the space belongs to no word
        ([[2, 5]], {0, 1}),  # a part of a word is the word
        ([[7, 9]], set()),  # a full stop and a line break
        ([[15, 21]], {3}),  # quotation marks do not matter
        ([[0, 1], [2, 3]], {0}),
        ([[0, 1000]], {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_words_touched_are_those_that_share_a_character(spans: list[list[int]] | None, words: set[int]) -> None:
    assert WordIndex(TEXT).touched(spans) == words


def test_words_runs_end_where_a_word_is_missing_or_a_line_ends() -> None:
    index = WordIndex(TEXT)
    assert index.runs(frozenset({0, 1, 2, 3, 5, 6})) == {(0, 1), (2, 3), (5, 6)}
    assert index.runs(frozenset()) == set()


def test_words_dice_is_zero_for_two_empty_sets() -> None:
    assert dice(frozenset(), frozenset()) == 0
    assert dice(frozenset({1, 2}), frozenset({2, 3, 4})) == pytest.approx(2 / 5)


def test_words_pairs_use_each_side_once_in_the_order_given() -> None:
    assert pair_greedily([(0, 1), (0, 0), (1, 1), (1, 0)]) == [(0, 1), (1, 0)]
