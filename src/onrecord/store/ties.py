"""Names that stand where other articles have another spelling: noted while articles are linked, weighed when asked for.

That two names may be one (`people_ties`) is noted once. Whether they are is worked out anew from what the record holds
whenever one of them is, so that it depends on the set of articles alone: the rarer name stands where the other does in
half of its articles or more, and no article has both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

from onrecord.records import Extraction
from onrecord.resolve.nodes import Pair, pair
from onrecord.resolve.spots import find_spots, holds_place, is_slip

TABLE = "people_spots"
_MOST = 32  # articles of the rarer name: a spelling that more have is no slip
_SHARE = 2  # one in so many of them bears it out


def add(db: sqlite3.Connection, extraction: Extraction, version_id: str) -> None:
    """To be called, in a transaction, when the entities of the version have their keys."""
    links = db.execute("SELECT entity, key FROM people_links WHERE version_id = ?", (version_id,))
    keys = {entity: key for entity, key in links if not key.startswith("d:")}  # those the user took out are themselves
    persons = [e.id for e in extraction.entities if e.label == "person" and e.id in keys]
    rows = {(spot.mark, keys[spot.entity], spot.words) for spot in find_spots(extraction, persons)}
    for mark, key, words in sorted(rows):
        for other, theirs in _names_at(db, mark):
            if other != key and is_slip(words, theirs):
                db.executemany("INSERT OR IGNORE INTO people_ties VALUES (?, ?)", [(key, other), (other, key)])
    db.executemany("INSERT INTO people_spots VALUES (?, ?, ?, ?)", [(*row, version_id) for row in sorted(rows)])


def touch(db: sqlite3.Connection, version_id: str) -> None:
    """Have the names that may be those of this version worked out anew; when its names are among `people_names`."""
    db.execute(
        """INSERT OR IGNORE INTO people_touched
        SELECT n.block FROM people_links l JOIN people_ties t ON t.key = l.key
        JOIN people_names n ON n.key IN (t.key, t.other) WHERE l.version_id = ?""",
        (version_id,),
    )


def find(db: sqlite3.Connection, keys: Collection[str]) -> set[Pair]:
    """The pairs of names, at least one of them among `keys`, that the record bears out."""
    rows = db.execute(
        "SELECT key, other FROM people_ties WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(sorted(keys)),)
    ).fetchall()
    return {tie for tie in {pair(key, other) for key, other in rows} if _is_borne_out(db, *tie)}


def _names_at(db: sqlite3.Connection, mark: int) -> Iterator[tuple[str, str]]:
    """Each name with its words once, however many articles have it there."""
    key, words = "", ""
    find_next = (
        "SELECT key, words FROM people_spots WHERE mark = ? AND (key, words) > (?, ?) ORDER BY key, words LIMIT 1"
    )
    while row := db.execute(find_next, (mark, key, words)).fetchone():
        key, words = row
        yield key, words


def _is_borne_out(db: sqlite3.Connection, one: str, other: str) -> bool:
    articles = {key: _articles(db, key) for key in (one, other)}
    rare, known = sorted((one, other), key=lambda key: (len(articles[key]), key))
    if not 0 < len(articles[rare]) <= _MOST or any(_has(db, version, known) for version in articles[rare]):
        return False
    places = sum(_stands_there(db, version, rare, known) for version in articles[rare])
    return places * _SHARE >= len(articles[rare])


def _articles(db: sqlite3.Connection, key: str) -> list[str]:
    """The versions that have the name, no more than are needed to see that it is no slip."""
    find_some = "SELECT DISTINCT version_id FROM people_links WHERE key = ? LIMIT ?"
    return [row[0] for row in db.execute(find_some, (key, _MOST + 1))]


def _has(db: sqlite3.Connection, version_id: str, key: str) -> bool:
    query = "SELECT 1 FROM people_links WHERE version_id = ? AND key = ?"
    return db.execute(query, (version_id, key)).fetchone() is not None


def _stands_there(db: sqlite3.Connection, version_id: str, key: str, other: str) -> bool:
    shared = db.execute(
        """SELECT a.words, b.words, count(DISTINCT a.mark) FROM people_spots a
        JOIN people_spots b ON b.mark = a.mark AND b.key = ? WHERE a.version_id = ? AND a.key = ? GROUP BY 1, 2""",
        (other, version_id, key),
    )
    return any(holds_place(ours, theirs, marks) for ours, theirs, marks in shared.fetchall())
