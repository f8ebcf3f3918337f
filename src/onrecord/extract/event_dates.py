"""When an event was by the dates of its sentence, and whether it is told of an earlier time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import islice, pairwise, takewhile

from onrecord.extract.details import is_since
from onrecord.extract.event_words import Trigger
from onrecord.extract.parties import Scene
from onrecord.records import Attribution, Span, Timex

_BEFORE_DATE = 3  # words from "since" to a date that it opens itself

BACKGROUND_DAYS = 60  # an event dated longer before publication is background

_FINITE = re.compile(r" (?:is|are|was|were|has|have|had|will|would) ")

_AFTER_HOURS = re.compile(
    r" after (?:[\w-]+ ){0,2}[\w-]*(?:hours?|minutes?)(?: of)? (?:\w+ )?$"
)  # "of talks": the same day

_WILL_CLAUSE = re.compile(r",[^.;]* (?:will|would) ")

_MOVED = re.compile(
    r"\b(?:put off|postpon\w+|delay\w+|moved|reschedul\w+)\b[^.;]*?\b(?:until|till|to|for)\s+(?:[a-z]+\s+){0,2}$"
)

_RANGE = re.compile(r"\s*(?:-|to|through|until|till|and)\s*", re.IGNORECASE)


def find_date(
    scene: Scene,
    dated: Sequence[Timex],
    trigger: Trigger,
    holding: Sequence[Attribution],
    said: Attribution | None,
    *,
    reduced: bool,
) -> str | None:
    """The date in the sentence nearest to the trigger; two that are joined make an interval.

    Of an event inside a statement only a date inside it counts: any other tells when it was said. Where the trigger
    is what a statement is made by, `said`, a date inside the statement is not that of its making.
    """
    span = scene.span(*scene.bounds(trigger.start))
    at = scene.words[trigger.start].span.start
    first = bisect_left(dated, span.start, key=lambda t: t.span.start)
    near = takewhile(lambda t: t.span.end <= span.end, islice(dated, first, None))
    inside = [t for t in near if not (_apart_by_dash(scene, t.span.start, at) or is_since(scene.layout.plain, t))]
    for statement in holding:
        unsaid = statement.act == "expect" and not statement.source  # "On Monday a call is expected": the call's day
        cue = () if unsaid else statement.cue or statement.source
        inside = [t for t in inside if _within(t.span, statement.content) or not cue]
    if said is not None:
        inside = [t for t in inside if not _within(t.span, said.content)]
    if reduced:  # "were freed on Monday": not of the "seized" before it
        inside = [t for t in inside if t.span.start < at or not _FINITE.search(scene.layout.plain, at, t.span.start)]
    inside = [t for t in inside if not (_in_other_event(scene, trigger, t) or _is_of_main_clause(scene, t, at))]
    moved = [t for t in inside if _MOVED.search(scene.layout.plain[at : t.span.start])]
    inside = moved or inside
    if not inside:
        return said.said_on if said is not None else None
    best = min(inside, key=lambda t: abs(t.span.start - at) + (40 if _other_clause(scene, t.span.start, at) else 0))
    for left, right in pairwise(inside):
        joined = left.span == right.span or _RANGE.fullmatch(scene.layout.plain[left.span.end : right.span.start])
        if best in (left, right) and joined and left.value < right.value:
            return f"{left.value}/{right.value}"
    return best.value


def _in_other_event(scene: Scene, trigger: Trigger, timex: Timex) -> bool:
    """Of "spoke in what was the first contact since Osk fell in May" the month is that of the fall."""
    at = scene.words[trigger.end - 1].span.end
    between = scene.layout.plain[at : timex.span.start].split()
    opened = next((i for i, word in enumerate(between) if word in ("since", "after", "before")), None)
    return opened is not None and len(between) - opened > _BEFORE_DATE


def _is_of_main_clause(scene: Scene, timex: Timex, at: int) -> bool:
    """Of "were free on Monday after Osk let them go" Monday is not that of the letting go, nor of "will sail on Monday
    unless Osk lets them go"; nor of "the accord, by which Osk will leave by Monday" that of the accord.
    """
    if timex.span.start < at:
        between = scene.layout.plain[timex.span.end : at]
        conditional = " unless " in between or " if " in between
        return conditional or (" after " in between and not _AFTER_HOURS.search(between))
    return bool(_WILL_CLAUSE.search(scene.layout.plain, at, timex.span.start))


def _apart_by_dash(scene: Scene, a: int, b: int) -> bool:
    between = scene.layout.plain[min(a, b) : max(a, b)]
    return " - " in between or ";" in between


def _within(span: Span, pieces: Sequence[Span]) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in pieces)


def _other_clause(scene: Scene, a: int, b: int) -> bool:
    between = scene.layout.plain[min(a, b) : max(a, b)]
    if re.search(r" and (?:will|would|has|have|had|is|are|was|were|to) ", between):
        return True
    return any(f" {word} " in between for word in ("that", "which", "who", "after", "before", "since"))


def is_background(scene: Scene, trigger: Trigger, when: str | None, published: date | None) -> bool:
    """Dated long before publication, or told as what another is the first after."""
    if when and published and _days_before(when.partition("/")[0], published) > BACKGROUND_DAYS:
        return True
    first, _ = scene.bounds(trigger.start)
    before = scene.keys[max(first, trigger.start - 8) : trigger.start]
    return "since" in before or (bool(before) and before[-1] == "last" and trigger.form == "noun")


def is_ahead(when: str | None, published: date | None) -> bool:
    return bool(when and published and "W" not in when and when[:10] > published.isoformat()[: len(when[:10])])


def _days_before(when: str, published: date) -> int:
    """From the last day that a partial date may mean."""
    if "W" in when:
        return (published - date.fromisocalendar(int(when[:4]), int(when[6:]), 7)).days
    year, month, day = [*map(int, re.findall(r"\d+", when)[:3]), 12, 28][:3] if len(when) > 4 else (int(when), 12, 28)
    if len(when) == len("2000-01"):
        day = 28
    try:
        return (published - date(year, month, day)).days
    except ValueError:
        return 0
