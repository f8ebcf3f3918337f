"""Which words of a text name somebody or something, by capital letters and the words around, not by a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from onrecord.records import Label, Span
from onrecord.text.layout import Layout

KNOWN_WORDS = 1 << 15  # whose properties are kept: most words of a text were seen before
MODIFIER = re.compile(r"-(?:made|led|born|built|held|era|style|speaking|[a-z]{3,}ed)$")  # Tarn-made: no name
_WORD = re.compile(r"[^\W_]+(?:[.&'-][^\W_]+)*\.?")
_PARTICLES = frozenset("von van der den de di da del della dos du la le el al bin ibn ben ap ter zu y bint abu".split())
_JOINTS = frozenset("of for and".split())
_CLITIC = re.compile(r"(i|you|he|she|it|we|they|who|that|there)'(?:m|d|ll|ve|re)", re.IGNORECASE)
_DATELINE = 8  # words
_DASH = re.compile(r"(?:\s|\))[-–—]+\s")
_ENDS_SENTENCE = re.compile(r"[.!?][\"')\]]*\s+[\"'(\[]*$")


_NEVER = frozenset(
    "i i'm i'd i'll i've the a an and but of in on at to for from by with he she it they we you his her its their our"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)  # capitalised without being a name, wherever they stand
COUNTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds thousands dozens scores several many most"
    " some few about around nearly almost roughly hours days weeks months years minutes".split()
)  # open a sentence and no name: of "Four Osk warships" only the second word is one
_IN_NAMES = frozenset("times post news mail star press media report guardian journal herald globe daily weekly".split())
_ABBREVIATIONS = frozenset("mr mrs ms dr prof sen rep gov gen lt col capt sgt rev st sts jr sr".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept oct nov dec".split()
)


class Word(NamedTuple):
    span: Span
    text: str  # as in the layout's plain string
    opens: bool  # first of a sentence, a paragraph or a quotation
    gap: str  # what stands between it and the word before: spaces, marks, "'s"; "" for the first word
    key: str  # small letters, without a full stop
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Role:
    kind: str
    gender: str  # m, f or -


@cache
def roles() -> dict[str, Role]:
    rows = (line.split("\t") for line in _lexicon("roles.txt") if "\t" in line)
    return {word: Role(kind, gender) for word, kind, gender in rows}


@cache
def bodies() -> dict[str, str]:
    return dict(line.split("\t") for line in _lexicon("bodies.txt") if "\t" in line)


@cache
def classifiers() -> frozenset[str]:
    """Words that tell the sort of a named body and may stand beside its name: "the newspaper", "agency"."""
    media = {word for word, sort in bodies().items() if sort == "media"} - _IN_NAMES
    return frozenset(media | set("agency company corporation firm".split()))


@cache
def function_words() -> frozenset[str]:
    return frozenset(word for line in _lexicon("function_words.txt") for word in line.split())


def _lexicon(name: str) -> list[str]:
    text = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@lru_cache(maxsize=KNOWN_WORDS)
def role_of(word: str) -> Role | None:
    """The role a word names, in the singular or plural."""
    word = word.casefold().rstrip(".").removesuffix("'s")
    table = roles()
    singular = word.removesuffix("men") + "man" if word.endswith("men") else word.removesuffix("s")
    if " " in word:
        return table.get(word) or table.get(singular)
    first, _, last = word.partition("-")
    forms = (
        word,
        singular,
        last.split("-")[-1],
        first if last in ("elect", "designate", "general", "at-large") else "",
    )
    return next((table[form] for form in forms if form in table), None)


def find_words(layout: Layout, edges: Collection[int] = ()) -> list[Word]:
    """The words in order. `edges` are where names of the model's begin and end: "Tarn" and "based" in "Tarn-based"."""
    words: list[Word] = []
    plain, last = layout.plain, None
    cuts = sorted({at for edge in edges for at in (edge - 1, edge) if plain[at : at + 1] == "-"})
    for paragraph in layout.paragraphs:
        first, lead = True, len(words)
        for start, end in _iter_words(plain, paragraph, cuts):
            text, key, is_capital = _trim(plain[start:end])
            gap = "" if last is None else plain[last:start]
            opens = first or (gap != " " and ('"' in gap or ":" in gap or bool(_ENDS_SENTENCE.search(gap))))
            opens = opens or (gap != " " and _closes_dateline(words, lead, gap))
            first, last = False, start + len(text)
            words.append(Word(Span(start, last), text, opens, gap, key, is_capital))
    return words


