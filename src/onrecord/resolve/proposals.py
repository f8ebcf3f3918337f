"""Conditions over the record: which tellings are one, and what the others replied.

Two tellings are one condition where one party, or its side, asks the same and promises the same; in one article, where
one person asks the same. A reply comes from another side, not before the condition; it speaks of what is asked and of
what is promised, or names the offer. Another condition on the same two deeds is a counter-proposal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from onrecord.records import Spans
from onrecord.resolve.conditions import Form
from onrecord.resolve.replies import Manner, Meant

Reply = Literal["accepted", "rejected", "countered"]
MAX_DAYS = 30  # between a condition and a reply, or another telling of it
_LIKE = 0.34  # of the smaller set of terms
_COMMON = 400  # tellings; a term that more of them have finds none

_REPLIES: dict[Manner, Reply] = {"accepts": "accepted", "rejects": "rejected", "will answer": "accepted"}
_ANSWER = frozenset(("answer", "repli", "reply", "respons", "respond"))


@dataclass(frozen=True, slots=True)
class Who:
    """A party over the record. `sides` are what it shares with those who speak for it."""

    key: str
    name: str
    sides: frozenset[str] = frozenset()

    def is_with(self, other: Who) -> bool:
        return self.key == other.key or bool(self.sides & other.sides)


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand."""

    article_id: str
    version_id: str
    number: int  # of the version
    doc: str
    outlet: str
    published: str  # ISO day; empty where unknown
    statement: str
    spans: Spans
    words: str

    @property
    def order(self) -> tuple[str, str, str, Spans]:
        return self.published, self.outlet, self.doc, self.spans


@dataclass(frozen=True, slots=True)
class Telling:
    """A condition as one article tells it."""

    id: str
    actor: Who
    teller: Who | None
    addressees: tuple[Who, ...]  # the likeliest first
    supposed: tuple[Who, ...]  # the same where nobody is named; no reply is told by them
    form: Form
    place: Place
    marker: str
    demand: str
    offer: str
    demand_terms: frozenset[str]
    offer_terms: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as one article tells it."""

    by: Who
    manner: Manner
    meant: Meant
    place: Place
    terms: frozenset[str]
    names: frozenset[str]  # keys of parties that it names


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What somebody replied, and the words."""

    reply: Reply
    by: str
    place: Place


@dataclass(frozen=True, slots=True)
class Proposal:
    """One condition of the record, the fullest telling first in line."""

    id: str
    actor: Who
    addressee: Who | None
    form: Form
    marker: str
    demand: str
    offer: str
    score: float
    tellings: tuple[Telling, ...]
    replies: tuple[ReplyRow, ...]


def find_proposals(tellings: Iterable[Telling], answers: Iterable[Told]) -> list[Proposal]:
    """By day of the first telling; the order of what is given does not matter."""
    ordered = sorted(tellings, key=lambda t: (t.place.order, t.id))
    groups = _group(ordered)
    replies: dict[int, list[ReplyRow]] = defaultdict(list)
    countered: dict[int, Who] = {}  # by whom first, of those who answer with terms of their own
    for number, row, who in _counters(groups):
        replies[number].append(row)
        countered.setdefault(number, who)
    for number, row in _answers(groups, answers):
        replies[number].append(row)
    put_to = [
        _addressee(group) or _addressee(group, supposed=True) or countered.get(number)
        for number, group in enumerate(groups)
    ]
    told_in = _told_in(groups)
    put_to = [who or _addressee_of_others(groups, put_to, told_in, number) for number, who in enumerate(put_to)]
    return [_proposal(group, put_to[n], _one_each(replies[n])) for n, group in enumerate(groups)]


def _group(ordered: Sequence[Telling]) -> list[list[Telling]]:
    """Each telling joins the group of the earlier one that it is most like."""
    groups: list[list[Telling]] = []
    by_term: dict[str, list[int]] = defaultdict(list)
    where: list[int] = []
    calendar = _Calendar([telling.place.published for telling in ordered])
    for number, telling in enumerate(ordered):
        every = {n for term in telling.demand_terms | telling.offer_terms for n in by_term[term][-_COMMON:]}
        near = calendar.recent(every, telling.place.published)
        alike = [(_likeness(ordered[n], telling), -n) for n in near]
        best, at = max(alike, default=(0.0, 0))
        where.append(where[-at] if best > 0 else len(groups))
        if best > 0:
            groups[where[-at]].append(telling)
        else:
            groups.append([telling])
        for term in telling.demand_terms | telling.offer_terms:
            by_term[term].append(number)
    return groups


