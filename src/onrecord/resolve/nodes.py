"""Names of the record as they are compared, and disjoint sets of them that keep what the user decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.extract.names import role_of
from onrecord.extract.states import usual_name
from onrecord.resolve.names import Kind, block_of_person, block_of_thing, initials_of

_WALKS = frozenset("artist cleric doctor sport".split())  # of life: roles that a politician is not called by

Pair = tuple[str, str]  # two keys, the smaller first


@dataclass(frozen=True, slots=True)
class Node:
    """A name of the record with what all articles together tell of it."""

    key: str
    kind: Kind
    words: tuple[str, ...]  # plain; of a person the surname is the last
    acronym: bool = False
    articles: int = 0  # that have it: how often it could be halved, so that a name rarely changes
    roles: tuple[tuple[str, int], ...] = ()  # by which articles call somebody of this name, and in how many, as above
    stands_for: frozenset[str] = (
        frozenset()
    )  # the key of the long form that articles give; of a first word with |surname

    @property
    def block(self) -> str:
        """Only names of one block are compared; what the user took out of an article is compared with nothing."""
        if self.key.startswith("d:"):
            return self.key
        if self.kind != "person" and self.usual != self.words:
            return block_of_person(*self.usual) if len(self.usual) == 1 else block_of_thing(initials_of(self.usual))
        if self.acronym:
            return block_of_thing(self.words[0])
        if self.kind == "thing" and len(self.words) > 1:
            return block_of_thing(initials_of(self.words))
        if self.stands_for:  # a first word that articles use alone is compared where the whole name is
            return block_of_person(min(self.stands_for).partition("|")[2])
        return block_of_person(self.words[-1])

    @property
    def usual(self) -> tuple[str, ...]:
        """The words by which a state or land is called most often, for any of its names; else the words."""
        return self.words if self.kind == "person" else usual_name(self.words)

    @property
    def surname(self) -> str:
        return self.words[-1]

    @property
    def walks(self) -> frozenset[str]:
        return frozenset(role.kind for word, _ in self.roles if (role := role_of(word)) and role.kind in _WALKS)

    @property
    def level(self) -> int:
        """How much a person's name tells: 3 with a middle name, 2 with a first name, 1 with an initial, 0 with a role
        and -1 without.
        """
        if len(self.words) == 1:
            return 0 if self.roles else -1
        if len(self.words[0]) == 1:
            return 1
        return 2 if len(self.words) == 2 else 3


@dataclass(frozen=True, slots=True)
class Decided:
    """What the user says of pairs of keys, the latest word on each."""

    together: tuple[Pair, ...] = ()  # in the order in which they are done
    apart: frozenset[Pair] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)


def pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


class Sets:
    """Disjoint sets that refuse a union which would put together what the user holds apart."""

    def __init__(self, keys: Iterable[str], decided: Decided) -> None:
        self._set = {key: {key} for key in keys}
        self._apart = decided.apart
        self.decided: set[str] = set()
        for a, b in decided.together:
            if a in self._set and b in self._set and self.union(a, b):
                self.decided |= {a, b}

    def union(self, a: str, b: str) -> bool:
        ours, theirs = self._set[a], self._set[b]
        if ours is theirs:
            return True
        if not self.may_join(a, b):
            return False
        small, large = sorted((ours, theirs), key=len)
        large |= small
        for key in small:
            self._set[key] = large
        return True

    def may_join(self, a: str, b: str) -> bool:
        if not self._apart:
            return True
        return not any(pair(x, y) in self._apart for x in self._set[a] for y in self._set[b])

    def __contains__(self, key: str) -> bool:
        return key in self._set

    def root(self, key: str) -> str:
        return min(self._set[key])

    def groups(self) -> tuple[tuple[str, ...], ...]:
        distinct = {id(keys): keys for keys in self._set.values()}
        return tuple(sorted(tuple(sorted(keys)) for keys in distinct.values()))
