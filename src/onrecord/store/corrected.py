"""What a person corrected, put over what the model read: a pure function of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord import ids
from onrecord.records import Attribution, Entity, Extraction, Label, Span, Spans, Speaker

What = Literal["accept", "speaker", "spans", "kind", "act", "reject", "add"]
FIELDS: dict[str, tuple[str, ...]] = {"spans": ("source", "cue", "content"), "kind": ("kind",), "act": ("act",)}

# Flags that say what a person did; the model gives none of them.
CHECKED, CORRECTED, ADDED = "checked", "corrected", "added"
HAND = frozenset((CHECKED, CORRECTED, ADDED))

# A statement that is read again with other boundaries is the same one where it shares this much of its content.
MIN_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said about one statement of one text."""

    id: int
    made: str  # UTC
    author: str
    article_id: str
    sha256: str  # of the text that was corrected
    what: What
    seen: Attribution | None  # the statement as the person saw it; None where they added it
    becomes: Attribution | None  # the statement as they left it; None where it is none
    label: Label | None = None  # of a new speaker
    target: int = 0  # id of the first correction of the same statement
    undone: str | None = None  # when it was taken back, UTC


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with the corrections in it."""

    extraction: Extraction
    targets: dict[str, int]  # for each statement that a person dealt with, by its id, the target of its corrections
    rejected: tuple[Correction, ...]  # those in force


def apply_corrections(reading: Extraction, corrections: Iterable[Correction]) -> Corrected:
    """In the order in which they were made; what was undone is left out.

    A statement is found again by its words. One that the model finds no longer is put back, and one that the model
    finds by itself by now is not doubled: a person has the last word.
    """
    statements = list(reading.statements)
    entities = list(reading.entities)
    targets: dict[str, int] = {}
    rejected: dict[int, Correction] = {}
    for correction in corrections:
        if correction.undone:
            continue
        meant = correction.seen or correction.becomes
        if meant is None:
            continue
        at = find_again(meant, statements)
        rejected.pop(correction.target, None)
        if correction.becomes is None:
            rejected[correction.target] = correction
            if at is not None:
                targets.pop(statements[at].id, None)
                statements = _without(statements, at)
            continue
        if at is None:
            at = len(statements)
            statements.append(replace(meant, id=f"c{correction.id}", parent=None, flags=_model_flags(meant)))
        corrected = _change(statements[at], correction, entities)
        statements[at] = corrected
        targets[corrected.id] = correction.target
        if correction.what in ("spans", "add"):
            statements = nest(statements, corrected.id)
    ordered = _in_order(_cut_circles(statements), reading.statements)
    extraction = replace(reading, statements=ordered, entities=tuple(entities))
    return Corrected(extraction, targets, tuple(rejected.values()))


def find_again(meant: Attribution, statements: Sequence[Attribution]) -> int | None:
    """The place of the same statement: the same words, else the same cue or mostly the same content."""
    words = (meant.source, meant.cue, meant.content)
    for at, statement in enumerate(statements):
        if (statement.source, statement.cue, statement.content) == words:
            return at
    best, best_share = None, 0.0
    for at, statement in enumerate(statements):
        share = share_of(meant.content, statement.content)
        if meant.cue and statement.cue == meant.cue and share:
            share += 1
        if share >= MIN_SHARED and share > best_share:
            best, best_share = at, share
    return best


def share_of(spans: Spans, others: Spans) -> float:
    """Characters of both over characters of either."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in others)
    either = sum(end - start for start, end in (*spans, *others)) - both
    return both / either if either else 0.0


def tidy_spans(text: str, spans: Iterable[Span]) -> Spans:
    """In order, within the text, without white space at their ends, joined where they touch."""
    tidy: list[Span] = []
    for span in sorted(spans):
        start, end = max(span.start, 0), min(span.end, len(text))
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start >= end:
            continue
        if tidy and start <= tidy[-1].end:
            tidy[-1] = Span(tidy[-1].start, max(tidy[-1].end, end))
        else:
            tidy.append(Span(start, end))
    return tuple(tidy)


def nest(statements: list[Attribution], changed: str) -> list[Attribution]:
    """Parents as the words now have them: of the changed statement, and of those that were or are within it."""
    centre = next(statement for statement in statements if statement.id == changed)
    return [
        replace(statement, parent=_find_holder(statement, statements))
        if changed in (statement.id, statement.parent) or _holds(centre, statement)
        else statement
        for statement in statements
    ]


