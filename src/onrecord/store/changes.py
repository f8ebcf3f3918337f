"""What a person wants to be so of a statement, held against the text and the statements that they saw."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.errors import InputError
from onrecord.extract.jsonlines import ACTS, KINDS
from onrecord.records import Act, Article, Attribution, Entity, Kind, Label, Spans, Speaker
from onrecord.store.corrected import What, tidy_spans, to_speaker
from onrecord.text.layout import find_layout

MAX_NAME = 200  # characters of a speaker's name
MAX_PIECES = 50  # spans of one role
_LABELS: tuple[Label, ...] = get_args(Label)


class StaleError(InputError):
    """The text or the statement is no longer what the person saw."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants to be so. Only the fields of `what` count."""

    article_id: str
    sha256: str  # of the text that they saw
    what: What
    statement: str | None = None  # its id; None only where one is added
    seen: tuple[Spans, Spans, Spans] | None = None  # its source, cue and content as they saw them, to be sure
    speaker: str | None = None  # a name; None for nobody
    label: Label | None = None
    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()
    kind: Kind | None = None
    act: Act | None = None


def find_seen(statements: Sequence[Attribution], change: Change) -> Attribution | None:
    """The statement that the person saw, None where one is added. StaleError where it is no longer so."""
    if change.what == "add":
        return None
    for statement in statements:
        if statement.id == change.statement:
            if change.seen is not None and (statement.source, statement.cue, statement.content) != change.seen:
                break
            return statement
    raise StaleError("the statement is no longer there as you saw it: look at the article again")


def changes_nothing(seen: Attribution, becomes: Attribution, change: Change, entities: Sequence[Entity]) -> bool:
    if change.what != "speaker":
        return becomes == seen
    name = becomes.speaker.name if becomes.speaker else None
    return to_speaker(name, change.label, list(entities), seen.speaker) == seen.speaker


def make_becomes(article: Article, seen: Attribution | None, change: Change) -> Attribution | None:
    """What it is to be, None where it is no statement. InputError where that cannot be."""
    if change.what == "reject":
        return None
    if change.what == "accept":
        return seen
    becomes = seen or Attribution("", (), (), (), score=1.0)
    if change.what in ("spans", "add"):
        source, cue, content = (
            _check_spans(article.text, spans) for spans in (change.source, change.cue, change.content)
        )
        if not content:
            raise InputError("a statement has content: mark what is said")
        kind = becomes.kind if seen else guess_kind(article.text, content)
        becomes = dataclasses.replace(becomes, source=source, cue=cue, content=content, kind=kind)
    if change.what in ("speaker", "add"):
        speaker = None if change.speaker is None else Speaker("", _check_name(change.speaker))
        becomes = dataclasses.replace(becomes, speaker=speaker)
        if change.label is not None and change.label not in _LABELS:
            raise InputError(f"a speaker is one of {', '.join(_LABELS)}")
    if change.what == "kind" or (change.what == "add" and change.kind):
        if change.kind not in KINDS:
            raise InputError(f"the kind is one of {', '.join(KINDS)}")
        becomes = dataclasses.replace(becomes, kind=change.kind)
    if change.what == "act" or (change.what == "add" and change.act):
        if change.act not in ACTS:
            raise InputError(f"the act is one of {', '.join(ACTS)}")
        becomes = dataclasses.replace(becomes, act=change.act)
    return becomes


def guess_kind(text: str, content: Spans) -> Kind:
    """Direct where all words stand in quotation marks, mixed where some do."""
    quotations = find_layout(text).quotations
    inside = sum(
        max(0, min(end, quotation.end) - max(start, quotation.start))
        for start, end in content
        for quotation in quotations
    )
    if not inside:
        return "indirect"
    return "direct" if inside >= sum(end - start for start, end in content) - 1 else "mixed"  # a comma after the mark


def _check_spans(text: str, spans: Spans) -> Spans:
    if len(spans) > MAX_PIECES:
        raise InputError(f"a statement has at most {MAX_PIECES} pieces of a kind")
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise InputError(f"[{start}, {end}) is not within the text of {len(text)} characters")
    return tidy_spans(text, spans)


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise InputError(f"a speaker's name has 1 to {MAX_NAME} characters")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise InputError("the name holds half of a character (a lone surrogate)") from error
    return name