def _iter_words(plain: str, paragraph: Span, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Characters of each word. `cuts` are the hyphens, in order, that part two words."""
    upcoming = bisect_left(cuts, paragraph.start)
    for match in _WORD.finditer(plain, paragraph.start, paragraph.end):
        start, end = match.span()
        while upcoming < len(cuts) and cuts[upcoming] < end:
            if cuts[upcoming] > start:
                yield start, cuts[upcoming]
                start = cuts[upcoming] + 1
            upcoming += 1
        yield start, end


def _closes_dateline(words: Sequence[Word], lead: int, gap: str) -> bool:
    """The dash of "TARN, June 6 (Agency) - ": a sentence opens behind it. `lead` is the first word of the paragraph."""
    return 0 < len(words) - lead <= _DATELINE and words[lead].text.isupper() and bool(_DASH.search(gap))


@lru_cache(maxsize=KNOWN_WORDS)
def _trim(text: str) -> tuple[str, str, bool]:
    """A word without the full stop, the "'s" or the verb that hangs on it, its key, and whether it is capitalised."""
    if text.endswith(".") and not _is_abbreviation(text):
        text = text[:-1]
    if text.endswith("'s"):
        text = text[:-2]
    elif clitic := _CLITIC.fullmatch(text):
        text = clitic[1]
    return text, text.casefold().rstrip("."), text[0].isupper()


def _is_abbreviation(text: str) -> bool:
    """Whether a full stop belongs to the word: "Mr.", "J.", "U.S.", but not "example.org."."""
    last = text[:-1].rsplit(".", maxsplit=1)[-1]
    return (len(last) == 1 and (last.isupper() or "." in text[:-1])) or text[:-1].casefold() in _ABBREVIATIONS


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody or something, as indices [start, end) into the words of the text."""

    start: int
    end: int
    label: Label | None = None  # what the model takes it for; None where only capital letters speak for a name


def find_capitals(layout: Layout, words: list[Word]) -> list[Name]:
    """Names that capital letters tell of, in order."""
    titled = _titled_paragraphs(layout, words)
    seen = Counter(w.key for w, title in zip(words, titled, strict=True) if w.is_capital and not w.opens and not title)
    small = Counter(word.key for word in words if not word.is_capital)

    def names_something(i: int) -> bool:
        word = words[i]
        if not word.is_capital or (word.key in _NEVER and not word.text.endswith(".")):
            return False
        if word.key in _MONTHS and not _is_first_name(layout, words, i):
            return False
        if word.opens and word.key in function_words() and word.key not in _MONTHS:
            return False
        if word.opens or titled[i]:
            return seen[word.key] > 0 or (not small[word.key] and not _is_plain_plural(word))
        return True

    names = []
    i = 0
    while i < len(words):
        if not names_something(i):
            i += 1
            continue
        end = i + 1
        while end < len(words) and (step := _next_of_name(layout, words, i, end, names_something)):
            end += step
        names.append(Name(i, end))
        i = end
    return names


def _is_first_name(layout: Layout, words: list[Word], at: int) -> bool:
    """Whether the name of a month is somebody's first name: no day before it, another name after it."""
    if at and words[at - 1].text.isdigit():
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    named = after is not None and after.is_capital and after.key not in _NEVER | _MONTHS
    return bool(named and after and not after.opens and _touch(layout, words[at], after))


def _next_of_name(
    layout: Layout, words: list[Word], start: int, at: int, names_something: Callable[[int], bool]
) -> int:
    """How many words continue a name at `at`: 0, 1, or more where a particle or joint stands between."""
    if not _touch(layout, words[at - 1], words[at]):
        return int(_is_office(layout, words[at - 1], words[at]))
    if words[at].is_capital and not words[at].opens:
        return 1 if names_something(at) else 0
    small = 0
    while (
        at + small < len(words)
        and words[at + small].key in _PARTICLES
        and _touch(layout, words[at + small - 1], words[at + small])
    ):
        small += 1
    if not small and words[at].key in _JOINTS and words[at].key != "and":
        small = 1
        if at + 1 < len(words) and words[at + 1].key == "the":
            small = 2
        is_body = any(words[k].key in bodies() for k in range(max(start, at - 4), at))
        if not is_body:
            return 0
    after = at + small
    if small and after < len(words) and words[after].is_capital and names_something(after):
        return small + 1 if _touch(layout, words[after - 1], words[after]) else 0
    return 0


def _is_office(layout: Layout, left: Word, right: Word) -> bool:
    """As in "Prosecutor's Office": the name of a body that is called after a role."""
    owned = layout.plain[left.span.end : right.span.start] == "'s "
    return owned and right.is_capital and right.key in bodies() and role_of(left.text) is not None


def _touch(layout: Layout, left: Word, right: Word) -> bool:
    """Whether only spaces stand between two words (or the full stop of an abbreviation)."""
    gap = layout.plain[left.span.end : right.span.start]
    return gap.isspace() and "\n" not in gap


def _is_plain_plural(word: Word) -> bool:
    """Officials, Residents: a capital at the start of a sentence is no evidence of a name."""
    key = word.key
    return (
        role_of(key) is not None or key in bodies() or (key.endswith("s") and not key.endswith("ss") and len(key) > 5)
    )


def _titled_paragraphs(layout: Layout, words: list[Word]) -> list[bool]:
    """For each word, whether its paragraph Capitalises Most Words, as some headlines do."""
    counts: dict[int, list[int]] = {}
    starts = [p.start for p in layout.paragraphs]
    stopped = [layout.plain[p.end - 1] == "." for p in layout.paragraphs]
    number = []
    k = 0
    for word in words:
        while k + 1 < len(starts) and starts[k + 1] <= word.span.start:
            k += 1
        number.append(k)
        if not stopped[k] and len(word.text) > 3 and word.text[0].isalpha():
            tally = counts.setdefault(k, [0, 0])
            tally[0] += word.is_capital
            tally[1] += 1
    titled = {n for n, (capital, long) in counts.items() if capital > 0.8 * long and long > 3}
    return [n in titled for n in number]
