"""Queries: conditions with their replies, issues with the positions on them, as frozen dataclasses."""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypedDict, Unpack

from onrecord import ids
from onrecord.extract.names import function_words
from onrecord.records import Entity, Span
from onrecord.resolve import terms
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.resolve.issues import (
    IN_STORY,
    SHOWN,
    Issue,
    IssueDecision,
    StandRow,
    find_issues,
    find_meeting,
    shown,
    story_key,
)
from onrecord.resolve.parties import party_of
from onrecord.resolve.proposals import Place, Proposal, Telling, Told, Who, find_proposals
from onrecord.resolve.targets import Thing
from onrecord.store import read
from onrecord.store.ledger import RecordSides

_FROM = """JOIN versions v ON v.id = t.version_id AND v.current"""
_DAY = "substr(coalesce(v.published, json_extract(v.inferred, '$.latest'), ''), 1, 10)"
_WHERE = f"""v.article_id, v.number, v.doc, v.outlet, {_DAY} AS day"""


class Wanted(TypedDict, total=False):
    """Which positions; what is None or left out is not asked."""

    who: str | None  # a part of a name, in whole words
    issue: str | None  # an id or its beginning, or words of it
    as_of: str | None  # ISO day: what was published by then
    everything: bool  # also issues on which one party stands once, hidden ones, and parties without a name


def proposals(db: sqlite3.Connection, *, as_of: str | None = None, least: float = MIN_SCORE) -> list[Proposal]:
    """Conditions of the record with their replies, by day of the first telling."""
    return find_proposals(*_tellings_and_answers(db, as_of, least))


