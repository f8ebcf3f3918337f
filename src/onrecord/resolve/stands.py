"""Who is for what and against what in one article, as the words of statements tell it.

A stand is told by the cue ("rejected", "called for"), by the content ("we will not accept", "must be lifted"), or by a
condition, which makes it conditional. What it is about are things and doings (targets.py); over the record, things that
several parties speak of are issues (issues.py).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from onrecord.records import Attribution, Span, Spans
from onrecord.resolve.conditions import MIN_SCORE, Condition
from onrecord.resolve.replies import find_asides
from onrecord.resolve.targets import Thing, find_target, is_deed
from onrecord.resolve.wording import Actor, Wording, clip, length, trim

StandKind = Literal["for", "against", "conditional"]

_NOT = re.compile(r"\b(?:not|never|no longer|neither|nor)\b|n't\b")
_OWN = r"(?:i|we|he|she|they|it|(?:our|his|her|its|their) (?:government|country|party|side))"
_WILL = re.compile(
    rf"^\W*(?:that )?{_OWN}(?: \w+ly)?(?: would| will| shall|'ll| won't| do| does| did|n't| are| is| was| were"
    r"| am|'re|'s|'m| have| has| had)*(?P<no> not| never| no longer|n't)?(?: \w+ly)?(?= )"
)
_MUST = re.compile(
    r"(?:^|[,;:.!?] )(?P<clause>[^,;:.!?]{0,80}?\b(?:must|should|ought to|needs? to|had better)(?:\b|n't)"
    r"(?: not| never| be| now| also| all| \w+ly)* (?P<deed>\w+)[^,;:.!?]*)"
)
_NO_WISH = re.compile(  # what is wanted is to talk or to know: "wanted to find out", "would like to thank"
    r"^\W*(?:(?:that )?\w+(?: \w+)? (?:would )?(?:also |just |really |all )?"
    r"(?:want(?:s|ed)?|hope[sd]?|like|love|wish(?:es|ed)?) )?(?:also )?to (?:\w+ly )?"
    r"(?:find out|know|see|say|thank|ask|hear|learn|understand|point out|make (?:it )?clear|emphasi[sz]e|stress|note"
    r"|tell|show|express|congratulate|apologi[sz]e|be|have|become|feel|look|think|remind|mention|hope|die|live|get|go|come|try)\b"
    r"|^\W*(?:[^\s,]+ ){1,4}to (?:consider|think|remember|look|understand|imagine|know|believe|watch|listen|read)\b"
    r"|^\W*(?:that )?(?:i|we|he|she|they|it) (?:would|could|should|might) (?:have|think|say|see|know|feel|look)\b"
    r"|^\W*(?:i|we) (?:want|need|ask|urge) you to\b|^\W*you to\b"
)
_DARES = re.compile(r"^\W*(?:\S+ ){1,3}to \w+")
_BACKS_OFF = re.compile(r"\bback(?:s|ed|ing)? (?:away|down|off|out)\b")
_AFTER_CUE = 12  # characters
_AGAINST_AGAINST = re.compile(
    r"^\W*to (?:\w+ly )?(?:condemn|denounc|disavow|critici[sz]|reject|rule out|oppos|veto|withdraw|apologi[sz]"
    r"|concede|back down)"
)
_NOBODY = re.compile(r"^\W*(?:that )?(?:neither|no|nobody|none)\b")
_UNBELIEVING = re.compile(
    r"\W*(?:i|we|he|she|they)(?: do| does| did)?(?: not|n't) (?:think|believe|feel|agree)(?: that)? "
)
_IN_PASSING = re.compile(r"\b(?:as|outside|in|at|near|of|with|from|to)(?: the| an?)? $", re.IGNORECASE)
_ASKS = re.compile(r"^\W*(?:how|why|whether|what|who|when|where)\b")
_TO = re.compile(r"^\W*to\b")
_AND_TO = re.compile(r"(?P<and>,? and) to\b")
_NO_PLANS = re.compile(r"\bno (?:plans?|intention|reason|need) (?:to|of|for)\b")
_THERE_WILL_BE_NO = re.compile(r"^\W*(?:that )?there (?:will|can|must|should) be no\b")
_UNDERTAKES = re.compile(
    r"\b(?:offer\w*|ready|willing|prepared|agree[ds]?|promis\w*|pledg\w*|threat\w*|vow\w*"
    r"|propos\w*)(?: (?P<to>to)| for)\b"
)
_BY_OTHERS = re.compile(r"\b(?:was|were|been|being|receiv\w*|fac(?:es|ed|ing)|drew|met with)\b")  # "was criticised"
_SILENT = re.compile(
    r"^\W*(?:to )?(?:comment|confirm|deny|say|answer|elaborate|discuss|disclose|give (?:any )?details"
    r"|be (?:named|identified))\b"
)
_ASSERTING = frozenset(("assert", "opinion", "demand", "promise", "propose", "decline", "deny", "threaten", "accuse"))
_COMMITTING = frozenset(("demand", "promise", "propose", "threaten"))
_STAYS = re.compile(  # "Our boats are there, and there they will stay"
    r"\b(?:our|my|the|his|her|its|their) (?P<thing>[^,;:.!?]{3,60}?) (?:(?:are|is)\b[^;:.!?]*?"
    r"\b(?:they|it|we|there|that is where they|that is where it) (?:will|shall|are going to)"
    r"|will|shall|are going to|is going to) (?:stay|remain)\b(?! (?:\w+ed|open|shut|low|high|a|an|the same)\b)"
)
_SIDES = re.compile(r"^\W*(?:the|both) (?:two )?(?:sides|parties|countries|governments|capitals) (?:will|shall)(?= )")
_OTHERS = re.compile(r"\b(?:accus|blam|question|ask|wonder|doubt|den(?:y|ie)|expect|predict|report|quot|recall)")


@dataclass(frozen=True, slots=True)
class Stand:
    """`spans` are the words. `action` is done to the first of `things`; `ends` where that ends or lessens it."""

    id: str  # within the article: p1, p2 ...
    statement: str
    actor: Actor
    kind: StandKind
    spans: Spans
    action: str
    ends: bool
    things: tuple[Thing, ...]


def find_stands(wording: Wording, conditions: Sequence[Condition]) -> tuple[Stand, ...]:
    """In the order of the text. `conditions` are those of find_conditions."""
    sure = [c for c in conditions if c.score >= MIN_SCORE]
    bound = [span for c in sure for span in (*c.offer, *c.demand)]
    found = [stand for c in sure for stand in _of_condition(wording, c)]
    for statement in wording.statements:
        speaker = wording.speaker(statement)
        if speaker is None or not statement.content or statement.act == "question" or "hypothetical" in statement.flags:
            continue
        if _within(statement.content, bound) or _is_told_again(wording, statement):
            continue
        found += _of_statement(wording, statement, speaker)
    found = _without_doubles(sorted(found, key=lambda s: (s.spans, -length(s.spans))))
    return tuple(replace(stand, id=f"p{number}") for number, stand in enumerate(found, 1))


def _of_condition(wording: Wording, c: Condition) -> Iterator[Stand]:
    """Who sets a condition would do the one, and wants the other; so does who sets it for his country: "he declared
    that Tarb is ready to ..." is an offer of his.
    """
    statement = next((s for s in wording.statements if s.id == c.statement), None)
    commits = statement is not None and statement.act in _COMMITTING
    for actor in (c.actor, c.teller) if c.teller and commits else (c.actor,):
        yield from _of_party(wording, c, actor)


def _of_party(wording: Wording, c: Condition, actor: Actor) -> Iterator[Stand]:
    first = c.offer[0]
    told = _UNDERTAKES.search(wording.plain[: first.end], first.start)
    deed = _from(wording, c.offer, told.end()) if told else c.offer
    shown = (*c.offer, *c.demand)
    yield from _make(wording, c.statement, actor, "conditional", deed, shown, verb_first=bool(told and told["to"]))
    words = wording.words(c.demand)
    if c.form != "terms" and not _NOT.search(words) and not re.search(r"\bno\b", words):
        wanted = _make(wording, c.statement, actor, "for", c.demand, c.demand)
        yield from (stand for stand in wanted if stand.action)  # a state of things is waited for, not wanted


def _of_statement(wording: Wording, statement: Attribution, speaker: Actor) -> Iterator[Stand]:
    cue = wording.cue(statement)
    for manner, span in find_asides(wording, statement):
        yield from _make(wording, statement.id, speaker, "for" if manner == "accepts" else "against", (span,), (span,))
    kind = _by_words(cue)
    if kind is not None and _is_no_stand(wording, statement, cue):
        return
    if kind == "against" and _BY_OTHERS.search(cue):
        return
    if kind is not None:
        words = wording.words(statement.content)
        if _SILENT.match(words) or _ASKS.match(words):
            return
        if _NOT.search(cue) and not re.search(r"not accept|never accept", cue):
            if kind == "against":
                return  # who does not rule something out is not for it
            kind = "against"
        if kind == "for" and _NOBODY.match(words):
            kind = "against"  # "preferred that neither of them had come"
        for part in _parts(wording, statement.content):
            yield from _make(wording, statement.id, speaker, kind, part, part)
        return
    if statement.act not in _ASSERTING or _OTHERS.search(cue):
        return
    for sentence in wording.sentences_of(statement.content):
        spans = tuple(clip(statement.content, sentence))
        if spans:
            yield from _of_content(wording, statement, speaker, spans)


def _is_no_stand(wording: Wording, statement: Attribution, cue: str) -> bool:
    """As in "wanted to find out", "challenged him to name one", "Demanding its removal is wrong"."""
    words = wording.words(statement.content)
    first = wording.plain[statement.cue[0].start : statement.cue[0].end]
    is_subject = first[:1].isupper() and first.endswith("ing")
    at = min(span.start for span in (*statement.source, *statement.cue))
    in_passing = _IN_PASSING.search(wording.plain, max(at - 20, 0), at) is not None  # "as X proposes", "near the X"
    by_event = cue.split(maxsplit=1)[0].endswith("ing") and wording.plain.endswith("by ", 0, statement.cue[0].start)
    is_offered_one = re.match(r"(?:was|were|been|being) (?:\w+ly )?\w+ed\b", cue) is not None
    sentence = wording.sentence_at(statement.cue[0].start)
    is_question = sentence is not None and wording.plain[slice(*sentence)].rstrip(" \"'").endswith("?")
    if by_event or is_offered_one or is_question or _BACKS_OFF.search(wording.plain, at, at + len(cue) + _AFTER_CUE):
        return True
    if _by_words(cue) == "against" and _AGAINST_AGAINST.match(words):
        return True  # who refuses to condemn it need not be for it
    return (
        is_subject
        or in_passing
        or bool(_NO_WISH.match(words))
        or (cue.startswith("challeng") and bool(_DARES.match(words)))
    )


def _of_content(wording: Wording, statement: Attribution, speaker: Actor, spans: Spans) -> Iterator[Stand]:
    whole = Span(spans[0].start, spans[-1].end)
    text = wording.mask(whole, spans).casefold()
    if _ASKS.match(text) or _NO_WISH.match(text):
        return
    for pattern in (_NO_PLANS, _THERE_WILL_BE_NO):
        if match := pattern.search(text):
            target = _from(wording, spans, whole.start + match.end())
            yield from _make(wording, statement.id, speaker, "against", target, spans)
            return
    if stays := _STAYS.search(text):
        target = tuple(clip(spans, Span(whole.start + stays.start("thing"), whole.start + stays.end("thing"))))
        found = find_target(wording, target)
        if found is not None:
            yield Stand("", statement.id, speaker, "against", spans, "withdraw", True, found.things)
            return
    sides = _SIDES.match(text)
    if sides and (together := _joint(wording, statement)) is not None:
        target = _from(wording, spans, whole.start + sides.end())
        yield from _make(wording, statement.id, together, "for", target, spans, verb_first=True)
        return
    if own := _WILL.match(text):
        rest = text[own.end() :]
        head = " ".join(rest.split()[:4])
        kind = _by_words(head, at_start=True)
        negated = bool(own["no"]) or bool(_NOT.search(own.group()))
        if kind is not None and (not re.match(r"\w+ly\b", head)):
            kind = _flip(kind) if negated else kind
            yield from _make(
                wording, statement.id, speaker, kind, _from(wording, spans, whole.start + own.end()), spans
            )
            return
        if re.search(r"\b(?:will|would|shall|won't)\b|'ll", own.group()) and not re.match(
            r"\s*(?:be|been|have|had)\b", rest
        ):
            target = _from(wording, spans, whole.start + own.end())
            yield from _make(
                wording, statement.id, speaker, "against" if negated else "for", target, spans, verb_first=True
            )
            return
    must = _MUST.search(text)
    if must and is_deed(must["deed"]):  # what must not be done is told by its target
        opinion = _UNBELIEVING.match(text, must.start("clause"))
        start = opinion.end() if opinion else must.start("clause")
        clause = Span(whole.start + start, whole.start + must.end("clause"))
        kind = "against" if opinion else "for"
        yield from _make(wording, statement.id, speaker, kind, tuple(clip(spans, clause)), spans)


def _joint(wording: Wording, statement: Attribution) -> Actor | None:
    """The two who were named together before "the sides will ..." was said by them."""
    at = statement.content[0].start
    named = [s.speaker for s in wording.statements if s.speaker and s.source and s.source[0].start < at]
    pair = next((speaker for speaker in reversed(named) if " and " in speaker.name), None)
    own = statement.speaker is not None and wording.entities[statement.speaker.id].label == "group"
    return Actor(pair.id, pair.name) if pair and own else None


def _make(
    wording: Wording,
    statement: str,
    actor: Actor,
    kind: StandKind,
    target: Spans,
    words: Spans,
    *,
    verb_first: bool = False,
) -> Iterator[Stand]:
    found = find_target(wording, target, verb_first=verb_first)
    trimmed = (trim(wording.plain, span) for span in words)
    shown = tuple(sorted(span for span in trimmed if span.start < span.end))
    if found is None or not shown:
        return
    yield Stand("", statement, actor, kind, shown, found.action, found.ends, found.things)


def _by_words(words: str, *, at_start: bool = False) -> StandKind | None:
    plain = words.replace("n't", " not")
    return next((kind for kind, p in _table() if (p.match(plain) if at_start else p.search(plain))), None)


@cache
def _table() -> tuple[tuple[StandKind, re.Pattern[str]], ...]:
    text = resources.files(__package__).joinpath("lexicon", "stances.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    kinds: dict[str, StandKind] = {"for": "for", "against": "against"}
    return tuple((kinds[name], _pattern(entries.split())) for name, entries in rows)


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = [re.escape(entry.replace("_", " ")).replace(r"\*", r"\w*") for entry in entries]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _flip(kind: StandKind) -> StandKind:
    return "against" if kind == "for" else "for"


def _from(wording: Wording, spans: Spans, at: int) -> Spans:
    return tuple(clip(spans, Span(at, len(wording.plain))))


def _parts(wording: Wording, content: Spans) -> Iterator[Spans]:
    """Each deed apart: "to open the port and to free the crew" are two."""
    whole = Span(content[0].start, content[-1].end)
    text = wording.mask(whole, content)
    cuts = [m.end("and") for m in _AND_TO.finditer(text)] if _TO.match(text) else []
    edges = [0, *cuts, len(text)]
    for start, end in itertools.pairwise(edges):
        if found := tuple(clip(content, Span(whole.start + start, whole.start + end))):
            yield found


def _within(content: Spans, bound: Sequence[Span]) -> bool:
    """Whether most of it is in a condition, which tells the stand already."""
    inside = sum(length(clip(content, span)) for span in bound)
    return inside > 0.6 * length(content)


def _is_told_again(wording: Wording, statement: Attribution) -> bool:
    """Whether it lies in what somebody denied, doubted or asked."""
    parents = {s.id: s for s in wording.statements}
    above = parents.get(statement.parent or "")
    while above is not None:
        if above.act in ("deny", "doubt", "question", "decline"):
            return True
        above = parents.get(above.parent or "")
    return False


def _without_doubles(found: Sequence[Stand]) -> list[Stand]:
    """One stand of an actor for the same words."""
    kept: list[Stand] = []
    for stand in found:
        same = (k for k in kept if k.actor == stand.actor and k.things[:1] == stand.things[:1])
        if not any(sum(length(clip(k.spans, s)) for s in stand.spans) > 0.5 * length(stand.spans) for k in same):
            kept.append(stand)
    return kept
