"""Claims kept up with the record: articles that are new to them are gathered in, those that changed are taken anew."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate

from onrecord.records import Extraction
from onrecord.resolve.claims import GRANTED, Join, Known, weigh_by
from onrecord.resolve.contents import Content
from onrecord.resolve.gathering import NUMBER, gather
from onrecord.resolve.parties import outlet_party, party_of
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.propositions import find_propositions
from onrecord.resolve.sides import find_affiliations
from onrecord.store import judgements, read
from onrecord.store.transaction import Tell, transaction

GROUP = 20  # articles a transaction
_ENTRIES = 8  # the rarest features of a proposition, by which others are found
_CANDIDATES = 40  # that share most of them
_BESIDES = (GRANTED, NUMBER)  # further claims of a proposition that has one
_SHARED_PEOPLE = 4  # of two articles on one matter that were not compared
_NEAR_DAYS = 14
_LOOKED_AT = 3000  # propositions for each, those of the rarest features: the cost does not grow with the record


def reconcile(db: sqlite3.Connection, tell: Tell | None = None) -> int:
    """Gather in what is new, in the order of publication; how many versions of articles that were."""
    rows = db.execute(
        """SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM claim_versions)
        ORDER BY coalesce(published, ''), outlet, doc, id"""
    ).fetchall()
    waiting = [str(row[0]) for row in rows]
    press = _press(db) if waiting else frozenset()
    for at in range(0, len(waiting), GROUP):
        with transaction(db):
            for version_id in waiting[at : at + GROUP]:
                _gather_version(db, version_id, press)
            judgements.apply_to_claims(db)
        if tell:
            tell("gathering claims", min(at + GROUP, len(waiting)), len(waiting))
    return len(waiting)


def gather_anew(db: sqlite3.Connection, version_id: str) -> None:
    """At once, for a version whose statements a person corrected. In a transaction."""
    _gather_version(db, version_id, _press(db))
    judgements.apply_to_claims(db)


def is_gathered(db: sqlite3.Connection, version_id: str) -> bool:
    return db.execute("SELECT 1 FROM claim_versions WHERE version_id = ?", (version_id,)).fetchone() is not None


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    """Before its statements are replaced, or its date is: the next `reconcile` takes it anew. In a transaction."""
    rows = db.execute("SELECT how, content FROM propositions WHERE version_id = ?", (version_id,)).fetchall()
    gone: Counter[str] = Counter()
    for row in rows:
        if row["how"] not in _BESIDES:
            gone.update(_content(row["content"]).features)
    db.execute(
        "DELETE FROM claim_features WHERE proposition IN (SELECT key FROM propositions WHERE version_id = ?)",
        (version_id,),
    )
    db.executemany(
        "UPDATE claim_counts SET number = number - ? WHERE feature = ?", [(n, feature) for feature, n in gone.items()]
    )
    for table in ("propositions", "affiliations", "claim_versions"):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))


def _gather_version(db: sqlite3.Connection, version_id: str, press: frozenset[str]) -> None:
    extraction = read.load_extraction(db, version_id)
    article = extraction.article
    found = find_propositions(extraction, version_id, press=press)
    _count(db, found)
    number = db.execute("SELECT coalesce(max(key), 0) FROM propositions").fetchone()[0] + len(found)
    counts = _counts(db, {feature for p in found for feature in p.content.features})
    weigh = cache(weigh_by(number, lambda feature: counts.get(feature) or _counts(db, {feature}).get(feature, 0)))
    joins = gather(
        found,
        lambda name: f"{version_id}:{name}",
        outlet_party(article.outlet).key,
        (article.published or "")[:10],
        lambda features: _lookup(db, features),
        weigh,
        _in_story(db, version_id, article.published),
    )
    for position, join in enumerate(joins):
        _keep(db, version_id, position, join)
    _keep_affiliations(db, version_id, extraction)
    db.execute("INSERT INTO claim_versions VALUES (?)", (version_id,))


def _in_story(db: sqlite3.Connection, version_id: str, published: str | None) -> Callable[[str], bool]:
    """Whether another article is on the same matter: it was compared with this one, or with one that was; or both name
    several of the same people and bodies within a few days.
    """
    rows = db.execute(
        """SELECT other_id FROM comparisons WHERE version_id = ?1
        UNION SELECT b.other_id FROM comparisons a JOIN comparisons b ON b.version_id = a.other_id
        WHERE a.version_id = ?1""",
        (version_id,),
    )
    compared = frozenset(str(row[0]) for row in rows)

    @cache
    def in_story(other: str) -> bool:
        if other in compared or published is None:
            return other in compared
        return bool(
            db.execute(
                """SELECT count(DISTINCT a.key) >= ? FROM people_links a JOIN people_links b ON b.key = a.key
                JOIN versions v ON v.id = b.version_id AND abs(julianday(v.published) - julianday(?)) <= ?
                WHERE a.version_id = ? AND b.version_id = ?""",
                (_SHARED_PEOPLE, published[:10], _NEAR_DAYS, version_id, other),
            ).fetchone()[0]
        )

    return in_story


def _count(db: sqlite3.Connection, found: Iterable[Proposition]) -> None:
    counts = Counter(feature for p in found for feature in p.content.features)
    db.executemany(
        """INSERT INTO claim_counts VALUES (?, ?)
        ON CONFLICT (feature) DO UPDATE SET number = number + excluded.number""",
        sorted(counts.items()),
    )


def _counts(db: sqlite3.Connection, features: Iterable[str]) -> dict[str, int]:
    names = sorted(features)
    found: dict[str, int] = {}
    for at in range(0, len(names), 500):
        part = names[at : at + 500]
        found.update(db.execute(f"SELECT feature, number FROM claim_counts WHERE feature IN ({_marks(part)})", part))
    return found


def _lookup(db: sqlite3.Connection, features: frozenset[str]) -> list[Known]:
    counts = _counts(db, features)
    rare = sorted((counts.get(feature, 0), feature) for feature in features)
    reached = accumulate(number for number, _ in rare)
    entries = [feature for (_, feature), number in zip(rare, reached, strict=True) if number <= _LOOKED_AT][:_ENTRIES]
    rows = db.execute(
        f"""SELECT p.version_id, p.id, p.gathered, p.party, p.kind, p.content, v.outlet, v.published
        FROM (SELECT proposition, count(*) AS number FROM claim_features WHERE feature IN ({_marks(entries)})
            GROUP BY proposition ORDER BY number DESC, proposition DESC LIMIT {_CANDIDATES}) c
        JOIN propositions p ON p.key = c.proposition JOIN versions v ON v.id = p.version_id ORDER BY p.key""",
        entries,
    )
    return [
        Known(
            key=f"{row['version_id']}:{row['id']}",
            claim=row["gathered"],
            party=row["party"],
            outlet=outlet_party(row["outlet"]).key,
            published=(row["published"] or "")[:10],
            kind=row["kind"],
            content=_content(row["content"]),
        )
        for row in rows
    ]


def _keep(db: sqlite3.Connection, version_id: str, position: int, join: Join) -> None:
    p = join.proposition
    done = db.execute(
        """INSERT INTO propositions (version_id, id, position, statement_id, spans, claim_id, party, party_name, named,
        kind, chain, content, joined_to, score, shared, how, gathered)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            version_id,
            p.id,
            position,
            p.statement,
            json.dumps(p.spans),
            join.claim,
            p.party.key,
            p.party.name,
            int(p.party.named),
            join.kind,
            _json([[party.key, party.name, party.named] for party in p.chain]),
            _stored(p.content),
            join.to,
            join.score,
            _json(join.shared),
            join.how,
            join.claim,
        ),
    )
    if not p.refers and join.how not in _BESIDES:
        db.executemany(
            "INSERT INTO claim_features VALUES (?, ?)", [(f, done.lastrowid) for f in sorted(p.content.features)]
        )


