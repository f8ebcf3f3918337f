"""Names as they are compared across articles: which entities of an article have one, and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from onrecord.extract.names import COUNTS, MODIFIER, bodies, function_words, role_of
from onrecord.extract.states import name_words, state_of
from onrecord.records import Entity
from onrecord.resolve.nobody import is_nobody
from onrecord.resolve.spelling import consonants, plain
from onrecord.resolve.words import is_common, lexicon, stem, weight

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
# What stands before a name and is no part of it.
_ADDRESS = frozenset("amb excellency highness hon majesty".split())
_BEFORE_NAMES = _ADDRESS | frozenset(
    "a an dear for hello hey hi the our his her their its my your to in at other".split()
)
_ALONE_NO_NAMES = (
    COUNTS | _ADDRESS | frozenset("united royal state states tier western eastern northern southern".split())
)
_ENDS_NO_NAME = frozenset("allies partners high special deputy senior acting vice".split())  # of a body or a place
_OF_BODIES = frozenset("state north south east west".split())  # that make a name of a common word: West Bank
# What two states have together, of which one word too few is left: "Tarn Alliance" of the Osk-Tarn Alliance.
_RELATIONS = frozenset(
    "alliance agreement cooperation dialogue dialogues partnership relations relationship strategy talks ties".split()
)
_WHOLE = frozenset("eu uk un us".split())  # acronyms that are part of longer ones
# How rare, in `weight`, a word may be that news writes small, so as to be no name although it is written great. The
# table of these words takes one rare word in thirty for one; and a firm or a place may be called by a common word.
_MOST_OF_CAPITALS = 6.5
_MOST: dict[str, float] = {"organisation": 4.5, "place": 2.0}
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
    if "(" in name and ")" not in name:
        name = name[: name.index("(")]  # "Harbour Plan (HP", cut inside the bracket
    words = [word.strip(".,;:!?'\"’‘“”()[]") for word in _WORD.findall(_ARTICLE.sub("", name))]
    words = _without_titles([word for word in words if plain(word)])
    if len(words) > 1 and name.isupper() and all(is_common(word.casefold()) for word in words):
        return None  # a line of a programme
    if not words or _is_no_name(words) or _is_description(words, label) or _is_office(words) or _is_between(name):
        return None
    if is_nobody(words, label):
        return None
    if label == "person" and not _is_body(words) and not (len(words) > 1 and state_of(name_words(name))):
        return _person_key(words)
    if len(words) == 1:
        return None if _is_plain_word(words[0], label) else _single_key(words[0], label)
    told = [plain(word) for word in words if word.casefold() not in _JOINTS]
    return NameKey("n:" + " ".join(sorted(told)), "thing", tuple(told)) if told else None


def entity_key(entity: Entity) -> NameKey | None:
    """As `name_key`; a bare surname counts with the roles that it is told with, as it may be several people's, and
    common words ("Open Skies") are nobody's name without a form of address.
    """
    found = name_key(entity.name, entity.label)
    if found is None or found.kind != "person":
        return found
    if len(found.words) > 1:
        addressed = any((role := role_of(word)) and role.kind == "title" for word in entity.roles)
        return found if addressed or not _is_of_common_words(entity.name) else None
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
    while len(words) > 2 and len(plain(words[0])) > 1 and (_is_common(words[0]) or _is_letters_of_body(words)):
        words = words[1:]  # "Defence" of "the Secretary of Defence Ann Lee", "UN" of "the envoy to the UN Ann Lee"
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


def _is_letters_of_body(words: list[str]) -> bool:
    """Whether the first word is letters and the name after it is not; two letters may be initials."""
    first = plain(words[0])
    letters = _is_acronym(words[0]) and (len(first) > 2 or first in _WHOLE) and "." not in words[0]
    return letters and not any(word.isupper() and len(plain(word)) > 1 for word in words[1:])


def _single_key(word: str, label: str) -> NameKey:
    key = plain(word)
    if _is_acronym(word):
        return NameKey(f"t:{key}", "thing", (key,), acronym=True)
    if label == "other":
        return NameKey(f"o:{key}", "either", (key,))
    return NameKey(f"t:{key}", "thing", (key,))


def _is_plain_word(word: str, label: str) -> bool:
    """Whether a word that is no person's name is one of the language, as "Recovery" in a heading."""
    if _is_acronym(word) or state_of(name_words(word)):
        return False
    small = word.casefold().rstrip(".")
    if small in _ALONE_NO_NAMES or small in _SUFFIXES or plain(word) in function_words() or plain(word) in _common():
        return True
    if word.isupper():
        small = stem(small)  # "EMBARGOED"
    return is_word(small, _MOST.get(label, _MOST_OF_CAPITALS))


