"""Issues of a record and where everybody stands on them: stands of all articles on one thing, in time.

The issue of a stand is the thing in it that most parties speak of. A thing of one word ("the port") is the same only
within a story, and there it is the grain port where no other is spoken of much; a thing of two words is the same over
the record. An issue has a direction, that of most of what is said to be done ("open", "withdraw"); who wants the
opposite is against it. The user may merge issues, rename and hide them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from onrecord import ids
from onrecord.resolve import terms
from onrecord.resolve.proposals import Place, Who
from onrecord.resolve.stands import StandKind
from onrecord.resolve.targets import Thing

_MAIN = 0.6  # of the longer names of a thing, the share that makes one of them its name
IN_STORY = "|"  # between a thing and the story in which it is meant
_COUNTED = 3  # parties; more of them make no thing a better issue


@dataclass(frozen=True, slots=True)
class StandRow:
    """A stand as one article tells it."""

    id: str
    who: Who
    named: bool
    kind: StandKind
    place: Place
    action: str
    ends: bool
    things: tuple[Thing, ...]
    story: str = ""  # the same for articles on one matter
    person: bool = False
    organisation: str = ""  # to which the person is said to belong
    keys: tuple[str, ...] = field(init=False, repr=False)  # of the things
    order: tuple[object, ...] = field(init=False, repr=False)  # by day of publication

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(story_key(thing.key, self.story) for thing in self.things))
        object.__setattr__(self, "order", (*self.place.order, self.id))


def story_key(thing: str, story: str) -> str:
    """Of a thing, with the story in which alone it is the same; a name and two words are the same everywhere."""
    return thing if " " in thing or thing.startswith("@") else f"{thing}{IN_STORY}{story}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A stand on an issue, turned to the direction of the issue."""

    kind: StandKind
    row: StandRow


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands on an issue; `kind` is the last one told. `moves` are the days on which it changed."""

    who: str
    key: str
    kind: StandKind
    since: str  # ISO day from which on it is this
    moves: tuple[tuple[str, StandKind, StandKind], ...]  # day, before, after
    stands: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """`words` are the thing and what is to be done with it, unless the user named it."""

    id: str
    key: str
    words: str
    hidden: bool
    positions: tuple[Position, ...]  # those with most stands first

    @property
    def disputed(self) -> bool:
        """Whether somebody is for it and somebody else against."""
        return len({p.kind for p in self.positions} & {"for", "against"}) > 1


IssueChange = Literal["merge", "rename", "hide"]


@dataclass(frozen=True, slots=True)
class IssueDecision:
    """What the user decided of an issue; `one` and `other` are keys of things."""

    id: int
    kind: IssueChange
    time: str
    note: str
    one: str
    other: str
    name: str
    undone: str | None = None


@dataclass(slots=True)
class _Edits:
    into: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def of(self, key: str) -> str:
        seen = {key}
        while key in self.into and self.into[key] not in seen:
            key = self.into[key]
            seen.add(key)
        return key


def find_issues(rows: Iterable[StandRow], decisions: Iterable[IssueDecision] = (), *, least: int = 1) -> list[Issue]:
    """Those on which most parties stand first, of at least so many rows; the order of rows does not matter."""
    ordered = sorted(rows, key=attrgetter("order"))
    edits = _edits(decisions)
    fold = {key: edits.of(one) for key, one in _fold(ordered).items()}
    folded = [[fold[key] for key in row.keys] for row in ordered]
    parties: dict[str, set[str]] = defaultdict(set)
    for row, keys in zip(ordered, folded, strict=True):
        for key in keys:
            parties[key].add(row.who.key)
    spoken = {key: min(len(who), _COUNTED) for key, who in parties.items()}
    grouped: dict[str, list[StandRow]] = defaultdict(list)
    for row, keys in zip(ordered, folded, strict=True):
        grouped[max(keys, key=spoken.__getitem__)].append(row)  # of equals, the first
    issues = [_issue(key, group, fold, edits) for key, group in grouped.items() if len(group) >= least]
    return sorted(issues, key=lambda i: (-len(i.positions), -sum(len(p.stands) for p in i.positions), i.words, i.key))


def find_meeting(rows: Sequence[StandRow], decisions: Iterable[IssueDecision] = ()) -> list[StandRow]:
    """Those that may be of one issue with another row; the others are of no issue of more rows than one."""
    edits = _edits(decisions)
    marks = [{edits.of(mark) for key in row.keys for mark in (key, _short(key, row.story))} for row in rows]
    uses = Counter(mark for own in marks for mark in own)
    return [row for row, own in zip(rows, marks, strict=True) if any(uses[mark] > 1 for mark in own)]


SHOWN = 2  # rows: an issue that has fewer is not shown


def shown(issues: Iterable[Issue]) -> list[Issue]:
    """Those that are worth a row: several parties stand on them, or somebody moved."""
    return [i for i in issues if not i.hidden and (len(i.positions) > 1 or any(p.moves for p in i.positions))]


def _edits(decisions: Iterable[IssueDecision]) -> _Edits:
    edits = _Edits()
    for decision in sorted(decisions, key=lambda d: d.id):
        if decision.undone is not None:
            continue
        if decision.kind == "merge":
            edits.into[edits.of(decision.other)] = edits.of(decision.one)
        elif decision.kind == "rename":
            edits.names[decision.one] = decision.name
        else:
            edits.hidden.add(decision.one)
    return edits


def _fold(rows: Sequence[StandRow]) -> dict[str, str]:
    """One key for "the port" and "the grain port", where a story speaks of one."""
    uses = Counter(key for row in rows for key in row.keys)
    longer: dict[str, Counter[str]] = defaultdict(Counter)  # by the one word, in a story
    for row in rows:
        for thing in row.things:
            if " " in thing.key:
                longer[_short(thing.key, row.story)][thing.key] += 1
    result = {key: key for key in uses}
    for short, names in longer.items():
        name, number = min(names.items(), key=lambda item: (-item[1], item[0]))
        if number > 1 and number >= _MAIN * names.total():
            result.update({key: name for key in (short, *names) if key in uses and (key == short or uses[key] == 1)})
        elif len(names) == 1 and uses[name] == 1:
            result[name] = short
    return result


def _short(key: str, story: str) -> str:
    """The last word of a thing alone, as that story may call it; a key of one word stays as it is."""
    return story_key(key.rsplit(" ", 1)[1], story) if " " in key else key


def _issue(key: str, rows: Sequence[StandRow], fold: Mapping[str, str], edits: _Edits) -> Issue:
    ending = sum(row.ends for row in rows)
    ends = ending * 2 > len(rows)
    by_party: dict[str, list[Taken]] = defaultdict(list)
    for row in rows:
        kind: StandKind = row.kind
        if row.ends != ends and kind != "conditional":
            kind = "against" if kind == "for" else "for"
        by_party[row.who.key].append(Taken(kind, row))
    positions = [_position(taken) for taken in by_party.values()]
    return Issue(
        id=ids.digest_of("issue", key),
        key=key,
        words=edits.names.get(key) or _words(key, [r for r in rows if r.ends == ends], rows, fold),
        hidden=key in edits.hidden,
        positions=tuple(sorted(positions, key=lambda p: (-len(p.stands), p.who, p.key))),
    )


def _words(key: str, doing: Sequence[StandRow], rows: Sequence[StandRow], fold: Mapping[str, str]) -> str:
    """The most frequent words for the thing; and what is done to it, in its shortest form, where most say the same."""
    told = [(k, t.words) for row in rows for k, t in zip(row.keys, row.things, strict=True) if fold[k] == key]
    things = Counter([words for k, words in told if k == key] or [words for _, words in told])
    thing = min(things.items(), key=lambda item: (-item[1], item[0]))[0]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in doing:
        if row.action:
            kinds[terms.term_of(row.action) or row.action][row.action] += 1
    most = max(kinds.values(), key=Counter.total, default=Counter[str]())
    if most.total() < 2 or 2 * most.total() <= sum(each.total() for each in kinds.values()):
        return thing
    return f"{thing}: {min(most, key=lambda word: (len(word), word))}"


def _position(taken: Sequence[Taken]) -> Position:
    days: dict[str, StandKind] = {}
    for each in taken:
        days[each.row.place.published] = each.kind  # of one day, the last one
    moves: list[tuple[str, StandKind, StandKind]] = []
    before: StandKind | None = None
    since = taken[0].row.place.published
    for day, kind in days.items():
        if before is not None and kind != before:
            moves.append((day, before, kind))
            since = day
        before = kind
    last = taken[-1]
    return Position(last.row.who.name, last.row.who.key, last.kind, since, tuple(moves), tuple(taken))
