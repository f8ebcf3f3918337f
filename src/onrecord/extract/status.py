"""Whether an event happened, is planned, alleged, denied, only thought of, or was called off.

From the verb group (tense, modality, negation, the word that governs an infinitive), the words before a noun, and the
statements whose content holds the event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.extract.clauses import Verb
from onrecord.extract.event_words import Trigger
from onrecord.extract.outlook import Outlook
from onrecord.extract.parties import Scene
from onrecord.records import Attribution, Event, Span, Status

_WILL = frozenset("will shall 'll won't".split())
_MAY = frozenset("would should may might could can must 'd wouldn't cannot can't".split())
_PLANS = (
    "plan intend schedul expect set prepar due want ready agree promis pledg vow threaten hop aim propos seek"
    " decid about going await ask order invit need urg like wish demand continu will look allow enabl suppos effort"
    " commit help try attempt request call"
).split()
_FAILS = "fail refus declin stop cancel postpon scrap abandon".split()
_DONE = frozenset(
    "manage managed continue continued continues began begun begin helped proceeded went happened".split()
)
_DUE = frozenset(("due", "expected"))  # words of a trigger itself: "is due in Osk"
_AHEAD_NOUN = frozenset(
    "planned upcoming scheduled forthcoming proposed expected future next possible potential prospective eventual"
    " imminent".split()
)
_READY = frozenset("ready readiness willing willingness prepared hopes proposal proposed offer offered".split())
_ALLEGED = frozenset("alleged alleges purported rumored rumoured allegedly reportedly".split())
_CLAIM_STEMS = ("claim", "alleg", "purport", "suppos", "rumo", "accus", "reportedly")
_SET_WITHIN = 12  # words
_SET = frozenset("scheduled planned due expected set slated foreseen envisaged".split())
_SET_FOR = frozenset("for on in to at by next this".split())
_OFF = frozenset("cancelled canceled postponed scrapped aborted shelved averted foiled thwarted".split())
_OFF_AFTER = frozenset("cancelled canceled postponed scrapped off shelved suspended".split())
_IF = frozenset("if unless whether should provided unlikely".split())
_ON_CONDITION = re.compile(
    r"\bunless\b|\bas soon as\b|\bprovided that\b|\b(?:on|under) (?:the )?condition that\b"
    r"|\bshould (?:the|an?|any|this|that|these|those|its|their)\b"
    r"|(?<!asked )(?<!ask )(?<!know )(?<!see )(?<!even )(?<!as )(?<!unclear )(?<!wonder )(?<!only )\bif\b",
    re.IGNORECASE,
)
_TO_COME = frozenset("promise threaten propose demand expect".split())
_GIVES = ("YIELD", "AID", "COOPERATE", "AGREE")  # "wants them released"
_NEITHER = "neither-confirm-nor-deny"
_UNSURE_ACTS = frozenset((_NEITHER, "doubt", "question"))


@dataclass(frozen=True, slots=True)
class Standing:
    status: Status
    vouchers: tuple[str, ...]
    deniers: tuple[str, ...]


def find_standing(
    scene: Scene, trigger: Trigger, verb: Verb, holding: Sequence[Attribution], outlook: Outlook
) -> Standing:
    """`holding` are the statements whose content holds the trigger, `outlook` that of its first word.

    Who demands or promises something vouches for nothing that was: "demanded the return of the crew, who were held".
    """
    status = _status(scene, trigger, verb, holding, outlook)
    deniers = tuple(s.id for s in holding if s.act == "deny")
    silent = _UNSURE_ACTS | _TO_COME if status == "happened" else _UNSURE_ACTS
    vouchers = tuple(s.id for s in holding if s.act != "deny" and s.act not in silent)
    return Standing(status, vouchers, deniers)


def _status(scene: Scene, trigger: Trigger, verb: Verb, holding: Sequence[Attribution], outlook: Outlook) -> Status:
    told = by_words(scene, trigger, verb, outlook)
    acts = {statement.act for statement in holding}
    if "deny" in acts:
        return "denied"
    if told == "denied" and _NEITHER in acts:
        return "alleged"
    if told == "hypothetical" and holding and _is_future_told(scene, trigger, verb):
        told = "planned"
    if told == "planned" and holding and _is_offered_by_others(scene, verb):
        return "alleged"
    if told in ("planned", "hypothetical") and trigger.form != "noun" and _is_on_condition(scene, trigger):
        return "hypothetical"
    if told in ("called off", "denied", "planned"):
        return told
    if acts & _UNSURE_ACTS or any("hypothetical" in s.flags for s in holding):
        return "alleged" if told in ("happened", "alleged") else "hypothetical"
    if told == "happened" and any(_claims(scene, statement) for statement in holding):
        return "alleged"
    bare = trigger.form in ("participle", "ed") and not verb.words and trigger.entry.root in _GIVES
    if bare and (acts & _TO_COME or any(_wants(scene, statement) for statement in holding)):
        return "planned"
    if acts & _TO_COME and trigger.form in ("base", "noun", "ing") and told != "alleged":
        return told if _is_ruled(trigger, verb) else "planned"
    return told


def _is_on_condition(scene: Scene, trigger: Trigger) -> bool:
    """As in "will close the port unless Osk pays"; what is quoted beside it asks for nothing of it."""
    at = scene.words[trigger.start].span.start
    beside = [quotation for quotation in scene.layout.quotations if not quotation.start <= at < quotation.end]
    found = _ON_CONDITION.finditer(scene.layout.plain, *scene.span(*scene.bounds(trigger.start)))
    return any(not any(quoted.start <= match.start() < quoted.end for quoted in beside) for match in found)


def _is_offered_by_others(scene: Scene, verb: Verb) -> bool:
    """In "he said that Osk had offered to leave" somebody tells what Osk is to have said; not in "we offered"."""
    offered = verb.governors[:1] and verb.governors[0].startswith("offer")
    return bool(offered) and (not verb.start or scene.keys[verb.start - 1] not in ("i", "we"))


def _is_ruled(trigger: Trigger, verb: Verb) -> bool:
    """As in "announced the decision to expel them": a sanction is decided by those who do it."""
    return verb.governors[:1] == ("decision",) and trigger.entry.root == "SANCTION"


def _wants(scene: Scene, statement: Attribution) -> bool:
    words = (scene.layout.plain[span.start : span.end].casefold() for span in statement.cue)
    return any(word.startswith("want") for cue in words for word in cue.split())


def _is_future_told(scene: Scene, trigger: Trigger, verb: Verb) -> bool:
    """In "she said that he would travel" the modal is the future of what was said, where no condition goes with it."""
    if "would" not in verb.words or verb.words & _MAY - {"would"} or _is_on_condition(scene, trigger):
        return False
    first, end = scene.bounds(trigger.start)
    return not {"whether", "should", "unlikely"} & set(scene.keys[first:end])


def _claims(scene: Scene, statement: Attribution) -> bool:
    """Whether the words of the cue leave it open that it is so."""
    words = " ".join(scene.layout.plain[span.start : span.end].casefold() for span in statement.cue)
    return any(stem in words for stem in _CLAIM_STEMS)


def by_words(scene: Scene, trigger: Trigger, verb: Verb, outlook: Outlook) -> Status:
    """The status as the clause alone tells it."""
    first, end = scene.bounds(trigger.start)
    before = set(scene.keys[max(first, trigger.start - 4) : trigger.start])
    after = scene.keys[trigger.end : min(end, trigger.end + 6)]
    if trigger.form == "noun":
        last = scene.keys[trigger.start - 1] if trigger.start > first else ""
        if _is_called_off(scene, trigger, first, end):
            return "planned" if _is_put_off(scene, trigger, end) else "called off"
        told = _noun_status(before, last, after, outlook)
        ahead = told == "happened" and _is_set(scene.keys[trigger.end : min(end, trigger.end + _SET_WITHIN)])
        return "planned" if ahead else told
    if verb.words & _ALLEGED or before & _ALLEGED:
        return "alleged"
    if _DUE & {scene.keys[i] for i in trigger.at}:
        return "denied" if verb.negated else "planned"
    governor = verb.governors[0] if verb.governors else ""
    if governor and any(governor.startswith(stem) for stem in _FAILS):
        return "called off" if governor.startswith(("cancel", "postpon", "scrap", "abandon")) else "denied"
    if verb.words & _WILL:
        return "denied" if verb.negated else "planned"
    if verb.words & _MAY or _IF & set(scene.keys[max(first, verb.start - 6) : verb.start]):
        return "hypothetical"
    if verb.negated:
        return "denied"
    if governor in _DONE or _is_ruled(trigger, verb):
        return "happened"
    if "to" in verb.words or any(governor.startswith(stem) for stem in _PLANS if governor):
        return "planned"
    return "happened"


def _noun_status(before: set[str], last: str, after: Sequence[str], outlook: Outlook) -> Status:
    if before & _ALLEGED or last == "reported":
        return "alleged"
    if before & _OFF or (_OFF_AFTER & set(after) and {"was", "were", "been", "has", "is"} & set(after)):
        return "called off"
    if "no" in before or "without" in before or outlook.negated:
        return "denied"
    if before & (_AHEAD_NOUN | _READY) or outlook.future:
        return "hypothetical" if outlook.certainty == "POSSIBLE" else "planned"
    return "happened"


def _is_set(after: Sequence[str]) -> bool:
    """As in "the visit is scheduled for May", "the talks, due on Monday"."""
    return any(word in _SET and following in _SET_FOR for word, following in pairwise(after))


_OFF_VERBS = re.compile(
    r"\b(?:call(?:s|ed|ing)?|put(?:s|ting)?) off (?:\w+ ){0,3}$"
    r"|\b(?:cancel(?:s|l?ed|l?ing)?|postpon(?:e|es|ed|ing)|scrap(?:s|ped|ping)?|abort(?:s|ed|ing)?) (?:\w+ ){0,3}$"
)
_DAY = r"(?!further)(?:\w+ ){0,2}(?:[A-Z]\w+day|[A-Z]\w{2,8}\.?|\d|week|month)"
_MOVED_TO = re.compile(rf" (?:until|till|to) {_DAY}|(?: [\w'’-]+){{0,5}} (?:until|till) {_DAY}")
_PUT_OFF = re.compile(r"\b(?:put off|postponed|moved|delayed|rescheduled)\b(?: from \S+(?: \d+)?)?(?= )")
_OFF_LATER = re.compile(
    r"^(?:(?!\b(?:if|unless|whether)\b)[^.;:])*?\b(?:(?:will|would|does|did) not (?:take place|go ahead|happen)"
    r"(?! (?:before|until|unless|if|as long)\b)"
    r"|(?:was|were|is|are|been) (?:\w+ )?(?:called off|put off|cancell?ed|postponed|scrapped|shelved))\b"
)


def _is_put_off(scene: Scene, trigger: Trigger, end: int) -> bool:
    """As in "postponed her visit until Friday" and "the visit has been put off until Friday"."""
    plain, after = scene.layout.plain, scene.words[trigger.end - 1].span.end
    later = _PUT_OFF.search(plain, after, scene.words[end - 1].span.end)
    return any(_MOVED_TO.match(plain, at) for at in (after, later.end() if later else after))


def _is_called_off(scene: Scene, trigger: Trigger, first: int, end: int) -> bool:
    """As in "called off her visit" and "the visit, which was planned for May, will not take place"."""
    before = " ".join(scene.keys[max(first, trigger.start - 5) : trigger.start]) + " "
    after = scene.layout.plain[scene.words[trigger.end - 1].span.end : scene.words[end - 1].span.end].casefold()
    return bool(_OFF_VERBS.search(before) or _OFF_LATER.search(" ".join(after.split()).replace('"', "")))


_REPORT = r"(?:reports?|claims?|accusations?|allegations?|assertions?|stor(?:y|ies)|accounts?|rumou?rs?)"
_REBUTS = re.compile(
    r"\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|rebutt?(?:s|ed)|refut(?:es|ed)|disput(?:es|ed))"
    rf" (?:it|this|that|(?:the|this|that|these|those|such) {_REPORT})(?=[,.;]| as | on | and |$)"
)
_CALLS_FALSE = re.compile(
    r"\b(?:call|brand|describ|dismiss|label|term)\w*( [^.;:]{0,120}? ?)[\"'“]?(?:as )?"
    r"(?:a |an |pure |complete |utter |sheer )*"
    r"(?:false|untrue|inventions?|fabrications?|lies?|fakes?|hoax|fiction|nonsense|baseless|groundless|unfounded)\b"
)
_UNTRUE = re.compile(
    r"\b(?:(?:not a|no) (?:word|grain|shred) of truth|no truth|"
    r"(?:this|that|it|these|those|they)(?: (?:is|was|are|were)|['’]s) (?:an? |all |pure |complete |simply |just )*"
    r"(?:inventions?|lies?|fabrications?|fakes?|hoax|fiction|nonsense|untrue|false|not true))\b",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(rf"\b(?:{_REPORT}|it|this|that)\b")


def settle_denied(scene: Scene, events: Sequence[Event], statements: Sequence[Attribution]) -> list[Event]:
    """What one voice tells is denied where the next sentence of the paragraph says so: "Osk denied the report".

    In "called the reports of a visit to Osk an invention" the visit itself is denied, and in "has read about her
    resignation, and there is no truth in it" the resignation.
    """
    plain, settled = scene.layout.plain, list(events)
    for first, end in sorted(scene.sentence_bounds.values()):
        sentence = scene.span(first, end)
        words = plain[sentence.start : sentence.end]
        rebuts, false, untrue = (found.search(words) for found in (_REBUTS, _CALLS_FALSE, _UNTRUE))
        if not rebuts and not false and not untrue:
            continue
        by = tuple(s.id for s in statements if s.cue and sentence.start <= s.cue[0].start < sentence.end)[:1]
        around = Span(sentence.start + false.start(1), sentence.start + false.end(1)) if false else None
        inside = [i for i, e in enumerate(settled) if around and around.start <= e.trigger[0].start < around.end]
        inside = [i for i in inside if settled[i].root != "ACCUSE"]  # "called the accusation false"
        if untrue and not inside:
            here = sentence.start + untrue.start()
            inside = [i for i, e in enumerate(settled) if sentence.start <= e.trigger[0].start < here and e.vouchers]
        told = bool(rebuts or untrue) or (false is not None and bool(_OF_REPORT.search(false[1])))
        if not inside and told and first and "\n" not in scene.gap(first):
            before = scene.span(*scene.bounds(first - 1))
            inside = [i for i, e in enumerate(settled) if e.span == before and e.vouchers]
        for i in inside:
            if settled[i].status in ("happened", "alleged"):
                settled[i] = replace(settled[i], status="denied", deniers=(*settled[i].deniers, *by))
    return settled


def settle_alleged(events: Sequence[Event], statements: Sequence[Attribution]) -> list[Event]:
    """A contact that the article calls alleged in one place is so wherever a single voice vouches for it.

    It stands as happened where the outlet tells it itself, where a voice confirms it, or where two voices agree.
    """
    by_id = {statement.id: statement for statement in statements}
    doubted = [event for event in events if event.status == "alleged" and event.mode is not None]
    return [
        replace(event, status="alleged")
        if event.status == "happened"
        and event.vouchers
        and any(_is_same(other, event) for other in doubted)
        and not _is_confirmed(event, by_id)
        else event
        for event in events
    ]


def _is_same(a: Event, b: Event) -> bool:
    parties = {*a.actors, *a.recipients} & {*b.actors, *b.recipients}
    return a.mode == b.mode and len(parties) > 1 and (a.date is None or b.date is None or a.date == b.date)


def _is_confirmed(event: Event, statements: Mapping[str, Attribution]) -> bool:
    voices = [statements[voice] for voice in event.vouchers]
    speakers = {voice.speaker.id for voice in voices if voice.speaker}
    return any(voice.act == "confirm" for voice in voices) or (len(speakers) > 1 and not any(v.parent for v in voices))
