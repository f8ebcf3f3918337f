"""Whole spans from scores per word: the best path through a linear-chain model, and how sure it is.

States are 0 (outside) and, for each kind of span, begin, inside, last, unit (BILOU; Ratinov and Roth 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEVER = np.float32(-1e4)


class Tagged(NamedTuple):
    """Words [start, end) of one kind, counted from 1."""

    kind: int
    start: int
    end: int


def shift(span: Tagged, by: int) -> Tagged:
    """The span counted from another word."""
    return Tagged(span.kind, span.start + by, span.end + by)


def allowed(kinds: int) -> NDArray[np.bool_]:
    """[from, to] which state may follow which, so that every path is a list of whole spans."""
    state = np.arange(1 + 4 * kinds)
    kind, place = (state - 1) // 4, (state - 1) % 4
    opens = (state == 0) | (place == 0) | (place == 3)
    closed = (state == 0) | (place == 2) | (place == 3)
    same = (kind[:, None] == kind[None, :]) & ~opens[None, :]
    result: NDArray[np.bool_] = np.where(closed[:, None], opens[None, :], same)
    return result


def pad(rows: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    """[rows, most words, states] scores, and how many words each row has."""
    lengths = np.array([len(row) for row in rows], np.int64)
    padded = np.zeros((len(rows), lengths.max(), rows[0].shape[1]), np.float32)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded, lengths


def best_paths(scores: Floats, lengths: NDArray[np.int64], moves: Floats) -> NDArray[np.int64]:
    """[n, words] states of the best path (Viterbi) for scores [n, words, states]; 0 past each row's length.

    Inside, rows are the last axis: every step over all of them is then one run through memory.
    """
    n, words, count = scores.shape
    table = allowed((count - 1) // 4)
    step = np.where(table, moves, _NEVER)
    by_word = np.ascontiguousarray(scores.transpose(1, 2, 0))
    total = by_word[0] + np.where(table[0], np.float32(0), _NEVER)[:, None]
    kept = np.empty((words, count, n), np.float32)
    kept[0] = total
    for i in range(1, words):
        total = (total[:, None] + step[:, :, None]).max(0) + by_word[i]
        kept[i] = total
    path = np.zeros((n, words), np.int64)
    rows = np.arange(n)
    ends = kept[lengths - 1, :, rows] + np.where(table[:, 0], np.float32(0), _NEVER)
    at = ends.argmax(1)
    for i in range(words - 1, -1, -1):
        inside = i < lengths
        path[inside, i] = at[inside]
        if i:
            at = np.where(inside, (kept[i - 1] + step[:, at]).argmax(0), at)
    return path


def marginals(scores: Floats, lengths: NDArray[np.int64], moves: Floats) -> Floats:
    """[n, words, states] probability of each state (forward-backward); 0 past each row's length."""
    n, words, count = scores.shape
    table = allowed((count - 1) // 4)
    move = np.where(table, np.exp(moves), 0).astype(np.float32)
    weight = np.ascontiguousarray(np.exp(scores - scores.max(2, keepdims=True)).transpose(1, 2, 0))
    live = np.arange(words)[:, None] < lengths
    forward, back = np.empty_like(weight), np.empty_like(weight)
    at = weight[0] * table[0][:, None]
    forward[0] = at = at / at.sum(0)
    for i in range(1, words):
        at = (move.T @ at) * weight[i]
        at /= at.sum(0)
        forward[i] = at
    at = np.repeat(table[:, :1].astype(np.float32), n, axis=1)
    for i in range(words - 1, -1, -1):
        back[i] = at
        if i:
            before = move @ (weight[i] * at)
            before /= before.sum(0)
            at = np.where(live[i], before, at)
    both = forward * back
    both /= both.sum(1, keepdims=True)
    return np.where(live[:, None], both, np.float32(0)).transpose(2, 0, 1)


def spans_of(path: NDArray[np.int64]) -> list[Tagged]:
    """The spans of one path."""
    found = []
    start = 0
    inside = np.flatnonzero(path)
    for i, state in zip(inside.tolist(), path[inside].tolist(), strict=True):
        kind, place = (state - 1) // 4 + 1, (state - 1) % 4
        if place in (0, 3):
            start = i
        if place in (2, 3):
            found.append(Tagged(kind, start, i + 1))
    return found
