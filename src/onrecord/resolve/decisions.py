"""What the user decided about names, as pairs to be held together or apart: the latest word on a pair counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal, NamedTuple

from onrecord.resolve.nodes import Decided, Pair, pair

Kind = Literal["merge", "split", "rename"]


class Place(NamedTuple):
    """Where an article names somebody: the hash of its text, and characters of it."""

    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the table of decisions. The keys are those of names, so that it holds however articles are re-read."""

    id: int
    kind: Kind
    time: str  # UTC
    note: str
    one: tuple[str, ...]  # merge: the names of one; split: those taken out; rename: those renamed
    other: tuple[str, ...] = ()  # merge: the names of the other; split: those left
    name: str = ""  # rename: the new name; else who was meant, in words
    places: tuple[Place, ...] = ()  # what is named there counts as the first name of `one`
    undone: str | None = None  # when, in UTC


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the user's table of known people."""

    id: str  # such as a Wikidata QID
    name: str
    keys: tuple[str, ...]  # of its name, then of its aliases
    office: str = ""
    aliases: tuple[str, ...] = ()


def to_decided(decisions: Iterable[Decision], known: Sequence[Known] = ()) -> Decided:
    """The user's table is asked first; decisions outrank it, later ones those before."""
    together: dict[Pair, int] = {}
    apart: dict[Pair, int] = {}
    shared = _shared_keys(known)
    for number, row in enumerate(sorted(known, key=lambda r: r.id)):
        for key in row.keys[1:]:
            if key not in shared and key != row.keys[0]:
                together[pair(row.keys[0], key)] = -len(known) + number
    for one, other in combinations(sorted(known, key=lambda r: r.id), 2):
        if not shared & {one.keys[0], other.keys[0]} and _may_meet(one, other):
            apart[pair(one.keys[0], other.keys[0])] = -1
    for decision in sorted(decisions, key=lambda d: d.id):
        if decision.undone is None and decision.kind != "rename":
            _apply(decision, together, apart)
    order = sorted(together, key=lambda p: (-together[p], p))  # the latest first: what it says is never refused
    return Decided(tuple(order), frozenset(apart))


def telling(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that a decision is about: full names, from which the rules lead surnames, initials and acronyms on.
    Where a person has none, all keys.
    """
    told = sorted(set(keys))
    full = [key for key in told if key.startswith("d:") or min(map(len, key[2:].split())) > 1 < len(key.split())]
    return tuple(full or told)


def without_surnames(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys without bare surnames of full names among them: these the rules lead on."""
    told = sorted(set(keys))
    words = {word for key in told if len(key.split()) > 1 for word in key[2:].split()}
    return tuple(key for key in told if key[2:].partition("/")[0] not in words)


def _apply(decision: Decision, together: dict[Pair, int], apart: dict[Pair, int]) -> None:
    says, unsays = (apart, together) if decision.kind == "split" else (together, apart)
    for a, b in product(decision.one, decision.other):
        if a != b:
            says[pair(a, b)] = decision.id
            unsays.pop(pair(a, b), None)


def _shared_keys(known: Sequence[Known]) -> set[str]:
    """Names that the table gives to several people: they tell nothing."""
    seen: set[str] = set()
    shared: set[str] = set()
    for row in known:
        keys = set(row.keys)
        shared |= seen & keys
        seen |= keys
    return shared


def _may_meet(one: Known, other: Known) -> bool:
    """Whether the rules could take two known people for one; a table of thousands is not paired in full."""
    return bool(set(one.keys[0][2:].split()) & set(other.keys[0][2:].split()))
