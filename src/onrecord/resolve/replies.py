"""Statements of one article that may be replies to somebody's condition: they accept, reject, or promise an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Attribution, Span, Spans
from onrecord.resolve.wording import Actor, Wording, clip, trim

Manner = Literal["accepts", "rejects", "will answer"]
Meant = Literal["offer", "threat", "any", ""]

_ACCEPTS = re.compile(r"\b(?:accept\w*|agreed? to|agrees to|consent\w*|said yes|gave in|bow(?:s|ed)? to|complied)\b")
_REJECTS = re.compile(
    r"\b(?:reject\w*|ruled out|rules out|rul(?:e|ing) out|turn(?:s|ed|ing)? down|refus\w*|dismiss(?:ed|es|ing)|spurn\w*"
    r"|rebuff\w*|scorn\w*|unacceptable|not accept\w*|never accept\w*|not agree\w*)\b"
)
_NOT = re.compile(r"\b(?:not|never|no|neither|cannot)\b|n't\b")
_TRADES = re.compile(r"\b(?:buy|sell|trade|swap|pay|bargain|blackmail\w*|give in|ransom|haggle)\b")
_ANSWERS = re.compile(r"\b(?:answer|reply|response|respond)\b")
_COMING = re.compile(r"\b(?:will|would|shall|going to)\b|'ll\b")
_OFFER = re.compile(r"\b(?:offers?|offered|propos\w+|plans?|suggestion|bargain|deal|trade|swap|exchange)\b")
_THREAT = re.compile(r"\b(?:threats?|ultimatums?|deadlines?|warnings?)\b")
_ANY = re.compile(r"\b(?:conditions?|demands?|terms|stipulations?)\b")
_SILENT = re.compile(r"\b(?:to (?:comment|confirm|say|answer|be|give|elaborate|discuss)|comment|questions?)\b")
_ASIDE = re.compile(r", (?P<verb>(?:reject|ruling out|refus|dismiss|accept|turning down)\w*) (?P<rest>[^.!?;]{4,160})")


@dataclass(frozen=True, slots=True)
class Answer:
    """`meant` is what it names: an offer, a threat, either, or nothing of that kind."""

    id: str  # within the article: r1, r2 ...
    statement: str
    actor: Actor
    manner: Manner
    meant: Meant
    spans: Spans
    terms: frozenset[str]
    names: tuple[str, ...]  # ids of entities that are named in it


def find_answers(wording: Wording) -> tuple[Answer, ...]:
    """In the order of the statements."""
    found = [answer for s in wording.statements for answer in _of_statement(wording, s)]
    return tuple(_numbered(found))


def _of_statement(wording: Wording, statement: Attribution) -> Iterator[Answer]:
    speaker = wording.speaker(statement)
    if speaker is None or statement.act in ("question", "expect") or not statement.content:
        return
    manner = _manner(wording.cue(statement), wording.words(statement.content), statement)
    if manner is not None:
        yield _answer(wording, statement, speaker, manner, statement.content)
    for aside, span in find_asides(wording, statement):
        yield _answer(wording, statement, speaker, aside, (span,))


def _manner(cue: str, content: str, statement: Attribution) -> Manner | None:
    if _SILENT.match(content):
        return None
    if _REJECTS.search(cue) or (_NOT.search(cue) and _ACCEPTS.search(cue)):
        return "rejects"
    if _ACCEPTS.search(cue):
        return "accepts"
    if _ANSWERS.search(content) and _COMING.search(content) and not _NOT.search(content) and " if " not in content:
        return "will answer"
    own = re.match(r"\W*(?:that )?(?:we|i|he|she|they|it|our|his|her|their)\b", content)
    if own and (_REJECTS.search(content) or (_NOT.search(content) and _TRADES.search(content))):
        return "rejects"
    if own and _ACCEPTS.search(content) and statement.act not in ("demand", "opinion") and not _NOT.search(content):
        return "accepts"
    return None


def find_asides(wording: Wording, statement: Attribution) -> Iterator[tuple[Manner, Span]]:
    """What a participle beside the cue tells of who speaks: "..., he said, ruling out any deal"."""
    if not statement.cue or (sentence := wording.sentence_at(statement.cue[0].start)) is None:
        return
    for match in _ASIDE.finditer(wording.plain, statement.cue[-1].end, sentence.end):
        span = trim(wording.plain, Span(match.start("verb"), match.end("rest")))
        if clip(statement.content, span) or re.search(r"\w", wording.plain[statement.cue[-1].end : match.start()]):
            continue
        manner: Manner = "accepts" if _ACCEPTS.match(match["verb"]) else "rejects"
        yield manner, span


def _answer(wording: Wording, statement: Attribution, speaker: Actor, manner: Manner, spans: Spans) -> Answer:
    words = wording.words((*statement.cue, *spans)) if spans is statement.content else wording.words(spans)
    meant: Meant = "any" if _ANY.search(words) else ""
    meant = "threat" if _THREAT.search(words) else "offer" if _OFFER.search(words) else meant
    named = {actor.entity for span in spans for _, actor in wording.named_in(span)} - {speaker.entity}
    return Answer("", statement.id, speaker, manner, meant, spans, wording.terms_in(spans), tuple(sorted(named)))


def _numbered(found: list[Answer]) -> Iterator[Answer]:
    for number, a in enumerate(found, 1):
        yield Answer(f"r{number}", a.statement, a.actor, a.manner, a.meant, a.spans, a.terms, a.names)
