"""The cast of one article: persons, bodies and places behind its names, and what is said of them.

One surname is one person unless first names tell two apart; spellings that differ little are one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from onrecord.extract.descriptions import Description, find_descriptions
from onrecord.extract.labels import decide, label_of, most, sorts_of
from onrecord.extract.lands import is_dateline
from onrecord.extract.names import Name, Word, bodies, role_of
from onrecord.extract.seen import NATIONAL, Seen, find_names
from onrecord.extract.states import name_words, state_of, states_called
from onrecord.records import Label, Span
from onrecord.text.layout import Layout

MIN_LIKENESS = 0.75  # of two spellings of one name
_STOPS = frozenset(".!?")
_SHORT_MONTHS = frozenset("jan feb mar apr aug sep sept oct nov dec".split())
_FIRST_OF_TWO = frozenset("north south east west new united saudi sri costa el san great burkina sierra".split())
_OF_WOMEN = ("ova", "eva", "yova", "skaya", "skaia", "ovna", "evna")
_SUFFIXES = frozenset("jr sr ii iii iv".split())


@dataclass(slots=True)
class Member:
    """One of the cast. Filled while the article is read; nothing outside `extract` sees it."""

    number: int
    label: Label
    names: Counter[str] = field(default_factory=Counter)
    descriptions: list[Description] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    sorts: set[str] = field(default_factory=set)  # words for bodies in its names or beside them: "newspaper"
    several: bool = False

    @property
    def name(self) -> str:
        """The fullest name, of equally full ones the most frequent; of a state the most frequent in words."""
        if self.label == "place" and state_of(name_words(next(iter(self.names)))):
            return max(self.names, key=lambda n: (not n.isupper(), self.names[n], n)).removeprefix("the ")
        return max(self.names, key=lambda n: (len(n.split()), self.names[n], n))

    @property
    def gender(self) -> str:
        """What all descriptions agree on; else f where the surname has the ending of a woman's, as in Slavic names."""
        found = {d.role.gender for d in self.descriptions} - {"-"}
        if len(found) == 1:
            return next(iter(found))
        return "f" if not found and self.label == "person" and self.name.casefold().endswith(_OF_WOMEN) else "-"


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


def find_cast(layout: Layout, words: list[Word], seen: Sequence[Seen] = (), sources: Sequence[Span] = ()) -> Cast:
    names = _split_known(words, find_names(layout, words, seen, sources))
    bare = [name for found in names if (name := _without_title(words, found)) is not None]
    described = [find_descriptions(layout, words, name) for name in bare]
    sure = {tuple(w.key for w in words[n.start : n.end]) for n in bare if n.label}
    evidence = [label_of(words, name, found, sure) for name, found in zip(bare, described, strict=True)]
    members: list[Member] = []
    whom = _gather(layout, words, bare, evidence, members)
    named = [NamedSpan(name.start, name.end, whom[i]) for i, name in enumerate(bare)]
    for i, name in enumerate(bare):
        member = members[whom[i]]
        member.mentions.append(Span(words[name.start].span.start, words[name.end - 1].span.end))
        if member.label == "person":
            member.descriptions += described[i]
        else:
            member.sorts |= sorts_of(words, name)
    _note_persons_in_bodies(words, named, members)
    for member in members:
        member.mentions.sort()
    return Cast(words, number_sentences(words), named, members)


def number_sentences(words: list[Word]) -> list[int]:
    number, result, before = 0, [], ""
    for word in words:
        gap = word.gap
        if gap != " ":
            month = gap == ". " and before in _SHORT_MONTHS and word.key[:1].isdigit()  # "Feb. 20"
            number += "\n" in gap or (word.opens and not month and not _STOPS.isdisjoint(gap))
        result.append(number)
        before = word.key
    return result


def _split_known(words: list[Word], names: list[Name]) -> list[Name]:
    """Two names side by side ("the envoy of Tarn Ann Lee") are told apart where something bears out the second one."""
    keys = [tuple(w.key for w in words[n.start : n.end]) for n in names]
    alone = {key[0] for key in keys if len(key) == 1}
    whole = {key for key in keys if len(key) > 1}
    parts = []
    for name in names:
        if name.label == "person" and (cut := _split_person(words, name)):
            parts += cut
            continue
        at = _cut(words, name, alone, whole)
        parts += [name] if at is None or name.label else [Name(name.start, at), Name(at, name.end)]
    return parts


