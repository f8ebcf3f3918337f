"""Who is who over the record, kept up to date: entities of articles to names, names to people and bodies.

Each step is one transaction and leaves behind what is still to do, so that a killed run continues: versions that are
not linked stand in `people_pending`, blocks that have to be worked out anew in `people_touched`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord import ids
from onrecord.records import Entity
from onrecord.resolve.clusters import Clusters
from onrecord.resolve.decisions import Decision, Known, Place, to_decided
from onrecord.resolve.evidence import Item, best_label, best_name, evidence_of, to_node
from onrecord.resolve.names import entity_key, name_key
from onrecord.resolve.nodes import Decided, Node, Pair
from onrecord.resolve.region import resolve_blocks
from onrecord.store import article_facts, ties
from onrecord.store.transaction import transaction

GROUP = 200  # versions a transaction
_BLOCKS = 500  # worked out in one transaction

Override = tuple[int, int, str]  # start, end, key


def reconcile(db: sqlite3.Connection) -> int:
    """Link what is new, and work out the names that it touches. Returns how many versions were linked."""
    linked = 0
    decisions = load_decisions(db)
    overrides = _overrides(decisions)
    while done := _link_group(db, overrides):
        linked += done
    decided = to_decided(decisions, load_known(db))
    while _resolve_group(db, decided):
        pass
    while _describe_group(db, decisions):
        pass
    return linked


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    """Take back what the entities of a version told; to be called, in a transaction, before they are deleted."""
    links = db.execute("SELECT entity, key FROM people_links WHERE version_id = ?", (version_id,)).fetchall()
    by_id = {entity.id: entity for entity in load_entities(db, version_id)}
    items = [item for entity, key in links for item in _items(by_id[entity], key)]
    ties.touch(db, version_id)
    _count(db, Counter(items), -1)
    for table in ("people_links", "people_pending", *article_facts.TABLES):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))


def note_version(db: sqlite3.Connection, version_id: str) -> None:
    """To be called, in a transaction, when the entities of a version are there."""
    db.execute("INSERT OR IGNORE INTO people_pending VALUES (?)", (version_id,))


def touch(db: sqlite3.Connection, keys: Collection[str]) -> None:
    """Have the names worked out, and those they lead to described, anew."""
    db.executemany(
        "INSERT OR IGNORE INTO people_touched SELECT block FROM people_names WHERE key = ?", [(key,) for key in keys]
    )
    _note_leading(db, keys)


def load_entities(db: sqlite3.Connection, version_id: str) -> list[Entity]:
    rows = db.execute("SELECT * FROM entities WHERE version_id = ? ORDER BY position", (version_id,))
    return [
        Entity(r["id"], r["name"], r["label"], tuple(json.loads(r["names"])), tuple(json.loads(r["roles"])))
        for r in rows
    ]


def load_decisions(db: sqlite3.Connection) -> list[Decision]:
    rows = db.execute("SELECT * FROM people_decisions ORDER BY id")
    return [
        Decision(
            r["id"],
            r["kind"],
            r["time"],
            r["note"],
            tuple(json.loads(r["one"])),
            tuple(json.loads(r["other"])),
            r["name"],
            tuple(Place(*place) for place in json.loads(r["places"])),
            r["undone"],
        )
        for r in rows
    ]


def load_known(db: sqlite3.Connection) -> list[Known]:
    rows = db.execute("SELECT * FROM people_known ORDER BY id")
    return [
        Known(r["id"], r["name"], tuple(json.loads(r["keys"])), r["office"], tuple(json.loads(r["aliases"])))
        for r in rows
    ]


def count_known(db: sqlite3.Connection, known: Known, sign: int) -> None:
    """What a row of the user's table tells of its names, or told when `sign` is -1."""
    items: Counter[Item] = Counter()
    for key, name in zip(known.keys, (known.name, *known.aliases), strict=True):
        items[key, "known", name] += 1
        found = name_key(name, "person")
        items[key, "order", " ".join(found.words if found else ())] += 1
    _count(db, items, sign)


