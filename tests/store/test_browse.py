"""Pages of much: the same rows as the plain queries give, cut, counted and in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Extraction
from onrecord.store import browse
from onrecord.store.record import Record
from tests.store.build import WORDS, make_many


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """With old versions: they are never listed."""
    path: Path = tmp_path_factory.mktemp("browse") / "many.db"
    with Record(path) as opened:
        list(opened.add_all(make_many(120)))
        yield opened


@pytest.mark.parametrize(
    "wanted", [{}, {"speaker": "dovrek"}, {"outlet": "Outlet 1"}, {"speaker_key": "marsk"}, {"act": "deny"}]
)
@pytest.mark.parametrize("query", ["", "harbour", "tariff strait", '"harbour"', '""'])
def test_browse_finds_what_the_plain_queries_find(record: Record, query: str, wanted: dict[str, Any]) -> None:
    if query:
        plain = {row.version_id for row in record.search(query)} & {
            row.version_id for row in record.statements(**wanted)
        }
    else:
        plain = {row.version_id for row in record.statements(**wanted)}
    found = browse.find(record.db, query, limit=1000, **wanted)
    assert browse.count_found(record.db, query, **wanted) == len(found) == len(plain)
    pages = [
        one for start in range(0, 1000, 7) for one in browse.find(record.db, query, limit=7, offset=start, **wanted)
    ]
    assert [_key(one) for one in pages] == [_key(one) for one in found]
    assert all(one.snippet for one in found) == bool(query) or not found


def test_browse_the_best_are_the_same_with_and_without_a_short_way(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {word: [_key(one) for one in browse.find(record.db, word, limit=5)] for word in WORDS}
    monkeypatch.setattr(browse, "_find_best", lambda *_: [])
    assert {word: [_key(one) for one in browse.find(record.db, word, limit=5)] for word in WORDS} == short


@pytest.mark.parametrize("most_ranked", [browse.RANKED, 0], ids=["the best first", "too many to rank"])
@pytest.mark.parametrize("wanted", [{}, {"speaker": "dovrek"}], ids=["all", "of one speaker"])
@pytest.mark.parametrize("query", ["", "harbour"])
def test_browse_among_some_statements_no_other_is_found(
    record: Record, monkeypatch: pytest.MonkeyPatch, query: str, wanted: dict[str, Any], most_ranked: int
) -> None:
    monkeypatch.setattr(browse, "RANKED", most_ranked)
    found = [_key(one) for one in browse.find(record.db, query, limit=1000, **wanted)]
    chosen = found[1::3]
    current = dict(tuple(row) for row in record.db.execute("SELECT article_id, id FROM versions WHERE current"))
    among = {(current[article], statement) for article, statement in chosen}
    assert 2 < len(chosen) < len(found)
    pages = [
        _key(one)
        for start in range(0, len(found), 2)
        for one in browse.find(record.db, query, limit=2, offset=start, among=among, **wanted)
    ]
    assert pages == chosen


def test_browse_the_newest_and_the_oldest_are_by_date(record: Record) -> None:
    for oldest in (True, False):
        days = [one.part.article.published or "" for one in browse.find(record.db, limit=500, oldest=oldest)]
        assert days == sorted(days, reverse=not oldest)


def test_browse_the_summary_counts_as_the_record_does(record: Record) -> None:
    summary, counts = browse.summarise(record.db), record.counts()
    assert (summary.articles, summary.versions, summary.statements) == (
        counts.articles,
        counts.versions,
        counts.statements,
    )
    assert {(name.key, name.statements) for name in summary.names} == {
        (row.key, row.statements) for row in record.speakers()
    }
    assert sum(number for _, number in summary.acts) == counts.statements
    for name in summary.names:
        quoted = browse.quoted(record.db, alone=name.key)
        assert quoted is not None
        assert (quoted.statements, quoted.articles) == (name.statements, name.articles)
    assert browse.quoted(record.db, alone="nobody") is None


def test_browse_articles_come_in_pages(record: Record) -> None:
    rows = browse.list_articles(record.db, limit=1000)
    assert {row.id for row in rows} == {row.id for row in record.articles()}
    assert [
        row.id for start in range(0, len(rows), 9) for row in browse.list_articles(record.db, limit=9, offset=start)
    ] == [row.id for row in rows]


def _key(found: browse.Found) -> tuple[str, str]:
    part: Extraction = found.part
    return found.article_id, part.statements[0].id
