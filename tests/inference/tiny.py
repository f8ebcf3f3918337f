"""A tokenizer whose vocabulary fits on a page, and a model that follows rules written down in a test."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.inference.roles import CONTENT, SOURCE
from onrecord.inference.session import NAMES, Model, Tuning
from onrecord.inference.tagging import Floats

FIRST_SPECIAL, LAST_SPECIAL = 2, 3
WHOLE_WORDS = """
    the ferry was late said told denied that no yes osk velt renn according to harbour open shut it and we
    ##s ##ed ##ing
""".split()


def make_tokenizer() -> Tokenizer:
    letters = string.ascii_lowercase + string.digits
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WHOLE_WORDS, *letters, *(f"##{c}" for c in letters)]
    vocabulary = {piece: i for i, piece in enumerate([*pieces, *string.punctuation])}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106 - a piece of text, no secret
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def number_of(word: str, tokenizer: Tokenizer) -> int:
    number = tokenizer.token_to_id(word)
    assert number is not None, f"{word} is no whole word of the tiny vocabulary"
    return number


@dataclass(frozen=True)
class Rule:
    """What the model makes of a cue: which words around it are its source and content."""

    source: str = ""
    content: str = ""
    score: float = 8.0  # for the cue, against 0 for none
    inner: bool = False  # a cue inside the content of another statement


class _Encoder:
    def __init__(self, rules: Mapping[int, Rule], names: Mapping[int, int]) -> None:
        self.rules, self.names = rules, names
        self.batches: list[tuple[int, int]] = []

    def run(self, names: None, feed: Mapping[str, Any]) -> list[Floats]:
        self.batches.append(feed["ids"].shape)
        first = np.take_along_axis(feed["ids"], feed["first"], 1)
        cues = np.zeros((*first.shape, 9), np.float32)
        cues[:, :, 1:] = -20
        for word, rule in self.rules.items():
            cues[first == word, 8 if rule.inner else 4] = rule.score
        token = first[:, :, None].astype(np.float32)
        if not self.names:
            return [cues, token, token]
        named = np.zeros((*first.shape, 1 + 4 * len(NAMES)), np.float32)
        named[:, :, 1:] = -8
        for word, kind in self.names.items():
            named[first == word, 4 * kind] = 8
        return [cues, token, token, named]


class _Roles:
    def __init__(self, rules: Mapping[int, Rule], tokenizer: Tokenizer) -> None:
        self.rules = rules
        self.tokenizer = tokenizer

    def run(self, names: None, feed: Mapping[str, Any]) -> list[Floats]:
        scores = np.zeros((*feed["token"].shape[:2], 9), np.float32)
        scores[:, :, 1:] = -20
        for row, cue in zip(range(len(scores)), feed["cue"][:, 0], strict=True):
            rule = self.rules[int(cue)]
            for kind, words in ((SOURCE, rule.source), (CONTENT, rule.content)):
                wanted = [number_of(word, self.tokenizer) for word in words.split()]
                there = np.isin(feed["token"][row, :, 0], wanted)
                scores[row, there, 4 * kind - 3 : 4 * kind + 1] = 8
        return [scores]


def make_model(
    tuning: Tuning = Tuning(),  # noqa: B008 - frozen
    names: Mapping[str, int] = MappingProxyType({}),
    **rules: Rule,
) -> Model:
    """A model for which the words that are given are cues, or names of a kind. Neighbours of one role are one span."""
    tokenizer = make_tokenizer()
    numbered = {number_of(word, tokenizer): rule for word, rule in rules.items()}
    moves = {
        name: np.zeros((1 + 4 * kinds, 1 + 4 * kinds), np.float32)
        for name, kinds in (("cues", 2), ("roles", 2), ("names", len(NAMES)))
    }
    for kind in (SOURCE, CONTENT):
        begin = 4 * kind - 3
        moves["roles"][begin : begin + 2, begin + 1 : begin + 3] = 5
    encoder = _Encoder(numbered, {number_of(word, tokenizer): kind for word, kind in names.items()})
    return Model(tokenizer, encoder, _Roles(numbered, tokenizer), moves, tuning, FIRST_SPECIAL, LAST_SPECIAL)
