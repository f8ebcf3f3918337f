"""Positions for other programs: a table as Discourse Network Analyzer has it, and a network of actors as GraphML."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as Xml

from onrecord.resolve.issues import Issue, Position
from onrecord.store import position_rows

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (  # id, for what, type
    ("name", "node", "string"),
    ("positions", "node", "int"),
    ("agree", "edge", "int"),
    ("disagree", "edge", "int"),
    ("weight", "edge", "int"),
    ("issues", "edge", "string"),
)


def iter_dna(db: sqlite3.Connection) -> Iterator[dict[str, str | int]]:
    """A row for each stand on an issue that is shown: `agreement` is 1 or 0 as in DNA, and `kind` tells conditional."""
    found = []
    for issue in position_rows.issues(db):
        for position in issue.positions:
            for taken in position.stands:
                person, organisation = _belongs(db, taken.row.id, position.who)
                found.append(
                    (
                        taken.row.place.order,
                        {
                            "id": taken.row.id,
                            "time": taken.row.place.published,
                            "document": taken.row.place.doc,
                            "person": person,
                            "organisation": organisation,
                            "concept": issue.words,
                            "agreement": int(taken.kind != "against"),
                            "kind": taken.kind,
                            "outlet": taken.row.place.outlet,
                            "statement": taken.row.place.statement,
                            "words": taken.row.place.words,
                        },
                    )
                )
    yield from (row for _, row in sorted(found, key=lambda pair: (pair[0], str(pair[1]["id"]))))


def to_graphml(db: sqlite3.Connection) -> str:
    """Actors, and between two of them on how many issues they agree and disagree; `weight` is the difference."""
    issues = position_rows.issues(db)
    stands = Counter(p.key for issue in issues for p in issue.positions)
    names = {p.key: p.who for issue in issues for p in issue.positions}
    root = Xml.Element("graphml", xmlns=_GRAPHML)
    for key, kind, sort in _KEYS:
        Xml.SubElement(root, "key", {"id": key, "for": kind, "attr.name": key, "attr.type": sort})
    graph = Xml.SubElement(root, "graph", id="positions", edgedefault="undirected")
    order = {key: f"n{number}" for number, key in enumerate(sorted(names), 1)}
    for key, node_id in order.items():
        node = Xml.SubElement(graph, "node", id=node_id)
        _data(node, name=names[key], positions=stands[key])
    for (one, other), shared in sorted(_edges(issues).items()):
        edge = Xml.SubElement(graph, "edge", source=order[one], target=order[other])
        agree = sum(same for _, same in shared)
        apart = len(shared) - agree
        _data(edge, agree=agree, disagree=apart, weight=agree - apart, issues="; ".join(words for words, _ in shared))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _edges(issues: list[Issue]) -> dict[tuple[str, str], list[tuple[str, bool]]]:
    """Pairs of actors with the issues on which both stand, and whether they agree; a condition is not against."""
    found: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for issue in issues:
        for one, other in combinations(sorted(issue.positions, key=_key), 2):
            same = (one.kind == "against") == (other.kind == "against")
            found.setdefault((one.key, other.key), []).append((issue.words, same))
    return found


def _key(position: Position) -> str:
    return position.key


def _data(parent: Xml.Element, **values: str | int) -> None:
    for key, value in values.items():
        Xml.SubElement(parent, "data", key=key).text = _xml_text(str(value))


def _xml_text(words: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not 0xD800 <= ord(c) <= 0xDFFF)
    )


def _belongs(db: sqlite3.Connection, stand: str, name: str) -> tuple[str, str]:
    """A person and the body that the article tells they belong to; else a body alone."""
    version, _, stand_id = stand.rpartition(":")
    row = db.execute(
        """SELECT e.label, (SELECT b.name FROM offices o JOIN entities b ON b.version_id = o.version_id AND b.id = o.body
            WHERE o.version_id = s.version_id AND o.entity = s.actor ORDER BY o.position LIMIT 1) AS body
        FROM stands s LEFT JOIN entities e ON e.version_id = s.version_id AND e.id = s.actor
        WHERE s.version_id = ? AND s.id = ?""",
        (version, stand_id),
    ).fetchone()
    return (name, row["body"] or "") if row["label"] == "person" else ("", name)
