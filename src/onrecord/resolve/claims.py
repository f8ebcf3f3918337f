"""Which propositions are one claim: the same participants, the same predicate, numbers and times that fit.

Two are compared only where they share a telling word. What joined them is kept, so that `onrecord why` can show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum, log

from onrecord import ids
from onrecord.resolve import terms
from onrecord.resolve.contents import Content
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.standing import StanceKind

# Measured with `python -m evaluate score claims`: where most pairs of the sample story part.
MIN_SCORE = 0.62
MIN_SCORE_OF_REACTION = 0.45  # who denies or confirms speaks of something that was told
MIN_SCORE_OF_OPPOSITE = 0.8  # "is" and "is not" must agree in nearly all else
MIN_WEIGHT = 1.0  # of what they share; a feature that nothing else has weighs 1
MIN_PARTICIPANTS = 2  # of a talk or visit that another article may speak of
WORDS = "words"
GRANTED = "it takes for granted that this took place"
_OTHER_TENSE = 0.7  # what will be and what was are seldom one claim
_NAME_WEIGHT = 0.8
_SHARE_OF_SMALLER = 0.6  # the rest is of the larger: a short piece is soon within a long one
_SHARE_OF_SMALLER_IN_REACTION = 0.8
_OTHER_DOING = 0.9  # for each doing that only one of them tells
_NOBODY_NAMED = 0.88  # words alone, without a name, number or day in common
_AHEAD = frozenset(("~promise", "~offer", "~threat"))  # told as past or not, they are of what will be
_SAME_PEOPLE = 1.15  # two of them, and the same doing
_SAME_COUNT = 1.2  # "31 sailors" in both
_REACTIONS = frozenset(("confirms", "denies", "doubts", "retracts"))

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Known:
    """A proposition that belongs to a claim."""

    key: str
    claim: str
    party: str
    outlet: str
    published: str
    kind: StanceKind
    content: Content


@dataclass(frozen=True, slots=True)
class Join:
    """A proposition and its claim. `to` is what it was joined to, None where it opens a claim."""

    proposition: Proposition
    claim: str
    kind: StanceKind
    to: str | None = None
    score: float = 0.0
    shared: tuple[str, ...] = ()
    how: str = ""  # words, or what the reaction refers back to


Lookup = Callable[[frozenset[str]], Iterable[Known]]


def gather(
    propositions: Sequence[Proposition],
    key_of: Callable[[str], str],
    outlet: str,
    published: str,
    lookup: Lookup,
    weigh: Weigh,
) -> list[Join]:
    """The claims of one article's propositions: first of those that tell something, then of those that refer back.

    `lookup` finds propositions of earlier articles that share a feature; `key_of` makes a key over the record.
    """
    here: list[Known] = []
    joins: dict[str, Join] = {}
    propositions = _dated(propositions)
    for p in propositions:
        if p.refers:
            continue
        found = _join(p, [*lookup(p.content.features), *here], weigh)
        join = found or Join(p, ids.digest_of("claim", key_of(p.id)), p.kind)
        joins[p.id] = join
        here.append(Known(key_of(p.id), join.claim, p.party.key, outlet, published, join.kind, p.content))
    told = {known.key: known for known in here}
    everybody = frozenset(name for p in propositions for name in p.content.names)
    further = []
    for number, p in enumerate(propositions):
        earlier = [told[key_of(q.id)] for q in propositions[:number] if key_of(q.id) in told]
        if p.refers:
            later = [told[key_of(q.id)] for q in propositions[number:] if key_of(q.id) in told]
            meant = _refer(p, earlier, later, lookup, weigh, everybody)
            if meant is not None:
                joins[p.id] = meant
        elif p.presumes and p.party.named and p.party.key != outlet:
            event = _presumed(p, earlier, weigh, everybody) or _presumed(p, lookup(p.presumes), weigh, everybody)
            if event is not None and event.claim != joins[p.id].claim:
                further.append(replace(_referring(p, event, p.presumes, GRANTED), kind="confirms"))
    return [*(joins[p.id] for p in propositions if p.id in joins), *further]


def _presumed(p: Proposition, candidates: Iterable[Known], weigh: Weigh, everybody: frozenset[str]) -> Known | None:
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


def compare(a: Content, b: Content, weigh: Weigh, *, reacts: bool = False) -> tuple[float, tuple[str, ...]]:
    """How much of the one is in the other, 0 to 1, and what they share; 0 where numbers or times cannot be one.

    `fsum`, because a set has another order in every process, and a sum of it would end in other digits.

    Who `reacts` need not say again all that was said.
    """
    shared = a.features & b.features
    if not any(_is_term(feature) for feature in shared) or conflict(a, b):
        return 0.0, ()
    if any(map(terms.is_class, a.terms)) and any(map(terms.is_class, b.terms)) and not any(map(terms.is_class, shared)):
        return 0.0, ()  # both tell of a doing, and not of one
    doings = sum(map(terms.is_class, shared))
    if a.names and b.names and not a.names & b.names and doings < 2 and not any(f[0] == "#" for f in shared):
        return 0.0, ()
    common = fsum(map(weigh, shared))
    if common < MIN_WEIGHT:
        return 0.0, ()
    small, big = sorted((fsum(map(weigh, a.features)), fsum(map(weigh, b.features))))
    share = _SHARE_OF_SMALLER_IN_REACTION if reacts else _SHARE_OF_SMALLER
    counted = _SAME_COUNT if a.numbers & b.numbers else 1.0
    apart = sum(map(terms.is_class, a.terms ^ b.terms))
    likeness = counted * _OTHER_DOING**apart * common / (share * small + (1 - share) * big)
    if not apart and doings and len(a.names & b.names) >= MIN_PARTICIPANTS:
        likeness *= _SAME_PEOPLE
    score = min(likeness, 1.0)
    return score, tuple(sorted(shared, key=lambda f: (-weigh(f), f)))


def conflict(a: Content, b: Content) -> str:
    """Why the two cannot be one claim; empty where nothing says so."""
    counts = _by_noun(a.numbers), _by_noun(b.numbers)
    for noun in counts[0].keys() & counts[1].keys():
        if not counts[0][noun] & counts[1][noun]:
            return f"numbers of {noun or 'something'}"
    if a.when and b.when and not a.when & b.when:
        return "days"
    for one, other in ((a, b), (b, a)):
        if other.before and not other.future and one.when and min(one.when) > other.before:
            return "days"
    return ""


def weigh_by(number: int, count: Callable[[str], int]) -> Weigh:
    """Rare features tell more: inverse document frequency over the propositions of the record."""
    most = log(number + 20)

    def weigh(feature: str) -> float:
        weight = log((number + 20) / (count(feature) + 1)) / most
        return max(weight, 0.05) * (_NAME_WEIGHT if feature.startswith("@") else 1.0)

    return weigh


def _join(p: Proposition, candidates: Iterable[Known], weigh: Weigh) -> Join | None:
    best: Join | None = None
    for known in candidates:
        reacts = p.kind in _REACTIONS
        score, shared = compare(p.content, known.content, weigh, reacts=reacts)
        opposite = p.kind == known.kind == "asserts" and p.content.negated != known.content.negated
        tense = p.content.future != known.content.future and not _AHEAD & set(shared)
        if p.kind == known.kind == "asserts" and tense:
            score *= _OTHER_TENSE
        if not reacts and all(map(_is_term, shared)):
            score *= _NOBODY_NAMED
        least = MIN_SCORE_OF_OPPOSITE if opposite else MIN_SCORE_OF_REACTION if reacts else MIN_SCORE
        if score < least or (opposite and p.party.key == known.party):
            continue
        if best is None or (score, known.key) > (best.score, best.to or ""):
            kind: StanceKind = "denies" if opposite else p.kind
            best = Join(p, known.claim, kind, known.key, round(score, 3), shared, WORDS)
    return best


def _refer(
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
        f for f in p.content.features if (_is_term(f) and f in _COUNTED) or terms.is_class(f) or f[0] in "#@"
    )
    numbers = frozenset(f for f in hints if f[0] == "#")
    asked = replace(p.content, before=None)  # when it was said tells nothing of when it was
    best: tuple[float, Known] | None = None
    for known in [*reversed(earlier), *later]:
        shared = hints & _meant(known.content)
        same = known.party == p.party.key and known.party != known.outlet
        if same or conflict(asked, known.content) or not numbers <= known.content.features:
            continue
        if not any(_is_term(f) or f[0] == "#" for f in shared) or ("~ready" in known.content.terms - p.content.terms):
            continue
        score = _focus(hints, known.content, weigh)
        if best is None or score > best[0]:
            best = score, known
    if best is not None:
        return _referring(p, best[1], hints & _meant(best[1].content), "what it refers to in the article")
    if numbers:
        carried = [k for k in lookup(numbers) if p.party.key in (k.party, k.outlet)]
        if carried:
            return _referring(p, max(carried, key=lambda k: (k.published, k.key)), numbers, "what it had told before")
    told = _event(replace(asked, numbers=frozenset()), lookup(hints), weigh, everybody) if hints else None
    if told is not None:
        return _referring(p, told, hints & told.content.features, "what earlier articles told of the same people")
    if p.kind == "neither" or _REPORT.search(p.words) or not p.content.terms:
        others = [k for k in earlier if k.party != p.party.key or k.party == k.outlet]
        is_narration = p.statement is None  # it goes on from what it told last; a spokesman answers the report
        first = next(iter(reversed(others) if is_narration else others), None)
        if first is not None:
            return _referring(p, first, frozenset(), "what the article told before")
    return None


def _focus(hints: frozenset[str], content: Content, weigh: Weigh) -> float:
    """Who speaks of "the call" means what told of the call and its people and little else; "both", what tells two."""
    shared = hints & _meant(content)
    rest = fsum(map(weigh, content.terms - shared))
    counted = 0.2 * len(content.numbers) if shared & _COUNTED else 0.0
    people = 0.3 * min(len(content.names), 2) + (0.3 if content.days else 0.0)
    return fsum(map(weigh, shared)) + people + counted - 0.2 * rest


_COUNTED = frozenset(("number", "figur", "dat"))
_REPORT = re.compile(r"\b(?:reports?|comment|news|publications?|information|story|article|claims?|rumou?rs?)\b")


def _meant(content: Content) -> frozenset[str]:
    """Features, and the words by which one speaks of them again: "both numbers", "the date"."""
    again = {"number", "figur"} if content.numbers else set[str]()
    return content.features | again | ({"dat"} if content.days else set())


def _referring(p: Proposition, known: Known, shared: frozenset[str], how: str) -> Join:
    return Join(p, known.claim, p.kind, known.key, 0.0, tuple(sorted(shared)), how)


def _dated(propositions: Sequence[Proposition]) -> list[Proposition]:
    """A talk or visit that is told without a day is the one that the article told of last with these people."""
    result: list[Proposition] = []
    for p in propositions:
        content = p.content
        if not content.days and not p.refers and not content.future and content.terms & _MEETINGS:
            earlier = [
                q
                for q in result
                if q.content.days
                and q.content.terms & content.terms & _MEETINGS
                and (not content.names or len(q.content.names & content.names) >= min(2, len(content.names)))
                and not conflict(q.content, content)
            ]
            if earlier:
                result.append(replace(p, content=replace(content, when=earlier[0].content.days)))
                continue
        result.append(p)
    return result


_MEETINGS = frozenset(("~talk", "~meet", "~visit"))


def _by_noun(numbers: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in numbers:
        value, _, noun = number.partition(" ")
        found.setdefault(noun, set()).add(value)
    return found


def _is_term(feature: str) -> bool:
    return feature[0] not in "@#="
