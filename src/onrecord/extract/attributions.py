"""Joins source, cue and content: candidates of the model become whole, consistent statements.

Conventions, the same everywhere: balanced quotation marks lie inside the content; a dash that opens speech and its
stray closing mark lie outside; a word belongs to the content of one statement, unless one statement lies whole
inside the content of another, which then is its parent, or two sources vouch for the same words ("A wrote, citing B").
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.inference.cues import Candidate
from onrecord.inference.roles import CONTENT
from onrecord.inference.session import Tuning
from onrecord.inference.tagging import Tagged
from onrecord.inference.windows import Words
from onrecord.records import Attribution, Kind, Span, Spans
from onrecord.text.layout import Layout

MAX_SHARED = 0.5  # a statement that shares more of its content with a surer one is left out
MIN_COMMON = 0.7  # of the words of two contents, where two sources vouch for one


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in words of its text, before it has an id."""

    candidate: Candidate
    source: tuple[Tagged, ...]
    content: tuple[Tagged, ...]
    parent: int | None = None  # number of a draft of the same text

    @property
    def score(self) -> float:
        return self.candidate.cue_score * self.candidate.content_score


def _draft(words: Words, candidate: Candidate) -> Draft:
    """Sources stand in the cue's paragraph, and so does content, unless it is quoted."""
    home = words.paragraph[candidate.cue.start]
    source: list[Tagged] = []
    content: list[Tagged] = []
    for part in candidate.parts:
        at = np.arange(part.start, part.end)
        away = words.paragraph[at] != home
        if part.kind == CONTENT:
            content += _without((part,), set(at[away & (words.features[at, 2] == 0)].tolist()))
        elif not away.any():
            source.append(part)
    return Draft(candidate, tuple(source), tuple(content))


def settle(words: Words, candidates: Sequence[Candidate]) -> list[Draft]:
    """Statements of one text. Of two that claim the same words the surer one keeps them, unless one holds the other."""
    drafts = sorted((_draft(words, candidate) for candidate in candidates), key=lambda d: -d.score)
    kept = _part(_part(drafts))  # what lost words in the first round may hold another no longer
    owners = _owners(kept)
    return [replace(draft, parent=_parent(draft, kept, owners)) for draft in kept]


