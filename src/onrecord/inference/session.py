"""The trained model: texts in, scored cues, the roles around each cue and names out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.inference.cues import Candidate, Finder, owned
from onrecord.inference.roles import Encoded
from onrecord.inference.tagging import Floats, Tagged, best_paths, pad, shift
from onrecord.inference.windows import Window, Words, find_windows, stack

WINDOWS_A_BATCH = 128  # whose words are tagged together; 32 cost a tenth more of the time beside the encoder
SLOW_FUSIONS = ["SkipLayerNormFusion"]  # one operation that takes four times as long as the two that it replaces
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
        return onnxruntime.InferenceSession(
            str(folder / name), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )

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
    """What the model finds in each text. Every word is read once, in one window."""
    windows = [(i, words, window) for i, words in enumerate(texts) for window in find_windows(words)]
    candidates: list[list[Candidate]] = [[] for _ in texts]
    names: list[list[Named]] = [[] for _ in texts]
    for at in range(0, len(windows), WINDOWS_A_BATCH):
        batch = windows[at : at + WINDOWS_A_BATCH]
        encoded = [_encode(model, words, window) for _, words, window in batch]
        owners = [i for i, _, _ in batch]
        cut = [window for _, _, window in batch]
        for row, candidate in Finder(model.roles, model.moves, encoded, cut).find(model.tuning.lenience):
            candidates[owners[row]].append(candidate)
        for row, name in _find_names(model, encoded, cut):
            names[owners[row]].append(name)
    return [Reading(tuple(c), tuple(n)) for c, n in zip(candidates, names, strict=True)]


def _find_names(model: Model, encoded: Sequence[Encoded], windows: Sequence[Window]) -> Iterator[tuple[int, Named]]:
    """With the number of their window."""
    found = [each.names for each in encoded if each.names is not None]
    if len(found) < len(encoded):
        return
    paths = best_paths(*pad(found), model.moves["names"])
    for row, window in enumerate(windows):
        shares = _shares(found[row])
        for span in owned(window, paths[row]):
            share = float(shares[span.start : span.end, span.kind - 1].sum()) / (span.end - span.start)
            yield row, Named(shift(span, window.start), share)


def _shares(scores: Floats) -> Floats:
    """[words, kinds] share of each kind, each word by itself: a third of the price of true marginals."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    kinds: Floats = odds[:, 1:].reshape(len(odds), -1, 4).sum(2) / odds.sum(1, keepdims=True)
    return kinds


def _encode(model: Model, words: Words, window: Window) -> Encoded:
    arrays = stack([(words, window)], model.first_special, model.last_special)
    inputs = {"ids": arrays.ids, "features": arrays.features, "first": arrays.first}
    paragraph = words.paragraph[window.start : window.end]
    return Encoded(paragraph, *(output[0] for output in model.encoder.run(None, inputs)))
