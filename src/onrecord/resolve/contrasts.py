"""What two sentences that tell the same tell differently: a number, a date, a name, who took part, a negation.

Only what is left over on both sides is a contrast: accounts leave things out, and that is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from onrecord.ids import name_key
from onrecord.records import Span
from onrecord.resolve.alignment import Aligned
from onrecord.resolve.dates import DateWords, find_dates
from onrecord.resolve.left_over import LIGHT_WORDS, left_over, left_over_each
from onrecord.resolve.negations import find_negations
from onrecord.resolve.numbers import Quantity, agree, find_quantities
from onrecord.resolve.parallel import VERBATIM
from onrecord.resolve.parallel_names import find_replaced
from onrecord.resolve.parallel_negations import find_parallel_negations
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.words import is_common
from onrecord.resolve.written_names import Name, find_names, is_alike, is_generic, is_short, may_be_name

Kind = Literal["number", "date", "name", "participants", "negation"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What may contrast in a sentence."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DateWords, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """An article's sentences with their parts, found once for all comparisons."""

    sentences: tuple[Sentence, ...]
    parts: tuple[Parts, ...]
    one_name: dict[str, frozenset[str]]  # words that stand in one name somewhere: "emrik" -> {"emrik", "tolvaj"}
    name_stems: tuple[frozenset[str], ...]  # of the words of names, a sentence each


@dataclass(frozen=True, slots=True)
class Contrast:
    kind: Kind
    a: Span
    b: Span
    pair: Aligned
    sure: float  # 0 to 1


def read_account(sentences: Sequence[Sentence]) -> Account:
    parts = tuple(Parts(find_quantities(s), find_dates(s), find_names(s)) for s in sentences)
    together: dict[str, set[str]] = {}
    for part in parts:
        for name in part.names:
            for word in name.words:
                together.setdefault(word, set()).update(name.words)
    stems = tuple(
        frozenset(token.stem for name in part.names for token in sentence.tokens[name.first : name.end])
        for sentence, part in zip(sentences, parts, strict=True)
    )
    return Account(tuple(sentences), parts, {word: frozenset(words) for word, words in together.items()}, stems)


def find_contrasts(pairs: Sequence[Aligned], a: Account, b: Account) -> tuple[Contrast, ...]:
    """In the order of the pairs, sure or not."""
    return tuple(
        found
        for pair in pairs
        for found in (
            *_contrast_numbers(pair, a, b),
            *_contrast_dates(pair, a, b),
            *_contrast_names(pair, a, b),
            *_contrast_negations(pair),
        )
    )


# --- negations


def _contrast_negations(pair: Aligned) -> Iterator[Contrast]:
    found = [(one, other, pair.similarity + _SURER) for one, other in find_parallel_negations(pair)]
    told = {span for one, other, _ in found for span in (one, other)}
    found += [(one, other, sure) for one, other, sure in find_negations(pair) if not {one, other} & told]
    yield from (Contrast("negation", one, other, pair, sure) for one, other, sure in found)


_SURER = 0.3  # translators choose other words: what is near by its place need not be so by its words


# --- numbers


