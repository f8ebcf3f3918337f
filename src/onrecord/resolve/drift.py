"""Quote drift: one utterance as several outlets or translations give it, aligned word by word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
_LIGHT = frozenset(
    "a an the and but that to of in on for with it is are was were be been we i you he she they"
    " my our your his her its their go goes going gone went come comes coming came get gets got way".split()
)  # "will be on their way home" and "will go home" tell one thing


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
    close = [pair for pair in align_parts(ours, theirs, MIN_SIMILARITY) if _shared(pair) >= _MIN_SHARED]
    sure = [pair for pair in close if pair.similarity >= _MIN_SIMILARITY_OF_STRANGERS]
    met = {(a[pair.i].speaker, b[pair.j].speaker) for pair in sure}  # who says the one says what else is like it
    kept = [pair for pair in close if pair in sure or _is_by_one(a[pair.i].speaker, b[pair.j].speaker, met)]
    found: list[Drift] = []
    for pair in kept:
        is_joined = _is_joined(pair, ours, theirs)
        one, other = _cut_to_part(pair, kept)
        edits = tuple(_iter_edits(one.tokens, other.tokens))
        if not edits and is_joined and not any(_holds(pair.b.span, d.b) or _holds(pair.a.span, d.a) for d in found):
            one, other = pair.a, pair.b  # all that changed is that it became one sentence
            edits = tuple(_iter_edits(one.tokens, other.tokens))
        if edits:
            manner = "joined" if is_joined else _manner(one, other, edits, pair.closeness)
            speaker = a[pair.i].speaker or b[pair.j].speaker
            found.append(Drift(speaker, manner, one.span, other.span, edits, pair.similarity))
    return tuple(found)


def _is_by_one(one: str, other: str, met: Collection[tuple[str, str]]) -> bool:
    return bool(one and other) and ((one, other) in met or is_same_person(one, other))


def _cut_to_part(pair: Aligned, pairs: Sequence[Aligned]) -> tuple[Sentence, Sentence]:
    """The two, the longer cut to what it has of the other where it tells two sentences of the other account as one."""
    parts_of_b = [p.a for p in pairs if p.j == pair.j]
    parts_of_a = [p.b for p in pairs if p.i == pair.i]
    if len(parts_of_b) > 1 and len(parts_of_a) == 1:
        return pair.a, _part(pair.b, pair.a, parts_of_b)
    if len(parts_of_a) > 1 and len(parts_of_b) == 1:
        return _part(pair.a, pair.b, parts_of_a), pair.b
    return pair.a, pair.b


def _part(whole: Sentence, meant: Sentence, parts: Sequence[Sentence]) -> Sentence:
    """The clauses of a sentence that share more words with the one meant than with the other sentences it tells."""
    clauses: list[list[Token]] = [[]]
    for token in whole.tokens:
        clauses[-1].append(token)
        if not token.is_word:
            clauses.append([])
    kept = [clause for clause in clauses if _is_of(clause, meant, parts)]
    tokens = _without_marks([token for clause in kept for token in clause])
    if not tokens:
        return whole
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return Sentence(span, tokens, (span,))


def _is_of(clause: Sequence[Token], meant: Sentence, parts: Sequence[Sentence]) -> bool:
    words = {token.stem for token in clause if token.is_word}
    shared = [len(words & {t.stem for t in part.tokens if t.is_word}) for part in (meant, *parts)]
    return shared[0] > 0 and shared[0] == max(shared)


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
    return _without_marks([t for t in tokens if span.start <= t.span.start and t.span.end <= span.end])


def _without_marks(inside: list[Token]) -> tuple[Token, ...]:
    """From the first word to the last."""
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
