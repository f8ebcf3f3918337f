"""Fill a record quickly with what reconcile would find of articles in other words: its rows, once more, in those words.

For measuring alone. Articles of a later turn tell among each other what those of the first turn told
(evaluate/growth.py), so the rows that reconcile made of the first turn are written again with other ids, names,
numbers, days and words, instead of being worked out again. Who is who is worked out for every article.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from onrecord import ids
from onrecord.store.transaction import transaction

Words = Callable[[str], str]
Day = Callable[[str], str]
Row = dict[str, Any]
_KEPT_PRINTS = 0.1  # of the fingerprints of a text in which a third of the words is replaced
_SHARE = 1 / 3  # of the words that are replaced, as in growth.py
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Turn:
    """How one turn differs from the first: versions by their ids, and what becomes of words and days."""

    number: int
    versions: dict[str, str]
    names: dict[str, str]  # in lower case
    terms: Sequence[str]
    day: Day

    def id(self, old: str) -> str:
        return ids.digest_of("mirror", old, str(self.number))

    def name(self, text: str) -> str:
        """Every word of a name another, the same one everywhere in the turn."""
        return _TOKEN.sub(lambda m: self._word(m.group()), text)

    def term(self, term: str, random: Random) -> str:
        if term.startswith(("@", "n:", "t:")):
            return term[:1] + self.name(term[1:])
        if term.startswith("="):
            return "=" + self.day(term[1:])
        if term.startswith("#") and len(term) > 2:
            return term[:2] + str(random.randrange(10 ** (len(term) - 2)))
        if term[:1] in "~!+#" or random.random() >= _SHARE:
            return self.names.get(term, term)
        return random.choice(self.terms)

    def _word(self, word: str) -> str:
        other = self.names.get(word.casefold(), word)
        return other.capitalize() if word[:1].isupper() else other


@dataclass(frozen=True, slots=True)
class Mirror:
    """The rows of the first turn, by table."""

    rows: dict[str, list[Row]]

    @classmethod
    def of(cls, db: sqlite3.Connection) -> Mirror:
        tables = (
            "propositions affiliations accounts account_features prospects outcomes comparisons copies discrepancies "
            "drifts compared story_words fingerprints"
        ).split()
        return cls({table: [dict(row) for row in db.execute(f"SELECT * FROM {table}")] for table in tables})

    def write(self, db: sqlite3.Connection, turn: Turn) -> None:
        with transaction(db):
            self._claims(db, turn)
            self._happenings(db, turn)
            self._comparisons(db, turn)

    def _claims(self, db: sqlite3.Connection, turn: Turn) -> None:
        random, base = Random(turn.number), _last(db, "propositions")  # noqa: S311 - no secret
        rows, features = [], []
        for key, old in enumerate(self._of(turn, "propositions"), base + 1):
            row = {**old, "key": key, "version_id": turn.versions[old["version_id"]]}
            row |= {name: turn.id(old[name]) for name in ("claim_id", "gathered")}
            row |= {name: turn.name(old[name]) for name in ("party", "party_name")}
            if old["joined_to"]:
                version, _, name = old["joined_to"].partition(":")
                row["joined_to"] = f"{turn.versions.get(version, version)}:{name}"
            row["chain"] = _json([[turn.name(k), turn.name(n), named] for k, n, named in json.loads(old["chain"])])
            content = json.loads(old["content"])
            content["names"] = [turn.name(name) for name in content["names"]]
            content["terms"] = sorted({turn.term(term, random) for term in content["terms"]})
            content |= {name: [turn.day(day) for day in content[name]] for name in ("days", "when")}
            content["before"] = content["before"] and turn.day(content["before"])
            content["numbers"] = [_number(number, random) for number in content["numbers"]]
            row["content"] = _json(content)
            rows.append(row)
            numbers = {f"#{number.split()[0]}" for number in content["numbers"]}
            told = {
                *content["terms"],
                *(f"@{n}" for n in content["names"]),
                *numbers,
                *(f"={d}" for d in content["days"]),
            }
            features += [(feature, key) for feature in told]
        _insert(db, "propositions", rows)
        db.executemany("INSERT INTO claim_features VALUES (?, ?)", sorted(features))
        db.executemany(
            "INSERT INTO claim_counts VALUES (?, 1) ON CONFLICT (feature) DO UPDATE SET number = number + 1",
            sorted((feature,) for feature, _ in features),
        )
        named = ("party", "name", "place")
        _insert(
            db,
            "affiliations",
            (
                {**r, "version_id": turn.versions[r["version_id"]], **{n: turn.name(r[n]) for n in named}}
                for r in self._of(turn, "affiliations")
            ),
        )
        _mark(db, "claim_versions", turn)

    def _happenings(self, db: sqlite3.Connection, turn: Turn) -> None:
        base, keys, rows = _last(db, "accounts"), {}, []
        for key, old in enumerate(self._of(turn, "accounts"), base + 1):
            keys[old["key"]] = key
            data = json.loads(old["data"])
            data |= {
                name: [_party(one, turn) for one in data[name]] for name in ("parties", "people", "voices", "sides")
            }
            data["window"] = [turn.day(day) for day in data["window"]]
            data |= {name: turn.day(data[name]) for name in ("published", "date") if data[name]}
            ids_of = {"version_id": turn.versions[old["version_id"]], "happening_id": turn.id(old["happening_id"])}
            rows.append({**old, **ids_of, "key": key, "data": _json(data)})
        _insert(db, "accounts", rows)
        _insert(
            db,
            "account_features",
            (
                {
                    "feature": f"{family}|{_party(party, turn)}",
                    "high": turn.day(r["high"]),
                    "account": keys[r["account"]],
                    "low": turn.day(r["low"]),
                }
                for r in self.rows["account_features"]
                if r["account"] in keys
                for family, _, party in [r["feature"].partition("|")]
            ),
        )
        _mark(db, "account_versions", turn)
        random, base, terms, rows = Random(turn.number), _last(db, "prospects"), [], []  # noqa: S311
        for key, old in enumerate(self._of(turn, "prospects"), base + 1):
            row = {
                **old,
                "key": key,
                "version_id": turn.versions[old["version_id"]],
                "matter_id": turn.id(old["matter_id"]),
            }
            found = {turn.term(term, random) for term in json.loads(old["terms"])}
            row["terms"], row["names"] = (
                _json(sorted(found)),
                _json([_party(n, turn) for n in json.loads(old["names"])]),
            )
            row |= {name: turn.day(old[name]) for name in ("due", "published") if old[name]}
            rows.append(row)
            terms += [(term, row["published"] or "", key) for term in found]
        _insert(db, "prospects", rows)
        db.executemany("INSERT OR IGNORE INTO prospect_terms VALUES (?, ?, ?)", sorted(terms))
        _insert(
            db,
            "outcomes",
            (
                {**r, "version_id": turn.versions[r["version_id"]], "matter_id": turn.id(r["matter_id"])}
                for r in self._of(turn, "outcomes")
            ),
        )

    def _comparisons(self, db: sqlite3.Connection, turn: Turn) -> None:
        for table in ("comparisons", "copies", "discrepancies", "drifts"):
            rows = []
            for old in self.rows[table]:
                sides = [name for name in ("version_id", "other_id", "original_id", "a_id", "b_id") if name in old]
                if all(old[name] in turn.versions for name in sides):
                    row = dict(old)
                    row.update((name, turn.versions[old[name]]) for name in sides)
                    if "speaker" in old:
                        row["speaker"] = turn.name(old["speaker"])
                    rows.append(row)
            _insert(db, table, rows)
        keys: dict[int, int] = {}
        random, base, rows = Random(turn.number), _last(db, "compared"), []  # noqa: S311
        for key, old in enumerate(self._of(turn, "compared"), base + 1):
            keys[old["key"]] = key
            shifted = old["day"] and old["day"] + 11 * turn.number
            rows.append({"key": key, "version_id": turn.versions[old["version_id"]], "day": shifted})
        _insert(db, "compared", rows)
        all_words = sorted({row["word"] for row in self.rows["story_words"]})
        names = {word for word in all_words if random.random() < _SHARE}  # the heaviest are names as often as not
        words = {
            (
                (row["word"] * 31 + turn.number * 7919) & 0xFFFFFFFF
                if row["word"] in names
                else random.choice(all_words)
                if random.random() < _SHARE
                else row["word"],
                keys[row["key"]],
            ): row["weight"]
            for row in self.rows["story_words"]
            if row["key"] in keys
        }
        db.executemany("INSERT INTO story_words VALUES (?, ?, ?)", sorted((*at, w) for at, w in words.items()))
        db.executemany(
            "INSERT INTO story_word_counts VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET number = number + 1",
            sorted((word,) for word, _ in words),
        )
        prints = {
            (row["hash"] if random.random() < _KEPT_PRINTS else random.getrandbits(32), keys[row["key"]])
            for row in self.rows["fingerprints"]
            if row["key"] in keys
        }
        db.executemany("INSERT INTO fingerprints VALUES (?, ?)", sorted(prints))

    def _of(self, turn: Turn, table: str) -> list[Row]:
        return [row for row in self.rows[table] if row["version_id"] in turn.versions]


def _party(party: str, turn: Turn) -> str:
    """Keys of names have their sort before them, sides a sign."""
    mark, colon, name = party.partition(":")
    return f"{mark}:{turn.name(name)}" if colon else turn.name(party)


def _number(number: str, random: Random) -> str:
    value, space, noun = number.partition(" ")
    other = value[:1] + "".join(random.choice("123456789") if c.isdigit() else c for c in value[1:])
    return other + space + noun


def _last(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(key), 0) FROM {table}").fetchone()[0])


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if rows:
        columns = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" for _ in rows[0])
        values = (tuple(row.values()) for row in rows)
        db.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", values)


def _mark(db: sqlite3.Connection, table: str, turn: Turn) -> None:
    db.executemany(f"INSERT INTO {table} VALUES (?)", [(version,) for version in sorted(turn.versions.values())])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
