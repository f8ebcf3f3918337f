"""Which words of a text tell an event: the lexicon of PLOVER roots and modes, and where its entries stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from onrecord.extract.names import Word

MAX_GAP = 5  # words that may stand at the "..." of an entry
_BEFORE_VERB = frozenset("to will would shall should may might can could must not didn't don't doesn't won't".split())
_BEFORE_NOUN = frozenset(
    "the a an of for in on at by with from during after before his her its their our my this that these any no some"
    " another every each peace further future new next upcoming first last second recent possible potential".split()
)
_NO_GAP = frozenset("about that which who whom whose but while after before because".split())  # end a clause
_BREAKS = frozenset(".;:()")  # marks that end a clause
_BREAKS_NEXT = _BREAKS | {","}  # and part two words that must stand together
_HAVE = frozenset("have has had having".split())
_VOWELS = "aeiou"
_GAP = "..."

Form = Literal["base", "s", "past", "participle", "ed", "ing", "noun"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's entry: `rest` are the words after the first, "..." among them for a gap."""

    root: str
    mode: str | None
    noun: bool
    rest: tuple[str, ...]
    hint: bool = False  # leans to the root, and tells no event by itself

    @property
    def weight(self) -> tuple[int, bool]:
        """Longer entries hold over shorter ones, and those without a gap over those with one."""
        return sum(word != _GAP for word in self.rest), _GAP not in self.rest


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an event: word numbers of the first and last one, half open."""

    entry: Entry
    form: Form
    at: tuple[int, ...]  # the words matched, without those of a gap

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def end(self) -> int:
        return self.at[-1] + 1


def find_triggers(words: Sequence[Word], sentence: Sequence[int]) -> list[Trigger]:
    """In the order of the text; no word tells two events."""
    found: list[Trigger] = []
    table = _table()
    keys = [word.key for word in words]
    for i, key in enumerate(keys):
        best: Trigger | None = None
        for entry, form in table.get(key, ()):
            opens = not i or sentence[i - 1] != sentence[i]
            if (opens and form in ("s", "base")) or (not opens and _reads_otherwise(words, i, form)):
                continue
            at = _match(words, keys, sentence, i, entry)
            if at is None:
                continue
            noun = best is not None and best.form == "ing" and form == "noun" and _is_nominal(words, i)
            if best is None or entry.weight > best.entry.weight or (noun and entry.weight == best.entry.weight):
                best = Trigger(entry, form, at)
        if best is not None and not _is_name(words, best):
            found.append(best)
    return _without_overlaps(found)


def _is_nominal(words: Sequence[Word], i: int) -> bool:
    """As in "Lee's meeting with Varn", "the meeting with Varn"."""
    return words[i].gap.startswith("'") or (i > 0 and words[i - 1].key in _BEFORE_NOUN)


def _reads_otherwise(words: Sequence[Word], i: int, form: Form) -> bool:
    """Words before tell: "for talks" and "Osk's visit" hold no verb, "to visit" and "will attack" no noun."""
    before = words[i - 1].key
    if form == "noun":
        return before in _BEFORE_VERB
    counted = before in _BEFORE_NOUN or before[:1].isdigit()
    return form in ("base", "s") and (words[i].gap.startswith("'") or counted)


def _match(
    words: Sequence[Word], keys: Sequence[str], sentence: Sequence[int], start: int, entry: Entry
) -> tuple[int, ...] | None:
    at, i, slack = [start], start + 1, 0
    for wanted in entry.rest:
        if wanted == _GAP:
            slack = MAX_GAP
            continue
        gapped = slack > 0
        while i < len(keys) and sentence[i] == sentence[start] and not _breaks(words[i].gap, gapped=gapped):
            if keys[i] == wanted:
                break
            if keys[start] in _HAVE and keys[i].endswith("ed"):  # "had reported the meeting"
                return None
            slack -= 1
            i += 1
            if slack < 0 or keys[i - 1] in _NO_GAP:
                return None
        else:
            return None
        at.append(i)
        i, slack = i + 1, 0
    return tuple(at)


def _breaks(gap: str, *, gapped: bool) -> bool:
    return gap != " " and not (_BREAKS if gapped else _BREAKS_NEXT).isdisjoint(gap)


def _is_name(words: Sequence[Word], trigger: Trigger) -> bool:
    """The "strike" of "the General Strike Committee" is part of a name."""
    word = words[trigger.start]
    if not word.is_capital or word.opens:
        return False
    following = words[trigger.end] if trigger.end < len(words) else None
    before = words[trigger.start - 1] if trigger.start else None
    return bool((following and following.is_capital) or (before and before.is_capital))


def _without_overlaps(found: Sequence[Trigger]) -> list[Trigger]:
    taken: set[int] = set()
    kept = []
    for trigger in sorted(found, key=lambda t: (-t.entry.weight[0], t.start)):
        if taken.isdisjoint(trigger.at):
            taken.update(trigger.at)
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.at)


@cache
def _table() -> dict[str, tuple[tuple[Entry, Form], ...]]:
    table: dict[str, list[tuple[Entry, Form]]] = {}
    for line in _lines("events.txt"):
        root, mode, kind, entries = line.split("\t")
        for words in (entry.split() for entry in entries.split(",")):
            entry_mode, hint = None if mode == "-" else mode, " ".join(words) in _hints()
            for entry, first, form in _forms(root, entry_mode, words, noun=kind == "n", hint=hint):
                table.setdefault(first, []).append((entry, form))
    return {first: tuple(rows) for first, rows in table.items()}


@cache
def _hints() -> frozenset[str]:
    return frozenset(entry.strip() for line in _lines("event_hints.txt") for entry in line.split(",") if entry.strip())


def _forms(
    root: str, mode: str | None, words: Sequence[str], *, noun: bool, hint: bool
) -> Iterator[tuple[Entry, str, Form]]:
    if not noun:
        entry = Entry(root, mode, noun, tuple(words[1:]), hint)
        for form, first in inflect(words[0]):
            yield entry, first, form
        return
    last = next((i for i, word in enumerate(words) if word in _AFTER_NOUN or word == _GAP), len(words)) - 1
    for ending in dict.fromkeys((words[last], plural(words[last]))):
        forms = [*words[:last], ending, *words[last + 1 :]]
        yield Entry(root, mode, noun, tuple(forms[1:]), hint), forms[0], "noun"


_AFTER_NOUN = frozenset("of to for on by with between against into from in at".split())


def plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") else noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def inflect(base: str) -> list[tuple[Form, str]]:
    """All forms of an English verb; irregular ones from the list."""
    if base in ("be", "must", "should", "will", "would", "not"):
        rows: dict[str, list[tuple[Form, str]]] = {
            "be": [("base", "be"), ("s", "is"), ("s", "are"), ("past", "was"), ("past", "were"), ("participle", "been")]
        }
        return rows.get(base, [("base", base)])
    third: tuple[Form, str] = ("s", plural(base) if not base.endswith("s") else base + "es")
    if base.endswith("o"):
        third = ("s", base + "es")
    if base == "have":
        third = ("s", "has")
    ing: tuple[Form, str] = ("ing", _stem(base) + "ing")
    if base in _irregular():
        past, participle = _irregular()[base]
        if past == participle:
            return [("base", base), third, ("ed", past), ing]
        return [("base", base), third, ("past", past), ("participle", participle), ing]
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return [("base", base), third, ("ed", base[:-1] + "ied"), ing]
    past = base + "d" if base.endswith("e") else _stem(base) + "ed"
    forms: list[tuple[Form, str]] = [("base", base), third, ("ed", past), ing]
    if base.endswith("el"):
        forms += [("ed", base + "led"), ("ing", base + "ling")]  # travelled, cancelling
    return forms


def _stem(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1]
    if base in _DOUBLING or (len(base) <= 4 and re.search(r"[^aeiou][aeiou][bdgmnprt]$", base)):
        return base + base[-1]
    return base


_DOUBLING = frozenset(
    "commit permit expel compel deter confer begin quit swap strip refer kidnap admit submit transfer".split()
)


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    return {base: (past, participle) for base, past, participle in (line.split() for line in _lines("irregular.txt"))}


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def base_of(word: str) -> str:
    """The base of an irregular past or participle; any other word as it is."""
    return _bases().get(word, word)


@cache
def _bases() -> dict[str, str]:
    return {form: base for base, forms in _irregular().items() for form in forms}