def _split_person(words: list[Word], name: Name) -> list[Name]:
    """A person and a country: "Ann Lee of Osk" and, after "President of", "Osk Ann Lee"."""
    if name.end - name.start > 3 and words[name.end - 2].key == "of":
        return [Name(name.start, name.end - 2, name.label), Name(name.end - 1, name.end)]
    led = name.start > 1 and words[name.start - 1].key == "of" and _is_office(words[name.start - 2])
    if led and name.end - name.start == 3 and words[name.start].key not in _FIRST_OF_TWO:
        return [Name(name.start, name.start + 1), Name(name.start + 1, name.end, name.label)]
    return []


def _cut(words: list[Word], name: Name, alone: set[str], whole: set[tuple[str, ...]]) -> int | None:
    """Where the second of two names begins: after a name known from elsewhere, or after "Region" and the like."""
    if any(role_of(words[i].text) for i in range(name.start, name.end)):
        return None
    of_office = _is_of_office(words, name.start)
    first = max((i + 1 for i in range(name.start, name.end) if words[i].key in ("of", "for")), default=name.start)
    second = None
    for i in range(first + 1, name.end):
        tail = tuple(w.key for w in words[i : name.end])
        if not words[i].is_capital or bodies().keys() & set(tail):
            continue
        closed = words[i - 1].key in _CLOSES_BODY or (i - name.start > 1 and words[i - 1].key in bodies())
        known = i == first + 1 and words[first].key in alone
        borne = tail in whole or tail[-1] in alone
        if closed and (borne or (of_office and len(tail) > 1)):
            return i
        if len(tail) == 1:
            break
        led = of_office and i == first + 1 and (borne or first == name.start)
        if second is None and (led or (known and (first == name.start or of_office))):
            second = i
    return second


_LONG_OFFICE = 10  # words
_CLOSES_BODY = frozenset(
    "affairs territory krai oblast district region province relations defense defence health justice interior finance"
    " education culture agriculture energy transport trade development industry labor labour environment security"
    " economy commerce science technology communications situations resources protection capital".split()
)


def _is_of_office(words: list[Word], start: int) -> bool:
    """Whether a name is what an office is of: "the head of", "the secretary of state for Tarn and the"."""
    joined = False
    for at in range(start - 1, max(-1, start - _LONG_OFFICE), -1):
        if joined and _is_role(words[at]):
            return True
        joined = joined or words[at].key in ("of", "for")
        if not words[at].is_capital and words[at].key not in ("of", "for", "the", "and", "at", "in", *bodies()):
            return False
    return False


def _is_role(word: Word) -> bool:
    return role_of(word.text) is not None or word.key == "affairs"


def _is_office(word: Word) -> bool:
    """As "president", but not "son": of whom, and not of which country."""
    role = role_of(word.text)
    return role is not None and role.kind != "person"


def _without_title(words: list[Word], name: Name) -> Name | None:
    """The name without "President" before it; None where nothing else is left."""
    at = [i for i in range(name.start, name.end) if role_of(words[i].text) is not None]
    if not at:
        return name
    last = at[-1]
    if name.label == "organisation" and not _ends_in_office(words, name, last):
        return name
    if last == name.end - 1:
        return name if len(at) == 1 and name.end - name.start == 2 and words[last].key in _SURNAMES else None
    if any(words[i].key in bodies() for i in range(last + 1, name.end)):
        return name
    return Name(last + 1, name.end, name.label)


def _ends_in_office(words: list[Word], name: Name, last: int) -> bool:
    """As in "Tarn State Councillor", but not in "Office of the Prime Minister" and "Lee Sons"."""
    linked = any(words[i].key in _LINKS for i in range(name.start, last))
    return last == name.end - 1 and not linked and not words[last].key.endswith("s")


_LINKS = frozenset("of for".split())
_SURNAMES = frozenset(
    "bishop king prince pope major judge justice cardinal driver farmer fellow pilot page sergeant brother host singer"
    " abbot constable fisher priest marshal".split()
)  # roles that are also surnames: "Ann Bishop", but not "Acting Governor"


