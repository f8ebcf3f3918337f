"""How many people an article reports killed, injured, held or missing: the numbers, and what each is a count of.

A count is of the whole matter ("total") or of a part of it (one hospital, the children, the badly hurt), and
 it is current unless the article itself has overtaken it ("at one point we heard 73").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.records import Article
from onrecord.resolve.numbers import TIME_UNITS, Quantity, find_quantities
from onrecord.resolve.sentences import Sentence, Token

State = Literal["killed", "injured", "held", "missing"]

_AFTER: dict[str, State] = {
    **dict.fromkeys(
        "killed dead died dies die perished slain lost fatalities deaths fatality murdered".split(), "killed"
    ),
    **dict.fromkeys("bodies corpses drowned massacred fatally".split(), "killed"),
    **dict.fromkeys(
        "injured hurt wounded injuries wounds hospitalised hospitalized hospital critical casualties injures".split(),
        "injured",
    ),
    **dict.fromkeys(
        "held detained custody captive hostage hostages jailed imprisoned prisoners detainees captivity".split(),
        "held",
    ),
    **dict.fromkeys("missing unaccounted".split(), "missing"),
}
_BEFORE: dict[str, State] = {
    **dict.fromkeys(
        "kill kills killed killing claimed claiming murdered murdering slaughtered slaying".split(), "killed"
    ),
    **dict.fromkeys("injure injured injuring injures wounded wounding wounds hurting".split(), "injured"),
    **dict.fromkeys("detained detaining".split(), "held"),
}
_RISES = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|climb\w*|jump\w*|grow\w*|grew|increas\w*|reach\w*|st(?:and|ands|ood)"
    r"|now|was|is|of|at"
    r"|put|hit\w*)$"
)
_TOLL = re.compile(r"\b(?:death toll|toll|number of (?:the )?(?:dead|deaths|fatalities|victims)|deaths)\b")
_PEOPLE = frozenset(
    "people person passenger victim civilian life live dead soul human casualty fatality death injury injur body corps"
    " wound kill other kil hurt died dead fatally".split()
)
_GRAVE = re.compile(
    r"\b(?:serious\w*|critical\w*|sever\w+|life-threatening|minor|slight\w*|light\w*|walking|intensive"
    r"|grave\w*|stable|fair"
    r"|good condition)\b"
)
_TREATED = re.compile(
    r"\b(?:(?:taken|rushed|brought|admitted|transferred|transported|went|sent|airlifted)\b[^,;.]*\bhospitals?"
    r"|hospitali[sz]ed|treat\w*|surgery|patients?|ambulances?)\b"
)
_HOSPITAL = re.compile(r"\b(?:[A-Z][\w’']*\s+)+(?:[Uu]niversity\s+)?[Hh]ospital")
_SEEN = re.compile(r"\b(?:I|we|he|she|they|who)\s+(?:\w+\s+)?(?:saw|counted|witnessed|passed|see)\b", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"(?:\b(?:including|among them|among whom|amongst them|as well as"
    r"|of (?:them|whom|those)|whom at least)\W*(?:\w+\W+){0,2})$"
)
_OF_THEM = re.compile(
    r"^\W*(?:\w+\W+)?(?:of (?:whom|them|those|these)|of the (?:\w+ )?(?:dead|injured|wounded|victims|killed))\b",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:ago|last (?:year|month|week|summer|winter|spring|autumn|fall|november|january|december)|previous\w*"
    r"|earlier (?:this|that|in)"
    r"|since|decades?|anniversary|annual\w*|every year|each year)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_EARLIER_COUNT = re.compile(
    r"\b(?:at one point|initial\w*|originally|at first|earlier|at the time|previously|preliminary|up from|rose from"
    r"|risen from|revised|had (?:said|put|reported)|first reports?|grew|rising|feared)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:[A-Z]\w+ (?:[Aa]irport|[Ss]tation|[Ss]treet|[Hh]otel|[Mm]arket|[Ss]quare)|,) (?:where|which)\b[^,]*$"
)
_PLACE_AFTER = re.compile(
    r"[^,;.]*\b(?:were |was )?(?:\w+ )?(?:killed|wounded|injured|died|dead|hurt)?\s*\bat (?:the )?[A-Z]"
)
_CULPRITS = frozenset("suspect attacker gunman gunmen assailant bomber shooter terrorist".split())
_ADVERBS = frozenset("now lay lie also more were was reported reportedly confirmed feared believed".split())
_MAY_TELL = re.compile(
    r"\b(?:" + "|".join((*_AFTER, *_BEFORE, "toll", "victims", "condition", "treatment")) + r")\b", re.IGNORECASE
)
_OPENING = 10  # sentences
_REACH = 7  # words after a number in which its verb is looked for


@dataclass(frozen=True, slots=True)
class Toll:
    state: State
    quantity: Quantity
    sentence: Sentence
    scope: str  # "total", or what it is a count of
    current: bool = True


def find_tolls(article: Article, sentences: Sequence[Sentence]) -> tuple[Toll, ...]:
    """In the order of the text, without those of other matters ("38 people were killed there last year")."""
    found: list[Toll] = []
    for sentence in sentences:
        text = article.title if sentence.in_title else article.text
        words = text[slice(*sentence.span)]
        if _MAY_TELL.search(words) and not _is_of_another_time(words, article.published):
            found += _iter_tolls(sentence, text)
    return tuple(_mark_overtaken(_mark_asides(_widen(found, sentences), sentences, article.text), article.text))


def _is_of_another_time(words: str, published: str | None) -> bool:
    if _OTHER_EVENT.search(words):
        return True
    if published is None:
        return False
    year, month = int(published[:4]), int(published[5:7] or 0)
    if any(int(found) < year - (month == 1) for found in _YEAR.findall(words)):
        return True
    named = [_MONTHS.index((a or b)[:3]) + 1 for a, b in _MONTH.findall(words)]
    return bool(named) and all((month - other) % 12 not in (0, 1, 11) for other in named)


def _iter_tolls(sentence: Sentence, text: str) -> Iterator[Toll]:
    tokens = sentence.tokens
    quantities = find_quantities(sentence)
    for number, quantity in enumerate(quantities):
        if not _may_count_people(quantity):
            continue
        until = quantities[number + 1].first if number + 1 < len(quantities) else len(tokens)
        since = quantities[number - 1].end if number else 0
        state = (
            _state_by_verb(tokens, quantity, since)
            or _state_after(tokens, quantity, until)
            or _state_by_toll(tokens, quantity, text)
        )
        single = tokens[quantity.first].text.casefold() == "one" and not sentence.in_title
        if state is not None and not single:  # "one of the injured", "one man who was hurt": a person, no count
            scope = _scope(sentence, quantity, state, text, until)
            yield Toll(state, quantity, sentence, scope)


def _may_count_people(quantity: Quantity) -> bool:
    thing = quantity.unit in ("percent", "dollar", "age", "label") or quantity.counted[:1] in (("time",), ("mile",))
    thing = thing or bool(set(quantity.counted[:1]) & TIME_UNITS)
    return quantity.value >= 1 and quantity.value == int(quantity.value) and not thing


def _state_after(tokens: Sequence[Token], quantity: Quantity, until: int) -> State | None:
    """As in "84 people, including ten children, were killed", "20 injured", "42 are in critical condition"."""
    reach = 0
    place = quantity.end
    while place < len(tokens) and reach < _REACH:
        word = tokens[place].text.casefold()
        if (
            word == ","
            and place + 1 < len(tokens)
            and tokens[place + 1].text.casefold() in ("including", "among", "most")
        ):
            closing = next((i for i in range(place + 1, len(tokens)) if tokens[i].text == ","), None)
            if closing is None:
                return None
            place, until = closing + 1, len(tokens)
            continue
        if place >= until:
            return None
        if word in (",", ";", ":", "(", ")", ".") or (
            word in ("when", "after", "while", "as", "but", "before") and reach
        ):
            return None
        if word == "and" and (place > quantity.end + 3 or tokens[place + 1 : place + 2] == ()):
            return None
        if word in ("and", "or") and tokens[place + 1].text.casefold() in _BEFORE:
            return None  # "three people and injured 176"
        if word in _AFTER and not (word == "lost" and "lives" not in [t.text for t in tokens[place : place + 3]]):
            return _AFTER[word]
        if word in ("condition", "treatment"):
            return "injured"
        reach += tokens[place].is_word
        place += 1
    return None


def _state_by_verb(tokens: Sequence[Token], quantity: Quantity, since: int) -> State | None:
    """As in "killing at least 84", "injuring another 40"."""
    words = [token.text.casefold() for token in tokens[max(since, quantity.first - 6) : quantity.first]]
    while words and words[-1] in _FILLERS:
        words.pop()
    if not words or words[-1] not in _BEFORE or {"were", "was", "been", "among"} & set(words[-3:]):
        return None
    return _BEFORE[words[-1]]


def _state_by_toll(tokens: Sequence[Token], quantity: Quantity, text: str) -> State | None:
    """As in "the death toll rose to 85", "there are 77 victims"."""
    before = text[tokens[0].span.start : quantity.span.start].casefold().rstrip()
    if quantity.counted[:1] == ("victim",):
        return "killed" if re.search(r"\bthere (?:are|were|have been|had been)(?:\s\w+){0,3}$", before) else None
    if quantity.counted and quantity.counted[0] not in _PEOPLE:
        return None
    before = re.sub(r"(?:\s+(?:to|at|of|by|least|more|than|about|around|over|nearly|almost))+$", "", before)
    if _TOLL.search(before) and (_RISES.search(before) or _TOLL.search(before[-25:])):
        return "killed"
    return None


_FILLERS = frozenset(
    "at least a more than about around some over nearly almost up to as many an estimated another further"
    " all the only just"
    " approximately roughly of no fewer upwards close".split()
)


def _scope(sentence: Sentence, quantity: Quantity, state: State, text: str, until: int) -> str:
    """The word "total", or the words that make it a part."""
    tokens = sentence.tokens
    end = tokens[until - 1].span.end if until < len(tokens) else sentence.span.end
    clause = re.split(r"[;,]|\band\b|\bwhen\b|\bafter\b", text[quantity.span.end : end])[0]
    before = text[sentence.span.start : quantity.span.start]
    near = re.split(r"[;,]|\band\b", before)[-1]
    if _PART_BEFORE.search(before[-40:]) or _OF_THEM.match(
        text[quantity.span.end : min(sentence.span.end, quantity.span.end + 50)]
    ):
        return "part"
    if re.search(r"\bof (?:them|whom|those|which)\W*$", before[-12:]):
        return "part"
    if state == "injured" and (graded := _GRAVE.search(f"{near[-30:]} {clause}")):
        return graded.group()
    if state == "injured" and (treated := _TREATED.search(clause)):
        return treated.group()
    if hospital := _HOSPITAL.search(before):
        return hospital.group()
    if seen := _SEEN.search(before):
        return seen.group()
    words = [token for token in tokens[quantity.end : quantity.end + len(quantity.counted)] if token.is_word]
    cut = next((i for i, token in enumerate(words) if token.text.casefold() in _AFTER), len(words))
    nouns = [token.stem for token in words[:cut] if token.stem not in _PEOPLE and token.stem not in _ADVERBS]
    if culprit := next((noun for noun in nouns if noun in _CULPRITS), None):
        return culprit
    return " ".join(nouns) if nouns and not _is_people(quantity, tokens) else "total"


def _is_people(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    following = [token.text.casefold() for token in tokens[quantity.end : quantity.end + 2]]
    if (
        following[:1]
        and following[0] in _AFTER
        and following[1:]
        and re.fullmatch(r"\w+s|\w*men|children", following[1])
    ):
        return following[1] in ("people", "persons", "passengers", "civilians", "victims", "was", "has", "as", "this")
    return bool(following) and (
        following[0] in ("people", "persons", "person", "passengers", "victims", "others", "civilians", "lives", "more")
        or following[0] in _AFTER
    )


def _widen(tolls: Sequence[Toll], sentences: Sequence[Sentence]) -> list[Toll]:
    """Where an article counts all as soldiers or sailors, these are its total: the first such count of a state stands
    in the title or the beginning, and nothing wider is counted anywhere.
    """
    opening = [sentence.span for sentence in sentences[:4]]
    result = list(tolls)
    for state in ("killed", "injured", "held", "missing"):
        own = [toll for toll in tolls if toll.state == state]
        if any(toll.scope == "total" for toll in own):
            continue
        first = next((t for t in own if t.sentence.span in opening and t.scope in " ".join(t.quantity.counted)), None)
        if first is not None:
            result = [replace(t, scope="total") if t.state == state and t.scope == first.scope else t for t in result]
    return result


def _mark_asides(tolls: Sequence[Toll], sentences: Sequence[Sentence], text: str) -> list[Toll]:
    """Where an article comes to speak of the dead or hurt in its second half only, they are those of another matter;
    and where it gives a larger number too, one that is told with its place is a part.
    """
    place = {sentence.span: number for number, sentence in enumerate(sentences)}
    late = max(_OPENING, len(sentences) // 2)
    early = any(t.sentence.in_title or place[t.sentence.span] < late for t in tolls if t.scope == "total")
    result = []
    for toll in tolls:
        larger = any(
            t.state == toll.state and t.scope == "total" and t.quantity.value > toll.quantity.value for t in tolls
        )
        if toll.scope != "total" or toll.sentence.in_title:
            result.append(toll)
        elif not early:
            result.append(replace(toll, scope="aside"))
        elif larger and _has_own_place(toll, text):
            result.append(replace(toll, scope="one place"))
        else:
            result.append(toll)
    return result


def _has_own_place(toll: Toll, text: str) -> bool:
    before = text[toll.sentence.span.start : toll.quantity.span.start]
    after = text[toll.quantity.span.end : min(toll.sentence.span.end, toll.quantity.span.end + 70)]
    return bool(_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after))


def _mark_overtaken(tolls: list[Toll], plain: str) -> list[Toll]:
    """A lower count is overtaken where the words say so, or where it stands in a quotation and the article's own words
    count more.
    """
    result = []
    for toll in tolls:
        higher = [
            other
            for other in tolls
            if other.state == toll.state and other.scope == "total" and other.quantity.value > toll.quantity.value
        ]
        told = [other for other in higher if not other.sentence.is_quoted(other.quantity.span)]
        quoted = toll.sentence.is_quoted(toll.quantity.span)
        result.append(replace(toll, current=not ((higher and _is_earlier(toll, plain)) or (told and quoted))))
    return result


def _is_earlier(toll: Toll, plain: str) -> bool:
    if toll.sentence.in_title:
        return False
    return bool(_EARLIER_COUNT.search(plain[slice(*toll.sentence.span)]))
