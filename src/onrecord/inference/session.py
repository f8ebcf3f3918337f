"""The trained model: texts in, scored cues, the roles around each cue and names out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, shift, spans_of
from onrecord.inference.windows import Ints, Window, Words, find_windows, stack

WINDOWS_A_BATCH = 16
REACH = 96  # words to each side of a cue that can have a role; 84 of 19,831 statements reach further
# bucket bounds of the distance in words from a cue; training uses the same
DISTANCE_BOUNDS = (-96, -48, -24, -12, -6, -3, -1, 0, 1, 2, 4, 7, 13, 25, 49, 97)
_BOUNDS = np.array(DISTANCE_BOUNDS)
OUTER, INNER = 1, 2  # kinds of cue: inner ones stand inside the content of another statement
SOURCE, CONTENT = 1, 2  # kinds of role
OPENING = [1, 4, 5, 8]  # states that open an outer cue, an inner cue
FAINT = 2.0  # added to outer cues where an inner one stands alone
NAMES = ("Person", "Organization", "Location", "NORP", "Misc")  # NORP: nationalities, religious or political groups


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was chosen for these weights on development data, and ships with them."""

    lenience: float = 0.0  # added to the score of every cue: more of it finds more cues and more false ones
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
class Named:
    """A name in words [start, end) of the text; its kind is a place in NAMES, counted from 1."""

    span: Tagged
    score: float  # mean probability of the kind over its words


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model read it."""

    candidates: tuple[Candidate, ...]
    names: tuple[Named, ...]


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
        Tuning(tuning["lenience"], tuple(tuning["calibration"])),
        _number_of(tokenizer, "[CLS]"),
        _number_of(tokenizer, "[SEP]"),
    )


def _number_of(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ModelError(f"the tokenizer has no {piece}: these weights are not onrecord's")
    return number


def read_texts(model: Model, texts: Sequence[Words]) -> list[Reading]:
    """What the model finds in each text. Every word is read once, with a little of the text around its window."""
    windows = [(i, words, window) for i, words in enumerate(texts) for window in find_windows(words)]
    candidates: list[list[Candidate]] = [[] for _ in texts]
    names: list[list[Named]] = [[] for _ in texts]
    for at in range(0, len(windows), WINDOWS_A_BATCH):
        batch = windows[at : at + WINDOWS_A_BATCH]
        encoded = [_encode(model, words, window) for _, words, window in batch]
        owners = [(i, window) for i, _, window in batch]
        for i, candidate in _find_candidates(model, encoded, owners):
            candidates[i].append(candidate)
        for i, name in _find_names(model, encoded, owners):
            names[i].append(name)
    return [Reading(tuple(c), tuple(n)) for c, n in zip(candidates, names, strict=True)]


def _find_candidates(
    model: Model, encoded: Sequence[_Encoded], owners: Sequence[tuple[int, Window]]
) -> Iterator[tuple[int, Candidate]]:
    """With the number of their text, in its order."""
    lengths = np.array([len(each.cues) for each in encoded], np.int64)
    scores = _pad([each.cues for each in encoded])
    chances = 1 - marginals(scores, model.moves["cues"], lengths)[:, :, 0]
    scores[:, :, OPENING] += model.tuning.lenience
    cues = _find_cues(model, scores, lengths, owners)
    found = list(_with_roles(model, encoded, cues, chances))
    alone = _find_orphans(found)
    if alone:
        rows = sorted(alone)
        scores[:, :, OPENING[:2]] += FAINT
        seen = {(row, w) for row, cue in cues for w in range(cue.start, cue.end)}
        faint = [
            (rows[i], cue)
            for i, cue in _find_cues(model, scores[rows], lengths[rows], [owners[row] for row in rows])
            if cue.kind == OUTER and not any((rows[i], w) in seen for w in range(cue.start, cue.end))
        ]
        found += [
            (row, candidate)
            for row, candidate in _with_roles(model, encoded, faint, chances)
            if any(_covers(candidate, orphan) for orphan in alone[row])
        ]
    for row, candidate in found:
        number, window = owners[row]
        at = window.start
        parts = tuple(shift(part, at) for part in candidate.parts)
        yield number, replace(candidate, cue=shift(candidate.cue, at), parts=parts)


def _find_cues(
    model: Model, scores: Floats, lengths: NDArray[np.int64], owners: Sequence[tuple[int, Window]]
) -> list[tuple[int, Tagged]]:
    """Cues with the row of their window, those that it owns."""
    paths = best_paths(scores, model.moves["cues"], lengths)
    return [(row, cue) for row, (_, window) in enumerate(owners) for cue in _owned(window, spans_of(paths[row]))]


def _with_roles(
    model: Model, encoded: Sequence[_Encoded], cues: Sequence[tuple[int, Tagged]], chances: Floats
) -> Iterator[tuple[int, Candidate]]:
    """Each cue with the spans around it, in words of its window."""
    for (row, cue), parts, sure in zip(cues, *_find_roles(model, encoded, cues), strict=True):
        yield row, Candidate(cue, tuple(parts), float(chances[row, cue.start : cue.end].mean()), *sure)


def _find_orphans(found: Sequence[tuple[int, Candidate]]) -> dict[int, list[Tagged]]:
    """Inner cues that no content holds, by window."""
    alone: dict[int, list[Tagged]] = {}
    for row, of_row in groupby(found, key=itemgetter(0)):
        candidates = [candidate for _, candidate in of_row]
        for inner in candidates:
            if inner.cue.kind == INNER and not any(_covers(outer, inner.cue) for outer in candidates):
                alone.setdefault(row, []).append(inner.cue)
    return alone


def _covers(outer: Candidate, cue: Tagged) -> bool:
    return any(part.kind == CONTENT and part.start <= cue.start and cue.end <= part.end for part in outer.parts)


def _find_names(
    model: Model, encoded: Sequence[_Encoded], owners: Sequence[tuple[int, Window]]
) -> Iterator[tuple[int, Named]]:
    """With the number of their text, in its order."""
    found = [each.names for each in encoded if each.names is not None]
    if len(found) < len(encoded):
        return
    lengths = np.array([len(each) for each in found], np.int64)
    paths = best_paths(_pad(found), model.moves["names"], lengths)
    for row, (number, window) in enumerate(owners):
        for span in _owned(window, spans_of(paths[row])):
            yield number, Named(shift(span, window.start), _mean_share(found[row], span))


def _mean_share(scores: Floats, span: Tagged) -> float:
    """Mean share of the span's kind in its words, each word by itself: a third of the price of true marginals."""
    odds = np.exp(scores[span.start : span.end] - scores[span.start : span.end].max(1, keepdims=True))
    return float((odds[:, 4 * span.kind - 3 : 4 * span.kind + 1].sum(1) / odds.sum(1)).mean())


