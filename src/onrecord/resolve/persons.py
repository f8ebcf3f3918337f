"""Which names of one block are one person, from those that tell most to bare surnames."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.extract.names import role_of
from onrecord.resolve.names import first_names, is_word
from onrecord.resolve.nodes import Node, Pair, Sets
from onrecord.resolve.spelling import (
    differs_by_a_vowel,
    first_name_marks,
    fold,
    formal_names,
    is_first_name,
    is_spelling,
)

_OFFICES = frozenset("leader minister".split())  # kinds of roles of which one person rarely has two in a record
_ROLE_SHARE = 5  # times as many articles give a role to one person as to any other of a surname
_NAME_SHARE = 32  # times as many articles name one person as any other of a surname
_PERSON_SHARE = 4  # times as many articles take a word for a surname as for the name of a thing
_OFTEN = 4  # halvings: eight articles or more


def join_persons(sets: Sets, nodes: Sequence[Node]) -> set[str]:
    """All nodes have a surname with the same consonants. The keys that stay unresolved are returned."""
    persons = [node for node in nodes if node.kind == "person"]
    things: dict[str, str] = {}  # by the sound, in whatever spelling
    for node in nodes:
        if node.kind == "thing" and len(node.words) == 1 and not _is_surname(node, persons):
            things.setdefault(fold(node.surname), node.key)
    above: list[Node] = []
    unresolved: set[str] = set()
    for level in (3, 2, 1, 0, -1):
        if level == 2:
            _join_tails(sets, persons)
        here = [node for node in persons if node.level == level]
        if level > 1:
            _join_spellings(sets, here)
            _join_fuller(sets, here, above)
        else:  # each by itself: that one "Vasko" is the president tells nothing of another
            here = [node for node in here if not _join_whole(sets, node)]
            if level < 0:
                here = [node for node in here if not _is_thing(sets, node, things, nodes)]
            bare = [node for node in here if level < 0 and node.surname in first_names()]
            found = _join_fuller(sets, [node for node in here if node not in bare], above)
            found.add(_join_fuller(sets, bare, [node for node in above if node.level > 0]))
            left = [node for node in here if node.key in found.alone]
            if level < 0:  # a name of a place that an article took for somebody's
                open_ = [node for node in here if node.key in found.alone | found.unresolved]
                placed = {node.key for node in open_ if _join_thing(sets, node, things, nodes, found.unresolved)}
                found.unresolved -= placed
                left = [node for node in left if node.key not in placed]
                found.unresolved |= {node.key for node in left if _is_nobody(node)}
            unresolved |= found.unresolved
            _join_spellings(sets, left)
        above += here
    return unresolved | _join_loose(sets, [node for node in nodes if node.kind != "person"], things, above)


def _is_nobody(node: Node) -> bool:
    """Whether a bare word for which no name stands is a first name, and so several people's, or one of the language."""
    return node.surname in first_names() or is_word(node.surname)


def _join_tails(sets: Sets, persons: Sequence[Node]) -> None:
    """A name with a word too many before it, as of a place: "Tarn Ann Lee" beside the better known Ann Lee."""
    known = {node.words: node for node in persons if node.level == 2}
    for node in persons:
        tail = known.get(node.words[-2:]) if node.level > 2 and len(node.words[-2]) > 1 else None
        if tail is not None and tail.articles > node.articles:
            sets.union(node.key, tail.key)


def _join_whole(sets: Sets, node: Node) -> bool:
    """Whether a first word stands for a whole name, as articles tell."""
    return any(sets.union(node.key, key) for long in node.stands_for if (key := long.partition("|")[0]) in sets)


def _is_thing(sets: Sets, node: Node, things: Mapping[str, str], nodes: Sequence[Node]) -> bool:
    """Whether a word is the name of a place or body beside which the people of that surname are hardly named."""
    known = sum(1 << n.articles for n in nodes if n.kind == "person" and n.level >= 0 and n.surname == node.surname)
    taken = sum(1 << n.articles for n in nodes if n.kind != "person" and fold(n.surname) == fold(node.surname))
    rather = fold(node.surname) in things and node.key not in sets.decided and taken >= known * _PERSON_SHARE
    return rather and sets.union(node.key, things[fold(node.surname)])


