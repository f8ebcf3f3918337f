"""The cues of encoded windows, each with its roles; where an inner cue stands alone, a fainter one that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.inference.roles import CONTENT, Encoded, find_roles
from onrecord.inference.tagging import Floats, Tagged, best_paths, marginals, pad, shift, spans_of
from onrecord.inference.windows import Window

OUTER, INNER = 1, 2  # kinds of cue: inner ones stand inside the content of another statement
OPENING = [1, 4, 5, 8]  # states that open a cue, the first two an outer one
FAINT = 2.0  # added to outer cues in a window where an inner one stands alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """One cue with the spans around it, in words [start, end)."""

    cue: Tagged  # of kind OUTER or INNER
    parts: tuple[Tagged, ...]  # of kind SOURCE or CONTENT, in order
    cue_score: float  # mean probability that the words of the cue are a cue
    source_score: float  # mean probability of the chosen role over the words of the sources (1 where none)
    content_score: float

    def holds(self, cue: Tagged) -> bool:
        """Whether the cue stands inside the content."""
        return any(part.kind == CONTENT and part.start <= cue.start and cue.end <= part.end for part in self.parts)


Found = tuple[int, Candidate]  # with the number of its window


@dataclass(frozen=True, slots=True)
class Finder:
    """Cues and roles of windows that are read together."""

    roles: onnxruntime.InferenceSession
    moves: dict[str, Floats]
    encoded: Sequence[Encoded]
    windows: Sequence[Window]

    def find(self, lenience: float) -> list[Found]:
        """Candidates in words of the text. Each window answers for the cues that begin where it is its turn."""
        scores, lengths = pad([each.cues for each in self.encoded])
        chances = 1 - marginals(scores, lengths, self.moves["cues"])[:, :, 0]
        scores[:, :, OPENING] += lenience
        found = self._with_roles(self._cues(scores, lengths, range(len(scores))), chances)
        alone = dict(_find_orphans(found))
        if alone:
            rows = sorted(alone)
            scores[:, :, OPENING[:2]] += FAINT
            taken = {(row, w) for row, each in found for w in range(each.cue.start, each.cue.end)}
            faint = [
                (row, cue)
                for row, cue in self._cues(scores[rows], lengths[rows], rows)
                if cue.kind == OUTER and taken.isdisjoint((row, w) for w in range(cue.start, cue.end))
            ]
            found += [(row, each) for row, each in self._with_roles(faint, chances) if any(map(each.holds, alone[row]))]
        return [(row, _in_text(each, self.windows[row])) for row, each in found]

    def _cues(self, scores: Floats, lengths: NDArray[np.int64], rows: Sequence[int]) -> list[tuple[int, Tagged]]:
        paths = best_paths(scores, lengths, self.moves["cues"])
        return [(row, cue) for row, path in zip(rows, paths, strict=True) for cue in owned(self.windows[row], path)]

    def _with_roles(self, cues: Sequence[tuple[int, Tagged]], chances: Floats) -> list[Found]:
        around = find_roles(self.roles, self.moves["roles"], self.encoded, cues)
        return [
            (
                row,
                Candidate(
                    cue,
                    each.parts,
                    float(chances[row, cue.start : cue.end].mean()),
                    each.source_score,
                    each.content_score,
                ),
            )
            for (row, cue), each in zip(cues, around, strict=True)
        ]


def owned(window: Window, path: NDArray[np.int64]) -> list[Tagged]:
    """Spans of a window's path, in words of the window, that begin where it is the window's to answer."""
    return [s for s in spans_of(path) if window.own_start <= window.start + s.start < window.own_end]


def _find_orphans(found: Sequence[Found]) -> Iterator[tuple[int, list[Tagged]]]:
    """Inner cues that no content holds, by window."""
    for row, of_row in groupby(found, key=itemgetter(0)):
        candidates = [candidate for _, candidate in of_row]
        inner = [each.cue for each in candidates if each.cue.kind == INNER]
        alone = [cue for cue in inner if not any(each.holds(cue) for each in candidates)]
        if alone:
            yield row, alone


def _in_text(candidate: Candidate, window: Window) -> Candidate:
    parts = tuple(shift(part, window.start) for part in candidate.parts)
    return replace(candidate, cue=shift(candidate.cue, window.start), parts=parts)
