"""Names of which the model sees a piece: of a state, of an office for two subjects, of somebody with an initial."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from onrecord.extract.lands import whole_dateline
from onrecord.extract.longer_names import (
    BEGIN_LAWS,
    ROOMS,
    Halves,
    cabinet_of,
    law_of,
    over_hyphen,
    venue_of,
    whole_state,
)
from onrecord.extract.names import KNOWN_WORDS, Word, bodies, role_of
from onrecord.extract.portfolios import LAST, SUBJECTS
from onrecord.extract.states import name_words, state_of
from onrecord.records import Label
from onrecord.text.layout import Layout

_BESIDE = 3  # words of the name on each side of the piece
_LIST = 8  # words of subjects with commas
_DIRECTIONS = frozenset("north south east west northern southern eastern western central".split())
_DEPARTMENTS = frozenset("department ministry bureau".split())
_OF = frozenset("of for on".split())

Piece = tuple[range, Label | None]  # words, and what the model takes them for


def with_whole_names(layout: Layout, words: Sequence[Word], pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, and in place of those that are part of a longer name that name, once."""
    seen = {i for run, _ in pieces for i in run}
    alone = {tuple(words[i].key for i in run) for run, _ in pieces if run and not _at_hyphen(words, run)}
    wide: dict[int, Piece] = {}  # by word
    wider = [
        whole
        for k, piece in enumerate(pieces)
        if (whole := _find_whole(layout, words, pieces, k, seen, alone)) != piece
    ]
    for whole in sorted(wider, key=lambda piece: (-len(piece[0]), piece[0].start)):
        if wide.keys().isdisjoint(whole[0]):
            wide |= dict.fromkeys(whole[0], whole)
    given: set[range] = set()
    for run, label in pieces:
        own = sorted({wide[i] for i in run if i in wide}, key=lambda piece: piece[0].start)
        yield from (whole for whole in own if whole[0] not in given)
        given |= {whole[0] for whole in own}
        if not own:
            yield run, label


def _at_hyphen(words: Sequence[Word], run: range) -> bool:
    return words[run.start].gap == "-" or (run.stop < len(words) and words[run.stop].gap == "-")


def _find_whole(
    layout: Layout, words: Sequence[Word], pieces: Sequence[Piece], k: int, seen: AbstractSet[int], alone: Halves
) -> Piece:
    run, label = pieces[k]
    if not run:
        return pieces[k]
    dateline = whole_dateline(words, run)
    if dateline != run and seen.isdisjoint(set(dateline) - set(run)):
        return dateline, "place"
    if label == "person":
        placed = _with_direction(words, run, seen) if len(run) == 1 else run
        return (placed, "place") if placed != run else _called_after(words, pieces, k)
    for state in (_whole_state(layout, words, run), whole_state(layout, words, run)):
        if state != run:
            return state, "place"
    if label is None:
        return pieces[k]
    joined = over_hyphen(words, run, pieces[k - 1][0] if k else None, alone, seen)
    if joined != run:
        return joined, label
    if label == "place":
        return _with_direction(words, run, seen), label
    law = law_of(words, run)
    if law is not None:
        return law, label if words[run[-1]].key in BEGIN_LAWS else None
    return _whole_body(words, run, seen), label


def _called_after(words: Sequence[Word], pieces: Sequence[Piece], k: int) -> Piece:
    """Somebody with the rest of the name, or what is called after somebody."""
    run, label = pieces[k]
    venue, cabinet = venue_of(words, run), cabinet_of(words, run)
    if venue is not None:
        return venue, "place" if words[venue[-1]].key in ROOMS else "organisation"
    if cabinet is not None:
        return cabinet, "organisation"
    return _with_initial(words, run, pieces[k + 1] if k + 1 < len(pieces) else None), label


def _with_initial(words: Sequence[Word], run: range, after: Piece | None) -> range:
    """Somebody's first name with the rest that the model sees as another: "ANN" and "B. LEE"."""
    if after is None or after[1] != "person" or len(run) > 1 or after[0].start != run.stop or len(after[0]) < 2:
        return run
    initial = words[run.stop]
    return range(run.start, after[0].stop) if len(initial.key) == 1 and initial.gap == " " else run


