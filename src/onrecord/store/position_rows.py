"""Queries: conditions with their replies, issues with the positions on them, as frozen dataclasses."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import TypedDict, Unpack

from onrecord import ids
from onrecord.records import Entity, Span
from onrecord.resolve import terms
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.resolve.issues import Issue, IssueDecision, StandRow, find_issues, shown
from onrecord.resolve.parties import party_of
from onrecord.resolve.proposals import Place, Proposal, Telling, Told, Who, find_proposals
from onrecord.resolve.targets import Thing
from onrecord.store import read
from onrecord.store.ledger import RecordSides

_FROM = """JOIN versions v ON v.id = t.version_id AND v.current"""
_DAY = "substr(coalesce(v.published, json_extract(v.inferred, '$.latest'), ''), 1, 10)"
_WHERE = f"""v.article_id, v.doc, v.outlet, {_DAY} AS day"""


class Wanted(TypedDict, total=False):
    """Which positions; what is None or left out is not asked."""

    who: str | None  # a part of a name, in whole words
    issue: str | None  # an id or its beginning, or words of it
    as_of: str | None  # ISO day: what was published by then
    everything: bool  # also issues on which one party stands once, hidden ones, and parties without a name


def proposals(db: sqlite3.Connection, *, as_of: str | None = None, least: float = MIN_SCORE) -> list[Proposal]:
    """Conditions of the record with their replies, by day of the first telling."""
    cast = _Cast(db)
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM conditions t {_FROM} WHERE t.score >= ?", (least,)).fetchall()
    tellings = [_telling(cast, row) for row in rows if _is_by(row, as_of)]
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM condition_answers t {_FROM}").fetchall() if tellings else []
    return find_proposals(tellings, [_told(cast, row) for row in rows if _is_by(row, as_of)])


def issues(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[Issue]:
    """Those on which most parties stand first. With `who`, each with the positions of these only."""
    found = all_issues(db, as_of=wanted.get("as_of"), unnamed=bool(wanted.get("everything")))
    kept = found if wanted.get("everything") else shown(found)
    if asked := wanted.get("issue"):
        kept = [issue for issue in found if _is_meant(issue, asked)]
    who = ids.name_key(wanted.get("who") or "").split()
    if not who:
        return kept
    candidates = found if not asked else kept
    mine = (_only(issue, who) for issue in candidates if not issue.hidden or wanted.get("everything"))
    return [issue for issue in mine if issue.positions]


def all_issues(db: sqlite3.Connection, *, as_of: str | None = None, unnamed: bool = False) -> list[Issue]:
    rows = stand_rows(db, as_of)
    return find_issues((row for row in rows if row.named or unnamed), issue_decisions(db))


def stand_rows(db: sqlite3.Connection, as_of: str | None = None) -> list[StandRow]:
    cast = _Cast(db)
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM stands t {_FROM}").fetchall()
    return [_stand(cast, row) for row in rows if _is_by(row, as_of)]


def issue_decisions(db: sqlite3.Connection) -> list[IssueDecision]:
    """All that were made, undone ones too, in order."""
    return [IssueDecision(**dict(row)) for row in db.execute("SELECT * FROM issue_decisions ORDER BY id")]


def _is_by(row: sqlite3.Row, as_of: str | None) -> bool:
    return as_of is None or bool(row["day"] and row["day"] <= as_of)


def _is_meant(issue: Issue, asked: str) -> bool:
    words = asked.casefold()
    if issue.id == words or (len(words) > 5 and issue.id.startswith(words)):
        return True
    return set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", issue.words.casefold()))


def _only(issue: Issue, who: list[str]) -> Issue:
    kept = tuple(p for p in issue.positions if set(who) <= set(ids.name_key(p.who).split()))
    return Issue(issue.id, issue.key, issue.words, issue.hidden, kept)


class _Cast:
    """Who the actors of articles are over the record, with their sides; and words of texts."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sides = RecordSides(db)
        self._who: dict[tuple[str, str], tuple[Who, bool]] = {}
        self._text: tuple[str, str] = ("", "")

    def who(self, version_id: str, entity: str, name: str) -> Who:
        return self.named(version_id, entity, name)[0]

    def named(self, version_id: str, entity: str, name: str) -> tuple[Who, bool]:
        """The party, and whether it has a name that is the same in all articles."""
        if (version_id, entity) not in self._who:
            self._who[version_id, entity] = self._find(version_id, entity, name)
        return self._who[version_id, entity]

    def _find(self, version_id: str, entity: str, name: str) -> tuple[Who, bool]:
        row = self._db.execute(
            """SELECT e.name, e.label, e.names, e.roles, e.id, p.id AS person, p.name AS known FROM entities e
            LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id
            LEFT JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id
            WHERE e.version_id = ? AND e.id = ?""",
            (version_id, entity),
        ).fetchone()
        if row is None:
            return Who(f"unnamed:{version_id}:{name}", name), False
        stored = Entity(row["id"], row["name"], row["label"], tuple(json.loads(row["names"])))
        party = party_of(stored, version_id)
        side = self._sides.side_of(party.key) if party.named else ""
        own = (
            {terms.fold_place(w) for w in stored.name.split() if w[:1].isupper()} if row["label"] != "person" else set()
        )
        sides = frozenset({side, *own} - {""})
        return Who(row["person"] or party.key, row["known"] or stored.name, sides), party.named

    def place(self, row: sqlite3.Row, spans: tuple[Span, ...]) -> Place:
        words = self.words(row["version_id"], spans)
        return Place(
            row["article_id"],
            row["version_id"],
            row["doc"],
            row["outlet"],
            row["day"] or "",
            row["statement_id"],
            spans,
            words,
        )

    def words(self, version_id: str, spans: tuple[Span, ...]) -> str:
        if self._text[0] != version_id:
            row = self._db.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()
            self._text = version_id, row["text"]
        return " ".join(read.words_of(self._text[1], spans).split())


