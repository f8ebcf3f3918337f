"""Queries: claims with their ledgers and standings, as frozen dataclasses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict, Unpack

from onrecord import ids
from onrecord.records import Span
from onrecord.resolve import terms
from onrecord.resolve.ledger import Entry, Told, make_entries, name_kinds, standing_by_day, to_stances
from onrecord.resolve.parties import Party
from onrecord.resolve.standing import Standing, count_origins, find_standing
from onrecord.store import read


class Wanted(TypedDict, total=False):
    """Which claims; what is None or left out is not asked."""

    as_of: str | None  # ISO day: what was published by then
    about: str | None  # a part of a name, in whole words: named in the claim, or holding a stance on it
    words: str | None  # all in the words of one stand on it, in any order; `begin*` for words that begin so
    standing: str | None
    single: bool  # also those of which one report tells, and nobody answered


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim. The three numbers are never one: reports that tell it, their outlets, and independent origins."""

    id: str
    words: str  # of who told it first
    standing: Standing
    by_day: tuple[tuple[str, Standing], ...]  # as it changed
    names: tuple[str, ...]
    reports: int
    outlets: int
    origins: int
    origin: tuple[str, ...]  # the names of who told it first
    stances: tuple[Entry, ...]


def claims(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[ClaimRow]:
    about = wanted.get("about") or ""
    words = wanted.get("words") or ""
    single = wanted.get("single") or about or words
    having = "" if single else "HAVING count(*) > 1 OR max(p.kind NOT IN ('asserts', 'repeats'))"
    rows = db.execute(
        f"""SELECT p.claim_id FROM propositions p JOIN versions v ON v.id = p.version_id AND v.current
        GROUP BY p.claim_id {having}"""
    ).fetchall()
    found = _load(db, [str(row[0]) for row in rows], wanted.get("as_of"))
    kept = [
        claim
        for claim in found
        if (not wanted.get("standing") or claim.standing == wanted.get("standing"))
        and is_about(claim, about)
        and (not words or holds_words(fold_stands(claim), words))
    ]
    return sorted(kept, key=lambda c: (-len(c.stances), c.by_day[:1], c.id))


def find_claims(db: sqlite3.Connection, words: str) -> list[ClaimRow]:
    """By id or its beginning."""
    rows = db.execute(
        "SELECT DISTINCT claim_id FROM propositions WHERE substr(claim_id, 1, length(:words)) = :words LIMIT 20",
        {"words": words},
    ).fetchall()
    exact = [str(row[0]) for row in rows if row[0] == words]
    return list(_load(db, exact or [str(row[0]) for row in rows], None))


def load_claims(
    db: sqlite3.Connection, claim_ids: Iterable[str], *, as_of: str | None = None, before: str | None = None
) -> list[ClaimRow]:
    """In this order, each by its id or the id it had before a person joined it with another; unknown ids are left out.

    `as_of` is an ISO day of publication, `before` a time in UTC: only what was in the record by then.
    """
    now = [
        db.execute(
            """SELECT claim_id FROM propositions WHERE claim_id = :id UNION ALL
            SELECT claim_id FROM propositions WHERE gathered = :id LIMIT 1""",
            {"id": claim_id},
        ).fetchone()
        for claim_id in claim_ids
    ]
    return list(_load(db, dict.fromkeys(str(row[0]) for row in now if row), as_of, before))


def claims_of(db: sqlite3.Connection, version_id: str) -> dict[str, tuple[str, ...]]:
    """For each statement of a text the ids of the claims that its words are of."""
    rows = db.execute(
        """SELECT DISTINCT statement_id, claim_id FROM propositions
        WHERE version_id = ? AND statement_id IS NOT NULL ORDER BY position""",
        (version_id,),
    )
    found: dict[str, tuple[str, ...]] = {}
    for statement, claim in rows:
        found[statement] = (*found.get(statement, ()), claim)
    return found


def is_about(claim: ClaimRow, name: str) -> bool:
    """Whether the claim names somebody, or they take a stand on it; `name` may be a part of theirs, in whole words."""
    words = ids.name_key(name).split()
    if not words:
        return True
    folded = {form for word in words for form in (terms.fold_name(word), terms.fold_place(word))}
    if any(terms.fold_place(word) in claim.names or terms.fold_name(word) in claim.names for word in words[-1:]):
        return True
    parties = ({*ids.name_key(e.party.name).split()} for e in claim.stances)
    return any(set(words) <= party or folded <= party for party in parties)


def holds_words(told: Iterable[str], words: str) -> bool:
    """Whether one stand, as `fold_stands` has it, holds all of these words; `begin*` fits what begins so."""
    wanted = [(key, given.endswith("*")) for given in words.split() for key in ids.name_key(given).split()]
    return any(all((f" {key}" if begins else f" {key} ") in one for key, begins in wanted) for one in told)


def fold_stands(claim: ClaimRow) -> tuple[str, ...]:
    """The words of each stand, without case, with a space at both ends."""
    return tuple(f" {ids.name_key(entry.words)} " for entry in claim.stances)


def _load(
    db: sqlite3.Connection, claim_ids: Iterable[str], as_of: str | None, before: str | None = None
) -> Iterator[ClaimRow]:
    sides = RecordSides(db)
    texts: dict[str, str] = {}
    for claim_id in claim_ids:
        rows = db.execute(
            """SELECT p.*, v.outlet, v.doc, v.article_id, v.added,
                coalesce(v.published, json_extract(v.inferred, '$.latest')) AS day
            FROM propositions p JOIN versions v ON v.id = p.version_id AND v.current
            WHERE p.claim_id = ? ORDER BY p.key""",
            (claim_id,),
        ).fetchall()
        rows = [row for row in rows if as_of is None or (row["day"] and row["day"][:10] <= as_of)]
        rows = [row for row in rows if before is None or row["added"] < before]
        claim = _claim(db, claim_id, rows, sides, texts) if rows else None
        if claim is not None:
            yield claim


def _claim(
    db: sqlite3.Connection, claim_id: str, rows: list[sqlite3.Row], sides: RecordSides, texts: dict[str, str]
) -> ClaimRow | None:
    told = [_told(db, row, texts) for row in rows]
    names = tuple(json.loads(rows[0]["content"])["names"])
    entries = make_entries(told, names, sides)
    stances = to_stances(entries, names, sides)
    standing = find_standing(stances)
    if standing is None:
        return None
    first = min((e.published or "" for e in entries), default="")
    origin = _find_origin([e for e in entries if (e.published or "") == first])
    return ClaimRow(
        id=claim_id,
        words=told[0].entry.words,
        standing=standing,
        by_day=standing_by_day(stances),
        names=names,
        reports=len({e.article_id for e in entries}),
        outlets=len({e.outlet for e in entries}),
        origins=count_origins(stances),
        origin=tuple(sorted(origin)),
        stances=tuple(name_kinds(entries, stances)),
    )


def _find_origin(first: list[Entry]) -> set[str]:
    """Of the entries of the first day: who asserts it or is cited for it; where nobody does, who confirms it."""
    told = {e.party.name for e in first if e.kind == "asserts"}
    told |= {e.citing for e in first if e.kind == "repeats" and not e.origin} - {""}
    return told or {e.party.name for e in first if e.kind in ("confirms", "repeats")}


def _told(db: sqlite3.Connection, row: sqlite3.Row, texts: dict[str, str]) -> Told:
    version = row["version_id"]
    if version not in texts:
        texts[version] = db.execute("SELECT text FROM versions WHERE id = ?", (version,)).fetchone()["text"]
    spans = tuple(Span(start, end) for start, end in json.loads(row["spans"]))
    before = json.loads(row["content"])["before"]
    through = tuple(Party(key, name, bool(named)) for key, name, named in json.loads(row["chain"]))
    entry = Entry(
        party=Party(row["party"], row["party_name"], bool(row["named"])),
        kind=row["kind"],
        citing="",
        chain=(row["outlet"] or "the outlet", *(party.name for party in through), row["party_name"]),
        published=row["day"] and row["day"][:10],
        outlet=row["outlet"],
        article_id=row["article_id"],
        version_id=version,
        doc=row["doc"],
        statement=row["statement_id"],
        spans=spans,
        words=" ".join(read.words_of(texts[version], spans).split()),
        proposition=f"{version}:{row['id']}",
        joined_to=row["joined_to"],
        shared=tuple(json.loads(row["shared"])),
        score=row["score"],
        how=row["how"],
        said=before if before and row["day"] and before < row["day"][:10] else None,
    )
    return Told(entry, through)


class RecordSides:
    """Sides by how the articles of the record call people most often. See resolve/sides.py."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._of: dict[tuple[str, str], str] = {}

    def side_of(self, party: str) -> str:
        return self._most_frequent("party", party)

    def takes_part(self, party: str, names: Iterable[str]) -> bool:
        wanted = set(names)
        if party.startswith(("outlet:", "unnamed:")):
            return False
        if {terms.fold_place(word) for word in party.split()[-1:]} & wanted:
            return True
        side = self.side_of(party)
        return bool(side) and (side in wanted or any(self._most_frequent("name", name) == side for name in wanted))

    def _most_frequent(self, column: str, value: str) -> str:
        if (column, value) not in self._of:
            row = self._db.execute(
                f"""SELECT place FROM affiliations WHERE {column} = ? AND office
                GROUP BY place ORDER BY sum(number) DESC, place LIMIT 1""",
                (value,),
            ).fetchone()
            self._of[column, value] = str(row[0]) if row else ""
        return self._of[column, value]
