"""Links of a record drawn at random, to be judged by reading: does the name in the article mean that person or body?

A link is an entity of an article with the person or body of the record that it leads to; those count whose person or
body several articles name. Each is shown with the words around a name of it in the article, and with those around
a name in another article of the same person. A draw depends on the seed and on the record alone.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from evaluate.lines import Row

AROUND = 100  # characters on each side of a name
_LINKS = """
    SELECT n.person_id AS person, l.version_id AS version, v.doc AS doc, l.entity AS entity
    FROM people_links l JOIN people_names n ON n.key = l.key JOIN versions v ON v.id = l.version_id
    WHERE n.person_id IN (
        SELECT n.person_id FROM people_links l JOIN people_names n ON n.key = l.key
        GROUP BY n.person_id HAVING count(DISTINCT l.version_id) > 1)
    ORDER BY n.person_id, v.doc, l.entity"""


@dataclass(frozen=True, slots=True)
class Link:
    person: str  # as the record calls it
    doc: str
    name: str  # as the article has it
    words: str  # around it
    elsewhere: str  # the words around a name of the person in another article

    def as_row(self) -> Row:
        return asdict(self)


def draw(db: sqlite3.Connection, number: int, seed: int) -> tuple[list[Link], int]:
    """At most `number` links, in random order, and how many there are to draw from."""
    links = db.execute(_LINKS).fetchall()
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    return [_to_link(db, row, links, chance) for row in chance.sample(links, min(number, len(links)))], len(links)


def show(links: Sequence[Link]) -> str:
    return "\n\n".join(
        f"{number}. {link.name} -> {link.person} ({link.doc})\n   {link.words}\n   elsewhere: {link.elsewhere}"
        for number, link in enumerate(links, 1)
    )


def _to_link(db: sqlite3.Connection, row: sqlite3.Row, links: Sequence[sqlite3.Row], chance: random.Random) -> Link:
    others = [one for one in links if one["person"] == row["person"] and one["version"] != row["version"]]
    other = chance.choice(others)
    find = "SELECT name FROM entities WHERE version_id = ? AND id = ?"
    (name,) = db.execute(find, (row["version"], row["entity"])).fetchone()
    (person,) = db.execute("SELECT name FROM people WHERE id = ?", (row["person"],)).fetchone()
    return Link(person, row["doc"], name, _around(db, row), _around(db, other))


def _around(db: sqlite3.Connection, link: sqlite3.Row) -> str:
    found = db.execute(
        """SELECT m.start, m."end", v.text FROM mentions m JOIN versions v ON v.id = m.version_id
        WHERE m.version_id = ? AND m.entity = ? AND m.form = 'name' ORDER BY m.start LIMIT 1""",
        (link["version"], link["entity"]),
    ).fetchone()
    if found is None:
        return ""
    start, end, text = found
    pieces = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return "{} [{}] {}".format(*(" ".join(piece.split()) for piece in pieces))
