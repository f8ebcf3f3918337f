"""What an article says is to come: promised, threatened, expected or planned, by whom, for when, on what condition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Attribution, Event, Extraction, Span, Timex
from onrecord.resolve import terms
from onrecord.resolve.event_days import DEADLINE, Window, days_of
from onrecord.resolve.outcomes import terms_in
from onrecord.text.layout import find_body_layout

ProspectKind = Literal["promised", "threatened", "expected", "planned"]

_BY_ACT: dict[str, ProspectKind] = {"promise": "promised", "threaten": "threatened", "expect": "expected"}
_TELLING = frozenset(("assert", "confirm", "demand", "opinion", "decline", "neither-confirm-nor-deny"))
_FUTURE = re.compile(
    r"(?<!\bwhat )\b(?:will|would|shall|(?:is|are|was|were|be) to|going to"
    r"|(?:is|are|was|were|be|been) (?:due|scheduled|expected|planned|slated|set) (?:to|for|in|on|at|next)|plans? to"
    r"|intends? to)\b(?!\s+have\b)|['’]ll\b",
    re.IGNORECASE,
)
_SET_FOR_DAY = re.compile(
    r"\b(?:will|(?:is|are) (?:due |scheduled |expected |planned |slated |set )?to|(?:is|are) (?:due|scheduled|planned) "
    r"(?:for|in|on|at))\b"
)
_DATELINE = re.compile(r"[^.;]{2,60}?\s[-–—]+\s")
_NEGATED = re.compile(
    r"\b(?:no(?! confidence)|not|never|nobody|none|neither|nor|nothing)\b|n['’]t\b|\bwithout\b|\bdoubt", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:should(?= (?:the|an?|any|this|that|these|those|its|their)\b)"
    r"|if|unless|as soon as|provided(?: that)?|on (?:the )?condition that|as long as|only (?:if|when|after)|once|until"
    r"|when)\b"
    r"[^.;:\"”!?]*?(?=,\s|\s+and\s+(?:will|would)\b|[.;:\"”!?]|$)",
    re.IGNORECASE,
)
_FORKS = re.compile(r",?\s+and\s+(?=(?:will|would|shall)\b)", re.IGNORECASE)
_PLANNED_MODES = frozenset("call meeting visit release exchange withdrawal sign ceasefire exercise vote letter".split())
_DONE_ROOTS = frozenset(("AID", "COERCE", "COOPERATE", "MOBILIZE", "PROTEST", "SANCTION", "YIELD"))
_CLAUSES = re.compile(r";\s|,?\s+and\s+(?=(?:will|would|shall)\b|[^,.;]{3,60}?\s(?:will|would|shall|is to|are to)\s)")
_WHEN = re.compile(r"\b(?:before|after|while)\b[^,.;]*", re.IGNORECASE)  # tells when, and not what
_LIGHT = frozenset(("~give", "~begin", "~pay", "mad", "mak", "tak", "~hold"))
_IS = re.compile(r"\b(?:is|are|was|were)\b", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:postpon\w+|delay\w+|put(?:s|ting)? off|mov(?:e|es|ed|ing))\b[^.;]*?\b(?:until|till|to)\s+$"
)
MIN_TERMS = 2


@dataclass(frozen=True, slots=True)
class Prospect:
    """One thing to come, as one article tells it."""

    statement: str | None  # None where the outlet tells it itself
    kind: ProspectKind
    span: Span
    conditions: tuple[Span, ...]
    due: str | None  # ISO day or interval
    deadline: bool  # it may come before that day, too
    by: str | None  # entity id of who says so
    who: tuple[str, ...]  # entity ids of those who are to do it, where they are told
    event: str | None  # the event of the article that it is
    terms: frozenset[str]  # without those of the conditions
    doing: frozenset[str]  # of them, what is to be done

    @property
    def window(self) -> Window | None:
        return days_of(self.due)


def find_prospects(extraction: Extraction) -> list[Prospect]:
    """In the order of the text. What is denied, asked or ruled out is none; nor is what "will not" be."""
    statements = {statement.id: statement for statement in extraction.statements}
    found: list[Prospect] = []
    for statement in extraction.statements:
        if not _is_denied(statement, statements):
            found += _from_statement(extraction, statement)
    found = [p for p in found if not any(_holds(p, other) for other in found)]
    found += [p for event in extraction.events if (p := _from_event(extraction, event, found))]
    found += _from_narration(extraction, [*found])
    return sorted(found, key=lambda p: (p.span, p.kind))


def _is_denied(statement: Attribution, statements: Mapping[str, Attribution]) -> bool:
    parent = statements.get(statement.parent or "")
    while parent is not None:
        if parent.act in ("deny", "doubt", "question"):
            return True
        parent = statements.get(parent.parent or "")
    return "negated" in statement.flags


def _holds(outer: Prospect, inner: Prospect) -> bool:
    """Of a statement inside another the inner one says it."""
    around = outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
    if not around or outer is inner:
        return False
    return outer.span != inner.span or (outer.statement or "") < (inner.statement or "")


def _from_statement(extraction: Extraction, statement: Attribution) -> Iterator[Prospect]:
    kind = _BY_ACT.get(statement.act)
    if kind is None and statement.act not in _TELLING:
        return
    text = extraction.article.text
    for piece in statement.content:
        for sentence in terms.find_sentences(text, piece):
            yield from _from_sentence(extraction, statement, kind, sentence)


def _from_sentence(
    extraction: Extraction, statement: Attribution, kind: ProspectKind | None, sentence: Span
) -> Iterator[Prospect]:
    text = extraction.article.text
    for span in _fork(text, sentence):
        conditions = tuple(_conditions(extraction, span))
        main = _without(text, span, conditions)
        future = _FUTURE.search(main)
        if kind is None and (future is None or _NEGATED.search(main)):
            continue
        if kind is not None and not future and (_NEGATED.search(main) or (kind == "expected" and _IS.search(main))):
            continue
        told = terms_in(_WHEN.sub("", main)) - {"~promise"}
        if len(told) < MIN_TERMS and not (told and (conditions or _timexes(extraction, span))):
            continue
        event = _event_in(extraction, span, conditions)
        due, deadline = _due(extraction, span, conditions)
        speaker = statement.speaker.id if statement.speaker else None
        who = tuple(event.actors) if event and event.mode else ()
        others = bool(who) and speaker not in who and not _names_group(extraction, span, speaker)
        yield Prospect(
            statement=statement.id,
            kind=kind or ("planned" if others else "promised"),
            span=span,
            conditions=conditions,
            due=due,
            deadline=deadline,
            by=speaker,
            who=who,
            event=event.id if event else None,
            terms=told,
            doing=_doing(main, told),
        )


def _names_group(extraction: Extraction, span: Span, speaker: str | None) -> bool:
    """Whether who speaks is a group that the words name: "The sides will leave", they said."""
    group = next((e.name for e in extraction.entities if e.id == speaker and e.label == "group"), "")
    words = terms.WORD.findall(extraction.article.text[span.start : span.end].casefold())
    return group.casefold() in words


def _from_event(extraction: Extraction, event: Event, found: Sequence[Prospect]) -> Prospect | None:
    """What the outlet itself says is planned, where no statement says the same."""
    inside = any(p.span.start <= event.trigger[0].start < p.span.end for p in found)
    if event.status not in ("planned", "hypothetical") or event.vouchers or event.deniers or inside:
        return None
    span = _clause(extraction.article.text, event)
    before = extraction.article.text[span.start : event.trigger[0].end]
    if event.mode not in _PLANNED_MODES and not (event.root in _DONE_ROOTS and _FUTURE.search(before)):
        return None
    conditions = tuple(_conditions(extraction, span))
    if event.status == "hypothetical" and not (conditions and _FUTURE.search(before)):
        return None
    told = terms_in(_without(extraction.article.text, span, conditions))
    by = event.actors[0] if event.actors else None
    return Prospect(
        statement=None,
        kind="planned",
        span=span,
        conditions=conditions,
        due=event.date,
        deadline=False,
        by=by,
        who=tuple(event.actors),
        event=event.id,
        terms=told,
        doing=terms_in(" ".join(extraction.article.text[s.start : s.end] for s in event.trigger)) & told,
    )


def _from_narration(extraction: Extraction, found: Sequence[Prospect]) -> Iterator[Prospect]:
    """What the outlet itself says of a day to come, where no event tells it: "The house is to meet on 18 April"."""
    text, taken = extraction.article.text, [p.span for p in found]
    taken += [span for statement in extraction.statements for span in statement.content]
    for paragraph in find_body_layout(extraction.article).paragraphs:
        for sentence in terms.find_sentences(text, Span(paragraph.start, paragraph.end)):
            conditions = tuple(_conditions(extraction, sentence))
            opened = _SET_FOR_DAY.search(text, sentence.start, sentence.end)
            if opened is None or any(_meet(span, sentence) for span in taken) or _NEGATED.search(text, *sentence):
                continue
            due, deadline = _due(extraction, Span(opened.start(), sentence.end), conditions)
            told = terms_in(_without(text, sentence, conditions))
            if due is None or len(told) < MIN_TERMS:
                continue
            dash = _DATELINE.match(text, sentence.start, opened.start())
            first = dash.end() if dash else sentence.start
            who = [m.entity for m in extraction.mentions if first <= m.span.start < opened.start()][:1]
            main = _without(text, sentence, conditions)
            yield Prospect(
                statement=None,
                kind="planned",
                span=sentence,
                conditions=conditions,
                due=due,
                deadline=deadline,
                by=who[0] if who else None,
                who=tuple(who),
                event=None,
                terms=told,
                doing=_doing(main, told),
            )


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _clause(text: str, event: Event) -> Span:
    """The part of its sentence that tells it: of "Osk will pay, and Varn will leave" either half."""
    at = event.trigger[0].start
    cuts = [m.span() for m in _CLAUSES.finditer(text, event.span.start, event.span.end)]
    start = max((end for _, end in cuts if end <= at), default=event.span.start)
    return Span(start, min((first for first, _ in cuts if first > at), default=event.span.end))


def _doing(main: str, told: frozenset[str]) -> frozenset[str]:
    """The first word after "will" or "to" that tells anything; of "a reply will be given" the other ones."""
    opened = _FUTURE.search(main) or re.search(r"\bto\b", main)
    following = terms.WORD.findall(main[opened.end() :]) if opened else []
    first = next((found for word in following if (found := terms_in(word))), frozenset())
    return told - _LIGHT if first & _LIGHT else first & told


def _fork(text: str, sentence: Span) -> Iterator[Span]:
    """Each of "will free them on Monday and will open the port on Friday"."""
    start = sentence.start
    for match in _FORKS.finditer(text, sentence.start, sentence.end):
        if _FUTURE.search(text, start, match.start()):
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, sentence.end)


def _conditions(extraction: Extraction, span: Span) -> Iterator[Span]:
    """No "until Sunday": that is its day."""
    days = {t.span.start for t in extraction.timexes if t.type in ("DATE", "TIME")}
    for match in _CONDITION.finditer(extraction.article.text, span.start, span.end):
        word = match[0].split(maxsplit=1)
        if len(word) < 2 or match.end() - len(word[1]) not in days:
            yield Span(*match.span())


def _without(text: str, span: Span, parts: Sequence[Span]) -> str:
    kept, at = [], span.start
    for part in parts:
        kept.append(text[at : part.start])
        at = part.end
    return " ".join([*kept, text[at : span.end]])


def _timexes(extraction: Extraction, span: Span) -> list[Timex]:
    dated = [t for t in extraction.timexes if t.type in ("DATE", "TIME") and days_of(t.value)]
    return [t for t in dated if span.start <= t.span.start and t.span.end <= span.end]


def _due(extraction: Extraction, span: Span, conditions: Sequence[Span]) -> tuple[str | None, bool]:
    """The first date outside the conditions, else the first in them; and whether it is the last day for it."""
    published = (extraction.article.published or "")[:10]
    inside = [t for t in _timexes(extraction, span) if (days := days_of(t.value)) and days.high >= published]
    free = [t for t in inside if not any(c.start <= t.span.start < c.end for c in conditions)]
    moved = [t for t in free if _MOVED_TO.search(extraction.article.text, span.start, t.span.start)]
    chosen = (moved or free or inside)[:1]
    if not chosen:
        return None, False
    before = extraction.article.text[max(span.start, chosen[0].span.start - 24) : chosen[0].span.start]
    return chosen[0].value.partition("T")[0], bool(DEADLINE.search(before))


def _event_in(extraction: Extraction, span: Span, conditions: Sequence[Span]) -> Event | None:
    """The first event of its words that is to come: what has a mode before what has none."""
    starts = [event.trigger[0].start for event in extraction.events]
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    free = [
        e for e in extraction.events[first:last] if not any(c.start <= e.trigger[0].start < c.end for c in conditions)
    ]
    ahead = [e for e in free if e.status in ("planned", "hypothetical")]
    return min(ahead, key=lambda e: (e.mode not in _PLANNED_MODES, e.trigger), default=None)
