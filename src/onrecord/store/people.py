"""Queries: people and bodies of the record, what is known of them with words, and sources without a name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.resolve.decisions import Place
from onrecord.resolve.doubtful import Doubt, Named, find_doubts
from onrecord.store import identities
from onrecord.store.read import words_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person or body in a list. Only current versions of articles are counted."""

    id: str
    name: str
    label: str
    articles: int
    statements: int
    known_id: str | None  # from the user's table


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name that stands for a person, as articles write it, and how many do."""

    name: str
    key: str
    articles: int


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as told in one article, with its words and the day of publication."""

    relation: str
    office: str
    body: str | None
    body_id: str | None
    published: str | None
    outlet: str
    article: str
    number: int  # of the version
    doc: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet that reports what a person says."""

    outlet: str
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A source without a name in one article."""

    type: str
    name: str
    statements: int
    reason: str
    published: str | None
    outlet: str
    article: str
    doc: str
    entity: str


_COUNTED = """SELECT p.id, p.name, p.label, p.known_id, count(DISTINCT v.article_id) AS articles,
    (SELECT count(*) FROM people_names n2 JOIN people_links l2 ON l2.key = n2.key
        JOIN versions v2 ON v2.id = l2.version_id AND v2.current
        JOIN statements s ON s.version_id = l2.version_id AND s.speaker_id = l2.entity
        WHERE n2.person_id = p.id) AS statements
    FROM people p JOIN people_names n ON n.person_id = p.id JOIN people_links l ON l.key = n.key
    JOIN versions v ON v.id = l.version_id AND v.current"""


def people(db: sqlite3.Connection, *, label: str | None = None, limit: int | None = None) -> list[PersonRow]:
    """Those of most articles first."""
    rows = db.execute(
        f"""WITH top AS (SELECT p.id, count(DISTINCT v.article_id) AS articles FROM people p
            JOIN people_names n ON n.person_id = p.id JOIN people_links l ON l.key = n.key
            JOIN versions v ON v.id = l.version_id AND v.current
            WHERE :label IS NULL OR p.label = :label GROUP BY p.id ORDER BY 2 DESC, p.name, p.id LIMIT :limit)
        {_COUNTED} WHERE p.id IN (SELECT id FROM top) GROUP BY p.id ORDER BY articles DESC, p.name, p.id""",
        {"label": label, "limit": -1 if limit is None else limit},
    )
    return [PersonRow(**dict(row)) for row in rows]


def person(db: sqlite3.Connection, person_id: str) -> PersonRow | None:
    row = db.execute(f"{_COUNTED} WHERE p.id = ? GROUP BY p.id", (person_id,)).fetchone()
    return PersonRow(**dict(row)) if row else None


def person_name(db: sqlite3.Connection, person_id: str) -> str | None:
    row = db.execute("SELECT name FROM people WHERE id = ?", (person_id,)).fetchone()
    return row and str(row["name"])


def find_people(db: sqlite3.Connection, words: str) -> list[str]:
    """The ids of those whom a user may mean: by id, by a whole name, or by words of a name."""
    if db.execute("SELECT 1 FROM people WHERE id = ?", (words,)).fetchone():
        return [words]
    for where, value in (
        ("p.name = ?", words),
        ("p.known_id = ?", words),
        ("e.sort IN ('form', 'known') AND e.value = ?", words),
        ("' ' || lower(e.value) || ' ' LIKE ? AND e.sort IN ('form', 'known')", f"% {words.lower()} %"),
    ):
        rows = db.execute(
            f"""SELECT DISTINCT p.id FROM people p JOIN people_names n ON n.person_id = p.id
            JOIN people_evidence e ON e.key = n.key WHERE {where} ORDER BY p.name, p.id""",
            (value,),
        )
        if found := [str(row[0]) for row in rows]:
            return found
    return []


def names(db: sqlite3.Connection, person_id: str) -> list[NameRow]:
    """The most frequent first."""
    rows = db.execute(
        """SELECT e.value AS name, e.key, e.number AS articles
        FROM people_names n JOIN people_evidence e ON e.key = n.key
        WHERE n.person_id = ? AND e.sort = 'form' ORDER BY e.number DESC, e.value""",
        (person_id,),
    )
    return [NameRow(**dict(row)) for row in rows]


def offices(db: sqlite3.Connection, person_id: str) -> list[OfficeRow]:
    """By date; each with the words it was read from."""
    rows = db.execute(
        """SELECT o.*, v.published, v.outlet, v.article_id, v.number, v.doc, v.text, b.name AS body_name,
            p.id AS body_id, p.name AS body_person
        FROM people_names n JOIN people_links l ON l.key = n.key
        JOIN versions v ON v.id = l.version_id AND v.current
        JOIN offices o ON o.version_id = l.version_id AND o.entity = l.entity
        LEFT JOIN entities b ON b.version_id = o.version_id AND b.id = o.body
        LEFT JOIN people_links bl ON bl.version_id = o.version_id AND bl.entity = o.body
        LEFT JOIN people_names bn ON bn.key = bl.key
        LEFT JOIN people p ON p.id = bn.person_id
        WHERE n.person_id = ? ORDER BY coalesce(v.published, ''), v.outlet, v.doc, o.position""",
        (person_id,),
    )
    return [
        OfficeRow(
            relation=r["relation"],
            office=r["office"],
            body=r["body_person"] or r["body_name"],
            body_id=r["body_id"],
            published=r["published"],
            outlet=r["outlet"],
            article=r["article_id"],
            number=r["number"],
            doc=r["doc"],
            start=r["start"],
            end=r["end"],
            words=" ".join(words_of(r["text"], [Span(r["start"], r["end"])]).split()),
        )
        for r in rows
    ]


