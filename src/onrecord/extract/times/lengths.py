"""How long something lasts and how often it is."""

from __future__ import annotations

from onrecord.extract.times.anchors import Anchors, Reading
from onrecord.extract.times.numbers import read_count, write_duration
from onrecord.extract.times.words import Phrase


def each(phrase: Phrase, _at: Anchors) -> Reading | None:
    if day := phrase.value("w"):
        return "SET", f"XXXX-WXX-{day}"
    if month := phrase.value("m"):
        return "SET", f"XXXX-{int(month):02}"
    if season := phrase.value("s"):
        return "SET", f"XXXX-{season}"
    if part := phrase.value("p"):
        return "SET", f"XXXX-XX-XXT{part}"
    return "SET", write_duration(float(phrase.value("no") or 1), phrase.value("uU"))


def times(phrase: Phrase, _at: Anchors) -> Reading | None:
    return "SET", write_duration(1, phrase.value("u"))


def first_units(phrase: Phrase, _at: Anchors) -> Reading | None:
    part = phrase.part("nkqH")
    return "DURATION", write_duration(read_count(part) if part else None, phrase.value("uU"))


def duration(phrase: Phrase, _at: Anchors) -> Reading | None:
    unit, tags = phrase.value("uU"), phrase.tags
    if tags[-1] == "W" or unit == "NI":
        return None
    if tags == "au" and _is_rate(phrase):
        return "SET", write_duration(1, unit)
    if unit == "Q" and (tags.endswith("au") or "-" in tags):  # "a quarter of the fleet"
        return None
    count = read_count(phrase)
    if tags.endswith("u+an"):
        count = 1.5
    return "DURATION", write_duration(count, unit)


_BEFORE_RATE = frozenset("million billion thousand percent times once twice cents %".split())


def _is_rate(phrase: Phrase) -> bool:
    """Whether it tells how often: "30 a year", "three times a week"."""
    before = phrase.word(-1)
    return before[-1:].isdigit() or before in _BEFORE_RATE or phrase.tagged.tags[: phrase.start].endswith("U")


def units(phrase: Phrase, _at: Anchors) -> Reading | None:
    unit = phrase.value("U")
    return ("DURATION", write_duration(None, unit)) if unit not in ("NI", "WE", "S", "Q") else None


_NOUN_AFTER = frozenset(
    'in on at by to for from with and or , . ; : ! ? " - as when while but than over since through'.split()
)


def often(phrase: Phrase, _at: Anchors) -> Reading | None:
    """The adverb; "daily flights" is no time."""
    after = phrase.word(1)
    return ("SET", phrase.value("S")) if phrase.word(-1) != "%" and (not after or after in _NOUN_AFTER) else None


def weekdays(phrase: Phrase, _at: Anchors) -> Reading | None:
    part = phrase.value("p")
    return "SET", f"XXXX-WXX-{phrase.value('R')}" + (f"T{part}" if part else "")
