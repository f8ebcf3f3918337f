"""The clause around the words that tell an event: who does it, to or with whom, and how its verb stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.extract.clause_subjects import (
    LEADING,
    find_subject,
    first_of_sentence,
    is_object_pronoun,
    object_meant,
    subject_of_before,
)
from onrecord.extract.event_words import Trigger
from onrecord.extract.parties import (
    Party,
    Scene,
    find_parties,
    is_count,
    is_time,
    phrase_after,
    phrase_before,
    pronoun,
    to_group,
)
from onrecord.extract.party_words import NUMERALS, PARTIES

_OWNED = 4  # words before a noun that may part it from its owner
REACH = 16  # words after a trigger in which "with" and its like are looked for
_BE = frozenset("is are was were be been being am 's 're".split())
_HAVE = frozenset("has have had having 've".split())
_DO = frozenset("do does did".split())
_MODALS = frozenset("will would shall should may might can could must 'll 'd won't wouldn't cannot can't".split())
_NEGATIONS = frozenset("not never no nor neither without cannot nobody".split())
_ADVERBS = frozenset(
    "also already yet still again soon both each then now just even ever once jointly together first later personally"
    " separately likely to not never longer no recently reportedly allegedly".split()
)
_STOPS = frozenset(
    "that which who whom whose where when while after before because since if unless although though as but whether"
    " regarding concerning about following amid so than than".split()
)
_BEFORE_ADJECTIVE = frozenset(
    "the a an these those his her its their all some any other newly recently last first remaining".split()
)
_DONE_TO = ("COERCE", "ASSAULT", "YIELD", "SANCTION")
_SMALL = frozenset(
    "in near at by on from during since last while after before for as to with and or but the a an his her its their"
    " this that these those all some two three four five him them it us".split()
)
_OPENS_OBJECT = frozenset(
    "a an the his her its their this that these those all some two three four five him them it us".split()
)
_SAID = frozenset("said announced added declared".split())
_WITH = ("with", "between")
_AMONG = ("with", "between", "of", "to", "among")
_AGAINST = ("against", "on", "to", "with", "from", "of", "for", "at", "into", "between", "in")


@dataclass(frozen=True, slots=True)
class Verb:
    """The verb group of a clause: what stands before its main word, and the word that governs its infinitive."""

    start: int  # first word of the group
    words: frozenset[str]  # auxiliaries, modals, adverbs and negations of the group
    governors: tuple[str, ...] = ()  # "plan" in "plans to meet"; the nearest first
    passive: bool = False

    @property
    def negated(self) -> bool:
        return any(word in _NEGATIONS or word.endswith("n't") for word in self.words)


@dataclass(frozen=True, slots=True)
class Clause:
    subject: tuple[Party, ...]
    objects: tuple[Party, ...]
    verb: Verb
    verb_at: int = -1  # the first word of what tells it
    own: bool = True  # False where a noun names nobody itself, and the subject of its sentence stands in


def find_verb(scene: Scene, at: int, form: str) -> Verb:
    first, _ = scene.bounds(at)
    words: set[str] = set()
    governors: list[str] = []
    i = at
    while i > first:
        key = scene.keys[i - 1]
        if any(mark in scene.gap(i) for mark in ',;:"()') and key not in _ADVERBS:
            break
        if key in _BE | _HAVE | _DO | _MODALS | _NEGATIONS | _ADVERBS or key.endswith(("n't", "ly")):
            words.add(key)
        elif _governs(key) and (("to" in words and scene.keys[i] == "to") or (form == "ing" and i == at)):
            governors.append(key)
        else:
            break
        i -= 1
    passive = form in ("ed", "participle") and bool(words & _BE)
    return Verb(i, frozenset(words), tuple(governors), passive)


def _governs(key: str) -> bool:
    """Not the people themselves: "the list of detainees to be exchanged"."""
    return key.isalpha() and len(key) > 2 and key not in _STOPS | PARTIES and key not in ("and", "order", "with", "for")


def find_clause(scene: Scene, trigger: Trigger, *, meets: bool) -> Clause:
    """`meets` where the event is between its parties, so that "with" tells the others."""
    if trigger.form == "noun":
        return _visit_clause(scene, trigger) or _noun_clause(scene, trigger, meets=meets)
    verb = find_verb(scene, trigger.start, trigger.form)
    if _is_adjective(scene, trigger, verb):
        return Clause((), parties_from(scene, trigger.end, scene.bounds(trigger.start)[1]), verb, own=False)
    subject = find_subject(scene, verb.start)
    objects = find_objects(scene, trigger, meets=meets)
    if _is_reduced(scene, trigger, verb):
        verb = replace(verb, passive=True)
    if scene.keys[trigger.start] in _BE and scene.keys[trigger.end - 1].endswith("ed"):  # "be released" as a whole
        verb = replace(verb, passive=True, words=verb.words | {scene.keys[trigger.start]})
    if _visits(scene, trigger, verb):
        return Clause(objects, (), verb)
    if not verb.passive:
        return Clause(subject, objects, verb, trigger.start)
    agents = _after_word(scene, trigger.start + 1, ("by",))
    return Clause(agents, (*subject, *objects) if meets else subject, verb)


def _is_adjective(scene: Scene, trigger: Trigger, verb: Verb) -> bool:
    """As in "five jailed members", "the detained crew": it tells what was, and not when or by whom."""
    first, end = scene.bounds(trigger.start)
    if trigger.form not in ("ed", "participle") or len(trigger.at) > 1 or verb.words or trigger.start == first:
        return False
    before, after = scene.keys[trigger.start - 1], scene.keys[trigger.end] if trigger.end < end else ""
    counted = before in _BEFORE_ADJECTIVE or before in NUMERALS or before.isdigit()
    return counted and after.isalpha() and after not in _SMALL and trigger.entry.root in _DONE_TO


def _visits(scene: Scene, trigger: Trigger, verb: Verb) -> bool:
    """As in "with visiting Minister Lee": it is Lee who visits."""
    before = scene.keys[trigger.start - 1] if trigger.start else ""
    return (
        scene.keys[trigger.start] == "visiting" and not verb.words and before in ("with", "by", "the", "and", "to", "a")
    )


def _is_reduced(scene: Scene, trigger: Trigger, verb: Verb) -> bool:
    """Passive without "was": "signed by Lee", "the engineers seized near Osk"."""
    _, end = scene.bounds(trigger.start)
    if trigger.form not in ("ed", "participle") or len(trigger.at) > 1 or verb.words or trigger.end >= end:
        return False
    following = scene.keys[trigger.end]
    held = trigger.entry.root == "COERCE" and following in _SMALL - _OPENS_OBJECT
    return following == "by" or (held and not scene.words[trigger.start - 1].is_capital)


def find_objects(scene: Scene, trigger: Trigger, *, meets: bool) -> tuple[Party, ...]:
    if scene.keys[trigger.end - 1] in ("from", "to", "with") and len(trigger.at) > 1:  # "got a call from"
        found = parties_from(scene, trigger.end, scene.bounds(trigger.start)[1])
        if found:
            return found
    if meets:
        found = _after_word(scene, trigger.start + 1, _WITH)
        if found:
            return found
    if is_object_pronoun(scene, trigger.end) and len(trigger.at) == 1 and (other := object_meant(scene, trigger.end)):
        return (other,)
    start = _past_adjuncts(scene, trigger.start + 1)
    found = parties_from(scene, start, _stop(scene, start))
    return found or _after_word(scene, trigger.start + 1, _AGAINST[:1] if meets else _AGAINST)


def _past_adjuncts(scene: Scene, start: int) -> int:
    """Past when and where in "received on Monday in the Blue Hall the envoy of Osk", up to the next determiner."""
    limit = _stop(scene, start)
    if start >= limit or scene.keys[start] not in ("on", "in", "at"):
        return start
    for i in range(start + 1, limit):
        told = scene.keys[i - 1] not in ("on", "in", "at")
        if told and scene.keys[i] in ("the", "a", "an"):
            return i
        if not (scene.words[i].is_capital or is_time(scene, i) or scene.keys[i] in ("on", "in", "at", "the")):
            break
    return start


def _after_word(scene: Scene, start: int, openers: tuple[str, ...]) -> tuple[Party, ...]:
    """The parties of the first phrase that one of the words opens."""
    stop = _stop(scene, start)
    for i in range(start, stop):
        if scene.keys[i] in openers and i + 1 < stop:
            found = parties_from(scene, i + 1, scene.bounds(i)[1])
            if found:
                return found
    return ()


def parties_from(scene: Scene, start: int, limit: int) -> tuple[Party, ...]:
    """The parties of the phrase at word `start`, and those it is said to include."""
    while start < limit and is_count(scene, start):
        start += 1
    start = to_group(scene, start, limit)
    comma = _opening_comma(scene, scene.bounds(start)[0]) if start < limit else None
    limit = comma if comma is not None and start < comma < limit else limit
    _, end = phrase_after(scene, start, limit)
    if end <= start:
        return ()
    found = tuple(find_parties(scene, start, end))
    sentence_end = scene.bounds(start)[1]
    for i in range(end, min(end + 3, sentence_end)):
        if scene.keys[i] in ("including", "included", "includes"):
            return found + tuple(find_parties(scene, *phrase_after(scene, i + 1, sentence_end)))
    return found


def find_companions(scene: Scene, at: int) -> tuple[Party, ...]:
    """Who went along: "joined by Lee" in the sentence of word `at` or the next."""
    first, end = scene.bounds(at)
    if end < len(scene.words):
        end = scene.bounds(end)[1]
    for i in range(first + 1, end):
        if scene.keys[i] == "by" and scene.keys[i - 1] in ("joined", "accompanied"):
            return parties_from(scene, i + 1, scene.bounds(i)[1])
    return ()


def _stop(scene: Scene, start: int) -> int:
    """Where the clause of the words from `start` may reach to."""
    if start >= len(scene.words):
        return start
    _, end = scene.bounds(start - 1)
    for i in range(start, min(end, start + REACH)):
        if any(mark in scene.gap(i) for mark in ";:") or (scene.keys[i] in _STOPS and i > start):
            return i
    return min(end, start + REACH)


def _noun_clause(scene: Scene, trigger: Trigger, *, meets: bool) -> Clause:
    """Such as "Osk's attack on Varn", "talks between Osk and Varn", "a call with Lee"."""
    first, _ = scene.bounds(trigger.start)
    objects = _after_word(scene, trigger.end - 1, _AMONG if meets else _AGAINST)
    if meets and scene.keys[trigger.end - 1 : trigger.end + 1].count("of"):  # "talks of Osk with Varn"
        objects = tuple(dict.fromkeys((*objects, *_after_word(scene, trigger.end, _WITH[:1]))))
    inner = [i for i in range(trigger.start, trigger.end) if i not in trigger.at and scene.keys[i] == "of"]
    if meets and inner:  # "a conversation of Lee with Varn": the entry holds the "with"
        objects = tuple(dict.fromkeys((*parties_from(scene, inner[0] + 1, trigger.end - 1), *objects)))
    by = not meets or "by" in scene.keys[trigger.end - 1 : trigger.end + 1]  # not "talks mediated by Osk"
    agents = _after_word(scene, trigger.end - 1, ("by",)) if by else ()
    owner = _owner(scene, trigger.start, first)
    verb = Verb(trigger.start, _words_before(scene, trigger.start, first))
    own = bool(agents or owner or objects)
    if not (agents or owner) and not _is_between(scene, trigger):
        owner = (
            _who_said(scene, trigger.start, first)
            or _after_opening(scene, trigger, first)
            or _subject_before(scene, trigger.start, first)
        )
    if not (agents or owner or objects):
        objects = _after_word(scene, trigger.end - 1, _AGAINST)
    return Clause(agents or owner, objects, verb, own=own)


def _who_said(scene: Scene, at: int, first: int) -> tuple[Party, ...]:
    """Of "the truce holds, Lee said on Friday after a call with Varn" it is Lee who called."""
    after = next((i for i in range(at - 1, max(first, at - 4), -1) if scene.keys[i] in ("after", "before")), None)
    if after is None:
        return ()
    said = next((i for i in range(after - 1, max(first, after - 4), -1) if scene.keys[i] in _SAID), None)
    return find_subject(scene, said) if said is not None else ()


def _visit_clause(scene: Scene, trigger: Trigger) -> Clause | None:
    """Such as "the visit of Lee to Osk": whose it is travels."""
    if trigger.entry.mode != "visit":
        return None
    after = scene.keys[trigger.end - 1 : trigger.end + 1]
    opened = next((i for i, key in enumerate(after, trigger.end - 1) if key in ("of", "by")), None)
    if opened is None:
        return None
    first, end = scene.bounds(trigger.start)
    until = next((i for i in range(opened, end) if scene.keys[i] == "to"), end)
    who = parties_from(scene, opened + 1, until)
    if not any(party.person for party in who):
        return None
    to = _after_word(scene, until - 1, ("to",))
    return Clause(who, to, Verb(trigger.start, _words_before(scene, trigger.start, first)))


def _after_opening(scene: Scene, trigger: Trigger, first: int) -> tuple[Party, ...]:
    """Of "In a letter to Osk, Lee proposed" it is Lee who writes."""
    comma = _opening_comma(scene, first)
    if comma is None or not first < trigger.start < comma:
        return ()
    return (
        find_subject(scene, comma + 1) if pronoun(scene, comma) else parties_from(scene, comma, scene.bounds(first)[1])
    )


def _opening_comma(scene: Scene, first: int) -> int | None:
    """The word after the comma that closes what a sentence opens with: "In a call on Monday, "."""
    if scene.keys[first] not in LEADING:
        return None
    _, end = scene.bounds(first)
    return next((i for i in range(first + 1, end) if "," in scene.gap(i)), None)


def _is_between(scene: Scene, trigger: Trigger) -> bool:
    return "between" in scene.keys[trigger.end - 1 : trigger.end + 1]


def _owner(scene: Scene, at: int, first: int) -> tuple[Party, ...]:
    """Whose it is: "Osk's next call", "his call"."""
    for i in range(at, max(first, at - _OWNED), -1):
        if scene.gap(i).startswith("'"):
            return tuple(find_parties(scene, *phrase_before(scene, i, first)))[-1:]
        if scene.keys[i - 1] in ("his", "her"):
            return _last_person(scene, i - 1, first)
    return ()


def _last_person(scene: Scene, at: int, first: int) -> tuple[Party, ...]:
    for i in range(at - 1, first - 1, -1):
        number = scene.mention_of[i]
        if number is not None and scene.entities[scene.mentions[number].entity].label == "person":
            return tuple(find_parties(scene, *phrase_before(scene, i + 1, first)))[-1:]
    return subject_of_before(scene, scene.sentence[at])


def _subject_before(scene: Scene, at: int, first: int) -> tuple[Party, ...]:
    return first_of_sentence(scene, first, at)


def _words_before(scene: Scene, at: int, first: int) -> frozenset[str]:
    return frozenset(scene.keys[i] for i in range(max(first, at - 3), at))
