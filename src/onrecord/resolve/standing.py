"""The standing of a claim as of a day, from who took which stand on it. Never a truth score.

The rule, with the reason for every line, is docs/concepts/standing.md; the tests go through its table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

StanceKind = Literal["asserts", "confirms", "denies", "neither", "declines", "doubts", "retracts", "repeats"]
Standing = Literal["reported", "unconfirmed", "corroborated", "confirmed", "denied", "disputed", "withdrawn"]
STANDINGS: tuple[Standing, ...] = (
    "withdrawn",
    "disputed",
    "denied",
    "confirmed",
    "unconfirmed",
    "corroborated",
    "reported",
)  # where several hold, the first is the standing


_ANSWERS = frozenset(("asserts", "confirms", "denies"))


@dataclass(frozen=True, slots=True)
class Stance:
    """What the rule needs to know of one party's stand on a claim."""

    party: str  # who holds it
    kind: StanceKind
    published: str | None  # ISO day of the report; None where nobody knows
    side: str = ""  # what parties share that speak for one another; empty where unknown
    outlet: str = ""  # who carried it; the party itself where it is narration
    citing: str = ""  # for repeats: whose claim it is
    copied: str = ""  # the same for reports that are copies of one text; empty where it is no copy
    named: bool = True
    competent: bool = False  # takes part in what is claimed, or speaks for somebody who does
    said: str | None = None  # ISO day on which it was said, where that was before the report

    @property
    def is_narration(self) -> bool:
        return bool(self.outlet) and self.party == self.outlet


def find_standing(stances: Iterable[Stance], as_of: str | None = None) -> Standing | None:
    """The standing by what was published by the day `as_of` (ISO), or by all that there is.

    None where nothing was published by then. A stance without a day counts only where no day is asked for.
    """
    known = [stance for stance in set(stances) if as_of is None or _is_published(stance, as_of)]
    if not known:
        return None
    kept, withdrawn = _without_retracted(known)
    if withdrawn:
        return "withdrawn"
    current = [stance for stance in kept if not _is_superseded(stance, kept)]
    origins = find_origins(current)
    confirmed = any(_confirms(s, origins) for s in current)
    denials = [s for s in current if s.kind == "denies"]
    if any(_is_party(s) for s in denials):
        return "disputed" if confirmed or any(_is_party(s) for s in origins) else "denied"
    if confirmed:
        return "confirmed"
    if denials:
        return "disputed" if origins else "denied"
    if any(s.kind == "neither" for s in current):
        return "unconfirmed"
    return "corroborated" if count_origins(current) > 1 else "reported"


def find_origins(stances: Sequence[Stance]) -> list[Stance]:
    """The stances on whose word the claim stands: those that assert it, and whom the others repeat.

    Where nobody asserts it, the first who confirm it do: "confirmed" is then a word for "said".
    """
    own = [s for s in stances if s.kind == "asserts"]
    told = {s.party for s in own}
    cited = [
        Stance(s.citing, "asserts", s.published, named=False, copied=s.copied)
        for s in stances
        if s.kind == "repeats" and s.citing and s.citing not in told and not _carries(s.citing, own)
    ]
    if own or cited:
        return own + cited
    confirms = [s for s in stances if s.kind == "confirms"]
    first = min((_day(s) for s in confirms), default="")
    return [s for s in confirms if _day(s) == first]


def find_acknowledging(stances: Sequence[Stance]) -> list[bool]:
    """For each stance whether it asserts what others had claimed before, and so confirms it."""
    current, _ = _without_retracted(list(stances))
    origins = find_origins(current)
    return [s.kind == "asserts" and _confirms(s, origins) for s in stances]


def count_origins(stances: Sequence[Stance]) -> int:
    """How many origins are independent: one party, one side and one copied text are one origin."""
    origins = sorted(find_origins(stances), key=lambda s: (s.party, s.side, s.copied))
    groups: list[set[str]] = []
    for stance in origins:
        marks = {f"party {stance.party}"}
        marks |= {f"side {stance.side}"} if stance.side else set()
        marks |= {f"text {stance.copied}"} if stance.copied else set()
        touching = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks] + [marks.union(*touching)]
    return len(groups)


