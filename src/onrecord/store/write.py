"""Save what was read: each article whole or not at all, safe to repeat.

Which article is which:
1. A text that the outlet is known for (at the same address, or anywhere in the outlet) changes nothing. This is
   asked first, so that whatever was added once can be added again, also an old version or a text that was moved.
   Where an outlet is not known, the text alone decides. The same text in two outlets is two articles: a copy.
2. Else the articles of the same URL, then those of the same `doc` within the outlet, the newest first: the first of
   which the text is a version (sameness.py) gets a new version, and the old one is kept with its statements.
3. Else it is a new article, also at an address that was used before.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal

from onrecord import ids
from onrecord.errors import InputError
from onrecord.extract.jsonlines import event_to_json, timex_to_json
from onrecord.records import Article, Attribution, Extraction, Skipped, Span
from onrecord.store import claims, comparing, corrections, happenings, identities, positions, read
from onrecord.store.changes import Change
from onrecord.store.corrected import Correction
from onrecord.store.faults import find_faults
from onrecord.store.sameness import is_version_of
from onrecord.store.transaction import file_of, sqlite_errors, transaction

Outcome = Literal["added", "new version", "replaced", "completed", "unchanged", "skipped"]
# completed: the text was known, and its outlet, title or publication date is known only now
# skipped: there is a new row in `skipped`

GROUP = 20  # articles a transaction: enough to make its cost small, few enough to read again after a kill
_CANDIDATES = 20  # articles of one address that a changed text is compared with


def start_run(db: sqlite3.Connection, version: str, model: str = "") -> int:
    with transaction(db):
        row = db.execute("INSERT INTO runs (started, version, model) VALUES (?, ?, ?)", (_now(), version, model))
        return int(row.lastrowid or 0)


def finish_run(db: sqlite3.Connection, run_id: int) -> None:
    with transaction(db):
        db.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run_id))


def save(
    db: sqlite3.Connection, item: Extraction | Skipped, run_id: int, *, replace: bool = False, digest: str = ""
) -> Outcome:
    """One transaction. `replace` puts these statements in place of those that the same text has now.

    `digest` is of the input that was skipped, where it is known. InputError where the spans, ids or sha256 of the
    extraction are not right; nothing is saved then.
    """
    with transaction(db):
        if isinstance(item, Skipped):
            return _save_skipped(db, item, run_id, digest)
        return _save(db, item, run_id, replace=replace)


def save_all(
    db: sqlite3.Connection,
    items: Iterable[Extraction | Skipped],
    run_id: int,
    *,
    replace: bool = False,
    group: int = GROUP,
) -> Iterator[Outcome]:
    """An outcome for each item, in order, when it is safe on disk. Items are taken only as outcomes are asked for.

    A faulty extraction becomes a row in `skipped`. The lock is not held while an item is waited for.
    """
    waiting = iter(items)
    while chunk := list(islice(waiting, group)):
        with transaction(db):
            outcomes = [_save_or_skip(db, item, run_id, replace=replace) for item in chunk]
        yield from outcomes


def forget(db: sqlite3.Connection, rows: Iterable[Skipped]) -> None:
    """Rows of inputs that were skipped once and are read now."""
    gone = [tuple(map(_storable, (row.doc, row.reason, row.detail))) for row in rows]
    if gone:
        with transaction(db):
            db.executemany("DELETE FROM skipped WHERE (doc, reason, detail) = (?, ?, ?)", gone)


def knows(db: sqlite3.Connection, article: Article) -> bool:
    """Whether adding the article would find its text there already, so that it need not be read for that."""
    with sqlite_errors(file_of(db)):
        return _find_same_text(db, article) is not None


def correct(db: sqlite3.Connection, change: Change, author: str) -> Correction:
    """One transaction. InputError where the change is none that can be made, StaleError where the text or the
    statement is no longer what the person saw; nothing is saved then.
    """
    with transaction(db):
        correction, version_id = corrections.add(db, change, author, _now())
        _put_corrected(db, version_id)
        return correction


def undo(db: sqlite3.Connection, number: int) -> Correction:
    """Take a correction back. InputError where there is none of that number, or it is undone."""
    with transaction(db):
        correction, versions = corrections.undo(db, number, _now())
        for version_id in versions:
            _put_corrected(db, version_id)
        return correction


def rebuild_index(db: sqlite3.Connection) -> None:
    """Make the full-text index anew from the statements."""
    with transaction(db):
        db.execute("DELETE FROM statements_fts")
        for (version,) in db.execute("SELECT id FROM versions ORDER BY rowid").fetchall():
            _index(db, version)


def _save_or_skip(db: sqlite3.Connection, item: Extraction | Skipped, run_id: int, *, replace: bool) -> Outcome:
    if isinstance(item, Skipped):
        return _save_skipped(db, item, run_id, "")
    try:
        return _save(db, item, run_id, replace=replace)
    except InputError as error:
        return _save_skipped(db, Skipped(item.article.doc, "failed", str(error)), run_id, item.article.sha256)


def _save_skipped(db: sqlite3.Connection, item: Skipped, run_id: int, digest: str) -> Outcome:
    fields = [_storable(text) for text in (item.doc, item.reason, item.detail, digest)]
    done = db.execute("INSERT OR IGNORE INTO skipped VALUES (?, ?, ?, ?, ?)", (*fields, run_id))
    return "skipped" if done.rowcount else "unchanged"


def _save(db: sqlite3.Connection, item: Extraction, run_id: int, *, replace: bool) -> Outcome:
    faults = find_faults(item)
    if faults:
        raise InputError(f"{item.article.doc}: {'; '.join(faults[:3])}. Read the article again")
    db.execute("SAVEPOINT item")  # so that one item of a group can fail alone
    try:
        outcome = _save_extraction(db, item, run_id, replace=replace)
    except (sqlite3.IntegrityError, UnicodeEncodeError) as error:
        db.execute("ROLLBACK TO item")
        db.execute("RELEASE item")
        raise InputError(f"{item.article.doc}: cannot be saved ({error}). Read the article again") from error
    db.execute("RELEASE item")
    return outcome


def _save_extraction(db: sqlite3.Connection, item: Extraction, run_id: int, *, replace: bool) -> Outcome:
    article = item.article
    known = _find_same_text(db, article)
    if known is not None:
        return _save_known(db, known, item, run_id, replace=replace)
    for article_id, version_id in _find_same_address(db, article):
        if is_version_of(article, read.load_article(db, version_id)):
            _add_version(db, article_id, item, run_id)
            return "new version"
    article_id = ids.article_id(article.outlet, article.doc, article.url, article.sha256)
    db.execute(
        "INSERT INTO articles (id, outlet, doc, url, first_seen) VALUES (?, ?, ?, ?, ?)",
        (article_id, article.outlet, article.doc, article.url, _now()),
    )
    _add_version(db, article_id, item, run_id)
    return "added"


def _find_same_text(db: sqlite3.Connection, article: Article) -> str | None:
    """The oldest version that fits: it goes on to fit, so that adding the article again does nothing."""
    row = db.execute(
        """SELECT id FROM versions
        WHERE sha256 = :sha256 AND (url = :url OR outlet IN (:outlet, '') OR :outlet = '') ORDER BY rowid LIMIT 1""",
        {"sha256": article.sha256, "url": article.url, "outlet": article.outlet},
    ).fetchone()
    return row and str(row["id"])


def _find_same_address(db: sqlite3.Connection, article: Article) -> Iterator[tuple[str, str]]:
    """Article and its current version: those of the URL, then those of the doc, the newest first."""
    seen = set()
    for where in ("url = :url", "outlet = :outlet AND doc = :doc AND doc <> ''"):
        rows = db.execute(
            f"""SELECT a.id, v.id AS version FROM articles a JOIN versions v ON v.article_id = a.id AND v.current
            WHERE a.id IN (SELECT article_id FROM versions WHERE {where}) ORDER BY a.rowid DESC LIMIT {_CANDIDATES}""",
            {"url": article.url, "outlet": article.outlet, "doc": article.doc},
        ).fetchall()
        for row in rows:
            if row["id"] not in seen:
                seen.add(row["id"])
                yield row["id"], row["version"]


def _save_known(db: sqlite3.Connection, version_id: str, item: Extraction, run_id: int, *, replace: bool) -> Outcome:
    stored = corrections.load_reading(db, version_id)
    completed = _complete(stored.article, item.article)
    if replace:
        merged = _merge(completed, item)
        if merged == stored:
            return "unchanged"
        comparing.forget_version(db, version_id)
        _delete_findings(db, version_id)
        _update_version(db, version_id, merged.article)
        db.execute("UPDATE versions SET run_id = ? WHERE id = ?", (run_id, version_id))
        _add_findings(db, version_id, corrections.keep_reading(db, version_id, merged))
        _index(db, version_id)
        return "replaced"
    if completed == stored.article:
        return "unchanged"
    comparing.forget_version(db, version_id)
    _unindex(db, version_id)
    claims.forget_version(db, version_id)  # another date or outlet: its stances are others'
    happenings.forget_version(db, version_id)
    positions.forget_version(db, version_id)
    _update_version(db, version_id, completed)
    _index(db, version_id)
    return "completed"


def _complete(stored: Article, given: Article) -> Article:
    """What was not known of the article and is given now. What was known stays."""
    published = stored.published or given.published
    return dataclasses.replace(
        stored,
        outlet=stored.outlet or given.outlet,
        title=stored.title or given.title,
        published=published,
        inferred=None if published else stored.inferred,
    )


def _merge(completed: Article, item: Extraction) -> Extraction:
    """The article under its address, with what it was read as now."""
    given = item.article
    published = given.published or completed.published
    article = dataclasses.replace(
        given,
        doc=completed.doc,
        outlet=completed.outlet,
        url=completed.url,
        title=given.title or completed.title,
        published=published,
        inferred=None if published else given.inferred,
    )
    return dataclasses.replace(item, article=article)


def _add_version(db: sqlite3.Connection, article_id: str, item: Extraction, run_id: int) -> None:
    article = item.article
    version_id = ids.version_id(article_id, article.sha256)
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE article_id = ?", (article_id,))
    db.execute("UPDATE versions SET current = 0 WHERE article_id = ? AND current", (article_id,))
    row = {
        "id": version_id,
        "article_id": article_id,
        "number": number.fetchone()[0],
        "current": 1,
        "doc": article.doc,
        "url": article.url,
        "text": article.text,
        "sha256": article.sha256,
        "run_id": run_id,
        "added": _now(),
        **_changeable(article),
    }
    marks = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO versions ({', '.join(row)}) VALUES ({marks})", row)
    _add_findings(db, version_id, item)
    _index(db, version_id)


def _update_version(db: sqlite3.Connection, version_id: str, article: Article) -> None:
    row = _changeable(article)
    fields = ", ".join(f"{name} = :{name}" for name in row)
    db.execute(f"UPDATE versions SET {fields} WHERE id = :id", {"id": version_id, **row})
    db.execute(
        "UPDATE articles SET outlet = ? WHERE outlet = '' AND id = (SELECT article_id FROM versions WHERE id = ?)",
        (article.outlet, version_id),
    )


def _changeable(article: Article) -> dict[str, str | int | None]:
    """The columns of `versions` that may change while the text stays."""
    inferred = _json(dataclasses.asdict(article.inferred)) if article.inferred else None
    body_start, body_end = article.body or (None, None)
    return {
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "inferred": inferred,
        "language": article.language,
        "encoding": article.encoding,
        "body_start": body_start,
        "body_end": body_end,
        "furniture": _json(article.furniture),
    }


def _add_findings(db: sqlite3.Connection, version_id: str, item: Extraction) -> None:
    db.executemany(
        "INSERT INTO entities (version_id, id, position, name, label, names, roles) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (version_id, e.id, position, e.name, e.label, _json(e.names), _json(e.roles))
            for position, e in enumerate(item.entities)
        ],
    )
    db.executemany(
        'INSERT INTO mentions (version_id, position, entity, form, start, "end", score) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [(version_id, position, m.entity, m.form, *m.span, m.score) for position, m in enumerate(item.mentions)],
    )
    db.executemany(
        """INSERT INTO statements (version_id, id, kind, act, parent, speaker_id, speaker_name, speaker_key,
        addressee_id, addressee_name, said_on, flags, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [_statement_row(version_id, statement) for statement in item.statements],
    )
    db.executemany(
        'INSERT INTO spans (version_id, statement_id, role, position, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
        [row for statement in item.statements for row in _span_rows(version_id, statement)],
    )
    db.executemany(
        "INSERT INTO timexes (version_id, position, data) VALUES (?, ?, ?)",
        [(version_id, position, _json(timex_to_json(t))) for position, t in enumerate(item.timexes)],
    )
    db.executemany(
        "INSERT INTO events (version_id, position, data) VALUES (?, ?, ?)",
        [(version_id, position, _json(event_to_json(event))) for position, event in enumerate(item.events)],
    )
    identities.note_version(db, version_id)


