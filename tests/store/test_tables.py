"""Exports, and that every table and column is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.store.record import Record
from onrecord.store.tables import TABLES
from tests.store.build import export, make_extraction, make_many

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"
OF_FTS = re.compile(r"statements_fts_|sqlite_")  # SQLite's own


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "story.db") as record:
        yield record


def _documented() -> dict[str, list[str]]:
    """Columns by table: each `## table` is followed by rows of `| column | meaning |`."""
    found: dict[str, list[str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"## `(\w+)`", line):
            found[heading[1]] = []
        elif row := re.fullmatch(r"\| `(\w+)` \| (.{10,}) \|", line):
            found[[*found][-1]].append(row[1])
    return found


def test_tables_every_table_and_column_is_documented(record: Record) -> None:
    rows = record.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = [str(row[0]) for row in rows if not OF_FTS.match(row[0])]
    assert len(tables) > 10
    columns = {
        table: [row[0] for row in record.db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        for table in tables
    }
    assert {table: sorted(names) for table, names in _documented().items()} == {
        table: sorted(names) for table, names in columns.items()
    }


def test_tables_all_but_the_inner_ones_can_be_exported() -> None:
    assert set(_documented()) - set(TABLES) == {
        "migrations",
        "statements_fts",
        "people_pending",
        "people_touched",
        "people_spots",
        "people_ties",
        "compared",
        "story_words",
        "story_word_counts",
        "fingerprints",
        "claim_features",
        "claim_counts",
        "claim_versions",
        "account_versions",
        "account_moved",
        "account_features",
        "prospect_terms",
        "position_versions",
        "title",
    }


def test_tables_the_order_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    items = [make_extraction(f"Marsk said {i}.", doc=f"doc-{i}", outlet="Courier") for i in range(9)]
    exports = []
    for name, order in (("a.db", items), ("b.db", items[::-1])):
        with Record(tmp_path / name) as record:
            list(record.add_all(order))
            exports.append(export(record))
    assert exports[0] == exports[1]


def test_tables_statements_come_with_words_and_where_they_stand(record: Record) -> None:
    record.add(make_extraction("Marsk said no.", outlet="Courier", published="2026-03-03", title="No"))
    (row,) = record.iter_table("statements")
    assert {key: row[key] for key in ("outlet", "published", "doc", "title", "speaker_name", "source", "content")} == {
        "outlet": "Courier",
        "published": "2026-03-03",
        "doc": "report-1",
        "title": "No",
        "speaker_name": "Marsk",
        "source": "Marsk",
        "content": "aid no.",
    }
    assert [row["words"] for row in record.iter_table("spans")] == ["aid no.", "s", "Marsk"]
    assert [row["words"] for row in record.iter_table("mentions")] == ["Marsk"]


def test_tables_rows_hold_plain_values(record: Record) -> None:
    list(record.add_all(make_many(30)))
    rows = [row for table in TABLES for row in record.iter_table(table)]
    assert rows
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, type(None)}


def test_tables_nothing_that_belongs_to_a_run_is_exported(record: Record) -> None:
    list(record.add_all(make_many(30)))
    for rows in export(record).values():
        assert not {"run_id", "added", "first_seen"} & set(rows[0] if rows else {})


def test_tables_an_unknown_table_is_refused_with_those_there_are(record: Record) -> None:
    with pytest.raises(InputError, match="there is no table sqlite_master: take one of runs, articles"):
        list(record.iter_table("sqlite_master"))
