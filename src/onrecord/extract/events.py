"""The events of an article: what happened or is to come, who took part, when, and which statements vouch for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from onrecord.extract.cast import number_sentences
from onrecord.extract.clauses import find_clause, find_companions
from onrecord.extract.event_words import Trigger, find_triggers
from onrecord.extract.names import find_words
from onrecord.extract.phrases import Party, Scene, phrase_after
from onrecord.extract.status import Standing, find_standing
from onrecord.records import Attribution, Entity, Event, Mention, Span, Timex
from onrecord.text.layout import Layout

BACKGROUND_DAYS = 60  # an event dated longer before publication is background
_FIRST_SINCE = re.compile(r"\b(?:first|last|biggest|largest|most \w+)\b[^.;]{0,60}\bsince\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|to|through|until|till|and)\s*", re.IGNORECASE)
_SUBJECT = frozenset("about regarding concerning".split())


def find_events(
    layout: Layout,
    statements: Sequence[Attribution],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    timexes: Sequence[Timex],
    published: date | None,
) -> tuple[tuple[Event, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """The events in the order of the text, with the mentions and entities of the article and those that were added."""
    words = find_words(layout)
    scene = Scene(layout, words, number_sentences(layout, words), mentions, {e.id: e for e in entities})
    cast = _Cast(scene, list(entities))
    dated = sorted((t for t in timexes if t.type in ("DATE", "TIME") and t.value[:4].isdigit()), key=lambda t: t.span)
    events = []
    for trigger in find_triggers(layout, words, scene.sentence):
        clause = find_clause(scene, trigger, meets=trigger.entry.root in ("CONSULT", "COOPERATE"))
        actors, recipients = cast.ids(clause.subject), cast.ids(clause.objects)
        if trigger.entry.mode == "visit":
            actors = (*actors, *(who for who in cast.ids(find_companions(scene, trigger.start)) if who not in actors))
        standing = find_standing(scene, trigger, clause.verb, statements)
        when = _date(scene, trigger, dated)
        for others in _apart(scene, trigger, recipients):
            number = f"v{len(events) + 1}"
            events.append(_event(scene, trigger, standing, actors, others, when, published, number))
    return tuple(events), tuple(sorted([*mentions, *cast.added], key=lambda m: (m.span, m.entity))), tuple(cast.entities)


def _event(
    scene: Scene,
    trigger: Trigger,
    standing: Standing,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    when: str | None,
    published: date | None,
    number: str,
) -> Event:
    span = scene.span(*scene.bounds(trigger.start))
    return Event(
        id=number,
        root=trigger.entry.root,
        mode=trigger.entry.mode,
        trigger=_spans(scene, trigger),
        span=span,
        actors=actors,
        recipients=tuple(r for r in recipients if r not in actors),
        date=when,
        place=_place(scene, trigger),
        attributes=(),
        status=standing.status,
        vouchers=standing.vouchers,
        deniers=standing.deniers,
        background=_is_background(scene, span, when, published),
    )


def _apart(scene: Scene, trigger: Trigger, recipients: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ "Separate calls with Lee and Varn" are two events."""
    near = scene.keys[max(trigger.start - 1, 0) : trigger.end + 1]
    if len(recipients) > 1 and ("separate" in near or "separately" in near):
        return [(who,) for who in recipients]
    return [recipients]


