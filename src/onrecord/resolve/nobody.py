"""Words written with capital letters that name no one body: a numbered paper, an embassy without its place."""

from __future__ import annotations

from itertools import pairwise

from onrecord.extract.names import bodies, role_of
from onrecord.extract.states import name_words, state_of, states_called
from onrecord.resolve.words import is_common, lexicon, stem, weight

_MOST = 6.5  # how rare, in `weight`, a word of the language may be
_IDLE = frozenset("of for and the in on at to a an against".split())
_MANY = frozenset("forces troops police media press staff".split())  # that are many, where they are written small
_ABROAD = frozenset("embassy embassies consulate consulates mission missions delegation delegations".split())
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest"
    " and".split()
)
_SEVERAL = frozenset("governments departments ministries embassies".split())  # "Governments of Tarn" and of others
_PAPERS = frozenset(
    "resolution resolutions order orders proclamation proclamations directive directives memorandum memoranda section"
    " sections article articles form forms title chapter annex paragraph".split()
)  # that have a number, not a name


def is_nobody(words: list[str], label: str) -> bool:
    """`words` of a name of several articles, without the titles before it."""
    small = [word.casefold() for word in words]
    return (
        (words[-1].islower() and (small[-1] in _MANY or (label == "other" and small[-1] not in bodies())))
        or _is_adjective(small, label)
        or (small[0] in _DIRECTIONS and small[1:2] == ["and"] and small[2:3] and small[2] in _DIRECTIONS)
        or _is_abroad(small)
        or _is_paper(small)
        or _is_subject(small)
        or any(word in _SEVERAL and after == "of" for word, after in pairwise(small))
        or len(states_called(name_words(" ".join(words)))) > 1
        or (label == "other" and len(words) > 1 and _is_of_the_language(words))
    )


def _is_adjective(small: list[str], label: str) -> bool:
    """As in "Southeast Norwegian", "South African" and "Constitutionally", which the model takes for names."""
    if len(small) == 1:
        return label == "organisation" and small[0].endswith("ally")
    ends = state_of(name_words(" ".join(small)[:-1])) is not None and small[-1].endswith("n")
    peoples = lexicon("nationalities.txt")
    return ends or (small[-1] in peoples and all(word in _DIRECTIONS for word in small[:-1]))


def _is_abroad(small: list[str]) -> bool:
    """As in "U.S. Embassy" and "Norwegian delegation", of which there are many."""
    whose = small[:-1]
    if small[-1] not in _ABROAD or not whose:
        return False
    return state_of(name_words(" ".join(whose))) is not None or all(
        word in lexicon("nationalities.txt") for word in whose
    )


def _is_paper(small: list[str]) -> bool:
    """As in "Harbour Council Resolution 12" and "Executive Order": which one, its number tells."""
    at = next((i for i, word in enumerate(small) if word in _PAPERS), None)
    return at is not None and len(small) > 1 and all(any(map(str.isdigit, word)) for word in small[at + 1 :])


def _is_subject(small: list[str]) -> bool:
    """What an office is for: "Coastal and Harbour Affairs"."""
    return small[-1] == "affairs" and not any(bodies().get(word, "place") != "place" for word in small[:-1])


def _is_of_the_language(words: list[str]) -> bool:
    """Whether all of several words are ones that news writes small: "Rough Handling"."""
    told = [word.casefold() for word in words if word.casefold() not in _IDLE]
    if any(word in bodies() for word in told):
        return False
    return all(is_common(word) and (weight(stem(word)) < _MOST or role_of(word) is not None) for word in told)
