"""From the cues of encoded windows to the source and content around each, by the roles network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, pad, shift, spans_of
from onrecord.inference.windows import Ints

REACH = 96  # words to each side of a cue that can have a role; 84 of 19,831 statements reach further
# Words seen past the paragraph of a cue: as many as the convolutions join, so scores inside are as if all were seen.
MARGIN = 14
# bucket bounds of the distance in words from a cue; training uses the same
DISTANCE_BOUNDS = (-96, -48, -24, -12, -6, -3, -1, 0, 1, 2, 4, 7, 13, 25, 49, 97)
_BOUNDS = np.array(DISTANCE_BOUNDS)
SOURCE, CONTENT = 1, 2

View = tuple[int, int]  # words [start, end) of a window


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder read it."""

    paragraph: Ints  # [words] number of the paragraph, ascending
    cues: Floats  # [words, states] scores
    token: Floats  # [words, size] each word as such
    as_cue: Floats  # [words, size] each word as part of a cue
    names: Floats | None = None  # [words, states] scores; None where the weights know no names


@dataclass(frozen=True, slots=True)
class Roles:
    """What is around one cue."""

    parts: tuple[Tagged, ...]  # of kind SOURCE or CONTENT, in words of the window, in order
    source_score: float  # mean probability of the chosen role over the words of the sources (1 where none)
    content_score: float


@dataclass(frozen=True, slots=True)
class _Cue:
    window: Encoded
    number: int  # of the window
    span: Tagged  # in words of the window

    @property
    def paragraph(self) -> View:
        of_words = self.window.paragraph
        at = of_words[self.span.start]
        return int(np.searchsorted(of_words, at)), int(np.searchsorted(of_words, at, side="right"))

    def within(self, start: int, end: int) -> View:
        """Those words that the window has and a role can reach."""
        first, last = max(0, self.span.start - REACH), min(len(self.window.token), self.span.end + REACH)
        return max(first, start), min(last, end)


@dataclass(frozen=True, slots=True)
class _Scored:
    start: int  # the first word that was scored
    scores: Floats  # [words, states]
    spans: list[Tagged]  # on the best path, in words from `start`


def find_roles(
    network: onnxruntime.InferenceSession, moves: Floats, encoded: Sequence[Encoded], cues: Sequence[tuple[int, Tagged]]
) -> list[Roles]:
    """The roles around each cue (number of its window, words of the window), in the order of the cues.

    In 99 of 100 statements of PolNeAR every part is in the cue's paragraph. So a paragraph is scored first; only
    where a part reaches past it, all that is in reach.
    """
    if not cues:
        return []
    asked = [_Cue(encoded[i], i, span) for i, span in cues]
    paragraphs = [cue.paragraph for cue in asked]
    views = [cue.within(start - MARGIN, end + MARGIN) for cue, (start, end) in zip(asked, paragraphs, strict=True)]
    found = list(_score(network, moves, asked, views))
    further = [k for k, scored in enumerate(found) if _leaves(scored, paragraphs[k])]
    wide = [asked[k].within(0, len(asked[k].window.token)) for k in further]
    for k, scored in zip(further, _score(network, moves, [asked[k] for k in further], wide), strict=True):
        found[k] = scored
    chances = marginals(*pad([scored.scores for scored in found]), moves)
    return [_to_roles(scored, of_cue) for scored, of_cue in zip(found, chances, strict=True)]


def _leaves(scored: _Scored, paragraph: View) -> bool:
    return any(
        scored.start + span.start < paragraph[0] or scored.start + span.end > paragraph[1] for span in scored.spans
    )


def _score(
    network: onnxruntime.InferenceSession, moves: Floats, cues: Sequence[_Cue], views: Sequence[View]
) -> Iterator[_Scored]:
    """Cues of one window with one view are scored together, and with no others: the rounding of 8-bit numbers then
    does not depend on what else is read.
    """
    scores: list[Floats] = []
    pairs = zip(cues, views, strict=True)
    for (_, (start, end)), together in groupby(pairs, key=lambda pair: (pair[0].number, pair[1])):
        group = [cue for cue, _ in together]
        window = group[0].window
        spans = np.array([(cue.span.start, cue.span.end) for cue in group])
        inputs = {
            "token": np.repeat(window.token[None, start:end], len(group), axis=0),
            "cue": np.stack([window.as_cue[a:b].mean(0) for a, b in spans]),
            "distance": bucket_distances(spans - np.array([0, 1]), np.arange(start, end)[None]),
        }
        scores += list(network.run(None, inputs)[0])
    if scores:
        paths = best_paths(*pad(scores), moves)
        for (start, _), of_cue, path in zip(views, scores, paths, strict=True):
            yield _Scored(start, of_cue, spans_of(path))


def bucket_distances(cue: NDArray[np.int64], at: NDArray[np.int64]) -> Ints:
    """[cues, words] bucket of the distance of words `at` [cues or 1, words] to each cue [cues, 2] (first, last)."""
    first, last = cue[:, :1], cue[:, 1:]
    gap = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    return np.where(gap == 0, len(DISTANCE_BOUNDS) + 1, np.searchsorted(_BOUNDS, gap, side="right")).astype(np.int64)


def _to_roles(scored: _Scored, chances: Floats) -> Roles:
    spans = _with_one_source(scored.spans, chances)
    source, content = (_mean_chance(chances, [s for s in spans if s.kind == kind]) for kind in (SOURCE, CONTENT))
    return Roles(tuple(shift(span, scored.start) for span in spans), source, content)


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
