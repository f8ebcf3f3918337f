"""What must be true of one extraction: asked before it is saved, and again by `onrecord check`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from onrecord.records import Attribution, Extraction, Span, Speaker


def find_faults(extraction: Extraction) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is well."""
    return list(_iter_faults(extraction))


def _iter_faults(extraction: Extraction) -> Iterator[str]:
    article = extraction.article
    try:
        sha256 = hashlib.sha256(article.text.encode()).hexdigest()
    except UnicodeEncodeError:
        yield "the text holds half of a character (a lone surrogate)"
        return
    if sha256 != article.sha256:
        yield "the text is not the one that its sha256 was made of"
    length = len(article.text)
    if article.body is not None and not 0 <= article.body.start <= article.body.end <= length:
        yield f"the body {tuple(article.body)} is not within the text"
    yield from _outside("furniture", article.furniture, length)
    if article.inferred is not None:
        yield from _outside("words of the inferred date", article.inferred.words, length)
    entities = {entity.id for entity in extraction.entities}
    if len(entities) < len(extraction.entities):
        yield "two entities have the same id"
    for mention in extraction.mentions:
        yield from _outside(f"mention of {mention.entity}", (mention.span,), length)
        if mention.entity not in entities:
            yield f"a mention is of {mention.entity}, which is not among the entities"
    for timex in extraction.timexes:
        yield from _outside("a time expression", (timex.span,), length)
    yield from _faults_of_statements(extraction.statements, entities, length)
    yield from _faults_of_events(extraction, entities, length)


def _faults_of_statements(statements: tuple[Attribution, ...], entities: set[str], length: int) -> Iterator[str]:
    parents = {statement.id: statement.parent for statement in statements}
    if len(parents) < len(statements):
        yield "two statements have the same id"
    for statement in statements:
        for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            yield from _outside(f"{role} of {statement.id}", spans, length)
        if statement.parent is not None and statement.parent not in parents:
            yield f"the parent of {statement.id}, {statement.parent}, is not among the statements"
        if _holds_itself(statement.id, parents):
            yield f"{statement.id} is its own parent"
        yield from _unknown(f"speaker of {statement.id}", statement.speaker, entities)
        yield from _unknown(f"addressee of {statement.id}", statement.addressee, entities)


def _faults_of_events(extraction: Extraction, entities: set[str], length: int) -> Iterator[str]:
    statements = {statement.id for statement in extraction.statements}
    if len({event.id for event in extraction.events}) < len(extraction.events):
        yield "two events have the same id"
    for event in extraction.events:
        yield from _outside(f"words of event {event.id}", (event.span, *event.trigger), length)
        for who in (*event.actors, *event.recipients):
            if who not in entities:
                yield f"a party of event {event.id}, {who}, is not among the entities"
        for voice in (*event.vouchers, *event.deniers):
            if voice not in statements:
                yield f"a voice of event {event.id}, {voice}, is not among the statements"


def _outside(what: str, spans: tuple[Span, ...], length: int) -> Iterator[str]:
    for start, end in spans:
        if not 0 <= start < end <= length:
            yield f"{what}: [{start}, {end}) is not within the text of {length} characters, or is empty"


def _unknown(what: str, speaker: Speaker | None, entities: set[str]) -> Iterator[str]:
    if speaker is not None and speaker.id not in entities:
        yield f"the {what}, {speaker.id}, is not among the entities"


def _holds_itself(statement: str, parents: dict[str, str | None]) -> bool:
    above = parents.get(statement)
    seen = set()
    while above is not None and above not in seen:
        if above == statement:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
