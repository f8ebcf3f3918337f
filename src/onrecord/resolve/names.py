"""Names as they are compared across articles: which entities of an article have one, and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from onrecord.extract.names import MODIFIER, bodies, function_words, role_of
from onrecord.records import Entity
from onrecord.resolve.spelling import consonants, plain

Kind = Literal["person", "thing", "either"]
_KEPT = 1 << 17
_WORD = re.compile(r"[^\s\-‐-―/]+")
_ARTICLE = re.compile(r"\b[ae]l[-‐-―](?=\w)", re.IGNORECASE)  # of Arabic names
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset(
    "al el as ash an ar bin ibn ben abu de del della der di da dos du la le lo von van den y ter zu".split()
)
_FIRST_NAMES = frozenset("an ben al van".split())  # that are particles elsewhere
_JOINTS = frozenset("of for and the in on at to a an de la".split())
_PRONOUNS = frozenset("i you he she it we they who that there what here let me us them him her".split())
_SURNAMES = frozenset("bishop cardinal judge justice king lord major page pope priest prince sheriff speaker".split())
_OF_BODIES = frozenset("state north south east west".split())  # that make a name of a common word: West Bank
_WHOLE = frozenset("eu uk un us".split())  # acronyms that are part of longer ones
_MAX_ACRONYM = 6  # letters


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name without case, accents, order and titles. Entities with the same key are linked, whatever their article."""

    key: str
    kind: Kind
    words: tuple[str, ...]  # plain, in the order of the text; of a person without particles
    acronym: bool = False


@lru_cache(_KEPT)
def name_key(name: str, label: str) -> NameKey | None:
    """None where the words are no name: a role, a pronoun, a body of a common kind such as "Foreign Ministry"."""
    if label in ("unnamed", "group") or (MODIFIER.search(name) and len(name.split()) == 1):
        return None
    words = [word.strip(".,;:!?'\"’‘“”()[]") for word in _WORD.findall(_ARTICLE.sub("", name))]
    words = _without_titles([word for word in words if plain(word)])
    if not words or _is_no_name(words):
        return None
    if label == "person" and not _is_body(words):
        return _person_key(words)
    if len(words) == 1:
        return _single_key(words[0], label)
    told = [plain(word) for word in words if word.casefold() not in _JOINTS]
    return NameKey("n:" + " ".join(sorted(told)), "thing", tuple(told)) if told else None


def entity_key(entity: Entity) -> NameKey | None:
    """As `name_key`; a bare surname counts with the roles that it is told with, as it may be several people's."""
    found = name_key(entity.name, entity.label)
    if found is None or found.kind != "person" or len(found.words) > 1:
        return found
    roles = telling_roles(entity)
    return replace(found, key=f"{found.key}/{','.join(roles)}") if roles else found


def telling_roles(entity: Entity) -> list[str]:
    """The roles of one person that are more than a form of address, sorted."""
    return sorted({role for role in entity.roles if _tells(role)})


def _tells(role: str) -> bool:
    known = role_of(role)
    plural = role.endswith("s") and role_of(role.removesuffix("s")) is not None
    return not plural and (known is None or known.kind != "title")


def initials_of(words: Iterable[str]) -> str:
    """What the acronym of a body would be: UN Security Council is UNSC."""
    return "".join(word if word in _WHOLE else word[0] for word in words)


def block_of_person(surname: str) -> str:
    """Persons that may be one are in one block."""
    return "s:" + consonants(surname)


def block_of_thing(initials: str) -> str:
    """Bodies that may be one are in one block; so is their acronym."""
    return "a:" + "".join(sorted(initials))


def _is_body(words: list[str]) -> bool:
    """As in "Department of Harbours", whatever an article took it for."""
    small = [word.casefold() for word in words]
    return any(word in bodies() and after in ("of", "for") for word, after in pairwise(small))


def _person_key(words: list[str]) -> NameKey | None:
    while len(words) > 2 and len(plain(words[0])) > 1 and _is_common(words[0]):
        words = words[1:]  # "Defence" of "the Secretary of Defence Ann Lee"
    if role_of(words[-1]) and words[-1].casefold() not in _SURNAMES:
        return None
    told = [plain(word) for word in words]
    told = [word for word in told if word not in _SUFFIXES] or told
    if len(told) == 2 and told[0] in _PARTICLES - _FIRST_NAMES:
        told = told[1:]
    elif len(told) > 2:
        told = [told[0], *(word for word in told[1:-1] if word not in _PARTICLES), told[-1]]
    if len(told) == 1:
        return NameKey(f"p:{told[0]}", "person", tuple(told)) if len(told[0]) > 1 else None
    return NameKey("n:" + " ".join(sorted(told)), "person", tuple(told))


def _single_key(word: str, label: str) -> NameKey:
    key = plain(word)
    if _is_acronym(word):
        return NameKey(f"t:{key}", "thing", (key,), acronym=True)
    if label == "other":
        return NameKey(f"o:{key}", "either", (key,))
    return NameKey(f"t:{key}", "thing", (key,))


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (role := role_of(words[0])) is not None and role.kind == "title":
        words = words[1:]
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    return words


def _is_no_name(words: list[str]) -> bool:
    if not any(word[0].isupper() or word[0].isdigit() for word in words):
        return not any(ord(word[0]) > 0x24F for word in words)  # scripts without capitals
    if len(words) == 1 and _is_acronym(words[0]):
        return False
    telling = _OF_BODIES if len(words) > 1 else frozenset[str]()
    return all(_is_common(word) and word.casefold() not in telling for word in words)


def _is_common(word: str) -> bool:
    """Whether a word names nothing of its own, capital or not."""
    small = word.casefold().replace("’", "'")
    if small in _PRONOUNS or ("'" in small and small.split("'")[0] in _PRONOUNS):
        return True
    if small in function_words() or small in _JOINTS or small.isdigit():
        return True
    if small in bodies() or small in _common() or small.rstrip("s") in bodies() or len(plain(word)) < 2:
        return True
    return role_of(word) is not None and small not in _SURNAMES


def _is_acronym(word: str) -> bool:
    key = plain(word)
    if key in _common():
        return False  # CHANGE
    return word.isupper() and 1 < len(key) <= _MAX_ACRONYM and (key == "us" or key not in function_words())


@cache
def _common() -> frozenset[str]:
    text = resources.files(__package__).joinpath("lexicon", "common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
