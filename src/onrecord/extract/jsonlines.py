"""Extractions as JSON lines and back; the schema is docs/reference/read.schema.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args

from onrecord.records import (
    Act,
    Article,
    Attribution,
    Dateline,
    Entity,
    Event,
    Extraction,
    Kind,
    Label,
    Mention,
    Skipped,
    Span,
    Spans,
    Speaker,
    Status,
    Timex,
    TimexType,
)

Row = dict[str, Any]
Choice = TypeVar("Choice")
KINDS: tuple[Kind, ...] = get_args(Kind)
ACTS: tuple[Act, ...] = get_args(Act)
LABELS: tuple[Label, ...] = get_args(Label)
STATUSES: tuple[Status, ...] = get_args(Status)
TIMEX_TYPES: tuple[TimexType, ...] = get_args(TimexType)
FORMS: tuple[Literal["name", "role", "pronoun"], ...] = ("name", "role", "pronoun")  # of a mention


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
        "statements": [statement_to_json(s) for s in item.statements],
        "mentions": [
            {"span": list(m.span), "entity": m.entity, "form": m.form, "score": m.score} for m in item.mentions
        ],
        "entities": [
            {"id": e.id, "name": e.name, "label": e.label, "names": list(e.names), "roles": list(e.roles)}
            for e in item.entities
        ],
        "timexes": [timex_to_json(timex) for timex in item.timexes],
        "events": [event_to_json(event) for event in item.events],
    }


def from_json(row: Mapping[str, Any]) -> Extraction | Skipped:
    """Raises KeyError, TypeError or ValueError where the row is not what `to_json` writes."""
    if "skipped" in row:
        skipped = row["skipped"]
        return Skipped(_words(row["doc"]), _words(skipped["reason"]), _words(skipped["detail"]))
    inferred = row.get("inferred")
    article = Article(
        doc=_words(row["doc"]),
        text=_words(row["text"]),
        sha256=_words(row["sha256"]),
        title=_words(row["title"]),
        outlet=_words(row["outlet"]),
        published=_words_or_none(row["published"]),
        inferred=Dateline(_words(inferred["earliest"]), _words(inferred["latest"]), _spans(inferred["words"]))
        if inferred
        else None,
        url=_words_or_none(row["url"]),
        language=_words(row["language"]),
        encoding=_words(row["encoding"]),
        body=_span(row["body"]) if row.get("body") else None,
        furniture=_spans(row["furniture"]),
    )
    return Extraction(
        article,
        tuple(statement_from_json(s) for s in row["statements"]),
        tuple(
            Mention(_span(m["span"]), _words(m["entity"]), _one_of(FORMS, m["form"]), _number(m["score"]))
            for m in row["mentions"]
        ),
        tuple(
            Entity(
                _words(e["id"]), _words(e["name"]), _one_of(LABELS, e["label"]), _list(e["names"]), _list(e["roles"])
            )
            for e in row["entities"]
        ),
        tuple(timex_from_json(timex) for timex in row.get("timexes", ())),
        tuple(event_from_json(event) for event in row.get("events", ())),
    )


def event_to_json(event: Event) -> Row:
    return {
        "id": event.id,
        "root": event.root,
        "mode": event.mode,
        "trigger": _pairs(event.trigger),
        "span": list(event.span),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "date": event.date,
        "place": event.place,
        "attributes": [list(pair) for pair in event.attributes],
        "status": event.status,
        "vouchers": list(event.vouchers),
        "deniers": list(event.deniers),
        "background": event.background,
    }


def event_from_json(row: Mapping[str, Any]) -> Event:
    """Raises KeyError, TypeError or ValueError where the row is not what `event_to_json` writes."""
    return Event(
        id=_words(row["id"]),
        root=_words(row["root"]),
        mode=_words_or_none(row["mode"]),
        trigger=_spans(row["trigger"]),
        span=_span(row["span"]),
        actors=_list(row["actors"]),
        recipients=_list(row["recipients"]),
        date=_words_or_none(row["date"]),
        place=_words_or_none(row["place"]),
        attributes=tuple((_words(name), _words(value)) for name, value in row["attributes"]),
        status=_one_of(STATUSES, row["status"]),
        vouchers=_list(row["vouchers"]),
        deniers=_list(row["deniers"]),
        background=_truth(row["background"]),
    )


def timex_to_json(timex: Timex) -> Row:
    return {"span": list(timex.span), "type": timex.type, "value": timex.value}


def timex_from_json(row: Mapping[str, Any]) -> Timex:
    """Raises as `from_json` does."""
    return Timex(_span(row["span"]), _one_of(TIMEX_TYPES, row["type"]), _words(row["value"]))


def _dateline(dateline: Dateline | None) -> Row | None:
    if dateline is None:
        return None
    return {"earliest": dateline.earliest, "latest": dateline.latest, "words": _pairs(dateline.words)}


def statement_to_json(statement: Attribution) -> Row:
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


def statement_from_json(row: Mapping[str, Any]) -> Attribution:
    return Attribution(
        id=_words(row["id"]),
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        content=_spans(row["content"]),
        kind=_one_of(KINDS, row["kind"]),
        act=_one_of(ACTS, row["act"]),
        parent=_words_or_none(row["parent"]),
        speaker=_to_speaker(row["speaker"]),
        addressee=_to_speaker(row["addressee"]),
        said_on=_words_or_none(row["said_on"]),
        flags=_list(row["flags"]),
        score=_number(row["score"]),
    )


def _speaker(speaker: Speaker | None) -> Row | None:
    return {"id": speaker.id, "name": speaker.name} if speaker else None


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


# Each of these takes a value of its type and raises for any other.


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is not a string")


def _words_or_none(value: object) -> str | None:
    return None if value is None else _words(value)


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is not a number")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is neither true nor false")


def _one_of(allowed: tuple[Choice, ...], value: object) -> Choice:
    for one in allowed:
        if one == value:
            return one
    raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")


def _list(values: object) -> tuple[str, ...]:
    if isinstance(values, list):
        return tuple(map(_words, values))
    raise TypeError(f"{values!r} is not a list")


def _to_speaker(row: Mapping[str, object] | None) -> Speaker | None:
    return Speaker(_words(row["id"]), _words(row["name"])) if row else None


def _span(row: Iterable[object]) -> Span:
    start, end = row
    if type(start) is int and type(end) is int:
        return Span(start, end)
    raise TypeError(f"[{start!r}, {end!r}] is not a span")


def _spans(rows: Iterable[Iterable[object]]) -> Spans:
    return tuple(map(_span, rows))
