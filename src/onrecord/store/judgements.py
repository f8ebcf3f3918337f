"""What people said across articles, as rows: two claims are one, words are of another claim, a disagreement is none.

Each is anchored to words by the hash of their text and their offsets, so that it survives another reading. Claims are
put right when something is said or gathered in (`propositions.gathered` keeps the claim that the rules found);
dismissed disagreements are left out when they are asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from onrecord import ids
from onrecord.errors import InputError
from onrecord.records import Span, Spans
from onrecord.resolve.claims import GRANTED
from onrecord.store import read
from onrecord.store.changes import StaleError
from onrecord.store.corrected import MIN_SHARED, share_of

Sort = Literal["join", "part", "dismiss"]
SORTS: tuple[Sort, ...] = get_args(Sort)
MAX_REASON = 500  # characters


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of one text."""

    article: str  # its id
    sha256: str
    spans: Spans
    in_title: bool = False
    granted: bool = False  # of a claim that the words take for granted, and not of what they tell


@dataclass(frozen=True, slots=True)
class Judgement:
    """`anchors` of a join are words of the one claim and of the other, of a dismissal one account and the other, by
    turns, of a part the words that are of another claim.
    """

    id: int
    made: str  # UTC
    author: str
    what: Sort
    reason: str
    kind: str  # of the disagreement that was dismissed
    anchors: tuple[Anchor, ...]
    undone: str | None = None


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A judgement in a list, with the words of its anchors."""

    judgement: Judgement
    words: tuple[str, ...]
    orphan: bool  # an article has another text now


def add(db: sqlite3.Connection, judgement: Judgement) -> Judgement:
    """Keep it under a number of its own, in a transaction of the caller."""
    if judgement.what not in SORTS:
        raise InputError(f"what is said is one of {', '.join(SORTS)}")
    reason = " ".join(judgement.reason.split())
    if len(reason) > MAX_REASON:
        raise InputError(f"a reason has at most {MAX_REASON} characters")
    try:
        reason.encode()
    except UnicodeEncodeError as error:
        raise InputError("the reason holds half of a character (a lone surrogate)") from error
    if judgement.what == "dismiss" and not reason:
        raise InputError("say why: a disagreement is dismissed with a reason")
    anchors = json.dumps([asdict(anchor) for anchor in judgement.anchors])
    done = db.execute(
        "INSERT INTO judgements (made, author, what, reason, kind, anchors) VALUES (?, ?, ?, ?, ?, ?)",
        (judgement.made, judgement.author, judgement.what, reason, judgement.kind, anchors),
    )
    return next(_iter(db, "id = ?", (done.lastrowid,)))


def undo(db: sqlite3.Connection, number: int, now: str) -> Judgement:
    """The row as it was. Within a transaction of the caller."""
    found = next(_iter(db, "id = ?", (number,)), None)
    if found is None:
        raise InputError(f"there is no judgement {number}")
    if found.undone:
        raise InputError(f"judgement {number} is undone already")
    db.execute("UPDATE judgements SET undone = ? WHERE id = ?", (now, number))
    return found


def join_claims(db: sqlite3.Connection, one: str, other: str) -> tuple[Anchor, ...]:
    """The anchors by which two claims are held together. StaleError where a claim is not there."""
    if one == other:
        raise InputError("these are one claim already")
    return tuple(_anchor(db, "p.claim_id = ? ORDER BY p.key LIMIT 1", (claim,)) for claim in (one, other))


def part_words(db: sqlite3.Connection, claim: str, proposition: str) -> tuple[Anchor, ...]:
    """The anchor of words of a claim, which `Entry.proposition` names. StaleError where they are not there."""
    version_id, _, name = proposition.partition(":")
    anchor = _anchor(db, "p.claim_id = ? AND p.version_id = ? AND p.id = ? LIMIT 1", (claim, version_id, name))
    if db.execute("SELECT count(*) FROM propositions WHERE claim_id = ?", (claim,)).fetchone()[0] < 2:
        raise InputError("these are the only words of the claim")
    return (anchor,)


def apply_to_claims(db: sqlite3.Connection) -> None:
    """Put every proposition in the claim that people say it is of. Within a transaction of the caller."""
    if db.execute("SELECT 1 FROM judgements WHERE what <> 'dismiss' LIMIT 1").fetchone() is None:
        return
    db.execute("UPDATE propositions SET claim_id = gathered WHERE claim_id <> gathered")
    for judgement in _iter(db, "what <> 'dismiss' AND undone IS NULL", ()):
        found = [_find(db, anchor) for anchor in judgement.anchors]
        if None in found:
            continue  # the words are not there now
        claims = [str(row["claim_id"]) for row in found if row is not None]
        if judgement.what == "part" and found[0] is not None:
            apart = ids.digest_of("parted", str(judgement.id))
            db.execute("UPDATE propositions SET claim_id = ? WHERE key = ?", (apart, found[0]["key"]))
        elif len(claims) > 1:
            db.execute("UPDATE propositions SET claim_id = ? WHERE claim_id = ?", claims)


class Dismissed:
    """The disagreements that people dismissed; found again where the words of both accounts are mostly the same."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._pairs: dict[tuple[str, frozenset[str]], list[tuple[int, dict[str, Anchor]]]] = {}
        for judgement in _iter(db, "what = 'dismiss' AND undone IS NULL", ()):
            for a, b in zip(judgement.anchors[::2], judgement.anchors[1::2], strict=True):
                key = judgement.kind, frozenset((a.sha256, b.sha256))
                self._pairs.setdefault(key, []).append((judgement.id, {a.sha256: a, b.sha256: b}))

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def find(self, kind: str, a: Anchor, b: Anchor) -> int | None:
        """The number of the judgement that dismisses it."""
        for number, known in self._pairs.get((kind, frozenset((a.sha256, b.sha256))), ()):
            if all(_is_same(known[anchor.sha256], anchor) for anchor in (a, b)):
                return number
        return None


