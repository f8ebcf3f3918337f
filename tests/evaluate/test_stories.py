from __future__ import annotations

from collections.abc import Hashable, Mapping

import pytest

from evaluate.stories import b_cubed, predict, score
from onrecord.errors import InputError
from tests.resolve.accounts import FERRY, FERRY_TOLD_AGAIN, make_article

GOLD: Mapping[Hashable, Hashable] = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}


def test_stories_one_cluster_for_all_has_full_recall() -> None:
    figures = b_cubed(GOLD, dict.fromkeys(GOLD, 0))
    assert figures["recall"] == 1.0
    assert abs(figures["precision"] - (3 * 0.6 + 2 * 0.4) / 5) < 1e-9


def test_stories_what_is_missing_counts_nothing_and_what_is_unknown_is_left_out() -> None:
    figures = b_cubed(GOLD, {"a": 1, "b": 1, "x": 1})
    assert figures["precision"] == 1.0
    assert abs(figures["recall"] - 2 * (2 / 3) / 5) < 1e-9
    assert (figures["missing"], figures["unknown"]) == (3, 1)


def test_stories_predictions_are_what_scoring_takes() -> None:
    rows = predict([make_article(FERRY, doc="a"), make_article(FERRY_TOLD_AGAIN, doc="b")])
    assert score([{"doc": "a", "story": "s"}, {"doc": "b", "story": "s"}], rows)["f1"] == 1.0


def test_stories_an_article_twice_is_refused() -> None:
    with pytest.raises(InputError, match="twice"):
        score([{"doc": "a", "story": "s"}] * 2, [])