def _telling(cast: _Cast, row: sqlite3.Row) -> Telling:
    version = row["version_id"]
    demand, offer = _spans(row["demand"]), _spans(row["offer"])
    marker = Span(row["marker_start"], row["marker_end"])
    teller = cast.who(version, row["teller"], row["teller_name"]) if row["teller"] else None
    return Telling(
        id=ids.digest_of("condition", version, row["id"]),
        actor=cast.who(version, row["actor"], row["actor_name"]),
        teller=teller,
        addressees=tuple(cast.who(version, *pair) for pair in json.loads(row["addressees"])),
        form=row["form"],
        place=cast.place(row, tuple(sorted((*demand, *offer, marker)))),
        marker=cast.words(version, (marker,)).strip(" ,"),
        demand=cast.words(version, demand),
        offer=cast.words(version, offer),
        demand_terms=frozenset(json.loads(row["demand_terms"])),
        offer_terms=frozenset(json.loads(row["offer_terms"])),
        score=row["score"],
    )


def _told(cast: _Cast, row: sqlite3.Row) -> Told:
    version = row["version_id"]
    named = [cast.who(version, entity, entity) for entity in json.loads(row["names"])]
    return Told(
        by=cast.who(version, row["actor"], row["actor_name"]),
        manner=row["manner"],
        meant=row["meant"],
        place=cast.place(row, _spans(row["spans"])),
        terms=frozenset(json.loads(row["terms"])),
        names=frozenset(key for who in named for key in (who.key, *who.sides)),
    )


def _stand(cast: _Cast, row: sqlite3.Row) -> StandRow:
    who, named = cast.named(row["version_id"], row["actor"], row["actor_name"])
    return StandRow(
        id=f"{row['version_id']}:{row['id']}",
        who=who,
        named=named,
        kind=row["kind"],
        place=cast.place(row, _spans(row["spans"])),
        action=row["action"],
        ends=bool(row["ends"]),
        things=tuple(Thing(*pair) for pair in json.loads(row["things"])),
    )


def _spans(stored: str) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in json.loads(stored))
