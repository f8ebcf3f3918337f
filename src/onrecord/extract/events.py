"""The events of an article: what happened or is to come, who took part, when, and which statements vouch for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.extract.cast import number_sentences
from onrecord.extract.clauses import Clause, Verb, find_clause, find_companions
from onrecord.extract.details import find_attributes
from onrecord.extract.event_dates import find_date, is_ahead, is_background
from onrecord.extract.event_words import Trigger, find_triggers
from onrecord.extract.listed import find_listed
from onrecord.extract.names import Word
from onrecord.extract.outlook import Outlook, find_outlooks
from onrecord.extract.parties import Party, Scene, is_time, phrase_after
from onrecord.extract.party_ids import PartyIds
from onrecord.extract.party_words import GROUPS, PREPOSITIONS
from onrecord.extract.status import find_standing, settle_alleged, settle_denied
from onrecord.records import Attribution, Entity, Event, Mention, Span, Timex
from onrecord.text.layout import Layout

_SAID_ROOTS = {"demand": "REQUEST", "threaten": "THREATEN"}
_PROMISES = ("promise", "threaten", "propose")  # who says so is to do it, where nobody else is named
_SPEAKS = ("speak", "spoke", "talk")
_AFTER_RUNG = frozenset("to on in at and after before from about twice again by over as who".split())
_PAIRS_OF = frozenset("ministers presidents leaders premiers chancellors diplomats politicians interlocutors".split())
_TWO = ("one", "other")
_TWO_LEADERS = 3  # words at most, "the two leaders"
_RINGS = frozenset("ring rings rang rung ringing".split())
_COMES_TO = frozenset((form, "to") for form in "come comes came coming".split())
_SWAPPED = ("exchanged", "swapped")
_DISCUSSES = "discuss"
_WELCOMES = ("receiv", "host")
_STEM = 5  # letters that a noun and the verb of the same doing share
_SEATS = frozenset("capital city town port region side border parliament government".split())
_PAST_FORMS = ("past", "participle", "ed")
_THE = frozenset("the this that these those".split())
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?|\d{4}-W\d\d")
_LIGHT = frozenset("completed complete began begin begun started start finished finish resumed resume".split())
_DOINGS = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION")
_ACTS = frozenset("approve approves approved adopt adopts adopted pass passes passed ratify ratifies ratified".split())
_AUXILIARIES = frozenset("is are was were has have had will would".split())


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the events of one article are read from."""

    scene: Scene
    dated: Sequence[Timex]
    durations: Sequence[Timex]
    times: Sequence[Span]  # of all time expressions
    published: date | None


def find_events(
    layout: Layout,
    words: list[Word],
    statements: Sequence[Attribution],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    timexes: Sequence[Timex],
    published: date | None,
) -> tuple[tuple[Event, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """The events in the order of the text, with the mentions and entities of the article and those that were added."""
    scene = Scene(layout, words, number_sentences(words), mentions, {e.id: e for e in entities})
    days = (replace(t, value=t.value.partition("T")[0]) for t in timexes if t.type in ("DATE", "TIME"))
    dated = sorted((t for t in days if _ISO.fullmatch(t.value)), key=lambda t: t.span)
    durations = [t for t in timexes if t.type == "DURATION" and t.value.startswith("PT")]
    times = sorted(t.span for t in timexes)
    reader = _Reader(scene, dated, durations, times, published)
    cast = PartyIds(scene, list(entities))
    outlooks = find_outlooks(scene)
    cues = _find_cues(scene, statements)
    events: list[Event] = []
    triggers = [trigger for trigger in find_triggers(words, scene.sentence) if not trigger.entry.hint]
    triggers = [trigger for trigger in triggers if not _in_time(scene, trigger, reader.times)]  # "11 March"
    for trigger, holding in zip(triggers, _find_holding(scene, triggers, statements), strict=True):
        for event in _read(reader, cast, trigger, holding, outlooks[trigger.start], cues.get(trigger.start), events):
            if not _tells_more_of(scene, events, event) and not _is_purpose(scene, trigger, events, event):
                events.append(event)
    events += find_listed(scene, cast, events, statements)
    events += _find_said(scene, statements, events)
    events.sort(key=lambda event: event.trigger)
    settled = settle_alleged(settle_denied(scene, events, statements), statements)
    numbered = tuple(replace(event, id=f"v{i + 1}") for i, event in enumerate(settled))
    return numbered, tuple(sorted([*mentions, *cast.added], key=lambda m: (m.span, m.entity))), tuple(cast.entities)


def _find_holding(
    scene: Scene, triggers: Sequence[Trigger], statements: Sequence[Attribution]
) -> list[list[Attribution]]:
    """For each trigger the statements whose content holds its first word, in their order.

    No statement is what the outlet tells as done: "recalled its envoy and cut the gas", "approved a ban".
    """
    starts = [scene.words[trigger.start].span.start for trigger in triggers]
    holding: list[list[Attribution]] = [[] for _ in triggers]
    doings = {start for start, trigger in zip(starts, triggers, strict=True) if trigger.entry.root in _DOINGS}
    for statement in statements:
        if statement.cue and (statement.cue[0].start in doings or _is_act(scene, statement)):
            continue
        for piece in statement.content:
            for i in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end)):
                holding[i].append(statement)
    return holding


