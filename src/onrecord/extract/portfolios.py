"""What offices are for, "Secretary for Coastal and Harbour Affairs": words with capital letters that name no body."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.extract.names import Word, bodies, role_of

SUBJECTS = frozenset(
    "affairs budget communications cooperation development diseases enforcement migration operations planning policy"
    " protection research rights sciences services solutions stabilization statistics technology tourism".split()
)  # with which the name of an office for several subjects ends
_MINISTERS = frozenset("secretary minister".split())
LAST = SUBJECTS | frozenset(
    "compliance diplomacy disarmament education employment energy environment finance growth health justice labor"
    " labour nonproliferation resources security sport sports trade transport".split()
)
_JOINTS = frozenset("of for".split())
_INSIDE = frozenset("of and the for".split())
_LONGEST = 12  # words
_OF_OFFICES = frozenset("state deputy senior assistant acting under vice special general chief principal".split())


def find_portfolios(words: Sequence[Word], persons: Collection[int]) -> list[range]:
    """The words behind "Secretary of State for" and "Minister of", up to the last subject before somebody's name."""
    found = []
    for i, word in enumerate(words[:-2]):
        if word.key in _JOINTS and i and words[i - 1].key in _MINISTERS and words[i - 1].is_capital:
            of_state = [w.key for w in words[i + 1 : i + 3]] == ["state", "for"]
            start = i + 3 if of_state else i + 1
            stop = _end(words, start, persons)
            if stop > start:
                found.append(range(start, stop))
    return found


def _end(words: Sequence[Word], at: int, persons: Collection[int]) -> int:
    found, start = at, at
    while at < min(len(words), start + _LONGEST):
        word = words[at]
        goes_on = word.gap in (" ", ", ") and (word.is_capital or word.key in _INSIDE)
        if not goes_on or at in persons or (word.key in bodies() and word.key not in LAST):
            break
        if word.key in LAST and word.is_capital:
            found = at + 1
        at += 1
    return found


def is_portfolio(words: Sequence[Word], run: range) -> bool:
    """Whether several words stand where a minister's subject does, "Secretary of Coastal Fish", and name no body."""
    at = run.start - 1 - (run.start > 0 and words[run.start - 1].key == "the")
    if len(run) < 2 or at < 1 or words[at].key not in _JOINTS or words[at - 1].key not in _MINISTERS:
        return False
    return not any(words[i].key in bodies() for i in run)


def without_office(words: Sequence[Word], run: range) -> range:
    """Without the beginning of the office behind it: "Tarn MFA State" of "Tarn MFA State Secretary"."""
    after = words[run.stop] if run.stop < len(words) else None
    if after is None or after.gap != " " or not after.is_capital or role_of(after.text) is None:
        return run
    stop = run.stop
    while stop > run.start and words[stop - 1].key in _OF_OFFICES and words[stop - 2].key not in _JOINTS:
        stop -= 1
    if stop == run.stop and words[run.start].key not in _OF_OFFICES - {"state"}:
        return run
    told = any(words[i].key not in bodies() and words[i].key not in _OF_OFFICES for i in range(run.start, stop))
    return range(run.start, stop) if told else range(0)