class _Cast:
    """Ids of the parties; one that no mention covers becomes an entity of its own."""

    def __init__(self, scene: Scene, entities: list[Entity]) -> None:
        self.scene = scene
        self.entities = entities
        self.added: list[Mention] = []
        self._new: dict[str, str] = {}

    def ids(self, parties: Sequence[Party]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for party in parties if (found := self._id(party))))

    def _id(self, party: Party) -> str | None:
        if party.entity is not None and not self._is_no_person(party):
            return party.entity
        if not self._is_named(party):
            return party.entity
        start, end = party.name or (party.start, party.end)
        name = self.scene.text(start, end)
        known = self._person(name) if party.name else None
        if known is not None:
            return known
        if name not in self._new:
            self._new[name] = f"e{len(self.entities) + 1}"
            label = "person" if party.person else "other"
            self.entities.append(Entity(self._new[name], name, label, (name,)))  # type: ignore[arg-type]
        form = "name" if party.name else "role"
        self.added.append(Mention(self.scene.span(start, end), self._new[name], form))  # type: ignore[arg-type]
        return self._new[name]

    def _is_no_person(self, party: Party) -> bool:
        """A role and a name of which the cast took the whole for a body, or knows a part only."""
        if not (party.person and party.name is not None and party.start < party.name[0]):
            return False
        entity = self.scene.entities[party.entity or ""]
        last = self.scene.words[party.name[1] - 1].text
        return entity.label != "person" or not any(last in name for name in (entity.name, *entity.names))

    def _person(self, name: str) -> str | None:
        last = name.split()[-1]
        found = [e.id for e in self.entities if e.label == "person" and e.name.split()[-1] == last]
        return found[0] if len(found) == 1 else None

    def _is_named(self, party: Party) -> bool:
        words = self.scene.words[party.start : party.end]
        return any(word.is_capital and not word.opens for word in words) and len(words) > 1


def _spans(scene: Scene, trigger: Trigger) -> tuple[Span, ...]:
    """Neighbouring words are one span."""
    spans: list[Span] = []
    for before, i in zip([None, *trigger.at], trigger.at, strict=False):
        span = scene.words[i].span
        spans[-1:] = [Span(spans[-1].start, span.end)] if before == i - 1 else [*spans[-1:], span]
    return tuple(spans)


def _date(scene: Scene, trigger: Trigger, dated: Sequence[Timex]) -> str | None:
    """The date in the sentence nearest to the trigger; two that are joined make an interval."""
    span = scene.span(*scene.bounds(trigger.start))
    at = scene.words[trigger.start].span.start
    first = bisect_left([t.span.start for t in dated], span.start)
    inside = [t for t in dated[first:] if t.span.end <= span.end]
    if not inside:
        return None
    best = min(inside, key=lambda t: abs(t.span.start - at) + (40 if _other_clause(scene, t.span.start, at) else 0))
    for left, right in zip(inside, inside[1:], strict=False):
        joined = left.span == right.span or _RANGE.fullmatch(scene.layout.plain[left.span.end : right.span.start])
        if best in (left, right) and joined and left.value < right.value:
            return f"{left.value[:10]}/{right.value[:10]}"
    return best.value[:10]


def _other_clause(scene: Scene, a: int, b: int) -> bool:
    between = scene.layout.plain[min(a, b) : max(a, b)]
    return ";" in between or any(f" {word} " in between for word in ("that", "which", "who", "after", "before", "since"))


def _place(scene: Scene, trigger: Trigger) -> str | None:
    """The place after "in" or "to" behind the trigger: an entity's id, or the words."""
    _, end = scene.bounds(trigger.start)
    visit = trigger.entry.mode == "visit"
    for i in range(trigger.start, min(end, trigger.end + 12)):
        opened = scene.keys[i] in (("to", "in", "at") if visit else ("in", "at"))
        if opened or (visit and i == trigger.end - 1):
            start, stop = phrase_after(scene, i + 1, end)
            if stop > start and any(w.is_capital for w in scene.words[start:stop]):
                number = next((n for j in range(start, stop) if (n := scene.mention_of[j]) is not None), None)
                return scene.mentions[number].entity if number is not None else scene.text(start, stop)
    return None


def _is_background(scene: Scene, span: Span, when: str | None, published: date | None) -> bool:
    if _FIRST_SINCE.search(scene.layout.plain, span.start, span.end):
        return True
    return bool(when and published and _days_before(when, published) > BACKGROUND_DAYS)


def _days_before(when: str, published: date) -> int:
    year, month, day = ([int(n) for n in re.findall(r"\d+", when)[:3]] + [12, 28])[:3] if len(when) >= 7 else (int(when[:4]), 12, 28)
    try:
        return (published - date(year, month, day)).days
    except ValueError:
        return 0
