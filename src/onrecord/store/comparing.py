"""Compare what is new with what is there: story, copies, discrepancies, quote drift.

Versions are compared in the order in which they came, each with those before it alone, so that a run that was broken
off ends as an unbroken one would have. The candidates come from two indexes (heavy words, fingerprints), never from
all pairs.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from onrecord.records import Article
from onrecord.resolve import copies, discrepancies, drift, stories
from onrecord.store import read
from onrecord.store.transaction import Tell, transaction

MOST_COMPARED = 8  # of the articles on one story, the most similar: each costs about 20 milliseconds
_MOST_COPIED = 12
_KEPT = 200  # articles, of about 300 KB each, that are not to be read again for the next comparison
_LOOKED_AT = 10_000  # places of words in the index, the rarest words first: what more would tell is little
_LIKELY = 60  # articles, by those words, whose similarity is then worked out from all words
_COMMON_FINGERPRINT = 200
_LEAST_FINGERPRINTS = 2
_SAME_OUTLET_SHARE = 0.8  # texts of one outlet share its formulas


_WAITING = "SELECT v.id FROM versions v LEFT JOIN compared c ON c.version_id = v.id WHERE c.key IS NULL"
Load = Callable[[str], discrepancies.Reading]


def compare_new(db: sqlite3.Connection, tell: Tell | None = None) -> int:
    """How many versions were compared that had not been."""
    load = lru_cache(maxsize=_KEPT)(lambda version_id: _load(db, version_id))
    waiting = db.execute(f"{_WAITING} ORDER BY v.rowid").fetchall()
    done = 0
    for number, row in enumerate(waiting, 1):
        with transaction(db):
            if db.execute(f"{_WAITING} AND v.id = ?", (row["id"],)).fetchone():  # nobody else did it meanwhile
                _compare(db, row["id"], load)
                done += 1
        if tell:
            tell("comparing", number, len(waiting))
    return done


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    """Take back what was found with a version, and with those that were compared with it, so that they are compared
    anew. To be called in a transaction, before the version changes.
    """
    later = db.execute("SELECT version_id FROM comparisons WHERE other_id = ?", (version_id,)).fetchall()
    copied = db.execute(
        "SELECT version_id, original_id FROM copies WHERE ? IN (version_id, original_id)", (version_id,)
    ).fetchall()
    for gone in sorted({version_id, *(row[0] for row in later), *(one for row in copied for one in row)}):
        key = db.execute("SELECT key FROM compared WHERE version_id = ?", (gone,)).fetchone()
        if key is None:
            continue
        db.execute(
            """UPDATE story_word_counts SET number = number - 1
            WHERE word IN (SELECT word FROM story_words WHERE key = ?)""",
            (key[0],),
        )
        for table in ("story_words", "fingerprints", "compared"):
            db.execute(f"DELETE FROM {table} WHERE key = ?", (key[0],))
        db.execute("DELETE FROM comparisons WHERE version_id = ?", (gone,))
        db.execute("DELETE FROM copies WHERE ? IN (version_id, original_id)", (gone,))
        for table in ("discrepancies", "drifts"):
            db.execute(f"DELETE FROM {table} WHERE ? IN (a_id, b_id)", (gone,))


def _load(db: sqlite3.Connection, version_id: str) -> discrepancies.Reading:
    extraction = read.load_extraction(db, version_id)
    return discrepancies.read_article(extraction.article, extraction.statements, extraction.timexes)


def _compare(db: sqlite3.Connection, version_id: str, load: Load) -> None:
    article = read.load_article(db, version_id)
    subject, shingled = stories.find_subject(article), copies.shingle(article)
    marks = copies.fingerprints(shingled)
    before = db.execute("SELECT rowid, article_id FROM versions WHERE id = ?", (version_id,)).fetchone()
    _insert(db, version_id, version_id, discrepancies.compare_within(load(version_id)))
    for other_id, similarity in _find_similar(db, subject, before["article_id"], before["rowid"]):
        db.execute("INSERT INTO comparisons VALUES (?, ?, ?)", (version_id, other_id, similarity))
        _save_discrepancies(db, version_id, other_id, load)
    for other_id in _find_copied(db, marks, before["article_id"], before["rowid"]):
        _save_copy(db, version_id, other_id, article, shingled)
    row = db.execute("INSERT INTO compared (version_id, day) VALUES (?, ?)", (version_id, subject.day))
    words = ((_hash(word), row.lastrowid, weight) for word, weight in subject.weights.items())
    db.executemany("INSERT OR IGNORE INTO story_words VALUES (?, ?, ?)", words)
    db.execute(
        """INSERT INTO story_word_counts SELECT word, 1 FROM story_words WHERE key = ?
        ON CONFLICT (word) DO UPDATE SET number = number + 1""",
        (row.lastrowid,),
    )
    db.executemany("INSERT INTO fingerprints VALUES (?, ?)", ((mark, row.lastrowid) for mark in marks))


def _find_similar(
    db: sqlite3.Connection, subject: stories.Subject, article_id: str, rowid: int
) -> list[tuple[str, float]]:
    """Earlier versions of other articles on the story, the most similar first, and of this article the last one."""
    together = _find_together(db, {_hash(word): weight for word, weight in subject.weights.items()})
    likely = sorted(together, key=lambda key: (-together[key], key))
    found: list[tuple[str, float]] = []
    for key in likely:
        if together[key] < stories.MIN_SIMILARITY or len(found) == MOST_COMPARED:
            break
        row = db.execute(
            """SELECT v.id, v.article_id, c.day FROM compared c JOIN versions v ON v.id = c.version_id
            WHERE c.key = ? AND v.rowid < ?""",
            (key, rowid),
        ).fetchone()
        if row is None or row["article_id"] == article_id:
            continue
        similarity = together[key] * stories.fade(subject.day, row["day"])
        if similarity >= stories.MIN_SIMILARITY:
            found.append((row["id"], similarity))
    previous = db.execute(
        """SELECT v.id FROM versions v JOIN compared c ON c.version_id = v.id
        WHERE v.article_id = ? AND v.rowid < ? ORDER BY v.rowid DESC LIMIT 1""",
        (article_id, rowid),
    ).fetchone()
    return [*found, *([(previous["id"], 1.0)] if previous else [])]


def _find_together(db: sqlite3.Connection, weights: Mapping[int, float]) -> dict[int, float]:
    """For each article (its key) that may be on the story the sum over the words that it shares.

    Words are looked up from the rarest on. In a small record those are all words; in a large one the common words are
    asked for the likely articles alone, so that the cost does not grow with the record.
    """
    marks = ", ".join("?" for _ in weights)
    counts = dict(
        db.execute(f"SELECT word, number FROM story_word_counts WHERE word IN ({marks})", tuple(weights)).fetchall()
    )
    together: dict[int, float] = defaultdict(float)
    looked_at, left = 0, []
    for word in sorted(counts, key=lambda word: (counts[word], word)):
        looked_at += counts[word]
        if looked_at > _LOOKED_AT and together:
            left.append(word)
            continue
        for key, weight in db.execute("SELECT key, weight FROM story_words WHERE word = ?", (word,)):
            together[key] += weights[word] * weight
    if not left:
        return together
    kept = dict(sorted(together.items(), key=lambda item: (-item[1], item[0]))[:_LIKELY])
    find = "SELECT weight FROM story_words WHERE word = ? AND key = ?"
    for key in kept:
        for word in left:
            row = db.execute(find, (word, key)).fetchone()
            if row:
                kept[key] += weights[word] * row[0]
    return kept


def _save_discrepancies(db: sqlite3.Connection, version_id: str, other_id: str, load: Load) -> None:
    one, other = load(other_id), load(version_id)
    _insert(db, other_id, version_id, discrepancies.compare(one, other))
    for position, found in enumerate(drift.find_drifts(one.utterances, other.utterances)):
        edits = json.dumps([[*edit.a, *edit.b] for edit in found.edits])
        db.execute(
            f"INSERT INTO drifts VALUES ({', '.join('?' * 11)})",
            (other_id, version_id, position, found.speaker, found.manner, *found.a, *found.b, edits, found.similarity),
        )


def _insert(db: sqlite3.Connection, a_id: str, b_id: str, found: Iterable[discrepancies.Discrepancy]) -> None:
    for position, d in enumerate(found):
        sides = (*d.a.span, d.a.in_title, *d.b.span, d.b.in_title)
        row = (a_id, b_id, position, d.kind, d.relation, *sides, d.sure, d.grave, d.why)
        db.execute(f"INSERT INTO discrepancies VALUES ({', '.join('?' * len(row))})", row)


def _find_copied(db: sqlite3.Connection, marks: Iterable[int], article_id: str, rowid: int) -> Iterator[str]:
    shared: Counter[int] = Counter()
    for mark in marks:
        rows = db.execute(
            "SELECT key FROM fingerprints WHERE hash = ? LIMIT ?", (mark, _COMMON_FINGERPRINT + 1)
        ).fetchall()
        if len(rows) <= _COMMON_FINGERPRINT:
            shared.update(row[0] for row in rows)
    likely = sorted(
        (key for key, number in shared.items() if number >= _LEAST_FINGERPRINTS), key=lambda k: (-shared[k], k)
    )
    for key in likely[:_MOST_COPIED]:
        row = db.execute(
            """SELECT v.id FROM compared c JOIN versions v ON v.id = c.version_id
            WHERE c.key = ? AND v.rowid < ? AND v.article_id <> ?""",
            (key, rowid, article_id),
        ).fetchone()
        if row is not None:
            yield row["id"]


def _save_copy(
    db: sqlite3.Connection, version_id: str, other_id: str, article: Article, shingled: copies.Shingled
) -> None:
    """The one that was published later copies; on one day, the shorter one."""
    other = read.load_article(db, other_id)
    other_shingled = copies.shingle(other)
    ours = ((article.published or "9999")[:10], -len(shingled.words))
    theirs = ((other.published or "9999")[:10], -len(other_shingled.words))
    if ours < theirs:
        overlap, pair = copies.compare(other_shingled, shingled), (other_id, version_id)
    else:
        overlap, pair = copies.compare(shingled, other_shingled), (version_id, other_id)
    same_outlet = bool(article.outlet) and article.outlet == other.outlet
    whole = overlap.is_copy and (not same_outlet or overlap.share >= _SAME_OUTLET_SHARE)
    if whole or (overlap.paragraphs and not same_outlet):
        paragraphs = json.dumps([[*p.copy, *p.original, round(p.share, 3)] for p in overlap.paragraphs])
        db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?)", (*pair, overlap.share, whole, paragraphs))


def _hash(word: str) -> int:
    return zlib.crc32(word.encode())