class _Lookup:
    """The record as `resolve` asks for it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def nodes_in(self, blocks: Collection[str]) -> list[Node]:
        found = []
        for block in sorted(blocks):
            rows = self._db.execute("SELECT key, node FROM people_names WHERE block = ?", (block,))
            found += [to_node_of(key, stored) for key, stored in rows]
        return found

    def blocks_of(self, keys: Collection[str]) -> Mapping[str, str]:
        find = "SELECT block FROM people_names WHERE key = ?"
        rows = {key: self._db.execute(find, (key,)).fetchone() for key in keys}
        return {key: row[0] for key, row in rows.items() if row}

    def ties_of(self, keys: Collection[str]) -> Collection[Pair]:
        return ties.find(self._db, keys)


# Versions to names


def _link_group(db: sqlite3.Connection, overrides: Mapping[str, Sequence[Override]]) -> int:
    with transaction(db):
        rows = db.execute("SELECT version_id FROM people_pending ORDER BY version_id LIMIT ?", (GROUP,)).fetchall()
        items: Counter[Item] = Counter()
        for (version_id,) in rows:
            items.update(_link(db, version_id, overrides))
            article_facts.add(db, version_id)
        _count(db, items, 1)
        for (version_id,) in rows:
            ties.touch(db, version_id)
        db.executemany("DELETE FROM people_pending WHERE version_id = ?", rows)
    return len(rows)


def _link(db: sqlite3.Connection, version_id: str, overrides: Mapping[str, Sequence[Override]]) -> list[Item]:
    taken = _taken(db, version_id, overrides) if overrides else {}
    items: list[Item] = []
    links = []
    for entity in load_entities(db, version_id):
        found = entity_key(entity)
        key = taken.get(entity.id) or (found and found.key)
        if key:
            links.append((version_id, entity.id, key))
            items += _items(entity, key)
    db.executemany("INSERT INTO people_links (version_id, entity, key) VALUES (?, ?, ?)", links)
    return items


def _items(entity: Entity, key: str) -> list[Item]:
    """Each once, so that a number is one of entities."""
    return list(dict.fromkeys(evidence_of(entity, key)))


def _taken(db: sqlite3.Connection, version_id: str, overrides: Mapping[str, Sequence[Override]]) -> dict[str, str]:
    """The keys that the user gave to entities of this text, by a mention that overlaps the place."""
    row = db.execute("SELECT sha256 FROM versions WHERE id = ?", (version_id,)).fetchone()
    found = {}
    for start, end, key in overrides.get(row[0], ()):
        mention = db.execute(
            """SELECT entity FROM mentions WHERE version_id = ? AND start < ? AND "end" > ?
            ORDER BY abs(start - ?) + abs("end" - ?), position LIMIT 1""",
            (version_id, end, start, start, end),
        ).fetchone()
        if mention:
            found[str(mention[0])] = key
    return found


def _overrides(decisions: Iterable[Decision]) -> dict[str, list[Override]]:
    found: dict[str, list[Override]] = {}
    for decision in decisions:
        if decision.undone is None:
            for place in decision.places:
                found.setdefault(place.sha256, []).append((place.start, place.end, decision.one[0]))
    return found


def _count(db: sqlite3.Connection, items: Counter[Item], sign: int) -> None:
    """Add to the evidence, and touch the blocks of names of which it says something new."""
    by_key: dict[str, list[tuple[str, str, int]]] = {}
    for (key, sort, value), number in items.items():
        by_key.setdefault(key, []).append((sort, value, sign * number))
    for key in sorted(by_key):
        rows = db.execute("SELECT sort, value, number FROM people_evidence WHERE key = ?", (key,))
        counts = Counter({(row["sort"], row["value"]): row["number"] for row in rows})
        for told, value, change in by_key[key]:
            counts[told, value] += change
            db.execute(
                """INSERT INTO people_evidence (key, sort, value, number) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET number = number + excluded.number""",
                (key, told, value, change),
            )
        if sign < 0:
            db.execute("DELETE FROM people_evidence WHERE key = ? AND number <= 0", (key,))
        _keep_node(db, key, to_node(key, counts))
    _note_leading(db, by_key)


def _note_leading(db: sqlite3.Connection, keys: Collection[str]) -> None:
    """That those to whom these names lead have to be described anew."""
    db.executemany(
        """INSERT OR IGNORE INTO people_touched
        SELECT '@' || person_id FROM people_names WHERE key = ? AND person_id IS NOT NULL""",
        [(key,) for key in sorted(keys)],
    )


def _keep_node(db: sqlite3.Connection, key: str, node: Node | None) -> None:
    row = db.execute("SELECT block, node FROM people_names WHERE key = ?", (key,)).fetchone()
    stored = node and _stored(node)
    if row and row["node"] == stored:
        return
    blocks = {row["block"]} if row else set()
    if node is None:
        gone = db.execute("DELETE FROM people_names WHERE key = ? RETURNING person_id", (key,)).fetchall()
        _note_people(db, {row[0] for row in gone if row[0]})
    else:
        blocks.add(node.block)
        db.execute(
            """INSERT INTO people_names (key, block, node, unresolved) VALUES (?, ?, ?, 0)
            ON CONFLICT DO UPDATE SET block = excluded.block, node = excluded.node""",
            (key, node.block, stored),
        )
    db.executemany("INSERT OR IGNORE INTO people_touched VALUES (?)", [(block,) for block in sorted(blocks)])


def _stored(node: Node) -> str:
    fields = [node.kind, node.words, node.acronym, node.articles, node.roles, sorted(node.stands_for)]
    return json.dumps(fields, ensure_ascii=False)


def to_node_of(key: str, stored: str) -> Node:
    """A name as `people_names` holds it."""
    kind, words, acronym, articles, roles, long = json.loads(stored)
    told = tuple((role, size) for role, size in roles)
    return Node(key, kind, tuple(words), acronym, articles, told, frozenset(long))


# Names to people


def _resolve_group(db: sqlite3.Connection, decided: Decided) -> int:
    with transaction(db):
        rows = db.execute(
            "SELECT what FROM people_touched WHERE what NOT LIKE '@%' ORDER BY what LIMIT ?", (_BLOCKS,)
        ).fetchall()
        if rows:
            clusters, region = resolve_blocks(_Lookup(db), {row[0] for row in rows}, decided)
            _keep_people(db, clusters)
            done = sorted(region | {row[0] for row in rows})
            db.executemany("DELETE FROM people_touched WHERE what = ?", [(block,) for block in done])
    return len(rows)


def _keep_people(db: sqlite3.Connection, clusters: Clusters) -> None:
    touched: set[str] = set()
    for keys in clusters.groups:
        lost = len(keys) == 1 and keys[0] in clusters.unresolved
        person = None if lost else ids.digest_of("person", keys[0])
        for key in keys:
            row = db.execute("SELECT person_id, unresolved FROM people_names WHERE key = ?", (key,)).fetchone()
            if tuple(row) != (person, int(lost)):
                touched |= {row["person_id"], person} - {None}
                db.execute(
                    "UPDATE people_names SET person_id = ?, unresolved = ? WHERE key = ?", (person, int(lost), key)
                )
    _note_people(db, touched)


def _note_people(db: sqlite3.Connection, people: Iterable[str]) -> None:
    """That their rows have to be written anew."""
    db.executemany("INSERT OR IGNORE INTO people_touched VALUES (?)", [(f"@{person}",) for person in sorted(people)])


def _describe_group(db: sqlite3.Connection, decisions: Sequence[Decision]) -> int:
    with transaction(db):
        rows = db.execute(
            "SELECT what FROM people_touched WHERE what LIKE '@%' ORDER BY what LIMIT ?", (_BLOCKS,)
        ).fetchall()
        renamed = {d.one[0]: d.name for d in decisions if d.kind == "rename" and d.undone is None}
        known = {row.keys[0]: row for row in load_known(db)} if rows else {}
        for (what,) in rows:
            _describe(db, what[1:], renamed, known)
        db.executemany("DELETE FROM people_touched WHERE what = ?", rows)
    return len(rows)


def _describe(db: sqlite3.Connection, person: str, renamed: Mapping[str, str], known: Mapping[str, Known]) -> None:
    """The row of a person or body: how most articles call it, unless the user says."""
    forms: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    rows = db.execute(
        """SELECT e.key, e.sort, e.value, e.number FROM people_names n JOIN people_evidence e ON e.key = n.key
        WHERE n.person_id = ? AND e.sort IN ('form', 'label', 'known')""",
        (person,),
    ).fetchall()
    db.execute("DELETE FROM people WHERE id = ?", (person,))
    if not rows:
        return
    for _, sort, value, number in rows:
        if sort != "label":
            forms[value] += number
        else:
            labels[value] += number
    keys = sorted({row["key"] for row in rows})
    names = [renamed[key] for key in keys if key in renamed]
    table = [known[key] for key in keys if key in known]
    label = best_label(labels) if labels else "person" if table else "other"
    name = names[0] if names else table[0].name if table else best_name(forms, label)
    db.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (person, name, label, table[0].id if table else None))
