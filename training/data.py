"""Gold articles as word labels: PolNeAR statements and, for names, mentions."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.inference.session import NAMES
from onrecord.inference.windows import Ints, Window, Words, find_windows, split_words
from onrecord.text.layout import find_layout
from training.written import iter_written

NAME_KINDS = {"Facility": "Misc", "Product": "Misc"}  # too few of each to tell apart; left out, they became the others


@dataclass(frozen=True)
class Statement:
    """Words of one gold statement: the cue as [first, last], the kind of every word (1 source, 2 content)."""

    cue: tuple[int, int]
    roles: NDArray[np.int8]  # [words]
    inner: bool  # whether the cue stands inside the content of another statement


@dataclass(frozen=True)
class Gold:
    """An article with what is known of it: its statements, its names, or neither (a teacher reads it)."""

    words: Words
    statements: tuple[Statement, ...] | None
    names: Ints | None  # [words] tagger states


@dataclass(frozen=True)
class Example:
    gold: Gold
    window: Window


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a .jsonl or .jsonl.gz file; of a folder, the articles that were written for training."""
    if path.is_dir():
        yield from iter_written(path)
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "judgement" not in row:  # what people said across articles, in an export of corrections, is no text
                yield row


def marked(words: Words, spans: Iterable[list[int]]) -> NDArray[np.bool_]:
    """Words that share a character with a span; punctuation only between two such words of one paragraph."""
    inside = np.zeros(len(words), dtype=bool)
    for start, end in spans:
        a, b = np.searchsorted(words.end, start, side="right"), np.searchsorted(words.start, end)
        inside[a:b] = words.is_word[a:b]
    at = np.flatnonzero(inside)
    real = np.flatnonzero(words.is_word)
    order = np.searchsorted(real, at)
    for i in np.flatnonzero(np.diff(order) == 1):
        if words.paragraph[at[i]] == words.paragraph[at[i + 1]]:
            inside[at[i] : at[i + 1]] = True
    return inside


def states_of(kinds: NDArray[np.int8], breaks: NDArray[np.bool_] | None = None) -> Ints:
    """[words] tagger states of words marked with 0 (none) or a kind; neighbours of one kind are one span."""
    n = len(kinds)
    same = np.zeros(n + 1, dtype=bool)
    same[1:n] = (kinds[1:] == kinds[:-1]) & (kinds[1:] > 0)
    if breaks is not None:
        same[:n] &= ~breaks
    before, after = same[:n], same[1:]
    place = np.where(before, np.where(after, 1, 2), np.where(after, 0, 3))
    return np.where(kinds > 0, 1 + 4 * (kinds.astype(np.int64) - 1) + place, 0)


def read_statements(text: str, rows: list[dict[str, Any]], tokenizer: Tokenizer) -> Gold:
    words = split_words(find_layout(text), tokenizer)
    contents = [marked(words, row["content"]) for row in rows]
    statements = []
    for row, content in zip(rows, contents, strict=True):
        cue = np.flatnonzero(marked(words, row["cue"]))
        if not len(cue) or not row["content"]:
            continue
        roles = np.zeros(len(words), dtype=np.int8)
        roles[content] = 2
        roles[marked(words, row["source"])] = 1
        inner = any(other[cue].all() for other in contents if other is not content)
        statements.append(Statement((int(cue[0]), int(cue[-1])), roles, inner))
    return Gold(words, tuple(statements), None)


def read_attribution(path: Path, tokenizer: Tokenizer) -> list[Gold]:
    """Every annotator's version is an article of its own. Articles that are held out (`split`) are left out."""
    golds = []
    for doc in read_lines(path):
        if doc.get("split") == "held":
            continue
        versions = [doc["statements"], *(doc.get("other_annotators") or [])]
        golds += [read_statements(doc["text"], rows, tokenizer) for rows in versions]
    return golds


def read_names(path: Path, tokenizer: Tokenizer) -> list[Gold]:
    golds = []
    for doc in read_lines(path):
        words = split_words(find_layout(doc["text"]), tokenizer)
        kinds = np.zeros(len(words), dtype=np.int8)
        breaks = np.zeros(len(words), dtype=bool)
        for mention in doc["mentions"]:
            kind = NAME_KINDS.get(mention["type"], mention["type"])
            if kind in NAMES:
                a = np.searchsorted(words.end, mention["start"], side="right")
                b = np.searchsorted(words.start, mention["end"])
                kinds[a:b] = 1 + NAMES.index(kind)
                breaks[a:b][:1] = True
        golds.append(Gold(words, None, states_of(kinds, breaks)))
    return golds


def read_texts(path: Path, tokenizer: Tokenizer, most: int) -> list[Gold]:
    """The first articles of a file without labels."""
    return [
        Gold(split_words(find_layout(doc["text"]), tokenizer), None, None) for doc in islice(read_lines(path), most)
    ]


def windows_of(golds: Iterable[Gold], random: np.random.Generator | None) -> list[Example]:
    """Windows of all articles; `random` varies what each may own, so that no epoch sees the same cuts."""
    examples = []
    for gold in golds:
        budget = (lambda: int(random.integers(224, 321))) if random is not None else (lambda: 320)
        examples += [Example(gold, window) for window in find_windows(gold.words, budget)]
    return examples
