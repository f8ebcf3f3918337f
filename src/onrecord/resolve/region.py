"""The part of the record that a new name can touch: its block, and the blocks that are tied to it, by decisions of the
user and by names that stand in place of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from onrecord.resolve.clusters import Clusters, cluster
from onrecord.resolve.nodes import Decided, Node, Pair


class Lookup(Protocol):
    """What the record is asked for."""

    def nodes_in(self, blocks: Collection[str]) -> list[Node]:
        """All names of these blocks."""

    def blocks_of(self, keys: Collection[str]) -> Mapping[str, str]:
        """The blocks of those of the keys that the record has, by key."""

    def ties_of(self, keys: Collection[str]) -> Collection[Pair]:
        """Pairs of names that stand in place of each other, at least one of each pair among the keys."""


def resolve_blocks(lookup: Lookup, blocks: Collection[str], decided: Decided) -> tuple[Clusters, set[str]]:
    """The blocks worked out anew as a whole, with all that is tied to them; and which blocks these were."""
    region = _tied(lookup, blocks, decided)
    while True:
        nodes = lookup.nodes_in(region)
        ties = lookup.ties_of({node.key for node in nodes})
        tied = set(lookup.blocks_of({key for tie in ties for key in tie}).values())
        if tied <= region:
            return cluster(nodes, decided, ties), region
        region = _tied(lookup, region | tied, decided)


def _tied(lookup: Lookup, blocks: Collection[str], decided: Decided) -> set[str]:
    region = set(blocks)
    if not decided.together:
        return region
    places = lookup.blocks_of({key for tie in decided.together for key in tie})
    ties = [(places[a], places[b]) for a, b in decided.together if a in places and b in places]
    while True:
        more = {block for tie in ties if region & set(tie) for block in tie} - region
        if not more:
            return region
        region |= more
