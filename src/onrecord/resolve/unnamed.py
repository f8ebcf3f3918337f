"""Sources without a name, typed, and the reason that an article gives for keeping a name back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.names import bodies, role_of
from onrecord.records import Attribution, Entity, Extraction, Span
from onrecord.resolve.names import entity_key
from onrecord.text.layout import find_body_layout

Type = Literal["official", "person familiar", "media", "document", "group", "public"]
TYPES: tuple[Type, ...] = ("official", "person familiar", "media", "document", "group", "public")

_FAMILIAR = re.compile(
    r"\b(?:familiar with|briefed on|(?:with|has|have|had) (?:direct )?knowledge of|close to|privy to|involved in"
    r"|sources?|insiders?|informants?)\b"
)
_DOCUMENT = re.compile(
    r"\b(?:statements?|documents?|letters?|memos?|memorandum|filings?|indictments?|transcripts?|decrees?|communiqu[eé]s?"
    r"|resolutions?|readouts?|surveys?|polls?|stud(?:y|ies)|reports?|data|figures|statistics|records|texts?|laws?|rules"
    r"|schedules?|plans?|treat(?:y|ies)|constitution|bills?|orders?|announcements?|notices?|declarations?|agreements?|articles?|books?)$"
)
_OFFICIAL_KINDS = frozenset("leader minister envoy spokesperson official lawmaker adviser officer".split())
_OFFICIAL = re.compile(
    r"\b(?:authorit(?:y|ies)|government|ministry|administration|police|officials?|prosecutors?|judges?|court|department"
    r"|parliament|military|army|embassy|president|prime minister|mayor|aides?|diplomats?)\b"
)
_MEDIA = re.compile(
    r"\b(?:media|press|newspapers?|channels?|broadcasters?|outlets?|news agenc(?:y|ies)|journalists?)\b"
)
_KNOWING_KINDS = frozenset("expert lawyer doctor manager".split())
_PUBLIC = re.compile(
    r"\b(?:people|residents?|locals?|witness(?:es)?|voters?|citizens?|users?|public|neighbou?rs?|passers-by|critics?"
    r"|supporters?|opponents?|men|women|man|woman|students?|workers?|families|relatives|mother|father|many|some|others"
    r"|most|few|anyone|everyone|nobody|one|observers?|survivors?|victims?|protesters?|demonstrators?)\b"
)
_ANONYMITY = re.compile(
    r"\b(?:conditions? of anonymity|anonymously|(?:asked|requested|wished|wanted|declined|preferred) (?:not )?to "
    r"(?:be (?:named|identified|quoted)|remain (?:anonymous|unnamed))|asked for anonymity|requested anonymity"
    r"|granted anonymity|(?:not|n't) (?:be )?(?:authori[sz]ed|allowed|permitted) to "
    r"(?:speak|discuss|comment|talk|brief)"
    r"|withheld (?:his|her|their) names?|whose names? (?:was|were|is|are) (?:not|withheld))"
)
_REASON = re.compile(
    r"\b(?:because|since|citing|for fear|fearing|due to|out of|given|in order to|(?:not|n't) (?:be )?"
    r"(?:authori[sz]ed|allowed|permitted) to|to (?:discuss|speak|talk|describe|share|avoid|protect))\b"
)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A source of an article that has no name there. `reason` is the words that tell why its name is kept back."""

    entity: str
    type: Type
    statements: int
    reason: Span | None


def find_unnamed(extraction: Extraction) -> tuple[Unnamed, ...]:
    """In the order of their first statements."""
    plain = find_body_layout(extraction.article).plain
    entities = {entity.id: entity for entity in extraction.entities}
    number = Counter(s.speaker.id for s in extraction.statements if s.speaker)
    found = []
    for entity in (entities[who] for who in number):
        if entity_key(entity) is None and not _names_somebody(entity):
            theirs = [s for s in extraction.statements if s.speaker and s.speaker.id == entity.id]
            outer = (s for s in theirs if s.parent is None)  # inside, the reason would be the outer source's
            reason = next((span for s in outer if (span := _reason(plain, s))), None)
            found.append(Unnamed(entity.id, type_of(_words(plain, entity, theirs)), number[entity.id], reason))
    return tuple(found)


def type_of(words: str) -> Type:
    """What sort of source the words of a source tell of. In doubt a plural is a group, anybody else the public."""
    small = " ".join(words.casefold().split())
    head = re.split(r",| who | which | that | of | for | from | in | at | with | on ", small)[0].strip()
    roles = [role.kind for word in head.split() if (role := role_of(word))]
    if _FAMILIAR.search(small):
        return "person familiar"
    if head in ("information", "reports", "rumours") and _MEDIA.search(small):
        return "media"
    if _DOCUMENT.search(head):
        return "document"
    if _MEDIA.search(head) or any(bodies().get(word) == "media" for word in head.split()[-1:]):
        return "media"
    if _OFFICIAL.search(head) or any(kind in _OFFICIAL_KINDS for kind in roles[-1:]):
        return "official"
    if any(kind in _KNOWING_KINDS for kind in roles[-1:]):
        return "group" if head.endswith("s") else "person familiar"
    if _PUBLIC.search(head):
        return "public"
    return "group" if head.endswith("s") or any(word in bodies() for word in head.split()) else "public"


def _names_somebody(entity: Entity) -> bool:
    """Whether a group is one of named members."""
    return entity.label == "group" and sum(word[:1].isupper() for word in entity.name.split()) > 1


def _words(plain: str, entity: Entity, statements: Sequence[Attribution]) -> str:
    """The fullest words that an article has for a source: those of its name, else of a statement's source."""
    for statement in statements:
        if statement.source:
            words = plain[statement.source[0].start : statement.source[-1].end]
            if entity.name.casefold() in " ".join(words.split()).casefold():
                return words
    return entity.name


def _reason(plain: str, statement: Attribution) -> Span | None:
    """From the sentence of the source; the words that begin with "because" or the like, else those on anonymity."""
    spans = [*statement.source, *statement.cue]
    if not spans:
        return None
    start = max(plain.rfind(mark, 0, spans[0].start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [at for mark in (". ", ".\n", "\n", '."') if (at := plain.find(mark, spans[-1].end)) >= 0]
    end = min(ends, default=len(plain))
    told = _ANONYMITY.search(plain, start, end)
    if told is None:
        return None
    why = _REASON.search(plain, told.start(), end)
    begin = why.start() if why else told.start()
    words = re.split(r'[,;"]', plain[begin:end].rstrip(" .\n"))[0]
    return Span(begin, begin + len(words)) if words else None
