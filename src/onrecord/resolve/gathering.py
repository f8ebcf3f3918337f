"""The claims of one article's propositions: what joins those of earlier articles, and what opens a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord import ids
from onrecord.resolve import cues, initiators
from onrecord.resolve.claims import GRANTED, Join, Known, Lookup, Weigh, conflict, join_by_words, join_own, join_things
from onrecord.resolve.counts import is_count
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.references import COUNTED_AGAIN, find_presumed, refer, referring

FOLLOWS = "it goes on from that"
MIN_OWN = 3  # features: what speaks of something that nobody told of, and tells of more than that
NUMBER = "the number is what it speaks of"


def gather(
    propositions: Sequence[Proposition],
    key_of: Callable[[str], str],
    outlet: str,
    published: str,
    lookup: Lookup,
    weigh: Weigh,
    in_story: Callable[[str], bool] = lambda _: False,
) -> list[Join]:
    """First of those that tell something, then of those that refer back.

    `lookup` finds propositions of earlier articles that share a feature; `key_of` makes a key over the record, of a
    version and an id within it; `in_story` tells of the version of an earlier article whether it is on the same matter.
    """
    own = key_of("").rpartition(":")[0]

    def is_near(known: Known) -> bool:
        return (version := known.key.rpartition(":")[0]) == own or in_story(version)

    def look_near(features: frozenset[str]) -> list[Known]:
        return [known for known in lookup(features) if is_near(known)]

    here: list[Known] = []
    joins: dict[str, Join] = {}
    propositions = _dated(propositions)
    for p in propositions:
        if p.refers or p.follows:
            continue
        candidates = [*lookup(p.content.features), *here]
        found = None if p.counts else join_by_words(p, candidates, weigh, is_near)
        found = found or join_things(p, candidates, is_near)
        if found is None and p.kind == "retracts":
            found = join_own(p, candidates, is_near)
        if found is None and p.counts and p.kind == "retracts":
            continue  # of a number that nobody gave
        join = found or Join(p, ids.digest_of("claim", key_of(p.id)), "asserts" if p.kind == "retracts" else p.kind)
        joins[p.id] = join
        here.append(Known(key_of(p.id), join.claim, p.party.key, outlet, published, join.kind, p.content))
    told = {known.key: known for known in here}
    everybody = frozenset(name for p in propositions for name in p.content.names)
    further: list[Join] = []
    for number, p in enumerate(propositions):
        earlier = [told[key_of(q.id)] for q in propositions[:number] if key_of(q.id) in told]
        if p.follows in joins:
            joins[p.id] = replace(joins[p.follows], proposition=p, kind=p.kind, to=key_of(p.follows), how=FOLLOWS)
        elif p.refers or p.follows:
            later = [told[key_of(q.id)] for q in propositions[number:] if key_of(q.id) in told]
            meant = refer(p, earlier, later, look_near, weigh, everybody)
            if meant is None and p.kind == "asserts" and len(p.content.features) > MIN_OWN:
                joins[p.id] = Join(p, ids.digest_of("claim", key_of(p.id)), p.kind)
            if meant is not None:
                joins[p.id] = _against(p, meant, told)
                further += _belied(p, meant, told, look_near)
                further += _numbers(p, meant, [k for q in propositions if q.counts for k in _known(told, key_of(q.id))])
        if not p.refers and p.presumes and p.party.named and p.party.key != outlet:
            event = find_presumed(p, earlier, weigh, everybody) or find_presumed(
                p, look_near(p.presumes), weigh, everybody
            )
            if event is None:
                continue
            held = any(j.claim == event.claim and j.proposition.party == p.party for j in joins.values())
            if event.claim != joins[p.id].claim and not held:
                further.append(replace(referring(p, event, p.presumes, GRANTED), kind="confirms"))
            elif event.claim == joins[p.id].claim and joins[p.id].kind == "asserts":
                joins[p.id] = replace(joins[p.id], kind="confirms")  # of a talk that others told of before
    return [*(joins[p.id] for p in propositions if p.id in joins), *further]


def _against(p: Proposition, meant: Join, told: dict[str, Known]) -> Join:
    """Who names another who asked for the talk than the party before him denies what that one said."""
    known = told.get(meant.to or "")
    asker = initiators.find_asker(p.words)
    if known is None or asker is None or meant.kind != "asserts" or known.party == p.party.key:
        return meant
    both = "~request" in known.content.terms & p.content.terms and known.content.names and not known.content.negated
    return replace(meant, kind="denies") if both and not asker & known.content.names else meant


def _belied(
    p: Proposition, meant: Join, told: dict[str, Known], look_near: Callable[[frozenset[str]], list[Known]]
) -> Iterator[Join]:
    """Any other number that was given of the same people: "it was always 31"."""
    if not cues.ALWAYS.match(p.words) or p.kind != "asserts":
        return
    same = told.get(meant.to or "")
    if same is None:
        return
    states = frozenset(filter(is_count, same.content.terms))
    claims = {meant.claim}
    for known in [*told.values(), *look_near(states)] if states else ():
        counted = known.content.terms == states and known.content.numbers.isdisjoint(same.content.numbers)
        theirs = not known.content.names or not same.content.names or known.content.names & same.content.names
        if counted and theirs and known.kind != "denies" and known.claim not in claims:
            claims.add(known.claim)
            yield replace(referring(p, known, states, NUMBER), kind="denies")


def _known(told: dict[str, Known], key: str) -> Iterator[Known]:
    if key in told:
        yield told[key]


def _numbers(p: Proposition, meant: Join, counts: Sequence[Known]) -> Iterator[Join]:
    """The numbers of people that it speaks of besides: "all 31", "both numbers"."""
    if cues.AMONG.search(p.words):
        return
    numbers = {number.split()[0] for number in p.content.numbers}
    for known in counts:
        of_meant = bool(p.content.terms & COUNTED_AGAIN) and known.key.rpartition("#")[0] == meant.to
        given = {number.split()[0] for number in known.content.numbers} <= numbers
        if (of_meant or (numbers and given)) and known.claim != meant.claim:
            yield referring(p, known, known.content.terms, NUMBER)


def _dated(propositions: Sequence[Proposition]) -> list[Proposition]:
    """A talk or visit that is told without a day is the one that the article told of last with these people."""
    result: list[Proposition] = []
    for p in propositions:
        content = p.content
        if not content.days and not p.refers and not content.future and content.terms & cues.CONTACTS:
            earlier = [
                q
                for q in result
                if q.content.days
                and q.content.terms & content.terms & cues.CONTACTS
                and (not content.names or len(q.content.names & content.names) >= min(2, len(content.names)))
                and not conflict(q.content, content)
            ]
            if earlier:
                result.append(replace(p, content=replace(content, when=earlier[0].content.days)))
                continue
        result.append(p)
    return result
