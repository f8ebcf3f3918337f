"""The tagger's best path and its probabilities, against a list of all paths there are."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.inference.tagging import Floats, Tagged, allowed, best_paths, marginals, spans_of

NETWORK = Path(__file__).parents[2] / "training" / "network.py"


def may_follow(before: int, after: int) -> bool:
    """The rule in words: a span that is open goes on or ends as what it is; else one begins, or none."""
    place = "outside" if before == 0 else ["begin", "inside", "last", "unit"][(before - 1) % 4]
    then = "outside" if after == 0 else ["begin", "inside", "last", "unit"][(after - 1) % 4]
    if place in ("begin", "inside"):
        return then in ("inside", "last") and (before - 1) // 4 == (after - 1) // 4
    return then in ("outside", "begin", "unit")


def all_paths(states: int, length: int) -> list[tuple[int, ...]]:
    """Every list of whole spans: as if "outside" stood before and after it."""
    return [
        path
        for path in itertools.product(range(states), repeat=length)
        if all(itertools.starmap(may_follow, itertools.pairwise((0, *path, 0))))
    ]


def weight_of(path: tuple[int, ...], scores: Floats, moves: Floats) -> float:
    return float(sum(scores[i, s] for i, s in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path)))


@st.composite
def problems(draw: st.DrawFn) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Scores of a few rows of a few words, and how many words of each row are real."""
    kinds, rows, words = draw(st.integers(1, 2)), draw(st.integers(1, 3)), draw(st.integers(1, 4))
    if kinds == 2:
        words = min(words, 3)
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    sharp = draw(st.sampled_from([0.5, 3.0, 8.0]))
    states = 1 + 4 * kinds
    scores = (random.normal(size=(rows, words, states)) * sharp).astype(np.float32)
    moves = random.normal(size=(states, states)).astype(np.float32)
    lengths = np.array([draw(st.integers(1, words)) for _ in range(rows)])
    return scores, moves, lengths


@given(problems())
def test_tagging_best_path_is_the_heaviest_of_all_paths(problem: tuple[Floats, Floats, NDArray[np.int64]]) -> None:
    scores, moves, lengths = problem
    found = best_paths(scores, lengths, moves)
    for row, length in enumerate(lengths.tolist()):
        best = max(weight_of(path, scores[row], moves) for path in all_paths(scores.shape[2], length))
        assert weight_of(tuple(found[row, :length]), scores[row], moves) == pytest.approx(best, abs=1e-3)


@given(problems())
def test_tagging_paths_are_whole_spans_and_nothing_past_the_length(
    problem: tuple[Floats, Floats, NDArray[np.int64]],
) -> None:
    scores, moves, lengths = problem
    for path, length in zip(best_paths(scores, lengths, moves), lengths, strict=True):
        assert all(itertools.starmap(may_follow, itertools.pairwise([0, *path[:length].tolist(), 0])))
        assert not path[length:].any()


@given(problems())
def test_tagging_marginals_are_the_share_of_all_paths(problem: tuple[Floats, Floats, NDArray[np.int64]]) -> None:
    scores, moves, lengths = problem
    found = marginals(scores, lengths, moves)
    for row, length in enumerate(lengths.tolist()):
        expected = np.zeros((length, scores.shape[2]))
        paths = all_paths(scores.shape[2], length)
        weights = np.array([weight_of(path, scores[row], moves) for path in paths])
        shares = np.exp(weights - weights.max())
        for path, share in zip(paths, shares / shares.sum(), strict=True):
            expected[range(length), path] += share
        np.testing.assert_allclose(found[row, :length], expected, atol=2e-4)
        assert not found[row, length:].any()


@given(problems())
def test_tagging_rows_do_not_depend_on_the_rows_beside_them(
    problem: tuple[Floats, Floats, NDArray[np.int64]],
) -> None:
    scores, moves, lengths = problem
    together = best_paths(scores, lengths, moves)
    for row, length in enumerate(lengths.tolist()):
        alone = best_paths(scores[row : row + 1, :length], np.array([length]), moves)
        assert alone[0].tolist() == together[row, :length].tolist()


@pytest.mark.parametrize("words", [300, 500])
def test_tagging_long_rows_with_sharp_scores_keep_finite_probabilities(words: int) -> None:
    random = np.random.default_rng(7)
    scores = (random.normal(size=(2, words, 9)) * 20).astype(np.float32)
    moves = random.normal(size=(9, 9)).astype(np.float32)
    found = marginals(scores, np.array([words, words // 2]), moves)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found[0].sum(1), 1, atol=1e-3)


@pytest.mark.parametrize("kinds", [1, 2, 4])
def test_tagging_allowed_says_the_rule(kinds: int) -> None:
    states = range(1 + 4 * kinds)
    assert allowed(kinds).tolist() == [[may_follow(a, b) for b in states] for a in states]


@pytest.mark.parametrize(
    ("path", "spans"),
    [
        ([], []),
        ([0, 0], []),
        ([4], [Tagged(1, 0, 1)]),
        ([1, 3, 0], [Tagged(1, 0, 2)]),
        ([1, 2, 2, 3], [Tagged(1, 0, 4)]),
        ([4, 4], [Tagged(1, 0, 1), Tagged(1, 1, 2)]),
        ([1, 3, 5, 6, 7, 0, 8], [Tagged(1, 0, 2), Tagged(2, 2, 5), Tagged(2, 6, 7)]),
    ],
)
def test_tagging_spans_of_a_path_are_its_begins_to_lasts_and_its_units(path: list[int], spans: list[Tagged]) -> None:
    assert spans_of(np.array(path, np.int64)) == spans