def _is_act(scene: Scene, statement: Attribution) -> bool:
    words = scene.layout.plain[statement.cue[0].start : statement.cue[0].end].casefold().split()
    return words[-1:] != [] and words[-1] in _ACTS


def _find_said(scene: Scene, statements: Sequence[Attribution], events: Sequence[Event]) -> Iterator[Event]:
    """Demands and threats that no word but the cue tells: "said they would leave unless the port was opened"."""
    told = [span for event in events for span in event.trigger]
    for statement in statements:
        root = _SAID_ROOTS.get(statement.act)
        if (
            root is None
            or statement.parent
            or not statement.speaker
            or not statement.cue
            or "anonymous" in statement.flags
        ):
            continue
        first = bisect_left(scene.starts, statement.cue[0].start)
        if first < len(scene.words) and not any(
            a.start < b.end and b.start < a.end for a in statement.cue for b in told
        ):
            to = (statement.addressee.id,) if statement.addressee else ()
            yield Event(
                id="",
                root=root,
                mode=None,
                trigger=statement.cue,
                span=scene.span(*scene.bounds(first)),
                actors=(statement.speaker.id,),
                recipients=to,
                date=statement.said_on,
            )


def _in_time(scene: Scene, trigger: Trigger, times: Sequence[Span]) -> bool:
    start = scene.words[trigger.start].span.start
    at = bisect_left(times, start, key=lambda span: span.end)
    return at < len(times) and times[at].start <= start and len(trigger.at) == 1


def _find_cues(scene: Scene, statements: Sequence[Attribution]) -> dict[int, Attribution]:
    """The statements by the words of their cues: what those tell is that it was said."""
    found: dict[int, Attribution] = {}
    for statement in statements:
        for span in statement.cue:
            for i in range(bisect_left(scene.starts, span.start), bisect_left(scene.starts, span.end)):
                found.setdefault(i, statement)
    return found


def _read(
    reader: _Reader,
    cast: PartyIds,
    trigger: Trigger,
    holding: Sequence[Attribution],
    outlook: Outlook,
    said: Attribution | None,
    before: Sequence[Event],
) -> Iterator[Event]:
    """No event where no party is known. `before` are those that the article told earlier."""
    scene, root, mode = reader.scene, trigger.entry.root, trigger.entry.mode
    clause = find_clause(scene, trigger, meets=root in ("CONSULT", "COOPERATE"))
    if root == "REJECT" and said and said.act == "neither-confirm-nor-deny":
        return
    if not _takes_person(scene, trigger, clause) or not _leads_to_place(scene, trigger):
        return
    pair = _pair_meant(scene, clause.subject, before)
    actors, recipients = pair or cast.ids(clause.subject), cast.ids(clause.objects)
    if trigger.form == "noun" and not clause.own:
        known = _referred_to(scene, trigger, before)
        if known:
            actors, recipients = known.actors, known.recipients
        elif root not in ("CONSULT", "AGREE") and _is_definite(scene, trigger) and not _has_tense(scene, trigger):
            return
    actors = actors or _speaker(scene, clause.verb, holding)
    if not actors and not recipients:
        actors = tuple(s.speaker.id for s in holding[-1:] if s.speaker and s.act in _PROMISES)
    if mode == "visit":
        actors = (*actors, *(who for who in cast.ids(find_companions(scene, trigger.start)) if who not in actors))
    if not actors and not recipients:
        return
    standing = find_standing(scene, trigger, clause.verb, holding, outlook)
    if standing.status == "denied" and scene.keys[trigger.start].startswith(_DISCUSSES) and mode is None:
        return  # "we do not discuss her calls" is silence on a subject: nobody denies that somebody was in touch
    if mode == "visit" and clause.verb.passive and not clause.subject:
        return  # "they were flown to Osk"
    sentence = scene.span(*scene.bounds(trigger.start))
    adjective = trigger.form != "noun" and not clause.own
    reduced = clause.verb.passive and not clause.verb.words
    when = None if adjective else find_date(scene, reader.dated, trigger, holding, said, reduced=reduced)
    if standing.status == "happened" and trigger.form in _PAST_FORMS and is_ahead(when, reader.published):
        when = None  # "stepped down in the evening", after a sentence about next week
    for others in _apart(scene, trigger, recipients):
        yield Event(
            id="",
            root=root,
            mode=mode,
            trigger=_spans(scene, trigger),
            span=sentence,
            actors=actors,
            recipients=tuple(other for other in others if other not in actors),
            date=when,
            place=_place(scene, trigger),
            attributes=find_attributes(scene, trigger, clause.objects, reader.durations, reader.dated),
            status=standing.status,
            vouchers=standing.vouchers,
            deniers=standing.deniers,
            background=is_background(scene, trigger, when, reader.published),
        )


