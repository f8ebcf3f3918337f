"""Which names of the record are one person or body: a pure function of a set of names and of what the user decided.

The result depends on the set alone, never on an order. Names that tell more are joined first; a name that tells less
(initials, a bare surname, an acronym) joins them where only one of them fits, and is left unresolved where several do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.resolve.bodies import join_things
from onrecord.resolve.nodes import Decided, Node, Pair, Sets
from onrecord.resolve.persons import join_persons


@dataclass(frozen=True, slots=True)
class Clusters:
    groups: tuple[tuple[str, ...], ...]  # keys, sorted
    unresolved: frozenset[str]  # keys that several groups would fit; each is a group of its own


def cluster(nodes: Collection[Node], decided: Decided, ties: Collection[Pair] = ()) -> Clusters:
    """Groups of names. Nodes of several blocks may be given together; keys that decisions name may be missing. `ties`
    are names that stand in place of each other in accounts of one thing: one, unless the user has spoken of them.
    """
    sets = Sets((node.key for node in nodes), decided)
    by_block: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda n: n.key):
        by_block.setdefault(node.block, []).append(node)
    unresolved: set[str] = set()
    for block in sorted(by_block):
        members = by_block[block]
        if block.startswith("s:"):
            unresolved |= join_persons(sets, members)
        elif block.startswith("a:"):
            join_things(sets, members)
        _join_usual(sets, members)
    for a, b in sorted(ties):
        if a in sets and b in sets and not sets.decided & {a, b}:
            sets.union(a, b)
    return Clusters(sets.groups(), frozenset(unresolved))


def _join_usual(sets: Sets, nodes: Sequence[Node]) -> None:
    """The names of one state, and a land with and without the word for its sort."""
    first: dict[tuple[str, ...], str] = {}
    for node in nodes:
        if node.kind != "person":
            sets.union(node.key, first.setdefault(node.usual, node.key))
