"""Who is who over a record: spellings across translations, and what linking costs while a record grows.

**Spellings.** The versions of one document by different translators become articles of one record. A line of one
version says what the same line of another says; so where each of the two lines names one person alone by name, and the
two names differ although every word of one is like a word of the other (MIN_RATIO, by difflib), both name one person.
Such a pair of spellings is a case, once for each document; no case is what the record as a whole takes for a body or a
place, whatever one version took it for. The figure is the share of the cases in which the record has one person for
both.

**Growth.** Articles without text, each with ENTITIES entities whose names are drawn as in news: few people are named
often, many once (Zipf), one name in five is a bare surname, one in twenty is spelled in another way, and every record
brings new names for as long as it grows. The time is that of the processor for linking the last
STEP articles at each size.
"""

from __future__ import annotations

import itertools
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.extract.jsonlines import from_json
from onrecord.ids import name_key
from onrecord.records import Article, Entity, Extraction
from onrecord.store.record import Record
from onrecord.text.article import hash_text

MIN_RATIO = 0.7
NUMBERS = (100, 1_000, 10_000, 100_000)
STEP = 100
ENTITIES = 20

Named = tuple[str, str]  # the words of a name in a line, and the entity of the article


@dataclass(slots=True)
class Spellings:
    documents: int = 0
    cases: int = 0
    one: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    def as_row(self) -> Row:
        share = self.one / self.cases if self.cases else None
        return {"documents": self.documents, "cases": self.cases, "one_person": self.one, "share": share}


def measure_spellings(
    rows: Iterable[Row],
    make_article: Callable[[Mapping[str, str]], Article],
    read: Callable[[Sequence[Article]], Sequence[Extraction]],
) -> Spellings:
    """One record of all versions of all documents."""
    found = Spellings()
    named: list[tuple[str, list[dict[int, list[Named]]], list[str]]] = []
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "versions.db") as record:
        for row in rows:
            read_ = read(to_articles(row, make_article))
            for extraction in read_:
                record.add(extraction)
            docs = [extraction.article.doc for extraction in read_]
            named.append((str(row["doc"]), [_names_by_line(e) for e in read_], docs))
        record.reconcile()
        people = {(doc, entity): (person, label) for doc, entity, person, label in _people(record)}
        for doc, lines, systems in named:
            found.documents += 1
            _add_cases(found, doc, lines, systems, people)
    return found


def to_articles(row: Row, make_article: Callable[[Mapping[str, str]], Article]) -> list[Article]:
    """The versions of one document as articles named "DOCUMENT/SYSTEM", by system."""
    versions = row.get("versions")
    if not isinstance(versions, dict):
        raise InputError("a line without `versions`, the texts by the system that translated them")
    docs = {f"{row['doc']}/{system}": text for system, text in sorted(versions.items())}
    return [make_article({"doc": doc, "text": text, "outlet": doc}) for doc, text in docs.items()]


def read_before(rows: Iterable[Row]) -> Callable[[Sequence[Article]], Sequence[Extraction]]:
    """What `predict spellings` wrote, as a reader; an article that is not among it is an error of the input."""
    found = (from_json(row) for row in rows)
    by_doc = {one.article.doc: one for one in found if isinstance(one, Extraction)}

    def read(articles: Sequence[Article]) -> list[Extraction]:
        missing = [article.doc for article in articles if article.doc not in by_doc]
        if missing:
            raise InputError(f"{missing[0]} was not read: `predict spellings` writes all versions")
        return [by_doc[article.doc] for article in articles]

    return read


def show_spellings(found: Spellings) -> str:
    row = found.as_row()
    share = "none" if row["share"] is None else f"{row['share']:.3f}"
    return f"{found.documents} documents, {found.cases} cases of two spellings, one person in {found.one}: {share}"


def _people(record: Record) -> Iterator[tuple[str, str, str | None, str | None]]:
    yield from record.db.execute(
        """SELECT v.doc, l.entity, n.person_id, p.label FROM people_links l JOIN versions v ON v.id = l.version_id
        JOIN people_names n ON n.key = l.key LEFT JOIN people p ON p.id = n.person_id"""
    )


def _names_by_line(extraction: Extraction) -> dict[int, list[Named]]:
    text = extraction.article.text
    persons = {entity.id for entity in extraction.entities if entity.label == "person"}
    found: dict[int, list[Named]] = {}
    for mention in extraction.mentions:
        if mention.form == "name" and mention.entity in persons:
            words = " ".join(text[mention.span.start : mention.span.end].split())
            found.setdefault(text.count("\n", 0, mention.span.start), []).append((words, mention.entity))
    return found


def _add_cases(
    found: Spellings,
    doc: str,
    lines: Sequence[dict[int, list[Named]]],
    docs: Sequence[str],
    people: Mapping[tuple[str, str], tuple[str | None, str | None]],
) -> None:
    cases: dict[tuple[str, str], list[bool]] = {}
    for (i, left), (j, right) in combinations(enumerate(lines), 2):
        for number in left.keys() & right.keys():
            if len({who for _, who in left[number]}) == len({who for _, who in right[number]}) == 1:
                (one, who), (other, whom) = left[number][0], right[number][0]
                (first, label), (second, kind) = (
                    people.get(at, (None, None)) for at in ((docs[i], who), (docs[j], whom))
                )
                if _are_spellings(one, other) and {label, kind} & {"person", None}:
                    pair = (one, other) if one < other else (other, one)
                    cases.setdefault(pair, []).append(first is not None and first == second)
    for (one, other), results in cases.items():
        found.cases += 1
        found.one += all(results)
        if not all(results):
            found.missed[f"{doc}: {one} / {other}"] += results.count(False)


