"""The names of one state: short, formal and letters; and names of lands without the word for their sort."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

from anyascii import anyascii

_IDLE = frozenset("of for and the de la".split())  # as the keys of names leave them out
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
    text = resources.files(__package__).joinpath("lexicon", "states.txt").read_text(encoding="utf-8")
    rows = [[name_words(name) for name in line.split("\t")] for line in text.splitlines() if not line.startswith("#")]
    return tuple((usual, tuple(names)) for usual, *names in rows)