def _takes_person(scene: Scene, trigger: Trigger, clause: Clause) -> bool:
    """Who receives or hosts somebody meets him; a letter or a concert is no one."""
    word = scene.keys[trigger.start]
    if scene.keys[trigger.end - 1] in _SWAPPED:  # not "views were exchanged"
        return any(party.person or scene.keys[party.end - 1] in GROUPS for party in clause.objects)
    if trigger.form == "noun" or len(trigger.at) > 1:
        return True
    if word in _RINGS:
        rung = clause.objects and scene.keys[trigger.end] not in {"for", "to", *PREPOSITIONS}  # not the bells
        return bool(rung) and any(party.person for party in clause.objects) and not clause.verb.passive
    if trigger.entry.root == "CONSULT" and word.startswith(_SPEAKS):  # "Lee and Varn spoke", not "Lee spoke"
        return len(clause.subject) > 1 and any(party.person for party in clause.subject)
    if trigger.entry.mode == "call" and word.startswith("call"):
        return _is_rung(scene, clause)
    if not word.startswith(_WELCOMES):
        return True
    ends = [party.end for party in clause.objects if party.person]
    return any(end >= len(scene.words) or not scene.gap(end).startswith("'") for end in ends)


def _leads_to_place(scene: Scene, trigger: Trigger) -> bool:
    """As in "came to Osk"; not "came to power", "came to believe"."""
    if tuple(scene.keys[i] for i in trigger.at) not in _COMES_TO:
        return True
    at = trigger.end + (trigger.end < len(scene.words) and scene.keys[trigger.end] == "the")
    number = scene.mention_of[at] if at < len(scene.words) else None
    return number is not None and scene.entities[scene.mentions[number].entity].label not in ("person", "group")


def _is_rung(scene: Scene, clause: Clause) -> bool:
    """As in "called Lee on Monday"; not "called Lee a liar", "called for", "called Lee's plan"."""
    if not clause.objects or not clause.objects[-1].person or clause.verb.passive:
        return False
    at = clause.objects[-1].end
    if clause.objects[0].start != clause.verb_at + 1:
        return False
    if at >= len(scene.words) or scene.sentence[at] != scene.sentence[at - 1]:
        return True
    gap = scene.gap(at)
    return gap in (" ", ", ") and (scene.keys[at] in _AFTER_RUNG or is_time(scene, at))


def _referred_to(scene: Scene, trigger: Trigger, before: Sequence[Event]) -> Event | None:
    """What "the talks" or "the withdrawal" speaks of: the last event of its kind that the article told."""
    if not _is_definite(scene, trigger):
        return None
    root, mode = trigger.entry.root, trigger.entry.mode
    if mode is not None or root == "CONSULT":
        modes = (mode, None) if root == "CONSULT" and mode else (mode,)
        same = (e for e in reversed(before) if e.root == root and (mode is None or e.mode in modes))
        return next(same, None)
    noun = scene.keys[trigger.end - 1][:_STEM]
    return next((e for e in reversed(before) if e.root == root and _is_told_with(scene, e, noun)), None)


def _pair_meant(scene: Scene, subject: Sequence[Party], before: Sequence[Event]) -> tuple[str, ...]:
    """Whom "the ministers" means: the two who were just told to have met or spoken."""
    if len(subject) != 1 or not before or scene.keys[subject[0].end - 1] not in _PAIRS_OF:
        return ()
    start, end = subject[0].start, subject[0].end
    told = scene.keys[max(start - 2, 0) : end - 1]
    if not {"the", "both", "two"} & set(told) or end - start > _TWO_LEADERS:
        return ()
    last = next((e for e in reversed(before) if e.root == "CONSULT" and e.mode), None)
    told_of = (*last.actors, *last.recipients) if last else ()
    people = [who for who in told_of if who in scene.entities and scene.entities[who].label == "person"]
    near = last is not None and scene.layout.plain[last.span.end : scene.words[start].span.start].count("\n\n") == 0
    return tuple(people) if near and len(people) == len(_TWO) else ()


