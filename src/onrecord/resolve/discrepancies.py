"""Where two articles on one matter cannot both be right, how sure that is, and how grave.

What time explains (a later and higher toll) is a development, and what the words leave room for ("at least 50" beside
59) a difference: both are kept apart from conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from onrecord.records import Article, Attribution, Span, Timex
from onrecord.resolve import accounts_apart, contrasts, drift
from onrecord.resolve.alignment import Aligned, Weights, align, parallelism, weigh
from onrecord.resolve.contrasts import Account, find_contrasts, read_account
from onrecord.resolve.joined import join_parts
from onrecord.resolve.numbers import Quantity, agree
from onrecord.resolve.parallel import align_parallel
from onrecord.resolve.sentences import Sentence, read_sentences
from onrecord.resolve.tolls import State, Toll, find_tolls
from onrecord.resolve.words import is_common
from onrecord.resolve.written_names import is_respelled

Kind = Literal["number", "date", "name", "participants", "negation", "spelling", "wording", "first-since", "taken-back"]
Relation = Literal["conflict", "development", "difference"]

# How sure a contrast of aligned sentences must be to be told, from 0 to 1: the similarity of the sentences. Set on
# planted disagreements (`python -m evaluate planted`): names are worded in more ways than numbers are.
MIN_SURE: dict[contrasts.Kind, float] = {
    "number": 0.3,
    "date": 0.3,
    "name": 0.4,
    "participants": 0.5,
    "negation": 0.45,
}
# Two translations of one text, or a text and its shorter version, reach this parallelism; of 796 pairs of reports on
# one story 3 % do, copies all. Elsewhere two sentences must be the same but for the contrast.
PARALLEL = 0.38
_MIN_SURE_APART, _MIN_CLOSENESS_APART = 0.7, 0.5
_GRAVE: dict[Kind, float] = {
    "number": 0.6,
    "date": 0.6,
    "name": 0.6,
    "participants": 0.8,
    "negation": 0.9,
    "spelling": 0.1,
    "wording": 0.3,
    "first-since": 0.7,
    "taken-back": 0.8,
}
_TOLL_SURE, _SPELLING_SURE = 0.8, 0.7
_TOLL_DAYS = 60


@dataclass(frozen=True, slots=True)
class Side:
    """Words of one article."""

    span: Span
    in_title: bool = False  # the span is of the title


@dataclass(frozen=True, slots=True)
class Discrepancy:
    kind: Kind
    a: Side
    b: Side
    sure: float  # 0 to 1: that both tell of the same
    grave: float  # 0 to 1: what it matters
    why: str  # for a person
    relation: Relation = "conflict"


@dataclass(frozen=True)
class Reading:
    """An article as it is compared. What most comparisons do not ask for is found when it is asked for, and kept."""

    article: Article
    sentences: tuple[Sentence, ...]
    weights: tuple[Weights, ...]
    tolls: tuple[Toll, ...]
    utterances: tuple[drift.Utterance, ...]
    told: accounts_apart.Told

    @cached_property
    def account(self) -> Account:
        return read_account(self.sentences)

    @cached_property
    def names(self) -> frozenset[str]:
        """All words of names."""
        return frozenset(word for parts in self.account.parts for name in parts.names for word in name.words)

    @cached_property
    def title_names(self) -> tuple[frozenset[str], ...]:
        """The words of each name in the title."""
        pairs = zip(self.sentences, self.account.parts, strict=True)
        titles = [parts for number, (s, parts) in enumerate(pairs) if s.in_title or (number == 0 and self._opens)]
        return tuple(frozenset(name.words) for parts in titles for name in parts.names)

    @property
    def _opens(self) -> bool:
        """Whether the text begins with its title."""
        return not any(sentence.in_title for sentence in self.sentences)

    @cached_property
    def full_names(self) -> dict[tuple[str, ...], Side]:
        return _full_names(self)


def read_article(article: Article, statements: Sequence[Attribution] = (), timexes: Sequence[Timex] = ()) -> Reading:
    sentences = read_sentences(article)
    tolls, utterances = find_tolls(article, sentences), drift.find_utterances(sentences, statements)
    told = accounts_apart.read_told(article, sentences, statements, timexes)
    return Reading(article, sentences, weigh(sentences), tolls, utterances, told)


def compare_within(reading: Reading) -> tuple[Discrepancy, ...]:
    """Where one article gives two accounts of one matter."""
    found = accounts_apart.find_within(reading.told)
    return tuple(_told(one) for one in found)


def _is_within(one: Discrepancy, other: Discrepancy) -> bool:
    """Whether the other tells of the same places in more words."""
    return one.kind == other.kind and all(
        big.start <= small.start and small.end <= big.end
        for small, big in ((one.a.span, other.a.span), (one.b.span, other.b.span))
    )


def _told(found: accounts_apart.Apart) -> Discrepancy:
    return Discrepancy(found.kind, Side(found.a), Side(found.b), found.sure, _GRAVE[found.kind], found.why)


def compare(a: Reading, b: Reading) -> tuple[Discrepancy, ...]:
    """Each disagreement once, the surest and gravest first. Both are of one story; which is earlier does not matter."""
    pairs = align(a.sentences, b.sentences, a.weights, b.weights)
    parallel = parallelism(pairs, a.sentences, b.sentences) >= PARALLEL
    found: dict[tuple[Kind, Span, Span], Discrepancy] = {}
    for one in (
        *(() if parallel else _from_tolls(a, b)),  # else sentence by sentence
        *(_from_parallel(a, b, pairs) if parallel else _from_contrasts(a, b, pairs)),
        *_from_spellings(a, b),
        *_from_quotations(a, b),
        *(_told(one) for one in accounts_apart.find_between(a.told, b.told)),
    ):
        if not any(_is_within(other, one) for other in found.values()):
            found[one.kind, one.a.span, one.b.span] = one
    return tuple(sorted(found.values(), key=lambda d: (-d.sure * d.grave, d.a.span, d.b.span)))


def compare_tolls(a: Sequence[Toll], b: Sequence[Toll]) -> dict[State, Literal["conflict", "differ"]]:
    """What two articles on one story report of the whole of it, where they do not report the same."""
    found: dict[State, Literal["conflict", "differ"]] = {}
    for state in ("killed", "injured", "held", "missing"):
        ours, theirs = _totals(a, state), _totals(b, state)
        if not ours or not theirs or {t.quantity.value for t in ours} == {t.quantity.value for t in theirs}:
            continue
        found[state] = "conflict" if any(_apart(one, other) for one in ours for other in theirs) else "differ"
    return found


def _totals(tolls: Sequence[Toll], state: State) -> list[Toll]:
    return [toll for toll in tolls if toll.state == state and toll.scope == "total" and toll.current]


def _apart(one: Toll, other: Toll) -> bool:
    return one.quantity.value != other.quantity.value and not agree(one.quantity, other.quantity)


def _from_tolls(a: Reading, b: Reading) -> Iterator[Discrepancy]:
    """One for each state: the first two numbers that cannot both be right."""
    if not _close_in_time(a.article, b.article):
        return
    for state, relation in compare_tolls(a.tolls, b.tolls).items():
        ours, theirs = _totals(a.tolls, state), _totals(b.tolls, state)
        pairs = [
            (one, other)
            for one in ours
            for other in theirs
            if (_apart(one, other) or relation == "differ") and _same_people(one, other)
        ]
        if not pairs:
            continue
        one, other = pairs[0]
        why = f"{_tell(one.quantity)} and {_tell(other.quantity)} {state}"
        told: Relation = "difference" if relation == "differ" else "conflict"
        if told == "conflict" and (_grew(a, b, one, other) or _goes_on(a.article, b.article)):
            told = "development"
        yield Discrepancy("number", _side(one), _side(other), _TOLL_SURE, 1.0, why, told)


def _close_in_time(a: Article, b: Article) -> bool:
    """Tolls of one event: reports of another year on the like are of another event."""
    days = [date.fromisoformat(x.published[:10]) for x in (a, b) if x.published and len(x.published) >= 10]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= _TOLL_DAYS


def _same_people(one: Toll, other: Toll) -> bool:
    """Dead are dead; of held and missing more than one group may be told."""
    if one.state in ("killed", "injured"):
        return True
    ours, theirs = one.quantity.counted[-1:], other.quantity.counted[-1:]
    return bool(set(one.quantity.counted) & set(other.quantity.counted)) or not ours or not theirs


def _grew(a: Reading, b: Reading, one: Toll, other: Toll) -> bool:
    """The article of a later day has the higher number."""
    earlier, later = (a.article.published or "")[:10], (b.article.published or "")[:10]
    if not earlier or not later or earlier == later:
        return False
    grown = other.quantity.value > one.quantity.value
    return grown if earlier < later else not grown


def _side(toll: Toll) -> Side:
    return Side(toll.quantity.span, toll.sentence.in_title)


def _tell(quantity: Quantity) -> str:
    words = {"at_least": "at least ", "more_than": "more than ", "at_most": "up to ", "exact": ""}
    number = f"{quantity.high:,.10g}"
    return words.get(quantity.bound, quantity.bound + " ") + number


def _from_contrasts(a: Reading, b: Reading, pairs: Sequence[Aligned]) -> Iterator[Discrepancy]:
    """Of two reports: sentences that are the same but for the contrast."""
    near = [p for p in pairs if p.similarity >= _MIN_SURE_APART and p.closeness >= _MIN_CLOSENESS_APART]
    if near and not _have_two_subjects(a, b):
        for found in find_contrasts(near, a.account, b.account):
            if found.sure >= max(_MIN_SURE_APART, MIN_SURE[found.kind]):
                yield _contrast(a, b, found)


def _from_parallel(a: Reading, b: Reading, pairs: Sequence[Aligned]) -> Iterator[Discrepancy]:
    """Of two accounts that run side by side."""
    if _have_two_subjects(a, b):
        return
    names = (a.account.name_stems, b.account.name_stems)
    aligned = align_parallel(pairs, a.sentences, b.sentences, (a.weights, b.weights), names)
    grain = join_parts(aligned, a.sentences, b.sentences)
    ours = a.account if len(grain.a) == len(a.sentences) else read_account(grain.a)
    theirs = b.account if len(grain.b) == len(b.sentences) else read_account(grain.b)
    for found in find_contrasts(grain.pairs, ours, theirs):
        support = found.pair.support if found.kind != "negation" else 0.0
        if found.sure + support >= MIN_SURE[found.kind]:
            yield _contrast(a, b, found)


def _contrast(a: Reading, b: Reading, found: contrasts.Contrast) -> Discrepancy:
    sides = Side(found.a, found.pair.a.in_title), Side(found.b, found.pair.b.in_title)
    why = " / ".join((_words(a, sides[0]), _words(b, sides[1])))
    return Discrepancy(found.kind, *sides, min(1.0, found.sure), _GRAVE[found.kind], why, _relate(a, b, found))


def _relate(a: Reading, b: Reading, found: contrasts.Contrast) -> Relation:
    """A toll that grew from one day to another is a development, and so are what each report tells of its own day and
    what an outlet tells on another day in the sentences of an earlier report.
    """
    if _goes_on(a.article, b.article) or (found.kind == "date" and _each_of_its_day(a, b, found)):
        return "development"
    one = next((toll for toll in a.tolls if toll.quantity.span == found.a), None)
    other = next((toll for toll in b.tolls if toll.quantity.span == found.b), None)
    grew = one is not None and other is not None and one.state == other.state and _grew(a, b, one, other)
    return "development" if grew else "conflict"


def _goes_on(a: Article, b: Article) -> bool:
    """Two reports of one outlet, of two days: it tells what is new, in its formulas, and contradicts nobody."""
    days = [(article.published or "")[:10] for article in (a, b)]
    return bool(a.outlet) and a.outlet == b.outlet and all(days) and days[0] != days[1]


def _have_two_subjects(a: Reading, b: Reading) -> bool:
    """Two reports of one outlet, each with a name in its title that the other does not know: two interviews with the
    same questions, two by-elections.
    """
    if not a.article.outlet or a.article.outlet != b.article.outlet:
        return False
    return all(any(name.isdisjoint(there.names) for name in here.title_names) for here, there in ((a, b), (b, a)))


def _each_of_its_day(a: Reading, b: Reading, found: contrasts.Contrast) -> bool:
    """The ministry said "on Tuesday", in Tuesday's report, and "on Saturday", in Saturday's: it spoke twice."""
    days = [(r.article.published or "")[:10] for r in (a, b)]
    words = [r.article.text[slice(*span)].casefold() for r, span in ((a, found.a), (b, found.b))]
    return days[0] != days[1] and all(
        len(day) == len("2026-03-06") and date.fromisoformat(day).strftime("%A").casefold() in word
        for day, word in zip(days, words, strict=True)
    )


def _from_spellings(a: Reading, b: Reading) -> Iterator[Discrepancy]:
    """Full names that are the same but for their spelling, where neither account has the other's."""
    ours, theirs = a.full_names, b.full_names
    for name, side in ours.items():
        for other, there in theirs.items():
            if name not in theirs and other not in ours and is_respelled(name, other):
                why = f"{_words(a, side)} / {_words(b, there)}: one name, two spellings"
                yield Discrepancy("spelling", side, there, _SPELLING_SURE, _GRAVE["spelling"], why)


def _full_names(reading: Reading) -> dict[tuple[str, ...], Side]:
    """Two words and more, where each is first."""
    found: dict[tuple[str, ...], Side] = {}
    for sentence, parts in zip(reading.sentences, reading.account.parts, strict=True):
        for name in parts.names:
            words = tuple(token for token in sentence.tokens[name.first : name.end] if token.is_word)
            for size in (2, 3):  # "Special Envoy Emrik Tolvaj" ends with the name
                key = name.words[-size:]
                if len(key) == size and not any(is_common(word) for word in key):
                    span = Span(words[-size].span.start, words[-1].span.end)
                    found.setdefault(key, Side(span, sentence.in_title))
    return found


def _from_quotations(a: Reading, b: Reading) -> Iterator[Discrepancy]:
    """Versions of one utterance that say something else, not only in other words."""
    for found in drift.find_drifts(a.utterances, b.utterances):
        if found.manner == "changed":
            why = f"{found.speaker}: one utterance, two wordings"
            yield Discrepancy("wording", Side(found.a), Side(found.b), found.similarity, _GRAVE["wording"], why)


def _words(reading: Reading, side: Side) -> str:
    text = reading.article.title if side.in_title else reading.article.text
    return " ".join(text[slice(*side.span)].split())
