"""The same event across articles: which accounts tell one event, when it was, and how its status moved.

Accounts are joined in the order of publication, each with the events that were there before: what is added later of
an earlier day is joined to what stands. An event and an account are one where they are of one kind, may lie on one
day, and share those who took part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import Status
from onrecord.resolve.accounts import Account
from onrecord.resolve.event_days import FIRST, LAST, Window, days_of

MIN_ALIKE = 0.5  # of the terms of the shorter sentence, where who took part tells too little
MIN_ALIKE_PARTIES = 0.34
MIN_ALIKE_ALONE = 0.6  # where they share nobody who took part, and one place or body of the sentence
AGAIN_DAYS = 3  # after a contact, from which one that is told as new is another one
MIN_TERMS = 2
VISIT = "visit"
DUE_DAYS = 8  # at most, in which what was to come is awaited


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the record with those who tell it, in the order in which they were joined."""

    id: str
    accounts: tuple[Account, ...]

    @property
    def window(self) -> Window:
        """The days on which it may lie by all accounts; the narrowest where they differ."""
        dated = [a.window for a in self.accounts if a.date and days_of(a.date)]
        windows = dated or [a.window for a in self.accounts]
        low, high = max(w.low for w in windows), min(w.high for w in windows)
        return Window(low, high) if low <= high else min(windows, key=_width)


def choose(account: Account, known: Iterable[Happening]) -> Happening | None:
    """The event that the account tells, or None where it tells a new one. Of equals the one with the least id."""
    scored = [(likeness(account, happening), happening) for happening in known]
    fitting = sorted((row for row in scored if row[0] > 0), key=lambda row: (-row[0], row[1].id))
    return fitting[0][1] if fitting else None


def likeness(account: Account, happening: Happening) -> float:
    """How much an account and an event have in common; 0 where they are two."""
    others = happening.accounts
    if not _is_of_kind(account, others) or not account.window.meets(happening.window):
        return 0.0
    if account.family == "contact" and _is_news_again(account, happening):
        return 0.0
    people = frozenset().union(*(a.people for a in others))
    parties = frozenset().union(*(a.parties for a in others))
    sides = account.sides & frozenset().union(*(a.sides for a in others))
    alike = max(_alike(account, other) for other in others)
    shared, same_people = account.parties & parties, account.people & people
    linked = any(a.article == account.article and a.event == account.same_as for a in others)
    day = account.window == happening.window and account.window.low == account.window.high
    if linked:
        fits = _may_be_same_people(account, people)
    elif account.family == "contact":
        fits = _is_one_contact(account, happening, people, parties, sides, alike)
    else:
        both = days_of(account.date) is not None and any(days_of(a.date) for a in others)
        near = bool(shared) or len(sides) > 1 or (bool(sides) and alike >= MIN_ALIKE_ALONE)
        kept = day and bool(same_people) and "planned" in {account.status, *(a.status for a in others)}
        enough = MIN_ALIKE_PARTIES if len(shared) > 1 or both or account.family == "prisoners" else MIN_ALIKE
        two_sides = account.family == "prisoners" and len(sides) > 1 and alike > 0
        between = two_sides and _may_be_same_people(account, people)
        in_office = day and any(account.offices & a.offices for a in others)
        one_holder = in_office and _may_be_same_people(account, people)
        awaited = bool(shared) or (bool(sides) and account.kind in account.family)  # "vote" in "AGREE vote"
        due = awaited and _comes_due(account, happening)
        fits = (near and alike >= enough) or kept or one_holder or between or due
    if not fits:
        return 0.0
    home = not account.date and any(_is_told_there(account, other) for other in others)
    return 3 * linked + 3 * home + 1 + 2 * len(same_people) + len(shared) + 0.5 * len(sides) + 2 * alike + 2 * day


def _may_be_same_people(account: Account, people: frozenset[str]) -> bool:
    return not account.people or not people or bool(account.people & people)


def _is_news_again(account: Account, happening: Happening) -> bool:
    """Told without a date as what is new, some days after the known one: "Lee met with Varn" is their next meeting."""
    told_as_new = account.status == "happened" and not (account.date or account.noun or account.refers)
    window, published = happening.window, account.published
    if not told_as_new or not published or window.low != window.high or account.kind == VISIT:
        return False
    known = any(a.status == "happened" and a.published and a.published < published for a in happening.accounts)
    return known and (date.fromisoformat(published) - date.fromisoformat(window.high)).days >= AGAIN_DAYS


def _comes_due(account: Account, happening: Happening) -> bool:
    """What was to come in these days, and is told as done in them or on the day after."""
    window = happening.window
    if account.status != "happened" or not account.published or window.low == FIRST or window.high == LAST:
        return False
    ahead = all(a.status in ("planned", "hypothetical") or a.refers for a in happening.accounts)
    low, high = date.fromisoformat(window.low), date.fromisoformat(window.high)
    told = date.fromisoformat(account.published)
    return ahead and (high - low).days <= DUE_DAYS and low <= told <= high + timedelta(1)


