"""Who asked for a call or a meeting, and where two accounts name two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Attribution, Span
from onrecord.resolve import terms
from onrecord.resolve.sentences import Sentence

_CONTACT = r"(?:phone |telephone )?(?P<contact>calls?|conversation|talks|meeting|negotiations|summit|dialogue)"
_NAME = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"
_WHO = rf"(?:the |The )?(?P<who>{_NAME}|minister|president|chancellor|prime minister)"
_ASKED = r"(?:asked for|requested|initiated|proposed|suggested)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_CONTACT}\b[^.;!?\"]{{0,80}}?\b(?:at|on) the (?:request|initiative) of {_WHO}",
        rf"\b{_CONTACT}\b[^.;!?\"]{{0,80}}?\b(?:at|on) {_WHO}['’]s? (?:request|initiative)",
        rf"\b{_WHO} (?:who )?(?:had |has )?{_ASKED} (?:the|that) {_CONTACT}\b",
        rf"\b[Tt]he {_CONTACT} (?:came from|was (?:\w+ )?(?:initiated|requested|proposed|suggested) by) {_WHO}",
    )
)
_NOT = re.compile(r"\b(?:den(?:y|ied|ies|ying)|not|never|whether|if|would|will|could)\b|n['’]t\b")


@dataclass(frozen=True, slots=True)
class Initiated:
    """One place that names who asked for a talk."""

    span: Span
    kind: str  # the class of the talk: "~talk", "~meet"
    who: frozenset[str]  # folded words; empty where it is a role
    speaker: str  # empty for narration


def find_initiated(
    text: str, sentences: Sequence[Sentence], statements: Sequence[Attribution]
) -> tuple[Initiated, ...]:
    """What is denied, asked or only possible names nobody."""
    found = []
    for sentence in sentences:
        if sentence.in_title:
            continue
        for pattern in _PATTERNS:
            match = pattern.search(text, *sentence.span)
            if match is None or _NOT.search(text[sentence.span.start : match.end()]):
                continue
            name = match["who"]
            who = frozenset(terms.fold_place(word) for word in name.split()) if name[0].isupper() else frozenset[str]()
            kind = terms.term_of(match["contact"]) or ""
            found.append(Initiated(Span(*match.span()), kind, who, _speaker_at(match.start("who"), statements)))
    return tuple(found)


def find_asker(words: str) -> frozenset[str] | None:
    """Who asked for the talk, folded; empty where it is a role, None where the words do not tell."""
    match = next((m for pattern in _PATTERNS if (m := pattern.search(words))), None)
    if match is None or _NOT.search(words[: match.end()]):
        return None
    name = match["who"]
    return frozenset(terms.fold_place(word) for word in name.split()) if name[0].isupper() else frozenset()


def find_two_initiators(
    a: Sequence[Initiated], b: Sequence[Initiated], words_of_a: frozenset[str], words_of_b: frozenset[str]
) -> Iterator[tuple[Span, Span]]:
    """Of two articles: both are named, and each article knows the other's name; else one country and its seat, or two
    talks, could be told.
    """
    for one in a:
        for other in b:
            known = one.who <= words_of_b and other.who <= words_of_a
            if one.who and other.who and known and one.kind == other.kind and not one.who & other.who:
                yield one.span, other.span


def find_two_within(found: Sequence[Initiated]) -> Iterator[tuple[Span, Span]]:
    """Of one article: two speakers, of one talk."""
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if one.speaker != other.speaker and one.kind == other.kind and not one.who & other.who:
                yield one.span, other.span


def _speaker_at(place: int, statements: Sequence[Attribution]) -> str:
    for statement in statements:
        if statement.speaker and any(start <= place < end for start, end in statement.content):
            return statement.speaker.name
    return ""
