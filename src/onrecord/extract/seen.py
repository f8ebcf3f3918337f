"""The names of a text: those that the model sees, fitted to its words, and capital letters that are borne out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.lands import is_of_a_land, stands_as_place
from onrecord.extract.names import COUNTS, Name, Word, bodies, find_capitals, role_of
from onrecord.extract.portfolios import find_portfolios, is_portfolio, without_office
from onrecord.extract.states import capitals
from onrecord.extract.whole_names import with_whole_names
from onrecord.records import Label, Span
from onrecord.text.layout import Layout

LABELS: dict[str, Label] = {"Person": "person", "Organization": "organisation", "Location": "place"}  # of the model's
_LONGEST = 4  # words of a name of a person
_JOINTS = frozenset("of for".split())
_ADDRESS = 64  # characters
_OFFICE = 2  # words
NATIONAL = ("ian", "ish", "ese", "ean")  # "the Velmarkian Bank" is no bank that is called Velmarkian
_SUFFIXES = frozenset("jr sr".split())
_SORTS = frozenset("corporation corp group inc ltd limited llc bank holding holdings party industries company".split())

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A name that the model sees."""

    span: Span
    label: Label | None  # None for nationalities, titles of works, events and the like
    score: float


@dataclass(frozen=True, slots=True)
class _Known:
    """What the model sees in the whole text, by the words."""

    keys: Collection[Key]
    persons: Collection[Key]  # full names, and surnames of these that also stand alone
    modifiers: Collection[str]  # single words for places, bodies and nationalities


def find_names(
    layout: Layout, words: list[Word], seen: Sequence[Seen] = (), sources: Sequence[Span] = ()
) -> list[Name]:
    """Names in order: those the model sees, and those of the words with capital letters that something bears out.

    Beside a model that knows names, capital letters alone make none: the words are a name elsewhere in the text, or
    they stand in one of the `sources`, the spans of who speaks. Without a model all of them are names.
    """
    if not seen:
        return find_capitals(layout, words)
    starts = [word.span.start for word in words]

    def places(span: Span) -> range:
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    pieces = [
        (run, name)
        for name in seen
        if not _is_address(layout, name.span)
        for run in _in_one_piece(words, places(name.span), name.label)
    ]
    runs = list(with_whole_names(layout, words, _agree(words, pieces)))
    known = _know(words, runs)
    persons = {i for run, label in runs if label == "person" and len(run) > 1 for i in run}
    offices = {i for run in find_portfolios(words, persons) for i in run}
    names = [fitted for run, label in runs if not offices.issuperset(run) for fitted in _fit(words, run, label, known)]
    taken = {i for name in names for i in range(name.start, name.end)}.union(*(run for run, _ in runs))
    spoken = {i for span in sources for i in places(span)}
    for name in find_capitals(layout, words):
        run = range(name.start, name.end)
        if _is_address(layout, Span(words[name.start].span.start, words[name.end - 1].span.end)):
            continue
        if taken.isdisjoint(run) and (_key(words, run) in known.keys or not spoken.isdisjoint(run)):
            names.append(name)
    small = _written_small(words, names)
    kept = (n for n in names if n.label == "person" or _key(words, range(n.start, n.end)) not in small)
    return sorted(kept, key=lambda name: name.start)


def _written_small(words: Sequence[Word], names: Sequence[Name]) -> set[Key]:
    """Names that the article writes in small letters, too: "Working Group" of "the working group". Letters are none."""
    plain = {word.key for word in words if word.text.islower()}
    wanted = set()
    for name in names:
        run = words[name.start : name.end]
        if name.label != "person" and all(w.key in plain and not w.text.isupper() and "." not in w.text for w in run):
            wanted.add(_key(words, range(name.start, name.end)))
    text = f" {' '.join(word.key if word.text.islower() else '|' for word in words)} " if wanted else ""
    return {key for key in wanted if f" {' '.join(key)} " in text}


