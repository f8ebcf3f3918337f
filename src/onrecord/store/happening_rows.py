"""Queries: events of the record with their accounts, and who was in touch with whom, as frozen dataclasses."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict, Unpack

from onrecord import ids
from onrecord.extract.jsonlines import event_from_json
from onrecord.records import Event, Span, Status
from onrecord.resolve.accounts import CONTACTS, PRISONERS
from onrecord.resolve.event_days import Precision, days_of, precision_of
from onrecord.resolve.happenings import best_date, most_precise, status_by_day
from onrecord.store.happenings import People

EXCHANGE = "exchange"
NARRATION = "narration"


class Wanted(TypedDict, total=False):
    """Which events; what is None or left out is not asked."""

    who: str | None  # a name, or a part of it in whole words: of somebody who took part
    root: str | None  # PLOVER, or a mode: "call", "release"
    start: str | None  # ISO day: events that may lie on it or later
    end: str | None  # ISO day: events that may lie on it or earlier
    as_of: str | None  # ISO day: what was published by then


@dataclass(frozen=True, slots=True)
class Participant:
    id: str  # of the people of the record; of a party that is unknown there, its name
    name: str
    label: str
    part: str  # actor or recipient, as most accounts have it


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What one report tells of an event, and where."""

    article_id: str
    version_id: str
    doc: str
    outlet: str
    published: str | None  # ISO day
    event: str
    status: Status
    date: str | None  # as this report gives it
    voices: tuple[str, ...]  # who vouches for it; "narration" for the outlet's own words
    deniers: tuple[str, ...]
    statements: tuple[str, ...]  # ids of the statements that assert or deny it
    span: Span  # the sentence
    trigger: tuple[Span, ...]
    words: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """An event of the record. `date` is the most precise that a report gives; each account has its own."""

    id: str
    root: str
    mode: str | None
    date: str | None
    precision: Precision
    status: Status
    by_day: tuple[tuple[str, Status], ...]
    participants: tuple[Participant, ...]
    places: tuple[str, ...]
    sides: tuple[str, ...]  # countries and bodies by which events are compared, folded
    attributes: tuple[tuple[str, str], ...]
    background: bool  # told as background wherever it is told
    reports: int
    outlets: tuple[str, ...]
    words: str  # of the first account
    accounts: tuple[AccountRow, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants)