def _likeness(one: Telling, other: Telling) -> float:
    if one.place.article_id == other.place.article_id and one.place.version_id != other.place.version_id:
        return 0.0
    if not _is_same_party(one, other):
        return 0.0
    demand = _share(one.demand_terms, other.demand_terms)
    offer = _share(one.offer_terms, other.offer_terms)
    here = one.place.version_id == other.place.version_id
    if here and max(demand, _share(one.offer_terms | one.demand_terms, other.demand_terms)) >= _LIKE:
        return 1.0 + demand + offer
    return demand + offer if demand >= _LIKE and offer >= _LIKE else 0.0


def _is_same_party(one: Telling, other: Telling) -> bool:
    parties = {one.actor.key, one.teller.key if one.teller else ""} & {
        other.actor.key,
        other.teller.key if other.teller else "",
    }
    return bool(parties - {""}) or one.actor.is_with(other.actor)


def _counters(groups: Sequence[Sequence[Telling]]) -> list[tuple[int, ReplyRow, Who]]:
    """A later condition of another side on the same two deeds, the nearest one before it."""
    found = []
    demanding: dict[str, set[int]] = defaultdict(set)  # groups before, by a term of what is demanded
    offering: dict[str, set[int]] = defaultdict(set)
    calendar = _Calendar([group[0].place.published for group in groups])
    for number, group in enumerate(groups):
        first = group[0]
        terms = frozenset().union(*(t.demand_terms | t.offer_terms for t in group))
        best: tuple[float, str, int] | None = None
        near = {n for term in terms for n in demanding[term]} & {n for term in terms for n in offering[term]}
        for earlier in sorted(calendar.recent(near, first.place.published)):
            others = groups[earlier]
            theirs = others[0]
            if theirs.actor.is_with(first.actor):
                continue
            if not any(terms & t.demand_terms and terms & t.offer_terms for t in others):
                continue
            fit = max(len(terms & t.demand_terms) + len(terms & t.offer_terms) for t in others)
            if best is None or (fit, theirs.place.published) >= best[:2]:
                best = fit, theirs.place.published, earlier
        if best is not None and first.form != "threat":
            found.append((best[2], ReplyRow("countered", first.actor.name, first.place), first.actor))
        for telling in group:
            for term in telling.demand_terms:
                demanding[term].add(number)
            for term in telling.offer_terms:
                offering[term].add(number)
    return found


def _answers(groups: Sequence[Sequence[Telling]], answers: Iterable[Told]) -> list[tuple[int, ReplyRow]]:
    by_term: dict[str, set[int]] = defaultdict(set)
    put_to: dict[tuple[str, str], set[int]] = defaultdict(set)  # by form, and a key of the party or its side
    told_in = _told_in(groups)
    for number, group in enumerate(groups):
        for telling in group:
            for term in telling.demand_terms | telling.offer_terms:
                by_term[term].add(number)
        if (who := _addressee(group)) is not None:
            for key in (who.key, *who.sides):
                put_to[group[0].form, key].add(number)
    found = []
    calendar = _Calendar([group[0].place.published for group in groups])
    for told in sorted(answers, key=lambda a: a.place.order):
        near = {n for term in told.terms for n in by_term.get(term, ())} | told_in.get(told.place.version_id, set())
        if told.meant:
            forms = ("offer", "threat", "terms") if told.meant == "any" else (told.meant,)
            near |= {n for key in (told.by.key, *told.by.sides) for form in forms for n in put_to[form, key]}
        before = calendar.recent(near, told.place.published)
        fits = [(fit, groups[n][0].place.published, n) for n in before if (fit := _fit(groups[n], told)) > 0]
        if fits:
            _, _, best = max(fits)
            found.append((best, ReplyRow(_REPLIES[told.manner], told.by.name, told.place)))
    return found


