"""A piece of an article that may be so or not, and on whose word it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Attribution, Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.contents import Content, find_features, find_things, is_figure, presumed, speaks_again
from onrecord.resolve.dissection import Dissection
from onrecord.resolve.parties import Party, last_word
from onrecord.resolve.standing import StanceKind

DAY = len("2026-03-06")
MIN_TERMS = 2  # fewer tell nothing that another article could tell, too


@dataclass(frozen=True, slots=True)
class Proposition:
    """A piece of an article that may be so or not, and on whose word it stands."""

    id: str  # within the article
    statement: str | None  # None for narration
    spans: Spans
    words: str
    party: Party
    kind: StanceKind
    chain: tuple[Party, ...]  # through whom the outlet has it, the nearest to the outlet first
    content: Content
    refers: bool  # speaks of what was told before, and tells too little itself
    presumes: frozenset[str] = frozenset()  # classes of what it takes for granted: "the call lasted an hour"
    follows: str = ""  # the proposition that it answers or goes on from, so that it is of the same claim
    counts: str = ""  # the proposition of which it is a number


def make(
    reading: Dissection,
    name: str,
    s: Attribution | None,
    spans: Spans,
    party: Party,
    kind: StanceKind,
    chain: tuple[Party, ...],
    subject: Span | None = None,
) -> Proposition:
    words = reading.words(spans)
    names, roots, numbers = find_features(reading, spans)
    if s is not None and s.speaker and (cues.OF_SELF if reading.is_person(s) else cues.OF_OWN).match(words):
        names |= {terms.fold_place(last_word(party.name))} if party.named else set()
    if subject is not None:
        more, nouns, _ = find_features(reading, (subject,))
        names, roots = names | more, roots | nouns
    future = bool(cues.FUTURE.search(words)) or "~ready" in roots
    days = reading.days_in(spans)
    said = s.said_on if s and len(s.said_on or "") == DAY else None
    before = min((day for day in (said, (reading.published or "")[:10]) if day), default=None)
    reacts = kind in ("neither", "declines", "retracts", "confirms", "denies", "doubts")
    thin = (
        len(roots) + len(names) + (0 if reacts else len(numbers) + len(days)) < 3 or cues.THIN.match(words) is not None
    )
    if kind == "asserts" and cues.OFF.search(words):
        kind = "retracts"
    roots |= {f"!{thing}" for thing in find_things(words)}
    unaware = kind == "asserts" and cues.UNAWARE.search(f"{reading.cue(s)} {words}" if s else words) is not None
    return Proposition(
        id=name,
        statement=s.id if s else None,
        spans=spans,
        words=words,
        party=party,
        kind="doubts" if unaware else kind,
        chain=chain,
        content=Content(
            names=names,
            terms=roots,
            numbers=numbers,
            days=days,
            when=days,
            before=before,
            future=future,
            negated=bool(cues.NEGATION.search(words)),
        ),
        presumes=presumed(words) if kind == "asserts" and not future else frozenset(),
        refers=kind in ("neither", "declines")
        or cues.REPORT_DENIED.match(words) is not None
        or unaware
        or (kind == "asserts" and bool(numbers) and cues.AMONG.search(words) is not None)
        or (thin and (reacts or speaks_again(words) or is_figure(words))),
    )


def keep(p: Proposition) -> Iterator[Proposition]:
    told = p.content
    if p.refers or (told.terms and len(told.features) >= MIN_TERMS):
        yield p
