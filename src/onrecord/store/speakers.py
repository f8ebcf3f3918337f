"""Whose a statement is: a person or body of the record, else a source that its article alone knows.

Everything that lists or counts speakers asks here, so that no two pages count differently.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.resolve.spelling import plain

# To be joined to statements s.
PEOPLE = """LEFT JOIN people_links sl ON sl.version_id = s.version_id AND sl.entity = s.speaker_id
    LEFT JOIN people_names sn ON sn.key = sl.key LEFT JOIN people sp ON sp.id = sn.person_id"""
# The id of the person; of an article's own "expert" one that no other article has; before the record is reconciled,
# the name.
KEY = """coalesce(sp.id, CASE WHEN s.speaker_key IS NULL THEN NULL
    WHEN EXISTS (SELECT 1 FROM people_pending q WHERE q.version_id = s.version_id) THEN s.speaker_key
    ELSE s.version_id || '/' || s.speaker_id END)"""
NAME = "coalesce(sp.name, s.speaker_name)"
# Conditions on statements s. A person's statements by way of their names and links: what it costs hangs on how often
# articles name them, and not on the size of the record.
OF_PERSON = """s.key IN (SELECT t.key FROM people_names n CROSS JOIN people_links l ON l.key = n.key
    CROSS JOIN statements t ON t.version_id = l.version_id AND t.speaker_id = l.entity WHERE n.person_id = :person)"""
OF_NOBODY_ELSE = """s.speaker_key = :alone AND NOT EXISTS (
    SELECT 1 FROM people_links l JOIN people_names n ON n.key = l.key
    WHERE l.version_id = s.version_id AND l.entity = s.speaker_id AND n.person_id NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a statement is."""

    key: str  # SpeakerRow.key
    name: str  # the record's, which may be fuller than the article's
    person: str | None  # the id; None for a source that its article alone knows
    article: str | None  # of such a source; None before the record is reconciled, when a name is all that is known


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A person or body of the record, or a source that one article alone knows."""

    key: str  # the id of the person; else of the entity and its article
    name: str  # the user's or the fullest usual one
    label: str
    statements: int
    articles: int
    outlets: tuple[str, ...]


def match_name(words: list[str]) -> tuple[str, dict[str, str]]:
    """A condition that a person's name, any of the record, has all these words; and its values."""
    tests, values = [], {}
    for number, word in enumerate(words):
        tests.append(f"' ' || replace(substr(key, 3), '/', ' ') || ' ' LIKE :like{number}")
        values[f"like{number}"] = f"% {plain(word) or word} %"
    return f"sn.person_id IN (SELECT person_id FROM people_names WHERE {' AND '.join(tests)})", values


def whose_in(db: sqlite3.Connection, version_id: str, statement_id: str | None = None) -> dict[str, Whose]:
    """For each statement of a version that has a speaker, by its id; or for one of them."""
    one = "" if statement_id is None else "AND s.id = :statement"
    rows = db.execute(
        f"""SELECT s.id, {KEY} AS key, {NAME} AS name, sp.id AS person, s.speaker_key AS written, v.article_id
        FROM statements s CROSS JOIN versions v ON v.id = s.version_id {PEOPLE}
        WHERE s.version_id = :version AND s.speaker_key NOT NULL {one}""",
        {"version": version_id, "statement": statement_id},
    )
    return {row["id"]: to_whose(row) for row in rows}


def whose_name(db: sqlite3.Connection, written: str) -> Whose | None:
    """Who was last reported to speak under a name as an article has it, given as `ids.name_key`."""
    row = db.execute(
        f"""SELECT {KEY} AS key, {NAME} AS name, sp.id AS person, s.speaker_key AS written, v.article_id
        FROM statements s CROSS JOIN versions v ON v.id = s.version_id {PEOPLE}
        WHERE s.speaker_key = ? AND v.current = 1 ORDER BY s.key DESC LIMIT 1""",
        (written,),
    ).fetchone()
    return to_whose(row) if row else None


def to_whose(row: sqlite3.Row) -> Whose:
    own = row["person"] is None and row["key"] != row["written"]
    return Whose(row["key"], row["name"], row["person"], row["article_id"] if own else None)


def who_speak(db: sqlite3.Connection, persons: Iterable[str]) -> frozenset[str]:
    """Those of these people and bodies who are reported to say something."""
    query = f"""SELECT 1 FROM statements s CROSS JOIN versions v ON v.id = s.version_id
        WHERE {OF_PERSON} AND v.current = 1 LIMIT 1"""
    return frozenset(one for one in persons if db.execute(query, {"person": one}).fetchone())


def find_named(db: sqlite3.Connection, words: list[str]) -> frozenset[str]:
    """The people and bodies of whom a name, any of the record, has all these words."""
    where, values = match_name(words)
    rows = db.execute(f"SELECT DISTINCT sn.person_id FROM people_names sn WHERE {where}", values)
    return frozenset(row[0] for row in rows if row[0])


def group_speakers(rows: list[sqlite3.Row]) -> list[SpeakerRow]:
    """`rows` have key, name, label, article_id, outlet and the number of statements. Those who say most first."""
    groups: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        groups.setdefault(row["key"], []).append(row)
    found = [_to_row(key, group) for key, group in groups.items()]
    return sorted(found, key=lambda speaker: (-speaker.statements, speaker.name, speaker.key))


def _to_row(key: str, rows: list[sqlite3.Row]) -> SpeakerRow:
    names: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for row in rows:
        names[row["name"]] += row["number"]
        labels[row["label"] or "other"] += row["number"]
    return SpeakerRow(
        key=key,
        name=_most_frequent(names),
        label=_most_frequent(labels),
        statements=names.total(),
        articles=len({row["article_id"] for row in rows}),
        outlets=tuple(sorted({row["outlet"] for row in rows if row["outlet"]})),
    )


def _most_frequent(counter: Counter[str]) -> str:
    return min(counter, key=lambda value: (-counter[value], value))
