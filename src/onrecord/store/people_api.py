"""The people of a record as one object for the Python API: what is known, and what the user decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.resolve.decisions import Decision, Place, telling, without_surnames
from onrecord.resolve.doubtful import Doubt
from onrecord.store import deciding, identities, people, read
from onrecord.store.transaction import sqlite_errors

_MOST_TOLD = 8  # people who may be meant


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom the user means: the keys of the names, and where an article names one who is nobody's beyond it."""

    name: str
    keys: tuple[str, ...]
    places: tuple[Place, ...] = ()


class People:
    """record.people.merge("Emrik Tolvaj", "Emric Tolvay", note="one person, two translators")"""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def all(self, *, label: str | None = None, limit: int | None = None) -> list[people.PersonRow]:
        """Those of most articles first."""
        with self._errors():
            return people.people(self._db, label=label, limit=limit)

    def find(self, words: str) -> people.PersonRow:
        """By id, by a name, by the id in the user's table, or by words of a name. InputError unless it is one."""
        with self._errors():
            found = people.find_people(self._db, words)
            rows = [row for one in found[:_MOST_TOLD] if (row := people.person(self._db, one))]
        if len(found) > 1:
            told = ", ".join(f"{row.id} ({row.name}, {row.articles} articles)" for row in rows)
            raise InputError(f"{words} may be any of {told}: give one of these ids")
        if not rows:
            raise InputError(f"nobody of the name {words} in {self._path}: `onrecord people {self._path}` lists all")
        return rows[0]

    def names(self, person_id: str) -> list[people.NameRow]:
        with self._errors():
            return people.names(self._db, person_id)

    def offices(self, person_id: str) -> list[people.OfficeRow]:
        with self._errors():
            return people.offices(self._db, person_id)

    def outlets(self, person_id: str) -> list[people.OutletRow]:
        with self._errors():
            return people.outlets(self._db, person_id)

    def known_office(self, known_id: str | None) -> str:
        """As the user's table has it."""
        return next((row.office for row in identities.load_known(self._db) if row.id == known_id), "")

    def unnamed(self, *, sort: str | None = None) -> list[people.UnnamedRow]:
        with self._errors():
            return people.unnamed(self._db, sort=sort)

    def doubts(self, limit: int) -> list[Doubt]:
        """Pairs of names that a person should look at, the most telling first."""
        with self._errors():
            return people.doubts(self._db, limit)

    def show_key(self, key: str) -> tuple[str, str | None]:
        """How articles write a name mostly, and the id of the person."""
        return people.show_key(self._db, key)

    def decisions(self) -> list[Decision]:
        """All that were made, undone ones too, in order."""
        with self._errors():
            return identities.load_decisions(self._db)

    def merge(self, one: str, other: str, *, note: str = "") -> int:
        """Two are one from now on. Each is a person as for `find`, or an entity of an article: "report-1#e3"."""
        first, second = self._meant(one), self._meant(other)
        if second.places and not first.places:
            first, second = second, first
        if second.places:
            raise InputError(f"{one} and {other} have no name beyond their articles: merge each with a person")
        if set(first.keys) & set(second.keys):
            raise InputError(f"{one} and {other} are one already")
        name = f"{first.name} and {second.name}"
        return deciding.merge(self._db, first.keys, second.keys, first.places, name=name, note=note)

    def split(self, who: str, *, names: Sequence[str] = (), articles: Sequence[str] = (), note: str = "") -> int:
        """Take some names of a person away from it, or what some articles tell of it, as another person."""
        person = self.find(who)
        rows = self.names(person.id)
        if bool(names) == bool(articles):
            raise InputError("say what is to be split off: --name, or --article")
        keys = {row.key for row in rows}
        if articles:
            places = tuple(sorted(place for words in articles for place in self._places(words, person)))
            out: tuple[str, ...] = (deciding.key_of_places(places, person.id),)
            told = ", ".join(articles)
        else:
            places, told = (), ", ".join(names)
            wanted = {name.casefold() for name in names}
            out = without_surnames(row.key for row in rows if row.name.casefold() in wanted)
            if missing := wanted - {row.name.casefold() for row in rows}:
                raise InputError(f"{person.name} is not named {', '.join(sorted(missing))}")
            if {row.key for row in rows if row.name.casefold() in wanted} == keys:
                raise InputError(f"these are all names of {person.name}: there is nothing left to split from")
        left = telling(keys - set(out))
        return deciding.split(self._db, out, left, places, name=f"{told} from {person.name}", note=note)

    def rename(self, who: str, name: str, *, note: str = "") -> int:
        if not name.strip():
            raise InputError("the new name is empty")
        person = self.find(who)
        rows = self.names(person.id)
        return deciding.rename(self._db, telling(row.key for row in rows), name.strip(), note)

    def undo(self, number: int) -> Decision:
        """Take a decision back; its row stays, marked as undone."""
        return deciding.undo(self._db, number)

    def use_known(self, path: Path) -> int:
        """Take over a CSV table of known people; how many rows it has. It replaces what the same file gave before."""
        known = deciding.read_known(path)
        deciding.use_known(self._db, known, path.name)
        return len(known)

    def _meant(self, words: str) -> _Meant:
        article, _, entity = words.rpartition("#")
        if article and (found := read.find_articles(self._db, article)):
            return self._meant_in(found[0], entity, words)
        person = self.find(words)
        return _Meant(person.name, telling(row.key for row in self.names(person.id)))

    def _meant_in(self, article_id: str, entity: str, words: str) -> _Meant:
        row = people.entity_in(self._db, article_id, entity)
        if row is None or not row.places:
            raise InputError(f"there is no entity {words}: `onrecord show` and `onrecord people --unnamed` list them")
        if row.person_id is not None:
            return _Meant(row.name, telling(name.key for name in self.names(row.person_id)))
        return _Meant(row.name, (deciding.key_of_places(row.places, row.name),), row.places)

    def _places(self, words: str, person: people.PersonRow) -> list[Place]:
        found = read.find_articles(self._db, words)
        if not found:
            raise InputError(f"no article {words} in {self._path}")
        places = people.places_of(self._db, found[0], person.id)
        if not places:
            raise InputError(f"{words} does not name {person.name}")
        return places

    def _errors(self) -> AbstractContextManager[None]:
        return sqlite_errors(str(self._path))
