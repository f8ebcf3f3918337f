"""The records that flow through onrecord: frozen dataclasses, no behaviour beyond small properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "assert",
    "confirm",
    "deny",
    "neither-confirm-nor-deny",
    "decline",
    "demand",
    "propose",
    "promise",
    "threaten",
    "accuse",
    "expect",
    "opinion",
    "question",
    "doubt",
    "retract",
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Label = Literal["person", "organisation", "place", "group", "unnamed", "other"]


class Span(NamedTuple):
    """Characters of `article.text`, half open, in code points."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """When an article was published, as far as its text tells. `words` are what it was read from."""

    earliest: str  # ISO date
    latest: str  # ISO date
    words: Spans


@dataclass(frozen=True, slots=True)
class Article:
    """One report. `text` is what was decoded from the input, unchanged."""

    doc: str
    text: str
    sha256: str  # of the text in UTF-8
    title: str = ""
    outlet: str = ""
    published: str | None = None  # ISO date or date-time
    inferred: Dateline | None = None  # only where `published` is unknown
    url: str | None = None
    language: str = "en"
    encoding: str = "utf-8"
    body: Span | None = None  # the article within `text`, front matter left out; None for all of it
    furniture: Spans = ()  # bylines, translator's footers, "read also": kept, never a statement


@dataclass(frozen=True, slots=True)
class Speaker:
    """An entity of the article, by its id there and its fullest name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) says (cue) what (content), after PARC 3.0. The UI says "statement"."""

    id: str  # within the article: s1, s2 ...
    source: Spans  # empty when the text names nobody
    cue: Spans
    content: Spans  # in pieces where other words stand between
    kind: Kind = "indirect"
    act: Act = "assert"
    parent: str | None = None  # the statement whose content holds this one
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    said_on: str | None = None  # ISO, perhaps partial; never the publication date by default
    flags: tuple[str, ...] = ()  # negated, hypothetical, future, topic, anonymous
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name, describe or stand for an entity."""

    span: Span
    entity: str  # id of the entity in the article
    form: Literal["name", "role", "pronoun"] = "name"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body or place as one article knows it. `name` is the fullest of `names`."""

    id: str  # within the article: e1, e2 ...
    name: str
    label: Label
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # what the article calls a person: "spokesman", "prime minister"


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, TimeML TIMEX3."""

    span: Span
    type: TimexType
    value: str  # TIMEX3 value; "" where it cannot be resolved


Status = Literal["happened", "planned", "alleged", "denied", "hypothetical", "called off"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something reported to have happened or to be planned, by its PLOVER root."""

    id: str  # within the article: v1, v2 ...
    root: str  # PLOVER: AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST ...
    mode: str | None  # "call", "meeting", "visit", "release", "exchange" ... where the words tell
    trigger: Spans
    span: Span  # the sentence it was read from
    actors: tuple[str, ...] = ()  # entity ids of the article
    recipients: tuple[str, ...] = ()
    date: str | None = None  # ISO, perhaps partial ("2026-03"), or an interval "a/b"
    place: str | None = None  # entity id or words
    attributes: tuple[tuple[str, str], ...] = ()  # ("duration", "PT40M"), ("count", "26"), ("subject", "...")
    status: Status = "happened"
    vouchers: tuple[str, ...] = ()  # statements that assert it; empty: the outlet's own narration
    deniers: tuple[str, ...] = ()  # statements that deny it
    background: bool = False  # told as background ("the first since 2020", "detained in 2017")


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article tells."""

    article: Article
    statements: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    timexes: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article, and why. `reason` is a code of `errors.REASONS`, `detail` is for a person."""

    doc: str
    reason: str
    detail: str
