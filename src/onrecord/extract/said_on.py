"""When a statement was made, from a date in its own sentence that dates the speaking and not what is said.

"She said on Wednesday", "asked yesterday", and in front of the clause "On February 9, she also said". A date inside
the content dates the content; a date of some other thing ("after Monday's vote, she said") dates that.
The day of publication is never taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.records import Attribution, Span, Timex
from onrecord.text.layout import Layout

_REACH = 220  # characters from the cue
_WORDS_AFTER = 9  # between the cue and a date that follows it: "told the Courier in an interview published on Friday"
_COMMAS = 4  # between a date in front and the cue: "On February 9, X, head of the Y, said"
_SENTENCE_END = re.compile(r"""(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]["')\]]*\s|[;\n]\s*\n""")
_BEFORE_OTHER = re.compile(
    r"\b(?:the|a|an|this|that|since|until|till|before|after|by|from|of|to|for|through|about|over|against|between|and|or"
    r"|as|than|during|following|with|his|her|its|their|planned|scheduled|held|called|when|where|while|which|who|that)"
    r"\s+$"
)
_POSSESSIVE = re.compile(r"'s?\s+(?!statement|interview|briefing|speech|press|news|address|post)")
_OPENING = re.compile(
    r"(?:(?:but|and|also|then|later|earlier|on|in|at|back|only|just|as|early|late)\s+)*", re.IGNORECASE
)
_PLACE = re.compile(r"(?:in|at)\s+(?:\S+\s+){1,4}(?:on|in)\s+", re.IGNORECASE)  # "In the house on Friday,"
_CLAUSE = re.compile(r"[.!?;:\n,\"]|\b(?:but|and|when|while|who)\b")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d-]|/)")
_NOT_SPEAKING = re.compile(r"\baccording to\b|\bper\b", re.IGNORECASE)


def find_said_on(
    layout: Layout, statements: Sequence[Attribution], timexes: Sequence[Timex], published: str | None
) -> tuple[Attribution, ...]:
    """The statements with `said_on` where the text tells, ISO and perhaps without day or month."""
    dated = [timex for timex in timexes if _to_iso(timex)]
    cues = sorted(span for statement in statements for span in statement.cue)
    found = []
    for statement in statements:
        days = (_to_iso(t) for t in _iter_dating(layout, statement, dated, cues))
        day = next((day for day in days if day and not (published and day > published)), None)
        found.append(replace(statement, said_on=day) if day else statement)
    return tuple(found)


def _to_iso(timex: Timex) -> str | None:
    """What can be said of the day: "2025-02-09" for the evening of that day, the month for a week that lies in it."""
    if timex.type not in ("DATE", "TIME"):
        return None
    match = _DATED.match(timex.value.split("T")[0])
    return match.group() if match else None


def _iter_dating(
    layout: Layout, statement: Attribution, timexes: Sequence[Timex], cues: Sequence[Span]
) -> Iterator[Timex]:
    """Dates near the cue that date it: those after it first, then those before it, the nearest first."""
    if not statement.cue:
        return
    first, last = statement.cue[0].start, statement.cue[-1].end
    after = [t for t in _between(timexes, last, last + _REACH) if _follows(layout.plain, statement, t, last, cues)]
    before = [t for t in _between(timexes, first - _REACH, first) if _leads(layout.plain, statement, t, first, cues)]
    yield from after
    yield from reversed(before)


def _between(timexes: Sequence[Timex], start: int, end: int) -> list[Timex]:
    low = bisect_left(timexes, start, key=lambda timex: timex.span.start)
    high = bisect_left(timexes, end, lo=low, key=lambda timex: timex.span.start)
    return [timex for timex in timexes[low:high] if timex.span.end <= end]


def _follows(plain: str, statement: Attribution, timex: Timex, cue_end: int, cues: Sequence[Span]) -> bool:
    gap = plain[cue_end : timex.span.start]
    return (
        not _touches(Span(cue_end, timex.span.end), statement.content)
        and not _SENTENCE_END.search(gap)
        and len(gap.split()) <= _WORDS_AFTER
        and not _holds_cue(Span(cue_end, timex.span.start), cues)
        and not _is_of_other(plain, timex)
    )


def _leads(plain: str, statement: Attribution, timex: Timex, cue_start: int, cues: Sequence[Span]) -> bool:
    """Between source and cue ("She on Wednesday said"), or in front of the clause ("On Wednesday she said")."""
    gap = Span(timex.span.end, cue_start)
    words = plain[gap.start : gap.end]
    if (
        _touches(Span(timex.span.start, cue_start), statement.content)
        or _SENTENCE_END.search(words)
        or _is_of_other(plain, timex)
        or _NOT_SPEAKING.search(plain[cue_start : cue_start + 14])
    ):
        return False
    source = [span for span in statement.source if span.start < cue_start]
    if source and source[-1].end <= timex.span.start:
        if plain[cue_start : statement.cue[0].end].lower().endswith("ing"):  # "She on Wednesday left, saying"
            return len(plain[source[-1].end : timex.span.start].split()) <= 1
        return len(words.split()) <= 3
    return not _holds_cue(gap, cues) and words.count(",") <= _COMMAS and _opens_clause(plain, timex.span)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _holds_cue(span: Span, cues: Sequence[Span]) -> bool:
    """Whether another statement's cue stands there: the date belongs to that one."""
    place = bisect_left(cues, (span.start,))
    return place < len(cues) and cues[place].start < span.end


def _is_of_other(plain: str, timex: Timex) -> bool:
    """Whether the date belongs to a thing: "the March 5 attack", "since Monday", "Monday's vote"."""
    before = plain[max(timex.span.start - 16, 0) : timex.span.start]
    return bool(_BEFORE_OTHER.search(before) or _POSSESSIVE.match(plain, timex.span.end))


def _opens_clause(plain: str, span: Span) -> bool:
    """Whether only small words, or a place, stand between the date and the start of its clause."""
    before = plain[max(span.start - 60, 0) : span.start]
    clause = _CLAUSE.split(before)[-1].lstrip()
    return _OPENING.fullmatch(clause) is not None or (plain[span.end] == "," and _PLACE.fullmatch(clause) is not None)
