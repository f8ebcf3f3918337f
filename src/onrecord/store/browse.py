"""Queries for pages that show a part of much: counted, cut into pages, and quick in a record of many articles.

Measured on 20,000 articles: what goes through all statements takes a second or more, so it is asked for the summary
alone; a page reads its own rows. Where a count would do nothing but grow it stops at MANY.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar, Unpack

from onrecord.records import Attribution, Entity, Extraction, Skipped
from onrecord.store import read
from onrecord.store.read import Wanted, where_statements
from onrecord.store.speakers import KEY, NAME, PEOPLE, Whose, to_whose, whose_in

Counted = TypeVar("Counted")
MANY = 1000  # results are counted up to here
RANKED = 5000  # more results than this are listed by date: to rank them all would take longer than anybody waits
OPENING, CLOSING = "\ue000", "\ue001"  # around found words in a snippet: characters for private use, shown as nothing
SNIPPET_WORDS = 40
SPARE = 200  # of the best are looked up beside those that are listed
LATEST = 200  # statements of a speaker that are asked for names

_FOUND = "s.key, s.id, s.version_id, v.article_id, v.number"
_BEST = "bm25(statements_fts, 4, 2, 4, 1, 1)"
_OLDEST = "v.published, v.outlet, v.doc, v.article_id, s.key"
_NEWEST = "v.published DESC, v.outlet DESC, v.doc DESC, v.article_id DESC, s.key"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a record holds, counted. Only current versions count."""

    articles: int
    versions: int
    statements: int
    speakers: int
    unattributed: int
    skipped: int
    outlets: tuple[tuple[str, int, int], ...]  # name, articles, statements; those with most statements first
    acts: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, int], ...]  # day of publication, statements
    names: tuple[NameRow, ...]  # everybody who speaks, those who say most first


@dataclass(frozen=True, slots=True)
class NameRow:
    """A speaker, as `speakers.SpeakerRow`, without the names of the outlets."""

    key: str
    name: str
    person: str | None  # as in `speakers.Whose`
    article: str | None
    statements: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with what is needed to show it: those it lies in, and its speaker."""

    article_id: str
    number: int  # of the version
    part: Extraction  # of its statements, the first is meant
    snippet: str  # of its content, found words between OPENING and CLOSING; empty where no words were asked
    whose: Whose | None  # None without a speaker


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who quotes a speaker, and how."""

    statements: int
    articles: int
    first: str | None  # day of publication
    last: str | None
    label: str
    names: tuple[str, ...]  # the article's names for the speaker, as far as the latest statements tell
    roles: tuple[str, ...]
    outlets: tuple[tuple[str, int], ...]
    through: tuple[tuple[Whose, int], ...]  # speakers whom the outlets cite for it
    acts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    current: bool
    added: str
    sha256: str