def _is_address(layout: Layout, span: Span) -> bool:
    """Whether a name is part of an address: "osk@tarn.example", "@Tarn_Osk"."""
    before = layout.plain[max(0, span.start - _ADDRESS) : span.start]
    after = layout.plain[span.end : span.end + _ADDRESS]
    return "@" in (before[-1:].strip() and before.split()[-1]) or "@" in (after[:1].strip() and after.split()[0])


def _in_one_piece(words: Sequence[Word], run: range, label: Label | None) -> Iterator[range]:
    """A name of the model's, cut where a sentence opens or a bracket stands inside it, and somebody's at a comma."""

    def parts(word: Word) -> bool:
        listed = label == "person" and "," in word.gap and word.key not in _SUFFIXES
        opens = word.opens and not (label == "person" and word.gap.strip() == '"')  # Ann "Osk" Lee
        return opens or listed or "(" in word.gap or ")" in word.gap

    def begins(i: int) -> bool:  # "Department of Fish, Department of Harbours"
        of = i + 1 < run.stop and words[i].key in bodies() and words[i + 1].key in _JOINTS
        return label == "organisation" and of and "," in words[i].gap

    start = run.start + (words[run.start].opens and words[run.start].key in COUNTS) if run else run.start
    cuts = (i for i in run if i > run.start and (parts(words[i]) or begins(i)))
    for at in (*cuts, run.stop):
        if start < at:
            yield range(start, at)
        start = at


def _agree(words: Sequence[Word], pieces: Sequence[tuple[range, Seen]]) -> list[tuple[range, Label | None]]:
    """Words that are a name several times name one sort of thing: the one that the model is surest of, taken together
    with what the article tells of them.
    """
    votes: defaultdict[Key, defaultdict[Label | None, float]] = defaultdict(lambda: defaultdict(float))
    for run, name in pieces:
        votes[_key(words, run)][name.label] += name.score
    for key, label in [*_told_bodies(words, pieces), *_told_places(words, pieces)]:
        votes[key][label] += 1

    def label_of(key: Key) -> Label | None:
        return max(votes[key], key=lambda label: (votes[key][label], str(label)))

    return [(run, label_of(_key(words, run))) for run, _ in pieces]


def _told_bodies(words: Sequence[Word], pieces: Sequence[tuple[range, Seen]]) -> Iterator[tuple[Key, Label]]:
    """Names in brackets behind a body, "the Osk Harbour Union (Tarnunion)", and the first word of a body of which it
    is no person's name: "Tarn" beside "Tarn Group".
    """
    persons = {part for run, name in pieces if name.label == "person" and len(run) > 1 for part in _key(words, run)}
    alone = {_key(words, run)[0] for run, _ in pieces if len(run) == 1}
    bodies_end = {run.stop for run, name in pieces if name.label == "organisation" and len(run) > 1}
    for run, name in pieces:
        if run.start in bodies_end and "(" in words[run.start].gap and len(run) == 1:
            yield _key(words, run), "organisation"
        key = _key(words, run)
        if name.label == "organisation" and len(key) > 1 and key[0] in alone - persons and key[-1] in _SORTS:
            yield key[:1], "organisation"


def _told_places(words: Sequence[Word], pieces: Sequence[tuple[range, Seen]]) -> Iterator[tuple[Key, Label | None]]:
    """What the article tells as a land or a town, where nobody in it has that name; a nationality before an office is
    no name: "the Tarnish prime minister".
    """
    persons = {part for run, name in pieces if name.label == "person" and len(run) > 1 for part in _key(words, run)}
    capitalised = {word.key for word in words if word.is_capital} - persons
    for run, name in pieces:
        key = _key(words, run)
        nobody = name.label and persons.isdisjoint(key) and bodies().keys().isdisjoint(key)
        land = name.label != "organisation" and is_of_a_land(words, run, capitalised)
        capital = key in capitals() and key[-1] not in persons
        if capital or (nobody and (land or stands_as_place(words, run))):
            yield key, "place"
        beside = words[run.stop : run.stop + _OFFICE]
        if len(key) == 1 and key[0].endswith(NATIONAL) and any(role_of(word.text) for word in beside):
            yield key, None


def _key(words: Sequence[Word], run: range) -> Key:
    return tuple(words[i].key for i in run)


