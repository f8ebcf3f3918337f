"""The cast of one article: persons, bodies and places behind its names, and what is said of them.

One surname is one person unless first names tell two apart; spellings that differ little are one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from onrecord.extract.names import Name, Role, Word, bodies, find_names, find_words, function_words, role_of
from onrecord.records import Label, Span
from onrecord.text.layout import Layout

MIN_LIKENESS = 0.75  # of two spellings of one name
MAX_APPOSITION = 14  # words
MAX_TITLE = 8  # words before a name
_PLACE_BEFORE = frozenset("in at near from to into across around outside inside".split())
_DETERMINERS = frozenset("the a an his her its their our my this that".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that describes a person: its head ("spokesman") and the other words of weight."""

    head: str
    role: Role
    before: frozenset[str]  # words before the head: "foreign", "Osk's"
    after: frozenset[str]  # the place or body after it: "of the Water Council"

    @property
    def others(self) -> frozenset[str]:
        return self.before | self.after


@dataclass(slots=True)
class Member:
    """One of the cast. Filled while the article is read; nothing outside `extract` sees it."""

    number: int
    label: Label
    names: Counter[str] = field(default_factory=Counter)
    descriptions: list[Description] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name, of equally full ones the most frequent."""
        return max(self.names, key=lambda n: (len(n.split()), self.names[n], n))

    @property
    def gender(self) -> str:
        found = {d.role.gender for d in self.descriptions} - {"-"}
        return found.pop() if len(found) == 1 else "-"


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name in the text, in words [start, end) without titles, and whom it names."""

    start: int
    end: int
    member: int


@dataclass(frozen=True, slots=True)
class Cast:
    words: list[Word]
    sentence: list[int]  # number of each word's sentence
    named: list[NamedSpan]
    members: list[Member]


def find_cast(layout: Layout) -> Cast:
    words = find_words(layout)
    names = _split_known(words, find_names(layout, words))
    bare = [name for found in names if (name := _without_title(words, found)) is not None]
    described = [_describe(layout, words, name) for name in bare]
    evidence = [_label(words, name, found) for name, found in zip(bare, described, strict=True)]
    members: list[Member] = []
    whom = _gather(layout, words, bare, evidence, members)
    named = [NamedSpan(name.start, name.end, whom[i]) for i, name in enumerate(bare)]
    for i, name in enumerate(bare):
        member = members[whom[i]]
        member.mentions.append(Span(words[name.start].span.start, words[name.end - 1].span.end))
        if member.label == "person":
            member.descriptions += described[i]
    return Cast(words, number_sentences(layout, words), named, members)


def number_sentences(layout: Layout, words: list[Word]) -> list[int]:
    number, result = 0, []
    for before, word in zip([None, *words], words, strict=False):
        if before is not None:
            gap = layout.plain[before.span.end : word.span.start]
            number += "\n" in gap or (word.opens and any(c in ".!?" for c in gap))
        result.append(number)
    return result


def _split_known(words: list[Word], names: list[Name]) -> list[Name]:
    """Two names side by side ("the envoy of Tarn Ann Lee") are told apart after "of" or by the first standing alone."""
    alone = {words[n.start].key for n in names if n.end - n.start == 1}
    parts = []
    for name in names:
        ruled = name.start >= 2 and words[name.start - 1].key == "of" and _is_role(words[name.start - 2])
        long = name.end - name.start >= 3 and (ruled or words[name.start].key in alone)
        tail = {words[i].key for i in range(name.start + 1, name.end)}
        long = long and not any(role_of(words[i].text) for i in range(name.start, name.end))
        if long and not tail & bodies().keys() and words[name.start + 1].is_capital:
            parts += [Name(name.start, name.start + 1), Name(name.start + 1, name.end)]
        else:
            parts.append(name)
    return parts


def _is_role(word: Word) -> bool:
    return role_of(word.text) is not None or word.key == "affairs"


def _without_title(words: list[Word], name: Name) -> Name | None:
    """The name without "President" before it; None where nothing else is left."""
    at = [i for i in range(name.start, name.end) if role_of(words[i].text) is not None]
    if not at:
        return name
    last = at[-1]
    if last == name.end - 1:
        surname = len(at) == 1 and name.end - name.start == 2 and words[last].key not in _CLOSES_ROLE
        return name if surname else None  # "Ann Bishop", but not "Foreign Minister"
    if any(words[i].key in bodies() for i in range(last + 1, name.end)):
        return name
    return Name(last + 1, name.end)


