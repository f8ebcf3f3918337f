"""Quote drift: one utterance as several outlets or translations give it, aligned word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.records import Attribution, Span
from onrecord.resolve.alignment import Aligned, align_parts
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.written_names import is_same_person

Manner = Literal["shortened", "joined", "paraphrased", "changed"]

MIN_SIMILARITY = 0.5  # below it two sentences of one speaker are two utterances
_MIN_SIMILARITY_OF_STRANGERS = 0.6
_MIN_SHARED = 0.55  # of the different words of the shorter version: one rare word in common is not an utterance
_PARAPHRASED = 0.5  # of the words in the same order; below it hardly a word stands where it stood
_LIGHT = frozenset("a an the and but that to of in on for with it is are was were be been we i you he she they".split())


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence, or the part of one, that a speaker is quoted with."""

    speaker: str
    sentence: Sentence  # its tokens are only those within the quotation


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of one version in place of words of the other; one side may be empty."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Drift:
    speaker: str
    manner: Manner
    a: Span
    b: Span
    edits: tuple[Edit, ...]
    similarity: float


def find_utterances(sentences: Sequence[Sentence], statements: Sequence[Attribution]) -> tuple[Utterance, ...]:
    """What speakers are quoted with, word for word, in the order of the text. A quotation in another is part of it."""
    found: dict[Span, Utterance] = {}
    for statement in statements:
        if statement.kind == "indirect":
            continue
        speaker = statement.speaker.name if statement.speaker else ""
        for span in statement.content:
            for sentence in sentences:
                if sentence.in_title or sentence.span.end <= span.start or span.end <= sentence.span.start:
                    continue
                tokens = _within(sentence.tokens, span)
                if any(token.is_word for token in tokens):
                    cut = Span(tokens[0].span.start, tokens[-1].span.end)
                    found.setdefault(cut, Utterance(speaker, Sentence(cut, tokens, (cut,))))
    whole = [u for span, u in sorted(found.items()) if not any(_holds(other, span) for other in found)]
    return tuple(whole)


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def find_drifts(a: Sequence[Utterance], b: Sequence[Utterance]) -> tuple[Drift, ...]:
    """What is quoted on both sides, and not in the same words. Where the speakers are not known to be one person, as
    when a newspaper is quoted that quoted him, the words must be the more alike.
    """
    ours, theirs = [u.sentence for u in a], [u.sentence for u in b]
    found = []
    for pair in align_parts(ours, theirs, MIN_SIMILARITY):
        one, other = a[pair.i], b[pair.j]
        same = bool(one.speaker and other.speaker) and is_same_person(one.speaker, other.speaker)
        edits = tuple(_iter_edits(pair.a.tokens, pair.b.tokens))
        if not edits or _shared(pair) < _MIN_SHARED or not (same or pair.similarity >= _MIN_SIMILARITY_OF_STRANGERS):
            continue
        manner = "joined" if _is_joined(pair, ours, theirs) else _manner(pair.a, pair.b, edits, pair.closeness)
        speaker = one.speaker or other.speaker
        found.append(Drift(speaker, manner, pair.a.span, pair.b.span, edits, pair.similarity))
    return tuple(found)


def _shared(pair: Aligned) -> float:
    ours, theirs = ({token.stem for token in sentence.tokens if token.is_word} for sentence in (pair.a, pair.b))
    return len(ours & theirs) / min(len(ours), len(theirs))


def _is_joined(pair: Aligned, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> bool:
    """The words that one version has more are those of the sentence beside it in the other."""
    for here, there, beside in (
        (pair.a, pair.b, theirs[max(0, pair.j - 1) : pair.j + 2]),
        (pair.b, pair.a, ours[max(0, pair.i - 1) : pair.i + 2]),
    ):
        more = {t.stem for t in here.tokens if t.is_word} - {t.stem for t in there.tokens} - _LIGHT
        next_to = {t.stem for sentence in beside if sentence is not there for t in sentence.tokens if t.is_word}
        if len(more) >= 3 and len(more & next_to) >= 0.6 * len(more):
            return True
    return False


def _within(tokens: Sequence[Token], span: Span) -> tuple[Token, ...]:
    inside = [token for token in tokens if span.start <= token.span.start and token.span.end <= span.end]
    while inside and not inside[0].is_word:
        inside.pop(0)
    while inside and not inside[-1].is_word:
        inside.pop()
    return tuple(inside)


def _iter_edits(a: Sequence[Token], b: Sequence[Token]) -> Iterator[Edit]:
    ours = [token for token in a if token.is_word]
    theirs = [token for token in b if token.is_word]
    keys = [[token.text.casefold() for token in side] for side in (ours, theirs)]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(_cover(ours, i, i_end), _cover(theirs, j, j_end))


def _cover(tokens: Sequence[Token], first: int, end: int) -> Span:
    if first < end:
        return Span(tokens[first].span.start, tokens[end - 1].span.end)
    place = tokens[first].span.start if first < len(tokens) else tokens[-1].span.end
    return Span(place, place)


def _manner(a: Sentence, b: Sentence, edits: Sequence[Edit], closeness: float) -> Manner:
    if all(edit.a.start == edit.a.end for edit in edits) or all(edit.b.start == edit.b.end for edit in edits):
        return "shortened"
    if closeness < _PARAPHRASED:
        return "paraphrased"
    ours, theirs = ({t.stem for t in sentence.tokens if t.is_word} - _LIGHT for sentence in (a, b))
    return "changed" if _without_negation(ours, theirs) | _without_negation(theirs, ours) else "paraphrased"


def _without_negation(words: set[str], others: set[str]) -> set[str]:
    """Words that the other version lacks, "not possible" beside "impossible" aside."""
    lacking = {word for word in words - others if not any(word in (p + o, o[2:]) for p in _PREFIXES for o in others)}
    return lacking - {"not"} if len(lacking) < len(words - others) else lacking


_PREFIXES = ("im", "in", "un", "ir", "il")
