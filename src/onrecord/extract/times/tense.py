"""Whether a time lies ahead of the publication or behind it, by the verb near by or a word such as last."""

from __future__ import annotations

import re

from onrecord.extract.times.words import Phrase

_REACH = 12  # words on either side that are looked at
_AHEAD = re.compile(
    r"(?:will|'ll|shall|may|might|should|would|must|can|scheduled|due|planned|expected|expects?|slated|upcoming"
    r"|begins?|starts?|opens|expires?|effective|deadline|payable|meets?|arrives?|leaves?|visits?|holds?|faces?|travels?"
    r"|convenes?|votes?)"
)
_AHEAD_BEFORE_TO = frozenset(("plan", "plans", "planning", "hopes", "hope", "intends", "set", "going", "is", "are"))
_UP_TO = frozenset(("by", "until", "till", "through"))
_BEHIND = re.compile(
    r"(?:was|were|had|has|have|did|been|said|told|went|came|met|took|made|gave|held|began|saw|got|left|lost|won|rose|fell"
    r"|fought|struck|hit|died|sent|kept|wrote|spoke|found|became|led|ran|sold|bought|brought|flew|shot|broke|put"
    r"|since|ago|after|\w{2,}ed)"
)
_NO_VERBS = frozenset(
    ("united", "need", "hundred", "speed", "indeed", "bed", "feed", "seed", "red", "succeed", "proceed", "exceed")
)


_GOVERN = frozenset("will would shall should may might must can could 'll".split())


def number_of(phrase: Phrase) -> int:
    """-1, 0 or 1 by a word such as last, this, next."""
    tags = phrase.tags
    return -1 if "l" in tags or "c" in tags else int("x" in tags or "f" in tags)


def is_limit(phrase: Phrase) -> bool:
    """Whether a word such as by or until stands before: "by Friday"."""
    return (phrase.word(-2) if phrase.word(-1) == "the" else phrase.word(-1)) in _UP_TO


def find_direction(phrase: Phrase) -> int:
    """1 for a time ahead, -1 for one behind, 0 where no verb tells. The words before it count first."""
    for step in (-1, 1):
        place = -1 if step < 0 else phrase.end - phrase.start
        for _ in range(_REACH):
            index = phrase.start + place
            if not 0 <= index < len(phrase.tagged.words) or phrase.tagged.tags[index] == "!":
                break
            word = phrase.word(place)
            if _AHEAD.fullmatch(word) or (word in _AHEAD_BEFORE_TO and phrase.word(place + 1) == "to"):
                return 1
            if _BEHIND.fullmatch(word) and word not in _NO_VERBS:
                return 1 if _is_governed(phrase, place) else -1
            place += step
    return 0


def _is_governed(phrase: Phrase, place: int) -> bool:
    """Whether a word that looks like a past follows a modal: "would put", "will be freed"."""
    before = place - 1
    if phrase.word(before) == "be":
        before -= 1
    return phrase.word(before) in _GOVERN
