"""What an article tells of the offices of a person, for whom they speak and what they head: with the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.names import role_of
from onrecord.records import Entity, Extraction, Mention, Span
from onrecord.text.layout import find_body_layout

Relation = Literal["speaks for", "head of", "office", "formerly"]

_HEADS = frozenset(
    """boss ceo chair chairman chairperson chairwoman chancellor chief commander director emir emperor governor head
    king leader mayor pope premier president prime principal queen rector""".split()
)
_BELOW = frozenset("deputy vice assistant acting-deputy former under".split())  # who stands before the head
_NO_OFFICE = frozenset(("title", "person"))
_MODIFIERS = frozenset(
    """acting assistant associate chief defence defense deputy economy energy ex executive finance first foreign former
    general health home interim interior international justice lead main national outgoing permanent prime principal
    presidential press regional senior special then transport under vice""".split()
)
_OF_ONE = ("leader", "minister", "envoy")
_LINK = r"(?:of|for|to|at)(?:\s+the)?"
_NAME_WORD = r"[^\W\d_a-z][\w.&'-]*"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:of|for|and|the)\s+)*{_NAME_WORD})*"
_AFTER_ROLE = re.compile(rf"\s+{_LINK}\s+(?:[a-z]+\s+){{0,2}}{_NAME}")
_WORD = re.compile(r"[^\W_][\w.'-]*")
_OF_ANOTHER = re.compile(r"\w (?:of|to|for) the $")  # "the aide of the president Ann Lee": which office is hers?
_BEFORE = 100  # characters before or after a name in which an office is told


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a person, as told in one place. `body` is an entity of the article, or None."""

    entity: str
    relation: Relation
    office: str  # its words without the name: "foreign minister of Tarn"
    body: str | None
    span: Span  # the words of the office and the name


def office_key(words: str) -> str:
    """An office without the country or body: "prime minister" of "Osmian Prime Minister"; "" where one may be many."""
    kept = [w for w in words.casefold().split() if w in _MODIFIERS or role_of(w) is not None]
    role = role_of(kept[-1]) if kept else None
    return " ".join(kept) if role is not None and role.kind in _OF_ONE else ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of an office in the text: from where to where, and its role word."""

    span: Span
    role: Span


def find_offices(extraction: Extraction) -> tuple[Office, ...]:
    """In the order of the text; an office that is told again in the same words is given once."""
    plain = find_body_layout(extraction.article).plain
    entities = {entity.id: entity for entity in extraction.entities}
    named = [m for m in extraction.mentions if m.form == "name"]
    found: dict[tuple[str, str], Office] = {}
    for mention in named:
        if entities[mention.entity].label == "person":
            for phrase in (_before(plain, mention.span), _after(plain, mention.span)):
                if phrase is not None:
                    office = _to_office(plain, mention, phrase, named, entities)
                    found.setdefault((office.entity, office.office.casefold()), office)
    return tuple(found.values())


def _before(plain: str, name: Span) -> _Phrase | None:
    """As in "Foreign Minister Ann Lee" or "the mayor of Tarn, Ann Lee"."""
    start = max(0, name.start - _BEFORE)
    clause = max((plain.rfind(mark, start, name.start) for mark in ('"', ";", ":", "\n", "(", " - ")), default=-1) + 1
    text = plain[max(start, clause) : name.start]
    offset = max(start, clause)
    for role in reversed(list(_roles(text, offset))):
        rest = plain[role.end : name.start]
        tail = _AFTER_ROLE.match(plain, role.end, name.start)
        between = plain[tail.end() if tail else role.end : name.start]
        first = _first(plain, role.start, offset)
        if between.strip() in ("", ",") and rest[:1] != "," and not _OF_ANOTHER.search(plain, offset, first):
            return _Phrase(Span(first, tail.end() if tail else role.end), role)
        return None
    return None


def _after(plain: str, name: Span) -> _Phrase | None:
    """As in "Ann Lee, the foreign minister of Tarn,"."""
    opened = re.compile(r"\s*[,(]\s+?(?:who is )?(?:the|an?|its|their|his|her)?\s*").match(plain, name.end)
    if opened is None:
        return None
    end = re.compile(r'[,.;:!?()\n"]|\b(?:who|which|said|told|says|and)\b').search(plain, opened.end())
    stop = min(end.start() if end else len(plain), opened.end() + _BEFORE)
    role = next(_roles(plain[opened.end() : stop], opened.end()), None)
    if role is None or _first(plain, role.start, opened.end()) != opened.end():
        return None
    tail = _AFTER_ROLE.match(plain, role.end, stop)
    return _Phrase(Span(opened.end(), tail.end() if tail else role.end), role)


def _roles(text: str, offset: int) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        role = role_of(match.group())
        if role is not None and role.kind not in _NO_OFFICE and not match.group().endswith("'s"):
            yield Span(match.start() + offset, match.end() + offset)


def _first(plain: str, role: int, least: int) -> int:
    """Where an office begins: names and words such as "deputy" before its role belong to it."""
    start = role
    for match in reversed(list(_WORD.finditer(plain, least, role))):
        word = match.group()
        names = word[0].isupper() and word.casefold() not in ("the", "a", "an", "but", "and", "for", "in")
        if plain[match.end() : start].strip(" -") or not (names or word.casefold() in _MODIFIERS):
            break
        start = match.start()
    return start


def _to_office(
    plain: str, mention: Mention, phrase: _Phrase, named: Sequence[Mention], entities: dict[str, Entity]
) -> Office:
    words = " ".join(plain[phrase.span.start : phrase.span.end].split())
    inside = [
        m
        for m in named
        if phrase.span.start <= m.span.start and m.span.end <= phrase.span.end and m.entity != mention.entity
    ]
    after = [m for m in inside if m.span.start >= phrase.role.end]
    before = [m for m in inside if entities[m.entity].label != "person"]
    body = next((m.entity for m in (*after, *before)), None)
    span = Span(min(phrase.span.start, mention.span.start), max(phrase.span.end, mention.span.end))
    return Office(mention.entity, _relation(plain, phrase, words), words, body, span)


def _relation(plain: str, phrase: _Phrase, words: str) -> Relation:
    small = [word.casefold().rstrip(".") for word in re.findall(r"[\w.]+", words)]
    word = plain[phrase.role.start : phrase.role.end].casefold()
    if {"former", "ex"} & set(small):
        return "formerly"
    role = role_of(word)
    if role is not None and role.kind == "spokesperson":
        return "speaks for"
    prime = "prime" in small and word == "minister"
    general = word == "general" and "secretary" in small
    if (word in _HEADS or prime or general) and not _BELOW & set(small):
        return "head of"
    return "office"