def _contrast_numbers(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    split = left_over_each if pair.support or pair.closeness >= VERBATIM else left_over
    read = _read_figures if pair.support else _read_quantities
    ours, theirs = split(read(a.parts[pair.i]), read(b.parts[pair.j]), _same_number)
    everywhere_a = [q for part in a.parts for q in read(part)]
    everywhere_b = [q for part in b.parts for q in read(part)]
    for one in ours:
        like = [other for other in theirs if _comparable(one, other)]
        back = [other for other in ours if like and _comparable(other, like[0])]
        if len(like) != 1 or len(back) != 1:
            continue
        other = like[0]
        new = not any(_same_number(one, q) for q in everywhere_b) or not any(
            _same_number(q, other) for q in everywhere_a
        )
        new = new or pair.closeness >= VERBATIM
        far = _FAR_PARALLEL if pair.support else _FAR
        if new and (one.bound == other.bound or not agree(one, other) or _is_far(one, other, far)):
            sure = pair.similarity if not agree(one, other) else pair.similarity * 0.9  # "over 50" beside "over 70"
            yield Contrast("number", one.span, other.span, pair, sure)


def _read_quantities(parts: Parts) -> Sequence[Quantity]:
    return parts.quantities


def _read_figures(parts: Parts) -> list[Quantity]:
    """Both ends of a range: "from 20 degrees to 25" beside "20-25 degrees"."""
    ends = ((q.low, q.high) if q.low < q.high else (q.low,) for q in parts.quantities)
    return [replace(q, low=end, high=end) for q, both in zip(parts.quantities, ends, strict=True) for end in both]


def _same_number(a: Quantity, b: Quantity) -> bool:
    if a.low == b.low and a.high == b.high:
        return True
    ranges = a.low < a.high and b.low < b.high  # "2 to 3" beside "2 to 6"
    return not ranges and agree(a, b) and a.bound == b.bound == "exact"


def _is_far(a: Quantity, b: Quantity, far: float) -> bool:
    """The words leave room, as "more than 30" does for 300; who knew of 300 would not have said so."""
    low, high = sorted((a.value, b.value))
    return high >= far * low > 0


_FAR, _FAR_PARALLEL = 5, 2  # times as much


def _comparable(a: Quantity, b: Quantity) -> bool:
    if a.unit == b.unit or set(a.counted) & set(b.counted):
        return True
    special = {"percent", "dollar", "euro", "pound", "ruble", "age"}
    return not (special & {a.unit, b.unit}) and not (a.unit in _TIME and b.unit in _TIME)


_TIME = frozenset("second minute hour day night week month year decade".split())


# --- dates


def _contrast_dates(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    ours, theirs = left_over(a.parts[pair.i].dates, b.parts[pair.j].dates, _same_date)
    everywhere_a = [d for part in a.parts for d in part.dates]
    everywhere_b = [d for part in b.parts for d in part.dates]
    for kind in ("weekday", "day", "month", "year", "clock"):
        one = [date for date in ours if date.kind == kind]
        other = [date for date in theirs if date.kind == kind]
        if len(one) != 1 or len(other) != 1:
            continue
        known = any(_is_date(one[0], d) for d in everywhere_b) and any(_is_date(d, other[0]) for d in everywhere_a)
        if not known or pair.closeness >= VERBATIM:
            yield Contrast("date", one[0].span, other[0].span, pair, pair.similarity)


def _is_date(a: DateWords, b: DateWords) -> bool:
    return a.kind == b.kind and a.value == b.value


def _same_date(a: DateWords, b: DateWords) -> bool:
    if a.kind == b.kind == "clock":
        return a.value[1] == b.value[1] and a.value[0] % 12 == b.value[0] % 12
    if {a.kind, b.kind} == {"day", "month"}:
        return a.value[0] == b.value[0]
    return a.kind == b.kind and a.value == b.value


# --- names and participants


def _contrast_names(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    if pair.closeness >= VERBATIM:
        found = tuple(_contrast_replaced_names(pair, a, b))
        yield from found
        if found or not pair.support:
            return
    if pair.support:
        yield from _contrast_parallel_names(pair, a, b)
        return
    ours, theirs = left_over(a.parts[pair.i].names, b.parts[pair.j].names, lambda x, y: x.words == y.words)
    in_part = [(x, y) for x in ours for y in theirs if _differ_in_part(x, y, a, b)]
    for one, other in in_part:
        yield Contrast("name", one.span, other.span, pair, pair.similarity)
    left, right = left_over(ours, theirs, lambda x, y: _same_name(x, y, a, b))
    for one in left:
        place = _same_place(one, left, right, pair)
        if place is None:
            continue
        other = place
        known = all(_is_known(w, b) for w in one.words if not is_common(w)) and all(
            _is_known(w, a) for w in other.words if not is_common(w)
        )
        common = all(is_common(word) for word in one.words) or all(is_common(word) for word in other.words)
        if not common or pair.closeness >= VERBATIM:
            yield Contrast("participants" if known else "name", one.span, other.span, pair, pair.similarity)


def _contrast_replaced_names(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    """Where sentences are the same but for some words: words of names that stand in the place of others."""
    ours, theirs = ([token for token in sentence.tokens if token.is_word] for sentence in (pair.a, pair.b))
    keys = [[token.stem for token in side] for side in (ours, theirs)]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        one = [token for token in ours[i:i_end] if may_be_name(token.text)]
        other = [token for token in theirs[j:j_end] if may_be_name(token.text)]
        if tag != "replace" or not one or not other or ({i, j} == {0} and is_common(one[0].text)):
            continue
        words = [name_key(token.text.removesuffix("'s")) for token in one]
        others = [name_key(token.text.removesuffix("'s")) for token in other]
        if any(is_alike(w, o) for w in words for o in others) or is_short(words, others) or is_short(others, words):
            continue
        if all(is_generic(word) for word in (*words, *others)):
            continue  # "Council", "Assembly"
        known = all(_is_known(word, b) for word in words) and all(_is_known(word, a) for word in others)
        spans = (Span(side[0].span.start, side[-1].span.end) for side in (one, other))
        yield Contrast("participants" if known else "name", next(spans), next(spans), pair, pair.similarity)


def _contrast_parallel_names(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    names = a.parts[pair.i].names, b.parts[pair.j].names
    for one, other in find_replaced(pair, names, (a.one_name, b.one_name)):
        known = all(_is_known(word, b) for word in one.words) and all(_is_known(word, a) for word in other.words)
        yield Contrast("participants" if known else "name", one.span, other.span, pair, pair.similarity)


def _same_place(one: Name, left: Sequence[Name], right: Sequence[Name], pair: Aligned) -> Name | None:
    """The name that stands in its place: between the same words, or the only one left over on either side."""
    fits = [other for other in right if _same_slot(one, other, pair)]
    if len(fits) == 1:
        return fits[0]
    if len(left) == len(right) == 1 and not any(is_common(word) for word in (*one.words, *right[0].words)):
        return right[0]
    return None


def _is_known(word: str, account: Account) -> bool:
    return any(is_alike(word, known) for known in account.one_name)


def _differ_in_part(x: Name, y: Name, a: Account, b: Account) -> bool:
    """As "Jasim Uddin" and "Jasim Tadek": one word shared, and beside it a name that the other account never has."""
    shared = [word for word in x.words if word in y.words or any(is_alike(word, w) for w in y.words)]
    if not shared or all(is_common(word) for word in shared):
        return False
    ours = [word for word in x.words if not any(is_alike(word, w) for w in y.words)]
    theirs = [word for word in y.words if not any(is_alike(word, w) for w in x.words)]
    if not ours or not theirs or any(is_common(word) for word in (*ours, *theirs)):
        return False
    return not all(_is_known(word, b) for word in ours) or not all(_is_known(word, a) for word in theirs)


def _same_name(x: Name, y: Name, a: Account, b: Account) -> bool:
    """Sharing a word, or words that stand in one name somewhere ("Emrik" here, "Tolvaj" there)."""
    ours = set(x.words).union(
        *(a.one_name.get(word, ()) for word in x.words), *(b.one_name.get(w, ()) for w in x.words)
    )
    theirs = set(y.words).union(
        *(b.one_name.get(word, ()) for word in y.words), *(a.one_name.get(w, ()) for w in y.words)
    )
    if any(is_alike(one, other) for one in x.words for other in theirs) or any(
        is_alike(one, other) for one in ours for other in y.words
    ):
        return True
    return is_short(x.words, y.words) or is_short(y.words, x.words)


def _same_slot(x: Name, y: Name, pair: Aligned) -> bool:
    """The word before or after is the same, small words aside; both, where the sentences are worded in two ways."""
    before_x, after_x = _neighbours(pair.a.tokens, x)
    before_y, after_y = _neighbours(pair.b.tokens, y)
    same = (before_x == before_y) + (after_x == after_y)
    told = bool(before_x and before_x == before_y) or bool(after_x and after_x == after_y)
    return told and (same == 2 or pair.closeness >= _LOOSE)


_LOOSE = 0.5


def _neighbours(tokens: Sequence[Token], name: Name) -> tuple[str, str]:
    before = next((t.stem for t in reversed(tokens[: name.first]) if t.is_word and t.stem not in LIGHT_WORDS), "")
    after = next((t.stem for t in tokens[name.end :] if t.is_word and t.stem not in LIGHT_WORDS), "")
    return before, after
