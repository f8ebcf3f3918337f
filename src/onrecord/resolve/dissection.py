"""One article while it is taken apart: its words, mentions and speakers by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord import ids
from onrecord.records import Attribution, Entity, Extraction, Mention, Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.parties import Party, outlet_party, party_of, plain_key
from onrecord.text.layout import find_body_layout

MIN_PIECE = 12  # characters of a clause
MAX_NOUN = 4  # words before "which"
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]+[A-Z] [-–—] ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMES_DAY = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day\b|tomorrow", re.IGNORECASE)


@dataclass(slots=True)
class Dissection:
    """One article while it is taken apart. `press` are keys of outlets."""

    extraction: Extraction
    plain: str
    outlet: Party
    published: str | None
    parties: Mapping[str, Party]  # by the id of the entity
    press: frozenset[str]
    starts: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    timexes: list[Span] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mentions = sorted(self.extraction.mentions, key=lambda m: m.span)
        self.starts = [m.span.start for m in self.mentions]
        self.entities = {e.id: e for e in self.extraction.entities}
        timexes = sorted(self.extraction.timexes, key=lambda t: t.span)
        self.timexes, self.values = [t.span for t in timexes], [t.value for t in timexes]

    def mentions_in(self, spans: Iterable[Span]) -> Iterator[Mention]:
        for span in spans:
            for i in range(bisect_left(self.starts, span.start), len(self.mentions)):
                if self.mentions[i].span.start >= span.end:
                    break
                yield self.mentions[i]

    def days_in(self, spans: Iterable[Span]) -> frozenset[str]:
        """ISO days that time expressions name there; "since" some day is none, and "that day" tells of no other."""
        found = set()
        for span in spans:
            for at in range(bisect_left(self.timexes, (span.start, 0)), len(self.timexes)):
                (start, end), value = self.timexes[at], self.values[at]
                if start >= span.end:
                    break
                named = _NAMES_DAY.search(self.plain[start:end]) and not self.plain.endswith("since ", 0, start)
                if end <= span.end and named and (day := _DAY.match(value)):
                    found.add(day.group())
        return frozenset(found)

    def words(self, spans: Iterable[Span]) -> str:
        return " ".join(" ".join(self.plain[start:end].split()) for start, end in spans)

    def cue(self, s: Attribution) -> str:
        """In small letters, with the few words of the clause before it: "has not", "neither"."""
        if not s.cue:
            return ""
        first = s.cue[0].start
        others = [span.end for span in (*s.source, *s.content) if span.end <= first]
        before = re.split(r"[.!?\n\",;]", self.plain[max([first - 24, *others, 0]) : first])[-1]
        return " ".join(f"{before} {self.words(s.cue)}".casefold().replace("n't", " not").split())

    def speaker(self, s: Attribution) -> Party:
        if s.speaker is None:
            words = self.words(s.source)
            return Party(f"unnamed:{ids.digest_of(words)}:{s.id}", words or "somebody", named=False)
        party = self.parties.get(s.speaker.id) or Party(plain_key(s.speaker.name), s.speaker.name)
        party = self._after_dateline(s) or party
        as_outlet = f"outlet:{plain_key(party.name)}"
        if as_outlet in self.press or (party.named and cues.PRESS.search(party.name) and not self.is_person(s)):
            return Party(self._same_outlet(as_outlet), party.name)
        return party

    def _after_dateline(self, s: Attribution) -> Party | None:
        """Of a source that was read with the dateline before it: "TARB - Osk Steel denied ..."."""
        match = _DATELINE.match(self.plain, s.source[0].start, s.source[0].end) if s.source else None
        after = self.mentions_in((Span(match.end(), s.source[0].end),)) if match else iter(())
        return next((self.parties[mention.entity] for mention in after if mention.entity in self.parties), None)

    def is_person(self, s: Attribution) -> bool:
        return s.speaker is not None and self.entities[s.speaker.id].label == "person"

    def _same_outlet(self, key: str) -> str:
        """A short form ("the Courier") is the outlet that ends so, where there is only one."""
        longer = [other for other in self.press if other.endswith(" " + key.removeprefix("outlet:"))]
        return key if key in self.press or len(longer) != 1 else longer[0]


def dissect(
    extraction: Extraction, version_id: str, parties: Mapping[str, Party] | None = None, press: Iterable[str] = ()
) -> Dissection:
    article = extraction.article
    return Dissection(
        extraction,
        find_body_layout(article).plain,
        outlet_party(article.outlet),
        article.published or (article.inferred.latest if article.inferred else None),
        {e.id: party_of(e, version_id) for e in extraction.entities} | dict(parties or {}),
        frozenset(press),
    )


def length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def without(spans: Spans, children: Iterable[Attribution]) -> Spans:
    """What other statements do not tell of these words."""
    left = list(spans)
    for taken in (span for child in children for span in (*child.source, *child.cue, *child.content)):
        cut = []
        for start, end in left:
            parts = (Span(start, min(end, taken.start)), Span(max(start, taken.end), end))
            cut += (
                [part for part in parts if part.end - part.start > 2]
                if taken.start < end and start < taken.end
                else [Span(start, end)]
            )
        left = cut
    return tuple(left) or spans[:0]


def find_pieces(reading: Dissection, content: Spans) -> Iterator[tuple[Spans, Span | None]]:
    """Sentences and clauses of a content, and the words with which their subject begins, where those stand before."""
    for span in content:
        for sentence in terms.find_sentences(reading.plain, span):
            if aside := cues.ASIDE.match(reading.plain, sentence.start, sentence.end):
                first = Span(*aside.span(1))
                yield (first, Span(*aside.span(2))), None  # "the talks, which began on Monday, ..."
                yield (first, Span(*aside.span(3))), None
                continue
            start = sentence.start
            subject: Span | None = None
            opening = re.compile(r"(?:\S+\s+){1,3}").match(reading.plain, sentence.start, sentence.end)
            for match in cues.CLAUSE.finditer(reading.plain, sentence.start, sentence.end):
                if match.start() - start > MIN_PIECE and sentence.end - match.end() > MIN_PIECE:
                    yield (Span(start, match.start()),), subject
                    start = match.end()
                    subject = Span(*opening.span()) if opening else subject
            yield from _halves(reading, Span(start, sentence.end), subject, opening)


def _halves(
    reading: Dissection, clause: Span, subject: Span | None, opening: re.Match[str] | None
) -> Iterator[tuple[Spans, Span | None]]:
    """A clause, and what is added to it: "made the offer in a call with her" tells of the call, too."""
    condition = cues.CONDITION.search(reading.plain, clause.start + MIN_PIECE, clause.end)
    if condition and (which := cues.WHICH_IS.search(reading.plain, condition.end(), clause.end)):
        noun = _last_words(reading, Span(condition.end(), which.start()))
        yield (noun, Span(which.end(), clause.end)), None  # "only with the authority of Osk, which is the council"
    clause = Span(clause.start, condition.start()) if condition else clause  # "ready to talk only if" is ready to talk
    talk = cues.IN_TALK.search(reading.plain, clause.start + MIN_PIECE, clause.end)
    relative = cues.RELATIVE.search(reading.plain, clause.start + MIN_PIECE, clause.end)
    if talk:
        yield (Span(clause.start, talk.start()),), subject
        yield (Span(talk.start() + 1, clause.end),), Span(*opening.span()) if opening else subject
    elif relative:
        before = Span(clause.start, relative.start())
        yield (before,), subject
        yield (_last_words(reading, before), Span(relative.end(), clause.end)), None
    else:
        yield (clause,), subject


def _last_words(reading: Dissection, span: Span) -> Span:
    words = reading.plain[slice(*span)]
    return Span(span.end - len(" ".join(words.split(" ")[-MAX_NOUN:])), span.end)


def join_spans(spans: Sequence[Span]) -> Spans:
    """In order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + 2:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