def to_speaker(
    name: str | None, label: Label | None, entities: list[Entity], now: Speaker | None = None
) -> Speaker | None:
    """The entity of the article that goes by this name, `now` before others; a new one, put at the end of `entities`,
    where none does.

    That the article once calls another entity so does not count: a person who types the name means it, and the model
    may have put it with the wrong entity.
    """
    if name is None:
        return None
    key = ids.name_key(name)
    if now and ids.name_key(now.name) == key:
        return now
    for entity in entities:
        if ids.name_key(entity.name) == key:
            return Speaker(entity.id, entity.name)
    taken = {entity.id for entity in entities}
    number = next(n for n in range(1, len(taken) + 2) if f"c{n}" not in taken)
    entities.append(Entity(f"c{number}", name, label or "person", (name,)))
    return Speaker(f"c{number}", name)


def _change(statement: Attribution, correction: Correction, entities: list[Entity]) -> Attribution:
    becomes = correction.becomes
    assert becomes is not None  # noqa: S101 - the caller has dealt with those that are no statement
    flags = [*_model_flags(statement), CHECKED]
    if correction.what != "accept" or CORRECTED in statement.flags:
        flags.append(CORRECTED)
    if correction.what == "add" or ADDED in statement.flags:
        flags.append(ADDED)
    changed = replace(statement, flags=tuple(flags))
    if correction.what in ("speaker", "add"):
        name = becomes.speaker.name if becomes.speaker else None
        changed = replace(changed, speaker=to_speaker(name, correction.label, entities, _among(entities, changed)))
    for what, fields in FIELDS.items():
        if correction.what in (what, "add"):
            changed = replace(changed, **{field: getattr(becomes, field) for field in fields})
    known = {entity.id for entity in entities}
    if changed.speaker and changed.speaker.id not in known:  # put back after another reading, which has other ids
        changed = replace(changed, speaker=_in_reading(changed.speaker, correction.label, entities))
    if changed.addressee and changed.addressee.id not in known:
        changed = replace(changed, addressee=_in_reading(changed.addressee, None, entities))
    return changed


def _among(entities: Sequence[Entity], statement: Attribution) -> Speaker | None:
    """The speaker of the statement, where this reading has them: put back after another one, ids mean nothing."""
    speaker = statement.speaker
    return speaker if speaker and any((one.id, one.name) == (speaker.id, speaker.name) for one in entities) else None


def _in_reading(speaker: Speaker, label: Label | None, entities: list[Entity]) -> Speaker | None:
    """The same one in another reading. Nobody typed this name, so one that is called so beside another name will do."""
    key = ids.name_key(speaker.name)
    for entity in sorted(entities, key=lambda entity: ids.name_key(entity.name) != key):
        if key in map(ids.name_key, (entity.name, *entity.names)):
            return Speaker(entity.id, entity.name)
    return to_speaker(speaker.name, label, entities)


def _model_flags(statement: Attribution) -> tuple[str, ...]:
    return tuple(flag for flag in statement.flags if flag not in HAND)


def _without(statements: list[Attribution], at: int) -> list[Attribution]:
    """What lay in it lies in its parent now."""
    gone = statements[at]
    left = [*statements[:at], *statements[at + 1 :]]
    return [replace(one, parent=gone.parent) if one.parent == gone.id else one for one in left]


def _find_holder(statement: Attribution, statements: Sequence[Attribution]) -> str | None:
    """The smallest statement whose content holds all words of this one."""
    holders = [other for other in statements if other.id != statement.id and _holds(other, statement)]
    return min(holders, key=_size).id if holders else None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Strictly: two statements of the same content do not hold each other."""
    words = (*inner.source, *inner.cue, *inner.content)
    return (
        outer.id != inner.id
        and _size(outer) > _size(inner)
        and all(any(span.start <= start and end <= span.end for span in outer.content) for start, end in words)
    )


def _cut_circles(statements: list[Attribution]) -> list[Attribution]:
    """Where corrections turned the nesting round, so that a statement came to lie in itself, it lies in none."""
    parent_of = {statement.id: statement.parent for statement in statements}
    for statement in statements:
        above, seen = parent_of[statement.id], {statement.id}
        while above in parent_of and above not in seen:
            seen.add(above)
            above = parent_of[above]
        if above == statement.id or above not in parent_of:
            parent_of[statement.id] = parent_of[statement.id] if above is None else None
    return [replace(statement, parent=parent_of[statement.id]) for statement in statements]


def _size(statement: Attribution) -> int:
    return sum(end - start for start, end in statement.content)


def _in_order(statements: Sequence[Attribution], read: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """As the model had them; one that was added stands before the first that begins after it."""
    known = {statement.id for statement in read}
    ordered = [statement for statement in statements if statement.id in known]
    for statement in (one for one in statements if one.id not in known):
        begin = _begin(statement)
        at = next((place for place, other in enumerate(ordered) if _begin(other) > begin), len(ordered))
        ordered.insert(at, statement)
    return tuple(ordered)


def _begin(statement: Attribution) -> int:
    return min((start for start, _ in (*statement.source, *statement.cue, *statement.content)), default=0)
