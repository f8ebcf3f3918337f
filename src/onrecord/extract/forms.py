"""Statements and sources that a fixed form tells, which in the running text that the model learnt from hardly occur.

A headline "Ilves: port stays shut"; "wrote, citing a pilot, that ..."; "Reis, whose party has promised to ..."; a
quotation with a dash and a name after it; the turns of a transcript, "REIS: ..."; and ", which said" for a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from onrecord.extract.attributions import Draft, holds
from onrecord.inference.cues import OUTER, Candidate
from onrecord.inference.roles import CONTENT, SOURCE
from onrecord.inference.tagging import Tagged
from onrecord.inference.windows import Words
from onrecord.records import Span
from onrecord.text.layout import Layout

SCORE = (
    0.97  # of what a form alone tells; calibrated 0.73: of 42 on PolNeAR dev 39 are right, but most stand on one page
)
_HANDING_ON = re.compile(
    r"\W*(?P<cue>with reference to|referring to|citing|quoting)\s+(?P<source>[^,:;.\"]+?)\W*", re.IGNORECASE
)
_HEADLINE = re.compile(r"(?P<source>\w[^:.?!\"]{1,60}): (?P<content>\S.*)")
_RELATIVE = re.compile(
    r"[\w\"],?\s(?P<source>which|who)(?:\s(?:on|in|at|last|this|had|has|\w+ly|[A-Z]\w+day|\w+'s)){0,3}\s*$"
)
_PROMISES = "offered|promised|pledged|proposed|vowed|threatened|refused|agreed"
_SAYS = "said|says|denied|denies|warned|warns|insisted|insists|argued|argues|claimed|claims|demanded|demands"
_WHOSE = re.compile(
    rf",\s(?P<source>whose(?:\s[\w'-]+){{1,3}}?)\s(?P<cue>(?:(?:has|have|had)\s)?(?:\w+ly\s)?"
    rf"(?:(?:{_PROMISES})(?=\sto\s)|(?:{_SAYS})(?=\sthat\s)))\s(?P<content>[^,.;:\"\n]+)"
)
_VOICE = re.compile(r"(?P<content>\".+\")\s*(?P<cue>-+)\s*(?P<source>[A-Z](?:[^\".!?]|(?<=\b[A-Z])\.){1,60})\.?")
_TURN = re.compile(r"\"?(?P<source>[A-Z][A-Z.' -]{2,40})(?P<cue>:)\s+(?P<content>.*\w.*?)\"?")
MIN_TURNS = 2  # of an article, or it is no transcript
MAX_BETWEEN = 120  # characters between a cue and its content in which a second source is looked for


def add_forms(layout: Layout, words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with relative pronouns as their sources, and with what the other two forms tell."""
    known = [_with_relative(layout, words, draft) for draft in drafts]
    second: list[Draft] = []
    for i, draft in enumerate(known):
        found = _second_source(layout, words, known, i)
        if found is not None:
            second.append(found)
            first = draft.content[0]
            held = Tagged(CONTENT, found.candidate.cue.start, first.end)
            known[i] = replace(draft, content=(held, *draft.content[1:]))  # as in "quoted X as saying that ..."
    headline = _headline(layout, words, known)
    told = [*([headline] if headline else []), *_whose(layout, words, known), *_voices(layout, words, known)]
    at = len(known) + len(second)
    for number, form in enumerate(told, at):
        known = [replace(d, parent=number) if d.parent is None and holds(form, d) else d for d in known]
    return [*known, *second, *told]


def _with_relative(layout: Layout, words: Words, draft: Draft) -> Draft:
    """What was read without a source in "..., which on Monday quoted" has "which" for it."""
    if draft.source:
        return draft
    start = int(words.start[draft.candidate.cue.start])
    found = _RELATIVE.search(layout.plain, max(0, start - 40), start)
    pronoun = _words_of(words, Span(*found.span("source")), SOURCE) if found else None
    inside = pronoun and any(part.start <= pronoun.start < part.end for part in draft.content)
    return replace(draft, source=(pronoun,)) if pronoun and not inside else draft


