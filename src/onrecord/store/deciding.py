"""The user decides: merge, split, rename, undo, and the table of known people. Every decision is a row."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from onrecord import ids
from onrecord.errors import InputError
from onrecord.resolve.decisions import Decision, Known, Place
from onrecord.resolve.names import name_key
from onrecord.store import happenings, identities
from onrecord.store.transaction import transaction

_COLUMNS = ("name", "aliases", "id", "office")
_SEPARATORS = (";", "|")


def merge(
    db: sqlite3.Connection, one: Sequence[str], other: Sequence[str], places: Iterable[Place], **words: str
) -> int:
    """Hold two sets of names together. `places` are where an article names the first; words: name, note."""
    return _decide(db, "merge", one, other, tuple(places), **words)


def split(
    db: sqlite3.Connection, out: Sequence[str], left: Sequence[str], places: Iterable[Place], **words: str
) -> int:
    """Hold the first set of names apart from the second."""
    return _decide(db, "split", out, left, tuple(places), **words)


def rename(db: sqlite3.Connection, keys: Sequence[str], name: str, note: str) -> int:
    return _decide(db, "rename", keys, (), (), name=name, note=note)


def undo(db: sqlite3.Connection, number: int) -> Decision:
    """Mark a decision as undone; it stays in the table. InputError where there is none to undo."""
    found = {decision.id: decision for decision in identities.load_decisions(db)}
    decision = found.get(number)
    if decision is None or decision.undone is not None:
        raise InputError(f"there is no decision {number} that could be undone: `onrecord decisions` lists them")
    with transaction(db):
        db.execute("UPDATE people_decisions SET undone = ? WHERE id = ?", (_now(), number))
        _take_effect(db, decision)
    identities.reconcile(db)
    happenings.reconcile(db)
    return decision


def key_of_places(places: Sequence[Place], what: str) -> str:
    """The key of a name that only these places have."""
    return f"d:{ids.digest_of(what, *(f'{p.sha256}/{p.start}-{p.end}' for p in sorted(places)))}"


def read_known(path: Path) -> list[Known]:
    """A CSV table with the columns name and, if wanted, aliases (with ; or | between), id, office."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            table = csv.DictReader(stream)
            heads = [head.strip().casefold() for head in table.fieldnames or ()]
            if "name" not in heads:
                raise InputError(f"{path}: no column `name`; the columns are {', '.join(_COLUMNS)}")
            table.fieldnames = heads
            found = [_to_known(row, path, number) for number, row in enumerate(table, 2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a table in UTF-8 ({error}): save it as CSV") from error
    if len({known.id for known in found}) < len(found):
        raise InputError(f"{path}: two rows have one id: give every person an id of its own, or none")
    return found


def use_known(db: sqlite3.Connection, known: Sequence[Known], file: str) -> None:
    """Put this table in place of the rows that have the same ids, or came from the same file."""
    with transaction(db):
        stored = {row["id"]: row["file"] for row in db.execute("SELECT id, file FROM people_known")}
        given = {row.id for row in known}
        for old in identities.load_known(db):
            if old.id in given or stored[old.id] == file:
                identities.count_known(db, old, -1)
                identities.touch(db, old.keys)
                db.execute("DELETE FROM people_known WHERE id = ?", (old.id,))
        for row in known:
            aliases, keys = (json.dumps(list(part), ensure_ascii=False) for part in (row.aliases, row.keys))
            db.execute(
                "INSERT INTO people_known (id, name, aliases, office, keys, file) VALUES (?, ?, ?, ?, ?, ?)",
                (row.id, row.name, aliases, row.office, keys, file),
            )
            identities.count_known(db, row, 1)
            identities.touch(db, row.keys)
    identities.reconcile(db)
    happenings.reconcile(db)


def _to_known(row: dict[str, str], path: Path, line: int) -> Known:
    name = (row.get("name") or "").strip()
    aliases = row.get("aliases") or ""
    for separator in _SEPARATORS:
        aliases = aliases.replace(separator, "\n")
    given = [alias.strip() for alias in aliases.splitlines() if alias.strip()]
    keyed = [(word, key.key) for word in (name, *given) if (key := name_key(word, "person"))]
    if not keyed or keyed[0][0] != name:
        raise InputError(f"{path}, line {line}: {name or 'an empty cell'} is no name of a person")
    known_id = (row.get("id") or "").strip() or ids.digest_of("known", name)
    office = (row.get("office") or "").strip()
    return Known(known_id, name, tuple(key for _, key in keyed), office, tuple(word for word, _ in keyed[1:]))


def _decide(
    db: sqlite3.Connection,
    kind: str,
    one: Sequence[str],
    other: Sequence[str],
    places: Sequence[Place],
    *,
    name: str = "",
    note: str = "",
) -> int:
    lists = [json.dumps(list(part), ensure_ascii=False) for part in (one, other, places)]
    with transaction(db):
        row = db.execute(
            "INSERT INTO people_decisions (kind, time, note, one, other, places, name) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, _now(), note, *lists, name),
        )
        number = int(row.lastrowid or 0)
        decision = next(d for d in identities.load_decisions(db) if d.id == number)
        _take_effect(db, decision)
    identities.reconcile(db)
    happenings.reconcile(db)
    return number


def _take_effect(db: sqlite3.Connection, decision: Decision) -> None:
    """Have all that the decision is about linked, worked out and described anew."""
    for digest in sorted({place.sha256 for place in decision.places}):
        for (version_id,) in db.execute("SELECT id FROM versions WHERE sha256 = ?", (digest,)).fetchall():
            identities.forget_version(db, version_id)
            happenings.forget_version(db, version_id)
            identities.note_version(db, version_id)
    identities.touch(db, (*decision.one, *decision.other))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
