"""Stands, conditions and answers of a record as rows: who they are of over the record, and where they are told."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace

from onrecord import ids
from onrecord.extract.names import function_words
from onrecord.records import Entity, Span
from onrecord.resolve import terms
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.resolve.issues import IN_STORY, IssueDecision, StandRow, story_key
from onrecord.resolve.parties import party_of
from onrecord.resolve.proposals import Place, Telling, Told, Who
from onrecord.resolve.targets import Thing
from onrecord.store import read
from onrecord.store.ledger import RecordSides

_FROM = """JOIN versions v ON v.id = t.version_id AND v.current"""
_DAY = "substr(coalesce(v.published, json_extract(v.inferred, '$.latest'), ''), 1, 10)"
_NAMED = 2  # entity and name of an addressee; a third tells that it is supposed
_WHERE = f"""v.article_id, v.number, v.doc, v.outlet, {_DAY} AS day"""


def load_tellings(
    db: sqlite3.Connection, as_of: str | None = None, least: float = MIN_SCORE
) -> tuple[tuple[Telling, ...], tuple[Told, ...]]:
    """Conditions of at least that score and what was answered to any, both of articles published by that ISO day."""
    cast = _Cast(db)
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM conditions t {_FROM} WHERE t.score >= ?", (least,)).fetchall()
    tellings = tuple(_telling(cast, row) for row in rows if _is_by(row, as_of))
    rows = db.execute(f"SELECT t.*, {_WHERE} FROM condition_answers t {_FROM}").fetchall() if tellings else []
    return tellings, tuple(_told(cast, row) for row in rows if _is_by(row, as_of))


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
