"""The tables as rows for export, always in one order.

What belongs to a run (its id, the time something was saved) is left out: a record whose making was interrupted
exports the same as one that was made in one go, the table `runs` aside.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.records import Span
from onrecord.store.corrections import iter_training
from onrecord.store.issue_rows import iter_dna
from onrecord.store.judgements import iter_exported
from onrecord.store.read import ROLES, load_spans, words_of
from onrecord.store.transaction import file_of, sqlite_errors

Cell = str | int | float | list[Any] | None
Row = dict[str, Cell]

_VERSION = "v.article_id, v.number, v.current, v.outlet, v.doc, v.published, v.title"

_QUERIES = {
    "runs": "SELECT * FROM runs ORDER BY id",
    "articles": """SELECT a.id, a.outlet, a.doc, a.url, v.title, v.published, v.language, v.number AS versions,
        (SELECT count(*) FROM statements s WHERE s.version_id = v.id) AS statements
        FROM articles a JOIN versions v ON v.article_id = a.id AND v.current
        ORDER BY a.outlet, a.doc, coalesce(a.url, ''), a.id""",
    "versions": """SELECT id, article_id, number, current, outlet, doc, url, title, published, inferred, language,
        encoding, text, sha256, body_start, body_end, furniture FROM versions ORDER BY article_id, number""",
    "statements": f"""SELECT s.version_id, s.id, {_VERSION}, v.url, s.kind, s.act, s.parent, s.speaker_id,
        s.speaker_name, s.addressee_id, s.addressee_name, s.said_on, s.flags, s.score
        FROM statements s JOIN versions v ON v.id = s.version_id ORDER BY v.article_id, v.number, s.key""",
    "spans": """SELECT p.version_id, p.statement_id, p.role, p.position, p.start, p."end"
        FROM spans p JOIN versions v ON v.id = p.version_id
        JOIN statements s ON s.version_id = p.version_id AND s.id = p.statement_id
        ORDER BY v.article_id, v.number, s.key, p.role, p.position""",
    "mentions": """SELECT m.version_id, m.position, m.entity, m.form, m.start, m."end", m.score
        FROM mentions m JOIN versions v ON v.id = m.version_id ORDER BY v.article_id, v.number, m.position""",
    "entities": """SELECT e.version_id, e.id, e.name, e.label, e.names, e.roles
        FROM entities e JOIN versions v ON v.id = e.version_id ORDER BY v.article_id, v.number, e.position""",
    "timexes": "SELECT version_id, position, data FROM timexes ORDER BY version_id, position",
    "events": "SELECT version_id, position, data FROM events ORDER BY version_id, position",
    "people": """SELECT p.id, p.name, p.label, p.known_id, (SELECT count(*) FROM people_names n
        JOIN people_links l ON l.key = n.key WHERE n.person_id = p.id) AS entities FROM people p ORDER BY p.id""",
    "people_names": "SELECT key, block, node, person_id, unresolved FROM people_names ORDER BY key",
    "people_evidence": "SELECT key, sort, value, number FROM people_evidence ORDER BY key, sort, value",
    "people_links": """SELECT l.version_id, l.entity, l.key, n.person_id FROM people_links l
        JOIN people_names n ON n.key = l.key ORDER BY l.version_id, l.entity""",
    "people_known": "SELECT id, name, aliases, office, keys, file FROM people_known ORDER BY id",
    "people_decisions": "SELECT * FROM people_decisions ORDER BY id",
    "offices": """SELECT version_id, position, entity, relation, office, body, start, "end" FROM offices
        ORDER BY version_id, position""",
    "unnamed_sources": "SELECT * FROM unnamed_sources ORDER BY version_id, entity",
    "comparisons": "SELECT version_id, other_id, similarity FROM comparisons ORDER BY version_id, other_id",
    "copies": "SELECT version_id, original_id, share, whole, paragraphs FROM copies ORDER BY version_id, original_id",
    "discrepancies": "SELECT * FROM discrepancies ORDER BY a_id, b_id, position",
    "drifts": "SELECT * FROM drifts ORDER BY a_id, b_id, position",
    "propositions": """SELECT p.claim_id, p.version_id, p.id, p.position, p.statement_id, p.spans, p.party,
        p.party_name, p.named, p.kind, p.chain, p.content, p.joined_to, p.score, p.shared, p.how, p.gathered
        FROM propositions p
        JOIN versions v ON v.id = p.version_id ORDER BY v.article_id, v.number, p.position""",
    "affiliations": """SELECT f.version_id, f.party, f.name, f.place, f.office, f.number FROM affiliations f
        JOIN versions v ON v.id = f.version_id
        ORDER BY v.article_id, v.number, f.party, f.name, f.place, f.office""",
    "judgements": "SELECT * FROM judgements ORDER BY id",
    "accounts": """SELECT a.happening_id, a.version_id, a.event, a.position, a.status, a.data FROM accounts a
        JOIN versions v ON v.id = a.version_id ORDER BY v.article_id, v.number, a.position""",
    "prospects": """SELECT p.matter_id, p.version_id, p.position, p.statement_id, p.kind, p.by_entity, p.who, p.event,
        p.due, p.deadline, p.start, p."end", p.conditions, p.published, p.terms, p.doing, p.names FROM prospects p
        JOIN versions v ON v.id = p.version_id ORDER BY v.article_id, v.number, p.position""",
    "outcomes": "SELECT * FROM outcomes ORDER BY matter_id, version_id, start",
    "conditions": """SELECT t.* FROM conditions t JOIN versions v ON v.id = t.version_id
        ORDER BY v.article_id, v.number, t.position""",
    "condition_answers": """SELECT t.* FROM condition_answers t JOIN versions v ON v.id = t.version_id
        ORDER BY v.article_id, v.number, t.position""",
    "stands": """SELECT t.* FROM stands t JOIN versions v ON v.id = t.version_id
        ORDER BY v.article_id, v.number, t.position""",
    "issue_decisions": "SELECT * FROM issue_decisions ORDER BY id",
    "readings": "SELECT version_id, statements, entities FROM readings ORDER BY version_id",
    "skipped": "SELECT doc, reason, detail, digest FROM skipped ORDER BY doc, reason, detail, digest",
}
TABLES = (*_QUERIES, "corrections", "positions")
NESTED = frozenset(("corrections",))  # their rows hold lists, for which CSV has no place


def iter_table(db: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Rows of one of TABLES. Statements come with the words of their source, cue and content, spans and mentions
    with theirs; `corrections` gives the texts that were corrected as training data, with lists in its cells, then the
    judgements in force.
    """
    if table not in TABLES:
        raise InputError(f"there is no table {table}: take one of {', '.join(TABLES)}")
    with sqlite_errors(file_of(db)):
        if table == "corrections":
            yield from iter_training(db)
            yield from iter_exported(db)
            return
        if table == "positions":
            yield from (dict[str, Any](row) for row in iter_dna(db))
            return
        rows: Iterator[Row] = (dict(row) for row in db.execute(_QUERIES[table]))
        if table == "statements":
            rows = _with_statement_words(db, rows)
        elif table in ("spans", "mentions", "offices"):
            rows = _with_words(db, rows)
        yield from rows


def _with_statement_words(db: sqlite3.Connection, rows: Iterator[Row]) -> Iterator[Row]:
    version, text, spans = "", "", load_spans(db, "")
    for row in rows:
        if row["version_id"] != version:
            version = str(row["version_id"])
            text, spans = _text(db, version), load_spans(db, version)
        for role in ROLES:
            row[role] = words_of(text, spans.get((str(row["id"]), role), ()))
        yield row


def _with_words(db: sqlite3.Connection, rows: Iterator[Row]) -> Iterator[Row]:
    version, text = "", ""
    for row in rows:
        if row["version_id"] != version:
            version = str(row["version_id"])
            text = _text(db, version)
        yield {**row, "words": words_of(text, [Span(int(str(row["start"])), int(str(row["end"])))])}


def _text(db: sqlite3.Connection, version_id: str) -> str:
    return str(db.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()["text"])