def _join_loose(sets: Sets, nodes: Sequence[Node], things: Mapping[str, str], persons: Sequence[Node]) -> set[str]:
    """Names of one word that no article takes for a person's. They lead to a person who has the word as surname, where
    they are not the name of a place or body; these are spelled by different rules, too.
    """
    full = [node for node in persons if node.level > 0] or persons
    surnames = {fold(node.surname) for node in full}
    named = []
    first: dict[str, str] = {}
    lost: set[str] = set()
    for node in nodes:
        known = fold(node.surname) in things or fold(node.surname) in surnames
        if node.kind == "either" and node.surname in first_names() and not known:
            lost.add(node.key)
            continue
        theirs = sum(1 << other.articles for other in persons if other.surname == node.surname)
        rare = node.articles >= _OFTEN and 1 << node.articles >= theirs * _PERSON_SHARE
        if fold(node.surname) in things or rare or fold(node.surname) not in surnames:
            sets.union(node.key, things.get(fold(node.surname), node.key))
            sets.union(node.key, first.setdefault(fold(node.surname), node.key))
        else:
            named.append(node)
    return _join_fuller(sets, named, full).unresolved | lost


def _join_thing(
    sets: Sets, node: Node, things: Mapping[str, str], nodes: Sequence[Node], unresolved: Collection[str]
) -> bool:
    """Whether a word is rather the name of a place or body, by the articles that take it for one."""
    sound = fold(node.surname)
    if sound not in things:
        return False
    taken = sum(1 << other.articles for other in nodes if other.kind == "thing" and fold(other.surname) == sound)
    share = _PERSON_SHARE if node.key in unresolved else 1
    return taken >= share << node.articles and sets.union(node.key, things[sound])


def _is_surname(thing: Node, persons: Sequence[Node]) -> bool:
    """Whether a word that some articles take for a place or body is the surname of somebody the record knows."""
    theirs = [node for node in persons if fold(node.surname) == fold(thing.surname)]
    bare = sum(1 << node.articles for node in theirs if node.level < 1)
    return any(node.level > 0 for node in theirs) and bare >= _PERSON_SHARE << thing.articles


def _join_spellings(sets: Sets, nodes: Sequence[Node]) -> None:
    """Names that tell as much as each other and are spellings of one name."""
    buckets: dict[str, list[Node]] = {}
    for node in nodes:
        for mark in _marks(node):
            buckets.setdefault(mark, []).append(node)
    for mark in sorted(buckets):
        for a, b in combinations(buckets[mark], 2):
            if _is_one_name(a, b):
                sets.union(a.key, b.key)


def _marks(node: Node) -> frozenset[str]:
    if node.level < 1:
        return frozenset(("",))
    return first_name_marks(node.words[0]) if node.level > 1 else frozenset((node.words[0],))


def _is_one_name(a: Node, b: Node) -> bool:
    if fold(a.surname) == fold(b.surname) and a.level > 1 and a.words[:-1] == b.words[:-1]:
        return True  # short surnames, too
    if not is_spelling(a.surname, b.surname):
        # As translators write it, or a woman's surname in the man's form; a first name is one of a man or of a woman.
        named = a.level > 1 and fold(a.words[0]) == fold(b.words[0]) and _same_middle(a.words[1:-1], b.words[1:-1])
        return named and differs_by_a_vowel(a.surname, b.surname)
    if a.level < 1:
        return a.walks == b.walks
    if not is_first_name(a.words[0], b.words[0]):
        return False
    if fold(a.surname) != fold(b.surname) and not formal_names(a.words[0]) & formal_names(b.words[0]):
        return False  # one of the two names is to be the same
    return _same_middle(a.words[1:-1], b.words[1:-1])


