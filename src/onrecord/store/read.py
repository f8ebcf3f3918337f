"""Queries: rows of the record as frozen dataclasses. Only the current version of an article is listed or searched."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from onrecord import ids
from onrecord.extract.jsonlines import event_from_json, timex_from_json
from onrecord.records import (
    Article,
    Attribution,
    Dateline,
    Entity,
    Extraction,
    Mention,
    Skipped,
    Span,
    Spans,
    Speaker,
)
from onrecord.store.speakers import KEY, NAME, OF_NOBODY_ELSE, OF_PERSON, PEOPLE, SpeakerRow, group_speakers, match_name

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
GAP = " … "  # between the pieces of words that do not stand together
_KEPT_TEXTS = 64  # articles whose text is kept while their statements are listed


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list."""

    id: str
    outlet: str
    doc: str
    url: str | None
    title: str
    published: str | None
    inferred: Dateline | None
    language: str
    versions: int
    statements: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One version of an article with all that it tells."""

    id: str
    version_id: str
    number: int
    current: bool
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its words and where it stands."""

    article_id: str
    version_id: str
    outlet: str
    doc: str
    url: str | None
    title: str
    published: str | None
    source: str
    cue: str
    content: str
    speaker_key: str | None  # SpeakerRow.key
    speaker_name: str | None  # as the record has it, which may be fuller than the article
    statement: Attribution


class Wanted(TypedDict, total=False):
    """Which statements; what is None or left out is not asked."""

    speaker: str | None  # a part of the name, in whole words
    speaker_key: str | None  # the whole of SpeakerRow.key
    person: str | None  # the id of a person or body
    alone: str | None  # a name, as `ids.name_key`, where it leads to nobody beyond its article
    outlet: str | None
    act: str | None
    kind: str | None
    since: str | None  # ISO dates, both included; they leave out what has no date
    until: str | None
    article_id: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    versions: int
    statements: int
    speakers: int
    outlets: int
    skipped: int


def counts(db: sqlite3.Connection) -> Counts:
    row = db.execute(
        f"""SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM versions),
        (SELECT count(*) FROM statements s JOIN versions v ON v.id = s.version_id AND v.current),
        (SELECT count(DISTINCT {KEY}) FROM statements s JOIN versions v ON v.id = s.version_id AND v.current {PEOPLE}),
        (SELECT count(DISTINCT outlet) FROM versions WHERE current AND outlet <> ''), (SELECT count(*) FROM skipped)"""
    ).fetchone()
    return Counts(*row)


def articles(db: sqlite3.Connection, *, outlet: str | None = None) -> list[ArticleRow]:
    """By publication date, those without one first."""
    rows = db.execute(
        """SELECT a.id, v.outlet, v.doc, v.url, v.title, v.published, v.inferred, v.language,
            (SELECT count(*) FROM versions o WHERE o.article_id = a.id) AS versions,
            (SELECT count(*) FROM statements s WHERE s.version_id = v.id) AS statements
        FROM articles a JOIN versions v ON v.article_id = a.id AND v.current
        WHERE :outlet IS NULL OR v.outlet = :outlet
        ORDER BY coalesce(v.published, ''), v.outlet, v.doc, a.id""",
        {"outlet": outlet},
    )
    return [to_article_row(row) for row in rows]


def to_article_row(row: sqlite3.Row) -> ArticleRow:
    return ArticleRow(**{**dict(row), "inferred": _dateline(row["inferred"])})


def find_articles(db: sqlite3.Connection, words: str) -> list[str]:
    """The ids of the articles that a person may mean: by id, by URL (the newest only), by `doc`, or by the
    beginning of an id.
    """
    for where in (
        "id = :words",
        """id = (SELECT a.id FROM articles a JOIN versions v ON v.article_id = a.id WHERE v.url = :words
        ORDER BY a.rowid DESC LIMIT 1)""",
        "id IN (SELECT article_id FROM versions WHERE doc = :words)",
        "length(:words) >= 4 AND substr(id, 1, length(:words)) = :words",
    ):
        found = db.execute(f"SELECT id FROM articles WHERE {where} ORDER BY rowid DESC", {"words": _sqlite(words)})
        if article_ids := [str(row["id"]) for row in found]:
            return article_ids
    return []


def article(db: sqlite3.Connection, article_id: str, *, number: int | None = None) -> StoredArticle | None:
    """The current version, or that of a number."""
    row = db.execute(
        """SELECT id, number, current FROM versions
        WHERE article_id = :id AND CASE WHEN :number IS NULL THEN current ELSE number = :number END""",
        {"id": article_id, "number": number},
    ).fetchone()
    if row is None:
        return None
    extraction = load_extraction(db, row["id"])
    return StoredArticle(article_id, row["id"], row["number"], bool(row["current"]), extraction)