_CLOSES_ROLE = frozenset(
    "minister president secretary spokesman spokeswoman chief head leader director general chairman".split()
)


def _gather(
    layout: Layout, words: list[Word], names: list[Name], evidence: list[Label], members: list[Member]
) -> dict[int, int]:
    """Whom each name names; long names first, so that short ones find their owner."""
    whom: dict[int, int] = {}
    keys = [tuple(w.key for w in words[n.start : n.end] if w.key not in _SUFFIXES) or ("?",) for n in names]
    votes: dict[tuple[str, ...], Counter[Label]] = {}
    for key, label in zip(keys, evidence, strict=True):
        votes.setdefault(key, Counter())[label] += 1
    owners: dict[tuple[str, ...], int] = {}
    shelves: dict[str, list[tuple[str, ...]]] = {}
    place = {key: i for i, key in enumerate(sorted(votes, key=lambda k: -len(k)))}  # long names first, as in the text
    for key in place:
        label = _decide(key, votes[key])
        near = {other for mark in _marks(key) for other in shelves.get(mark, ())}
        owner = _owner(key, label, {other: owners[other] for other in sorted(near, key=place.__getitem__)}, members)
        if owner is None:
            owner = len(members)
            members.append(Member(owner, label))
        owners[key] = owner
        for mark in _marks(key):
            shelves.setdefault(mark, []).append(key)
    latest: dict[str, int] = {}
    for i, (name, key) in enumerate(zip(names, keys, strict=True)):
        whom[i] = owners[key]
        if members[whom[i]].label == "person":
            if len(key) == 1 and key[0] in latest:
                whom[i] = latest[key[0]]
            latest[key[-1]] = whom[i]
        members[whom[i]].names[_name_text(layout, words, name)] += 1
    return whom


def _marks(key: tuple[str, ...]) -> set[str]:
    """What two names that may be one share: the first letter of the last word, the first word, or the initials."""
    return {f"{key[-1][0]}*", key[0], _initials(key) if len(key) > 1 else key[0].replace(".", "")}


def _initials(key: tuple[str, ...]) -> str:
    return "".join(part[0] for part in key if part not in ("of", "for", "the", "and"))


def _name_text(layout: Layout, words: list[Word], name: Name) -> str:
    return " ".join(layout.plain[words[name.start].span.start : words[name.end - 1].span.end].split())


def _label(words: list[Word], name: Name, described: Sequence[Description]) -> Label:
    """What one occurrence tells of the name; a title before it or a role in apposition makes it a person's."""
    run = words[name.start : name.end]
    sorts = {bodies()[w.key] for w in run if w.key in bodies()}
    before = words[name.start - 1].key if name.start else ""
    if "body" in sorts or "media" in sorts or any(w.key in ("of", "for") for w in run):
        return "organisation"
    if "place" in sorts:
        return "place"
    if described:
        return "person"
    if len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1:
        return "organisation"
    if before in _PLACE_BEFORE:
        return "place"
    if before == "the":
        return "organisation"
    return "person" if len(run) >= 2 else "other"


def _decide(key: tuple[str, ...], votes: Counter[Label]) -> Label:
    if votes["person"] and len(key) >= 2 and not votes["organisation"]:
        return "person" if votes["person"] >= votes["place"] else "place"
    for label in ("organisation", "person", "place"):
        if votes[label] and votes[label] >= 0.3 * votes.total():
            return label
    return "other"


def _owner(
    key: tuple[str, ...], label: Label, owners: dict[tuple[str, ...], int], members: Sequence[Member]
) -> int | None:
    """Whose name this is, among the names that were read already (all at least as long)."""
    for other, owner in owners.items():
        if members[owner].label == "person":
            if label in ("person", "other", "place") and same_person(other, key):
                return owner
        elif label != "person" and _same_body(other, key):
            return owner
    return None


