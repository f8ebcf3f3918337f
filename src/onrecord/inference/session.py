"""The trained model: windows of text in, scored cues and the roles around each cue out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, spans_of
from onrecord.inference.windows import Ints, Window, Words, stack

PIECES_A_BATCH = 2048
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


def find_candidates(
    model: Model, windows: Sequence[tuple[int, Words, Window]], lenience: float
) -> Iterator[tuple[int, Candidate]]:
    """Candidates of windows of any texts, each with the number its window was given.

    `lenience` is added to the score of every cue: more of it finds more cues and more false ones.
    """
    for batch in _batches(windows):
        arrays = stack([(words, window) for _, words, window in batch], model.first_special, model.last_special)
        cues, token, as_cue = model.encoder.run(
            None, {"ids": arrays.ids, "features": arrays.features, "mask": arrays.mask, "first": arrays.first}
        )[:3]
        lengths = np.array([w.end - w.start for _, _, w in batch], np.int64)
        sure = 1 - marginals(cues, model.moves["cues"], lengths)[:, :, 0]
        cues[:, :, [1, 4]] += lenience  # the states that open a span
        rows, found = [], []
        for i, path in enumerate(best_paths(cues, model.moves["cues"], lengths)):
            window = batch[i][2]
            for cue in spans_of(path):
                if window.own_start <= window.start + cue.start < window.own_end:
                    rows.append(i)
                    found.append(cue)
        if not found:
            continue
        scores = _role_scores(model, token, as_cue, np.array(rows), found)
        of_row = lengths[rows]
        paths = best_paths(scores, model.moves["roles"], of_row)
        chances = marginals(scores, model.moves["roles"], of_row)
        for j, (i, cue) in enumerate(zip(rows, found, strict=True)):
            number, _, window = batch[i]
            parts = _with_one_source(spans_of(paths[j]), chances[j])
            yield (
                number,
                Candidate(
                    _shift(cue, window.start),
                    tuple(_shift(part, window.start) for part in parts),
                    float(sure[i, cue.start : cue.end].mean()),
                    _mean_chance(chances[j], [p for p in parts if p.kind == SOURCE]),
                    _mean_chance(chances[j], [p for p in parts if p.kind == CONTENT]),
                ),
            )


def _batches(
    windows: Sequence[tuple[int, Words, Window]],
) -> Iterator[list[tuple[int, Words, Window]]]:
    """Windows of about one length together."""
    batch: list[tuple[int, Words, Window]] = []
    for item in sorted(windows, key=lambda item: _pieces(item[1], item[2])):
        longest = _pieces(item[1], item[2]) + 2
        if batch and longest * (len(batch) + 1) > PIECES_A_BATCH:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _pieces(words: Words, window: Window) -> int:
    return int(words.first[window.end] - words.first[window.start])


def _role_scores(model: Model, token: Floats, as_cue: Floats, rows: Ints, found: list[Tagged]) -> Floats:
    cue = np.stack([as_cue[row, c.start : c.end].mean(0) for row, c in zip(rows, found, strict=True)])
    bounds = np.array([(c.start, c.end - 1) for c in found])
    distance = bucket_distances(bounds, token.shape[1])
    result: Floats = model.roles.run(None, {"token": token[rows], "cue": cue, "distance": distance})[0]
    return result


def bucket_distances(cue: NDArray[np.int64], words: int) -> Ints:
    """[cues, words] bucket of the distance of each word to each cue [cues, 2] (first and last word)."""
    at = np.arange(words)[None, :]
    first, last = cue[:, :1], cue[:, 1:]
    gap = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    buckets = np.searchsorted(np.array(DISTANCE_BOUNDS), gap, side="right")
    return np.where(gap == 0, len(DISTANCE_BOUNDS) + 1, buckets).astype(np.int64)


def _shift(tagged: Tagged, by: int) -> Tagged:
    return Tagged(tagged.kind, tagged.start + by, tagged.end + by)


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