def _owned(window: Window, spans: Sequence[Tagged]) -> list[Tagged]:
    """Spans, counted in words of the window, that begin where it is the window's to answer."""
    return [span for span in spans if window.own_start <= window.start + span.start < window.own_end]


def _find_roles(
    model: Model, encoded: Sequence[_Encoded], cues: Sequence[tuple[int, Tagged]]
) -> tuple[list[list[Tagged]], list[tuple[float, float]]]:
    """For each cue (window, span) the spans around it, in words of the window, and how sure source and content are."""
    if not cues:
        return [], []
    scores: list[Floats] = []
    reach: list[int] = []
    for i, of_window in groupby(cues, key=itemgetter(0)):
        starts, of_cues = _role_scores(model, encoded[i], [cue for _, cue in of_window])
        scores += list(of_cues)
        reach += starts
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
    names: Floats | None = None  # [words, states] scores; None where the weights know no names


def _encode(model: Model, words: Words, window: Window) -> _Encoded:
    arrays = stack([(words, window)], model.first_special, model.last_special)
    inputs = {"ids": arrays.ids, "features": arrays.features, "first": arrays.first}
    return _Encoded(*(output[0] for output in model.encoder.run(None, inputs)))


def _pad(rows: Sequence[Floats]) -> Floats:
    padded = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), np.float32)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded


def _role_scores(model: Model, encoded: _Encoded, cues: Sequence[Tagged]) -> tuple[list[int], Floats]:
    """For the cues of one window the first word that each reaches, and scores [cues, words in reach, states]."""
    words = len(encoded.token)
    width = min(words, 2 * REACH + 1)
    starts = [min(max(0, c.start - REACH), words - width) for c in cues]
    cue = np.stack([encoded.as_cue[c.start : c.end].mean(0) for c in cues])
    near = np.array(starts)[:, None] + np.arange(width)
    distance = bucket_distances(np.array([(c.start, c.end - 1) for c in cues]), near)
    inputs = {"token": encoded.token[near], "cue": cue, "distance": distance}
    return starts, model.roles.run(None, inputs)[0]


def bucket_distances(cue: NDArray[np.int64], at: NDArray[np.int64]) -> Ints:
    """[cues, words] bucket of the distance of words `at` [cues or 1, words] to each cue [cues, 2]."""
    first, last = cue[:, :1], cue[:, 1:]
    gap = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    return np.where(gap == 0, len(DISTANCE_BOUNDS) + 1, np.searchsorted(_BOUNDS, gap, side="right")).astype(np.int64)


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