def _same_middle(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether middle names can be one person's: each as far as both are told, an initial for its name."""
    return all(
        a[0] == b[0] if min(len(a), len(b)) == 1 else is_spelling(a, b) for a, b in zip(ours, theirs, strict=False)
    )


@dataclass(slots=True)
class _Left:
    """Keys that joined nobody: several persons fit, or none does."""

    unresolved: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)

    def add(self, other: _Left) -> None:
        self.unresolved |= other.unresolved
        self.alone |= other.alone


def _join_fuller(sets: Sets, nodes: Sequence[Node], above: Sequence[Node]) -> _Left:
    """Names that tell less join the one person whom they fit."""
    shelf: dict[str, list[Node]] = {}
    for node in above:
        for mark in {*_first_letters(node), ""}:
            shelf.setdefault(mark, []).append(node)
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(sets.root(node.key) if node.level > 1 else node.key, []).append(node)
    joins: list[Pair] = []
    left = _Left()
    for root in sorted(groups):
        group = groups[root]
        if sets.decided & {node.key for node in group}:
            continue  # the user has said whom it names
        fitting = _fitting(sets, group, shelf)
        if len(fitting) == 1:
            joins.append((root, next(iter(fitting))))
        else:
            (left.unresolved if fitting else left.alone).update(node.key for node in group)
    for a, b in joins:
        sets.union(a, b)
    return left


def _first_letters(node: Node) -> set[str]:
    return {node.words[0][0], *(name[0] for name in formal_names(node.words[0]))}


def _fitting(sets: Sets, group: Sequence[Node], shelf: Mapping[str, Sequence[Node]]) -> dict[str, list[Node]]:
    """The persons, by root, whom a group of names fits; where several do, those who share a role with it."""
    found: dict[str, list[Node]] = {}
    for exact in (True, False):
        for node in group:
            marks = {""} if node.level < 1 else _first_letters(node)
            for other in (other for mark in marks for other in shelf.get(mark, ())):
                if _tells_more(other, node, exact=exact) and sets.may_join(node.key, other.key):
                    found.setdefault(sets.root(other.key), []).append(other)
        if found:
            break
    if len(found) == 1 and all(node.level == 0 and _is_other(node, full) for full in found.values() for node in group):
        return {}
    if len(found) > 1 and group[0].level < 2:
        return _outstanding(found, {role for node in group for role, _ in node.roles})
    return found


def _is_other(bare: Node, full: Sequence[Node]) -> bool:
    """Whether a surname is told with an office that the one person of that surname is never told with, who is told with
    others and named no more often: "President Lee" beside Ann Lee, a secretary.
    """
    told = {role for node in full for role, _ in node.roles}
    offices = {role for role, _ in bare.roles if (known := role_of(role)) and known.kind in _OFFICES}
    often = max(node.articles for node in full)
    return bool(told and offices) and not told & {role for role, _ in bare.roles} and often <= bare.articles


def _outstanding(found: dict[str, list[Node]], roles: Collection[str]) -> dict[str, list[Node]]:
    """Of several persons the one who alone is known by a role, or nearly: articles slip. Without a role to tell, one
    beside whom the others are hardly named at all.
    """
    weight = {root: sum(_weight(node, roles) for node in nodes) for root, nodes in found.items()}
    best = max(sorted(weight), key=weight.__getitem__)
    rest = max(weight[root] for root in weight if root != best)
    enough = weight[best] >= rest * (_ROLE_SHARE if roles else _NAME_SHARE) and weight[best] > 0
    return {best: found[best]} if enough else found


def _weight(node: Node, roles: Collection[str]) -> int:
    return sum(1 << size for role, size in node.roles if role in roles) if roles else 1 << node.articles


def _tells_more(full: Node, node: Node, *, exact: bool) -> bool:
    if exact and fold(full.surname) != fold(node.surname):
        return False
    if not is_spelling(full.surname, node.surname):
        return False
    if node.level < 1:
        return True
    if node.level == 1:
        initial = node.words[0]
        same = any(name.startswith(fold(initial)) for name in formal_names(full.words[0]))
        return (same or full.words[0][0] == initial) and _same_middle(full.words[1:-1], node.words[1:-1])
    return is_first_name(full.words[0], node.words[0])
