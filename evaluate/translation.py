"""Whether the record stays the same from one translation of a text to another: how many statements, and whose.

Each line of the data is a document with its English versions by system; the versions of one document have the same
lines, one for each segment of the original, so that a line of one version says what the same line of another says.

**Statements.** For each document with at least three statements on average over its versions: the mean absolute
deviation of their number from that average, as a share of it. The figure is the mean over these documents.

**Speakers.** Each two versions of a document are compared. The place of a content is its lines and the part that it
takes up of each. Two statements may be a pair where their contents overlap in place; how much they are alike is the
mean of the overlap of their places and of their words (each as a Dice coefficient). They are paired best first, each
statement once, down to MIN_ALIKE. The figure is the share of all pairs, of all documents together, in which the
speakers are the same:

- both unknown; or
- the same by their words: where one of them is a person, the last word up to spelling; else all words up to order,
  spelling, function words, a possessive and a word for the sort beside others ("Osk", "the Osk newspaper"). Role nouns
  and words for bodies ("minister", "ministry") have one spelling; or
- where neither has a name in its text: first mentioned at the same place, in one line with some of it in common. What
  one translator calls "the ruling" and another "the decision" is one speaker.

`speakers_by_words` is the figure without the last of these and without possessives and words for sorts. A statement
without a pair counts in `paired` alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import combinations
from statistics import fmean

from evaluate.lines import Row
from evaluate.words import pair_greedily
from onrecord import ids
from onrecord.errors import InputError
from onrecord.extract.names import bodies, classifiers, function_words, role_of
from onrecord.records import Article, Extraction

MIN_STATEMENTS = 3  # on average over the versions of a document; of fewer, one more or less is a third of all
MIN_ALIKE = 0.5  # below it, two contents have less in common than apart
MIN_RATIO = 0.8  # of two spellings of one name, by difflib

Place = tuple[int, float, float]  # a line, and from where to where in it as a share of its length


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared of a statement."""

    places: tuple[Place, ...]
    words: frozenset[str]
    speaker: str | None  # folded name
    is_person: bool
    shown: str
    unnamed_at: Place | None = None  # where a speaker who has no name in the text is first mentioned


@dataclass(slots=True)
class Stability:
    """The figures, and what they were made of."""

    deviations: list[float] = field(default_factory=list)  # of each document with enough statements
    documents: int = 0
    versions: int = 0
    statements: int = 0
    pairs: int = 0
    agreed: int = 0
    agreed_by_words: int = 0
    possible: int = 0  # as many pairs as there would be if every statement of the shorter side had one
    differences: Counter[str] = field(default_factory=Counter)

    def as_row(self) -> Row:
        return {
            "documents": self.documents,
            "versions": self.versions,
            "statements": self.statements,
            "documents_counted": len(self.deviations),
            "deviation": fmean(self.deviations) if self.deviations else None,
            "pairs": self.pairs,
            "paired": self.pairs / self.possible if self.possible else None,
            "speakers": self.agreed / self.pairs if self.pairs else None,
            "speakers_by_words": self.agreed_by_words / self.pairs if self.pairs else None,
        }


def measure(
    rows: Iterable[Row],
    make_article: Callable[[Mapping[str, str]], Article],
    read: Callable[[Sequence[Article]], Sequence[Extraction]],
) -> Stability:
    """The versions of one document are read together, one document after another."""
    found = Stability()
    for row in rows:
        texts = _versions(row)
        articles = [make_article({"doc": f"{row['doc']}/{system}", "text": text}) for system, text in texts.items()]
        add_document(found, str(row["doc"]), [find_said(extraction) for extraction in read(articles)])
    return found


def add_document(found: Stability, doc: str, versions: Sequence[Sequence[Said]]) -> None:
    counts = [len(version) for version in versions]
    average = fmean(counts)
    found.documents += 1
    found.versions += len(versions)
    found.statements += sum(counts)
    if average >= MIN_STATEMENTS:
        found.deviations.append(fmean(abs(count - average) for count in counts) / average)
    for left, right in combinations(versions, 2):
        found.possible += min(len(left), len(right))
        for i, j in pair(left, right):
            found.pairs += 1
            found.agreed_by_words += is_same_by_words(left[i], right[j])
            if is_same(left[i], right[j]):
                found.agreed += 1
            else:
                shown = " / ".join(sorted((left[i].shown, right[j].shown)))
                found.differences[f"{doc}, line {left[i].places[0][0] + 1}: {shown}"] += 1


def pair(left: Sequence[Said], right: Sequence[Said]) -> list[tuple[int, int]]:
    """Statements of two versions that say the same, by what their contents have in common."""
    alike = {(i, j): _likeness(a, b) for i, a in enumerate(left) for j, b in enumerate(right)}
    return pair_greedily(sorted((at for at in alike if alike[at] >= MIN_ALIKE), key=lambda at: (-alike[at], at)))


