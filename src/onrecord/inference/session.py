"""The trained model: windows of text in, scored cues and the roles around each cue out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, shift, spans_of
from onrecord.inference.windows import Ints, Window, Words, stack

WINDOWS_A_BATCH = 16
REACH = 160  # words to each side of a window's cues that can have a role; 12 of 19,868 statements reach further
# bucket bounds of the distance in words from a cue; training uses the same
DISTANCE_BOUNDS = (-96, -48, -24, -12, -6, -3, -1, 0, 1, 2, 4, 7, 13, 25, 49, 97)
SOURCE, CONTENT = 1, 2


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was chosen for these weights on development data, and ships with them."""

    lenience: float = 0.0  # added to the score of every cue in running text
    nested_lenience: float = 0.0  # the same inside the content of another statement
    calibration: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 0.0)
    """A logistic model of "a person agrees": intercept, and weights of the log odds of cue, source, content."""


@dataclass(frozen=True, slots=True)
class Model:
    tokenizer: Tokenizer
    encoder: onnxruntime.InferenceSession
    roles: onnxruntime.InferenceSession
    moves: dict[str, Floats]  # transition scores of each tagger
    tuning: Tuning
    first_special: int
    last_special: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One cue of a text with the spans around it, in words [start, end) of the text."""

    cue: Tagged
    parts: tuple[Tagged, ...]  # of kind SOURCE or CONTENT, in order
    cue_score: float  # mean probability that the words of the cue are a cue
    source_score: float  # mean probability of the chosen role over the words of the sources (1 where none)
    content_score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One window as the model read it."""

    number: int  # that the window was given
    candidates: tuple[Candidate, ...]  # of cues that the window owns


def open_model(folder: Path) -> Model:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the runner uses a process a core
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tagger = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    tuning = tagger["tuning"]

    def session(name: str) -> onnxruntime.InferenceSession:
        return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

    return Model(
        tokenizer,
        session("encoder.onnx"),
        session("roles.onnx"),
        {name: np.array(table, np.float32) for name, table in tagger["moves"].items()},
        Tuning(tuning["lenience"], tuning["nested_lenience"], tuple(tuning["calibration"])),
        _number_of(tokenizer, "[CLS]"),
        _number_of(tokenizer, "[SEP]"),
    )