def same_person(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether two names of persons, in small letters, the fuller first, can be one person's."""
    if len(short) == 1:
        return len(full) > 1 and (alike(full[-1], short[0]) or full[0] == short[0])
    if not alike(full[-1], short[-1]):
        return False
    a, b = full[0].rstrip("."), short[0].rstrip(".")
    return alike(a, b) or (min(len(a), len(b)) == 1 and a[0] == b[0])


def alike(a: str, b: str) -> bool:
    """Whether two words can be spellings of one name; short names must be equal."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a[0] != b[0]:
        return False
    return abs(len(a) - len(b)) <= 2 and SequenceMatcher(None, a, b).ratio() >= MIN_LIKENESS + 0.05


def _same_body(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    if full == short:
        return True
    initials = _initials(full)
    return len(short) == 1 and len(full) > 1 and short[0].replace(".", "") == initials and len(initials) > 1


def _describe(layout: Layout, words: list[Word], name: Name) -> list[Description]:
    found = [
        _title_before(layout, words, name),
        _apposition_after(layout, words, name),
        _apposition_before(layout, words, name),
    ]
    return [d for d in found if d is not None]


def _title_before(layout: Layout, words: list[Word], name: Name) -> Description | None:
    start = name.start
    while start > max(0, name.start - MAX_TITLE):
        gap = layout.plain[words[start - 1].span.end : words[start].span.start]
        word = words[start - 1]
        if (
            gap.strip()
            or "\n" in gap
            or (word.key in function_words() and word.key not in ("of", "for", "the", "and", "former", "acting"))
        ):
            break
        start -= 1
        if word.key in _DETERMINERS and start + 1 < name.start and role_of(words[start + 1].text):
            break
    near = words[name.start - 1] if name.start else None
    if near is None or start == name.start:
        return None
    joined = any(words[i].key in ("of", "for") for i in range(start, name.start))
    if role_of(near.text) is None and not joined:
        return None
    return describe(words[start : name.start])


def _apposition_after(layout: Layout, words: list[Word], name: Name) -> Description | None:
    if name.end >= len(words) or layout.plain[
        words[name.end - 1].span.end : words[name.end].span.start
    ].strip() not in (",", "("):
        return None
    end = name.end
    while end < min(len(words), name.end + MAX_APPOSITION):
        end += 1
        gap = layout.plain[words[end - 1].span.end : words[end].span.start] if end < len(words) else "."
        if any(c in ',.;:)"\n' for c in gap):
            break
    phrase = words[name.end : end]
    if phrase and (
        phrase[0].key in ("who", "whose", "which", "where", "and", "but")
        or phrase[0].key in ("he", "she", "they", "it", "i", "we")
    ):
        return None
    return describe(phrase[:8])


def _apposition_before(layout: Layout, words: list[Word], name: Name) -> Description | None:
    if not name.start or layout.plain[words[name.start - 1].span.end : words[name.start].span.start].strip() != ",":
        return None
    after = layout.plain[words[name.end - 1].span.end :][:2]
    if after[:1] not in (",", ".", "\n", ""):
        return None
    start = name.start
    while start > max(0, name.start - MAX_APPOSITION):
        start -= 1
        gap = layout.plain[words[start - 1].span.end : words[start].span.start] if start else "."
        if any(c in ',.;:("\n' for c in gap):
            break
    return describe(words[start : name.start])


def describe(phrase: Sequence[Word], *, whole: bool = True) -> Description | None:
    """The head of a noun phrase that names a role: the last role word before "of" or "for", and the rest.

    None where the phrase is headed by something else: "the minister's office", "the party of the president". Where the
    phrase need not be whole, words may follow its head: "officials familiar with the talks".
    """
    stop = next((i for i, w in enumerate(phrase) if w.key in _AFTER_HEAD), len(phrase))
    head = next((i for i in range(stop - 1, -1, -1) if role_of(phrase[i].text)), -1)
    if head < 0 or any(w.key in bodies() and not w.is_capital for w in phrase[head + 1 : stop]):
        return None
    name = phrase[head].key
    last = head
    if head and role_of(two := f"{phrase[head - 1].key} {name}"):
        name = two
    elif head + 1 < stop and role_of(two := f"{name} {phrase[head + 1].key}"):
        name, last = two, head + 1
    role = role_of(name)
    if role is None or (whole and last != stop - 1):
        return None
    before = {w.key for w in phrase[:head] if w.key not in function_words() and w.key not in name}
    after = {w.key for w in phrase[stop : stop + 6] if w.is_capital}
    return Description(name, role, frozenset(before), frozenset(after & bodies().keys() or after))


_AFTER_HEAD = frozenset("of for at in to with on from by and who that which is was are were said told says".split())