def _without_retracted(stances: Sequence[Stance]) -> tuple[list[Stance], bool]:
    """What no retraction took back, and whether the claim is withdrawn: no origin is left, and nobody said it anew.

    Once its origins are gone, what others confirmed or repeated before does not hold it up.
    """
    back = [s for s in stances if s.kind == "retracts"]
    of_denials = [r for r in back if _is_of_a_denial(r, stances)]
    retractions = [r for r in back if r not in of_denials]
    kept = [s for s in stances if s.kind != "retracts" and not any(_takes_back(r, s) for r in retractions)]
    kept = [
        s for s in kept if s.kind != "denies" or not any(_is_of_one(r, s) and _day(s) <= _day(r) for r in of_denials)
    ]
    if not retractions:
        return kept, False
    gone = {r.party for r in retractions} | {s.outlet for s in stances if s.kind == "asserts" and s not in kept}
    last = max(_day(r) for r in retractions)
    return kept, not any(
        s.kind == "asserts"
        or (s.kind == "repeats" and s.citing and s.citing not in gone)
        or (s.kind == "confirms" and _day(s) > last)
        for s in kept
    )


def _is_of_a_denial(retraction: Stance, stances: Sequence[Stance]) -> bool:
    """Whether who takes something back had denied the claim, and had not said anything else of it."""
    own = {s.kind for s in stances if _is_of_one(retraction, s) and _day(s) <= _day(retraction)}
    return "denies" in own and not own & {"asserts", "confirms", "repeats"}


def _is_of_one(a: Stance, b: Stance) -> bool:
    return a.party == b.party or _is_same_side(a, b)


def _takes_back(retraction: Stance, stance: Stance) -> bool:
    if _day(stance) > _day(retraction):
        return False
    if retraction.competent or retraction.party == stance.party or _is_same_side(retraction, stance):
        return True
    return retraction.party == stance.outlet and not _is_party(stance)  # an outlet takes back what it wrote


def _is_superseded(stance: Stance, stances: Sequence[Stance]) -> bool:
    """Whether the same party took another stand later; for "neither", whether its side gave an answer later."""
    day = _day(stance)
    if stance.kind == "neither":
        return any(_is_of_one(s, stance) and s.kind in _ANSWERS and _day(s) > day for s in stances)
    if stance.kind not in _ANSWERS:
        return False
    against = stance.kind == "denies"
    own = (s for s in stances if s.party == stance.party and s.kind in _ANSWERS)
    return any((s.kind == "denies") != against and _day(s) > day for s in own)


def _confirms(stance: Stance, origins: Sequence[Stance]) -> bool:
    """A named party confirms it that is not among those who said it first, and not of their side.

    Who takes part in what is claimed and asserts it on a later day confirms it, too: the event's own later account, and
    not what was said before the claim was first told.
    """
    if stance.kind not in ("confirms", "asserts") or not _is_party(stance) or not origins:
        return False
    first = min(_day(s) for s in origins)
    if stance.kind == "asserts" and not (stance.competent and _day(stance) > first and (stance.said or first) >= first):
        return False
    return not any(s.party == stance.party or _is_same_side(s, stance) for s in origins if _day(s) == first)


def _is_party(stance: Stance) -> bool:
    """Somebody with a name who is not the outlet that tells it."""
    return stance.named and not stance.is_narration


def _is_same_side(a: Stance, b: Stance) -> bool:
    return bool(a.side) and a.side == b.side


def _carries(outlet: str, stances: Collection[Stance]) -> bool:
    return any(s.outlet == outlet for s in stances)


def _is_published(stance: Stance, as_of: str) -> bool:
    return stance.published is not None and stance.published[:10] <= as_of


def _day(stance: Stance) -> str:
    return (stance.published or "")[:10]