def _is_told_there(account: Account, other: Account) -> bool:
    """An article that dates an event speaks of that one further on."""
    return other.article == account.article and other.date is not None and other.status == account.status


def _is_one_contact(
    account: Account,
    happening: Happening,
    people: frozenset[str],
    parties: frozenset[str],
    sides: frozenset[str],
    alike: float,
) -> bool:
    same_people, shared = account.people & people, account.parties & parties
    within = account.parties <= parties or parties <= account.parties
    if len(shared) > 1 and "denied" in {account.status, *(a.status for a in happening.accounts)}:
        return True
    if account.status == "denied" and not account.date and account.people == same_people and within:
        told = {a.status for a in happening.accounts if a.kind == account.kind}
        if "alleged" in told and "happened" not in told:
            return True  # "there was no call with Lee": the one that somebody claims
    if account.kind == VISIT:
        places = {a.place for a in happening.accounts} - {""}
        one_day = account.window == happening.window and account.window.low == account.window.high
        off = account.undone and bool(account.date) and bool(happening.accounts[-1].date)
        if off and same_people and {a.status for a in happening.accounts} == {"planned"}:
            return True  # "will not come to Osk this week": who was to visit its country on Friday
        elsewhere = bool(places) and bool(account.place) and account.place not in places and not one_day
        return bool(same_people) and not elsewhere and (within or len(shared) > 1 or alike >= MIN_ALIKE)
    if len(same_people) > 1:
        return True
    if len(account.people) > 1 and len(people) > 1:
        return False
    one_day = account.window == happening.window and account.window.low == account.window.high
    if not account.people and not people and one_day and account.place:
        return account.place in {a.place for a in happening.accounts}  # "ministers gather in Osk on Monday"
    if not account.people or not people:  # "the leaders of Osk and Varn" are their presidents
        return len(shared) > 1 or len(sides) > 1
    return bool(same_people) and within and (one_day or alike >= MIN_ALIKE)


def _is_of_kind(account: Account, others: Sequence[Account]) -> bool:
    if account.family == "prisoners":
        return True
    kinds = {a.kind for a in others} - {""}
    if account.family == "contact":
        if not account.kind or not kinds:  # "were in contact" is a call or a meeting
            return VISIT not in {account.kind, *kinds}
        return account.kind in kinds
    return account.kind in kinds or not (account.kind or kinds)


def _alike(a: Account, b: Account) -> float:
    smaller, shared = min(len(a.terms), len(b.terms)), len(a.terms & b.terms)
    return shared / smaller if shared >= MIN_TERMS else 0.0


def _width(window: Window) -> tuple[bool, str, str]:
    return (window.low == FIRST or window.high == LAST, window.high, window.low)


def best_date(accounts: Sequence[Account]) -> str | None:
    """The most precise date that an account gives; of equally precise ones that of most accounts, then the earliest."""
    return most_precise([a.date for a in accounts if a.date])


def most_precise(dates: Sequence[str]) -> str | None:
    dates = [date for date in dates if days_of(date)]
    if not dates:
        return None
    return min(dates, key=lambda d: (_length(d), -dates.count(d), d))


def _length(when: str) -> int:
    window = days_of(when)
    if window is None:
        return 9999
    years = int(window.high[:4]) - int(window.low[:4])
    return (
        years * 366 + (int(window.high[5:7]) - int(window.low[5:7])) * 31 + int(window.high[8:]) - int(window.low[8:])
    )


def status_by_day(accounts: Sequence[Account]) -> tuple[tuple[str, Status], ...]:
    """The days of publication on which the status changed, "" for reports without a date."""
    found: list[tuple[str, Status]] = []
    dated = any(days_of(a.date) for a in accounts)
    window = Happening("", tuple(accounts)).window if dated else Window(FIRST, LAST)
    voices: set[str] = set()
    status: Status | None = None
    for day in sorted({a.published or "" for a in accounts}):
        today = [a for a in accounts if (a.published or "") == day]
        told = {
            "called off" if a.undone and status == "planned" else _as_of(a, window)
            for a in today
            if not a.refers or a.status in ("called off", "planned")
        }
        voices |= {voice for a in today if a.status == "alleged" for voice in a.voices}
        if len(voices) > 1 and "alleged" in told:
            told.add("happened")
        told = told or ({status} if status else {_as_of(a, window) for a in today})
        moved = _move(status, told)
        if moved != status:
            found.append((day, moved))
        status = moved
    return tuple(found)


def _as_of(account: Account, window: Window) -> Status:
    """Before its day an event has not happened, whatever a noun without a tense may seem to say."""
    early = bool(account.published) and str(account.published) < window.low
    return "planned" if account.status in ("happened", "alleged") and early else account.status


def _move(before: Status | None, told: set[Status]) -> Status:
    if before in ("happened", "called off"):
        return before
    for status in ("called off", "happened"):
        if status in told:
            return status
    if "denied" in told:
        return "denied"
    if before == "denied":
        return before
    for status in ("alleged", "planned"):
        if status in told or before == status:
            return status
    return "hypothetical"
