"""What the entities of articles tell of the names of the record, as counts that add up in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from onrecord.records import Entity
from onrecord.resolve.names import NameKey, entity_key, initials_of, name_key, telling_roles
from onrecord.resolve.nodes import Node
from onrecord.resolve.spelling import plain

Sort = Literal["label", "form", "order", "role", "long", "acronym", "known"]
Item = tuple[str, Sort, str]  # key of a name, sort, value
Counts = Mapping[tuple[str, str], int]  # of one key: by sort and value

_ALIAS_SHARE = 2 / 3  # of the articles that tell, for an acronym to stand for a long form


def evidence_of(entity: Entity, key: str | None = None) -> Iterator[Item]:
    """What one entity of an article tells. `key` is given where the user took the entity to be another name's."""
    found = entity_key(entity)
    if found is None and key is None:
        return
    own = key or (found.key if found else "")
    yield own, "form", _without_lead(entity.name, found)
    mistaken = entity.label == "person" and found is not None and found.kind == "thing"  # a state, a department
    yield own, "label", "other" if mistaken else entity.label
    for role in telling_roles(entity):
        yield own, "role", role
    if found is None:
        return
    yield own, "order", " ".join(found.words)
    if found.acronym:
        yield own, "acronym", ""
    yield from _first_words(entity, found, own)
    yield from _long_forms(entity)


def _without_lead(name: str, found: NameKey | None) -> str:
    """A person's name without what stands before it, as in "Dear Ann Lee"."""
    words = name.split()
    if found is None or found.kind != "person" or not all(word[0].isupper() for word in words):
        return name
    while len(words) > len(found.words) and plain(words[0]) != found.words[0]:
        words = words[1:]
    return " ".join(words)


def _first_words(entity: Entity, found: NameKey, own: str) -> Iterator[Item]:
    """Where an article uses the first word of a person's name alone, as Shi of Shi Genpang, and not the last."""
    if found.kind != "person" or len(found.words) < 2:
        return
    alone = {plain(name) for name in entity.names if len(name.split()) == 1}
    first, last = found.words[0], found.words[-1]
    if first in alone and last not in alone:
        roles = telling_roles(entity)
        for key in (f"p:{first}", *([f"p:{first}/{','.join(roles)}"] if roles else ())):
            yield key, "long", f"{own}|{last}"


def _long_forms(entity: Entity) -> Iterator[Item]:
    """Acronyms of which an article gives the long form."""
    if entity.label == "person":
        return
    keys = [key for name in entity.names if (key := name_key(name, entity.label))]
    for short in keys:
        if short.acronym:
            for long in keys:
                if len(long.words) > 1 and sorted(initials_of(long.words)) == sorted(short.words[0]):
                    yield short.key, "long", long.key


def to_node(key: str, counts: Counts) -> Node | None:
    """What all articles together tell of a name; None where no article has it."""
    by_sort: dict[str, Counter[str]] = {}
    for (sort, value), number in counts.items():
        if number > 0:
            by_sort.setdefault(sort, Counter())[value] = number
    if not by_sort.get("form") and not by_sort.get("known"):
        return None
    labels = by_sort.get("label", Counter())
    words = tuple(_most(by_sort.get("order", Counter())).split()) or (key,)
    is_person = key.startswith("p:") or (not key.startswith(("t:", "o:")) and _is_person(labels))
    return Node(
        key,
        "person" if is_person else "either" if key.startswith("o:") else "thing",
        words,
        acronym=bool(by_sort.get("acronym")),
        articles=by_sort.get("form", Counter()).total().bit_length(),
        roles=tuple((role, number.bit_length()) for role, number in sorted(by_sort.get("role", Counter()).items())),
        stands_for=_agreed(by_sort.get("long", Counter()), by_sort.get("form", Counter()).total(), words[0]),
    )


def _is_person(labels: Counter[str]) -> bool:
    """As most articles have it; where they tell nothing, it is a person that the user's table names."""
    return labels["person"] * 2 >= labels.total()


def _agreed(long: Counter[str], alone: int, acronym: str) -> frozenset[str]:
    """The long form that nearly all articles give; many have to, for two letters or a first name, which fit much."""
    best = _most(long)
    often = (len(acronym) > 2 and "|" not in best) or long[best] * 3 >= alone
    return frozenset({best}) if often and best and long[best] >= _ALIAS_SHARE * long.total() else frozenset()


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value), default="")


def best_label(labels: Counter[str]) -> str:
    """What most articles take it for; somebody only where half of all do, a thing of no sort where none tells more."""
    told = [label for label in labels if label != "other" and (label != "person" or _is_person(labels))]
    return min(told, key=lambda label: (-labels[label], label), default="other")


def best_name(forms: Counter[str], label: str) -> str:
    """How a person or body is called: a person by a full name, a body by the fullest name that is usual."""
    if not forms:
        return ""
    frequent = max(forms.values())
    usual = [form for form in forms if forms[form] * 10 >= frequent]
    if label == "person":
        usual = [form for form in forms if 1 < _weight(form) < 4] or usual
        return min(usual, key=lambda form: (form.isupper(), -forms[form], -_weight(form), form))
    return min(usual, key=lambda form: (form.isupper(), -min(_weight(form), 3), -forms[form], form))


def _weight(form: str) -> int:
    """How many words of a name are no initials."""
    return sum(len(plain(word)) > 1 for word in form.split())