def _part(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    owners: dict[int, list[int]] = {}
    for draft in drafts:
        mine = _words_of(draft)
        near = {k for w in mine for k in owners.get(w, ())}
        twin = next((kept[k] for k in near if _share_content(kept[k], draft)), None)
        if twin is not None:
            for w in _words_of(twin):
                owners.setdefault(w, []).append(len(kept))
            kept.append(replace(draft, content=twin.content))
            continue
        rivals = [kept[k] for k in near if not holds(kept[k], draft) and not holds(draft, kept[k])]
        taken = mine & {w for other in rivals for w in _words_of(other)}
        if mine and len(taken) <= MAX_SHARED * len(mine):
            for w in mine - taken:
                owners.setdefault(w, []).append(len(kept))
            kept.append(replace(draft, content=_without(draft.content, taken)))
    return kept


def _owners(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """Which drafts' contents each word belongs to."""
    owners: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        for w in _words_of(draft):
            owners.setdefault(w, []).append(i)
    return owners


def _words_of(draft: Draft) -> set[int]:
    return {w for part in draft.content for w in range(part.start, part.end)}


def _size(part: Tagged) -> int:
    return part.end - part.start


def _parent(draft: Draft, drafts: Sequence[Draft], owners: dict[int, list[int]]) -> int | None:
    """The statement that hands on the same words, else the shortest content that holds this one and is longer."""
    if _follows_cue(draft):
        near = owners.get(draft.content[0].start, ())
        teller = next(
            (i for i in near if drafts[i].content == draft.content and _share_content(drafts[i], draft)), None
        )
        if teller is not None:
            return teller
    size = sum(map(_size, draft.content))
    near = owners.get(draft.candidate.cue.start, ())
    sizes = {i: sum(map(_size, drafts[i].content)) for i in near if holds(drafts[i], draft)}
    return min((i for i in sizes if sizes[i] > size), key=lambda i: sizes[i], default=None)


def _share_content(one: Draft, other: Draft) -> bool:
    """Whether one tells what the other told it ("A wrote, citing B, that ..."): one name before its cue, one after."""
    if not one.source or not other.source or _follows_cue(one) == _follows_cue(other):
        return False
    mine, theirs = _words_of(one), _words_of(other)
    return len(mine & theirs) >= MIN_COMMON * len(mine | theirs)


def _follows_cue(draft: Draft) -> bool:
    return bool(draft.source) and draft.source[0].start > draft.candidate.cue.start


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether the inner statement, cue and content, lies inside the outer one's content."""
    parts = (inner.candidate.cue, *inner.content)
    return all(any(o.start <= p.start and p.end <= o.end for o in outer.content) for p in parts)


def _without(parts: tuple[Tagged, ...], taken: set[int]) -> tuple[Tagged, ...]:
    if not taken:
        return parts
    result = []
    for part in parts:
        run: list[int] = []
        for w in [*(w for w in range(part.start, part.end) if w not in taken), -1]:
            if run and w != run[-1] + 1:
                result.append(Tagged(part.kind, run[0], run[-1] + 1))
                run = []
            run.append(w)
    return tuple(result)


def to_statements(
    text: str, layout: Layout, words: Words, drafts: Sequence[Draft], tuning: Tuning
) -> tuple[Attribution, ...]:
    """Drafts as statements in the order of the text; speakers and acts come later."""
    ordered = in_order(drafts)
    number = {id(draft): f"s{n + 1}" for n, draft in enumerate(ordered)}
    statements = []
    for draft in ordered:
        content = _with_marks(text, layout, _to_spans(words, layout, draft.content))
        parent = drafts[draft.parent] if draft.parent is not None else None
        statements.append(
            Attribution(
                id=number[id(draft)],
                source=_to_spans(words, layout, draft.source),
                cue=_to_spans(words, layout, (draft.candidate.cue,)),
                content=content,
                kind=_kind(layout, content),
                parent=number[id(parent)] if parent is not None else None,
                score=round(probability(draft, tuning), 4),
            )
        )
    return tuple(statements)


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """By their first word; of two that begin together the longer first."""

    def place(draft: Draft) -> tuple[int, int]:
        parts = (draft.candidate.cue, *draft.source, *draft.content)
        return min(p.start for p in parts), -max(p.end for p in parts)

    return sorted(drafts, key=place)


def probability(draft: Draft, tuning: Tuning) -> float:
    """How likely a person would agree with the statement (logistic model of how sure the taggers are)."""
    candidate = draft.candidate
    sure = (candidate.cue_score, candidate.source_score, candidate.content_score)
    intercept, *weights = tuning.calibration
    z = intercept + sum(weight * log_odds(p) for weight, p in zip(weights, sure, strict=True))
    return 1 / (1 + math.exp(-z))


def log_odds(p: float) -> float:
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def _to_spans(words: Words, layout: Layout, parts: Sequence[Tagged]) -> Spans:
    """Characters of the words; pieces with nothing but marks between them in one paragraph are one piece."""
    spans: list[Span] = []
    for part in sorted(parts, key=lambda p: p.start):
        at = np.flatnonzero(words.is_word[part.start : part.end]) + part.start
        if not len(at):
            at = np.arange(part.start, part.end)  # a colon can be a cue
        runs = [at]
        if words.paragraph[at[0]] != words.paragraph[at[-1]]:
            runs = np.split(at, np.flatnonzero(np.diff(words.paragraph[at])) + 1)
        spans += [Span(int(words.start[run[0]]), int(words.end[run[-1]])) for run in runs]
    joined: list[Span] = []
    for span in spans:
        gap = layout.plain[joined[-1].end : span.start] if joined else "x"
        if joined and "\n" not in gap and not any(c.isalnum() for c in gap):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _with_marks(text: str, layout: Layout, spans: Spans) -> Spans:
    """Pieces widened to the quotation marks around them where the quotation has both."""
    widened = []
    for span in spans:
        start, end = span
        for quotation in _quotations_at(layout, span):
            balanced = layout.plain[quotation.end - 1] == '"' and not text[quotation.start].isspace()
            opened_by_dash = layout.plain[quotation.start] != text[quotation.start] and text[quotation.start] in _DASHES
            if not balanced or opened_by_dash:
                continue
            if not _has_word(layout.plain, quotation.start, start) and not _has_word(layout.plain, end, quotation.end):
                start, end = min(start, quotation.start), max(end, quotation.end)
        widened.append(Span(start, end))
    return tuple(widened)


_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def _quotations_at(layout: Layout, span: Span) -> Spans:
    """Quotations that share a character with the span."""
    first = bisect_right(layout.quotations, span.start, key=lambda q: q.end)
    return layout.quotations[first : bisect_left(layout.quotations, span.end, key=lambda q: q.start)]


def _has_word(plain: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in plain[start:end])


def _kind(layout: Layout, content: Spans) -> Kind:
    """Direct where the words stand in quotation marks, mixed where some do."""
    total = quoted = 0
    for start, end in content:
        total += end - start
        for q in _quotations_at(layout, Span(start, end)):
            quoted += min(end, q.end) - max(start, q.start)
    if not total or not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * total else "mixed"


DIRECT_SHARE = 0.9  # the rest are marks and slips of the model
