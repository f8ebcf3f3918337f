"""Words that refer to a time without telling it: "now", "recently", "the future"."""

from __future__ import annotations

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.words import Phrase


def future(_phrase: Phrase, _at: Anchors) -> Reading | None:
    return "DATE", "FUTURE_REF"


def the_past(phrase: Phrase, _at: Anchors) -> Reading | None:
    """The noun: "in the past", not "the past president"."""
    after = phrase.word(2)
    is_noun = phrase.word(-1) == "in" and phrase.tagged.tags[phrase.end : phrase.end + 1] not in tuple("nqHkuUywmspo")
    if phrase.word(1) != "past" or not (is_noun or not after.isalpha()):
        return None
    return "DATE", "PAST_REF"


def those_days(phrase: Phrase, _at: Anchors) -> Reading | None:
    if phrase.value("U") != "D" or phrase.word(0) not in ("these", "those"):
        return None
    return "DATE", "PRESENT_REF" if phrase.word(0) == "these" else "PAST_REF"


def at_the_time(phrase: Phrase, _at: Anchors) -> Reading | None:
    """At that time; "the other day", "the other night"."""
    if phrase.value("u", "D") not in ("D", "W", "NI"):
        return None
    return "DATE", "PAST_REF"


def reference(phrase: Phrase, _at: Anchors) -> Reading | None:
    word, before, after = phrase.word(0), phrase.word(-1), phrase.word(1)
    if word == "current":
        return "DATE", "PRESENT_REF"
    if word == "latest" or (word == "soon" and (before in ("as", "so", "too") or after in ("after", "as"))):
        return None
    return "DATE", phrase.value("r")
