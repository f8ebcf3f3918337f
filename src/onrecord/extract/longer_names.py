"""Names that go on where the model stops: over a hyphen, over "and" in a state, to the end of a law or a room.

Each function takes words [run) that the model sees as one name and gives the words of the longer one, or the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from onrecord.extract.names import KNOWN_WORDS, Word
from onrecord.extract.states import name_words, state_of
from onrecord.text.layout import Layout

_BESIDE = 3  # words of a state's name on each side of the piece
_LAW = 12  # words
_LAWS = frozenset("act convention covenant treaty law".split())
BEGIN_LAWS = _LAWS | frozenset("agreement charter declaration protocol".split())
_BEHIND_LAWS = frozenset("of on for against to".split())
_JOIN = frozenset("of on for and or the in against to with".split())
ROOMS = frozenset("room auditorium building hall airport square stadium bridge park memorial".split())
_VENUES = ROOMS | frozenset(
    "library museum center centre university school college institute foundation prize award scholarship"
    " fellowship".split()
)
_CABINETS = frozenset("administration cabinet government regime".split())
_PREFIXES = frozenset("anti co ex multi non post pre pro sub".split())  # of a word, and no half of a name
_OF_TWO = frozenset(
    "agreement axis border corridor deal derby dialogue flight flights game highway line match railway relations road"
    " route summit talks ties treaty war".split()
)

Halves = Collection[tuple[str, ...]]


def whole_state(layout: Layout, words: Sequence[Word], run: range) -> range:
    """A state of which the model sees a half: "Tarn" of "Tarn and Osk" or of "Tarn-Osk"."""
    starts = [run.start, *_steps(words, run.start, -1)]
    stops = [run.stop, *_steps(words, run.stop, 1)]
    own = _is_state(" ".join(words[i].key for i in run))  # of "Tarn and Osk", two states
    for a in reversed(starts):
        for b in reversed(stops):
            linked = own and any(words[i].key == "and" for i in range(a, b))
            if b - a > len(run) and not linked and _is_state(layout.plain[words[a].span.start : words[b - 1].span.end]):
                return range(a, b)
    return run


def _steps(words: Sequence[Word], at: int, by: int) -> list[int]:
    """Where a name may begin or end that goes on before or behind `at` over "and" or a hyphen."""
    found: list[int] = []
    joined = False
    for _ in range(_BESIDE):
        i, link = (at - 1, at) if by < 0 else (at, at)
        if not (0 <= i < len(words) and 0 < link < len(words)) or words[link].gap not in (" ", "-"):
            break
        joined = joined or words[link].gap == "-" or words[i].key == "and"
        if not words[i].is_capital and words[i].key not in ("and", "the"):
            break
        at += by
        if words[i].is_capital and joined:
            found.append(at)
    return found


@lru_cache(KNOWN_WORDS)
def _is_state(name: str) -> bool:
    return state_of(name_words(name)) is not None


def over_hyphen(words: Sequence[Word], run: range, before: range | None, alone: Halves, seen: Collection[int]) -> range:
    """With what stands before a hyphen: "Nord" of "Nord-Tarn", "Osk" of the "Osk-Tarn Harbour Council". `before` is the
    name before; `alone` are the names that stand without a hyphen elsewhere.
    """
    if not run.start or words[run.start].gap != "-" or not words[run.start - 1].is_capital:
        return run
    left, key = words[run.start - 1], tuple(words[i].key for i in run)
    of_a_state = len(run) > 1 and any(_is_state(" ".join(key[:n])) for n in range(1, len(key)))
    if before is not None and before.stop == run.start and (of_a_state or (len(run) > 1 and left.gap == "-")):
        start = before.start
        while start and words[start].gap == "-" and words[start - 1].is_capital:
            start -= 1
        return range(start, run.stop)
    chained = run.stop < len(words) and words[run.stop].gap == "-"
    if chained or left.gap == "-":
        return run  # of "Tarn-Osk-Lee", three
    if run.start - 1 not in seen:
        parted = (left.key,) in alone or left.key in _PREFIXES or _is_state(left.text)
        return run if parted else range(run.start - 1, run.stop)
    if before is None or before.stop != run.start:
        return run
    if run.stop < len(words) and words[run.stop].key in _OF_TWO:
        return run  # "the Tarn-Osk border"
    halves = [tuple(words[i].key for i in before), key]
    parted = any(half in alone or _is_state(" ".join(half)) for half in halves)
    return run if parted or len(before) > 1 or len(run) > 1 else range(before.start, run.stop)


def law_of(words: Sequence[Word], run: range) -> range | None:
    """The law that begins with the words or in the middle of which they stand: "Department of Fish and
    Related Works Act", "Universal Declaration of Fish".
    """
    if words[run[-1]].key in BEGIN_LAWS and run.stop < len(words) and words[run.stop].key in _BEHIND_LAWS:
        stop = _end(words, run.stop, ())
        return range(run.start, stop) if stop > run.stop else None
    stop = _end(words, run.stop, _LAWS)
    return range(run.start, stop) if stop > run.stop else None


def _end(words: Sequence[Word], at: int, lasts: Collection[str]) -> int:
    """Behind the last capitalised word of the run of them from `at`; of those in `lasts`, where these are given."""
    found, start = at, at
    while at < min(len(words), start + _LAW):
        word = words[at]
        comma = word.gap == ", " and bool(lasts)
        if (word.gap != " " and not comma) or word.opens:
            break
        if word.is_capital:
            found = at + 1 if not lasts or word.key in lasts else found
        elif word.key not in _JOIN or (lasts and word.key == "the"):
            break
        at += 1
    return found


def venue_of(words: Sequence[Word], run: range) -> range | None:
    """What is called after somebody: "Ann Lee Room"."""
    if run.stop >= len(words):
        return None
    after = words[run.stop]
    return range(run.start, run.stop + 1) if after.is_capital and after.gap == " " and after.key in _VENUES else None


def cabinet_of(words: Sequence[Word], run: range) -> range | None:
    """The administration of two: "Osk-Lee administration"."""
    if len(run) > 1 or "-" not in words[run.start].text or run.stop >= len(words):
        return None
    after = words[run.stop]
    return range(run.start, run.stop + 1) if after.gap == " " and after.key in _CABINETS else None
