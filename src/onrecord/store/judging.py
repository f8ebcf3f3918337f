"""A person joins or parts claims or dismisses a disagreement: one transaction, and the claims are put right in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from onrecord.store import judgements
from onrecord.store.judgements import Anchor, Judgement, Sort
from onrecord.store.transaction import transaction


def judge(
    db: sqlite3.Connection,
    what: Sort,
    author: str,
    reason: str,
    find_anchors: Callable[[sqlite3.Connection], tuple[Anchor, ...]],
    kind: str = "",
) -> Judgement:
    """InputError where it cannot be, StaleError where it is of what is no longer there; nothing is saved then."""
    with transaction(db):
        made = judgements.add(db, Judgement(0, _now(), author, what, reason, kind, find_anchors(db)))
        if what != "dismiss":
            judgements.apply_to_claims(db)
        return made


def undo(db: sqlite3.Connection, number: int) -> Judgement:
    """Take it back; the row stays. InputError where there is none of that number, or it is undone."""
    with transaction(db):
        undone = judgements.undo(db, number, _now())
        if undone.what != "dismiss":
            judgements.apply_to_claims(db)
        return undone


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
