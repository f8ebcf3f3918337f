"""Statements inside statements, which PolNeAR leaves out: python -m training.nested MODEL GOLD.jsonl.gz -o OUT.jsonl.gz

PolNeAR's annotation is flat: of statements that hold others only the outermost stands in it. A model that was trained
on it passes over the inner ones, but finds them where a content is given to it as a text of its own. MODEL, trained on
the flat annotation, reads every gold content so, to the third level; what it finds joins the gold statements in OUT,
and a model trained on that sees statements of all depths in one pass.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.inference.cues import Candidate
from onrecord.inference.roles import CONTENT, SOURCE
from onrecord.inference.session import Model, open_model, read_texts
from onrecord.inference.tagging import Tagged
from onrecord.inference.windows import Words, split_words
from onrecord.text.layout import find_layout
from training.data import marked, read_lines

MIN_WORDS = 4  # a content shorter than this is not read
MAX_DEPTH = 3
MIN_SCORE = 0.45  # of cue times content: of those less sure most are not statements

Row = dict[str, Any]
Piece = tuple[int, int]  # words [start, end)


def find_inside(model: Model, text: str, statements: Sequence[Row]) -> list[Row]:
    """Statements inside the contents of the given ones, at all depths, with spans of characters."""
    words = split_words(find_layout(text), model.tokenizer)
    taken = np.zeros(len(words), dtype=bool)
    for row in statements:
        taken |= marked(words, row["cue"])
    found: list[Row] = []
    front = [piece for row in statements for piece in _runs(marked(words, row["content"]))]
    for _ in range(MAX_DEPTH):
        inside = []
        for start, end in front:
            for candidate in _read_alone(model, words, start, end):
                cue = slice(start + candidate.cue.start, start + candidate.cue.end)
                contents = [part for part in candidate.parts if part.kind == CONTENT]
                if taken[cue].any() or not contents or candidate.cue_score * candidate.content_score < MIN_SCORE:
                    continue
                taken[cue] = True
                found.append(_as_row(words, start, candidate))
                inside += [(start + part.start, start + part.end) for part in contents]
        front = inside
    return found


def _runs(inside: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Piece]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _read_alone(model: Model, words: Words, start: int, end: int) -> tuple[Candidate, ...]:
    """The words as a text of one paragraph, the marks of the quotation around them forgotten."""
    if end - start < MIN_WORDS:
        return ()
    first = words.first[start : end + 1]
    features = words.features[start:end].copy()
    features[:, 2] = 0
    features[0, 1] = 1
    alone = Words(
        words.ids[first[0] : first[-1]],
        first - first[0],
        words.start[start:end],
        words.end[start:end],
        features,
        words.paragraph[start:end],
        words.is_word[start:end],
    )
    (reading,) = read_texts(model, [alone])
    return reading.candidates


def _as_row(words: Words, start: int, candidate: Candidate) -> Row:
    def spans(parts: Sequence[Tagged]) -> list[list[int]]:
        return [[int(words.start[start + p.start]), int(words.end[start + p.end - 1])] for p in parts]

    return {
        "source": spans([part for part in candidate.parts if part.kind == SOURCE]),
        "cue": spans([candidate.cue]),
        "content": spans([part for part in candidate.parts if part.kind == CONTENT]),
    }


def add_nested(folder: Path, gold: Path, output: Path) -> None:
    model = open_model(folder)
    added = total = 0
    with gzip.open(output, "wt", encoding="utf-8") as out:
        for doc in read_lines(gold):
            versions = [doc["statements"], *(doc.get("other_annotators") or [])]
            full = [[*rows, *find_inside(model, doc["text"], rows)] for rows in versions]
            added += sum(map(len, full)) - sum(map(len, versions))
            total += sum(map(len, versions))
            out.write(json.dumps(doc | {"statements": full[0], "other_annotators": full[1:]}) + "\n")
    print(f"{added} statements found inside the contents of {total}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder of an exported model")
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    add_nested(args.model, args.gold, args.output)


if __name__ == "__main__":
    main()