def speakers(db: sqlite3.Connection, *, name: str | None = None, outlet: str | None = None) -> list[SpeakerRow]:
    """Those who say most first. `name` may be a part of the name, in whole words."""
    where, values = where_statements({"speaker": name, "outlet": outlet})
    rows = db.execute(
        f"""SELECT {KEY} AS key, {NAME} AS name, coalesce(sp.label, e.label) AS label, v.article_id, v.outlet,
            count(*) AS number
        FROM statements s JOIN versions v ON v.id = s.version_id {PEOPLE}
        LEFT JOIN entities e ON e.version_id = s.version_id AND e.id = s.speaker_id
        WHERE s.speaker_key IS NOT NULL AND {where} GROUP BY 1, 2, 3, 4, 5""",
        values,
    )
    return group_speakers(rows.fetchall())


def statements(db: sqlite3.Connection, *, limit: int | None = None, **wanted: Unpack[Wanted]) -> list[StatementRow]:
    """By publication date."""
    where, values = where_statements(wanted)
    rows = db.execute(
        f"""{_SELECT_STATEMENTS} WHERE {where}
        ORDER BY coalesce(v.published, ''), v.outlet, v.doc, v.id, s.key LIMIT :limit""",
        {**values, "limit": -1 if limit is None else limit},
    )
    return list(iter_statement_rows(db, rows))


def search(
    db: sqlite3.Connection, query: str, *, limit: int | None = None, **wanted: Unpack[Wanted]
) -> list[StatementRow]:
    """Statements that hold all words of the query, best first. Words in quotation marks must stand together;
    `begin*` finds words that begin so. Nothing in the query is an error.
    """
    match = match_of(query)
    if not match:
        return []
    where, values = where_statements(wanted)
    rows = db.execute(
        f"""{_SELECT_STATEMENTS} JOIN statements_fts f ON f.rowid = s.key
        WHERE statements_fts MATCH :match AND {where}
        ORDER BY bm25(statements_fts, 4, 2, 4, 1, 1), coalesce(v.published, ''), s.key LIMIT :limit""",
        {**values, "match": match, "limit": -1 if limit is None else limit},
    )
    return list(iter_statement_rows(db, rows))


def match_of(query: str) -> str:
    """A person's query in FTS5's language: every word and phrase quoted, so that nothing is an operator."""
    terms = []
    plain = re.sub("[“”„«»\uff02]", '"', _sqlite(query).replace("\0", " "))
    for phrase, word in re.findall(r'"([^"]*)"?|([^\s"]+)', plain):
        term = phrase or word
        if any(character.isalnum() for character in term):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def skipped(db: sqlite3.Connection) -> list[Skipped]:
    rows = db.execute("SELECT doc, reason, detail FROM skipped ORDER BY doc, reason, detail, digest")
    return [Skipped(*row) for row in rows]


# Whole articles


