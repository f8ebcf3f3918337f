"""What a piece of an article tells, as far as it is compared: names, terms, numbers and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract.names import role_of
from onrecord.records import Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.dissection import Dissection
from onrecord.resolve.parties import last_word

_PARTIES = frozenset("countries sides parties nations capitals states governments neighbours neighbors".split())


@dataclass(frozen=True, slots=True)
class Content:
    """What a proposition tells, as far as it is compared."""

    names: frozenset[str]
    terms: frozenset[str]
    numbers: frozenset[str]  # value and what is counted: "31 ~crew"
    days: frozenset[str]  # that it names
    when: frozenset[str]  # those days, or the days of the same talk or visit earlier in the article
    before: str | None  # what it tells as past was so by this day
    future: bool
    negated: bool

    features: frozenset[str] = field(init=False, repr=False, compare=False)
    told: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """`features`: all that two have in common or not, one string each; `told`: without what is only there.

        Made once: an article's propositions are compared with many candidates.
        """
        numbers = {f"#{number.split()[0]}" for number in self.numbers}
        found = self.terms | {f"@{name}" for name in self.names} | numbers | {f"={day}" for day in self.days}
        object.__setattr__(self, "features", found)
        object.__setattr__(self, "told", frozenset(f for f in found if not f.startswith("!")))


def find_features(reading: Dissection, spans: Spans) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, terms, and numbers with what they count."""
    names: set[str] = set()
    covered: list[Span] = []
    for mention in reading.mentions_in(spans):
        entity = reading.entities[mention.entity]
        if entity.label == "person":
            names.add(terms.fold_place(last_word(entity.name)))
            if mention.form == "name":
                covered.append(mention.span)
        else:
            names.update(_proper(entity.name if mention.form != "name" else reading.plain[slice(*mention.span)]))
            covered += [mention.span] if mention.form == "name" and entity.label != "unnamed" else []
    roots: dict[int, str] = {}
    numbers = set()
    for start, end in spans:
        counted = list(terms.find_numbers(reading.plain[start:end]))
        digits = [Span(start + a, start + b) for (a, b), _ in counted]
        for match in terms.WORD.finditer(reading.plain, start, end):
            if any(a <= match.start() < b for a, b in (*covered, *digits)):
                continue
            word = match.group()
            if word[0].isupper() and (match.start() > start or terms.term_of(word) is None) and not role_of(word):
                names.update(_proper(word))
            elif (term := terms.term_of(word)) and not word[0].isdigit() and not role_of(word):
                roots[match.start()] = term
        for (_, at), value in counted:
            noun = next((term for place, term in sorted(roots.items()) if start + at <= place < start + at + 30), "")
            if not _of_parties(reading.plain[start + at : end]):
                numbers.add(f"{value:g} {noun}")
    return frozenset(names), frozenset(roots.values()), frozenset(numbers)


def _of_parties(after: str) -> bool:
    """Whether a number counts those who deal with each other: "the two leaders", "both of the two countries"."""
    word = next(iter(after.split()), "").strip(".,;:\"'").casefold()
    return word in _PARTIES or role_of(word) is not None


def _proper(name: str) -> Iterator[str]:
    for word in name.split():
        if word[:1].isupper() and not role_of(word) and len(word) > 1:
            folded = terms.fold_place(word)
            if folded and terms.term_of(word) is not None:
                yield folded


def speaks_again(words: str) -> bool:
    """Whether it is of a doing that was told before: "the offer", "the call"."""
    return any(terms.is_class(terms.term_of(match[1]) or "") for match in cues.AGAIN.finditer(words))


def presumed(words: str) -> frozenset[str]:
    return frozenset(term for match in cues.GRANTED.finditer(words) if (term := terms.term_of(match[1])))


def find_things(words: str) -> frozenset[str]:
    """Of what it tells that it is there: "a list exists", "the draft had been handed over"."""
    match = cues.THERE.match(words)
    term = terms.term_of(match["thing"]) if match else None
    return frozenset((term,)) if term and not terms.is_class(term) else frozenset()


def is_figure(words: str) -> bool:
    """Whether it gives a number for what was counted before: "it was 31"."""
    return cues.FIGURE.match(words) is not None
