"""Extractions as JSON lines and back; the schema is docs/reference/read.schema.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.records import (
    Article,
    Attribution,
    Dateline,
    Entity,
    Extraction,
    Mention,
    Skipped,
    Span,
    Spans,
    Speaker,
)

Row = dict[str, Any]


def to_json(item: Extraction | Skipped) -> Row:
    if isinstance(item, Skipped):
        return {"doc": item.doc, "skipped": {"reason": item.reason, "detail": item.detail}}
    article = item.article
    return {
        "doc": article.doc,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "inferred": _dateline(article.inferred),
        "url": article.url,
        "language": article.language,
        "encoding": article.encoding,
        "text": article.text,
        "sha256": article.sha256,
        "body": list(article.body) if article.body else None,
        "furniture": _pairs(article.furniture),
        "statements": [_statement(s) for s in item.statements],
        "mentions": [
            {"span": list(m.span), "entity": m.entity, "form": m.form, "score": m.score} for m in item.mentions
        ],
        "entities": [
            {"id": e.id, "name": e.name, "label": e.label, "names": list(e.names), "roles": list(e.roles)}
            for e in item.entities
        ],
        "timexes": [],
        "events": [],
    }


def from_json(row: Mapping[str, Any]) -> Extraction | Skipped:
    """Raises KeyError, TypeError or ValueError where the row is not what `to_json` writes."""
    if "skipped" in row:
        return Skipped(row["doc"], row["skipped"]["reason"], row["skipped"]["detail"])
    article = Article(
        doc=row["doc"],
        text=row["text"],
        sha256=row["sha256"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        inferred=Dateline(row["inferred"]["earliest"], row["inferred"]["latest"], _spans(row["inferred"]["words"]))
        if row.get("inferred")
        else None,
        url=row["url"],
        language=row["language"],
        encoding=row["encoding"],
        body=Span(*row["body"]) if row.get("body") else None,
        furniture=_spans(row["furniture"]),
    )
    return Extraction(
        article,
        tuple(_attribution(s) for s in row["statements"]),
        tuple(Mention(Span(*m["span"]), m["entity"], m["form"], m["score"]) for m in row["mentions"]),
        tuple(Entity(e["id"], e["name"], e["label"], tuple(e["names"]), tuple(e["roles"])) for e in row["entities"]),
    )


def _dateline(dateline: Dateline | None) -> Row | None:
    if dateline is None:
        return None
    return {"earliest": dateline.earliest, "latest": dateline.latest, "words": _pairs(dateline.words)}


def _statement(statement: Attribution) -> Row:
    return {
        "id": statement.id,
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "kind": statement.kind,
        "act": statement.act,
        "parent": statement.parent,
        "speaker": _speaker(statement.speaker),
        "addressee": _speaker(statement.addressee),
        "said_on": statement.said_on,
        "flags": list(statement.flags),
        "score": statement.score,
    }


def _attribution(row: Mapping[str, Any]) -> Attribution:
    return Attribution(
        id=row["id"],
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        content=_spans(row["content"]),
        kind=row["kind"],
        act=row["act"],
        parent=row["parent"],
        speaker=Speaker(**row["speaker"]) if row["speaker"] else None,
        addressee=Speaker(**row["addressee"]) if row["addressee"] else None,
        said_on=row["said_on"],
        flags=tuple(row["flags"]),
        score=row["score"],
    )


def _speaker(speaker: Speaker | None) -> Row | None:
    return {"id": speaker.id, "name": speaker.name} if speaker else None


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(rows: Iterable[Iterable[int]]) -> Spans:
    return tuple(Span(*row) for row in rows)
