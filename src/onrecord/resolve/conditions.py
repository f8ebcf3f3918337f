"""Conditions in one article: who would do what, if whom did what; and statements that may be replies to them.

A condition is a word that makes one ("if", "unless", "in exchange for", "only after"), a deed that is asked, and a
deed that is promised or threatened by the one who speaks. "Prices will rise if it rains" is a forecast: nobody's deed
is promised. How sure a condition is, is the sum of what speaks for it; less than MIN_SCORE is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.records import Attribution, Span, Spans
from onrecord.resolve.wording import Actor, Wording, clip, length, trim

Form = Literal["offer", "threat", "terms"]
MIN_SCORE = 0.6

_MARKER = re.compile(
    r"\b(?P<strong>only if|but only if|if and only if|on (?:the )?condition(?: that)?(?! of)|provided that"
    r"|providing that"
    r"|unless|in exchange for|in return for|only after|only when|only once|but only|as soon as"
    r"|immediately after|so long as|as long as|not until)\b|\b(?P<weak>if|once|without)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\b(?:ask\w*|know\w*|knew|see|sees|saw|clear|unclear|sure|wonder\w*|doubt\w*|question\w*|decid\w*"
    r"|determin\w*|check\w*"
    r"|tell|told|say|matter\w*|discuss\w*|even|as|what|learn|find out|consider\w*|investigat\w*|whether|assess\w*"
    r"|only time will tell)\s+$",
    re.IGNORECASE,
)
_NO_DEED = re.compile(
    r"if (?:not|any|anything|so|possible|necessary|needed|elected|re-?elected|nothing|ever|you will|i may|true|only"
    r"|convicted|found guilty|approved|confirmed)\b",
    re.IGNORECASE,
)
_STAGES = re.compile(
    r"\bfirst\b(?P<between>.{0,80}?)(?:,| and| then)\b(?=.{3,120}\b(?:later|second|then|afterwards?)\b)"
)
_IMPERATIVE = re.compile(
    r"^\W*(?:open|give|stop|release|return|withdraw|leave|free|hand|pay|lift|end|lay|bring|send|sign|take|pull"
    r"|drop|halt"
    r"|recogni[sz]e|accept|keep|cease|surrender|stay|vote|let us|show)\b(?P<demand>[^.!?]*?)(?P<and>,? and)\b"
    r"(?=[^.!?]*\b(?:will|shall)\b|[^.!?]*'ll\b)",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\b(?:will|would|shall|'ll|won't|ready|willing|prepared|agreed?|promis\w*|pledg\w*|vow\w*|offer\w*"
    r"|propos\w*|threat\w*"
    r"|accept|open to|undert\w+|commit\w*|going to)\b|'ll\b"
)
_PAST = re.compile(r"\b(?:would|could|might|should|must) (?:\w+ )?have\b|\bhad (?:not )?been\b|\bhadn't\b")
_OWN = re.compile(r"^\W*(?:that |then |\w+ly |and |but |so )*(?:i|we|he|she|his|her|our|my)\b")
_ITS = re.compile(r"^\W*(?:that |then |\w+ly )*(?:they|it|their|its)\b")  # a body speaks of itself so
_IS_SO = re.compile(  # a state that would be, and no deed
    r"\b(?:will|would|shall|'ll|could) (?:not |also |still )?(?:be|have been|have|become|need|look|seem|mean"
    r"|know|see|feel|want|like|love)\b"
    r"(?! (?:\w+ly )?(?:\w+(?:ed|en|wn|ut)|on|out|back|gone|ready|willing|able|prepared|open|sent|held|met|put"
    r"|cut|shut|home)\b)"
)
_COMMITS = re.compile(
    r"\b(?:offer|propos|promis|pledg|vow|threat|guarantee|undertak|undertook|swor|agree|insist|demand|ready|willing"
    r"|prepared|commit|stipulat|ultimatum|condition)"
)
_WARNS = re.compile(r"\bwarn")
_THREATENS = re.compile(r"\b(?:threat|warn|ultimatum)")
_DEMANDS = re.compile(r"\b(?:demand|insist|urg|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed)? for)")
_DEED_OF_WILL = re.compile(  # what may be done on purpose, and is threatened with
    r"\b(?:suspend|withdr[ae]w|retaliat|impos|respond|send|sent|strike|attack|clos|cancel|expel|sue|resign"
    r"|veto|leave|quit"
    r"|walk out|boycott|block|cut|stop|halt|end|break off|recall|punish|seize|shut|pull out|fire|sack|dismiss|sanction"
    r"|take (?:action|measures|steps|legal)|escalat|invade|launch|deploy|go on strike|refus|reject|terminat|freez|ban)"
)
_STATE = re.compile(
    r"^\W*(?:there (?:is|are|was|were)|it (?:is|was)|(?:\S+ ){1,4}(?:is|are|was|were|be) \w+ing\b"
    r"|.{0,40}\b(?:has|have|had) (?:an?|the|no) )"
)
_OF_A_LAND = re.compile(r"\b([A-Z][a-z]{3,}(?:ian|ean|an|ese|ish)) (?=[a-z]+)")
_WHERE = re.compile(r"\b(?:in|at|off|near|from|of|around)(?: the)? $")
_FORECAST = frozenset(("opinion", "expect", "doubt", "question"))
_COMMITTING = frozenset(("promise", "threaten", "propose", "demand"))
_NEGATED = re.compile(r"\b(?:not|never|no|won't|nothing|nobody|neither|refuse\w*)\b|n't\b")


@dataclass(frozen=True, slots=True)
class Condition:
    """`actor` would do what `offer` tells if what `demand` tells is done. `teller` is who says so of the actor."""

    id: str  # within the article: c1, c2 ...
    statement: str
    actor: Actor
    teller: Actor | None
    addressees: tuple[Actor, ...]  # to whom it may be put, the likeliest first
    supposed: tuple[Actor, ...]  # the same where nobody is named
    form: Form
    marker: Span
    demand: Spans
    offer: Spans
    demand_terms: frozenset[str]
    offer_terms: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class _Parts:
    marker: Span
    demand: Spans
    offer: Spans
    strong: bool


def find_conditions(wording: Wording) -> tuple[Condition, ...]:
    """In the order of the text, those below MIN_SCORE too. Spans are characters of the article's text."""
    found: list[Condition] = []
    for sentence in wording.sentences:
        for condition in _in_sentence(wording, sentence):
            if not any(_overlap(condition, other) for other in found):
                found.append(replace(condition, id=f"c{len(found) + 1}"))
    return tuple(found)


