"""Corrections as rows: one for each thing that a person said, anchored to the text's hash and offsets.

The tables of findings hold what is true now, corrections applied, so that everything that reads the record agrees.
What the model read of a text that was corrected is kept in `readings`: corrections are applied to it anew whenever one
is made or undone, or the article is read again.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from onrecord.errors import InputError
from onrecord.extract.jsonlines import statement_from_json, statement_to_json
from onrecord.records import Attribution, Entity, Extraction
from onrecord.store import read
from onrecord.store.changes import Change, StaleError, changes_nothing, find_seen, make_becomes
from onrecord.store.corrected import Corrected, Correction, apply_corrections


class Listed(TypedDict, total=False):
    """Which corrections; what is None or left out is not asked."""

    article: str | None  # its id
    limit: int | None
    offset: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review has come: statements that a person dealt with, of all that there are or were rejected."""

    checked: int
    total: int


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction in a list."""

    correction: Correction
    doc: str
    title: str
    outlet: str
    words: str  # of the content of the statement that was meant, in the text that was corrected
    orphan: bool  # the article has another text now
    replaced: bool  # a later one, in force, says something else of the same


def add(db: sqlite3.Connection, change: Change, author: str, now: str) -> tuple[Correction, str]:
    """The new row, and the version it is for. Within a transaction of the caller."""
    row = db.execute(
        "SELECT id, sha256 FROM versions WHERE article_id = ? AND current", (change.article_id,)
    ).fetchone()
    if row is None:
        raise InputError("there is no such article")
    if row["sha256"] != change.sha256:
        raise StaleError("the article has a new text: look at it again before you correct it")
    version_id = str(row["id"])
    applied = _apply(db, version_id, load_reading(db, version_id))
    seen = find_seen(applied.extraction.statements, change)
    becomes = make_becomes(applied.extraction.article, seen, change)
    what = change.what
    if seen and becomes and changes_nothing(seen, becomes, change, applied.extraction.entities):
        what, becomes = "accept", seen  # what was right already was checked, not corrected
    meant = seen or becomes
    assert meant is not None  # noqa: S101 - only `add` has no statement, and it makes one
    start = min(span.start for span in (*meant.source, *meant.cue, *meant.content))
    end = max(span.end for span in (*meant.source, *meant.cue, *meant.content))
    number = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM corrections").fetchone()[0])
    correction = Correction(
        id=number,
        made=now,
        author=author,
        article_id=change.article_id,
        sha256=change.sha256,
        what=what,
        seen=seen,
        becomes=becomes,
        label=change.label if what in ("speaker", "add") else None,
        target=applied.targets.get(seen.id, number) if seen else number,
    )
    db.execute(
        "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            number,
            now,
            author,
            change.article_id,
            change.sha256,
            what,
            start,
            end,
            _dump(seen),
            _dump(becomes),
            correction.label,
            correction.target,
        ),
    )
    return correction, version_id


def undo(db: sqlite3.Connection, number: int, now: str) -> tuple[Correction, list[str]]:
    """The row as it was, and the versions it was for. Within a transaction of the caller."""
    row = db.execute("SELECT * FROM corrections WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise InputError(f"there is no correction {number}")
    if row["undone"]:
        raise InputError(f"correction {number} is undone already")
    db.execute("UPDATE corrections SET undone = ? WHERE id = ?", (now, number))
    versions = db.execute(
        "SELECT id FROM versions WHERE article_id = ? AND sha256 = ?", (row["article_id"], row["sha256"])
    )
    return _correction(row), [str(version["id"]) for version in versions.fetchall()]


def load_reading(db: sqlite3.Connection, version_id: str) -> Extraction:
    """What the model read, without the corrections."""
    stored = read.load_extraction(db, version_id)
    row = db.execute("SELECT statements, entities FROM readings WHERE version_id = ?", (version_id,)).fetchone()
    if row is None:
        return stored
    return dataclasses.replace(
        stored,
        statements=tuple(map(statement_from_json, json.loads(row["statements"]))),
        entities=tuple(_entity(fields) for fields in json.loads(row["entities"])),
    )


def keep_reading(db: sqlite3.Connection, version_id: str, reading: Extraction) -> Extraction:
    """The reading with the corrections of its text in it; the reading itself is kept where there are any."""
    if not _of_version(db, version_id):
        db.execute("DELETE FROM readings WHERE version_id = ?", (version_id,))
        return reading
    statements = [statement_to_json(statement) for statement in reading.statements]
    entities = [dataclasses.asdict(entity) for entity in reading.entities]
    db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (version_id, _json(statements), _json(entities)))
    return _apply(db, version_id, reading).extraction


def iter_corrections(db: sqlite3.Connection, **wanted: Unpack[Listed]) -> Iterator[CorrectionRow]:
    """The newest first, those that were undone too."""
    values: dict[str, object] = {"article": None, "limit": -1, "offset": 0}
    values |= {key: value for key, value in wanted.items() if value is not None}
    of_article = "c.article_id = :article" if values["article"] else "1"
    rows = db.execute(
        f"""SELECT c.*, v.id AS version_id, v.doc, v.title, v.outlet, v.sha256 <> c.sha256 AS orphan,
            c.undone IS NULL AND c.what IN ('speaker', 'spans', 'kind', 'act') AND EXISTS (
                SELECT 1 FROM corrections l WHERE l.article_id = c.article_id AND l.sha256 = c.sha256
                AND l.target = c.target AND l.what = c.what AND l.id > c.id AND l.undone IS NULL) AS replaced
        FROM corrections c JOIN versions v ON v.article_id = c.article_id AND v.current
        WHERE {of_article} ORDER BY c.id DESC LIMIT :limit OFFSET :offset""",
        values,
    ).fetchall()
    for row in rows:
        correction = _correction(row)
        meant = correction.seen or correction.becomes
        text = db.execute(
            "SELECT text FROM versions WHERE article_id = ? AND sha256 = ?", (row["article_id"], row["sha256"])
        ).fetchone()["text"]
        words = read.words_of(text, meant.content if meant else ())
        yield CorrectionRow(
            correction, row["doc"], row["title"], row["outlet"], words, bool(row["orphan"]), bool(row["replaced"])
        )


def count(db: sqlite3.Connection) -> int:
    """Those that were undone too."""
    return int(db.execute("SELECT count(*) FROM corrections").fetchone()[0])


def progress(db: sqlite3.Connection, *, article_id: str | None = None, statements: int | None = None) -> Progress:
    """Of the current texts. `statements` is their number where the caller has counted."""
    of_article, of_version = ("c.article_id = :article", "v.article_id = :article") if article_id else ("1", "1")
    values = {"article": article_id}
    rows = db.execute(
        f"""SELECT c.target, c.what, max(c.id) FROM corrections c
        JOIN versions v ON v.article_id = c.article_id AND v.sha256 = c.sha256 AND v.current
        WHERE c.undone IS NULL AND {of_article} GROUP BY c.article_id, c.target""",
        values,
    ).fetchall()
    if statements is None:
        statements = db.execute(
            f"""SELECT count(*) FROM versions v CROSS JOIN statements s ON s.version_id = v.id
            WHERE v.current AND {of_version}""",
            values,
        ).fetchone()[0]
    rejected = sum(row["what"] == "reject" for row in rows)
    return Progress(checked=len(rows), total=statements + rejected)


def find_unchecked(db: sqlite3.Connection, *, after: str | None = None) -> str | None:
    """The first article, by date, that has a statement which nobody has checked; one that comes after `after`, if
    there is one.
    """
    query = """SELECT v.article_id FROM versions v WHERE v.current AND {where} AND EXISTS
        (SELECT 1 FROM statements s WHERE s.version_id = v.id AND instr(s.flags, '"checked"') = 0)
        ORDER BY v.published, v.outlet, v.doc LIMIT 1"""
    if after is not None:
        row = db.execute(
            query.format(
                where="""(coalesce(v.published, ''), v.outlet, v.doc) > (SELECT coalesce(published, ''), outlet, doc
                FROM versions WHERE article_id = :after AND current)"""
            ),
            {"after": after},
        ).fetchone()
        if row:
            return str(row["article_id"])
    row = db.execute(query.format(where="1")).fetchone()
    return str(row["article_id"]) if row else None


def iter_training(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every text of which a statement was corrected, in the form that `make model` reads, with its corrections."""
    versions = db.execute(
        """SELECT id, article_id, sha256 FROM versions v
        WHERE (article_id, sha256) IN (SELECT article_id, sha256 FROM corrections WHERE undone IS NULL)
        ORDER BY article_id, number"""
    ).fetchall()
    for version in versions:
        extraction = read.load_extraction(db, version["id"])
        article = extraction.article
        applied = _apply(db, version["id"], load_reading(db, version["id"]))
        statements = [_training_row(statement, applied.targets) for statement in extraction.statements]
        yield {
            "doc": article.doc,
            "outlet": article.outlet,
            "title": article.title,
            "published": article.published,
            "url": article.url,
            "text": article.text,
            "sha256": article.sha256,
            "checked": len(applied.targets),
            "statements": statements,
            "corrections": [_log_row(correction) for correction in _of_version(db, version["id"])],
        }


