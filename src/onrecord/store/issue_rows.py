"""Queries: conditions with their replies, issues with the positions on them: now, as of a day, or of somebody."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypedDict, Unpack

from onrecord import ids
from onrecord.resolve.conditions import MIN_SCORE
from onrecord.resolve.issues import SHOWN, Issue, IssueDecision, StandRow, find_issues, find_meeting, shown
from onrecord.resolve.proposals import Place, Proposal, Telling, Told, find_proposals
from onrecord.store.position_rows import issue_decisions, load_tellings, stand_rows


class Wanted(TypedDict, total=False):
    """Which positions; what is None or left out is not asked."""

    who: str | None  # a part of a name, in whole words
    issue: str | None  # an id or its beginning, or words of it
    as_of: str | None  # ISO day: what was published by then
    everything: bool  # also issues on which one party stands once, hidden ones, and parties without a name


def proposals(db: sqlite3.Connection, *, as_of: str | None = None, least: float = MIN_SCORE) -> list[Proposal]:
    """Conditions of the record with their replies, by day of the first telling."""
    return find_proposals(*load_tellings(db, as_of, least))


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that proposals follow from, and those that follow now."""

    tellings: tuple[Telling, ...]
    answers: tuple[Told, ...]
    now: tuple[Proposal, ...]

    def proposals_by(self, as_of: str) -> tuple[Proposal, ...]:
        """As `proposals` gives them for that ISO day of publication."""
        tellings = (telling for telling in self.tellings if _is_on(telling.place, as_of))
        return tuple(find_proposals(tellings, (told for told in self.answers if _is_on(told.place, as_of))))


def load_conditions(db: sqlite3.Connection) -> Conditions:
    tellings, answers = load_tellings(db)
    return Conditions(tellings, answers, tuple(find_proposals(tellings, answers)))


def issues(db: sqlite3.Connection, **wanted: Unpack[Wanted]) -> list[Issue]:
    """Those on which most parties stand first. With `who`, each with the positions of these only."""
    found = all_issues(db, as_of=wanted.get("as_of"), unnamed=bool(wanted.get("everything")))
    return choose_issues(found, wanted.get("who"), wanted.get("issue"), everything=bool(wanted.get("everything")))


def choose_issues(
    found: Sequence[Issue], who: str | None = None, asked: str | None = None, *, everything: bool = False
) -> list[Issue]:
    """Of all issues of a record those that `issues` is asked for."""
    kept = list(found) if everything else shown(found)
    if asked:
        kept = [issue for issue in found if _is_meant(issue, asked)]
    words = ids.name_key(who or "").split()
    if not words:
        return kept
    candidates = found if not asked else kept
    mine = (_only(issue, words) for issue in candidates if not issue.hidden or everything)
    return [issue for issue in mine if issue.positions]


@dataclass(frozen=True, slots=True)
class Stands:
    """All that issues follow from, and those that follow now."""

    rows: tuple[StandRow, ...]  # of actors with a name, by day of publication
    decisions: tuple[IssueDecision, ...]
    issues: tuple[Issue, ...]
    meeting: tuple[StandRow, ...]  # of the rows those of which an issue that is shown may consist

    def issues_by(self, as_of: str) -> list[Issue]:
        """As `all_issues` gives them for that ISO day of publication."""
        return find_issues(_rows_by(self.rows, as_of), self.decisions)

    def shown_by(self, as_of: str) -> list[Issue]:
        """Of these, or of those that follow now where no day is told, those shown when nobody asks for words
        or a name. Issues of one row are not made first: they are nine in ten.
        """
        if not as_of:
            return shown(self.issues)
        return shown(find_issues(_rows_by(self.meeting, as_of), self.decisions, least=SHOWN))


def _rows_by(rows: tuple[StandRow, ...], as_of: str) -> tuple[StandRow, ...]:
    undated, later = (bisect_right(rows, day, key=lambda row: row.place.published) for day in ("", as_of))
    return rows[undated:later]


@dataclass(frozen=True, slots=True)
class Parties:
    """Issues by the words of the names of those who stand on them."""

    issues: tuple[Issue, ...]
    places: Mapping[str, Sequence[int]]  # in `issues`, ascending, by a word as names are compared

    def narrow(self, who: str) -> Sequence[Issue]:
        """Those of which `choose_issues` for that name can keep any, in their order."""
        words = ids.name_key(who).split()
        return [self.issues[place] for place in self.places.get(words[-1], ())] if words else self.issues


def index_parties(stands: Stands) -> Parties:
    places: dict[str, list[int]] = {}
    for place, issue in enumerate(stands.issues):
        for word in {word for position in issue.positions for word in ids.name_key(position.who).split()}:
            places.setdefault(word, []).append(place)
    return Parties(stands.issues, places)


def load_stands(db: sqlite3.Connection) -> Stands:
    rows = tuple(sorted((row for row in stand_rows(db) if row.named), key=attrgetter("order")))
    decisions = tuple(issue_decisions(db))
    return Stands(rows, decisions, tuple(find_issues(rows, decisions)), tuple(find_meeting(rows, decisions)))


def all_issues(db: sqlite3.Connection, *, as_of: str | None = None, unnamed: bool = False) -> list[Issue]:
    rows = stand_rows(db, as_of)
    return find_issues((row for row in rows if row.named or unnamed), issue_decisions(db))


def _is_on(place: Place, as_of: str) -> bool:
    return bool(place.published and place.published <= as_of)


def _is_meant(issue: Issue, asked: str) -> bool:
    words = asked.casefold()
    if issue.id == words or (len(words) > 5 and issue.id.startswith(words)):
        return True
    return set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", issue.words.casefold()))


def _only(issue: Issue, who: list[str]) -> Issue:
    kept = tuple(p for p in issue.positions if set(who) <= set(ids.name_key(p.who).split()))
    return Issue(issue.id, issue.key, issue.words, issue.hidden, kept)


def iter_dna(db: sqlite3.Connection) -> Iterator[dict[str, str | int]]:
    """A row for each stand on an issue that is shown, as in Discourse Network Analyzer: `agreement` is 1 or 0.

    DNA knows no conditional stand: `kind` tells it, and `agreement` counts it as 1.
    """
    found = [(taken, p.who, issue) for issue in issues(db) for p in issue.positions for taken in p.stands]
    for taken, who, issue in sorted(found, key=lambda each: (each[0].row.place.order, each[0].row.id)):
        row = taken.row
        yield {
            "id": row.id,
            "time": row.place.published,
            "document": row.place.doc,
            "person": who if row.person else "",
            "organization": row.organisation,
            "concept": issue.words,
            "agreement": int(taken.kind != "against"),
            "kind": taken.kind,
            "outlet": row.place.outlet,
            "statement": row.place.statement,
            "words": row.place.words,
        }
