"""The hour of the day in words and figures: "10 p.m.", "7:15", "noon", "16:00 UTC", "7 o'clock in the morning"."""

from __future__ import annotations

import re

from onrecord.extract.times.words import Phrase

_BEFORE_HOUR = frozenset("at by until till from to and between around about before after since past".split())  # "2:31"
_NOUGHT = frozenset(("GMT", "UTC"))


def read_clock(phrase: Phrase) -> str | None:
    """As in TIMEX3, "22:00", with Z for universal time. None where it is no hour."""
    if fixed := phrase.value("j"):
        return "24:00" if fixed.startswith("24") else fixed
    hour, minute = _read_figures(phrase)
    half = phrase.value("P") or _half_by_part(phrase)
    if phrase.tags == "K" and phrase.word(-1) not in _BEFORE_HOUR:
        return None
    if hour is None or minute > 59 or hour > (12 if half else 24):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = "Z" if any(word in _NOUGHT for word in phrase.tagged.words[phrase.start : phrase.end]) else ""
    return f"{hour:02}:{minute:02}{zone}"


def _half_by_part(phrase: Phrase) -> str:
    """7 "in the evening", or on Friday "evening", is p.m."""
    part = phrase.value("p")
    return "" if not part or _read_figures(phrase)[0] in (None, *range(13, 25)) else "am" if part == "MO" else "pm"


def _read_figures(phrase: Phrase) -> tuple[int | None, int]:
    if clock := phrase.value("K"):
        hour, minute = clock.split(":")[:2]
        return int(hour), int(minute)
    found = re.search(r"[nyH](?=6|P)", phrase.tags) or re.search(r"[nyH](?=E|idp)", phrase.tags)
    if not found:
        return None, 0
    place = phrase.start + found.start()
    figures = phrase.tagged.values[place]
    if "." in figures:
        hour, minute = figures.split(".")
        return (int(hour), int(minute)) if len(minute) == 2 else (None, 0)
    word = phrase.tagged.words[place]
    if phrase.tagged.tags[place + 1] == "E":  # 0800 UTC
        return (int(word[:2]), int(word[2:])) if len(word) == 4 and word.isdigit() else (None, 0)
    return int(figures), 0
