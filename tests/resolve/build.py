"""Articles for the tests of claims: a text, and statements told by their words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from onrecord.extract.times import find_timexes
from onrecord.records import Article, Attribution, Entity, Extraction, Label, Mention, Span, Speaker
from onrecord.text.layout import find_body_layout

Said = dict[str, Any]


def said(source: str, cue: str, content: str, act: str = "assert", **fields: Any) -> Said:
    return {"source": source, "cue": cue, "content": content, "act": act, **fields}


def tell(
    text: str,
    *statements: Said,
    outlet: str = "The Gazette",
    published: str | None = "2031-05-03",
    doc: str = "report",
    people: Sequence[str] = (),
    roles: dict[str, str] | None = None,
) -> Extraction:
    """Sources are names of `people`, or words that name nobody. `roles`: words that stand for one of the people."""
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for name in people:
        entities[name] = Entity(f"e{len(entities) + 1}", name, "person", (name, name.split()[-1]))
        for form in (name, name.split()[-1]):
            mentions += [Mention(span, entities[name].id) for span in _all(text, form) if not _covered(span, mentions)]
    for words, name in (roles or {}).items():
        mentions += [Mention(span, entities[name].id, "role") for span in _all(text, words)]
    found = []
    at = 0
    for number, row in enumerate(statements, 1):
        source = _find(text, row["source"], at) if row["source"] else ()
        cue = _find(text, row["cue"], at)
        content = _find(text, row["content"], at)
        at = row.get("at", at)
        name = next((name for name in people if name.split()[-1] in row["source"]), row["source"])
        if name and name not in entities:
            label: Label = "unnamed" if name[0].islower() or row.get("unnamed") else "organisation"
            entities[name] = Entity(f"e{len(entities) + 1}", name, label, (name,))
        found.append(
            Attribution(
                id=f"s{number}",
                source=source,
                cue=cue,
                content=content,
                act=row["act"],
                kind=row.get("kind", "indirect"),
                parent=row.get("parent"),
                speaker=Speaker(entities[name].id, name) if name else None,
                said_on=row.get("said_on"),
                flags=row.get("flags", ()),
            )
        )
    article = Article(doc, text, hashlib.sha256(text.encode()).hexdigest(), outlet=outlet, published=published)
    return Extraction(
        article,
        tuple(found),
        tuple(sorted(mentions, key=lambda m: m.span)),
        tuple(entities.values()),
        find_timexes(find_body_layout(article), published),
    )


def _find(text: str, words: str, start: int) -> tuple[Span, ...]:
    at = text.find(words, start)
    at = at if at >= 0 else text.index(words)
    return (Span(at, at + len(words)),)


def _all(text: str, words: str) -> list[Span]:
    spans, at = [], text.find(words)
    while at >= 0:
        spans.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return spans


def _covered(span: Span, mentions: Sequence[Mention]) -> bool:
    return any(m.span.start <= span.start and span.end <= m.span.end for m in mentions)
