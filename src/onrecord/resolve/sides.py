"""Which parties speak for one another, and who takes part in what is claimed, from how articles call them.

"Tarn's foreign minister", "the Tarn ministry" and "a spokesman for the government of Tarn" are of one side. Where an
article calls nobody by a place, the side is unknown. A stand-in until offices are known over the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.extract.names import bodies, role_of
from onrecord.records import Entity, Extraction
from onrecord.resolve import terms
from onrecord.resolve.parties import Party, last_word

_OFFICES = frozenset(("leader", "minister", "envoy", "official", "spokesperson", "officer"))
_NOT_THE_STATE = frozenset("opposition union association company party former ex club institute bank league".split())
_LINKS = frozenset("of the for to and special defence defense finance interior presidential government press".split())
_MAX_WORDS = 10


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One way in which an article calls a party: by a place or body, in an office of state or not."""

    party: str
    name: str  # the word of the party's name by which contents know it
    place: str  # as terms.fold_place has it
    office: bool


def find_affiliations(extraction: Extraction, parties: Mapping[str, Party]) -> Iterator[Affiliation]:
    """Of the named parties, from the words around their names and the sources of their statements."""
    text = extraction.article.text
    entities = {entity.id: entity for entity in extraction.entities}
    own = {
        entity.name.split()[-1].casefold(): parties[entity.id]
        for entity in extraction.entities
        if entity.label != "person"
        and parties[entity.id].named
        and entity.name.split()[-1].casefold() in _NOT_THE_STATE
    }
    for body in own.values():
        yield Affiliation(body.key, terms.fold_place(last_word(body.name)), body.key, office=True)
    for mention in extraction.mentions:
        entity = entities[mention.entity]
        party = parties[entity.id]
        if mention.form != "name" or not party.named:
            continue
        words = _before(text, mention.span.start) + _after(text, mention.span.end)
        yield from _affiliate(entity, party, words)
        for body in (own[word.casefold()] for word in words if entity.label == "person" and word.casefold() in own):
            yield Affiliation(party.key, terms.fold_place(last_word(party.name)), body.key, office=True)
    for entity in extraction.entities:
        party = parties[entity.id]
        if party.named and entity.label in ("place", "organisation", "other"):
            yield from _affiliate(entity, party, entity.name.split())


def _affiliate(entity: Entity, party: Party, words: list[str]) -> Iterator[Affiliation]:
    plain = [re.sub(r"['’]s?$", "", word) for word in words]
    low = {word.casefold() for word in plain}
    kinds = [role.kind for word in plain if (role := role_of(word))]
    office = (any(kind in _OFFICES for kind in kinds) or bool(low & bodies().keys())) and not low & _NOT_THE_STATE
    own = {word.casefold() for word in entity.name.split()} if entity.label == "person" else set()
    name = terms.fold_place(" ".join(entity.name.split()[-1:]))
    for word in plain:
        is_name = word[:1].isupper() and word.casefold() not in own and not role_of(word)
        if is_name and word.casefold() not in bodies() and terms.term_of(word) is not None:
            yield Affiliation(party.key, name, terms.fold_place(word), office or entity.label == "place")


def _before(text: str, at: int) -> list[str]:
    """The words of the phrase that a name closes: "Tarn Foreign Minister", "the envoy of Tarn"."""
    found: list[str] = []
    for word in reversed(re.split(r"[.!?\n;:\"“”()]|, |\s[-–—]\s", text[max(at - 90, 0) : at])[-1].split()):
        if len(found) == _MAX_WORDS or not (word[:1].isupper() or word in _LINKS or role_of(word) or word in bodies()):
            break
        found.append(word)
    found.reverse()
    return found if any(role_of(word) or word.casefold() in bodies() for word in found) else []


def _after(text: str, at: int) -> list[str]:
    """The words of the phrase in commas that follows a name: ", the foreign minister of Tarn,"."""
    match = re.match(r", ((?:the |a |an )?[^,.;:\n]{3,80}?)(?:,|\.| whose| who)", text[at : at + 100])
    words = match[1].split()[:_MAX_WORDS] if match else []
    return words if any(role_of(word) for word in words) else []
