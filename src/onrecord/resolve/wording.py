"""An article as conditions and positions are read from it: sentences, who tells them, and who is named where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.names import function_words
from onrecord.records import Attribution, Entity, Event, Extraction, Mention, Span, Spans
from onrecord.resolve import terms
from onrecord.text.layout import find_body_layout

_PARTIES = frozenset(("person", "organisation", "place", "group", "other"))
_NOT_TELLING = frozenset(  # of time and manner: they name nothing that one can want
    "same way back home later second third earlier soon immediately january february march april may june july august"
    " september october november december monday tuesday wednesday thursday friday saturday sunday today tomorrow"
    " tonight hour hours minute minutes".split()
)

SPEECH = frozenset(("~offer", "~promise", "~threat", "~ready", "~agree", "~request"))  # what is said, not what about


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in an article. `entity` is the id there, empty where the article knows nobody of the name."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One article. `plain` is as long as its text, with one kind of quotation marks and without furniture."""

    plain: str
    sentences: Spans
    statements: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    entities: dict[str, Entity]
    talks: tuple[frozenset[str], ...] = ()  # ids of the two who are told to have talked with one another

    def words(self, spans: Sequence[Span]) -> str:
        """In small letters and single spaces."""
        return " ".join(" ".join(self.plain[start:end] for start, end in spans).casefold().split())

    def cue(self, statement: Attribution) -> str:
        return self.words(statement.cue)

    def speaker(self, statement: Attribution) -> Actor | None:
        return Actor(statement.speaker.id, statement.speaker.name) if statement.speaker else None

    def covering(self, at: int) -> list[Attribution]:
        """Statements whose content holds the place, the innermost first."""
        found = [s for s in self.statements if any(start <= at < end for start, end in s.content)]
        return sorted(found, key=lambda s: (length(s.content), s.id))

    def with_cue_in(self, where: Span) -> list[Attribution]:
        return [s for s in self.statements if s.cue and where.start <= s.cue[0].start and s.cue[-1].end <= where.end]

    def sentence_at(self, at: int) -> Span | None:
        place = bisect_left(self.sentences, (at + 1,)) - 1
        return self.sentences[place] if place >= 0 and at < self.sentences[place].end else None

    def sentences_of(self, spans: Spans) -> Spans:
        """Those that hold any of it."""
        first = max(bisect_left(self.sentences, (spans[0].start + 1,)) - 1, 0)
        return self.sentences[first : bisect_left(self.sentences, (spans[-1].end,))]

    def mask(self, where: Span, content: Sequence[Span]) -> str:
        """The characters of a sentence that belong to a content; spaces stand for all others."""
        text, at = "", where.start
        for start, end in sorted(clip(content, where)):
            text += " " * (start - at) + self.plain[max(start, at) : end]
            at = max(at, end)
        return text + " " * (where.end - at)

    def named_in(self, where: Span) -> Iterator[tuple[Mention, Actor]]:
        """Parties that are named there, in order."""
        for mention in self.mentions:
            if where.start <= mention.span.start and mention.span.end <= where.end and mention.form == "name":
                entity = self.entities[mention.entity]
                if entity.label in _PARTIES:
                    yield mention, Actor(entity.id, entity.name)

    def terms_in(self, spans: Sequence[Span]) -> frozenset[str]:
        """What the words tell of, names aside."""
        found = set()
        for start, end in spans:
            for word in terms.WORD.finditer(self.plain, start, end):
                if (
                    (term := term_of(word.group())) is not None
                    and term not in SPEECH
                    and not self.is_name(word.start())
                ):
                    found.add(term)
        return frozenset(found)

    def is_name(self, at: int) -> bool:
        return self.plain[at].isupper() and any(m.span.start <= at < m.span.end for m in self.mentions)


def read_wording(extraction: Extraction) -> Wording:
    layout = find_body_layout(extraction.article)
    sentences = [s for paragraph in layout.paragraphs for s in terms.find_sentences(layout.plain, paragraph)]
    return Wording(
        plain=layout.plain,
        sentences=tuple(sentences),
        statements=extraction.statements,
        mentions=tuple(sorted(extraction.mentions, key=lambda m: m.span)),
        entities={entity.id: entity for entity in extraction.entities},
        talks=tuple(
            pair for e in extraction.events if e.root == "CONSULT" and len(pair := _persons(extraction, e)) == 2
        ),
    )


def _persons(extraction: Extraction, event: Event) -> frozenset[str]:
    people = {entity.id for entity in extraction.entities if entity.label == "person"}
    return frozenset((*event.actors, *event.recipients)) & people


def term_of(word: str) -> str | None:
    """As terms.term_of, without words of time, of number and of manner."""
    low = word.casefold()
    if low in _NOT_TELLING or low in function_words() or re.search(r"\d", low) or low.endswith("ly"):
        return None
    return terms.term_of(word)


def clip(spans: Sequence[Span], where: Span) -> list[Span]:
    found = (Span(max(start, where.start), min(end, where.end)) for start, end in spans)
    return [span for span in found if span.start < span.end]


def trim(text: str, span: Span) -> Span:
    """Without spaces, commas and quotation marks around it."""
    words = text[slice(*span)]
    front = len(words) - len(words.lstrip(" \n\t\"',.;:-"))
    return Span(span.start + front, max(span.start + front, span.start + len(words.rstrip(" \n\t\"',.;:-"))))


def length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)