def _know(words: Sequence[Word], runs: Sequence[tuple[range, Label | None]]) -> _Known:
    keys = {_key(words, run): label for run, label in runs}
    persons = {_key(words, run) for run, label in runs if label == "person"}
    full = {key for key in persons if len(key) > 1}
    return _Known(
        {key for key, label in keys.items() if label},
        full | ({key[-1:] for key in full} & persons),
        {key[0] for key, label in keys.items() if len(key) == 1 and label != "person"},
    )


def _fit(words: Sequence[Word], run: range, label: Label | None, known: _Known) -> Iterator[Name]:
    """The names that stand in one of the model's: most often itself."""
    if label is None:
        yield from _known_persons(words, run, known.persons)
    elif label == "person":
        yield from _fit_person(words, run, known)
    elif label == "organisation":
        yield from _fit_body(words, run, known)
    else:
        yield Name(run.start, run.stop, label)


def _fit_person(words: Sequence[Word], run: range, known: _Known) -> Iterator[Name]:
    """Without the place or nationality before it: "Tarn Ann Lee"; and a body that the model took for somebody."""
    keys = _key(words, run)
    if any(word in bodies() and after in _JOINTS for word, after in pairwise(keys)):
        yield Name(run.start, run.stop, "organisation")
        return
    start = run.start
    if len(run) > 2 and keys[0] in known.modifiers and words[start].is_capital:
        start += 1
    yield Name(start, run.stop, "person")


def _fit_body(words: Sequence[Word], run: range, known: _Known) -> Iterator[Name]:
    """Without the person after it and the title before it, and two bodies that "and" joins as two."""
    tail = _person_at_end(words, run, known.persons)
    if tail is not None:
        if role_of(words[run.start].text) is None:
            yield Name(run.start, tail.start, "organisation")
        yield tail
        return
    if is_portfolio(words, run):
        return
    run = without_office(words, run)
    if not run:
        return
    titled = len(run) > 1 and all(role_of(words[i].text) for i in run[:-1])
    if titled and words[run[-1]].key not in bodies() and all(words[i].text.isupper() for i in run):
        yield Name(run.start, run.stop)  # a title and a surname: "SECRETARY OSK"
        return
    link = next((i for i in run[1:-1] if words[i].key in _JOINTS), None)
    if link and role_of(words[link - 1].text) and not any(words[i].key in bodies() for i in range(run.start, link)):
        return  # a role: "Crown Prince of Tarn"
    at = next((i for i in run[1:-1] if words[i].key == "and"), None)
    if at is not None:
        second = range(at + 2 if words[at + 1].key == "the" else at + 1, run.stop)
        if _stands_alone(words, range(run.start, at), known) and _stands_alone(words, second, known):
            yield Name(run.start, at, "organisation")
            yield Name(second.start, run.stop, "organisation")
            return
    yield Name(run.start, run.stop, "organisation")


def _stands_alone(words: Sequence[Word], run: range, known: _Known) -> bool:
    """Whether the words are a name elsewhere in the text, or letters."""
    key = _key(words, run)
    return key in known.keys or (len(run) == 1 and words[run.start].text.isupper() and len(key[0]) > 1)


def _person_at_end(words: Sequence[Word], run: range, persons: Collection[Key]) -> Name | None:
    """The person in "Assistant Secretary for Harbours Ann Lee", which the model takes for one body."""
    for at in range(max(run.start + 1, run.stop - _LONGEST), run.stop - 1):
        if _key(words, range(at, run.stop)) in persons:
            return Name(at, run.stop, "person")
    return None


def _known_persons(words: Sequence[Word], run: range, persons: Collection[Key]) -> Iterator[Name]:
    """Persons that the text names elsewhere, in the name of a prize or a work that is called after them."""
    at = run.start
    while at < run.stop:
        found = (range(at, end) for end in range(min(at + _LONGEST, run.stop), at, -1))
        name = next((part for part in found if _key(words, part) in persons), None)
        if name is not None:
            yield Name(at, name.stop, "person")
        at = name.stop if name is not None else at + 1
