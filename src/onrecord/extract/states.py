"""The names of one state: short, formal and letters; and names of lands without the word for their sort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

from anyascii import anyascii
from countryinfo import all_countries

_IDLE = frozenset("of for and the de la".split())  # as the keys of names leave them out
_FORMAL = re.compile(
    r"\b(?:Republic|Kingdom|States?|Federation|Federal|Union|Emirates|Commonwealth|Principality|Duchy|Sultanate"
    r"|Confederation)\b"
)  # in the formal name of a state; other names that countryinfo lists are foreign ones and codes
_FOREIGN = re.compile(r",|\bdes?\b")  # "Osk, Republic of", "Union des ..."
_LANDS = frozenset("strip peninsula archipelago heights".split())  # "the Osk Peninsula" is Osk, but "Osk City" is not

Words = tuple[str, ...]  # of a name, in small letters without joints


def name_words(text: str) -> Words:
    """The words of a name as they are compared here."""
    told = (word.strip(".,").replace(".", "").casefold() for word in anyascii(text).replace("-", " ").split())
    return tuple(word.replace("'", "") for word in told if word not in _IDLE)


def state_of(words: Sequence[str]) -> Words | None:
    """The usual name of a state that the words name; None where they name no state."""
    return _usual().get(tuple(words))


def usual_name(words: Words) -> Words:
    """The usual name of a state, a land without the word for its sort, and any other name as it is."""
    state = state_of(words)
    if state is not None:
        return state
    return words[:-1] if len(words) > 1 and words[-1] in _LANDS else words


def states_called(words: Sequence[str]) -> Collection[Words]:
    """The states whose formal name begins with these words and goes on: "the Islamic Republic"."""
    return _by_form().get(tuple(words), frozenset())


@cache
def capitals() -> frozenset[tuple[str, ...]]:
    """The capitals of the states, as words in small letters."""
    told = [country.info().get("capital") or () for country in all_countries()]
    names = (name for found in told for name in ([found] if isinstance(found, str) else found))
    return frozenset(tuple(name.casefold().split()) for name in names)


@cache
def _usual() -> dict[Words, Words]:
    return {name: usual for usual, names in _rows() for name in (usual, *names)}


@cache
def _by_form() -> dict[Words, frozenset[Words]]:
    found: dict[Words, set[Words]] = {}
    for usual, names in _rows():
        for name in names:
            if len(name) > len(usual) and name[-len(usual) :] == usual and len(name) - len(usual) > 1:
                found.setdefault(name[: -len(usual)], set()).add(usual)
    return {form: frozenset(states) for form, states in found.items()}


@cache
def _rows() -> tuple[tuple[Words, tuple[Words, ...]], ...]:
    """The usual name of each state or territory, and its formal and other English names. A name of two is
    left out; where a part of a state bears its code, the state comes first.
    """
    told = {code: names for code, *names in _told()}
    rows = []
    for state in (country.info() for country in all_countries()):
        formal = [name for name in state.get("altSpellings", ()) if _FORMAL.search(name) and not _FOREIGN.search(name)]
        rows.append(
            [name_words(name) for name in (state["name"], *formal, *told.pop(state.get("ISO", {}).get("alpha3"), ()))]
        )
    number = Counter(name for row in rows for name in set(row))
    return tuple((usual, tuple(n for n in dict.fromkeys(names) if number[n] == 1)) for usual, *names in rows)


def _told() -> list[list[str]]:
    text = resources.files(__package__).joinpath("lexicon", "states.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
