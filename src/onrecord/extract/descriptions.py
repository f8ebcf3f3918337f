"""What a text says a person is: titles before a name, phrases in apposition, and the head of such a noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.names import Name, Role, Word, bodies, function_words, role_of
from onrecord.text.layout import Layout

MAX_APPOSITION = 24  # words
MAX_TITLE = 16  # words before a name
DETERMINERS = frozenset("the a an his her its their our my this that these those".split())
_MODIFIERS = frozenset(
    "acting former late outgoing incoming incumbent interim new newly current longtime veteran senior top honored"
    " honoured famous well-known prominent renowned leading retired own same assistant associate"
    " junior".split()
)  # they say something of the person, but do not tell one office from another
_AFTER_HEAD = frozenset("of for at in to with on from by and who that which is was are were said told says".split())
_NO_APPOSITION = frozenset("who whose which where when and but he she they it i we as after before while".split())
_INSIDE_TITLE = frozenset("of for the and former acting".split())


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


def find_descriptions(layout: Layout, words: Sequence[Word], name: Name) -> list[Description]:
    start = _title_start(layout, words, name)
    found = [
        _title_before(words, name, start),
        _apposition_after(layout, words, name),
        _apposition_before(layout, words, name.start, name.end),
    ]
    if start < name.start and found[0] is not None:
        found.append(_apposition_before(layout, words, start, name.end))
    return [d for d in found if d is not None]


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
    idle = function_words() | _MODIFIERS
    before = {w.key for w in phrase[:head] if (w.key not in idle or w.text == "US") and w.key not in name}
    after = {w.key for w in phrase[stop : stop + 6] if w.is_capital}
    return Description(name, role, frozenset(before), frozenset(after))


def _title_start(layout: Layout, words: Sequence[Word], name: Name) -> int:
    """Where the words begin that may be a title of the name."""
    start = name.start
    while start > max(0, name.start - MAX_TITLE):
        word = words[start - 1]
        gap = layout.plain[word.span.end : words[start].span.start]
        if (
            gap.strip() not in (("", "'s", "'") if start < name.start else ("",))
            or "\n" in gap
            or (word.key in function_words() and word.key not in _INSIDE_TITLE)
        ):
            break
        start -= 1
        if word.key in DETERMINERS and not (start and words[start - 1].key in ("of", "for")):
            break
    return start


def _is_verb(word: Word) -> bool:
    """Whether a word before a title is more likely a verb: "met President Ann Lee", "welcomed the envoy"."""
    return not word.is_capital and (word.key in _VERBS or word.key.endswith("ed")) and role_of(word.text) is None


_VERBS = frozenset("met told said says tells saw sees wrote meets asks sent gave made quoting quotes".split())


def _title_before(words: Sequence[Word], name: Name, start: int) -> Description | None:
    """The title in "spokesman Ann Lee", "the mayor of Tarn Ann Lee", with the state in "President Ann Lee of Tarn"."""
    if start == name.start:
        return None
    near = words[name.start - 1]
    joined = near.is_capital and any(words[i].key in ("of", "for") for i in range(start, name.start))
    if role_of(near.text) is None and not joined:
        return None
    if role_of(near.text) is not None:
        small = [i for i in range(start, name.start) if words[i].key in ("of", "for") or _is_verb(words[i])]
        start = max(small, default=start - 1) + 1
    found = describe(words[start : name.start])
    follows = words[name.end : name.end + 2]
    if found and not found.after and len(follows) == 2 and follows[0].key == "of" and follows[1].is_capital:
        return Description(found.head, found.role, found.before, frozenset((follows[1].key,)))
    return found


def _apposition_after(layout: Layout, words: Sequence[Word], name: Name) -> Description | None:
    if name.end >= len(words) or _gap(layout, words, name.end) not in (",", "("):
        return None
    end = name.end
    while end < min(len(words), name.end + MAX_APPOSITION):
        end += 1
        gap = layout.plain[words[end - 1].span.end : words[end].span.start] if end < len(words) else "."
        if any(c in ',.;:)"\n' for c in gap):
            break
    phrase = words[name.end : end]
    if phrase[0].key in _NO_APPOSITION or _is_clause(phrase):
        return None
    if _is_according_to(words, name.start) and (gap.strip() != "," or any(w.key in _FINITE for w in phrase)):
        return None  # "According to Lee, the envoy left": two people
    return describe(phrase[:8])


_FINITE = frozenset("is are was were has have had will would said says told can could may might must did does".split())


def _is_according_to(words: Sequence[Word], at: int) -> bool:
    near = [word.key for word in words[max(0, at - MAX_TITLE) : at]]
    return any(pair == ("according", "to") for pair in pairwise(near))


def _is_clause(phrase: Sequence[Word]) -> bool:
    """Whether a phrase says what somebody did: something but "of" stands before an article in it."""
    at = next((i for i, w in enumerate(phrase) if i and w.key in DETERMINERS), 0)
    return at > 0 and phrase[at - 1].key not in function_words() and role_of(phrase[at - 1].text) is None


def _apposition_before(layout: Layout, words: Sequence[Word], at: int, end: int) -> Description | None:
    """As in "the mayor of Tarn, Ann Lee," and at the end of a longer clause: "she met her spokesman, Ann Lee".

    The name with its title stands at [at, end).
    """
    if not at or _gap(layout, words, at) != ",":
        return None
    if layout.plain[words[end - 1].span.end :][:1] not in (",", ".", "\n", ""):
        return None
    start = at
    while start > max(0, at - MAX_APPOSITION):
        start -= 1
        gap = layout.plain[words[start - 1].span.end : words[start].span.start] if start else "."
        if any(c in ',.;:("\n' for c in gap):
            break
    opened = [i for i in range(at - 1, start, -1) if words[i].key in DETERMINERS]
    starts = [i for i in opened if words[i - 1].key not in ("of", "for")]
    return next((found for i in (*starts, start) if (found := describe(words[i:at]))), None)


def _gap(layout: Layout, words: Sequence[Word], at: int) -> str:
    """What stands before a word."""
    return layout.plain[words[at - 1].span.end : words[at].span.start].strip()