def _number_of(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ModelError(f"the tokenizer has no {piece}: these weights are not onrecord's")
    return number


def read_windows(model: Model, windows: Sequence[tuple[int, Words, Window]], lenience: float) -> Iterator[Reading]:
    """What the model finds in windows of any texts, in order.

    `lenience` is added to the score of every cue: more of it finds more cues and more false ones.
    """
    for at in range(0, len(windows), WINDOWS_A_BATCH):
        yield from _read_batch(model, windows[at : at + WINDOWS_A_BATCH], lenience)


def _read_batch(model: Model, windows: Sequence[tuple[int, Words, Window]], lenience: float) -> Iterator[Reading]:
    """The encoder reads one window after another; the paths of all are found together."""
    encoded = [_encode(model, words, window) for _, words, window in windows]
    lengths = np.array([len(each.cues) for each in encoded], np.int64)
    scores = _pad([each.cues for each in encoded])
    chances = 1 - marginals(scores, model.moves["cues"], lengths)[:, :, 0]
    scores[:, :, [1, 4]] += lenience  # the states that open a span
    paths = best_paths(scores, model.moves["cues"], lengths)
    cues = [
        (i, cue)
        for i, (_, _, window) in enumerate(windows)
        for cue in spans_of(paths[i])
        if window.own_start <= window.start + cue.start < window.own_end
    ]
    candidates: list[list[Candidate]] = [[] for _ in windows]
    for (i, cue), parts, sure in zip(cues, *_find_roles(model, encoded, cues), strict=True):
        start = windows[i][2].start
        candidates[i].append(
            Candidate(
                shift(cue, start),
                tuple(shift(part, start) for part in parts),
                float(chances[i, cue.start : cue.end].mean()),
                *sure,
            )
        )
    for i, (number, _, _) in enumerate(windows):
        yield Reading(number, tuple(candidates[i]))


def _find_roles(
    model: Model, encoded: Sequence[_Encoded], cues: Sequence[tuple[int, Tagged]]
) -> tuple[list[list[Tagged]], list[tuple[float, float]]]:
    """For each cue (window, span) the spans around it, in words of the window, and how sure source and content are."""
    if not cues:
        return [], []
    scores: list[Floats] = []
    reach = []
    for i, of_window in groupby(cues, key=itemgetter(0)):
        each, near = encoded[i], [cue for _, cue in of_window]
        start = max(0, near[0].start - REACH)
        end = min(len(each.token), near[-1].end + REACH)
        moved = [shift(cue, -start) for cue in near]
        scores += list(_role_scores(model, each.token[start:end], each.as_cue[start:end], moved))
        reach += [start] * len(near)
    lengths = np.array([len(each) for each in scores], np.int64)
    padded = _pad(scores)
    paths = best_paths(padded, model.moves["roles"], lengths)
    chances = marginals(padded, model.moves["roles"], lengths)
    parts, sure = [], []
    for path, of_row, start in zip(paths, chances, reach, strict=True):
        spans = _with_one_source(spans_of(path), of_row)
        kinds = ([span for span in spans if span.kind == kind] for kind in (SOURCE, CONTENT))
        source, content = (_mean_chance(of_row, of_kind) for of_kind in kinds)
        parts.append([shift(span, start) for span in spans])
        sure.append((source, content))
    return parts, sure


@dataclass(frozen=True, slots=True)
class _Encoded:
    cues: Floats  # [words, states] scores
    token: Floats  # [words, size] each word as such
    as_cue: Floats  # [words, size] each word as part of a cue


def _encode(model: Model, words: Words, window: Window) -> _Encoded:
    arrays = stack([(words, window)], model.first_special, model.last_special)
    inputs = {"ids": arrays.ids, "features": arrays.features, "first": arrays.first}
    return _Encoded(*(output[0] for output in model.encoder.run(None, inputs)[:3]))


def _pad(rows: Sequence[Floats]) -> Floats:
    padded = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), np.float32)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded


def _role_scores(model: Model, token: Floats, as_cue: Floats, cues: Sequence[Tagged]) -> Floats:
    """[cues, words, states] for the cues of one window."""
    cue = np.stack([as_cue[c.start : c.end].mean(0) for c in cues])
    distance = bucket_distances(np.array([(c.start, c.end - 1) for c in cues]), len(token))
    repeated = np.broadcast_to(token, (len(cues), *token.shape))
    result: Floats = model.roles.run(None, {"token": repeated, "cue": cue, "distance": distance})[0]
    return result


def bucket_distances(cue: NDArray[np.int64], words: int) -> Ints:
    """[cues, words] bucket of the distance of each word to each cue [cues, 2] (first and last word)."""
    at = np.arange(words)[None, :]
    first, last = cue[:, :1], cue[:, 1:]
    gap = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    buckets = np.searchsorted(np.array(DISTANCE_BOUNDS), gap, side="right")
    return np.where(gap == 0, len(DISTANCE_BOUNDS) + 1, buckets).astype(np.int64)


def _with_one_source(parts: list[Tagged], chances: Floats) -> list[Tagged]:
    """Of several sources the surest: in PolNeAR 9 of 19,868 statements have a source in pieces."""
    sources = [part for part in parts if part.kind == SOURCE]
    if len(sources) < 2:
        return parts
    best = max(sources, key=lambda part: _mean_chance(chances, [part]))
    return [part for part in parts if part.kind != SOURCE or part is best]


def _mean_chance(chances: Floats, parts: list[Tagged]) -> float:
    """Mean probability of the parts' kind over their words."""
    if not parts:
        return 1.0
    of_kind = [chances[p.start : p.end, 4 * p.kind - 3 : 4 * p.kind + 1].sum(1) for p in parts]
    return float(np.concatenate(of_kind).mean())