def _tellings_and_answers(
    db: sqlite3.Connection, as_of: str | None = None, least: float = MIN_SCORE
) -> tuple[tuple[Telling, ...], tuple[Told, ...]]:
    cast = _Cast(db)
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM conditions t {_FROM} WHERE t.score >= ?", (least,)).fetchall()
    tellings = tuple(_telling(cast, row) for row in rows if _is_by(row, as_of))
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM condition_answers t {_FROM}").fetchall() if tellings else []
    return tellings, tuple(_told(cast, row) for row in rows if _is_by(row, as_of))


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that proposals follow from, and those that follow now."""

    tellings: tuple[Telling, ...]
    answers: tuple[Told, ...]
    now: tuple[Proposal, ...]

    def proposals_by(self, as_of: str) -> tuple[Proposal, ...]:
        """As `proposals` gives them for that ISO day of publication."""
        tellings = (telling for telling in self.tellings if _is_on(telling.place, as_of))
        return tuple(find_proposals(tellings, (told for told in self.answers if _is_on(told.place, as_of))))


def load_conditions(db: sqlite3.Connection) -> Conditions:
    tellings, answers = _tellings_and_answers(db)
    return Conditions(tellings, answers, tuple(find_proposals(tellings, answers)))


def issues(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[Issue]:
    """Those on which most parties stand first. With `who`, each with the positions of these only."""
    found = all_issues(db, as_of=wanted.get("as_of"), unnamed=bool(wanted.get("everything")))
    return choose_issues(found, wanted.get("who"), wanted.get("issue"), everything=bool(wanted.get("everything")))


def choose_issues(
    found: Sequence[Issue], who: str | None = None, asked: str | None = None, *, everything: bool = False
) -> list[Issue]:
    """Of all issues of a record those that `issues` is asked for."""
    kept = list(found) if everything else shown(found)
    if asked:
        kept = [issue for issue in found if _is_meant(issue, asked)]
    words = ids.name_key(who or "").split()
    if not words:
        return kept
    candidates = found if not asked else kept
    mine = (_only(issue, words) for issue in candidates if not issue.hidden or everything)
    return [issue for issue in mine if issue.positions]


_NAMED = 2  # entity and name of an addressee; a third tells that it is supposed


@dataclass(frozen=True, slots=True)
class Stands:
    """All that issues follow from, and those that follow now."""

    rows: tuple[StandRow, ...]  # of actors with a name, by day of publication
    decisions: tuple[IssueDecision, ...]
    issues: tuple[Issue, ...]
    meeting: tuple[StandRow, ...]  # of the rows those of which an issue that is shown may consist

    def issues_by(self, as_of: str) -> list[Issue]:
        """As `all_issues` gives them for that ISO day of publication."""
        return find_issues(_rows_by(self.rows, as_of), self.decisions)

    def shown_by(self, as_of: str) -> list[Issue]:
        """Of these, or of those that follow now where no day is told, those shown when nobody asks for words
        or a name. Issues of one row are not made first: they are nine in ten.
        """
        if not as_of:
            return shown(self.issues)
        return shown(find_issues(_rows_by(self.meeting, as_of), self.decisions, least=SHOWN))


def _rows_by(rows: tuple[StandRow, ...], as_of: str) -> tuple[StandRow, ...]:
    undated, later = (bisect_right(rows, day, key=lambda row: row.place.published) for day in ("", as_of))
    return rows[undated:later]


@dataclass(frozen=True, slots=True)
class Parties:
    """Issues by the words of the names of those who stand on them."""

    issues: tuple[Issue, ...]
    places: Mapping[str, Sequence[int]]  # in `issues`, ascending, by a word as names are compared

    def narrow(self, who: str) -> Sequence[Issue]:
        """Those of which `choose_issues` for that name can keep any, in their order."""
        words = ids.name_key(who).split()
        return [self.issues[place] for place in self.places.get(words[-1], ())] if words else self.issues


def index_parties(stands: Stands) -> Parties:
    places: dict[str, list[int]] = {}
    for place, issue in enumerate(stands.issues):
        for word in {word for position in issue.positions for word in ids.name_key(position.who).split()}:
            places.setdefault(word, []).append(place)
    return Parties(stands.issues, places)


def load_stands(db: sqlite3.Connection) -> Stands:
    rows = tuple(sorted((row for row in stand_rows(db) if row.named), key=attrgetter("order")))
    decisions = tuple(issue_decisions(db))
    return Stands(rows, decisions, tuple(find_issues(rows, decisions)), tuple(find_meeting(rows, decisions)))


def all_issues(db: sqlite3.Connection, *, as_of: str | None = None, unnamed: bool = False) -> list[Issue]:
    rows = stand_rows(db, as_of)
    return find_issues((row for row in rows if row.named or unnamed), issue_decisions(db))


def stand_rows(db: sqlite3.Connection, as_of: str | None = None) -> list[StandRow]:
    cast, stories = _Cast(db), _stories(db)
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM stands t {_FROM} ORDER BY t.version_id, t.position").fetchall()
    return [_stand(cast, row, stories.get(row["article_id"], row["article_id"])) for row in rows if _is_by(row, as_of)]


def issue_decisions(db: sqlite3.Connection) -> list[IssueDecision]:
    """All that were made, undone ones too, in order. Stories are told as they are now: they grow together."""
    stories = _stories(db)

    def now(key: str) -> str:
        thing, found, article_id = key.partition(IN_STORY)
        return story_key(thing, stories.get(article_id, article_id)) if found else key

    rows = (IssueDecision(**dict(row)) for row in db.execute("SELECT * FROM issue_decisions ORDER BY id"))
    return [replace(row, one=now(row.one), other=now(row.other)) for row in rows]


def _stories(db: sqlite3.Connection) -> dict[str, str]:
    """Of each article that was found similar to another, the first article of the story that both are on."""
    pairs = db.execute(
        """SELECT a.article_id, b.article_id FROM comparisons c
        JOIN versions a ON a.id = c.version_id JOIN versions b ON b.id = c.other_id"""
    ).fetchall()
    added = dict(db.execute("SELECT article_id, min(rowid) FROM versions GROUP BY article_id").fetchall())
    first: dict[str, str] = {}

    def find(article_id: str) -> str:
        while (before := first.setdefault(article_id, article_id)) != article_id:
            first[article_id] = article_id = first[before]
        return article_id

    for pair in pairs:
        early, late = sorted(map(find, pair), key=lambda article: int(added[article]))
        first[late] = early
    return {article_id: find(article_id) for article_id in first}


def _is_by(row: sqlite3.Row, as_of: str | None) -> bool:
    return as_of is None or bool(row["day"] and row["day"] <= as_of)


def _is_on(place: Place, as_of: str) -> bool:
    return bool(place.published and place.published <= as_of)


def _is_meant(issue: Issue, asked: str) -> bool:
    words = asked.casefold()
    if issue.id == words or (len(words) > 5 and issue.id.startswith(words)):
        return True
    return set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", issue.words.casefold()))


def _only(issue: Issue, who: list[str]) -> Issue:
    kept = tuple(p for p in issue.positions if set(who) <= set(ids.name_key(p.who).split()))
    return Issue(issue.id, issue.key, issue.words, issue.hidden, kept)


@dataclass(frozen=True, slots=True)
class _Actor:
    """Who an entity of an article is; `named` where that is the same in all articles. `body`: to which they belong."""

    who: Who
    named: bool = False
    person: bool = False
    body: str = ""


class _Cast:
    """Who the actors of articles are over the record, with their sides; and words of texts."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sides = RecordSides(db)
        self._actors: dict[tuple[str, str], _Actor] = {}
        self._text: tuple[str, str] = ("", "")

    def who(self, version_id: str, entity: str, name: str) -> Who:
        return self.actor(version_id, entity, name).who

    def actor(self, version_id: str, entity: str, name: str) -> _Actor:
        if (version_id, entity) not in self._actors:
            self._actors[version_id, entity] = self._find(version_id, entity, name)
        return self._actors[version_id, entity]

    def _find(self, version_id: str, entity: str, name: str) -> _Actor:
        row = self._db.execute(
            """SELECT e.name, e.label, e.names, e.id, p.id AS person, p.name AS known,
            (SELECT b.name FROM offices o JOIN entities b ON b.version_id = o.version_id AND b.id = o.body
             WHERE o.version_id = e.version_id AND o.entity = e.id ORDER BY o.position LIMIT 1) AS body FROM entities e
            LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id
            LEFT JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id
            WHERE e.version_id = ? AND e.id = ?""",
            (version_id, entity),
        ).fetchone()
        if row is None:
            return _Actor(self._land(name) or Who(f"unnamed:{version_id}:{name}", name))
        is_person = row["label"] == "person"
        stored = Entity(row["id"], row["name"], row["label"], tuple(json.loads(row["names"])))
        party = party_of(stored, version_id)
        side = self._sides.side_of(party.key) if party.named else ""
        own = set() if is_person else {terms.fold_place(w) for w in stored.name.split() if w[:1].isupper()}
        who = Who(row["person"] or party.key, row["known"] or stored.name, frozenset({side, *own} - {""}))
        named = party.named and (row["label"] != "other" or _is_written_as_name(stored.name))
        return _Actor(who, named, is_person, row["body"] or "")

    def _land(self, name: str) -> Who | None:
        """The place of the record that an adjective is of: "Tarbish" is of Tarb."""
        folded = terms.fold_place(name)
        rows = self._db.execute("SELECT DISTINCT name FROM entities WHERE name LIKE ?", (folded[:4] + "%",)).fetchall()
        known = [each for (each,) in rows if terms.fold_place(each) == folded]
        if not known:
            return None
        land = Entity("", min(known, key=lambda each: (len(each), each)), "place", ())
        return Who(party_of(land, "").key, land.name, frozenset((folded,)))

    def place(self, row: sqlite3.Row, spans: tuple[Span, ...]) -> Place:
        words = self.words(row["version_id"], spans)
        return Place(
            row["article_id"],
            row["version_id"],
            row["number"],
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
    told = json.loads(row["addressees"])
    return Telling(
        id=ids.digest_of("condition", version, row["id"]),
        actor=cast.who(version, row["actor"], row["actor_name"]),
        teller=teller,
        addressees=tuple(cast.who(version, *named) for named in told if len(named) == _NAMED),
        supposed=tuple(cast.who(version, *named[:_NAMED]) for named in told if len(named) > _NAMED),
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


def _stand(cast: _Cast, row: sqlite3.Row, story: str) -> StandRow:
    actor = cast.actor(row["version_id"], row["actor"], row["actor_name"])
    return StandRow(
        id=f"{row['version_id']}:{row['id']}",
        who=actor.who,
        named=actor.named,
        kind=row["kind"],
        place=cast.place(row, _spans(row["spans"])),
        action=row["action"],
        ends=bool(row["ends"]),
        things=tuple(Thing(*pair) for pair in json.loads(row["things"])),
        story=story,
        person=actor.person,
        organisation=actor.body if actor.person else actor.who.name,
    )


def _is_written_as_name(name: str) -> bool:
    """So is "Sea and Coal Union", and not "Both the council and the union"."""
    return all(word[:1].isupper() for word in name.split() if word.casefold() not in function_words())


def _spans(stored: str) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in json.loads(stored))


def iter_dna(db: sqlite3.Connection) -> Iterator[dict[str, str | int]]:
    """A row for each stand on an issue that is shown, as in Discourse Network Analyzer: `agreement` is 1 or 0.

    DNA knows no conditional stand: `kind` tells it, and `agreement` counts it as 1.
    """
    found = [(taken, p.who, issue) for issue in issues(db) for p in issue.positions for taken in p.stands]
    for taken, who, issue in sorted(found, key=lambda each: (each[0].row.place.order, each[0].row.id)):
        row = taken.row
        yield {
            "id": row.id,
            "time": row.place.published,
            "document": row.place.doc,
            "person": who if row.person else "",
            "organization": row.organisation,
            "concept": issue.words,
            "agreement": int(taken.kind != "against"),
            "kind": taken.kind,
            "outlet": row.place.outlet,
            "statement": row.place.statement,
            "words": row.place.words,
        }
