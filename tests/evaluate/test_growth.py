"""A record that grows by articles of other matters."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

from evaluate import growth
from onrecord.extract.jsonlines import to_json
from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.text.article import hash_text

TEXT = "Emrik Tolvaj said on Monday that 120 ferries were late, and the harbour would close for 14 days."


def make(doc: str = "a") -> Extraction:
    entity = Entity("e1", "Emrik Tolvaj", "person", ("Emrik Tolvaj", "Tolvaj"))
    article = Article(doc, TEXT, hash_text(TEXT), title="Tolvaj on ferries", published="2026-03-04")
    return Extraction(article, (), (Mention(Span(0, 12), "e1"),), (entity,))


def test_growth_varied_articles_have_other_names_numbers_and_days_of_the_same_length() -> None:
    first, other, again = islice(growth.vary_all([make()]), 3)
    assert first == make()
    (entity,) = other.entities
    assert other.article.text[:12] == entity.name != "Emrik Tolvaj"
    assert entity.names == (entity.name, entity.name.split()[1])
    assert len(other.article.text) == len(TEXT)
    assert "120" not in other.article.text
    assert other.article.published == "2026-03-15"
    assert len({item.article.text for item in (first, other, again)}) == 3


def test_growth_of_reconcile_is_measured_at_each_size(tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text("".join(f"{json.dumps(to_json(make(doc)))}\n" for doc in "ab"))
    steps = list(growth.measure(path, (4, 8)))
    assert [step.articles for step in steps] == [4, 8]
    assert all(step.people > 0 and step.comparing > 0 and step.claims > 0 for step in steps)
    assert len(growth.show(steps).splitlines()) == 3