def outlets(db: sqlite3.Connection, person_id: str) -> list[OutletRow]:
    """Those with most statements first."""
    rows = db.execute(
        """SELECT v.outlet, count(*) AS statements, min(v.published) AS first, max(v.published) AS last
        FROM people_names n JOIN people_links l ON l.key = n.key
        JOIN versions v ON v.id = l.version_id AND v.current
        JOIN statements s ON s.version_id = l.version_id AND s.speaker_id = l.entity
        WHERE n.person_id = ? GROUP BY v.outlet ORDER BY 2 DESC, v.outlet""",
        (person_id,),
    )
    return [OutletRow(**dict(row)) for row in rows]


def unnamed(db: sqlite3.Connection, *, sort: str | None = None) -> list[UnnamedRow]:
    """By date; `sort` is one of the types."""
    rows = db.execute(
        """SELECT u.*, e.name, v.published, v.outlet, v.article_id, v.doc, v.text FROM unnamed_sources u
        JOIN versions v ON v.id = u.version_id AND v.current
        JOIN entities e ON e.version_id = u.version_id AND e.id = u.entity
        WHERE :sort IS NULL OR u.type = :sort ORDER BY coalesce(v.published, ''), v.outlet, v.doc, e.position""",
        {"sort": sort},
    )
    return [
        UnnamedRow(
            type=r["type"],
            name=r["name"],
            statements=r["statements"],
            reason=words_of(r["text"], [Span(r["reason_start"], r["reason_end"])]) if r["reason_end"] else "",
            published=r["published"],
            outlet=r["outlet"],
            article=r["article_id"],
            doc=r["doc"],
            entity=r["entity"],
        )
        for r in rows
    ]


def doubts(db: sqlite3.Connection, limit: int) -> list[Doubt]:
    """The pairs of names that a person should look at, the most telling first."""
    rows = db.execute(
        """SELECT n.key, n.block, n.person_id, n.unresolved, n.node,
            (SELECT sum(number) FROM people_evidence e WHERE e.key = n.key AND e.sort = 'form') AS number
        FROM people_names n WHERE number IS NOT NULL ORDER BY n.block, n.key"""
    )
    named = (
        (
            r["block"],
            Named(identities.to_node_of(r["key"], r["node"]), r["person_id"], bool(r["unresolved"]), r["number"]),
        )
        for r in rows
    )
    decided = {
        frozenset(side) for d in identities.load_decisions(db) if d.undone is None for side in (d.one + d.other,)
    }
    return find_doubts(named, decided, limit)


def show_key(db: sqlite3.Connection, key: str) -> tuple[str, str | None]:
    """How articles write a name mostly, and the id of the person it leads to."""
    row = db.execute(
        """SELECT n.person_id, (SELECT value FROM people_evidence e WHERE e.key = n.key AND e.sort IN ('form', 'known')
            ORDER BY number DESC, value LIMIT 1) AS form FROM people_names n WHERE n.key = ?""",
        (key,),
    ).fetchone()
    return (row["form"] or key, row["person_id"]) if row else (key, None)


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity of one article, where it stands there, and the person it leads to."""

    name: str
    person_id: str | None
    places: tuple[Place, ...]


def entity_in(db: sqlite3.Connection, article_id: str, entity: str) -> EntityRow | None:
    """By the id of the entity within the current version."""
    row = db.execute(
        """SELECT v.id AS version_id, e.name, n.person_id FROM versions v
        JOIN entities e ON e.version_id = v.id AND e.id = ?
        LEFT JOIN people_links l ON l.version_id = v.id AND l.entity = e.id LEFT JOIN people_names n ON n.key = l.key
        WHERE v.article_id = ? AND v.current""",
        (entity, article_id),
    ).fetchone()
    return EntityRow(row["name"], row["person_id"], _places(db, row["version_id"], entity)) if row else None


def places_of(db: sqlite3.Connection, article_id: str, person_id: str) -> list[Place]:
    """Where the current version of an article names a person first, once for each entity."""
    rows = db.execute(
        """SELECT l.version_id, l.entity FROM versions v JOIN people_links l ON l.version_id = v.id
        JOIN people_names n ON n.key = l.key WHERE v.article_id = ? AND v.current AND n.person_id = ?
        ORDER BY l.entity""",
        (article_id, person_id),
    )
    return [place for version_id, entity in rows.fetchall() for place in _places(db, version_id, entity)]


def _places(db: sqlite3.Connection, version_id: str, entity: str) -> tuple[Place, ...]:
    """The first mention by name, else by a role, else any."""
    row = db.execute(
        """SELECT v.sha256, m.start, m."end" FROM mentions m JOIN versions v ON v.id = m.version_id
        WHERE m.version_id = ? AND m.entity = ? ORDER BY m.form = 'pronoun', m.form = 'role', m.start LIMIT 1""",
        (version_id, entity),
    ).fetchone()
    return (Place(*row),) if row else ()
