"""What an article tells of a name that is a state or a town: its ministers, its people, the place of a dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from onrecord.extract.names import Word

_INSIDE = frozenset("in near across into throughout".split())
_OF_STATE = 4  # words: "Osk's Deputy Prime Minister"
_MINISTERS = frozenset("minister ministers ambassador ambassadors".split())
_ENVOYS = frozenset("ambassador ambassadors envoy envoys".split())  # a minister of something is no minister of a land
_DATELINE = 8
_SHORTEST = 2  # letters: "In" is no people of "I"
_PEOPLES = ("n", "ns", "ish", "ese")
_OF_VOWELS = ("an", "ans", "ian", "ians")  # but not "Freudian": so are followers of somebody called
_LEAD = 80  # words
_DASHES = frozenset("-–—")


def stands_as_place(words: Sequence[Word], run: range) -> bool:
    """Of a name that is nobody's in the article: behind "in", or in a dateline."""
    return (run.start > 0 and words[run.start - 1].key in _INSIDE) or is_dateline(words, run)


def whole_dateline(words: Sequence[Word], run: range) -> range:
    """The place of a dateline of which the words are a piece: "PORT OSK" for "OSK"."""
    if not is_dateline(words, run):
        return run
    start, stop = run.start, run.stop
    while start and words[start].gap == " ":
        start -= 1
    while stop < len(words) and words[stop].gap == " " and _is_capitals(words[stop]):
        stop += 1
    return range(start, stop)


def is_of_a_land(words: Sequence[Word], run: range, capitalised: AbstractSet[str]) -> bool:
    """Whether it has ministers or a people. `capitalised` are the keys of all words with capital letters."""
    name = words[run.start].key
    people = len(run) == 1 and len(name) > _SHORTEST and not capitalised.isdisjoint(_peoples(name))
    return people or _has_ministers(words, run)


def _peoples(land: str) -> Iterator[str]:
    """What its people may be called: "Orlian" of "Orlia", "Tarnish" of "Tarn"."""
    yield from (land + ending for ending in _PEOPLES)
    if land[-1] in "aeioy":
        yield from (land[:-1] + ending for ending in (*_PEOPLES, *_OF_VOWELS))


def _has_ministers(words: Sequence[Word], run: range) -> bool:
    """As a state has: "Osk's ambassador", "Osk Foreign Minister Ann Lee", "the special envoy of Osk"."""
    after = list(takewhile(lambda word: word.gap in (" ", "'s ", "’s "), words[run.stop : run.stop + _OF_STATE]))
    office = next((number for number, word in enumerate(after) if word.key in _MINISTERS), None)
    if office is not None and (after[0].gap != " " or all(word.is_capital for word in after[: office + 1])):
        return True
    return run.start > 1 and words[run.start - 1].key == "of" and words[run.start - 2].key in _ENVOYS


def is_dateline(words: Sequence[Word], run: range) -> bool:
    """As in "OSK, 6 March (Agency) - ": it opens a paragraph in capital letters, and a dash follows."""
    if run.start > _LEAD or not all(_is_capitals(words[i]) for i in run):
        return False
    start = next((i for i in range(run.start, -1, -1) if i == 0 or "\n" in words[i].gap), 0)
    if run.start - start >= _OF_STATE or not all(words[i].text.isupper() for i in range(start, run.start)):
        return False
    gaps = (word.gap for word in words[run.stop : run.stop + _DATELINE])
    dash = next((gap for gap in gaps if ":" in gap or not _DASHES.isdisjoint(gap.split())), ":")
    return ":" not in dash  # "OSK: Well - " is of a transcript


def _is_capitals(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1
