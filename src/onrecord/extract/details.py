"""What a text tells of an event beside its parties: how long, how many, about what, from where to where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.extract.event_words import Trigger
from onrecord.extract.parties import Party, Scene, phrase_after
from onrecord.records import Timex

CONTACT_MODES = frozenset(("call", "meeting", "visit"))
PRISONER_MODES = frozenset(("release", "exchange"))
MAX_SUBJECT = 14  # words
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "dozen": "12", "hundred": "100"}
_PEOPLE = frozenset(
    "people persons person prisoners prisoner citizens citizen detainees detainee captives hostages hostage soldiers"
    " servicemen troops civilians diplomats children women men inmates convicts sailors fishermen crew nationals"
    " journalists activists others bodies fighters officers protesters demonstrators residents workers police".split()
)
_COUNTED = frozenset(("ASSAULT", "COERCE", "YIELD", "SANCTION", "PROTEST", "MOBILIZE"))
_SUBJECT = frozenset("about regarding concerning".split())
_LASTED = re.compile(r"\b(?:last(?:ed|s|ing)?|went on for|took|continued for|-long)\b", re.IGNORECASE)
_RETURNED = frozenset("returned return went flown came handed sent brought back".split())
_ENDS = frozenset("that which who while after before because but as since during".split())


def find_attributes(
    scene: Scene, trigger: Trigger, others: Sequence[Party], durations: Sequence[Timex], dated: Sequence[Timex]
) -> tuple[tuple[str, str], ...]:
    """Names and values, in the order of their names; `others` are the recipients."""
    found: list[tuple[str, str]] = []
    if trigger.entry.mode in CONTACT_MODES:
        found += _duration(scene, trigger, durations)
        found += _first_since(scene, trigger, dated)
    if trigger.entry.root in ("CONSULT", "COOPERATE"):
        found += _subject(scene, trigger)
    if trigger.entry.mode in PRISONER_MODES:
        found += _prisoners(scene, trigger, others)
    elif trigger.entry.root in _COUNTED:
        found += [("count", number) for number in _counts(scene, trigger.start, *scene.bounds(trigger.start))[:1]]
    return tuple(sorted(dict.fromkeys(found)))


def is_since(plain: str, timex: Timex) -> bool:
    """Whether the date is the other end of "the first since": not when the event was."""
    return plain[: timex.span.start].endswith(("since ", "since the ", "since at least "))


def _first_since(scene: Scene, trigger: Trigger, dated: Sequence[Timex]) -> list[tuple[str, str]]:
    """Such as "the first call since 2019": the claim, to be held against the record."""
    start, stop = scene.span(*scene.bounds(trigger.start))
    if not {"first", "last"} & set(scene.keys[slice(*scene.bounds(trigger.start))]):
        return []
    inside = _starting(dated, start, stop)
    return [("first since", t.value) for t in inside if is_since(scene.layout.plain, t)]


def _duration(scene: Scene, trigger: Trigger, durations: Sequence[Timex]) -> list[tuple[str, str]]:
    """In the sentence, or in the next where that says how long it lasted."""
    first, end = scene.bounds(trigger.start)
    start, stop = scene.span(first, end)
    inside = _starting(durations, start, stop)
    told: Sequence[Timex] = [
        t for t in inside if _LASTED.search(scene.layout.plain, max(start, t.span.start - 40), t.span.end + 6)
    ]
    near = [t for t in inside if abs(t.span.start - scene.words[trigger.start].span.start) < 40]
    if not (told or near) and end < len(scene.words) and "last" not in scene.keys[first : trigger.start]:
        after = scene.span(end, scene.bounds(end)[1])
        told = list(_starting(durations, *after)) if _LASTED.search(scene.layout.plain, *after) else []
    return [("duration", t.value) for t in (told or near)[:1]]


def _starting(timexes: Sequence[Timex], start: int, stop: int) -> Sequence[Timex]:
    first, last = (bisect_left(timexes, place, key=lambda t: t.span.start) for place in (start, stop))
    return timexes[first:last]


def _subject(scene: Scene, trigger: Trigger) -> list[tuple[str, str]]:
    _, end = scene.bounds(trigger.start)
    for i in range(trigger.start, end):
        key = scene.keys[i]
        opens = key in _SUBJECT or (key == "of" and scene.keys[i - 1] == "topic")
        if opens or (key in ("discuss", "discussed", "discussing") and i + 1 < end):
            start = i + 1
            stop = next((j for j in range(start, end) if _closes(scene, j, start)), end)
            if stop > start:
                return [("subject", scene.text(start, min(stop, start + MAX_SUBJECT)))]
    return []


def _closes(scene: Scene, i: int, start: int) -> bool:
    return i > start and (scene.keys[i] in _ENDS or any(mark in scene.gap(i) for mark in ',;:".('))


def _prisoners(scene: Scene, trigger: Trigger, others: Sequence[Party]) -> Iterator[tuple[str, str]]:
    """Counts of all and of those who went where, the named ones, and from and to where."""
    first, end = scene.bounds(trigger.start)
    after = scene.bounds(end)[1] if end < len(scene.words) else end
    counts = _counts(scene, trigger.start, first, after)
    if counts:
        yield "count", max(counts, key=int)
    yield from _sides(scene, first, after)
    named = [scene.text(*party.name) for party in others if party.name and party.person]
    for name in named:
        yield "person", name
    if named:
        yield "named", str(len(named))
    for i in range(trigger.end - 1, end):
        if scene.keys[i] in ("from", "to"):
            start, stop = phrase_after(scene, i + 1, end)
            if stop > start and any(word.is_capital for word in scene.words[start:stop]):
                yield scene.keys[i], scene.text(start, stop)


def _sides(scene: Scene, first: int, end: int) -> Iterator[tuple[str, str]]:
    """How many of them went back where: "ten of them were flown to Osk"."""
    for i in range(first, end - 2):
        number = _number(scene, i)
        if number is None or scene.keys[i + 1] != "of" or scene.keys[i + 2] not in ("whom", "them", "those", "these"):
            continue
        for j in range(i + 3, min(i + 9, end)):
            if scene.keys[j] == "to" and _RETURNED & set(scene.keys[i + 3 : j]):
                start, stop = phrase_after(scene, j + 1, end)
                if stop > start:
                    yield "returned", f"{number} to {scene.text(start, stop).removeprefix('the ')}"


def _counts(scene: Scene, at: int, first: int, end: int) -> list[str]:
    """Numbers of people in words [first, end), the nearest to word `at` first."""
    found = []
    for i in range(first, end):
        number = _number(scene, i)
        following = scene.keys[i + 1 : min(i + 4, end)]
        if number is not None and any(key in _PEOPLE for key in following) and "of" not in following[:1]:
            found.append((abs(i - at), number))
    return [number for _, number in sorted(found)]


def _number(scene: Scene, i: int) -> str | None:
    key = scene.keys[i].replace(",", "")
    return key if key.isdigit() and len(key) < 6 else _NUMBERS.get(key)
