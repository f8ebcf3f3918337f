"""Spellings over translations, and growth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from evaluate import people
from onrecord.errors import InputError
from onrecord.extract.jsonlines import to_json
from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.text.article import hash_text

NAMES = ("Emrik Tolvaj", "Emric Tolvay", "Dita Vasko", "Runa Feld", "Luna Feld")


def make(fields: Mapping[str, str]) -> Article:
    text = fields["text"]
    return Article(fields["doc"], text, hash_text(text), outlet=fields["outlet"])


def read(articles: Sequence[Article]) -> list[Extraction]:
    """Everybody of NAMES who is named."""
    found = []
    for article in articles:
        named = [name for name in NAMES if name in article.text]
        entities = tuple(Entity(f"e{i}", name, "person", (name,)) for i, name in enumerate(named))
        spans = [(article.text.index(name), name) for name in named]
        mentions = tuple(Mention(Span(at, at + len(name)), f"e{i}") for i, (at, name) in enumerate(spans))
        found.append(Extraction(article, (), mentions, entities))
    return found


def measure(*versions: str) -> people.Spellings:
    rows = [{"doc": "d", "versions": {f"system-{i}": text for i, text in enumerate(versions)}}]
    return people.measure_spellings(rows, make, read)


def test_spellings_of_one_line_are_one_person() -> None:
    found = measure("Emrik Tolvaj spoke.\nRain.", "Emric Tolvay has spoken.\nIt rained.")
    assert (found.cases, found.one) == (1, 1)
    assert "1.000" in people.show_spellings(found)


def test_spellings_that_are_missed_are_told() -> None:
    found = measure("Runa Feld spoke.", "Luna Feld spoke.")
    assert (found.cases, found.one, list(found.missed)) == (1, 0, ["d: Luna Feld / Runa Feld"])


def test_spellings_other_lines_and_equal_names_are_no_case() -> None:
    assert measure("Emrik Tolvaj spoke.\nDita Vasko too.", "Emrik Tolvaj spoke.\nRuna Feld too.").cases == 0
    assert people.Spellings().as_row()["share"] is None
    with pytest.raises(InputError, match="versions"):
        people.measure_spellings([{"doc": "d"}], make, read)


def test_spellings_can_be_scored_from_what_was_read_before() -> None:
    rows = [{"doc": "d", "versions": {"a": "Emrik Tolvaj spoke.", "b": "Emric Tolvay has spoken."}}]
    written = [json.loads(json.dumps(to_json(one))) for one in read(people.to_articles(rows[0], make))]
    found = people.measure_spellings(rows, make, people.read_before(written))
    assert (found.cases, found.one) == (1, 1)
    with pytest.raises(InputError, match="d/a was not read"):
        people.measure_spellings(rows, make, people.read_before([]))


def test_spellings_of_what_the_record_takes_for_a_body_are_no_case() -> None:
    def as_body(articles: Sequence[Article]) -> list[Extraction]:
        """Two versions of six take the name for somebody's."""
        found = read(articles)
        bodies = [replace(one, entities=tuple(replace(e, label="organisation") for e in one.entities)) for one in found]
        return [*found[:2], *bodies[2:]]

    texts = ["Emrik Tolvaj spoke.", "Emric Tolvay spoke."] * 3
    rows = [{"doc": "d", "versions": {f"system-{i}": text for i, text in enumerate(texts)}}]
    assert people.measure_spellings(rows, make, as_body).cases == 0
    assert people.measure_spellings(rows, make, read).cases == 1


def test_growth_is_measured_at_each_size() -> None:
    steps = people.measure_growth((20, 40))
    assert [step.articles for step in steps] == [20, 40]
    assert steps[0].names < steps[1].names
    assert all(step.ms_per_article > 0 and step.megabytes > 0 for step in steps)
    assert len(people.show_growth(steps).splitlines()) == 3


def test_growth_articles_are_the_same_each_time() -> None:
    assert list(people.make_articles(3)) == list(people.make_articles(3))