def _in_sentence(wording: Wording, sentence: Span) -> Iterator[Condition]:
    """Without an id."""
    text = wording.plain[slice(*sentence)]
    places = [m.start() for m in _MARKER.finditer(text)] + [m.start("between") for m in _STAGES.finditer(text)]
    places += [m.start("and") for m in _IMPERATIVE.finditer(text)]
    for place in sorted(set(places)):
        tried = [
            condition
            for statement in _tellers(wording, sentence.start + place)
            for parts in _split(wording, sentence, statement)
            if parts.marker.start - sentence.start <= place < parts.marker.end - sentence.start + 1
            and (condition := _make(wording, sentence, statement, parts)) is not None
        ]
        if tried:
            yield max(tried, key=lambda c: (c.score, length(c.demand) + length(c.offer)))


def _tellers(wording: Wording, at: int) -> list[Attribution]:
    """Who may have set the condition: statements whose content holds the word that makes it."""
    return [s for s in wording.covering(at) if s.speaker is not None]


def _split(wording: Wording, sentence: Span, statement: Attribution) -> Iterator[_Parts]:
    """Deed asked and deed promised, by the word between or before them."""
    masked = wording.mask(sentence, statement.content)
    for match in _MARKER.finditer(masked):
        parts = _by_marker(masked, match)
        if parts is not None:
            yield _placed(wording, sentence, statement, parts, strong=bool(match["strong"]))
    for match in _STAGES.finditer(masked):
        yield _placed(
            wording,
            sentence,
            statement,
            (match.span(), (0, match.end("between")), (match.end(), len(masked))),
            strong=True,
        )
    for match in _IMPERATIVE.finditer(masked):
        yield _placed(
            wording,
            sentence,
            statement,
            (match.span("and"), (0, match.start("and")), (match.end(), len(masked))),
            strong=True,
        )


_Range = tuple[int, int]