def is_word(word: str, most: float = _MOST_OF_CAPITALS) -> bool:
    """Whether a word in small letters is one of the language: news writes it small, and it is no rarer than `most`."""
    return is_common(word) and weight(stem(word)) < most


def _is_of_common_words(name: str) -> bool:
    """Whether each word of a person's name is one of the language, and the first is no first name nor an initial."""
    words = [word.strip(".,'’") for word in name.split()]
    words = [word for word in words if word and word.casefold() not in _JOINTS]
    if not words or len(words[0]) == 1 or plain(words[0]) in first_names():
        return False
    at = next((i for i in range(len(words) - 1, 0, -1) if state_of(name_words(" ".join(words[:i])))), 0)
    return all(is_common(word.casefold()) for word in words[at:])


@cache
def first_names() -> frozenset[str]:
    """First names and their short forms, plain."""
    return lexicon("first_names.txt") | lexicon("first_names_words.txt")


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (role := role_of(words[0])) is not None and role.kind == "title":
        words = words[1:]
    while len(words) > 1 and words[0].casefold() in _BEFORE_NAMES:
        words = words[1:]
    return words


def _is_no_name(words: list[str]) -> bool:
    if not any(word[0].isupper() or word[0].isdigit() for word in words):
        return not any(ord(word[0]) > 0x24F for word in words)  # scripts without capitals
    if len(words) == 1 and _is_acronym(words[0]):
        return False
    telling = _OF_BODIES if len(words) > 1 else frozenset[str]()
    return all(_is_common(word) and word.casefold() not in telling for word in words)


def _is_office(words: list[str]) -> bool:
    """As in "Norwegian Minister of Fisheries", which another may be tomorrow; of a person it is no name either."""
    small = [word.casefold() for word in words]
    if small[:2] in (["state", "for"], ["state", "of"]) and not state_of(name_words(" ".join(words))):
        of_state = state_of(name_words(" ".join(words[2:])))
        return small[1] == "for" or bool(of_state)  # of "Under Secretary of State for Harbours"
    at = next((i for i in range(1, len(words)) if small[i] in ("of", "for") and role_of(words[i - 1])), None)
    if at is None:
        return False
    if _begins_with_state(words[: at - 1]):
        return True
    if any(word in bodies() for word in small[:at]):
        return False
    peoples = lexicon("nationalities.txt")
    return all(word in peoples or _is_common(word) for word in small[: at - 1])


def _begins_with_state(words: list[str]) -> bool:
    """Whether words are a state and nothing but common words after it."""
    return any(
        state_of(name_words(" ".join(words[:at])))
        and all(_is_common(word) or word.casefold() in _RELATIONS for word in words[at:])
        for at in range(len(words), 0, -1)
    )


def _is_description(words: list[str], label: str) -> bool:
    """As in "American" and "his Tarnish counterpart"; a body keeps its name: "Tarnish parliament"."""
    if len(words) == 1:
        return label != "person" and words[0].casefold() in lexicon("nationalities.txt")
    last = words[-1]
    peoples = lexicon("nationalities.txt")
    if last.casefold() in peoples and all(w.casefold() in peoples | _OF_BODIES | _JOINTS | _common() for w in words):
        return True  # "South and Central Asian"
    if words[0].casefold() in lexicon("nationalities.txt") and all(word.casefold() in _common() for word in words[1:]):
        return True  # "Tarnish Allies"
    if last.casefold() in _RELATIONS and _begins_with_state(words):
        return True
    if last.casefold() in _ENDS_NO_NAME and label != "person":
        return True  # "Tarnish Allies", and "TU High" of the High Representative of the TU
    small = last.islower() or (words[0].islower() and words[0] not in _PARTICLES)
    return last.isascii() and small and (label == "person" or not any(word.casefold() in bodies() for word in words))


def _is_between(name: str) -> bool:
    """As in "U.K.-Norway" talks: two states with a hyphen, which are no third one."""
    parts = [name_words(part) for part in name.split("-")]
    if len(parts) < 2 or state_of(name_words(name)):
        return False
    if " " in name.strip():
        return all(map(state_of, parts))
    peoples = lexicon("nationalities.txt")
    return any(state_of(part) or (len(part) == 1 and part[0] in peoples) for part in parts)


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


def _common() -> frozenset[str]:
    return lexicon("common.txt")