def load_article(db: sqlite3.Connection, version_id: str) -> Article:
    row = db.execute("SELECT * FROM versions WHERE id = ?", (version_id,)).fetchone()
    body = None if row["body_start"] is None else Span(row["body_start"], row["body_end"])
    return Article(
        doc=row["doc"],
        text=row["text"],
        sha256=row["sha256"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        inferred=_dateline(row["inferred"]),
        url=row["url"],
        language=row["language"],
        encoding=row["encoding"],
        body=body,
        furniture=_spans(json.loads(row["furniture"])),
    )


def load_extraction(db: sqlite3.Connection, version_id: str) -> Extraction:
    """What was saved, equal in every field."""
    spans = load_spans(db, version_id)
    rows = db.execute("SELECT * FROM statements WHERE version_id = ? ORDER BY key", (version_id,))
    found = tuple(to_attribution(row, spans) for row in rows)
    rows = db.execute("SELECT * FROM mentions WHERE version_id = ? ORDER BY position", (version_id,))
    mentions = tuple(Mention(Span(row["start"], row["end"]), row["entity"], row["form"], row["score"]) for row in rows)
    rows = db.execute("SELECT * FROM entities WHERE version_id = ? ORDER BY position", (version_id,))
    entities = tuple(
        Entity(r["id"], r["name"], r["label"], tuple(json.loads(r["names"])), tuple(json.loads(r["roles"])))
        for r in rows
    )
    rows = db.execute("SELECT data FROM timexes WHERE version_id = ? ORDER BY position", (version_id,))
    timexes = tuple(timex_from_json(json.loads(row["data"])) for row in rows)
    rows = db.execute("SELECT data FROM events WHERE version_id = ? ORDER BY position", (version_id,))
    events = tuple(event_from_json(json.loads(row["data"])) for row in rows)
    return Extraction(load_article(db, version_id), found, mentions, entities, timexes, events)


def load_spans(
    db: sqlite3.Connection, version_id: str, statement_id: str | None = None
) -> dict[tuple[str, str], Spans]:
    """By statement and role; of all statements of the version, or of one."""
    one = "" if statement_id is None else "AND statement_id = :statement"
    rows = db.execute(
        f"""SELECT statement_id, role, start, "end" FROM spans
        WHERE version_id = :version {one} ORDER BY statement_id, role, position""",
        {"version": version_id, "statement": statement_id},
    )
    found: dict[tuple[str, str], Spans] = {}
    for statement, role, start, end in rows:
        found[statement, role] = (*found.get((statement, role), ()), Span(start, end))
    return found


def to_attribution(row: sqlite3.Row, spans: dict[tuple[str, str], Spans]) -> Attribution:
    source, cue, content = (spans.get((row["id"], role), ()) for role in ROLES)
    return Attribution(
        id=row["id"],
        source=source,
        cue=cue,
        content=content,
        kind=row["kind"],
        act=row["act"],
        parent=row["parent"],
        speaker=_speaker(row["speaker_id"], row["speaker_name"]),
        addressee=_speaker(row["addressee_id"], row["addressee_name"]),
        said_on=row["said_on"],
        flags=tuple(json.loads(row["flags"])),
        score=row["score"],
    )


def iter_index_rows(db: sqlite3.Connection, version_id: str) -> Iterator[tuple[int, str, str, str, str, str]]:
    """What statements_fts must hold of one version: key, content, source, speaker, title, outlet."""
    stored = load_article(db, version_id)
    spans = load_spans(db, version_id)
    rows = db.execute("SELECT key, id, speaker_name FROM statements WHERE version_id = ? ORDER BY key", (version_id,))
    for row in rows:
        content = words_of(stored.text, spans.get((row["id"], "content"), ()))
        source = words_of(stored.text, spans.get((row["id"], "source"), ()))
        yield row["key"], content, source, row["speaker_name"] or "", stored.title, stored.outlet


def words_of(text: str, spans: Sequence[Span]) -> str:
    return GAP.join(text[start:end] for start, end in spans)


# Parts of queries

_SELECT_STATEMENTS = f"""SELECT s.*, v.article_id, v.outlet, v.doc, v.url, v.title, v.published,
    {KEY} AS person_key, {NAME} AS person_name FROM statements s JOIN versions v ON v.id = s.version_id {PEOPLE}"""


_CONDITIONS = {
    "speaker_key": f"{KEY} = :speaker_key",
    "person": OF_PERSON,
    "alone": OF_NOBODY_ELSE,
    "outlet": "v.outlet = :outlet",
    "act": "s.act = :act",
    "kind": "s.kind = :kind",
    "since": "substr(v.published, 1, length(:since)) >= :since",
    "until": "substr(v.published, 1, length(:until)) <= :until",
    "article_id": "v.article_id = :article_id",
}


def where_statements(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """A condition on statements s and versions v, and its values."""
    values = {name: _sqlite(str(value)) for name, value in wanted.items() if value is not None}
    where = ["v.current = 1", *(condition for name, condition in _CONDITIONS.items() if name in values)]
    words = ids.name_key(values.pop("speaker", "")).split()
    for number, word in enumerate(words):
        values[f"word{number}"] = word
    if words:  # by way of the few different names, from one to the next in their index
        parts = (f"instr(' ' || name || ' ', ' ' || :word{number} || ' ')" for number in range(len(words)))
        written = f"""s.speaker_key IN (WITH RECURSIVE names (name) AS (
            SELECT min(speaker_key) FROM statements UNION ALL
            SELECT (SELECT min(speaker_key) FROM statements WHERE speaker_key > name) FROM names WHERE name NOTNULL)
            SELECT name FROM names WHERE {" AND ".join(parts)})"""
        known, more = match_name(words)
        where.append(f"({written} OR {known})")
        values |= more
    return " AND ".join(where), values


def iter_statement_rows(db: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> Iterator[StatementRow]:
    """Rows of _SELECT_STATEMENTS with their words."""
    texts: dict[str, tuple[str, dict[tuple[str, str], Spans]]] = {}
    for row in rows:
        version = row["version_id"]
        if version not in texts:
            if len(texts) >= _KEPT_TEXTS:
                texts.clear()
            text = db.execute("SELECT text FROM versions WHERE id = ?", (version,)).fetchone()["text"]
            texts[version] = text, load_spans(db, version)
        text, spans = texts[version]
        statement = to_attribution(row, spans)
        source, cue, content = (words_of(text, part) for part in (statement.source, statement.cue, statement.content))
        yield StatementRow(
            article_id=row["article_id"],
            version_id=version,
            outlet=row["outlet"],
            doc=row["doc"],
            url=row["url"],
            title=row["title"],
            published=row["published"],
            source=source,
            cue=cue,
            content=content,
            speaker_key=row["person_key"],
            speaker_name=row["person_name"],
            statement=statement,
        )


def _speaker(entity: str | None, name: str | None) -> Speaker | None:
    return None if entity is None or name is None else Speaker(entity, name)


def _dateline(stored: str | None) -> Dateline | None:
    if stored is None:
        return None
    fields = json.loads(stored)
    return Dateline(fields["earliest"], fields["latest"], _spans(fields["words"]))


def load_list(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def _sqlite(text: str) -> str:
    """What a shell passes may hold bytes that are no characters; nothing in the record does."""
    return text.encode("utf-8", "replace").decode("utf-8")
