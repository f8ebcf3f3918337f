"""What two sentences that tell the same tell differently: a number, a date, a name, who took part, a negation.

Only what is left over on both sides is a contrast: accounts leave things out, and that is no disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from onrecord.ids import name_key
from onrecord.records import Span
from onrecord.resolve.alignment import Aligned
from onrecord.resolve.dates import DateWords, find_dates
from onrecord.resolve.numbers import Quantity, agree, find_quantities
from onrecord.resolve.sentences import Sentence, Token
from onrecord.resolve.words import is_common
from onrecord.resolve.written_names import Name, find_names, is_alike, may_be_name

Kind = Literal["number", "date", "name", "participants", "negation"]
Item = TypeVar("Item")

_NEGATIONS = frozenset("not no never neither nor nobody none nothing cannot without n't nowhere".split())
_HALF_NEGATIONS = frozenset(
    "only few little hardly barely scarcely fail failed fails refuse refused refuses deny denied denies denying reject"
    " rejected rejects lack lacks lacked absent absence except unless until yet decline declined declines"
    " stop stopped halt"
    " banned ban prohibited prevent prevented avoid avoided impossible unable unlikely unclear unknown free longer but"
    " instead rule ruled ruling doubt doubted doubts missing despite although though false however wrong".split()
)
_NEGATING = re.compile(r"^(?:un|in|im|ir|il|dis|non|mis)(?=[a-z]{4})|less(?:ly)?$")
_SMALL_WORDS = frozenset(
    "a an the to be been being have has had any so very of in on at by for with it that this".split()
)


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
    return Account(tuple(sentences), parts, {word: frozenset(words) for word, words in together.items()})


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


def _left_over(
    ours: Sequence[Item], theirs: Sequence[Item], same: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item]]:
    return (
        [one for one in ours if not any(same(one, other) for other in theirs)],
        [other for other in theirs if not any(same(one, other) for one in ours)],
    )


# --- numbers


def _contrast_numbers(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    ours, theirs = _left_over(a.parts[pair.i].quantities, b.parts[pair.j].quantities, _same_number)
    everywhere_a = [q for part in a.parts for q in part.quantities]
    everywhere_b = [q for part in b.parts for q in part.quantities]
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
        if new and not (agree(one, other) and one.bound != other.bound):
            sure = pair.similarity if not agree(one, other) else pair.similarity * 0.9  # "over 50" beside "over 70"
            yield Contrast("number", one.span, other.span, pair, sure)


def _same_number(a: Quantity, b: Quantity) -> bool:
    rounded = agree(a, b) and a.bound == b.bound == "exact"
    return (a.low == b.low and a.high == b.high) or rounded


def _comparable(a: Quantity, b: Quantity) -> bool:
    if a.unit == b.unit or set(a.counted) & set(b.counted):
        return True
    special = {"percent", "dollar", "euro", "pound", "ruble", "age"}
    return not (special & {a.unit, b.unit}) and not (a.unit in _TIME and b.unit in _TIME)


_TIME = frozenset("second minute hour day night week month year decade".split())


# --- dates


def _contrast_dates(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    ours, theirs = _left_over(a.parts[pair.i].dates, b.parts[pair.j].dates, _same_date)
    everywhere_a = [d for part in a.parts for d in part.dates]
    everywhere_b = [d for part in b.parts for d in part.dates]
    for kind in ("weekday", "day", "month", "year", "clock"):
        one = [date for date in ours if date.kind == kind]
        other = [date for date in theirs if date.kind == kind]
        if len(one) != 1 or len(other) != 1:
            continue
        known = any(_same_date(one[0], d) for d in everywhere_b) and any(_same_date(d, other[0]) for d in everywhere_a)
        if not known or pair.closeness >= VERBATIM:
            yield Contrast("date", one[0].span, other[0].span, pair, pair.similarity)


def _same_date(a: DateWords, b: DateWords) -> bool:
    if a.kind == b.kind == "clock":
        return a.value[1] == b.value[1] and a.value[0] % 12 == b.value[0] % 12
    if {a.kind, b.kind} == {"day", "month"}:
        return a.value[0] == b.value[0]
    return a.kind == b.kind and a.value == b.value


# --- names and participants


def _contrast_names(pair: Aligned, a: Account, b: Account) -> Iterator[Contrast]:
    if pair.closeness >= VERBATIM:
        yield from _contrast_replaced_names(pair, a, b)
        return
    ours, theirs = _left_over(a.parts[pair.i].names, b.parts[pair.j].names, lambda x, y: x.words == y.words)
    in_part = [(x, y) for x in ours for y in theirs if _differ_in_part(x, y, a, b)]
    for one, other in in_part:
        yield Contrast("name", one.span, other.span, pair, pair.similarity)
    left, right = _left_over(ours, theirs, lambda x, y: _same_name(x, y, a, b))
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
        if any(is_alike(w, o) for w in words for o in others) or _is_short(words, others) or _is_short(others, words):
            continue
        known = all(_is_known(word, b) for word in words) and all(_is_known(word, a) for word in others)
        spans = (Span(side[0].span.start, side[-1].span.end) for side in (one, other))
        yield Contrast("participants" if known else "name", next(spans), next(spans), pair, pair.similarity)


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


VERBATIM = 0.75  # of the words of two sentences: from here on they are the same sentence, changed in places


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
    return _is_short(x.words, y.words) or _is_short(y.words, x.words)


def _is_short(short: Sequence[str], full: Sequence[str]) -> bool:
    letters = "".join(short)
    return len(short) == 1 and len(full) > 1 and 2 <= len(letters) <= 5 and letters[0] == full[0][0]


def _same_slot(x: Name, y: Name, pair: Aligned) -> bool:
    """The word before or after is the same, small words aside; both, where the sentences are worded in two ways."""
    before_x, after_x = _neighbours(pair.a.tokens, x)
    before_y, after_y = _neighbours(pair.b.tokens, y)
    same = (before_x == before_y) + (after_x == after_y)
    told = bool(before_x and before_x == before_y) or bool(after_x and after_x == after_y)
    return told and (same == 2 or pair.closeness >= _LOOSE)


_LOOSE = 0.5


def _neighbours(tokens: Sequence[Token], name: Name) -> tuple[str, str]:
    before = next((t.stem for t in reversed(tokens[: name.first]) if t.is_word and t.stem not in _SMALL_WORDS), "")
    after = next((t.stem for t in tokens[name.end :] if t.is_word and t.stem not in _SMALL_WORDS), "")
    return before, after


# --- negations


def _contrast_negations(pair: Aligned) -> Iterator[Contrast]:
    """A negation on one side only. Where the words around it stand together on the other side ("was [not] found"), it
    is sure; else the verb must be there, nothing else may lean to the negative, and the sentences be close.
    """
    ours, theirs = _negations(pair.a), _negations(pair.b)
    if len(ours) == len(theirs):
        return
    for negated, plain, places, others, swapped in (
        (pair.a, pair.b, ours, theirs, False),
        (pair.b, pair.a, theirs, ours, True),
    ):
        for place in places:
            found = _find_plain(negated, plain, place)
            if found is not None:
                sure = pair.similarity + 0.1
            elif len(places) == 1 and not others and not any(_leans_negative(token) for token in plain.tokens):
                found = _find_verb(negated, plain, place)
                sure = pair.similarity - (0.0 if found else 0.25)
            else:
                continue
            here, there = negated.tokens[place].span, found or plain.span
            yield Contrast("negation", there if swapped else here, here if swapped else there, pair, sure)


def _find_plain(negated: Sentence, plain: Sentence, place: int) -> Span | None:
    """Where the word before and the word after the negation stand side by side."""
    tokens = negated.tokens
    before = tokens[place - 1] if place else None
    contracted = tokens[place].text.casefold().endswith("n't")
    if contracted:
        auxiliary = {"won't": "will", "can't": "can"}.get(
            tokens[place].text.casefold(), tokens[place].text[:-3].casefold()
        )
    elif before is not None:
        auxiliary = before.text.casefold()
    else:
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or (tokens[place].text.casefold() not in ("not", "never") and not contracted):
        return None
    words = plain.tokens
    for i in range(len(words) - 1):
        if words[i].text.casefold() == auxiliary and words[i + 1].stem == after.stem:
            return Span(words[i].span.start, words[i + 1].span.end)
    return None


def _find_verb(negated: Sentence, plain: Sentence, place: int) -> Span | None:
    following = [t for t in negated.tokens[place + 1 : place + 5] if t.is_word and t.stem not in _SMALL_WORDS][:2]
    return next((token.span for token in plain.tokens for word in following if token.stem == word.stem), None)


def _negations(sentence: Sentence) -> list[int]:
    return [
        place
        for place, token in enumerate(sentence.tokens)
        if token.text.casefold() in _NEGATIONS or token.text.casefold().endswith("n't")
        if not (token.text == "No" and place + 1 < len(sentence.tokens) and not sentence.tokens[place + 1].is_word)
    ]


def _leans_negative(token: Token) -> bool:
    word = token.text.casefold()
    return word in _HALF_NEGATIONS or (token.text[0].islower() and bool(_NEGATING.search(word)))
