"""Queries about speakers: whom they speak of, and one utterance in two wordings."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Unpack

from onrecord import ids
from onrecord.records import Span
from onrecord.store import comparison_rows
from onrecord.store.comparison_rows import DriftRow
from onrecord.store.read import Wanted, where_statements

LATEST = 500  # statements that are looked into, those that were added last
MANY = 40  # wordings that are compared on one page


@dataclass(frozen=True, slots=True)
class Topic:
    """Somebody or something named in what a speaker says."""

    key: str  # the name without case and accents
    name: str
    statements: frozenset[tuple[str, str]]  # version and id


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a wording."""

    words: str
    changed: bool


def find_topics(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[Topic]:
    """Of the latest statements of a speaker; what most of them name first."""
    where, values = where_statements(wanted)
    rows = db.execute(
        f"""SELECT DISTINCT s.version_id, s.id, coalesce(p.name, e.name) AS name FROM (
            SELECT s.version_id, s.id, s.speaker_id FROM statements s CROSS JOIN versions v ON v.id = s.version_id
            WHERE {where} ORDER BY s.key DESC LIMIT {LATEST}) s
        CROSS JOIN spans c ON c.version_id = s.version_id AND c.statement_id = s.id AND c.role = 'content'
        CROSS JOIN mentions m ON m.version_id = s.version_id AND m.start >= c.start AND m."end" <= c."end"
        JOIN entities e ON e.version_id = m.version_id AND e.id = m.entity
        LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id
        LEFT JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id
        WHERE m.form = 'name' AND e.id <> s.speaker_id AND e.label NOT IN ('unnamed', 'other')""",
        values,
    )
    names: dict[str, Counter[str]] = {}
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        key = ids.name_key(row["name"])
        names.setdefault(key, Counter())[row["name"]] += 1
        found.setdefault(key, set()).add((row["version_id"], row["id"]))
    topics = [Topic(key, names[key].most_common(1)[0][0], frozenset(of)) for key, of in found.items() if key]
    return sorted(topics, key=lambda topic: (-len(topic.statements), topic.key))


def find_drifts(db: sqlite3.Connection, names: Iterable[str]) -> list[DriftRow]:
    """One utterance of whoever has these names in two wordings, the most alike first."""
    known = set(map(ids.name_key, names))
    speakers = [str(row[0]) for row in db.execute("SELECT DISTINCT speaker FROM drifts")]
    return comparison_rows.drifts(db, speakers=[name for name in speakers if ids.name_key(name) in known])[:MANY]


def cut_wordings(db: sqlite3.Connection, row: DriftRow) -> tuple[tuple[Cut, ...], tuple[Cut, ...]]:
    """Both wordings in pieces, with what was changed."""
    return (
        _cut(db, row.a, [Span(edit[0], edit[1]) for edit in row.edits]),
        _cut(db, row.b, [Span(edit[2], edit[3]) for edit in row.edits]),
    )


def _cut(db: sqlite3.Connection, words: comparison_rows.Words, edits: list[Span]) -> tuple[Cut, ...]:
    text = db.execute(
        "SELECT text FROM versions WHERE article_id = ? AND number = ?", (words.article_id, words.version)
    ).fetchone()["text"]
    pieces: list[Cut] = []
    at, last = words.span
    for start, end in sorted(edits):
        if not at <= start < end <= last:
            continue
        pieces += [Cut(text[at:start], changed=False), Cut(text[start:end], changed=True)]
        at = end
    pieces.append(Cut(text[at:last], changed=False))
    return tuple(piece for piece in pieces if piece.words)
