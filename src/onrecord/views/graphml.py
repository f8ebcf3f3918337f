"""Positions as a network of actors in GraphML, for Gephi, visone, igraph and others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from xml.etree import ElementTree as ET

from onrecord.resolve.issues import Issue

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (  # id, for what, type
    ("name", "node", "string"),
    ("positions", "node", "int"),
    ("agree", "edge", "int"),
    ("disagree", "edge", "int"),
    ("weight", "edge", "int"),
    ("issues", "edge", "string"),
)


def to_graphml(issues: Sequence[Issue]) -> str:
    """Actors, and between two of them on how many issues they agree and disagree; `weight` is the difference."""
    stands = Counter(p.key for issue in issues for p in issue.positions)
    names = {p.key: p.who for issue in issues for p in issue.positions}
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for key, kind, sort in _KEYS:
        ET.SubElement(root, "key", {"id": key, "for": kind, "attr.name": key, "attr.type": sort})
    graph = ET.SubElement(root, "graph", id="positions", edgedefault="undirected")
    order = {key: f"n{number}" for number, key in enumerate(sorted(names), 1)}
    for key, node_id in order.items():
        node = ET.SubElement(graph, "node", id=node_id)
        _data(node, name=names[key], positions=stands[key])
    for (one, other), shared in sorted(_edges(issues).items()):
        edge = ET.SubElement(graph, "edge", source=order[one], target=order[other])
        agree = sum(same for _, same in shared)
        apart = len(shared) - agree
        _data(edge, agree=agree, disagree=apart, weight=agree - apart, issues="; ".join(words for words, _ in shared))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _edges(issues: Sequence[Issue]) -> dict[tuple[str, str], list[tuple[str, bool]]]:
    """Pairs of actors with the issues on which both stand, and whether they agree; a condition is not against."""
    found: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for issue in issues:
        for one, other in combinations(sorted(issue.positions, key=lambda p: p.key), 2):
            same = (one.kind == "against") == (other.kind == "against")
            found.setdefault((one.key, other.key), []).append((issue.words, same))
    return found


def _data(parent: ET.Element, **values: str | int) -> None:
    for key, value in values.items():
        ET.SubElement(parent, "data", key=key).text = _xml_text(str(value))


def _xml_text(words: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not 0xD800 <= ord(c) <= 0xDFFF)
    )