def _statement_row(version_id: str, statement: Attribution) -> tuple[object, ...]:
    speaker, addressee = statement.speaker, statement.addressee
    return (
        version_id,
        statement.id,
        statement.kind,
        statement.act,
        statement.parent,
        speaker and speaker.id,
        speaker and speaker.name,
        speaker and ids.name_key(speaker.name),
        addressee and addressee.id,
        addressee and addressee.name,
        statement.said_on,
        _json(statement.flags),
        statement.score,
    )


def _span_rows(version_id: str, statement: Attribution) -> Iterator[tuple[object, ...]]:
    for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
        for position, (start, end) in enumerate(spans):
            yield version_id, statement.id, role, position, start, end


def _delete_findings(db: sqlite3.Connection, version_id: str) -> None:
    _unindex(db, version_id)
    identities.forget_version(db, version_id)
    claims.forget_version(db, version_id)
    happenings.forget_version(db, version_id)
    positions.forget_version(db, version_id)
    for table in ("spans", "statements", "mentions", "entities", "timexes", "events"):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))


def _put_corrected(db: sqlite3.Connection, version_id: str) -> None:
    """The findings as the corrections now make them, in the place of what was there."""
    extraction = corrections.keep_reading(db, version_id, corrections.load_reading(db, version_id))
    if faults := find_faults(extraction):
        raise InputError(f"this cannot be corrected so: {faults[0]}")
    gathered = claims.is_gathered(db, version_id)
    _delete_findings(db, version_id)
    _add_findings(db, version_id, extraction)
    _index(db, version_id)
    if gathered:
        claims.gather_anew(db, version_id)


def _index(db: sqlite3.Connection, version_id: str) -> None:
    db.executemany(
        "INSERT INTO statements_fts (rowid, content, source, speaker, title, outlet) VALUES (?, ?, ?, ?, ?, ?)",
        list(read.iter_index_rows(db, version_id)),
    )


def _unindex(db: sqlite3.Connection, version_id: str) -> None:
    """While the statements are still there: their keys lead to the rows of the index."""
    db.execute(
        "DELETE FROM statements_fts WHERE rowid IN (SELECT key FROM statements WHERE version_id = ?)", (version_id,)
    )


def _json(value: Sequence[Span] | Sequence[str] | dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _storable(text: str) -> str:
    """A file name may hold bytes that are no characters; SQLite takes only characters."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