def summarise(db: sqlite3.Connection) -> Summary:
    one = "SELECT count(*) FROM"
    articles, versions, skipped = (
        db.execute(f"{one} {table}").fetchone()[0] for table in ("articles", "versions", "skipped")
    )
    outlets = db.execute(
        """SELECT v.outlet, count(*) AS articles, sum((SELECT count(*) FROM statements s WHERE s.version_id = v.id))
        FROM versions v WHERE v.current GROUP BY 1 ORDER BY 3 DESC, 1"""
    ).fetchall()
    acts = db.execute(
        """SELECT s.act, count(*) FROM statements s WHERE s.version_id IN (SELECT id FROM versions WHERE current)
        GROUP BY 1 ORDER BY 2 DESC, 1"""
    ).fetchall()
    days = db.execute(
        """SELECT substr(v.published, 1, 10), sum((SELECT count(*) FROM statements s WHERE s.version_id = v.id))
        FROM versions v WHERE v.current AND v.published IS NOT NULL GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    names = _names(db)
    statements = sum(row[1] for row in acts)
    return Summary(
        articles=articles,
        versions=versions,
        statements=statements,
        speakers=len(names),
        unattributed=statements - sum(name.statements for name in names),
        skipped=skipped,
        outlets=tuple((row[0], row[1], row[2]) for row in outlets),
        acts=tuple((row[0], row[1]) for row in acts),
        days=tuple((row[0], row[1]) for row in days),
        names=names,
    )


def _names(db: sqlite3.Connection) -> tuple[NameRow, ...]:
    rows = db.execute(
        f"""SELECT {KEY} AS key, {NAME} AS name, sp.id AS person, s.speaker_key AS written, v.article_id,
            count(*) AS statements, count(DISTINCT s.version_id) AS articles, count(DISTINCT v.outlet) AS outlets
        FROM versions v CROSS JOIN statements s ON s.version_id = v.id {PEOPLE}
        WHERE v.current = 1 AND s.speaker_key NOT NULL GROUP BY 1, 2 ORDER BY 1, 6 DESC, 2"""
    )
    by_key: dict[str, NameRow] = {}
    for row in rows:
        whose = to_whose(row)
        numbers = row["statements"], row["articles"], row["outlets"]
        name = NameRow(whose.key, whose.name, whose.person, whose.article, *numbers)
        first = by_key.get(name.key)  # spelled as it is most often; two spellings may share an article
        by_key[name.key] = (
            replace(
                first,
                statements=first.statements + name.statements,
                articles=first.articles + name.articles,
                outlets=max(first.outlets, name.outlets),
            )
            if first
            else name
        )
    return tuple(sorted(by_key.values(), key=lambda name: (-name.statements, name.name, name.key)))


def list_articles(
    db: sqlite3.Connection, *, outlet: str | None = None, limit: int, offset: int = 0
) -> list[read.ArticleRow]:
    """The newest first, those without a date last."""
    of_outlet = "1" if outlet is None else "outlet = :outlet"
    rows = db.execute(
        f"""SELECT v.article_id AS id, v.outlet, v.doc, v.url, v.title, v.published, v.inferred, v.language,
            (SELECT count(*) FROM versions o WHERE o.article_id = v.article_id) AS versions,
            (SELECT count(*) FROM statements s WHERE s.version_id = v.id) AS statements
        FROM versions v WHERE v.id IN (
            SELECT id FROM versions INDEXED BY versions_listed WHERE current = 1 AND {of_outlet}
            ORDER BY published DESC, outlet DESC, doc DESC LIMIT :limit OFFSET :offset
        ) ORDER BY v.published DESC, v.outlet DESC, v.doc DESC""",
        {"outlet": outlet, "limit": limit, "offset": offset},
    )
    return [read.to_article_row(row) for row in rows]


def list_versions(db: sqlite3.Connection, article_id: str) -> list[VersionRow]:
    rows = db.execute(
        "SELECT number, current, added, sha256 FROM versions WHERE article_id = ? ORDER BY number", (article_id,)
    )
    return [VersionRow(row[0], bool(row[1]), row[2], row[3]) for row in rows]


def list_skipped(db: sqlite3.Connection, *, limit: int, offset: int = 0) -> list[Skipped]:
    rows = db.execute(
        "SELECT doc, reason, detail FROM skipped ORDER BY doc, reason, detail, digest LIMIT ? OFFSET ?", (limit, offset)
    )
    return [Skipped(*row) for row in rows]


def count_skipped(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM skipped").fetchone()[0])


def count_found(db: sqlite3.Connection, query: str = "", **wanted: Unpack[Wanted]) -> int:
    """How many statements are wanted; MANY + 1 where there are more than MANY."""
    if query and not read.match_of(query):
        return 0
    source, values = _from(query, wanted)
    row = db.execute(f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {MANY + 1})", values).fetchone()
    return int(row[0])


def find(
    db: sqlite3.Connection,
    query: str = "",
    *,
    limit: int,
    offset: int = 0,
    oldest: bool = False,
    among: Collection[tuple[str, str]] | None = None,
    **wanted: Unpack[Wanted],
) -> list[Found]:
    """With words the best first, unless more than RANKED statements hold them; else by date of publication.

    `among` are versions and ids of statements: only these.
    """
    if query and not read.match_of(query):
        return []
    ranked = bool(query) and is_ranked(db, query)
    order = f"{_BEST}, s.key" if ranked else "f.rowid DESC" if query else _OLDEST if oldest else _NEWEST
    if among is not None:
        rows = _find_rows(db, query, wanted, order, {"limit": -1, "offset": 0})
        rows = [row for row in rows if (row["version_id"], row["id"]) in among][offset : offset + limit]
    else:
        rows = _find_best(db, query, limit, offset) if ranked and not any(wanted.values()) else []
        if len(rows) < limit:
            rows = _find_rows(db, query, wanted, order, {"limit": limit, "offset": offset})
    snippets = _snippets(db, query, [row["key"] for row in rows])
    parts = load_parts(db, [(row["version_id"], row["id"]) for row in rows])
    return [
        Found(
            row["article_id"],
            row["number"],
            part,
            snippets.get(row["key"], ""),
            whose_in(db, row["version_id"], row["id"]).get(row["id"]),
        )
        for row, part in zip(rows, parts, strict=True)
    ]


def _find_rows(
    db: sqlite3.Connection, query: str, wanted: Wanted, order: str, part: dict[str, int]
) -> list[sqlite3.Row]:
    source, values = _from(query, wanted)
    return db.execute(
        f"SELECT {_FOUND} FROM {source} ORDER BY {order} LIMIT :limit OFFSET :offset", {**values, **part}
    ).fetchall()


def _find_best(db: sqlite3.Connection, query: str, limit: int, offset: int) -> list[sqlite3.Row]:
    """Only the best are looked up, and a few more, as some may be of old versions: so there may be fewer than asked."""
    return db.execute(
        f"""SELECT {_FOUND} FROM (
            SELECT rowid, {_BEST} AS worth FROM statements_fts WHERE statements_fts MATCH :match
            ORDER BY worth, rowid LIMIT :top
        ) f CROSS JOIN statements s ON s.key = f.rowid CROSS JOIN versions v ON v.id = s.version_id
        WHERE v.current = 1 ORDER BY f.worth, s.key LIMIT :limit OFFSET :offset""",
        {"match": read.match_of(query), "top": offset + limit + SPARE, "limit": limit, "offset": offset},
    ).fetchall()


def is_ranked(db: sqlite3.Connection, query: str) -> bool:
    rows = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT {RANKED + 1})",
        (read.match_of(query),),
    )
    return bool(rows.fetchone()[0] <= RANKED)


def load_parts(db: sqlite3.Connection, wanted: Iterable[tuple[str, str]]) -> list[Extraction]:
    """For each version and statement the statement, those it lies in, and its speaker as an entity."""
    bare: dict[str, Extraction] = {}
    parts = []
    for version_id, statement_id in wanted:
        if version_id not in bare:
            bare[version_id] = Extraction(read.load_article(db, version_id))
        found: list[Attribution] = []
        above: str | None = statement_id
        while above is not None:
            row = db.execute("SELECT * FROM statements WHERE version_id = ? AND id = ?", (version_id, above)).fetchone()
            found.append(read.to_attribution(row, read.load_spans(db, version_id, above)))
            above = row["parent"]
        entities = _entity(db, version_id, found[0].speaker.id) if found[0].speaker else ()
        parts.append(replace(bare[version_id], statements=tuple(found), entities=entities))
    return parts


def quoted(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> Quoted | None:
    """Of one speaker's statements; None where there are none."""
    source, values = _from("", wanted)
    rows = db.execute(
        f"SELECT s.key, s.version_id, s.id, s.speaker_id, s.act, s.parent, v.outlet, v.published FROM {source}", values
    ).fetchall()
    if not rows:
        return None
    days = [row["published"] for row in rows if row["published"]]
    known = {version: whose_in(db, version) for version in {row["version_id"] for row in rows if row["parent"]}}
    through = Counter(
        above
        for row in rows
        if row["parent"] and (above := known[row["version_id"]].get(row["parent"]))
        if above != known[row["version_id"]].get(row["id"])
    )
    latest = sorted(rows, key=lambda row: -row["key"])[:LATEST]
    entities = [
        row
        for one in latest
        for row in db.execute(
            "SELECT label, names, roles FROM entities WHERE version_id = ? AND id = ?",
            (one["version_id"], one["speaker_id"]),
        )
    ]
    return Quoted(
        statements=len(rows),
        articles=len({row["version_id"] for row in rows}),
        first=min(days, default=None),
        last=max(days, default=None),
        label=_most(Counter(row["label"] for row in entities))[0][0] if entities else "other",
        names=_each_list(entities, "names"),
        roles=_each_list(entities, "roles"),
        outlets=_most(Counter(row["outlet"] for row in rows)),
        through=_most(through),
        acts=_most(Counter(row["act"] for row in rows)),
    )


def _each_list(rows: Iterable[sqlite3.Row], column: str) -> tuple[str, ...]:
    counted = Counter(name for row in rows for name in read.load_list(row[column]))
    return tuple(name for name, _ in _most(counted))


def _from(query: str, wanted: Wanted) -> tuple[str, dict[str, str]]:
    """Tables f, s and v with their conditions. The order of the tables is the order in which they are gone through."""
    where, values = where_statements(wanted)
    people = PEOPLE if wanted.get("speaker") or wanted.get("speaker_key") else ""
    if query:
        values["match"] = read.match_of(query)
        tables = (
            "statements_fts f CROSS JOIN statements s ON s.key = f.rowid CROSS JOIN versions v ON v.id = s.version_id"
        )
        return f"{tables} {people} WHERE statements_fts MATCH :match AND {where}", values
    if wanted.get("speaker") or any(map(wanted.get, ("speaker_key", "person", "alone"))):
        return f"statements s CROSS JOIN versions v ON v.id = s.version_id {people} WHERE {where}", values
    return f"versions v CROSS JOIN statements s ON s.version_id = v.id WHERE {where}", values


def _snippets(db: sqlite3.Connection, query: str, keys: list[int]) -> dict[int, str]:
    if not query:
        return {}
    marks = ", ".join("?" * len(keys))
    rows = db.execute(
        f"""SELECT rowid, snippet(statements_fts, 0, ?, ?, '…', {SNIPPET_WORDS}) FROM statements_fts
        WHERE statements_fts MATCH ? AND rowid IN ({marks})""",
        (OPENING, CLOSING, read.match_of(query), *keys),
    )
    return {row[0]: row[1] for row in rows}


def _entity(db: sqlite3.Connection, version_id: str, entity: str) -> tuple[Entity, ...]:
    rows = db.execute("SELECT name, label FROM entities WHERE version_id = ? AND id = ?", (version_id, entity))
    return tuple(Entity(entity, row["name"], row["label"]) for row in rows)


def _most(counter: Counter[Counted]) -> tuple[tuple[Counted, int], ...]:
    """The most frequent first."""
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], str(item[0]))))