def _is_definite(scene: Scene, trigger: Trigger) -> bool:
    first, _ = scene.bounds(trigger.start)
    return bool(_THE & set(scene.keys[max(first, trigger.start - 2) : trigger.start]))


def _has_tense(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb follows, "the escorts had been put off", or is light: "completed the withdrawal"."""
    first, end = scene.bounds(trigger.start)
    if _LIGHT & set(scene.keys[max(first, trigger.start - 2) : trigger.start]):
        return True
    return trigger.end < end and scene.keys[trigger.end] in _AUXILIARIES and scene.gap(trigger.end) == " "


def _is_told_with(scene: Scene, event: Event, stem: str) -> bool:
    return any(stem in scene.layout.plain[span.start : span.end].casefold() for span in event.trigger)


def _speaker(scene: Scene, verb: Verb, holding: Sequence[Attribution]) -> tuple[str, ...]:
    """Of "I" and "we", and "he" of whom nothing else tells: who makes the statement."""
    first, _ = scene.bounds(verb.start)
    if verb.start == first or scene.keys[verb.start - 1] not in ("i", "we", "he", "she", "they", "i've", "we've"):
        return ()
    speakers = [statement.speaker.id for statement in holding if statement.speaker]
    return tuple(speakers[-1:])


def _tells_more_of(scene: Scene, events: list[Event], event: Event) -> bool:
    """As in "discussed it with Lee in a telephone call": the noun says how, and is no second event."""
    if not events or event.root != "CONSULT" or event.span != events[-1].span or event.recipients:
        return False
    last = events[-1]
    noun = len(event.trigger) == 1 and scene.layout.plain[event.trigger[0].start - 2 : event.trigger[0].start] != "s "
    if last.root != "CONSULT" or not noun or not set(event.actors) <= {*last.actors, *last.recipients}:
        return False
    if last.mode not in (None, event.mode):
        return False
    events[-1] = replace(last, mode=event.mode, attributes=tuple(sorted({*last.attributes, *event.attributes})))
    return True


def _is_purpose(scene: Scene, trigger: Trigger, events: Sequence[Event], event: Event) -> bool:
    """As in "stopped work on Monday to protest": what for, and no second event."""
    if trigger.form != "base" or not trigger.start or scene.keys[trigger.start - 1] != "to":
        return False
    same = (e for e in events if e.span == event.span and e.root == event.root and e.actors == event.actors)
    return any(e.status == "happened" for e in same)


def _apart(scene: Scene, trigger: Trigger, recipients: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As "separate calls with Lee and Varn" are two events."""
    near = scene.keys[max(trigger.start - 1, 0) : trigger.end + 1]
    if len(recipients) > 1 and ("separate" in near or "separately" in near):
        return [(who,) for who in recipients]
    return [recipients]


def _spans(scene: Scene, trigger: Trigger) -> tuple[Span, ...]:
    """Neighbouring words are one span."""
    spans: list[Span] = []
    for before, i in zip([None, *trigger.at], trigger.at, strict=False):
        span = scene.words[i].span
        spans[-1:] = [Span(spans[-1].start, span.end)] if before == i - 1 else [*spans[-1:], span]
    return tuple(spans)


def _place(scene: Scene, trigger: Trigger) -> str | None:
    """The place after "in" or "to" behind the trigger: an entity's id, or the words."""
    _, end = scene.bounds(trigger.start)
    visit = trigger.entry.mode == "visit"
    for i in range(trigger.start, min(end, trigger.end + 12)):
        opened = scene.keys[i] in (("to", "in", "at") if visit else ("in", "at"))
        if opened or (visit and i == trigger.end - 1 and scene.keys[i] not in ("of", "by")):
            start, stop = phrase_after(scene, i + 1, end)
            if stop < end and scene.keys[stop] in _SEATS:
                return None  # "in the Osk capital"
            if stop > start and any(w.is_capital for w in scene.words[start:stop]):
                number = next((n for j in range(start, stop) if (n := scene.mention_of[j]) is not None), None)
                return scene.mentions[number].entity if number is not None else scene.text(start, stop)
    return None