def happenings(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[HappeningRow]:
    """In the order of their days, those without a date by the day of the first report."""
    rows = _rows(db, wanted.get("as_of"), _by_name(db, wanted.get("who")))
    people = People(db)
    texts = _Texts(db)
    kept = (_happening(happening, told, people, texts) for happening, told in _grouped(rows).items())
    found = [row for row in kept if _is_wanted(row, wanted)]
    return sorted(found, key=lambda row: (day_of(row), row.id))


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in a list of all of them."""

    id: str
    day: str
    root: str
    mode: str | None


def list_happenings(db: sqlite3.Connection) -> tuple[Listed, ...]:
    """In the order of `happenings`, without what is told as background alone, and without reading a text."""
    rows = db.execute(
        """SELECT a.happening_id, json_extract(a.data, '$.date') AS date, e.data AS told,
            substr(coalesce(v.published, json_extract(v.inferred, '$.latest')), 1, 10) AS day
        FROM accounts a JOIN versions v ON v.id = a.version_id AND v.current
        JOIN events e ON e.version_id = a.version_id AND e.position = a.position ORDER BY a.happening_id"""
    )
    found = []
    for happening, group in groupby(rows, key=lambda row: str(row[0])):
        told = [(row["date"], json.loads(row["told"]), row["day"]) for row in group]
        if all(event["background"] for _, event, _ in told):
            continue
        window = days_of(most_precise([date for date, _, _ in told if date]))
        modes = [event["mode"] for _, event, _ in told if event["mode"]]
        day = window.low if window else (min(day or "" for _, _, day in told) or "9999")
        root = _most([event["root"] for _, event, _ in told])
        found.append(Listed(happening, day, root, _most(modes) if modes else None))
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


def load_happenings(db: sqlite3.Connection, chosen: Iterable[str]) -> list[HappeningRow]:
    """Those of these ids, in their order."""
    people, texts = People(db), _Texts(db)
    chosen = list(chosen)
    grouped = _grouped(_rows(db, None, chosen))
    return [_happening(one, grouped[one], people, texts) for one in chosen if one in grouped]


def happenings_of(
    db: sqlite3.Connection, who: str, names: Mapping[str, frozenset[str]] | None = None
) -> frozenset[str]:
    """The events in which somebody of that name took part; `names` as `index_names` makes it, where it is kept."""
    return frozenset(_by_name(db, who, names) or ())


def index_names(db: sqlite3.Connection) -> Mapping[str, frozenset[str]]:
    """For each word of a name those of the record who are called so."""
    found: dict[str, set[str]] = {}
    for person, name in db.execute("SELECT id, name FROM people"):
        for word in ids.name_key(name).split():
            found.setdefault(word, set()).add(str(person))
    return {word: frozenset(people) for word, people in found.items()}


def day_of(row: HappeningRow) -> str:
    """The first day on which it may lie, else that of its first report."""
    window = days_of(row.date)
    return window.low if window else (row.accounts[0].published or "9999")


def is_contact(row: HappeningRow) -> bool:
    """Somebody was in touch with somebody: two parties, one of them a person, or a visitor and a place."""
    others = len(row.participants) > 1 or (row.mode == "visit" and bool(row.places))
    person = any(p.label == "person" for p in row.participants)
    return (row.mode in CONTACTS or row.root == "CONSULT") and others and person


def is_of_prisoners(row: HappeningRow) -> bool:
    return row.mode in PRISONERS


def _is_wanted(row: HappeningRow, wanted: Wanted) -> bool:
    root = (wanted.get("root") or "").casefold()
    if root and root not in (row.root.casefold(), row.mode or ""):
        return False
    day = day_of(row)
    window = days_of(row.date)
    start, end = wanted.get("start"), wanted.get("end")
    return not ((start and (window.high if window else day) < start) or (end and day > end))


def _by_name(
    db: sqlite3.Connection, who: str | None, names: Mapping[str, frozenset[str]] | None = None
) -> list[str] | None:
    """The events in which somebody of that name took part; None where nobody is asked for."""
    if not who:
        return None
    words = ids.name_key(who).split()
    found: set[str] = set()
    names = index_names(db) if names is None else names
    called = [names.get(word, frozenset()) for word in words]
    for person in frozenset.intersection(*called) if called else frozenset().union(*names.values()):
        told = db.execute(
            """SELECT DISTINCT a.happening_id FROM people_names n JOIN people_links l ON l.key = n.key
            JOIN accounts a ON a.version_id = l.version_id JOIN json_each(a.data, '$.parties') p ON p.value = n.key
            WHERE n.person_id = ?""",
            (person,),
        )
        found |= {str(row[0]) for row in told}
    return sorted(found)


def _rows(db: sqlite3.Connection, as_of: str | None, chosen: list[str] | None) -> list[sqlite3.Row]:
    query = """SELECT a.*, v.article_id, v.doc, v.outlet, e.data AS told,
            substr(coalesce(v.published, json_extract(v.inferred, '$.latest')), 1, 10) AS day
        FROM accounts a JOIN versions v ON v.id = a.version_id AND v.current
        JOIN events e ON e.version_id = a.version_id AND e.position = a.position"""
    if chosen is None:
        rows = db.execute(query).fetchall()
    else:
        rows = [row for one in chosen for row in db.execute(f"{query} WHERE a.happening_id = ?", (one,))]
    rows = [row for row in rows if as_of is None or (row["day"] and row["day"] <= as_of)]
    return sorted(
        rows, key=lambda row: (row["day"] or "", row["outlet"], row["doc"], row["version_id"], row["position"])
    )


def _grouped(rows: Iterable[sqlite3.Row]) -> dict[str, list[sqlite3.Row]]:
    found: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["happening_id"], []).append(row)
    return found


class _Texts:
    """Texts, statements and entities of the versions that are shown, each loaded once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._texts: dict[str, str] = {}
        self._speakers: dict[str, dict[str, str]] = {}
        self._names: dict[str, dict[str, tuple[str, str, str | None]]] = {}
        self._people: dict[str, tuple[str, str] | None] = {}

    def text(self, version: str) -> str:
        if version not in self._texts:
            row = self._db.execute("SELECT text FROM versions WHERE id = ?", (version,)).fetchone()
            self._texts[version] = str(row[0])
        return self._texts[version]

    def speakers(self, version: str) -> Mapping[str, str]:
        """Who makes each statement."""
        if version not in self._speakers:
            rows = self._db.execute("SELECT id, speaker_name FROM statements WHERE version_id = ?", (version,))
            self._speakers[version] = {str(key): str(name or "somebody") for key, name in rows}
        return self._speakers[version]

    def entities(self, version: str) -> Mapping[str, tuple[str, str, str | None]]:
        """Name, label and name of the record of each."""
        if version not in self._names:
            rows = self._db.execute(
                """SELECT e.id, e.name, e.label, l.key FROM entities e
                LEFT JOIN people_links l ON l.version_id = e.version_id AND l.entity = e.id WHERE e.version_id = ?""",
                (version,),
            )
            self._names[version] = {row[0]: (row[1], row[2], row[3]) for row in rows}
        return self._names[version]

    def person(self, person: str) -> tuple[str, str] | None:
        if person not in self._people:
            row = self._db.execute("SELECT name, label FROM people WHERE id = ?", (person,)).fetchone()
            self._people[person] = (row[0], row[1]) if row else None
        return self._people[person]


def _happening(happening: str, rows: Sequence[sqlite3.Row], people: People, texts: _Texts) -> HappeningRow:
    events = [event_from_json(json.loads(row["told"])) for row in rows]
    accounts = [people.account(row) for row in rows]
    told = tuple(_account(row, event, texts) for row, event in zip(rows, events, strict=True))
    date = best_date(accounts)
    by_day = status_by_day(accounts)
    return HappeningRow(
        id=happening,
        root=_most([event.root for event in events]),
        mode=_mode(events),
        date=date,
        precision=precision_of(date),
        status=by_day[-1][1],
        by_day=by_day,
        participants=_participants(rows, events, people, texts),
        places=_places(rows, events, texts),
        sides=tuple(sorted({side for account in accounts for side in account.sides})),
        attributes=tuple(sorted({pair for event in events for pair in event.attributes})),
        background=all(event.background for event in events),
        reports=len({row["article_id"] for row in rows}),
        outlets=tuple(sorted({row["outlet"] for row in rows})),
        words=told[0].words,
        accounts=told,
    )


def _account(row: sqlite3.Row, event: Event, texts: _Texts) -> AccountRow:
    speakers = texts.speakers(row["version_id"])
    text = texts.text(row["version_id"])
    return AccountRow(
        article_id=row["article_id"],
        version_id=row["version_id"],
        doc=row["doc"],
        outlet=row["outlet"],
        published=row["day"],
        event=event.id,
        status=row["status"],
        date=event.date,
        voices=tuple(dict.fromkeys(speakers.get(s, "somebody") for s in event.vouchers)) or _own(event),
        deniers=tuple(dict.fromkeys(speakers.get(s, "somebody") for s in event.deniers)),
        statements=(*event.vouchers, *event.deniers),
        span=event.span,
        trigger=event.trigger,
        words=" ".join(text[event.span.start : event.span.end].split()),
        attributes=event.attributes,
    )


def _own(event: Event) -> tuple[str, ...]:
    return () if event.deniers else (NARRATION,)


def _mode(events: Sequence[Event]) -> str | None:
    modes = [event.mode for event in events if event.mode]
    if EXCHANGE in modes:  # its releases are told one by one
        return EXCHANGE
    return _most(modes) if modes else None


def _most(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _participants(
    rows: Sequence[sqlite3.Row], events: Sequence[Event], people: People, texts: _Texts
) -> tuple[Participant, ...]:
    """By the number of accounts that name them."""
    parts: dict[str, Counter[str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for row, event in zip(rows, events, strict=True):
        entities = texts.entities(row["version_id"])
        for part, who in (("actor", event.actors), ("recipient", event.recipients)):
            for one in who:
                name, label, key = entities.get(one, (one, "other", None))
                person = people.of(key) if key else f"{row['version_id']}:{one}"
                parts.setdefault(person, Counter())[part] += 1
                names[person] = texts.person(person) or (name, label)
    ordered = sorted(parts, key=lambda one: (-parts[one].total(), names[one][0], one))
    return tuple(Participant(one, *names[one], part=_most(list(parts[one].elements()))) for one in ordered)


def _places(rows: Sequence[sqlite3.Row], events: Sequence[Event], texts: _Texts) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for row, event in zip(rows, events, strict=True):
        if event.place:
            found[texts.entities(row["version_id"]).get(event.place, (event.place,))[0]] += 1
    return tuple(sorted(found, key=lambda place: (-found[place], place)))
