"""What each page holds: the same for HTML and JSON, and the types of the OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.misses import Reason
from onrecord.records import Act, Kind, Label
from onrecord.store.browse import VersionRow
from onrecord.store.corrected import What
from onrecord.store.corrections import Progress
from onrecord.views.marks import Words
from onrecord.views.pages import ArticleRow, SkippedRow


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
class Period:
    """A day, or several, of publication."""

    first: str
    last: str
    statements: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What the record holds."""

    title: str
    articles: int
    versions: int
    statements: int
    speakers: int
    unattributed: int
    skipped: int
    progress: Progress
    periods: tuple[Period, ...]
    top_speakers: tuple[Number, ...]
    outlets: tuple[Number, ...]
    acts: tuple[Number, ...]
    latest: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    part: Part
    outlet: str | None
    outlets: tuple[str, ...]
    articles: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    part: Part
    name: str
    speakers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A person or body, and what they are reported to have said."""

    name: str
    key: str
    label: str
    articles: int
    first: str | None
    last: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    outlets: tuple[Number, ...]  # who quotes them
    through: tuple[Number, ...]  # whom the outlets cite for it
    acts: tuple[Number, ...]
    oldest: bool
    part: Part
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a search asked for; what is None was not asked."""

    q: str
    speaker: str | None
    outlet: str | None
    act: str | None
    kind: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    wanted: Wants
    asked: bool
    ranked: bool  # best first; else by date
    outlets: tuple[str, ...]
    acts: tuple[str, ...]
    part: Part
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that may hold a statement which was not found."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a long text is shown, in characters."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """One thing that a person said about a statement."""

    id: int
    made: str
    author: str
    what: What
    article: str
    doc: str
    title: str
    outlet: str
    link: str
    words: str  # of the statement that was meant
    before: str
    after: str
    orphan: bool  # the article has another text now
    undone: str | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: ArticleRow
    version: int
    current: bool
    sha256: str
    versions: tuple[VersionRow, ...]
    text: str  # the window of it
    window: Window
    furniture: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]  # that begin in the window
    misses: tuple[Miss, ...]
    speakers: tuple[str, ...]  # whom the article knows
    progress: Progress
    corrections: tuple[Corrected, ...]  # the newest first, orphans too


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    progress: Progress
    part: Part
    corrections: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class SkippedPage:
    part: Part
    skipped: tuple[SkippedRow, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction did."""

    id: int
    what: What
    article: str
    progress: Progress  # of the article


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    status: int
    message: str


@dataclass(frozen=True, slots=True)
class Error:
    error: ErrorDetail


LABELS: tuple[Label, ...] = ("person", "organisation", "place", "group", "unnamed", "other")
