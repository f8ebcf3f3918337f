"""Who takes a stand: people, bodies and outlets, each with a key that is the same wherever they speak."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord import ids
from onrecord.extract.names import function_words
from onrecord.records import Entity
from onrecord.resolve import terms

_BODY_OF = re.compile(  # "the provincial government of Osk" has a name, in small letters or not
    r"\b(?:government|office|ministry|council|administration|police|court|parliament|assembly|department)"
    r" (?:of|for|in) (?:the )?[A-Z]"
)
_FINDS_OUT = re.compile(
    r"\b(?:police|courts?|tribunal|prosecutors?|prosecutor's office|inspectorate|coroner|coastguard|coast guard"
    r"|fire (?:service|brigade)|(?:safety|health|water|aviation|maritime|food|nuclear|environmental?|statistics)"
    r" (?:authority|agency|board|office)|(?:election|electoral|investigation|inquiry) (?:commission|board)"
    r"|commission of inquiry|accident investigat\w+|audit office|auditor general)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes a stand."""

    key: str
    name: str
    named: bool = True

    @property
    def is_outlet(self) -> bool:
        return self.key.startswith("outlet:")


def is_competent(name: str) -> bool:
    """Whether it is a body whose office is to find out: the police, a court, an inspectorate."""
    return _FINDS_OUT.search(name) is not None


def outlet_party(outlet: str) -> Party:
    return Party(f"outlet:{plain_key(outlet)}", outlet or "the outlet")


def party_of(entity: Entity, version_id: str) -> Party:
    """Somebody without a name is the same only within the article."""
    words = [word for word in plain_key(entity.name).split() if word not in function_words()]
    capital = any(name[:1].isupper() for name in (entity.name, *entity.names))
    if entity.label == "unnamed" or not words or not (capital or _BODY_OF.search(entity.name)):
        return Party(f"unnamed:{version_id}:{entity.id}", entity.name, named=False)
    return Party(" ".join(terms.fold_name(word) for word in plain_key(entity.name).split()), entity.name)


@lru_cache(maxsize=1 << 14)
def plain_key(name: str) -> str:
    return ids.name_key(name).removeprefix("the ")


def last_word(name: str) -> str:
    return " ".join(plain_key(name).split()[-1:])
