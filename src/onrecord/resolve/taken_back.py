"""What somebody is reported to have promised or said, and later denies to have promised or said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Attribution, Span
from onrecord.resolve import terms
from onrecord.resolve.written_names import is_same_person

MIN_SHARED = 2
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying))\b", re.IGNORECASE)
_HAD = re.compile(
    r"\W*(?:that )?(?:he|she|it|they)(?: had| has| have)?(?: ever)? (?P<doing>promised|pledged|vowed|guaranteed|offered"
    r"|proposed|suggested|threatened|agreed|asked|requested|demanded|said|told|stated|admitted)\b",
    re.IGNORECASE,
)
_DOINGS = ("~promise", "~offer", "~threat", "~agree", "~request", "%demand", terms.term_of("demand"))
_SAYING = frozenset("say said says tell told tells state stated states admit admitted admits".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody promised, offered or said something: as it is told, or as he denies it."""

    speaker: str
    doing: str
    terms: frozenset[str]
    span: Span


def find_deeds(text: str, statements: Sequence[Attribution]) -> tuple[Deed, ...]:
    return tuple(
        Deed(s.speaker.name, doing, _terms(text, s.content), Span(s.content[0].start, s.content[-1].end))
        for s in statements
        if s.speaker and s.cue and s.content and not _DENIES.search(_words(text, s.cue))
        if (doing := _doing(_words(text, s.cue)))
    )


def find_denied(text: str, statements: Sequence[Attribution]) -> tuple[Deed, ...]:
    found = []
    for s in statements:
        words = _words(text, s.content)
        had = _HAD.match(words)
        if s.speaker and s.cue and had and _DENIES.search(_words(text, s.cue)):
            doing = _doing(had["doing"])
            left = _terms(text, s.content) - {doing}
            found.append(Deed(s.speaker.name, doing, left, Span(s.content[0].start, s.content[-1].end)))
    return tuple(found)


def find_taken_back(told: Sequence[Deed], denied: Sequence[Deed]) -> Iterator[tuple[Span, Span]]:
    """The same doing, by the same person, of the same: at least two words in common. What a denial in the same
    article repeats is no account of its own.
    """
    for deed in told:
        for denial in denied:
            inside = denial.span.start <= deed.span.start and deed.span.end <= denial.span.end
            same = deed.doing == denial.doing and is_same_person(deed.speaker, denial.speaker)
            if same and not inside and len(deed.terms & denial.terms) >= MIN_SHARED:
                yield deed.span, denial.span


def _doing(words: str) -> str:
    """The class of the last verb of a cue; of saying in general "say"; empty for others."""
    for word in reversed(words.casefold().split()):
        if word in _SAYING:
            return "say"
        term = terms.term_of(word) or ""
        if term in _DOINGS:
            return term
    return ""


def _terms(text: str, spans: Sequence[Span]) -> frozenset[str]:
    words = terms.WORD.findall(_words(text, spans))
    return frozenset(term for word in words if (term := terms.term_of(word)))


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:end] for start, end in spans)