def _by_marker(text: str, match: re.Match[str]) -> tuple[_Range, _Range, _Range] | None:
    word = match.group().casefold()
    before, after = text[: match.start()], text[match.end() :]
    if word == "if" and (_WHETHER.search(before) or _NO_DEED.match(text, match.start())):
        return None
    if word == "without" and not _NEGATED.search(text.casefold()):
        return None
    if re.match(r" (?:possible|(?:we|i|they|he|she|it) (?:can|could|know|get|have|has)\b)", after) and word.startswith(
        "as "
    ):
        return None
    if word in ("once", "as soon as", "as long as", "so long as") and not _WOULD.search(text.casefold()):
        return None
    if re.search(r"\w", re.sub(r"\b(?:that|but|and|then|only)\b", "", before)) is None:
        comma = re.search(r",|\bthen\b", after)
        if comma is None:
            return None
        at = match.end() + comma.start()
        return match.span(), (match.end(), at), (at + 1, len(text))
    turned = re.search(r",(?= (?:then |of course )*(?:[^\s,]+ ){1,6}?(?:will|would|shall)\b|[^,]{1,20}'ll\b)", after)
    clause = re.split(r"[;:,]|\b(?:and|but|that)\b", before)[-1].casefold()
    if turned and (not _WOULD.search(clause)):  # "let me say that, if A, we will B"
        at = match.end() + turned.start()
        return match.span(), (match.end(), at), (at + 1, len(text))
    begin = max((m.end() for m in re.finditer(r"[;:]|, (?:but|and|while|who|which) ", before)), default=0)
    if word.startswith("but only"):
        begin = 0
    end = re.search(r"[;:]|, (?:and|but|while|who|which|he|she|they|the)\b", after)
    return match.span(), (match.end(), match.end() + end.start() if end else len(text)), (begin, match.start())


def _placed(
    wording: Wording, sentence: Span, statement: Attribution, ranges: tuple[_Range, _Range, _Range], *, strong: bool
) -> _Parts:
    marker, demand, offer = (Span(sentence.start + a, sentence.start + b) for a, b in ranges)
    return _Parts(marker, _pieces(wording, statement, demand), _pieces(wording, statement, offer), strong)


def _pieces(wording: Wording, statement: Attribution, where: Span) -> Spans:
    found = (trim(wording.plain, span) for span in clip(statement.content, where))
    return tuple(span for span in found if span.start < span.end)


def _make(wording: Wording, sentence: Span, statement: Attribution, parts: _Parts) -> Condition | None:
    demand, offer = wording.words(parts.demand), wording.words(parts.offer)
    speaker = wording.speaker(statement)
    if (
        not demand
        or not offer
        or speaker is None
        or statement.act == "question"
        or _PAST.search(offer)
        or _PAST.search(demand)
    ):
        return None
    doer = _doer(wording, parts)
    cue = wording.cue(statement) if doer is None else f"{wording.cue(doer)} {wording.cue(statement)}"
    actor = (doer and wording.speaker(doer)) or _subject(wording, parts.offer) or speaker
    score = _score(
        cue,
        statement if doer is None else doer,
        parts,
        demand,
        offer,
        own=actor != speaker or doer is not None,
        has_voice=_has_voice(wording, speaker),
    )
    if _DEMANDS.search(cue) and wording.plain[slice(*parts.marker)].casefold().startswith("in "):
        parts = _Parts(parts.marker, parts.offer, parts.demand, parts.strong)
    demand_terms, offer_terms = wording.terms_in(parts.demand), wording.terms_in(parts.offer)
    if not demand_terms or not offer_terms:
        return None
    return Condition(
        id="",
        statement=statement.id,
        actor=actor,
        teller=speaker if speaker.entity != actor.entity else None,
        addressees=tuple(dict.fromkeys(_addressees(wording, sentence, statement, parts, actor))),
        supposed=tuple(dict.fromkeys(_supposed(wording, parts, actor))),
        form=_form(wording, parts, cue, statement, doer, offer),
        marker=parts.marker,
        demand=parts.demand,
        offer=parts.offer,
        demand_terms=demand_terms,
        offer_terms=offer_terms,
        score=score,
    )


def _doer(wording: Wording, parts: _Parts) -> Attribution | None:
    """Where the offer tells that somebody offered or threatened: "Tarn offered to leave if ..."."""
    for where in parts.offer:
        for statement in wording.with_cue_in(where):
            if (
                statement.act in _COMMITTING
                and statement.speaker is not None
                and _COMMITS.search(wording.cue(statement))
            ):
                return statement
    return None


