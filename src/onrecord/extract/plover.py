"""The PLOVER root of what one party does to another: a linear classifier over words and the event lexicon.

Trained by `python -m training.plover`; numpy only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.cast import number_sentences
from onrecord.extract.clauses import Verb, find_verb
from onrecord.extract.event_words import Trigger, base_of, find_triggers
from onrecord.extract.names import find_words
from onrecord.extract.outlook import Outlook, find_outlooks
from onrecord.extract.parties import Scene
from onrecord.extract.status import by_words
from onrecord.records import Span
from onrecord.text.layout import find_layout

ROOTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
WEIGHTS = "plover.npz"
_BEFORE, _AFTER, _OPENING = 6, 8, 4  # words looked at before both parties, after both, and first between them
_ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class Weights:
    column: dict[str, int]  # feature name to its row of `table`
    table: NDArray[np.float32]  # [features, 15]
    intercept: NDArray[np.float32]  # [15]


def classify(text: str, source: Sequence[Span], target: Sequence[Span]) -> str:
    """The root of ROOTS that `source` does to `target` in a sentence; either may be empty."""
    return ROOTS[int(np.argmax(score(find_features(text, source, target), load_weights())))]


def classify_by_lexicon(text: str, source: Sequence[Span], target: Sequence[Span]) -> str | None:
    """The root of the first words of the lexicon between the parties, else after them, else before."""
    layout = find_layout(text)
    words = find_words(layout)
    scene = Scene(layout, words, number_sentences(words), (), {})
    zones, _ = _zones(scene, _words_of(scene, source), _words_of(scene, target))
    return _pick_root(find_triggers(words, scene.sentence), zones)


def _pick_root(triggers: Sequence[Trigger], zones: str) -> str | None:
    best = min(triggers, key=lambda t: ("BRLTS".index(zones[t.start]), t.form == "noun", t.start), default=None)
    return best.entry.root if best else None


def score(features: Iterable[str], weights: Weights) -> NDArray[np.float32]:
    """[15], one score a root."""
    rows = sorted(weights.column[name] for name in features if name in weights.column)
    result: NDArray[np.float32] = weights.table[rows].sum(0) + weights.intercept
    return result


@cache
def load_weights() -> Weights:
    with resources.files(__package__).joinpath("lexicon", WEIGHTS).open("rb") as file, np.load(file) as arrays:
        names = arrays["names"].tobytes().decode().split("\n")
        return Weights(
            {name: row for row, name in enumerate(names)},
            arrays["table"].astype(np.float32),
            arrays["intercept"].astype(np.float32),
        )


def find_features(text: str, source: Sequence[Span], target: Sequence[Span]) -> set[str]:
    """Names of what stands between, before and after the two parties, and of what the lexicon alone would choose."""
    layout = find_layout(text)
    words = find_words(layout)
    scene = Scene(layout, words, number_sentences(words), (), {})
    zones, order = _zones(scene, _words_of(scene, source), _words_of(scene, target))
    stems = [_stem(base_of(key)) for key in scene.keys]
    features = {f"order={order}"}
    for zone in "BRLT":
        features |= _word_features(zone, [stem for stem, z in zip(stems, zones, strict=True) if z == zone])
    outlooks = find_outlooks(scene)
    triggers = find_triggers(words, scene.sentence)
    features.add(f"pick={_pick_root(triggers, zones)}")
    for trigger in triggers:
        features |= _trigger_features(scene, trigger, zones[trigger.start], outlooks[trigger.start])
    return features


def _words_of(scene: Scene, spans: Sequence[Span]) -> tuple[int, int] | None:
    if not spans:
        return None
    start, end = spans[0]
    inside = [i for i, word in enumerate(scene.words) if word.span.start < end and word.span.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _zones(scene: Scene, source: tuple[int, int] | None, target: tuple[int, int] | None) -> tuple[str, str]:
    """For each word S or T (a party), B between them, L before both, R after; and the order of the parties."""
    known = [party for party in (source, target) if party]
    first = min((start for start, _ in known), default=0)
    last = max((end for _, end in known), default=len(scene.words))
    zones = []
    for i in range(len(scene.words)):
        if source and source[0] <= i < source[1]:
            zones.append("S")
        elif target and target[0] <= i < target[1]:
            zones.append("T")
        else:
            zones.append("L" if i < first else "R" if i >= last else "B")
    if source and target:
        return "".join(zones), "ST" if source[0] < target[0] else "TS"
    return "".join(zones), "S" if source else "T"


def _word_features(zone: str, stems: Sequence[str]) -> set[str]:
    if zone == "R":
        stems = stems[:_AFTER]
    if zone == "L":
        stems = stems[-_BEFORE:]
    features = {f"{mark}:{stem}" for stem in stems for mark in (zone, "*")}
    if zone in "BR":
        features |= {f"{zone}:{a}_{b}" for a, b in pairwise(stems)}
    if zone == "B" and stems:
        features |= {f"first{i}:{stem}" for i, stem in enumerate(stems[:_OPENING])}
        features.add(f"last:{stems[-1]}")
    return features


def _trigger_features(scene: Scene, trigger: Trigger, zone: str, outlook: Outlook) -> set[str]:
    noun = trigger.form == "noun"
    verb = Verb(trigger.start, frozenset()) if noun else find_verb(scene, trigger.start, trigger.form)
    root, status = trigger.entry.root, by_words(scene, trigger, verb, outlook)
    features = {f"lex:{root}", f"lex{zone}:{root}", f"lex{zone}:{root}:{trigger.entry.mode}"}
    features |= {f"status{zone}:{status}", f"status{zone}:{root}:{status}"}
    return features | {f"passive{zone}"} if verb.passive else features


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
