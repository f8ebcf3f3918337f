"""What several pages hold, the same for HTML and JSON. What one page holds is in its own file."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.misses import Reason
from onrecord.records import Act, Kind, Label
from onrecord.store.corrected import What
from onrecord.store.corrections import Progress
from onrecord.store.judgements import Sort
from onrecord.views.marks import Words


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement to be pasted elsewhere: words, speaker, outlet, date, link."""

    plain: str
    markdown: str
    html: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with what a reader must know of it."""

    id: str  # within the version of the article; another reading may change it
    number: int  # its place in the article, counting from 1; 0 in a list of several articles
    link: str  # lasting: it names the offsets
    article: str
    version: int
    doc: str
    title: str
    outlet: str
    published: str | None
    url: str | None
    said_on: str | None
    kind: Kind
    act: Act
    speaker: str | None
    speaker_link: str | None
    speaker_label: str
    addressee: str | None
    chain: tuple[str, ...]  # outlet, whom it cites, whom that one cites ... the speaker
    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    parent: str | None
    depth: int  # in how many others it lies
    flags: tuple[str, ...]  # with what people did: checked, corrected, added
    score: float
    snippet: str = ""  # of a search: the found words stand between U+E000 and U+E001

    @property
    def anchor(self) -> str:
        return self.link.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list this is."""

    page: int
    pages: int
    total: int
    more: bool  # there are more than `total`: counting stops there


@dataclass(frozen=True, slots=True)
class Number:
    """A name with how many there are of it."""

    name: str
    statements: int
    articles: int | None
    link: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that may hold a statement which was not found."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction did."""

    id: int
    what: What
    article: str
    progress: Progress  # of the article


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said across articles."""

    id: int
    what: Sort


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    status: int
    message: str


@dataclass(frozen=True, slots=True)
class Error:
    error: ErrorDetail


LABELS: tuple[Label, ...] = ("person", "organisation", "place", "group", "unnamed", "other")
