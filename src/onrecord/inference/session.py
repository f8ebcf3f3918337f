"""The trained model: windows of text in, scored cues and the roles around each cue out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, spans_of
from onrecord.inference.windows import Ints, Window, Words, stack

WINDOWS_A_BATCH = 16
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
    window: Window
    chances: Floats  # [words of the window] probability that the word is part of a cue
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
    lengths = np.array([len(cues) for cues, _, _ in encoded], np.int64)
    cues = _pad([cues for cues, _, _ in encoded])
    chances = 1 - marginals(cues, model.moves["cues"], lengths)[:, :, 0]
    cues[:, :, [1, 4]] += lenience  # the states that open a span
    for i, path in enumerate(best_paths(cues, model.moves["cues"], lengths)):
        number, _, window = windows[i]
        found = [c for c in spans_of(path) if window.own_start <= window.start + c.start < window.own_end]
        candidates = _find_roles(model, encoded[i][1], encoded[i][2], found, chances[i]) if found else []
        yield Reading(number, window, chances[i, : lengths[i]], tuple(_shift(c, window.start) for c in candidates))


def _encode(model: Model, words: Words, window: Window) -> tuple[Floats, Floats, Floats]:
    """Scores of cue states [words, states] and the vectors of each word as such and as part of a cue [words, size]."""
    arrays = stack([(words, window)], model.first_special, model.last_special)
    inputs = {"ids": arrays.ids, "features": arrays.features, "first": arrays.first}
    cues, token, as_cue = model.encoder.run(None, inputs)[:3]
    return cues[0], token[0], as_cue[0]


def _pad(rows: Sequence[Floats]) -> Floats:
    padded = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), np.float32)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded


def _find_roles(
    model: Model, token: Floats, as_cue: Floats, cues: Sequence[Tagged], chances: Floats
) -> list[Candidate]:
    """The spans around each cue of one window, in words of the window."""
    scores = _role_scores(model, token, as_cue, cues)
    lengths = np.full(len(cues), len(token), np.int64)
    paths = best_paths(scores, model.moves["roles"], lengths)
    sure = marginals(scores, model.moves["roles"], lengths)
    found = []
    for j, cue in enumerate(cues):
        parts = _with_one_source(spans_of(paths[j]), sure[j])
        found.append(
            Candidate(
                cue,
                tuple(parts),
                float(chances[cue.start : cue.end].mean()),
                _mean_chance(sure[j], [p for p in parts if p.kind == SOURCE]),
                _mean_chance(sure[j], [p for p in parts if p.kind == CONTENT]),
            )
        )
    return found


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


def _shift(candidate: Candidate, by: int) -> Candidate:
    """In words of the text instead of the window."""
    cue, *parts = (Tagged(p.kind, p.start + by, p.end + by) for p in (candidate.cue, *candidate.parts))
    return replace(candidate, cue=cue, parts=tuple(parts))


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
