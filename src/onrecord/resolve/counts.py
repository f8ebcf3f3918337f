"""How many people are held, killed or hurt: whoever gives the number takes a stand on it, and on it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.records import Span
from onrecord.resolve import terms
from onrecord.resolve.contents import Content
from onrecord.resolve.dissection import Dissection
from onrecord.resolve.measures import iter_measures
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.standing import StanceKind

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
_CORRECTS = re.compile(r"\b(?:correct|revis|amend)(?:s|ed|ing)\b")
_BEFORE = 60  # characters in which the verb stands
_FROM_TO = re.compile(r"\bfrom (?P<old>\w[\w,-]*) to (?P<new>\w[\w,-]*)")
_FIGURE = re.compile(
    r"\W*(?:that )?the (?:\w+ )?(?:number|figure|total|count|toll) (?:is|was|stood at|stands at)"
    r" (?P<number>\w[\w,-]*)\W*$",
    re.IGNORECASE,
)


def is_count(term: str) -> bool:
    return term.startswith("+")


def find_counts(reading: Dissection, propositions: Sequence[Proposition]) -> Iterator[Proposition]:
    """The propositions, each followed by the numbers that it gives; without those that give a number and no more."""
    earlier: list[Proposition] = []
    for p in propositions:
        told = p.kind not in ("neither", "declines")
        measured = list(_measures(reading, p)) if told else []
        again = list(_again(p, earlier)) if told else []
        counted = [*_counts(reading, p), *_corrected(reading, p), *again] if told else []
        doings = {term for term in p.content.terms if terms.is_class(term)}
        only = bool(again) or (len(counted) == 1 and doings and doings <= _ONLY and p.kind == "asserts")
        if not only and not (measured and not p.content.names and p.kind == "asserts"):
            yield p
        yield from (*counted, *measured)
        earlier += counted


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
                names = frozenset((terms.fold_place(whose),)) if whose else frozenset[str]()
                yield _number(p, value, state, names)


def _number(p: Proposition, value: float, state: str, names: frozenset[str] = frozenset()) -> Proposition:
    content = Content(
        names=names,
        terms=frozenset((state,)),
        numbers=frozenset((f"{value:g} {state}",)),
        days=frozenset(),
        when=frozenset(),
        before=p.content.before,
        future=False,
        negated=False,
    )
    return replace(p, id=f"{p.id}#{value:g}", content=content, refers=False, presumes=frozenset(), counts=p.id)


def _measures(reading: Dissection, p: Proposition) -> Iterator[Proposition]:
    """How long or high a thing is said to be: "+wall high" of 4."""
    for span in p.spans:
        for measure in iter_measures(reading.plain, span):
            noun, way, unit = measure.what
            yield _number(p, measure.value, f"+{noun} {way} {unit}")


def _corrected(reading: Dissection, p: Proposition) -> Iterator[Proposition]:
    """Who "corrected the number of the dead from six to seven" takes back the six and confirms the seven."""
    start, end = p.spans[0].start, p.spans[-1].end
    match = _FROM_TO.search(reading.plain, start, end)
    state = next((STATES[term] for term in sorted(p.content.terms) if term in STATES), None)
    if match is None or state is None or not _CORRECTS.search(reading.plain, max(start - _BEFORE, 0), end):
        return
    kinds: tuple[tuple[str, StanceKind], ...] = (("old", "retracts"), ("new", "confirms"))
    for group, kind in kinds:
        for _, value in terms.find_numbers(match[group]):
            yield replace(_number(p, value, state), kind=kind)


def _again(p: Proposition, earlier: Sequence[Proposition]) -> Iterator[Proposition]:
    """What was counted last in the article: "the number was seven", where nobody gave that number yet."""
    match = _FIGURE.match(p.words)
    if match is None or not earlier or p.kind != "asserts":
        return
    for _, value in terms.find_numbers(match["number"]):
        if not any(f"{value:g}" in {number.split()[0] for number in q.content.numbers} for q in earlier):
            yield _number(p, value, min(earlier[-1].content.terms), earlier[-1].content.names)


def _state(plain: str, number: Span, within: Span) -> str | None:
    """By the nearest word that tells of a state, one after the number before one that stands before it."""
    found = []
    for match in terms.WORD.finditer(plain, within.start, within.end):
        state = STATES.get(terms.term_of(match.group()) or "")
        if state:
            after = match.start() >= number.end
            found.append((match.start() - number.end if after else 2 * (number.start - match.end()), state))
    return min(found)[1] if found else None
