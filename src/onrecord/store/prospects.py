"""What is to come, kept up with the record: each article adds what it says is to come, and tells of what was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from onrecord import ids
from onrecord.records import Extraction
from onrecord.resolve.event_days import days_of
from onrecord.resolve.outcomes import Matter, Report, find_reports, likeness, may_tell, told_of
from onrecord.resolve.prospects import Prospect, find_prospects

_CANDIDATES = 60  # matters that share most terms with an article
_DAYS = 60  # before a report, in which what it is about was told
_MIN_SAME = 0.75  # likeness from which two tell the same matter


def join_version(db: sqlite3.Connection, version_id: str, extraction: Extraction, links: Mapping[str, str]) -> None:
    """In a transaction, when the version's accounts are there."""
    published = _published(extraction)
    reports = find_reports(extraction, dict(links))
    for matter_id, matter in _lookup(db, {term for r in reports for term in r.terms}, published, version_id):
        for report in (r for r in reports if may_tell(matter, r)):
            if score := likeness(matter, report, published):
                db.execute(
                    """INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                    likeness = max(likeness, excluded.likeness)""",
                    (matter_id, version_id, *report.span, told_of(matter, report, published), round(score, 3)),
                )
    for position, prospect in enumerate(find_prospects(extraction)):
        _keep(db, version_id, position, prospect, published, links)


def forget_version(db: sqlite3.Connection, version_id: str) -> None:
    db.execute(
        "DELETE FROM prospect_terms WHERE prospect IN (SELECT key FROM prospects WHERE version_id = ?)", (version_id,)
    )
    for table in ("prospects", "outcomes"):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))


def to_matter(row: sqlite3.Row) -> Matter:
    terms, doing, names = (frozenset(json.loads(row[name])) for name in ("terms", "doing", "names"))
    return Matter(row["published"], terms, doing, names, days_of(row["due"]), bool(row["deadline"]))


def _published(extraction: Extraction) -> str | None:
    article = extraction.article
    day = article.published or (article.inferred.latest if article.inferred else None)
    return day[:10] if day else None


def _lookup(
    db: sqlite3.Connection, wanted: Iterable[str], published: str | None, version_id: str
) -> list[tuple[str, Matter]]:
    """Matters told before in other articles that share most terms."""
    names = sorted(wanted)
    first = (date.fromisoformat(published) - timedelta(_DAYS)).isoformat() if published else ""
    rows = db.execute(
        f"""SELECT p.* FROM (SELECT prospect, count(*) AS number FROM prospect_terms
            WHERE term IN ({_marks(names)}) AND published >= ? AND published <= ?
            GROUP BY prospect ORDER BY number DESC, prospect DESC LIMIT {_CANDIDATES}) t
        JOIN prospects p ON p.key = t.prospect WHERE p.version_id <> ? ORDER BY p.key""",
        (*names, first, published or "9999", version_id),
    ).fetchall()
    return [(str(row["matter_id"]), to_matter(row)) for row in rows]


def _keep(
    db: sqlite3.Connection,
    version_id: str,
    position: int,
    prospect: Prospect,
    published: str | None,
    links: Mapping[str, str],
) -> None:
    matter = _same_matter(db, version_id, prospect, published, links)
    done = db.execute(
        """INSERT INTO prospects (version_id, position, matter_id, statement_id, kind, by_entity, who, event, due,
        deadline, start, "end", conditions, published, terms, doing, names)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            version_id,
            position,
            matter or ids.digest_of("matter", version_id, str(position)),
            prospect.statement,
            prospect.kind,
            prospect.by,
            json.dumps(prospect.who),
            prospect.event,
            prospect.due,
            int(prospect.deadline),
            *prospect.span,
            json.dumps(prospect.conditions),
            published,
            json.dumps(sorted(prospect.terms), ensure_ascii=False),
            json.dumps(sorted(prospect.doing), ensure_ascii=False),
            json.dumps(sorted({links[one] for one in (prospect.by or "", *prospect.who) if one in links})),
        ),
    )
    rows = [(term, published or "", done.lastrowid) for term in sorted(prospect.terms)]
    db.executemany("INSERT OR IGNORE INTO prospect_terms VALUES (?, ?, ?)", rows)


def _same_matter(
    db: sqlite3.Connection, version_id: str, prospect: Prospect, published: str | None, links: Mapping[str, str]
) -> str | None:
    """The matter that is told anew: in this article by the same for the same day, in others in the same words."""
    rows = db.execute("SELECT * FROM prospects WHERE version_id = ? ORDER BY position", (version_id,)).fetchall()
    for row in rows:
        terms = frozenset(json.loads(row["terms"]))
        shared = len(terms & prospect.terms) / max(min(len(terms), len(prospect.terms)), 1)
        day = prospect.due is not None and row["due"] == prospect.due and row["kind"] == prospect.kind
        if row["by_entity"] == prospect.by and row["kind"] == prospect.kind and (day or shared >= _MIN_SAME):
            return str(row["matter_id"])
    names = frozenset(links[one] for one in (prospect.by or "", *prospect.who) if one in links)
    days = frozenset([prospect.window] if prospect.window else [])
    told = Report(prospect.span, prospect.terms, names, days, ((prospect.terms, "said again"),))
    for matter_id, matter in _lookup(db, prospect.terms, published, version_id):
        same_day = matter.window == prospect.window
        if same_day and matter.names & names and likeness(matter, told, published) >= _MIN_SAME:
            return matter_id
    return None


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
