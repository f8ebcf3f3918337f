"""What a name names: a person, a body or a place, as its own words and those around it tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from onrecord.extract.descriptions import Description
from onrecord.extract.names import MODIFIER, Name, Word, bodies, classifiers, role_of
from onrecord.extract.seen import NATIONAL
from onrecord.records import Label

_PLACE_BEFORE = frozenset("in at near from to into across around outside inside".split())
_DOMAIN = re.compile(r"[^\W\d_]{2,}\.[^\W\d_]{2,}")
_ACRONYM = 3  # letters; fewer are initials as well: "AJ Lee"
_OF_THE_PRESS = frozenset("columnist correspondent journalist reporter editor photographer".split())
_OF_FIRMS = frozenset(
    "capital securities investments holdings partners insurance motors industries technologies systems pharmaceuticals"
    " pictures entertainment studios airways records".split()
)  # that end the name of a firm


def label_of(
    words: list[Word], name: Name, described: Sequence[Description], sure: Collection[tuple[str, ...]] = ()
) -> Label | None:
    """What one occurrence tells of the name; a title before it or a role in apposition makes it a person's. Capital
    letters tell nothing where the model sees the name elsewhere (`sure`, by its words).
    """
    run = words[name.start : name.end]
    if name.label is None and tuple(w.key for w in run) in sure:
        return None
    if _DOMAIN.search(run[-1].text) or (len(run) > 1 and _is_acronym(run[0]) and not run[1].text.isupper()):
        return "organisation"  # "tarn.example", "TIA Courier"
    if name.label == "organisation" and len(run) == 1 and described:
        return "person"  # "Secretary OSK"
    if name.label is not None:
        return name.label
    sorts = {bodies()[w.key] for w in run if w.key in bodies()}
    before = words[name.start - 1].key if name.start else ""
    if "body" in sorts or "media" in sorts or any(w.key in ("of", "for") for w in run):
        return "organisation"
    if "place" in sorts:
        return "place"
    if described and not (len(run) == 1 and _is_acronym(run[0])):
        return "person"
    if any(w.key in classifiers() for w in _beside(words, name)) and not run[-1].key.endswith(NATIONAL):
        return "organisation"
    if any(w.key in _OF_THE_PRESS and not w.is_capital for w in words[name.end : name.end + 1]):
        return "organisation"  # "the Osk Dawn columnist Mara Osk"
    if any(w.key in bodies() for w in words[name.end : name.end + 1] if w.span.start - run[-1].span.end == 1):
        return "other"  # "the Osk Armed forces": not a person
    if len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1:
        return "organisation"
    if before in _PLACE_BEFORE:
        return "place"
    if before in ("of", "at") and len(run) > 1 and name.start > 1 and role_of(words[name.start - 2].text):
        return "organisation"  # "chairman of Osk Tours"
    if before == "the":
        return "organisation"
    if len(run) > 1 and run[-1].key in _OF_FIRMS:
        return "organisation"
    return "person" if len(run) >= 2 and not MODIFIER.search(run[0].text) else "other"


def _is_acronym(word: Word) -> bool:
    return len(word.text) >= _ACRONYM and word.text.isalpha() and word.text.isupper()


def most(votes: Counter[Label]) -> Label:
    """What the model takes a name for most often, a person's first."""
    return max(("place", "person", "organisation"), key=lambda label: votes[label])


def decide(key: tuple[str, ...], votes: Counter[Label]) -> Label:
    """What all occurrences of a name, in small letters, tell of it together."""
    if votes["person"] and len(key) >= 2 and not votes["organisation"]:
        return "person" if votes["person"] >= votes["place"] else "place"
    if len(key) == 1 and votes["place"] and votes["place"] >= max(votes["organisation"], votes["person"]):
        return "place"
    for label in ("organisation", "person", "place"):
        if votes[label] and votes[label] >= 0.3 * votes.total():
            return label
    return "other"


def sorts_of(words: list[Word], name: Name) -> set[str]:
    """Words for bodies in a name or beside it: "newspaper"."""
    inside = {w.key for w in words[name.start : name.end]} & bodies().keys()
    return inside | ({w.key for w in _beside(words, name)} & classifiers())


def _beside(words: list[Word], name: Name) -> list[Word]:
    """The words before and after a name that may tell its sort: "the newspaper Osk Dawn", "the Osk Dawn website"."""
    around = [*words[max(0, name.start - 1) : name.start], *words[name.end : name.end + 1]]
    return [word for word in around if not word.is_capital and not word.opens]
