"""Queries: what was to come and what became of it, as frozen dataclasses."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import Span
from onrecord.resolve.accounts import Account
from onrecord.resolve.event_days import Precision, precision_of
from onrecord.resolve.happenings import status_by_day
from onrecord.resolve.outcomes import SILENT_DAYS, Matter, Outcome, Told, outcome_of
from onrecord.resolve.prospects import ProspectKind
from onrecord.store.happenings import People
from onrecord.store.prospects import to_matter


@dataclass(frozen=True, slots=True)
class Telling:
    """Where it is said to come, or what a later report says of it."""

    article_id: str
    version_id: str
    doc: str
    outlet: str
    published: str | None  # ISO day
    statement: str | None
    span: Span
    words: str
    told: Told | None  # None where it is said to come


@dataclass(frozen=True, slots=True)
class OpenRow:
    """Something that was to come. `by_day` has the days of reports on which its outcome changed."""

    id: str
    kind: ProspectKind
    by: str | None  # who says so
    who: tuple[str, ...]  # who is to do it, where that is told
    words: str
    due: str | None
    precision: Precision
    conditions: tuple[str, ...]
    outcome: Outcome
    by_day: tuple[tuple[str, Outcome], ...]
    happening: str | None  # the event of the record that it is
    tellings: tuple[Telling, ...]
    reports: tuple[Telling, ...]  # later ones


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in a list of all of them, and the day on which it was told first; empty where that is unknown."""

    id: str
    told: str


@dataclass(frozen=True, slots=True)
class Matters:
    """All that was to come, in the order of `open_matters`, and the days of the record's reports."""

    days: tuple[str, ...]
    listed: tuple[Listed, ...]


def list_matters(db: sqlite3.Connection) -> Matters:
    """What a list needs to know of all of them, without reading a text."""
    rows = db.execute(
        f"""SELECT p.matter_id, p.due, p.statement_id, p.start, v.outlet, v.doc, v.published, {_DAY} AS day
        FROM prospects p JOIN versions v ON v.id = p.version_id AND v.current"""
    )
    grouped: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        grouped.setdefault(row["matter_id"], []).append(row)
    found = []
    for matter, told in grouped.items():
        due, day = _find_first(told)["due"], min(row["day"] or "" for row in told)
        found.append(((due is None, due or "", day, matter), Listed(matter, day)))
    return Matters(tuple(_days(db)), tuple(listed for _, listed in sorted(found, key=lambda pair: pair[0])))


def open_matters(
    db: sqlite3.Connection,
    as_of: str | None = None,
    *,
    only: Sequence[str] | None = None,
    days: Sequence[str] | None = None,
) -> list[OpenRow]:
    """By the day for which they are, those without one last. `as_of` is by default the last day of the record.

    `only` are ids of matters; `days` those of the record where they are known.
    """
    days = _days(db) if days is None else days
    last = as_of or (days[-1] if days else "9999-12-31")
    query = f"{_SELECT} FROM prospects p JOIN versions v ON v.id = p.version_id AND v.current"
    if only is None:
        rows = db.execute(query).fetchall()
    else:
        rows = [row for one in only for row in db.execute(f"{query} WHERE p.matter_id = ?", (one,))]
    grouped: dict[str, list[sqlite3.Row]] = {}
    for row in sorted(rows, key=lambda r: (r["day"] or "", r["outlet"], r["doc"], r["start"])):
        if row["day"] is None or row["day"] <= last:
            grouped.setdefault(row["matter_id"], []).append(row)
    people, texts = People(db), _Texts(db)
    shown = [day for day in days if day < last] + [last]
    found = [_open(db, matter, told, shown, people, texts) for matter, told in grouped.items()]
    return sorted(found, key=lambda row: (row.due is None, row.due or "", row.tellings[0].published or "", row.id))


def _days(db: sqlite3.Connection) -> list[str]:
    rows = db.execute(f"SELECT DISTINCT {_DAY} AS day FROM versions v WHERE current ORDER BY 1")
    return [str(row[0]) for row in rows if row[0]]


def _find_first(rows: Sequence[sqlite3.Row]) -> sqlite3.Row:
    return min(rows, key=lambda row: (row["day"] or "", row["due"] is None, row["statement_id"] is None, row["start"]))


_DAY = "substr(coalesce(v.published, json_extract(v.inferred, '$.latest')), 1, 10)"
_SELECT = f"SELECT p.*, v.article_id, v.doc, v.outlet, v.text, {_DAY} AS day"


