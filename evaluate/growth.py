"""What reconcile costs an article while a record grows: who is who, events, comparing, claims.

The record is filled with articles that `onrecord read` wrote, again and again in other words: names, numbers and a
third of all other words are replaced by others of the same length (so that every span holds), and days are moved.
"""

from __future__ import annotations

import gc
import itertools
import json
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

from evaluate.lines import Row, open_text
from evaluate.mirror import Mirror, Turn
from onrecord.errors import InputError
from onrecord.extract import jsonlines
from onrecord.records import Attribution, Entity, Extraction, Speaker
from onrecord.store import claims, comparing, happenings, identities
from onrecord.store.record import Record
from onrecord.store.transaction import transaction
from onrecord.text.article import hash_text

NUMBERS = (100, 400, 1_600, 6_400, 20_000)  # articles of the record
STEP = 50  # articles that are timed
WORKED_OUT = 2  # turns that are reconciled whole
SHARE = 1 / 3  # of the plain words that are replaced: no run of words is long enough for a copy
DAYS = 11  # from one turn to the next
_WORD = re.compile(r"[A-Za-z]+|\d+")
_UNMIRRORED = "SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM claim_versions)"
_PLAIN = re.compile(r"[a-z]{4,}")
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"

Varied = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Step:
    """A record of one size, and what the last STEP articles took, in milliseconds of the processor an article."""

    articles: int
    people: float
    happenings: float
    comparing: float
    claims: float
    file_megabytes: float

    @property
    def all(self) -> float:
        return self.people + self.happenings + self.comparing + self.claims

    def as_row(self) -> Row:
        return {name: round(getattr(self, name), 1) for name in (*self.__slots__, "all")}


STEPS: tuple[Callable[[sqlite3.Connection], int], ...] = (
    identities.reconcile,
    happenings.reconcile,
    comparing.compare_new,
    claims.reconcile,
)


def measure(path: Path, numbers: Sequence[int], keep: Path | None = None) -> Iterator[Step]:
    """One record that grows; before each size all that is due is done, so that only STEP articles are timed.

    The first WORKED_OUT turns are worked out whole, later ones but for who is who are mirrored (evaluate/mirror.py),
    except what is timed. The record stays at `keep`, which must not be there yet.
    """
    read = read_lines(path)
    if keep and keep.exists():
        raise InputError(f"{keep} is there already")
    with tempfile.TemporaryDirectory() as folder, Record(keep or Path(folder) / "growth.db") as record:
        filling = Filling(record, read, vary_all(read))
        for number in sorted(numbers):
            filling.fill(number - STEP)
            record.reconcile()
            timed = filling.add(min(STEP, number - filling.done))
            people, events, compared, told = (_time(step, record.db) / max(timed, 1) for step in STEPS)
            yield Step(filling.done, people, events, compared, told, record.path.stat().st_size / 1e6)


@dataclass(slots=True)
class Filling:
    """A record that is filled without being timed."""

    record: Record
    read: Sequence[Extraction]
    articles: Iterator[Extraction]
    done: int = 0
    _mirror: Mirror | None = None
    _terms: Sequence[str] = ()

    def add(self, number: int) -> int:
        added = sum(1 for _ in self.record.add_all(itertools.islice(self.articles, max(0, number))))
        self.done += added
        return added

    def fill(self, number: int) -> None:
        size = len(self.read)
        if self.done < WORKED_OUT * size:
            self.add(min(number, WORKED_OUT * size) - self.done)
            self.record.reconcile()
        gc.disable()  # it would go through the mirrored rows again and again
        while self.done < number:
            turn = self.done // size
            self.add(min(number, (turn + 1) * size) - self.done)
            self._mirror_turn(turn)
            print(f"{self.done} articles", file=sys.stderr, flush=True)
        identities.reconcile(self.record.db)  # all at once
        with transaction(self.record.db):
            self.record.db.execute("DELETE FROM account_moved")  # what is mirrored is not to be worked out after all
        gc.enable()
        gc.freeze()  # what is kept here for measuring is nothing that the record's own work should look through

    def _mirror_turn(self, number: int) -> None:
        db = self.record.db
        if self._mirror is None:
            self._mirror = Mirror.of(db)
            found = (json.loads(row["content"])["terms"] for row in self._mirror.rows["propositions"])
            self._terms = sorted({term for terms in found for term in terms if term.isalpha()})
        ids = dict(db.execute("SELECT doc, id FROM versions").fetchall())
        new = {row[0] for row in db.execute(_UNMIRRORED)}
        pairs = ((item.article.doc, f"{item.article.doc}/{number}") for item in self.read)
        versions = {ids[old]: ids[doc] for old, doc in pairs if ids.get(doc) in new}
        named = {word for item in self.read for entity in item.entities for word in _WORD.findall(entity.name)}
        names = {w.lower(): make_name(Random(f"{number} {w}"), w).lower() for w in named if w[0].isupper()}  # noqa: S311
        turn = Turn(number, versions, names, self._terms, partial(_move, turn=number))
        self._mirror.write(db, turn)