def _are_spellings(one: str, other: str) -> bool:
    """Different words for one name: the shorter has nothing that the longer has not, and something is spelled anew."""
    a, b = sorted((name_key(one).split(), name_key(other).split()), key=len)
    if set(a) <= set(b):
        return False
    return all(any(SequenceMatcher(None, x, y, autojunk=False).ratio() >= MIN_RATIO for y in b) for x in a)


# Growth


@dataclass(frozen=True, slots=True)
class Step:
    """The record at one size, and what the last STEP articles took."""

    articles: int
    names: int
    people: int
    largest_block: int
    ms_per_article: float
    megabytes: float  # the most memory that the process had so far
    file_megabytes: float

    def as_row(self) -> Row:
        return {name: getattr(self, name) for name in self.__slots__}


def measure_growth(numbers: Sequence[int]) -> list[Step]:
    """One record that grows; before each size all that is due is linked, so that only STEP articles are timed."""
    steps = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "growth.db"
        with Record(path) as record:
            articles = make_articles(max(numbers))
            done = 0
            for number in sorted(numbers):
                for _ in record.add_all(itertools.islice(articles, max(0, number - STEP - done))):
                    pass
                record.reconcile()
                for _ in record.add_all(itertools.islice(articles, min(STEP, number - done))):
                    pass
                began = time.process_time()
                linked = record.reconcile()
                took = time.process_time() - began
                done = number
                steps.append(_step(record, path, number, took / max(linked, 1)))
    return steps


def _step(record: Record, path: Path, number: int, seconds: float) -> Step:
    def one(query: str) -> int:
        return int(record.db.execute(query).fetchone()[0] or 0)

    return Step(
        articles=number,
        names=one("SELECT count(*) FROM people_names"),
        people=one("SELECT count(*) FROM people"),
        largest_block=one("SELECT max(n) FROM (SELECT count(*) AS n FROM people_names GROUP BY block)"),
        ms_per_article=round(seconds * 1000, 2),
        megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        file_megabytes=round(path.stat().st_size / 1e6, 1),
    )


def show_growth(steps: Sequence[Step]) -> str:
    heads = ("articles", "names", "people", "largest block", "ms an article", "memory MB", "file MB")
    lines = [
        f"{s.articles:>9,} {s.names:>9,} {s.people:>9,} {s.largest_block:>14,} {s.ms_per_article:>14.2f}"
        f" {s.megabytes:>10,.0f} {s.file_megabytes:>9,.1f}"
        for s in steps
    ]
    head = "{:>9} {:>9} {:>9} {:>14} {:>14} {:>10} {:>9}".format(*heads)
    return "\n".join([head, *lines])


def make_articles(number: int, seed: int = 4) -> Iterator[Extraction]:
    chance = random.Random(seed)  # noqa: S311 - made-up names, no secret
    first = _make_words(chance, 400)
    last = _make_words(chance, 6_000)
    bodies = _make_words(chance, 2_000)
    for i in range(number):
        text = f"Report {i}."
        entities = tuple(
            _make_entity(chance, f"e{k}", first, last, bodies, newest=20 * (i + 50)) for k in range(1, ENTITIES + 1)
        )
        yield Extraction(Article(f"report-{i}", text, hash_text(text), outlet=f"Outlet {i % 50}"), (), (), entities)


def _make_entity(
    chance: random.Random, entity: str, first: Sequence[str], last: Sequence[str], bodies: Sequence[str], newest: int
) -> Entity:
    rank = int(chance.paretovariate(0.3))  # Zipf: the first is named most
    who = random.Random(rank % newest)  # noqa: S311 - the same names for the same rank
    if who.random() < 0.4:
        name = f"{who.choice(bodies)} {who.choice(('Council', 'Union', 'Trust', 'Bank'))}"
        return Entity(entity, name, "organisation", (name,))
    given, surname = who.choice(first), last[int(len(last) * who.random() ** 2)]
    shown = chance.random()
    if shown < 0.2:
        return Entity(entity, surname, "person", (surname,), ("minister",) if shown < 0.1 else ())
    if shown < 0.25:
        surname = re.sub("[iy]", lambda m: "y" if m.group() == "i" else "i", surname)
    name = f"{given} {surname}"
    return Entity(entity, name, "person", (name, surname))


def _make_words(chance: random.Random, number: int) -> list[str]:
    """Made-up names of two or three syllables, each once."""
    found: dict[str, None] = {}
    while len(found) < number:
        syllables = (
            chance.choice("bdfgklmnprstvz") + chance.choice("aeiouy") + chance.choice(("", *"klmnrst"))
            for _ in range(chance.randint(2, 3))
        )
        found["".join(syllables).capitalize()] = None
    return list(found)
