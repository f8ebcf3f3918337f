"""What a reaction or a word such as "the call" refers back to, in the article and before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum

from onrecord.resolve import cues, terms
from onrecord.resolve.claims import MIN_PARTICIPANTS, Join, Known, Lookup, Weigh, conflict, is_term
from onrecord.resolve.contents import Content
from onrecord.resolve.counts import is_count
from onrecord.resolve.proposition import Proposition

COUNTED_AGAIN = frozenset(("number", "figur", "dat"))
_BOTH = re.compile(r"\W*both (?:numbers|figures|dates)\b", re.IGNORECASE)
MIN_BOTH = 2
_REPORT = re.compile(r"\b(?:reports?|comment|news|publications?|information|story|article|claims?|rumou?rs?)\b")


def refer(
    p: Proposition,
    earlier: Sequence[Known],
    later: Sequence[Known],
    lookup: Lookup,
    weigh: Weigh,
    everybody: frozenset[str],
) -> Join | None:
    """What "the call", "the report" or "it" stands for: the nearest earlier that shares most, else a later one, else
    one of another article; where the words tell nothing, what the article told first of others.
    """
    hints = frozenset(
        f for f in p.content.features if (is_term(f) and f in COUNTED_AGAIN) or terms.is_class(f) or f[0] in "#@"
    )
    numbers = frozenset(f for f in hints if f[0] == "#")
    asked = replace(p.content, before=None)  # when it was said tells nothing of when it was
    is_one_of_them = cues.AMONG.search(p.words) is not None
    best: tuple[float, Known] | None = None
    for known in [*reversed(earlier), *later]:
        shared = hints & _meant(known.content)
        same = known.party == p.party.key and known.party != known.outlet
        if same or conflict(asked, known.content) or not numbers <= known.content.features:
            continue
        if is_one_of_them and any(map(is_count, known.content.terms)):
            continue  # "was among the nine who came": it is of what happened to them, and no number
        if _BOTH.match(p.words) and len(known.content.numbers) < MIN_BOTH:
            continue
        if not any(is_term(f) or f[0] == "#" for f in shared) or ("~ready" in known.content.terms - p.content.terms):
            continue
        score = _focus(hints, known.content, weigh)
        if best is None or score > best[0]:
            best = score, known
    if best is not None:
        return referring(p, best[1], hints & _meant(best[1].content), "what it refers to in the article")
    if numbers:
        carried = [k for k in lookup(numbers) if p.party.key in (k.party, k.outlet)]
        if carried:
            return referring(p, max(carried, key=lambda k: (k.published, k.key)), numbers, "what it had told before")
    told = _event(replace(asked, numbers=frozenset()), lookup(hints), weigh, everybody) if hints else None
    if told is not None:
        return referring(p, told, hints & told.content.features, "what earlier articles told of the same people")
    if p.kind == "neither" or _REPORT.search(p.words) or not p.content.terms:
        others = [k for k in earlier if k.party != p.party.key or k.party == k.outlet]
        is_narration = p.statement is None  # it goes on from what it told last; a spokesman answers the report
        first = next(iter(reversed(others) if is_narration else others), None)
        if first is not None:
            return referring(p, first, frozenset(), "what the article told before")
    return None


def find_presumed(p: Proposition, candidates: Iterable[Known], weigh: Weigh, everybody: frozenset[str]) -> Known | None:
    """The talk or visit that it speaks of as of something that took place: told of before, by whom all are named."""
    content = replace(p.content, terms=p.presumes, numbers=frozenset(), future=False)
    return _event(content, candidates, weigh, everybody)


def _event(content: Content, candidates: Iterable[Known], weigh: Weigh, everybody: frozenset[str]) -> Known | None:
    """What is told of between people whom the article names, and of nothing else; the latest of equals."""
    best: tuple[float, str, Known] | None = None
    for known in candidates:
        told = known.content
        if not told.terms & content.terms or len(told.names) < MIN_PARTICIPANTS or not told.names <= everybody:
            continue
        if conflict(content, told) or told.future or known.kind not in ("asserts", "confirms", "repeats"):
            continue
        score = _focus(content.features, told, weigh)
        if best is None or (score, known.published) >= best[:2]:
            best = score, known.published, known
    return best[2] if best else None


def _focus(hints: frozenset[str], content: Content, weigh: Weigh) -> float:
    """Who speaks of "the call" means what told of the call and its people and little else; "both", what tells two."""
    shared = hints & _meant(content)
    rest = fsum(map(weigh, content.terms - shared))
    counted = 0.2 * len(content.numbers) if shared & COUNTED_AGAIN else 0.0
    people = 0.3 * min(len(content.names), 2) + (0.3 if content.days else 0.0)
    return fsum(map(weigh, shared)) + people + counted - 0.2 * rest


def _meant(content: Content) -> frozenset[str]:
    """Features, and the words by which one speaks of them again: "both numbers", "the date"."""
    again = {"number", "figur"} if content.numbers and not any(map(is_count, content.terms)) else set[str]()
    return content.features | again | ({"dat"} if content.days else set())


def referring(p: Proposition, known: Known, shared: frozenset[str], how: str) -> Join:
    return Join(p, known.claim, p.kind, known.key, 0.0, tuple(sorted(shared)), how)
