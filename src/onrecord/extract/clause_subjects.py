"""Whose a verb is: the parties before it, past times, relatives and pronouns."""

from __future__ import annotations

import re

from onrecord.extract.parties import (
    Party,
    Scene,
    find_parties,
    is_plural_pronoun,
    is_time,
    phrase_after,
    phrase_before,
    pronoun,
    to_group,
)

_DATELINE = 8  # words

_RELATIVES = ("who", "that", "which")

_APPOSED = 5  # words

_BACK = 4  # sentences

_PAIR = ("two", "pair")

_AFTER_OBJECT = frozenset(
    "in near at by on from during since while after before for as to with and or but of over until the a".split()
)


def find_subject(scene: Scene, at: int) -> tuple[Party, ...]:
    """The parties whose verb begins at word `at`."""
    first, _ = scene.bounds(at)
    if at < len(scene.words) and "," in scene.gap(at) and (outer := _past_relative(scene, at, first)):
        return outer
    i = at
    while i > first and (is_time(scene, i - 1) or (i < at and scene.keys[i - 1] in ("on", "in", "late", "of"))):
        i -= 1
    if i > first and (pronoun(scene, i - 1) or scene.keys[i - 1] in _RELATIVES):
        return _stood_for(scene, i - 1)
    if i - 1 > first and scene.keys[i - 2] == "the" and scene.keys[i - 1] in _PAIR:
        return _two_before(scene, scene.sentence[i - 1])
    start, end = phrase_before(scene, i, first)
    found = find_parties(scene, start, end)
    return tuple(found) or first_of_sentence(scene, first, at)


def first_of_sentence(scene: Scene, first: int, at: int) -> tuple[Party, ...]:
    first = i = _after_break(scene, first, at)
    if i < at and (scene.keys[i] in LEADING or is_time(scene, i)) and to_group(scene, i, at) == i:
        i = next((j for j in range(i + 1, at) if "," in scene.gap(j)), i + 1)
        while i < at and is_time(scene, i):  # "On June 26, 2026, the envoy", "Hours later the council"
            i += 1
    if i < at and pronoun(scene, i):
        return _stood_for(scene, i)
    i = to_group(scene, i, at)
    start, end = phrase_after(scene, i, at)
    return tuple(find_parties(scene, start, end))


def _after_break(scene: Scene, first: int, at: int) -> int:
    """Past a dateline, "OSK, June 6 (Agency) - ", and past what a semicolon closes."""
    for i in range(at, first, -1):
        if ";" in scene.gap(i):
            return i
    for i in range(first + 1, min(at, first + _DATELINE) + 1):
        if re.search(r"\s[-–—]+\s", scene.gap(i)) and scene.words[first].text.isupper():
            return i
    return first


LEADING = frozenset(
    "in on at during after before while as when since with from following according amid by ahead earlier".split()
)


def _stood_for(scene: Scene, i: int) -> tuple[Party, ...]:
    """Whom a pronoun means: "who" the name before it, else the subject of the sentence, else of the one before."""
    first, _ = scene.bounds(i)
    if scene.keys[i] in _RELATIVES:
        return _before_relative(scene, i, first)
    for number in range(scene.sentence[i], max(scene.sentence[i] - 4, -1), -1):
        start, end = scene.sentence_bounds[number]
        if number == scene.sentence[i]:
            end = i
            if end - start < 2:
                continue
        found = _named_first(scene, start, end)
        if scene.keys[i] in ("he", "she") and not any(party.person for party in found):
            found = _only_person(scene, start, end) or found
        if found:
            people = [party for party in found if party.person]
            return tuple(found) if is_plural_pronoun(scene, i) else tuple((people or found)[:1])
    return ()


def is_object_pronoun(scene: Scene, i: int) -> bool:
    """As "him", and "her" where no noun follows."""
    first, end = scene.bounds(i) if i < len(scene.words) else (0, 0)
    if not first <= i < end or scene.keys[i] not in ("him", "her"):
        return False
    after = scene.keys[i + 1] if i + 1 < end and scene.gap(i + 1) == " " else ""
    return scene.keys[i] == "him" or not after or after in _AFTER_OBJECT or is_time(scene, i + 1)


def object_meant(scene: Scene, i: int) -> Party | None:
    """Whom "him" means: who is named last before the clause in its sentence, else the subject of a sentence before."""
    first, _ = scene.bounds(i)
    clause = next((j for j in range(i, first, -1) if any(mark in scene.gap(j) for mark in ",;:")), first)
    for j in range(clause - 1, first - 1, -1):
        mention = scene.mention_of[j]
        who = scene.mentions[mention].entity if mention is not None else None
        if who is not None and scene.entities[who].label == "person":
            return Party(j, j + 1, (j, j + 1), who, person=True)
    return next(iter(subject_of_before(scene, scene.sentence[i])), None)


def subject_of_before(scene: Scene, sentence: int) -> tuple[Party, ...]:
    """The person that a sentence before begins with, the nearest first."""
    for number in range(sentence - 1, max(sentence - _BACK, -1), -1):
        people = [party for party in _named_first(scene, *scene.sentence_bounds[number]) if party.person]
        if people:
            return (people[0],)
    return ()


def _past_relative(scene: Scene, at: int, first: int) -> tuple[Party, ...]:
    """Of "Lee, who visited Osk, will return" the subject is Lee."""
    for i in range(at - 1, first, -1):
        if scene.keys[i] in ("who", "which", "whose") and "," in scene.gap(i):
            return _before_relative(scene, i, first)
    return ()


def _before_relative(scene: Scene, i: int, first: int) -> tuple[Party, ...]:
    """Whom "who" or "that" means: the party before it, past what describes it, "Osk, the armed group that"."""
    for end in range(i, max(first, i - _APPOSED), -1):
        if found := find_parties(scene, *phrase_before(scene, end, first)):
            return tuple(found[-1:])
    return ()


def _two_before(scene: Scene, number: int) -> tuple[Party, ...]:
    """Whom "the two" means: the two people of the sentence before."""
    start, end = scene.sentence_bounds.get(number - 1, (0, 0))
    people: dict[str, Party] = {}
    for i in range(start, end):
        mention = scene.mention_of[i]
        who = scene.mentions[mention].entity if mention is not None else None
        if who is not None and scene.entities[who].label == "person":
            people.setdefault(who, Party(i, i + 1, (i, i + 1), who, person=True))
    return tuple(people.values()) if len(people) == len(("one", "other")) else ()


def _only_person(scene: Scene, start: int, end: int) -> list[Party]:
    """Of "the strike adds to the troubles of Minister Lee" Lee."""
    people: dict[str, Party] = {}
    for i in range(start, end):
        mention = scene.mention_of[i]
        who = scene.mentions[mention].entity if mention is not None else None
        if who is not None and scene.entities[who].label == "person":
            people.setdefault(who, Party(i, i + 1, (i, i + 1), who, person=True))
    return list(people.values()) if len(people) == 1 else []


def _named_first(scene: Scene, start: int, end: int) -> list[Party]:
    """The parties of the first phrase of a sentence that names any."""
    i = _after_break(scene, start, end - 1)
    if scene.keys[i] in LEADING:
        i = next((j for j in range(i + 1, end) if "," in scene.gap(j)), i)
    phrase = phrase_after(scene, i, end)
    return [party for party in find_parties(scene, *phrase) if party.entity or party.name]
