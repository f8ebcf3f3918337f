"""Where an article gives a number on one's word, and another on the word of somebody else: "the number was seven"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Attribution, Span
from onrecord.resolve import terms
from onrecord.resolve.numbers import find_quantities
from onrecord.resolve.sentences import Sentence

_AGAIN = re.compile(
    r"\W*(?:that )?the (?:\w+ )?(?:number|figure|count|total|toll) (?:was|is|stood at|stands at|should be|had to be)"
    r" (?P<number>\w[\w,.-]*)(?P<rest>[^.;!?\"]*)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|before|first|initially|at the time|then|last (?:week|month|year)|since|ago|expected)\b"
)
_THINGS_APART = frozenset("percent dollar age label time mile day week month year hour minute".split())
_NEAR = 2  # sentences


@dataclass(frozen=True, slots=True)
class Counts:
    """The number that one gives, and the one that another gives of it."""

    a: Span
    b: Span
    why: str


def find_second_counts(
    text: str, sentences: Sequence[Sentence], statements: Sequence[Attribution]
) -> tuple[Counts, ...]:
    body = [sentence for sentence in sentences if not sentence.in_title]
    return tuple(found for s in statements for found in _of_statement(text, body, statements, s))


def _of_statement(
    text: str, body: Sequence[Sentence], statements: Sequence[Attribution], again: Attribution
) -> Iterator[Counts]:
    """The nearest number before it, where it is the only one of its sentence and somebody else gives it."""
    if again.speaker is None or not again.content or again.act in ("deny", "question", "decline"):
        return
    match = _AGAIN.match(text, again.content[0].start, again.content[0].end)
    if match is None or _EARLIER.search(match["rest"]):
        return
    values = [value for _, value in terms.find_numbers(match["number"])]
    at = next((n for n, s in enumerate(body) if s.span.start <= match.start("number") < s.span.end), 0)
    for sentence in reversed(body[max(at - _NEAR, 0) : at]):
        counted = [q for q in find_quantities(sentence) if q.unit not in _THINGS_APART and q.bound == "exact"]
        if not counted:
            continue
        by = _speaker(counted[0].span, statements)
        apart = values and counted[0].value not in values and by not in ("", again.speaker.name)
        if len(counted) == 1 and apart and not _EARLIER.search(text[slice(*sentence.span)]):
            why = f"{counted[0].value:,.10g} on the word of {by}, {values[0]:,.10g} on that of {again.speaker.name}"
            yield Counts(counted[0].span, Span(match.start() + match.group().index("the "), match.end("number")), why)
        return


def _speaker(span: Span, statements: Sequence[Attribution]) -> str:
    names = [
        s.speaker.name
        for s in statements
        for c in s.content
        if s.speaker and c.start <= span.start and span.end <= c.end
    ]
    return names[-1] if names else ""
