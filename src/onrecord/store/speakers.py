"""Speakers in queries: the people of the record, else names of an article that lead to nobody beyond it."""

from __future__ import annotations

import sqlite3
from collections import Counter
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
