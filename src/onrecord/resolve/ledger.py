"""The ledger of a claim: each party's stances in time, each with its outlet, day, chain and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord import ids
from onrecord.records import Spans
from onrecord.resolve.claims import GRANTED, WORDS
from onrecord.resolve.parties import Party, is_competent, outlet_party
from onrecord.resolve.standing import Stance, StanceKind, Standing, find_acknowledging, find_standing


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    party: Party
    kind: StanceKind
    citing: str  # the name of whom it repeats
    chain: tuple[str, ...]  # the names from the outlet to who is meant
    published: str | None  # ISO day
    outlet: str
    article_id: str
    version_id: str
    doc: str
    statement: str | None  # None for narration
    spans: Spans
    words: str
    proposition: str
    joined_to: str | None
    shared: tuple[str, ...]
    score: float
    how: str
    said: str | None = None  # ISO day on which it was said, where that was before it was published
    origin: str = ""  # for repeats: the key of whom the one that it cites quotes by name


@dataclass(frozen=True, slots=True)
class Told:
    """A proposition as it was kept: an entry, and the chain of parties."""

    entry: Entry
    through: tuple[Party, ...]


class Sides(Protocol):
    """Who speaks for whom, as far as the record tells."""

    def side_of(self, party: str) -> str:
        """What parties share that speak for one another; empty where unknown."""

    def takes_part(self, party: str, names: Iterable[str]) -> bool:
        """Whether the party, or somebody of its side, is one of these names of a content."""


def make_entries(told: Iterable[Told], names: Sequence[str], sides: Sides) -> list[Entry]:
    """The ledger in time. `names` are those of the claim's content."""
    entries = [entry for each in told for entry in _entries(each, names, sides)]
    return sorted(set(entries), key=lambda e: (e.published or "", e.outlet, e.doc, e.spans, e.party.key, e.kind))


def to_stances(entries: Iterable[Entry], names: Sequence[str], sides: Sides) -> list[Stance]:
    """The entries as the rule of standing takes them."""
    return [
        Stance(
            party=e.party.key,
            kind=e.kind,
            published=e.published,
            side="" if e.party.is_outlet else sides.side_of(e.party.key),
            outlet=outlet_party(e.outlet).key,
            citing=e.origin or (outlet_party(e.citing).key if e.citing else ""),
            copied=ids.digest_of(" ".join(e.words.casefold().split()))
            if e.statement is None or not e.party.named
            else "",
            named=e.party.named,
            competent=sides.takes_part(e.party.key, names)
            or (e.kind == "retracts" and e.how == WORDS)
            or (e.kind == "asserts" and e.party.named and is_competent(e.party.name)),
            said=e.said,
        )
        for e in entries
    ]


def name_kinds(entries: Sequence[Entry], stances: Sequence[Stance]) -> list[Entry]:
    """The entries, with "confirms" for what the rule counts as that; `stances` are theirs."""
    marks = find_acknowledging(stances)
    return [replace(e, kind="confirms") if mark else e for e, mark in zip(entries, marks, strict=True)]


def standing_by_day(stances: Sequence[Stance]) -> tuple[tuple[str, Standing], ...]:
    """The days on which the standing became what it was from then on."""
    found: list[tuple[str, Standing]] = []
    for day in sorted({s.published[:10] for s in stances if s.published}):
        standing = find_standing(stances, day)
        if standing is not None and (not found or found[-1][1] != standing):
            found.append((day, standing))
    return tuple(found)


def _entries(told: Told, names: Sequence[str], sides: Sides) -> Iterator[Entry]:
    """An outlet that tells what another outlet told repeats it; whom that one quotes by name speaks for himself."""
    entry = told.entry
    own = outlet_party(entry.outlet)
    if entry.how == GRANTED and not sides.takes_part(entry.party.key, names):
        return
    press = next((party for party in told.through if party.is_outlet and party.key != own.key), None)
    if press is not None:
        named = entry.party.named and not entry.party.is_outlet
        origin = entry.party.key if named and entry.kind != "repeats" else ""
        yield replace(entry, party=own, kind="repeats", citing=press.name, origin=origin)
        if not named or entry.kind == "repeats":
            return
    if entry.party.is_outlet and entry.party.key != own.key and entry.kind == "asserts":
        yield replace(entry, party=own, kind="repeats", citing=entry.party.name)
        return
    yield entry