def _fit(group: Sequence[Telling], told: Told) -> float:
    """How well an answer suits a condition that was told before; 0 where it is none."""
    first = group[0]
    if first.actor.is_with(told.by):
        return 0.0
    here = any(t.place.version_id == told.place.version_id for t in group)
    after = not here or any(t.place.version_id == told.place.version_id and _ends(t) <= _begins(told) for t in group)
    if not after:
        return 0.0
    demand = max(len(told.terms & t.demand_terms) for t in group)
    offer = max(len(told.terms & t.offer_terms) for t in group)
    if told.manner == "will answer":
        return 3.0 if here and any(t.demand_terms & _ANSWER for t in group) else 0.0
    named = bool(told.meant) and (
        told.meant in ("any", first.form) or (first.form == "terms" and told.meant == "offer")
    )
    to = _addressee(group)
    addressed = to is not None and to.is_with(told.by)
    mentioned = first.actor.key in told.names or bool(first.actor.sides & told.names)
    if demand and offer:
        return 2.0 + demand + offer + here
    if named and (mentioned or addressed or (here and (demand or offer))):
        return 1.0 + here + mentioned + addressed + 0.5 * (demand + offer)
    return 0.0


def _one_each(rows: Sequence[ReplyRow]) -> tuple[ReplyRow, ...]:
    """One reply of a party in an article: a counter-proposal before what only names the offer."""
    kept: dict[tuple[str, str], ReplyRow] = {}
    for row in sorted(rows, key=lambda r: (r.reply != "countered", r.place.order)):
        kept.setdefault((row.by, row.place.version_id), row)
    return tuple(sorted(kept.values(), key=lambda r: (r.place.order, r.by)))


def _proposal(group: Sequence[Telling], addressee: Who | None, replies: tuple[ReplyRow, ...]) -> Proposal:
    best = max(group, key=lambda t: (t.teller is None, t.score, -group.index(t)))
    return Proposal(
        id=group[0].id,
        actor=best.actor,
        addressee=addressee,
        form=best.form,
        marker=best.marker,
        demand=best.demand,
        offer=best.offer,
        score=max(t.score for t in group),
        tellings=tuple(group),
        replies=replies,
    )


def _addressee(group: Sequence[Telling], *, supposed: bool = False) -> Who | None:
    """The first that is named and not of the side of who sets the condition."""
    own = [who for t in group for who in (t.actor, t.teller) if who is not None]
    named = (who for t in group for who in (t.supposed if supposed else t.addressees))
    return next((who for who in named if not any(who.is_with(one) for one in own)), None)


def _told_in(groups: Sequence[Sequence[Telling]]) -> dict[str, set[int]]:
    """The groups that an article tells of, by its version."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for telling in group:
            found[telling.place.version_id].add(number)
    return found


def _addressee_of_others(
    groups: Sequence[Sequence[Telling]], put_to: Sequence[Who | None], told_in: Mapping[str, set[int]], number: int
) -> Who | None:
    """To whom the same party puts other terms in the same article, where that is one."""
    actor = groups[number][0].actor
    beside = {n for telling in groups[number] for n in told_in[telling.place.version_id]}
    others = {put_to[n] for n in beside if put_to[n] is not None and groups[n][0].actor.is_with(actor)}
    return others.pop() if len(others) == 1 else None


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The ISO days of things in the order of their days, first those of which none is known."""

    days: Sequence[str]

    def recent(self, places: Iterable[int], day: str) -> set[int]:
        """Of these the ones of that day, of MAX_DAYS before it, and those of which the day is not known."""
        undated = bisect_right(self.days, "")
        if not day:
            return {place for place in places if place < undated}
        first = bisect_left(self.days, _days_before(day, MAX_DAYS), undated)
        after = bisect_right(self.days, day, undated)
        return {place for place in places if place < undated or first <= place < after}


@lru_cache(maxsize=1 << 14)
def _days_before(day: str, number: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=number)).isoformat()


def _ends(telling: Telling) -> int:
    return max(span.end for span in telling.place.spans)


def _begins(told: Told) -> int:
    return min(span.start for span in told.place.spans)
