"""Whom an exchange is about, told apart from it: "the list covered 31 Osmians", "Lee was among the nine"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.clauses import parties_from
from onrecord.extract.parties import Party, Scene, is_count
from onrecord.extract.party_ids import PartyIds
from onrecord.extract.party_words import GROUPS
from onrecord.records import Attribution, Event

PRISONERS = ("release", "exchange")
_HOLDS = frozenset(
    "cover covers covered covering include includes included including contain contains contained containing"
    " comprise comprises comprised name names named naming has had".split()
)
_BE = ("was", "were", "is", "are")
_FREED = frozenset("freed released exchanged swapped returned handed let sent pardoned set flown".split())
_TITLE = 3  # words of "the cook Ann"
_REACH = 12  # words from the list to its verb, and from "among" to those who were


def find_listed(
    scene: Scene, cast: PartyIds, events: Sequence[Event], statements: Sequence[Attribution]
) -> Iterator[Event]:
    """The event told last before, told again with those on its list; nothing where the words name nobody."""
    told = sorted((e for e in events if e.mode in PRISONERS), key=lambda e: e.trigger)
    starts = [event.trigger[0].start for event in told]
    for at, key in enumerate(scene.keys if told else ()):
        known = bisect_left(starts, scene.words[at].span.start)
        if key not in ("list", "lists", "among") or not known:
            continue
        word, parties = (at, _on_list(scene, at)) if key != "among" else (at + 2, _among(scene, at))
        who = cast.ids(parties)
        if who:
            span, before = scene.words[word].span, told[known - 1]
            holding = [s for s in statements if any(c.start <= span.start < c.end for c in s.content)]
            yield replace(
                before,
                trigger=(span,),
                span=scene.span(*scene.bounds(at)),
                recipients=tuple(one for one in who if one not in before.actors),
                date=None,
                attributes=(),
                vouchers=tuple(s.id for s in holding if s.act != "deny"),
                deniers=tuple(s.id for s in holding if s.act == "deny"),
            )


def _on_list(scene: Scene, at: int) -> tuple[Party, ...]:
    _, end = scene.bounds(at)
    found = (parties_from(scene, i + 1, end) for i in range(at + 1, min(at + _REACH, end)) if scene.keys[i] in _HOLDS)
    return next((parties for parties in found if parties), ())


def _among(scene: Scene, at: int) -> tuple[Party, ...]:
    """The persons of "Lee was among the nine who came home" and "among those freed were Lee and Varn"."""
    first, end = scene.bounds(at)
    if at + 2 >= end or scene.keys[at + 1] not in ("the", "those"):
        return ()
    after = [i for i in range(at + 2, min(at + _REACH, end)) if scene.keys[i] in _FREED]
    those = scene.keys[at + 2] in GROUPS or (is_count(scene, at + 2) and scene.keys[at + 3 : at + 4] == ["who"])
    if not (after and after[0] <= at + 3) and not those:
        return ()
    if at > first and scene.keys[at - 1] in _BE:
        return tuple(_persons_before(scene, at - 1, first))[::-1]
    be = next((i for i in range(at + 2, min(at + _REACH, end)) if scene.keys[i] in _BE), None)
    found = parties_from(scene, be + 1, end) if at == first and be is not None else ()
    return tuple(party for party in found if party.person)


def _persons_before(scene: Scene, at: int, first: int) -> Iterator[Party]:
    """Those who are joined before word `at`, with what each of them is: "pilot Ann Lee and cook Ben Varn"."""
    end = at
    while end > first and (who := _person(scene, end - 1)) is not None:
        start = end - 1
        while start > first and _person(scene, start - 1) == who:
            start -= 1
        yield Party(start, end, (start, end), who, person=True)
        opens = range(start, max(start - _TITLE, first), -1)
        joint = next((i for i in opens if scene.keys[i - 1] == "and"), None)
        comma = next((i for i in opens if "," in scene.gap(i)), None)
        if joint is None and comma is None:
            break
        end = joint - 1 if joint is not None else comma or first


def _person(scene: Scene, i: int) -> str | None:
    number = scene.mention_of[i]
    entity = scene.entities[scene.mentions[number].entity] if number is not None else None
    return entity.id if entity is not None and entity.label == "person" else None