def _whole_state(layout: Layout, words: Sequence[Word], run: range) -> range:
    """The name of a state of which the model sees a piece: "Republic of Tarn" of "the People's Republic of Tarn"."""
    start, stop = run.start, run.stop
    while start and run.start - start < _BESIDE and words[start - 1].is_capital and words[start].gap in (" ", "'s "):
        start -= 1
    start += start < run.start and words[start].key in ("the", "and")
    if stop < len(words) and words[stop].gap == "'s " and words[stop].is_capital:
        stop = max(i + 1 for i in range(stop, min(len(words), stop + _BESIDE)) if words[i].is_capital)
    for part in (range(a, b) for a in range(start, run.start + 1) for b in range(stop, run.stop - 1, -1)):
        if part == run or _is_state(layout.plain[words[part[0]].span.start : words[part[-1]].span.end]):
            return part
    return run


@lru_cache(KNOWN_WORDS)
def _is_state(name: str) -> bool:
    return state_of(name_words(name)) is not None


def _whole_body(words: Sequence[Word], run: range, seen: Collection[int]) -> range:
    """The office for two subjects of which the model sees the first: "Bureau of Fish" of the "Bureau of Fish and
    Coastal Affairs", or the second: "Coastal Council" of the "Fish and Coastal Council".
    """
    keys = [words[i].key for i in run]
    if any(a in bodies() and b in _OF for a, b in pairwise(keys)):
        end = _end_of_subject(words, run.stop) or _end_of_list(words, run.stop, seen)
        return range(run.start, end) if end else run
    department = _with_department(words, run, seen)
    if department != run:
        return department
    at = run.start - 1
    if at < 1 or words[at].key != "and" or keys[-1] not in bodies() or words[at - 1].opens:
        return run
    left = words[at - 1]
    unseen = left.is_capital and at - 1 not in seen and left.key not in bodies() and role_of(left.text) is None
    return range(at - 1, run.stop) if unseen and left.gap == " " and words[at].gap == words[at + 1].gap == " " else run


def _with_direction(words: Sequence[Word], run: range, seen: Collection[int]) -> range:
    """The place of which the model sees the end: "Tarn" of "Western Tarn"."""
    at = run.start - 1
    led = at >= 0 and at not in seen and words[at].key in _DIRECTIONS and words[at].is_capital and not words[at].opens
    return range(at, run.stop) if led and words[run.start].gap == " " else run


def _with_department(words: Sequence[Word], run: range, seen: Collection[int]) -> range:
    """The body of which the model sees the subject: "Harbours" of "Department of the Harbours"."""
    at = run.start - 1
    at -= at > 0 and words[at].key == "the"
    if at < 1 or words[at].key != "of" or any(words[i].gap != " " for i in range(at, run.start + 1)):
        return run
    body = words[at - 1]
    return range(at - 1, run.stop) if body.key in _DEPARTMENTS and body.is_capital and at - 1 not in seen else run


def _end_of_list(words: Sequence[Word], at: int, seen: Collection[int]) -> int | None:
    """Where the last of several subjects ends: ", Fish, and Harbours" of the "Bureau of Boats, Fish, and Harbours"."""
    commas, stop = 0, at
    while stop < min(len(words), at + _LIST) and stop not in seen:
        word = words[stop]
        if word.text == "and" and word.gap in (" ", ", ") and commas:
            end = stop + 1
            while end < len(words) and words[end].is_capital and words[end].gap == " " and end not in seen:
                end += 1
                if words[end - 1].key in LAST:
                    return end
            return end if end - stop == 2 else None
        if not word.is_capital or word.gap not in (" ", ", "):
            return None
        commas += word.gap == ", "
        stop += 1
    return None


def _end_of_subject(words: Sequence[Word], at: int) -> int | None:
    """Where the second subject ends that follows with "and": as late as it may."""
    found = None
    if at >= len(words) or words[at].key != "and" or words[at].gap != " ":
        return None
    end = at + 1
    while end < min(len(words), at + 1 + _BESIDE) and words[end].is_capital and words[end].gap == " ":
        if words[end].key in SUBJECTS:
            found = end + 1
        elif words[end].key in bodies() or role_of(words[end].text) is not None or words[end].text.isupper():
            break
        end += 1
    return found