def _keep_affiliations(db: sqlite3.Connection, version_id: str, extraction: Extraction) -> None:
    parties = {entity.id: party_of(entity, version_id) for entity in extraction.entities}
    counts = Counter((f.party, f.name, f.place, int(f.office)) for f in find_affiliations(extraction, parties))
    db.executemany(
        "INSERT INTO affiliations VALUES (?, ?, ?, ?, ?, ?)", [(version_id, *row, n) for row, n in counts.items()]
    )


def _press(db: sqlite3.Connection) -> frozenset[str]:
    rows = db.execute("SELECT DISTINCT outlet FROM versions WHERE outlet <> ''")
    return frozenset(outlet_party(row[0]).key for row in rows)


def _stored(content: Content) -> str:
    return _json(
        {
            "names": sorted(content.names),
            "terms": sorted(content.terms),
            "numbers": sorted(content.numbers),
            "days": sorted(content.days),
            "when": sorted(content.when),
            "before": content.before,
            "future": content.future,
            "negated": content.negated,
        }
    )


@lru_cache(maxsize=4096)  # the propositions of an article have many candidates in common
def _content(stored: str) -> Content:
    fields = json.loads(stored)
    sets = {name: frozenset(fields[name]) for name in ("names", "terms", "numbers", "days", "when")}
    return Content(**sets, before=fields["before"], future=fields["future"], negated=fields["negated"])


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
