"""Entities of invented articles, and the clusters that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.records import Entity, Label
from onrecord.resolve.clusters import Clusters, cluster
from onrecord.resolve.evidence import evidence_of, to_node
from onrecord.resolve.nodes import Decided, Node

Told = tuple[str, Label] | tuple[str, Label, tuple[str, ...]] | tuple[str, Label, tuple[str, ...], tuple[str, ...]]


def entity(name: str, label: Label = "person", roles: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Entity:
    return Entity("e1", name, label, tuple(sorted({name, *names})), roles)


def nodes_of(entities: Iterable[Entity]) -> list[Node]:
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for one in entities:
        for key, sort, value in evidence_of(one):
            counts.setdefault(key, Counter())[sort, value] += 1
    return [node for key in counts if (node := to_node(key, counts[key]))]


def clusters_of(*entities: Entity, decided: Decided | None = None) -> Clusters:
    return cluster(nodes_of(entities), decided or Decided())


def together(clusters: Clusters, *keys: str) -> bool:
    return any(set(keys) <= set(group) for group in clusters.groups)