def is_same(a: Said, b: Said) -> bool:
    """Whether two statements have one speaker, as far as the names tell, or their places where there are no names."""
    if is_same_by_words(a, b) or is_same_by_words(_without_sort(a), _without_sort(b)):
        return True
    if a.unnamed_at is None or b.unnamed_at is None:
        return False
    (line, first, last), (other, start, end) = a.unnamed_at, b.unnamed_at
    return line == other and first < end and start < last


def _without_sort(said: Said) -> Said:
    """Without the "s" of a possessive, and without a word such as "newspaper" where others are left."""
    words = [word for word in (said.speaker or "").split() if word != "s" and word not in classifiers()]
    return replace(said, speaker=" ".join(words) or said.speaker)


def is_same_by_words(a: Said, b: Said) -> bool:
    """Whether two statements have one speaker, as far as the words tell."""
    if a.speaker is None or b.speaker is None:
        return a.speaker is b.speaker
    ours, theirs = a.speaker.split(), b.speaker.split()
    if a.is_person or b.is_person:
        return _is_one_word(ours[-1], theirs[-1])
    return _covers(ours, theirs) and _covers(theirs, ours)


def find_said(extraction: Extraction) -> list[Said]:
    text = extraction.article.text
    persons = {entity.id for entity in extraction.entities if entity.label == "person"}
    unnamed = _unnamed(extraction)
    said = []
    for statement in extraction.statements:
        words = " ".join(text[start:end] for start, end in statement.content)
        speaker = statement.speaker
        said.append(
            Said(
                tuple(place for span in statement.content for place in _places(text, *span)),
                frozenset(re.findall(r"\w+", words.casefold())),
                ids.name_key(speaker.name) if speaker else None,
                speaker is not None and speaker.id in persons,
                speaker.name if speaker else "nobody",
                unnamed.get(speaker.id) if speaker else None,
            )
        )
    return said


def _unnamed(extraction: Extraction) -> dict[str, Place]:
    """Where each entity without a name is first mentioned by more than a pronoun."""
    named = {mention.entity for mention in extraction.mentions if mention.form == "name"}
    first: dict[str, Place] = {}
    for mention in extraction.mentions:
        if mention.form == "role" and mention.entity not in named and mention.entity not in first:
            places = _places(extraction.article.text, *mention.span)
            if places:
                first[mention.entity] = places[0]
    return first


def show(found: Stability) -> str:
    row = found.as_row()
    names = ("deviation", "paired", "speakers", "speakers_by_words")
    share = {name: "none" if row[name] is None else f"{row[name]:.3f}" for name in names}
    return "\n".join(
        [
            f"{found.documents} documents, {found.versions} versions, {found.statements:,} statements",
            f"number of statements, mean absolute deviation  {share['deviation']}  ({len(found.deviations)} documents)",
            f"speakers of paired statements agree            {share['speakers']}  ({found.pairs:,} pairs)",
            f"  by their words alone                         {share['speakers_by_words']}",
            f"statements that have a pair                    {share['paired']}  (of {found.possible:,})",
        ]
    )


def _versions(row: Row) -> dict[str, str]:
    texts = row.get("versions")
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise InputError("a line without `versions`, the texts by the system that translated them")
    if len(texts) < 2 or len({text.count("\n") for text in texts.values()}) != 1:
        raise InputError(f"{row.get('doc')}: two versions or more with the same number of lines are needed")
    return {system: texts[system] for system in sorted(texts)}


def _places(text: str, start: int, end: int) -> list[Place]:
    places = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        first, last = max(start - at, 0), min(end - at, len(line))
        if first < last:
            places.append((number, first / len(line), last / len(line)))
        at += len(line) + 1
    return places


def _likeness(a: Said, b: Said) -> float:
    """From 0 to 1; 0 where the contents have no place in common."""
    shared = sum(
        max(0.0, min(last, end) - max(first, start))
        for line, first, last in a.places
        for other, start, end in b.places
        if line == other
    )
    size = sum(last - first for _, first, last in (*a.places, *b.places))
    words = len(a.words) + len(b.words)
    if not shared or not words:
        return 0.0
    return shared / size + len(a.words & b.words) / words  # the mean of two Dice coefficients, each twice a share


def _covers(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each of the words, function words aside, has its like among the others."""
    telling = [word for word in words if word not in function_words()]
    return all(any(_is_one_word(word, other) for other in others) for word in telling or words)


def _is_one_word(a: str, b: str) -> bool:
    if a == b or any(word in bodies() or role_of(word) for word in (a, b)):
        return a == b
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= MIN_RATIO
