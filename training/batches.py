"""Windows of gold articles as the arrays that the network is trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.inference.cues import INNER, OUTER
from onrecord.inference.roles import bucket_distances
from onrecord.inference.windows import Batch, Ints, stack
from training.data import Example, states_of

PIECES_A_BATCH = 2048
CLS, SEP = 101, 102
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Cues:
    """What a batch holds of cues: the tags of all words, and for each cue that a window owns the roles around it."""

    tags: Ints  # [windows, words]
    row: Ints  # [cues] window of each cue
    inside: NDArray[np.float32]  # [cues, words] the share of each word of the cue
    distance: Ints  # [cues, words]
    roles: Ints  # [cues, words]


def cut_batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    """Windows of about one length together, the batches in random order."""
    found: list[list[Example]] = []
    room = 0
    for example in sorted(examples, key=lambda e: count_pieces(e) + random.uniform(0, 40)):
        if room < count_pieces(example):
            found.append([])
            room = PIECES_A_BATCH
        found[-1].append(example)
        room -= count_pieces(example)
    return [found[i] for i in random.permutation(len(found))]


def count_pieces(example: Example) -> int:
    first, window = example.gold.words.first, example.window
    return int(first[window.end] - first[window.start])


def stack_windows(batch: Sequence[Example]) -> tuple[Batch, Bools]:
    """What the encoder takes, and which words [windows, words] are there at all."""
    arrays = stack([(e.gold.words, e.window) for e in batch], CLS, SEP)
    lengths = np.array([e.window.end - e.window.start for e in batch])
    return arrays, np.arange(arrays.first.shape[1])[None, :] < lengths[:, None]


def stack_cues(batch: Sequence[Example], width: int) -> Cues:
    kinds = np.zeros((len(batch), width), np.int8)
    opens = np.zeros((len(batch), width), bool)
    cues: list[tuple[int, int]] = []
    row: list[int] = []
    roles: list[Ints] = []
    for i, example in enumerate(batch):
        window = example.window
        for statement in example.gold.statements or ():
            first, last = (at - window.start for at in statement.cue)
            if first < 0 or last >= window.end - window.start:
                continue
            kinds[i, first : last + 1] = INNER if statement.inner else OUTER
            opens[i, first] = True
            if window.own_start <= first + window.start < window.own_end:
                states = np.zeros(width, np.int64)
                states[: window.end - window.start] = states_of(statement.roles[window.start : window.end])
                cues.append((first, last))
                row.append(i)
                roles.append(states)
    bounds = np.array(cues, dtype=np.int64).reshape(-1, 2)
    at = np.arange(width)[None, :]
    inside = ((at >= bounds[:, :1]) & (at <= bounds[:, 1:])).astype(np.float32)
    return Cues(
        tags=np.stack([states_of(k, o) for k, o in zip(kinds, opens, strict=True)]),
        row=np.array(row, dtype=np.int64),
        inside=inside / np.maximum(inside.sum(1, keepdims=True), 1),
        distance=bucket_distances(bounds, at),
        roles=np.stack(roles) if roles else np.zeros((0, width), np.int64),
    )


def stack_names(batch: Sequence[Example], width: int) -> Ints:
    """[windows, words] states of the names."""
    tags = np.zeros((len(batch), width), np.int64)
    for i, example in enumerate(batch):
        if example.gold.names is not None:
            part = example.gold.names[example.window.start : example.window.end]
            tags[i, : len(part)] = part
    return tags