def _training_row(statement: Attribution, checked: dict[str, int]) -> dict[str, Any]:
    row = statement_to_json(statement)
    return {
        "source": row["source"],
        "cue": row["cue"],
        "content": row["content"],
        "kind": row["kind"],
        "act": row["act"],
        "speaker": statement.speaker and statement.speaker.name,
        "checked": statement.id in checked,
    }


def _log_row(correction: Correction) -> dict[str, Any]:
    seen, becomes = correction.seen, correction.becomes
    return {
        "made": correction.made,
        "author": correction.author,
        "what": correction.what,
        "seen": statement_to_json(seen) if seen else None,
        "becomes": statement_to_json(becomes) if becomes else None,
    }


def _apply(db: sqlite3.Connection, version_id: str, reading: Extraction) -> Corrected:
    return apply_corrections(reading, _of_version(db, version_id))


def _of_version(db: sqlite3.Connection, version_id: str) -> list[Correction]:
    """Those in force, in the order in which they were made."""
    rows = db.execute(
        """SELECT c.* FROM corrections c JOIN versions v ON v.article_id = c.article_id AND v.sha256 = c.sha256
        WHERE v.id = ? AND c.undone IS NULL ORDER BY c.id""",
        (version_id,),
    )
    return [_correction(row) for row in rows]


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        id=row["id"],
        made=row["made"],
        author=row["author"],
        article_id=row["article_id"],
        sha256=row["sha256"],
        what=row["what"],
        seen=_load(row["seen"]),
        becomes=_load(row["becomes"]),
        label=row["label"],
        target=row["target"],
        undone=row["undone"],
    )


def _entity(fields: dict[str, Any]) -> Entity:
    return Entity(fields["id"], fields["name"], fields["label"], tuple(fields["names"]), tuple(fields["roles"]))


def _dump(statement: Attribution | None) -> str | None:
    return None if statement is None else _json(statement_to_json(statement))


def _load(stored: str | None) -> Attribution | None:
    return None if stored is None else statement_from_json(json.loads(stored))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