class _Texts:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._people = People(db)

    def name(self, version: str, entity: str | None) -> str | None:
        """As the record has it, else as the article has it."""
        row = self._db.execute(
            """SELECT e.name, p.name AS known FROM entities e
            LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id
            LEFT JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id
            WHERE e.version_id = ? AND e.id = ?""",
            (version, entity),
        ).fetchone()
        return str(row["known"] or row["name"]) if row else None


def _open(
    db: sqlite3.Connection,
    matter_id: str,
    rows: Sequence[sqlite3.Row],
    days: Sequence[str],
    people: People,
    texts: _Texts,
) -> OpenRow:
    first = _find_first(rows)
    matter = to_matter(first)
    later = db.execute(
        f"""SELECT o.*, v.article_id, v.doc, v.outlet, v.text, {_DAY} AS day FROM outcomes o
        JOIN versions v ON v.id = o.version_id AND v.current WHERE o.matter_id = ?""",
        (matter_id,),
    ).fetchall()
    later = sorted(
        (row for row in later if (row["day"] or "") <= days[-1]), key=lambda r: (r["day"] or "", r["doc"], r["start"])
    )
    happening, moved = _happening(db, rows, people)
    start = first["day"] or ""
    told: list[tuple[str, Told]] = [(row["day"] or "", row["told"]) for row in later]
    told += [(row["day"] or "", "said again") for row in rows if (row["day"] or "") > start]
    told += [(day, what) for day, what in moved if day >= start]
    by_day: list[tuple[str, Outcome]] = []
    told.sort()
    for day in _turning_days(start, matter, told, days):
        outcome = outcome_of(matter, told, day)
        if not by_day or by_day[-1][1] != outcome:
            by_day.append((day, outcome))
    texts_of = first["text"]
    return OpenRow(
        id=matter_id,
        kind=first["kind"],
        by=texts.name(first["version_id"], first["by_entity"]),
        who=tuple(name for one in json.loads(first["who"]) if (name := texts.name(first["version_id"], one))),
        words=_words(texts_of, first["start"], first["end"]),
        due=first["due"],
        precision=precision_of(first["due"]),
        conditions=tuple(_words(texts_of, *span) for span in json.loads(first["conditions"])),
        outcome=by_day[-1][1],
        by_day=tuple(by_day),
        happening=happening,
        tellings=tuple(_telling(row, row["statement_id"], None) for row in rows),
        reports=tuple(_telling(row, None, row["told"]) for row in later),
    )


def _turning_days(start: str, matter: Matter, told: Sequence[tuple[str, Told]], days: Sequence[str]) -> list[str]:
    """The days of reports on which the outcome may be another than before; never none."""
    moments = {start, days[-1], *(day for day, _ in told)}
    if matter.window:
        moments.add(_later(matter.window.high, 1))
    else:
        moments |= {_later(day, SILENT_DAYS) for day in tuple(moments)}
    at = {bisect_left(days, moment) for moment in moments if moment >= start}
    return [days[i] for i in sorted(at) if i < len(days)] or [days[-1]]


def _later(day: str, number: int) -> str:
    return (date.fromisoformat(day) + timedelta(number)).isoformat() if day and day < "9999" else day


def _happening(
    db: sqlite3.Connection, rows: Sequence[sqlite3.Row], people: People
) -> tuple[str | None, list[tuple[str, Told]]]:
    """The event of the record that is to come, and the days on which it happened or was called off."""
    for row in rows:
        if not row["event"]:
            continue
        found = db.execute(
            "SELECT happening_id FROM accounts WHERE version_id = ? AND event = ?", (row["version_id"], row["event"])
        ).fetchone()
        if found:
            told = db.execute(
                """SELECT a.* FROM accounts a JOIN versions v ON v.id = a.version_id AND v.current
                WHERE a.happening_id = ?""",
                (found[0],),
            ).fetchall()
            accounts: list[Account] = [people.account(one) for one in told]
            moved: list[tuple[str, Told]] = [
                (day, status) for day, status in status_by_day(accounts) if status in ("happened", "called off")
            ]
            return str(found[0]), moved
    return None, []


def _telling(row: sqlite3.Row, statement: str | None, told: Told | None) -> Telling:
    return Telling(
        article_id=row["article_id"],
        version_id=row["version_id"],
        doc=row["doc"],
        outlet=row["outlet"],
        published=row["day"],
        statement=statement,
        span=Span(row["start"], row["end"]),
        words=_words(row["text"], row["start"], row["end"]),
        told=told,
    )


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
