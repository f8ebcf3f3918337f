"""A record that grows by articles of other matters."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from evaluate import growth
from onrecord.errors import InputError
from onrecord.extract.jsonlines import to_json
from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.store.record import Record
from onrecord.text.article import hash_text
from tests.store.build import make_many
from tests.store.test_happenings import MET, OTHER, PLANNED

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


def test_growth_a_mirrored_record_has_what_a_worked_out_one_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text("".join(f"{json.dumps(to_json(item))}\n" for item in (PLANNED, MET, OTHER, *make_many(3))))
    monkeypatch.setattr(growth, "STEP", 1)
    tables = (
        "propositions claim_features accounts account_features prospects compared fingerprints claim_counts".split()
    )
    numbers = {}
    for turns in (1, 9):
        monkeypatch.setattr(growth, "WORKED_OUT", turns)
        kept = tmp_path / f"{turns}.db"
        list(growth.measure(path, (25,), kept))
        with Record(kept, "ro") as record:
            assert record.check() == []
            counts = (record.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
            numbers[turns] = dict(zip(tables, counts, strict=True))
    for table in tables:
        assert numbers[1][table] == pytest.approx(numbers[9][table], rel=0.3), table


def test_growth_a_record_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text(f"{json.dumps(to_json(make()))}\n")
    with pytest.raises(InputError, match="is there already"):
        list(growth.measure(path, (4,), path))