def iter_rows(db: sqlite3.Connection, *, limit: int = -1, offset: int = 0) -> Iterator[JudgementRow]:
    """The newest first, those that were undone too."""
    for judgement in list(_iter(db, "1", (), order=f"id DESC LIMIT {limit:d} OFFSET {offset:d}")):
        texts = [_text(db, anchor) for anchor in judgement.anchors]
        words = tuple(_words(text, anchor) for text, anchor in zip(texts, judgement.anchors, strict=True))
        yield JudgementRow(judgement, words, not all(text and text["current"] for text in texts))


def count(db: sqlite3.Connection) -> int:
    """Those that were undone too."""
    return int(db.execute("SELECT count(*) FROM judgements").fetchone()[0])


def iter_exported(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Those in force, in the order in which they were made, with their words."""
    rows = [row for row in iter_rows(db) if not row.judgement.undone]
    for row in reversed(rows):
        fields = asdict(row.judgement)
        del fields["undone"]
        yield {"judgement": fields.pop("what"), **fields, "words": list(row.words)}


def _iter(db: sqlite3.Connection, where: str, values: Sequence[object], *, order: str = "id") -> Iterator[Judgement]:
    for row in db.execute(f"SELECT * FROM judgements WHERE {where} ORDER BY {order}", values).fetchall():
        anchors = tuple(_to_anchor(fields) for fields in json.loads(row["anchors"]))
        yield Judgement(**{**dict(row), "anchors": anchors})


def _to_anchor(fields: dict[str, Any]) -> Anchor:
    return Anchor(**{**fields, "spans": tuple(Span(start, end) for start, end in fields["spans"])})


def _anchor(db: sqlite3.Connection, where: str, values: Sequence[object]) -> Anchor:
    row = db.execute(
        f"""SELECT v.article_id, v.sha256, p.spans, p.how FROM propositions p
        JOIN versions v ON v.id = p.version_id AND v.current WHERE {where}""",
        values,
    ).fetchone()
    if row is None:
        raise StaleError("the claim is no longer there as you saw it: look at it again")
    spans = tuple(Span(start, end) for start, end in json.loads(row["spans"]))
    return Anchor(row["article_id"], row["sha256"], spans, granted=row["how"] == GRANTED)


def _find(db: sqlite3.Connection, anchor: Anchor) -> sqlite3.Row | None:
    """The proposition of the same words, else of mostly the same."""
    rows: Iterable[sqlite3.Row] = db.execute(
        """SELECT p.key, p.claim_id, p.spans FROM propositions p JOIN versions v ON v.id = p.version_id
        WHERE v.article_id = ? AND v.sha256 = ? AND (p.how = ?) = ? ORDER BY p.key""",
        (anchor.article, anchor.sha256, GRANTED, anchor.granted),
    ).fetchall()
    best, most = None, MIN_SHARED
    for row in rows:
        share = share_of(anchor.spans, tuple(Span(start, end) for start, end in json.loads(row["spans"])))
        if share > most or (share == most and best is None):
            best, most = row, share
    return best


def _is_same(known: Anchor, found: Anchor) -> bool:
    return known.in_title == found.in_title and share_of(known.spans, found.spans) >= MIN_SHARED


def _text(db: sqlite3.Connection, anchor: Anchor) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        "SELECT text, title, current FROM versions WHERE article_id = ? AND sha256 = ?", (anchor.article, anchor.sha256)
    ).fetchone()
    return row


def _words(text: sqlite3.Row | None, anchor: Anchor) -> str:
    if text is None:
        return ""
    return " ".join(read.words_of(text["title" if anchor.in_title else "text"], anchor.spans).split())
