"""What was found by comparing articles, as rows with their words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord import ids
from onrecord.records import Span
from onrecord.store.judgements import Anchor, Dismissed


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
    at: int  # where the words begin in it
    version: int  # the number of the text
    title: str = ""  # of the article


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


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A discrepancy by which a person can name it."""

    id: str  # made of the words of its first pair
    row: DiscrepancyRow
    anchors: tuple[Anchor, ...]  # the one account and the other, by turns, of up to MAX_PAIRS pairs of articles


MAX_PAIRS = 200
_AROUND = 60


def discrepancies(db: sqlite3.Connection, *, relation: str | None = None) -> list[DiscrepancyRow]:
    """Of current versions, and of a version with the one before it; the surest and gravest first.

    Of one article first, originals before copies. What several pairs of articles part over (37 here, 31 in four
    reports) is one row; what people dismissed is none.
    """
    dismissed = Dismissed(db)
    return [found.row for found in disagreements(db, relation=relation) if find_dismissal(dismissed, found) is None]


def disagreements(
    db: sqlite3.Connection, *, relation: str | None = None, limit: int | None = None
) -> list[Disagreement]:
    """As `discrepancies`, with those that people dismissed; `limit` is of pairs of articles."""
    rows = db.execute(
        """SELECT d.*, a.article_id AS a_article, b.article_id AS b_article, a.sha256 AS a_sha, b.sha256 AS b_sha
        FROM discrepancies d JOIN versions a ON a.id = d.a_id JOIN versions b ON b.id = d.b_id
        WHERE (a.current OR a.article_id = b.article_id) AND b.current AND (:relation IS NULL OR d.relation = :relation
            OR :relation = 'development' AND a.article_id = b.article_id)
        ORDER BY d.sure * d.grave DESC, d.a_id <> d.b_id,
            (SELECT count(*) FROM copies WHERE whole AND version_id IN (d.a_id, d.b_id)),
            a.published, b.published, d.a_id, d.b_id, d.position LIMIT :limit""",
        {"relation": relation, "limit": -1 if limit is None else limit},
    ).fetchall()
    groups: dict[tuple[object, ...], list[tuple[DiscrepancyRow, Anchor, Anchor]]] = {}
    for row in rows:
        is_revised = row["a_article"] == row["b_article"] and row["a_id"] != row["b_id"]
        told = "development" if is_revised else row["relation"]
        if relation is not None and told != relation:
            continue
        a, b = (_anchor(row, side) for side in "ab")
        found = DiscrepancyRow(
            row["kind"],
            told,
            row["sure"],
            row["grave"],
            row["why"],
            _words(db, row["a_id"], a.spans[0], in_title=a.in_title),
            _words(db, row["b_id"], b.spans[0], in_title=b.in_title),
        )
        of_one = row["kind"] == "number" and ": " in row["why"]  # one speaker is told to have given both
        key = (row["kind"], told, frozenset((found.a.words.casefold(), found.b.words.casefold())), of_one)
        groups.setdefault(key, []).append((found, a, b))
    return [_to_disagreement(group) for group in groups.values()]


def find_dismissal(dismissed: Dismissed, found: Disagreement) -> int | None:
    """The number of the judgement that dismisses it: all its pairs, so that a new one is seen."""
    if not dismissed:
        return None
    numbers = [
        dismissed.find(found.row.kind, a, b) for a, b in zip(found.anchors[::2], found.anchors[1::2], strict=True)
    ]
    return None if None in numbers else numbers[0]


def _to_disagreement(group: list[tuple[DiscrepancyRow, Anchor, Anchor]]) -> Disagreement:
    one, a, b = group[0]
    row = replace(one, others=len(group) - 1)
    anchors = tuple(anchor for _, first, second in group[:MAX_PAIRS] for anchor in (first, second))
    name = (one.kind, a.article, a.sha256, *map(str, a.spans[0]), b.article, b.sha256, *map(str, b.spans[0]))
    return Disagreement(ids.digest_of("disagreement", *name), row, anchors)


def _anchor(row: sqlite3.Row, side: str) -> Anchor:
    span = Span(row[f"{side}_start"], row[f"{side}_end"])
    return Anchor(row[f"{side}_article"], row[f"{side}_sha"], (span,), in_title=bool(row[f"{side}_in_title"]))


def drifts(db: sqlite3.Connection, *, speakers: Sequence[str] | None = None) -> list[DriftRow]:
    """`speakers` are names as the table has them; all where they are left out."""
    of_speakers = "1" if speakers is None else f"d.speaker IN ({', '.join('?' * len(speakers))})"
    rows = db.execute(
        f"""SELECT d.* FROM drifts d JOIN versions a ON a.id = d.a_id JOIN versions b ON b.id = d.b_id
        WHERE a.current AND b.current AND {of_speakers} ORDER BY d.similarity DESC, d.a_id, d.b_id, d.position""",
        tuple(speakers or ()),
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
        "SELECT article_id, doc, outlet, published, title, text, number FROM versions WHERE id = ?", (version_id,)
    ).fetchone()
    text = row["title"] if in_title else row["text"]
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    line_start = text.rfind("\n", start, span.start) + 1 or start
    line_end = text.find("\n", span.end, end)
    before = text[line_start : span.start]
    after = text[span.end : line_end if line_end >= 0 else end]
    if line_start == start and start > 0:
        before = "…" + before.partition(" ")[2]
    if line_end < 0 and end < len(text):
        after = after.rpartition(" ")[0] + "…"
    words, ahead = " ".join(text[slice(*span)].split()), " ".join(f"{before}|".split())[:-1]
    return Words(
        row["article_id"],
        row["doc"],
        row["outlet"],
        row["published"],
        span,
        in_title,
        words,
        ahead + words + " ".join(f"|{after}".split())[1:],
        len(ahead),
        row["number"],
        row["title"],
    )
