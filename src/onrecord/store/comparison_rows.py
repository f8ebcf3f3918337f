"""What was found by comparing articles, as rows with their words."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one article with what stands around them."""

    article_id: str
    doc: str
    outlet: str
    published: str | None
    span: Span  # of the text, or of the title
    in_title: bool
    words: str
    sentence: str  # the line around the words, shortened


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    kind: str
    relation: str
    sure: float
    grave: float
    why: str
    a: Words
    b: Words
    others: int = 0  # further pairs of articles that part over the same


@dataclass(frozen=True, slots=True)
class DriftRow:
    speaker: str
    manner: str
    similarity: float
    edits: tuple[tuple[int, int, int, int], ...]  # start and end in a, start and end in b
    a: Words
    b: Words


@dataclass(frozen=True, slots=True)
class CopyRow:
    copy_id: str
    copy_doc: str
    copy_outlet: str
    original_id: str
    original_doc: str
    original_outlet: str
    share: float
    whole: bool  # else only paragraphs are re-used
    paragraphs: int


_AROUND = 60


def discrepancies(db: sqlite3.Connection, *, relation: str | None = None) -> list[DiscrepancyRow]:
    """Of current versions, and of a version with the one before it; the surest and gravest first.

    What several pairs of articles part over (37 here, 31 in four reports) is one row.
    """
    rows = db.execute(
        """SELECT d.*, a.article_id AS a_article, b.article_id AS b_article FROM discrepancies d
        JOIN versions a ON a.id = d.a_id JOIN versions b ON b.id = d.b_id
        WHERE (a.current OR a.article_id = b.article_id) AND b.current AND (? IS NULL OR d.relation = ?)
        ORDER BY d.sure * d.grave DESC, a.published, b.published, d.a_id, d.b_id, d.position""",
        (relation, relation),
    ).fetchall()
    groups: dict[tuple[object, ...], list[DiscrepancyRow]] = {}
    for row in rows:
        told = "development" if row["a_article"] == row["b_article"] else row["relation"]
        if relation is not None and told != relation:
            continue
        a = _words(db, row["a_id"], Span(row["a_start"], row["a_end"]), in_title=bool(row["a_in_title"]))
        b = _words(db, row["b_id"], Span(row["b_start"], row["b_end"]), in_title=bool(row["b_in_title"]))
        found = DiscrepancyRow(row["kind"], told, row["sure"], row["grave"], row["why"], a, b)
        key = (row["kind"], told, frozenset((a.words.casefold(), b.words.casefold())))
        groups.setdefault(key, []).append(found)
    return [_first(group) for group in groups.values()]


def _first(group: list[DiscrepancyRow]) -> DiscrepancyRow:
    one = group[0]
    return DiscrepancyRow(one.kind, one.relation, one.sure, one.grave, one.why, one.a, one.b, len(group) - 1)


def drifts(db: sqlite3.Connection) -> list[DriftRow]:
    rows = db.execute(
        """SELECT d.* FROM drifts d JOIN versions a ON a.id = d.a_id JOIN versions b ON b.id = d.b_id
        WHERE a.current AND b.current ORDER BY d.similarity DESC, d.a_id, d.b_id, d.position"""
    ).fetchall()
    return [
        DriftRow(
            row["speaker"],
            row["manner"],
            row["similarity"],
            tuple(tuple(edit) for edit in json.loads(row["edits"])),
            _words(db, row["a_id"], Span(row["a_start"], row["a_end"]), in_title=False),
            _words(db, row["b_id"], Span(row["b_start"], row["b_end"]), in_title=False),
        )
        for row in rows
    ]


def copies(db: sqlite3.Connection) -> list[CopyRow]:
    """Of current versions: whole copies first, then the larger share."""
    rows = db.execute(
        """SELECT c.*, v.article_id, v.doc, v.outlet, o.article_id AS original, o.doc AS original_doc,
        o.outlet AS original_outlet FROM copies c JOIN versions v ON v.id = c.version_id AND v.current
        JOIN versions o ON o.id = c.original_id AND o.current
        ORDER BY c.whole DESC, c.share DESC, c.version_id, c.original_id"""
    )
    return [
        CopyRow(
            row["article_id"],
            row["doc"],
            row["outlet"],
            row["original"],
            row["original_doc"],
            row["original_outlet"],
            row["share"],
            bool(row["whole"]),
            len(json.loads(row["paragraphs"])),
        )
        for row in rows
    ]


def _words(db: sqlite3.Connection, version_id: str, span: Span, *, in_title: bool) -> Words:
    row = db.execute(
        "SELECT article_id, doc, outlet, published, title, text FROM versions WHERE id = ?", (version_id,)
    ).fetchone()
    text = row["title"] if in_title else row["text"]
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    line_start = text.rfind("\n", start, span.start) + 1 or start
    line_end = text.find("\n", span.end, end)
    around = text[line_start : line_end if line_end >= 0 else end]
    if line_start == start and start > 0:
        around = "…" + around.split(" ", 1)[-1]
    if line_end < 0 and end < len(text):
        around = around.rsplit(" ", 1)[0] + "…"
    words = " ".join(text[slice(*span)].split())
    return Words(
        row["article_id"], row["doc"], row["outlet"], row["published"], span, in_title, words, " ".join(around.split())
    )
