"""Ids of the parties of events; a party that no mention covers becomes an entity of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.extract.names import role_of
from onrecord.extract.parties import Party, Scene, is_count
from onrecord.extract.party_words import DETERMINERS, GROUPS
from onrecord.records import Entity, Label, Mention

Form = Literal["name", "role"]
_LEADS = DETERMINERS | frozenset("to for of and or by other some most".split())
_OFFICES = ("leader", "minister", "envoy", "spokesperson", "official")


class PartyIds:
    """Ids of the parties; one that no mention covers becomes an entity of its own."""

    def __init__(self, scene: Scene, entities: list[Entity]) -> None:
        self.scene = scene
        self.entities = entities
        self.added: list[Mention] = []
        self._new: dict[str, str] = {}
        self._by_last: dict[str, list[str]] = {}
        self._by_name: dict[str, str] = {}
        for entity in entities:
            self._know(entity)

    def ids(self, parties: Sequence[Party]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for party in parties if (found := self._id(party))))

    def _id(self, party: Party) -> str | None:
        if party.entity is not None and not self._is_no_person(party):
            return party.entity
        if not self._is_named(party):
            return party.entity or self._described(party) or self._group(party) or self._office(party)
        start, end = self._before_bracket(*(party.name or self._bare(party.start, party.end)))
        name = self.scene.text(start, end).removeprefix("the ")
        known = self._by_name.get(name) or (self._person(name) if party.name else None)
        if known is not None:
            return known
        if name not in self._new:
            if party.name is None and self._is_piece(start, end):
                return None
            self._new[name] = f"e{len(self.entities) + 1}"
            label: Label = "person" if party.person else "other"
            self.entities.append(Entity(self._new[name], name, label, (name,)))
            self._know(self.entities[-1])
        form: Form = "name" if party.name else "role"
        self.added.append(Mention(self.scene.span(start, end), self._new[name], form))
        return self._new[name]

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Without what stands before a name: "for the other Norwegians"."""
        words = self.scene.words
        while start < end - 1 and words[start].key in _LEADS and (words[start].opens or not words[start].is_capital):
            start += 1
        return start, end

    def _is_piece(self, start: int, end: int) -> bool:
        """Whether the words are part of a longer name: "the Osks" of "Games of the Osks", "Fish" of "Fish Plan"."""
        words = self.scene.words
        at = start - 1
        at -= at > 0 and words[at].key == "the"
        led = at > 0 and words[at].key == "of" and words[at - 1].is_capital and role_of(words[at - 1].text) is None
        after = words[end] if end < len(words) else None
        if led or after is None or after.gap not in (" ", "-"):
            return led
        if self.scene.mention_of[end] is not None or role_of(after.text) is not None:
            return False
        return after.gap == "-" or (after.is_capital and not after.opens) or after.text.isdigit()

    def _before_bracket(self, start: int, end: int) -> tuple[int, int]:
        """Not into a bracket: "Harbour Plan" of "Harbour Plan (HP"."""
        cut = (i for i in range(start + 1, end) if "(" in self.scene.gap(i) and ")" not in self.scene.text(i, end))
        return start, next(cut, end)

    def _described(self, party: Party) -> str | None:
        """Of "the sides" the entity that the article calls so."""
        words = self.scene.text(party.start, party.end).casefold().removeprefix("the ")
        return next(
            (e.id for e in self.entities if e.label in ("group", "unnamed") and e.name.casefold() == words), None
        )

    def _group(self, party: Party) -> str | None:
        """Of "the families" a group of that name, one for the article; so are "nine Osmians"."""
        head = self.scene.keys[party.end - 1]
        if head not in GROUPS:
            if not self._is_counted_people(party):
                return None
            head = self.scene.text(party.end - 1, party.end)
        if head not in self._new:
            self._new[head] = f"e{len(self.entities) + 1}"
            self.entities.append(Entity(self._new[head], head, "group", (head,)))
        self.added.append(Mention(self.scene.span(party.end - 1, party.end), self._new[head], "role"))
        return self._new[head]

    def _office(self, party: Party) -> str | None:
        """Of "the prime minister", whom the article does not name, the office; one for the article."""
        start, end = self._bare(party.start, party.end)
        role = role_of(self.scene.keys[end - 1])
        if not party.person or role is None or role.kind not in _OFFICES:
            return None
        name = self.scene.text(start, end).casefold()
        if name not in self._new:
            self._new[name] = f"e{len(self.entities) + 1}"
            self.entities.append(Entity(self._new[name], name, "unnamed", (name,)))
        self.added.append(Mention(self.scene.span(start, end), self._new[name], "role"))
        return self._new[name]

    def _is_counted_people(self, party: Party) -> bool:
        last = party.end - 1
        counted = last > 0 and is_count(self.scene, last - 1)
        return counted and self.scene.words[last].is_capital and self.scene.keys[last].endswith("s")

    def _is_no_person(self, party: Party) -> bool:
        """A role and a name of which the cast took the whole for a body, or knows a part only."""
        if not (party.person and party.name is not None and party.start < party.name[0]):
            return False
        entity = self.scene.entities[party.entity or ""]
        name = self.scene.text(*party.name)
        if entity.label != "person" and (entity.name.startswith(name) or name.startswith(entity.name)):
            return False  # "head the Osk Department of Health", "director, Osk Harbour Union (OHU)"
        last = self.scene.words[party.name[1] - 1].text
        return entity.label != "person" or not any(last in name for name in (entity.name, *entity.names))

    def _person(self, name: str) -> str | None:
        found = self._by_last.get(name.rsplit(maxsplit=1)[-1], [])
        return found[0] if len(found) == 1 else None

    def _know(self, entity: Entity) -> None:
        if entity.label not in ("group", "unnamed"):
            self._by_name |= {name: entity.id for name in (entity.name, *entity.names) if name not in self._by_name}
        if entity.label == "person" and entity.name:
            self._by_last.setdefault(entity.name.split()[-1], []).append(entity.id)

    def _is_named(self, party: Party) -> bool:
        words = self.scene.words[party.start : party.end]
        return any(word.is_capital and not word.opens for word in words) and len(words) > 1