def _gather(
    layout: Layout, words: list[Word], names: list[Name], evidence: list[Label | None], members: list[Member]
) -> dict[int, int]:
    """Whom each name names; long names first, so that short ones find their owner."""
    sure = {tuple(w.key for w in words[n.start : n.end]) for n in names if n.label}
    whom: dict[int, int] = {}
    keys = [tuple(w.key for w in words[n.start : n.end] if w.key not in _SUFFIXES) or ("?",) for n in names]
    votes: dict[tuple[str, ...], Counter[Label]] = {}
    for key, label in zip(keys, evidence, strict=True):
        tally = votes.setdefault(key, Counter())
        if label is not None:
            tally[label] += 1
    owners: dict[tuple[str, ...], int] = {}
    shelves: dict[str, list[tuple[str, ...]]] = {}
    states = {state for key in votes if (state := state_of(_state_words(key)))}
    called = {key: found for key in votes if (found := _state_of(_state_words(key), states))}
    first: dict[tuple[str, ...], int] = {}
    place = {key: i for i, key in enumerate(sorted(votes, key=lambda k: -len(k)))}  # long names first, as in the text
    for key in place:
        label = most(votes[key]) if key in sure else decide(key, votes[key])
        if key in called and label != "person":
            owners[key] = first.setdefault(called[key], len(members))
            if owners[key] == len(members):
                members.append(Member(owners[key], "place"))
            continue
        near = {other for mark in _marks(key) for other in shelves.get(mark, ())}
        owner = _owner(key, label, {other: owners[other] for other in sorted(near, key=place.__getitem__)}, members)
        if owner is None:
            owner = len(members)
            members.append(Member(owner, label))
        owners[key] = owner
        for mark in _marks(key):
            shelves.setdefault(mark, []).append(key)
    latest: dict[str, int] = {}
    latest_body: dict[str, int] = {}  # by the word for its sort: "the Ministry"
    for i, (name, key) in enumerate(zip(names, keys, strict=True)):
        whom[i] = owners[key]
        if members[whom[i]].label == "person":
            if len(key) == 1 and key[0] in latest:
                whom[i] = latest[key[0]]
            latest[key[-1]] = whom[i]
        elif len(key) == 1 and key[0] in bodies():
            whom[i] = latest_body.get(key[0], whom[i])
        else:
            latest_body |= dict.fromkeys(set(key) & bodies().keys(), whom[i])
        members[whom[i]].names[_name_text(layout, words, name)] += 1
    return whom


def _state_words(key: tuple[str, ...]) -> tuple[str, ...]:
    return name_words(" ".join(key))


def _state_of(words: tuple[str, ...], named: Collection[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The state that a name names; for "the Islamic Republic" the one of that form that the article `named`."""
    fitting = [state for state in states_called(words) if state in named]
    return state_of(words) or (fitting[0] if len(fitting) == 1 else None)


def _marks(key: tuple[str, ...]) -> set[str]:
    """What two names that may be one share: the first letter of the last word, the first word, or the initials."""
    return {f"{key[-1][0]}*", key[0], _initials(key) if len(key) > 1 else key[0].replace(".", "")}


SORTS = frozenset(
    "agency company corporation corp group inc ltd llc bank holding network union institute party".split()
)


def _initials(key: tuple[str, ...]) -> str:
    return "".join(part[0] for part in key if part not in ("of", "for", "the", "and"))


def _name_text(layout: Layout, words: list[Word], name: Name) -> str:
    """As the text has it; of a dateline in small letters, since "LESK" is no abbreviation."""
    text = layout.plain[words[name.start].span.start : words[name.end - 1].span.end]
    text = text.title() if text.isupper() and is_dateline(words, range(name.start, name.end)) else text
    return " ".join(text.split()).removeprefix("the ")


def _note_persons_in_bodies(words: list[Word], named: list[NamedSpan], members: list[Member]) -> None:
    """A body that is called after a person of the article names that person, too: "the Ilse Brandok Foundation"."""
    persons = [n for n in named if members[n.member].label == "person"]
    owners = {words[n.end - 1].key: n.member for n in reversed(persons)}
    first = {words[n.start].key: n.member for n in persons if n.end - n.start > 1}
    for name in named:
        if members[name.member].label == "person" or name.end - name.start < 2:
            continue
        for at in range(name.start + 1, name.end):
            owner = owners.get(words[at].key)
            if owner is not None and first.get(words[at - 1].key) == owner:
                members[owner].mentions.append(Span(words[at - 1].span.start, words[at].span.end))


def _owner(
    key: tuple[str, ...], label: Label, owners: dict[tuple[str, ...], int], members: Sequence[Member]
) -> int | None:
    """Whose name this is, among the names that were read already (all at least as long)."""
    for other, owner in owners.items():
        if members[owner].label == "person":
            if label in ("person", "other", "place") and same_person(other, key):
                return owner
        elif label != "person" and _same_body(other, key, letters=members[owner].label != "place"):
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


def _same_body(full: tuple[str, ...], short: tuple[str, ...], *, letters: bool) -> bool:
    """The same name, its `letters`, or the name without the word for its sort: "Tarn Wire Agency", "Tarn Wire"."""
    if full == short:
        return True
    rest = full[len(short) :]
    if full[: len(short)] == short and all(bodies().get(word) == "media" or word in SORTS for word in rest):
        return not short[-1].endswith(NATIONAL)
    initials = _initials(full)
    return letters and len(short) == 1 and len(full) > 1 and short[0].replace(".", "") == initials and len(initials) > 1
