"""How long something lasts and how often it is."""

from __future__ import annotations

import re

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.numbers import read_count, write_duration
from onrecord.extract.times.tense import MODALS
from onrecord.extract.times.words import Phrase


def each(phrase: Phrase, _at: Anchors) -> Reading | None:
    if day := phrase.value("w"):
        return "SET", f"XXXX-WXX-{day}" + (f"T{phrase.value('p')}" if phrase.part("p") else "")
    if month := phrase.value("m"):
        return "SET", f"XXXX-{int(month):02}"
    if season := phrase.value("s"):
        return "SET", f"XXXX-{season}"
    if part := phrase.value("p"):
        return "SET", f"XXXX-XX-XXT{part}"
    if phrase.part("q"):
        return "SET", write_duration(None, phrase.value("U"))
    return "SET", write_duration(2.0 if phrase.part("5") else float(phrase.value("no") or 1), phrase.value("uU"))


def times(phrase: Phrase, _at: Anchors) -> Reading | None:
    return "SET", write_duration(1, phrase.value("u"))


def first_units(phrase: Phrase, _at: Anchors) -> Reading | None:
    part = phrase.part("nkqH")
    return "DURATION", write_duration(read_count(part) if part else None, phrase.value("uU"))


def duration(phrase: Phrase, _at: Anchors) -> Reading | None:
    unit, tags = phrase.value("uU"), phrase.tags
    if tags == "Zu" and phrase.word(0) != "another":
        return None
    if unit == "NI" or (tags.endswith("nau") and phrase.value("n") != "0.5"):
        return None
    if tags == "au" and _is_rate(phrase):
        return "SET", write_duration(1, unit)
    if re.search("u-?u$", tags):
        is_century = unit == "Q" and phrase.tagged.values[phrase.end - 1] == "C"
        return ("DURATION", "P25Y") if is_century else None  # "a quarter-century"
    if unit == "Q" and (tags.endswith("au") or "-" in tags):  # "a quarter of the fleet"
        return None
    if (phrase.word(0), phrase.word(1)) == ("one", "day") and (phrase.word(-1) in MODALS or phrase.word(2) == "soon"):
        return "DATE", "FUTURE_REF"  # "will one day be"
    count = read_count(phrase)
    if tags.endswith("u+an"):
        count = 1.5
    return "DURATION", write_duration(count, unit)


def long(phrase: Phrase, _at: Anchors) -> Reading | None:
    """The adjectives: "a month-long siege", "an eight-month-old truce", "a yearlong ban"; no one's age in years."""
    if length := phrase.value("&"):
        return "DURATION", length
    unit = phrase.value("uU")
    if (phrase.part("W") and unit == "Y") or (phrase.part("^") and phrase.word(len(phrase.tags) - 1) != "long"):
        return None
    is_vague = phrase.part("U") and not phrase.part("nkH")
    return "DURATION", write_duration(None if is_vague else read_count(phrase), unit)


def whole(phrase: Phrase, _at: Anchors) -> Reading | None:
    """All of one: "all day", "the whole week"."""
    return "DURATION", write_duration(1, phrase.value("u"))


_BEFORE_RATE = frozenset("million billion thousand percent times once twice cents %".split())


def _is_rate(phrase: Phrase) -> bool:
    """Whether it tells how often: "30 a year", "three times a week"."""
    before = phrase.word(-1)
    return before[-1:].isdigit() or before in _BEFORE_RATE or phrase.tagged.tags[: phrase.start].endswith("U")


def units(phrase: Phrase, _at: Anchors) -> Reading | None:
    unit = phrase.value("U")
    if unit == "WE" and phrase.word(-1) in ("on", "at", "and"):
        return "SET", "XXXX-WXX-WE"
    return ("DURATION", write_duration(None, unit)) if unit not in ("NI", "WE", "S", "Q") else None


_NOUN_AFTER = frozenset(
    'in on at by to for from with and or , . ; : ! ? " - as when while but than over since through'.split()
)


def often(phrase: Phrase, _at: Anchors) -> Reading | None:
    """The adverb; "daily flights" is no time."""
    after, word = phrase.word(1), phrase.tagged.words[phrase.start]
    if word.istitle() and phrase.start and phrase.tagged.words[phrase.start - 1][:1].isupper():
        return None  # "the Springfield Weekly"
    return ("SET", phrase.value("S")) if phrase.word(-1) != "%" and (not after or after in _NOUN_AFTER) else None


def weekdays(phrase: Phrase, _at: Anchors) -> Reading | None:
    part = phrase.value("p7")
    if part == "WD":
        return "SET", "XXXX-WXX-WD"
    day = phrase.value("wR")
    return ("SET", f"XXXX-WXX-{day}" + (f"T{part}" if part else "")) if day else None