def _time(step: Callable[[sqlite3.Connection], int], db: sqlite3.Connection) -> float:
    began = time.process_time()
    step(db)
    return (time.process_time() - began) * 1000


def read_lines(path: Path) -> list[Extraction]:
    with open_text(path) as lines:
        rows = [jsonlines.from_json(json.loads(line)) for line in lines]
    found = [row for row in rows if isinstance(row, Extraction)]
    if not found:
        raise InputError(f"{path}: no articles as `onrecord read` writes them")
    return found


def vary_all(read: Sequence[Extraction]) -> Iterator[Extraction]:
    """The articles in turn, and in every later turn in other words."""
    yield from read
    plain = {word for item in read for word in _PLAIN.findall(item.article.text)}
    by_length = {n: sorted(words) for n, words in itertools.groupby(sorted(plain, key=lambda w: (len(w), w)), key=len)}
    for turn in itertools.count(1):
        yield from (vary(item, turn, by_length) for item in read)


def vary(item: Extraction, turn: int, by_length: dict[int, list[str]]) -> Extraction:
    """An article of another matter: other names, numbers and days; every span of it still holds."""
    named = {word for entity in item.entities for name in entity.names for word in _WORD.findall(name)}
    random, others = Random(f"{turn} {item.article.doc}"), dict[str, str]()  # noqa: S311 - no secret

    def other_word(match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return word[0] + "".join(random.choices("123456789", k=len(word) - 1)) if len(word) > 1 else word
        if word in named and word[0].isupper():  # one name is one other name in all articles of a turn
            return others.setdefault(word, make_name(Random(f"{turn} {word}"), word))  # noqa: S311
        if _PLAIN.fullmatch(word) and random.random() < SHARE:
            return random.choice(by_length[len(word)])
        return word

    def vary_words(text: str) -> str:
        return _WORD.sub(other_word, text)

    article = item.article
    text = vary_words(article.text)
    day = article.published and _move(article.published, turn)
    article = replace(
        article, doc=f"{article.doc}/{turn}", text=text, sha256=hash_text(text), title=vary_words(article.title),
        published=day, url=None,
    )  # fmt: skip
    return replace(
        item,
        article=article,
        statements=tuple(_vary_statement(s, vary_words) for s in item.statements),
        entities=tuple(_vary_entity(entity, vary_words) for entity in item.entities),
        timexes=tuple(replace(t, value=_move(t.value, turn)) for t in item.timexes),
    )


def make_name(random: Random, word: str) -> str:
    """Of the same length and case."""
    letters = "".join(random.choice(_VOWELS if i % 2 else _CONSONANTS) for i in range(len(word)))
    return letters.upper() if word.isupper() else letters.capitalize()


def _vary_statement(statement: Attribution, words: Varied) -> Attribution:
    def other(who: Speaker | None) -> Speaker | None:
        return who and Speaker(who.id, words(who.name))

    return replace(statement, speaker=other(statement.speaker), addressee=other(statement.addressee))


def _vary_entity(entity: Entity, words: Varied) -> Entity:
    return replace(entity, name=words(entity.name), names=tuple(words(name) for name in entity.names))


def _move(value: str, turn: int) -> str:
    """A day some days later; anything else as it is."""
    try:
        return (date.fromisoformat(value[:10]) + timedelta(days=DAYS * turn)).isoformat()
    except ValueError:
        return value


def show(steps: Sequence[Step]) -> str:
    heads = ("articles", "people", "happenings", "comparing", "claims", "all, ms an article", "file MB")
    lines = [
        f"{s.articles:>9,} {s.people:>8.1f} {s.happenings:>10.1f} {s.comparing:>10.1f} {s.claims:>8.1f} {s.all:>19.1f}"
        f" {s.file_megabytes:>9.1f}"
        for s in steps
    ]
    return "\n".join(["{:>9} {:>8} {:>10} {:>10} {:>8} {:>19} {:>9}".format(*heads), *lines])
