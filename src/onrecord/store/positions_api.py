"""Conditions, positions and issues of a record as one object for the Python API, and what users decide of issues."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

from onrecord.errors import InputError
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.resolve.issues import Issue, IssueChange, IssueDecision
from onrecord.resolve.proposals import Proposal
from onrecord.store import issue_rows, position_rows
from onrecord.store.transaction import sqlite_errors, transaction

_MOST_TOLD = 8


class Positions:
    """record.positions.issues(who="Rindal"); record.positions.merge("harbour", "port")"""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def conditions(self, *, as_of: str | None = None, least: float = MIN_SCORE) -> list[Proposal]:
        """Who would do what, if whom did what; with the replies. `least` is the score from which on they are listed."""
        with self._errors():
            return issue_rows.proposals(self._db, as_of=as_of, least=least)

    def issues(self, **wanted: Unpack[issue_rows.Wanted]) -> list[Issue]:
        """Issues with the positions on them, those of most parties first."""
        with self._errors():
            return issue_rows.issues(self._db, **wanted)

    def issue(self, words: str) -> Issue:
        """By id, by the beginning of it, or by words. InputError unless it is one."""
        with self._errors():
            found = issue_rows.issues(self._db, issue=words)
        exact = [issue for issue in found if words.casefold() in (issue.id, issue.words.casefold())]
        found = exact or found
        if len(found) > 1:
            told = ", ".join(f"{issue.id[:8]} ({issue.words})" for issue in found[:_MOST_TOLD])
            raise InputError(f"{words} may be any of {told}: give one of these ids")
        if not found:
            raise InputError(f"no issue {words} in {self._path}: `onrecord issues {self._path} --all` lists them")
        return found[0]

    def merge(self, one: str, other: str, *, note: str = "") -> int:
        """What was said on the other issue is on the first one from now on."""
        first, second = self.issue(one), self.issue(other)
        if first.key == second.key:
            raise InputError(f"{one} and {other} are one issue already")
        return self._decide("merge", first.key, other=second.key, name=f"{first.words} and {second.words}", note=note)

    def rename(self, issue: str, name: str, *, note: str = "") -> int:
        if not name.strip():
            raise InputError("the new name is empty")
        return self._decide("rename", self.issue(issue).key, name=name.strip(), note=note)

    def hide(self, issue: str, *, note: str = "") -> int:
        """It is listed only with `everything` from now on."""
        found = self.issue(issue)
        return self._decide("hide", found.key, name=found.words, note=note)

    def decisions(self) -> list[IssueDecision]:
        """All that were made, undone ones too, in order."""
        with self._errors():
            return position_rows.issue_decisions(self._db)

    def undo(self, number: int) -> IssueDecision:
        """Take a decision back; its row stays, marked as undone."""
        decision = next((d for d in self.decisions() if d.id == number and d.undone is None), None)
        if decision is None:
            raise InputError(f"there is no decision {number} that could be undone: `onrecord issues` lists them")
        with transaction(self._db):
            self._db.execute("UPDATE issue_decisions SET undone = ? WHERE id = ?", (_now(), number))
        return decision

    def _decide(self, kind: IssueChange, one: str, *, other: str = "", name: str = "", note: str = "") -> int:
        with self._errors(), transaction(self._db):
            row = self._db.execute(
                "INSERT INTO issue_decisions (kind, time, note, one, other, name) VALUES (?, ?, ?, ?, ?, ?)",
                (kind, _now(), note, one, other, name),
            )
        return int(row.lastrowid or 0)

    def _errors(self) -> AbstractContextManager[None]:
        return sqlite_errors(str(self._path))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