def _second_source(layout: Layout, words: Words, drafts: Sequence[Draft], at: int) -> Draft | None:
    """Whom a teller names between its cue and its content; the teller is the parent."""
    draft = drafts[at]
    cue = draft.candidate.cue
    if not draft.source or not draft.content or draft.content[0].start <= cue.end:
        return None
    start, end = int(words.end[cue.end - 1]), int(words.start[draft.content[0].start])
    found = _HANDING_ON.fullmatch(layout.plain, start, end) if end - start <= MAX_BETWEEN else None
    if found is None:
        return None
    told, by = (_words_of(words, Span(*found.span(part)), kind) for part, kind in (("cue", OUTER), ("source", SOURCE)))
    if told is None or by is None or any(_overlap(other.candidate.cue, told) for other in drafts):
        return None
    return Draft(Candidate(told, (by, *draft.content), SCORE, SCORE, SCORE), (by,), draft.content, parent=at)


def _whose(layout: Layout, words: Words, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A clause about somebody's party or government, which the model takes for a part of the source."""
    for found in _WHOSE.finditer(layout.plain):
        draft = _draft_of(words, found)
        if draft and not any(_overlap(other.candidate.cue, draft.candidate.cue) for other in drafts):
            yield draft


def _voices(layout: Layout, words: Words, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Paragraphs that are a quotation and whose it is, or a turn in a transcript."""
    turns = [found for p in layout.paragraphs if (found := _TURN.fullmatch(layout.plain, *p))]
    voices = [found for p in layout.paragraphs if (found := _VOICE.fullmatch(layout.plain, *p))]
    for found in [*voices, *(turns if len(turns) >= MIN_TURNS else [])]:
        draft = _draft_of(words, found)
        if draft and not any(_overlap(other.candidate.cue, draft.candidate.cue) for other in drafts):
            yield draft


def _draft_of(words: Words, found: re.Match[str]) -> Draft | None:
    """The named groups of a match as a statement."""
    cue, source, content = (
        _words_of(words, Span(*found.span(part)), kind)
        for part, kind in (("cue", OUTER), ("source", SOURCE), ("content", CONTENT))
    )
    if not (cue and source and content):
        return None
    return Draft(Candidate(cue, (source, content), SCORE, SCORE, SCORE), (source,), (content,))


def _headline(layout: Layout, words: Words, drafts: Sequence[Draft]) -> Draft | None:
    """What stands after a colon in the first paragraph, where who stands before it speaks in the article."""
    if not layout.paragraphs:
        return None
    found = _HEADLINE.fullmatch(layout.plain[slice(*layout.paragraphs[0])].rstrip())
    if found is None:
        return None
    first = layout.paragraphs[0].start
    at = [Span(first + found.start(part), first + found.end(part)) for part in ("source", "content")]
    source, content = _words_of(words, at[0], SOURCE), _words_of(words, at[1], CONTENT)
    if source is None or content is None or content.start <= source.end:
        return None
    colon = Tagged(OUTER, source.end, content.start)
    if any(_overlap(draft.candidate.cue, Tagged(OUTER, source.start, content.start)) for draft in drafts):
        return None
    if not any(_names(layout, words, draft, found["source"]) for draft in drafts):
        return None
    return Draft(Candidate(colon, (source, content), SCORE, SCORE, SCORE), (source,), (content,))


def _names(layout: Layout, words: Words, draft: Draft, name: str) -> bool:
    """Whether a statement's source holds the name, as whole words."""
    of_source = (layout.plain[words.start[part.start] : words.end[part.end - 1]] for part in draft.source)
    return any(re.search(rf"\b{re.escape(name)}\b", text) for text in of_source)


def _overlap(one: Tagged, other: Tagged) -> bool:
    return one.start < other.end and other.start < one.end


def _words_of(words: Words, span: Span, kind: int) -> Tagged | None:
    """The words that lie in a span of characters."""
    start = int(np.searchsorted(words.start, span.start))
    end = int(np.searchsorted(words.end, span.end, side="right"))
    return Tagged(kind, start, end) if start < end else None
