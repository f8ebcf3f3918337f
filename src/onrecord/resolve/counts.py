"""How many people are held, killed or hurt: whoever gives the number takes a stand on it, and on it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.records import Span
from onrecord.resolve import terms
from onrecord.resolve.contents import Content
from onrecord.resolve.dissection import Dissection
from onrecord.resolve.proposition import Proposition

STATES = {
    "~hold": "+held",
    "~release": "+held",
    "~exchange": "+held",
    "~kill": "+killed",
    "~injure": "+injured",
}  # who is held is freed or exchanged later, and is as many
_ONLY = frozenset(("~hold", "~kill", "~injure"))  # who tells nothing else gives a number and no more
_HEAD = re.compile(
    r"\s+(?:(?P<whose>[A-Z][\w'’-]+)\s+)?(?:[a-z-]+\s+)?(?P<head>people|persons?|men|women|children|civilians?|citizens|nationals"
    r"|residents|sailors|seafarers|seamen|soldiers|servicemen|officers|crew|members|miners|workers|passengers"
    r"|prisoners|detainees|hostages|captives|victims|fishermen)\b"
    r"|\s+(?P<folk>[A-Z][a-z]+(?:ans|ese|is|ish|ns))\b"
)


def is_count(term: str) -> bool:
    return term.startswith("+")


def find_counts(reading: Dissection, propositions: Sequence[Proposition]) -> Iterator[Proposition]:
    """The propositions, each followed by the numbers that it gives; without those that give a number and no more."""
    for p in propositions:
        counted = [] if p.kind in ("neither", "declines") else list(_counts(reading, p))
        doings = {term for term in p.content.terms if terms.is_class(term)}
        if not (len(counted) == 1 and doings and doings <= _ONLY and p.kind == "asserts"):
            yield p
        yield from counted


def _counts(reading: Dissection, p: Proposition) -> Iterator[Proposition]:
    if not p.content.terms & STATES.keys():
        return
    for start, end in p.spans:
        for (first, last), value in terms.find_numbers(reading.plain[start:end]):
            at = Span(start + first, start + last)
            head = _HEAD.match(reading.plain, at.end, end)
            state = _state(reading.plain, at, Span(start, end)) if head else None
            if head and state and value == int(value):
                whose = head["whose"] or head["folk"]
                content = Content(
                    names=frozenset((terms.fold_place(whose),)) if whose else frozenset(),
                    terms=frozenset((state,)),
                    numbers=frozenset((f"{value:g} {state}",)),
                    days=frozenset(),
                    when=frozenset(),
                    before=p.content.before,
                    future=False,
                    negated=False,
                )
                yield replace(
                    p, id=f"{p.id}#{value:g}", content=content, refers=False, presumes=frozenset(), counts=p.id
                )


def _state(plain: str, number: Span, within: Span) -> str | None:
    """By the nearest word that tells of a state, one after the number before one that stands before it."""
    found = []
    for match in terms.WORD.finditer(plain, within.start, within.end):
        state = STATES.get(terms.term_of(match.group()) or "")
        if state:
            after = match.start() >= number.end
            found.append((match.start() - number.end if after else 2 * (number.start - match.end()), state))
    return min(found)[1] if found else None
