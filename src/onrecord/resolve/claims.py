"""Which propositions are one claim: the same participants, the same predicate, numbers and times that fit.

Two are compared only where they share a telling word. What joined them is kept, so that `onrecord why` can show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import fsum, log

from onrecord.resolve import terms
from onrecord.resolve.contents import Content
from onrecord.resolve.parties import last_word
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.standing import StanceKind

# Measured with `python -m evaluate score claims`: where most pairs of the sample story part.
MIN_SCORE = 0.62
MIN_SCORE_OF_REACTION = 0.45  # who denies or confirms speaks of something that was told
MIN_SCORE_OF_OPPOSITE = 0.8  # "is" and "is not" must agree in nearly all else
MIN_SCORE_APART = 0.85  # of articles that were not found to be on one story
MIN_WEIGHT = 1.0  # of what they share; a feature that nothing else has weighs 1
MIN_DOINGS_OF_SAME = 2  # two that are the same may weigh little in a small record: "ready to talk", "4 metres long"
MIN_WORDS = 2  # where no doing, number or day is shared
MIN_PARTICIPANTS = 2  # of a talk or visit that another article may speak of
WORDS = "words"
GRANTED = "it takes for granted that this took place"
OWN = "what the same party had said"
THERE = "both tell that it is there"
COUNTED = "both give the number"
_OTHER_TENSE = 0.7  # what will be and what was are seldom one claim
_NAME_WEIGHT = 0.8
_SHARE_OF_SMALLER = 0.6  # the rest is of the larger: a short piece is soon within a long one
_SHARE_OF_SMALLER_IN_REACTION = 0.8
_OTHER_DOING = 0.9  # for each doing that only one of them tells
_NOBODY_NAMED = 0.88  # words alone, without a name, number or day in common
_AHEAD = frozenset(("~promise", "~offer", "~threat"))  # told as past or not, they are of what will be
_OWN = "~ready"  # one's own readiness is of one
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
IsNear = Callable[[Known], bool]  # of the same article or story


def compare(a: Content, b: Content, weigh: Weigh, *, reacts: bool = False) -> tuple[float, tuple[str, ...]]:
    """How much of the one is in the other, 0 to 1, and what they share; 0 where numbers or times cannot be one.

    `fsum`, because a set has another order in every process, and a sum of it would end in other digits.

    Who `reacts` need not say again all that was said.
    """
    told, other = a.told, b.told
    shared = told & other
    if not any(is_term(feature) for feature in shared) or conflict(a, b):
        return 0.0, ()
    if any(map(terms.is_class, a.terms)) and any(map(terms.is_class, b.terms)) and not any(map(terms.is_class, shared)):
        return 0.0, ()  # both tell of a doing, and not of one
    doings = sum(map(terms.is_class, shared))
    if a.names and b.names and not a.names & b.names and doings < 2 and not any(f[0] == "#" for f in shared):
        return 0.0, ()
    if not doings and sum(map(is_term, shared)) < MIN_WORDS and not any(f[0] in "#=" for f in shared):
        return 0.0, ()
    common = fsum(map(weigh, shared))
    known = doings >= MIN_DOINGS_OF_SAME and a.names & b.names
    if common < MIN_WEIGHT and not (told == other and (known or a.numbers & b.numbers)):
        return 0.0, ()
    small, big = sorted((fsum(map(weigh, told)), fsum(map(weigh, other))))
    share = _SHARE_OF_SMALLER_IN_REACTION if reacts else _SHARE_OF_SMALLER
    counted = _SAME_COUNT if a.numbers & b.numbers else 1.0
    apart = sum(map(terms.is_class, a.terms ^ b.terms))
    likeness = counted * _OTHER_DOING**apart * common / (share * small + (1 - share) * big)
    least = 1 if _OWN in shared else MIN_PARTICIPANTS
    if not apart and doings and len(a.names & b.names) >= least:
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


def join_by_words(p: Proposition, candidates: Iterable[Known], weigh: Weigh, is_near: IsNear) -> Join | None:
    """The one that is most alike, if it is alike enough; of another story it has to name somebody of this one."""
    best: Join | None = None
    for known in candidates:
        reacts = p.kind in _REACTIONS
        ahead = reacts and known.content.future  # "he denied that he wanted to": it need not be over
        asked = _as_act(p, known, replace(p.content, before=None) if ahead else p.content)
        score, shared = compare(asked, known.content, weigh, reacts=reacts)
        opposite = p.kind == known.kind == "asserts" and p.content.negated != known.content.negated
        tense = p.content.future != known.content.future and not _AHEAD & set(shared)
        if p.kind == known.kind == "asserts" and tense:
            score *= _OTHER_TENSE
        if not reacts and all(map(is_term, shared)):
            score *= _NOBODY_NAMED
        least = MIN_SCORE_OF_OPPOSITE if opposite else MIN_SCORE_OF_REACTION if reacts else MIN_SCORE
        if score < least or (opposite and p.party.key == known.party):
            continue
        if not is_near(known) and (reacts or score < MIN_SCORE_APART or not p.content.names & known.content.names):
            continue
        if best is None or (score, known.key) > (best.score, best.to or ""):
            acted = "repeats" if asked.terms != p.content.terms else p.kind
            kind: StanceKind = "denies" if opposite else acted
            best = Join(p, known.claim, kind, known.key, round(score, 3), shared, WORDS)
    return best


def _as_act(p: Proposition, known: Known, content: Content) -> Content:
    """What somebody says of what will be, beside that he promised or offered it: the same act without its verb."""
    act = known.content.terms & _AHEAD
    name = terms.fold_place(last_word(p.party.name))
    by_himself = p.kind == "asserts" and p.party.named and name in known.content.names and p.party.key != known.party
    if not act or not by_himself or not p.content.future or content.terms & _AHEAD:
        return content
    return replace(content, names=content.names | {name}, terms=content.terms | act)


def join_things(p: Proposition, candidates: Iterable[Known], is_near: IsNear) -> Join | None:
    """What is there, or a number of people, is one with what the same story told of it; the latest of several."""
    best: Join | None = None
    for known in sorted(candidates, key=lambda k: (k.published, k.key)):
        shared = {term for term in p.content.terms & known.content.terms if term[0] in "!+"}
        numbers = not p.counts or p.content.numbers == known.content.numbers
        people = p.content.names & known.content.names or not (p.counts and p.content.names and known.content.names)
        same = p.content.negated == known.content.negated
        if shared and numbers and people and same and is_near(known) and not conflict(p.content, known.content):
            best = Join(p, known.claim, p.kind, known.key, 0.0, tuple(sorted(shared)), COUNTED if p.counts else THERE)
    return best


def join_own(p: Proposition, candidates: Iterable[Known], is_near: IsNear) -> Join | None:
    """What somebody takes back is the last that he said of it in this matter; half of its words are there again."""
    best: Join | None = None
    for known in sorted(candidates, key=lambda k: (k.published, k.key)):
        shared = p.content.features & known.content.features
        enough = any(map(is_term, shared)) and 2 * len(shared) >= len(p.content.features)
        if known.party == p.party.key and enough and is_near(known) and not conflict(p.content, known.content):
            best = Join(p, known.claim, p.kind, known.key, 0.0, tuple(sorted(shared)), OWN)
    return best


def _by_noun(numbers: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in numbers:
        value, _, noun = number.partition(" ")
        found.setdefault(noun, set()).add(value)
    return found


def is_term(feature: str) -> bool:
    return feature[0] not in "@#="