def _subject(wording: Wording, offer: Spans) -> Actor | None:
    """Who is named as the subject of what would be done: "Tarn is ready to ..."."""
    first = offer[0]
    for mention, actor in wording.named_in(first):
        before = wording.plain[first.start : mention.span.start].casefold()
        after = wording.plain[mention.span.end : mention.span.end + 40].casefold()
        head = re.match(r"\W*(?:that |then |the |president |prime minister |minister )*$", before)
        if head and re.match(
            r" (?:also |now |still )?(?:will|would|shall|is (?:\w+ )?(?:ready|willing|prepared)|has|had|offer"
            r"|agre|promis|threat|accept)",
            after,
        ):
            return actor
        break
    return None


def _score(
    cue: str, statement: Attribution, parts: _Parts, demand: str, offer: str, *, own: bool, has_voice: bool
) -> float:
    would = bool(_WOULD.search(offer))
    commits = statement.act in _COMMITTING or bool(_COMMITS.search(cue))
    is_own = own or bool(_OWN.match(offer)) or offer.startswith("to ") or (has_voice and bool(_ITS.match(offer)))
    by_will = bool(_WARNS.search(cue) and _DEED_OF_WILL.search(offer))
    score = 0.2
    score += 0.3 if commits and not _WARNS.search(cue) else 0.3 if by_will else 0.0
    score += 0.2 if would else 0.0
    score += 0.3 if is_own and (would or commits) else 0.0
    score += 0.2 if parts.strong and (commits or is_own or _IMPERATIVE.match(f"{demand} and will")) else 0.0
    score -= 0.4 if _IS_SO.search(offer) else 0.0
    score -= 0.4 if statement.act == "demand" and not parts.strong and not would else 0.0
    score -= 0.3 if _STATE.match(demand) else 0.0
    score -= 0.3 if statement.act in _FORECAST and not _COMMITS.search(f"{cue} {offer}") else 0.0
    return round(max(0.0, min(score, 1.0)), 2)


def _has_voice(wording: Wording, speaker: Actor) -> bool:
    """Whether "it" and "they" may be the speaker."""
    entity = wording.entities.get(speaker.entity)
    return entity is not None and entity.label in ("organisation", "place", "group")


def _form(wording: Wording, parts: _Parts, cue: str, s: Attribution, doer: Attribution | None, offer: str) -> Form:
    marker = wording.plain[slice(*parts.marker)].casefold()
    act = doer.act if doer else s.act
    if act == "threaten" or _THREATENS.search(cue) or (marker == "unless" and not _NEGATED.search(offer)):
        return "threat"
    if marker.startswith("but only") or marker == "without" or _NEGATED.search(offer):
        return "terms"
    return "offer"


def _addressees(
    wording: Wording, sentence: Span, statement: Attribution, parts: _Parts, actor: Actor
) -> Iterator[Actor]:
    """To whom it was said; then who is named in what is asked, in what is promised, and in the sentence."""
    if statement.addressee is not None:
        yield Actor(statement.addressee.id, statement.addressee.name)
    speaker = statement.speaker.id if statement.speaker else ""
    for where in (*parts.demand, *parts.offer, sentence):
        for mention, named in wording.named_in(where):
            is_place = wording.entities[named.entity].label == "place"
            before = wording.plain[max(where.start, mention.span.start - 8) : mention.span.start]
            after = wording.plain[mention.span.end : mention.span.end + 3]
            is_where = is_place and _WHERE.search(before)
            if (
                not is_where
                and not re.match(r"[ ,(]*[-\u2013\u2014]", after)
                and named.entity not in (actor.entity, speaker)
            ):
                yield named


def _supposed(wording: Wording, parts: _Parts, actor: Actor) -> Iterator[Actor]:
    """Whose people it speaks of ("the Tarbish crew"), and with whom alone the actor is told to have talked."""
    for where in (*parts.demand, *parts.offer):
        for match in _OF_A_LAND.finditer(wording.plain, *where):
            yield Actor("", match[1])
    partners = {other for pair in wording.talks if actor.entity in pair for other in pair} - {actor.entity}
    if len(partners) == 1:
        yield Actor(other := partners.pop(), wording.entities[other].name)


def _overlap(one: Condition, other: Condition) -> bool:
    """Whether two were read from the same words."""
    spans = [span for c in (one, other) for span in (*c.demand, *c.offer)]
    first = (one.demand + one.offer), (other.demand + other.offer)
    shared = sum(length(clip(first[0], span)) for span in first[1])
    return shared > 0.5 * min(length(first[0]), length(first[1])) if spans else False
