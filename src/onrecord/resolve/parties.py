"""Who takes a stand: people, bodies and outlets, each with a key that is the same wherever they speak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord import ids
from onrecord.extract.names import function_words
from onrecord.records import Entity
from onrecord.resolve import terms


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes a stand."""

    key: str
    name: str
    named: bool = True

    @property
    def is_outlet(self) -> bool:
        return self.key.startswith("outlet:")


def outlet_party(outlet: str) -> Party:
    return Party(f"outlet:{plain_key(outlet)}", outlet or "the outlet")


def party_of(entity: Entity, version_id: str) -> Party:
    """Somebody without a name is the same only within the article."""
    words = [word for word in plain_key(entity.name).split() if word not in function_words()]
    if entity.label == "unnamed" or not words or not any(name[:1].isupper() for name in (entity.name, *entity.names)):
        return Party(f"unnamed:{version_id}:{entity.id}", entity.name, named=False)
    return Party(" ".join(terms.fold_name(word) for word in plain_key(entity.name).split()), entity.name)


@lru_cache(maxsize=1 << 14)
def plain_key(name: str) -> str:
    return ids.name_key(name).removeprefix("the ")


def last_word(name: str) -> str:
    return " ".join(plain_key(name).split()[-1:])
