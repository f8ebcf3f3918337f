"""What is saved, what counts as the same article, and that nothing is doubled or lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, RecordError
from onrecord.records import Attribution, Extraction, Skipped, Span, Speaker
from onrecord.store.record import Record
from tests.store.build import WORDS, export, extractions, make_extraction, make_many

ROOT = Path(__file__).parents[2]
STORY = "Marsk said that " + " ".join(WORDS)
CHANGED = STORY + " and that it will rain"
OTHER = "Dovrek said that " + " ".join(reversed(WORDS))
URL = "https://courier.test/strait"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "story.db") as record:
        yield record


@settings(max_examples=60, deadline=None)
@given(extractions())
def test_write_then_read_is_the_same(extraction: Extraction) -> None:
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder, "story.db")) as record:
        assert record.add(extraction) == "added"
        (row,) = record.articles()
        assert record.article(row.id).extraction == extraction
        assert record.check() == []


@settings(max_examples=40, deadline=None)
@given(st.lists(extractions(), max_size=6), st.booleans())
def test_write_adding_twice_is_adding_once(items: list[Extraction], again: bool) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder, "story.db")) as record:
        list(record.add_all(items, replace=again))
        once = export(record)
        for _ in range(2):
            outcomes = set(record.add_all(items, replace=again))
            assert outcomes <= ({"unchanged", "replaced"} if again else {"unchanged"})
            assert export(record) == once
        assert record.check() == []


@settings(max_examples=40, deadline=None)
@given(st.lists(extractions(), max_size=6), st.integers(0, 6))
def test_write_beginning_anew_after_any_item_ends_the_same(items: list[Extraction], done: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Record(Path(folder, "unbroken.db")) as record:
            list(record.add_all(items))
            unbroken = export(record)
        with Record(Path(folder, "broken.db")) as record:
            list(record.add_all(items[:done]))
            list(record.add_all(items))
            assert export(record) == unbroken


def test_write_a_changed_text_at_the_same_url_is_a_new_version(record: Record) -> None:
    assert record.add(make_extraction(STORY, url=URL, doc="first")) == "added"
    assert record.add(make_extraction(CHANGED, url=URL, doc="second")) == "new version"
    (row,) = record.articles()
    assert row.versions == 2
    assert record.article(row.id).extraction.article.text == CHANGED
    old = record.article(row.id, number=1)
    assert (old.current, old.extraction) == (False, make_extraction(STORY, url=URL, doc="first"))
    assert [statement.version_id for statement in record.statements()] == [record.article(row.id).version_id]
    assert len(record.search("rain")) == 1


def test_write_a_changed_text_of_the_same_doc_in_an_outlet_is_a_new_version(record: Record) -> None:
    record.add(make_extraction(STORY, outlet="Courier"))
    assert record.add(make_extraction(CHANGED, outlet="Courier")) == "new version"
    assert record.add(make_extraction(CHANGED + " again", outlet="Tribune")) == "added"


def test_write_one_changed_word_of_a_short_text_is_a_new_version(record: Record) -> None:
    record.add(make_extraction("Marsk said that the talks will go on in spring.", url=URL))
    assert record.add(make_extraction("Marsk said that the talks may go on in spring.", url=URL)) == "new version"


def test_write_an_old_version_added_again_changes_nothing(record: Record) -> None:
    record.add(make_extraction(STORY, url=URL))
    record.add(make_extraction(CHANGED, url=URL))
    before = export(record)
    assert record.add(make_extraction(STORY, url=URL)) == "unchanged"
    assert export(record) == before


def test_write_an_address_used_again_for_another_text_is_a_new_article(record: Record) -> None:
    record.add(make_extraction(STORY, url=URL))
    assert record.add(make_extraction(OTHER, url=URL)) == "added"
    assert len(record.articles()) == 2
    assert record.article(URL).extraction.article.text == OTHER
    before = export(record)
    assert record.add(make_extraction(STORY, url=URL)) == "unchanged"
    assert export(record) == before
    assert record.add(make_extraction(OTHER + " today", url=URL)) == "new version"
    assert record.article(URL).extraction.article.text == OTHER + " today"


def test_write_what_is_furniture_does_not_make_two_texts_alike(record: Record) -> None:
    footer = " " + " ".join(f"footer {word}" for word in WORDS)
    for text, outcome in ((STORY, "added"), (OTHER, "added")):
        span = Span(len(text), len(text) + len(footer))
        extraction = make_extraction(text + footer, url=URL, furniture=(span,))
        assert record.add(extraction) == outcome


def test_write_the_same_text_is_one_article_within_an_outlet(record: Record) -> None:
    record.add(make_extraction(STORY, outlet="Courier", doc="a", url=URL))
    assert record.add(make_extraction(STORY, outlet="Courier", doc="b", url=URL + "?page=1")) == "unchanged"
    assert record.add(make_extraction(STORY, doc="c")) == "unchanged"


def test_write_the_same_text_in_two_outlets_is_two_articles(record: Record) -> None:
    record.add(make_extraction(STORY, outlet="Courier", doc="a"))
    assert record.add(make_extraction(STORY, outlet="Tribune", doc="b")) == "added"


def test_write_the_same_text_at_the_same_url_is_one_article_whatever_the_outlet_is_called(record: Record) -> None:
    record.add(make_extraction(STORY, outlet="Courier", url=URL))
    assert record.add(make_extraction(STORY, outlet="The Harbour Courier", url=URL)) == "unchanged"


def test_write_a_text_of_no_outlet_belongs_to_the_article_that_had_it_first(record: Record) -> None:
    for outlet in ("Courier", "Tribune"):
        record.add(make_extraction(STORY, outlet=outlet))
    assert record.add(make_extraction(STORY, title="Strait")) == "completed"
    assert [(row.outlet, row.title) for row in record.articles()] == [("Courier", "Strait"), ("Tribune", "")]


def test_write_the_newest_article_of_an_address_gets_the_new_version(record: Record) -> None:
    short = "Marsk said: more later."
    record.add(make_extraction(STORY, url=URL))
    record.add(make_extraction(OTHER, url=URL))
    assert record.add(make_extraction(STORY + " " + OTHER + " " + short, url=URL)) == "new version"
    assert [row.versions for row in record.articles()] in ([1, 2], [2, 1])
    assert record.article(URL).number == 2


def test_write_what_was_not_known_is_completed_and_what_was_known_stays(record: Record) -> None:
    record.add(make_extraction(STORY, title="Strait"))
    full = make_extraction(STORY, title="Other", outlet="Courier", published="2026-03-03")
    assert record.add(full) == "completed"
    (row,) = record.articles()
    assert (row.title, row.outlet, row.published) == ("Strait", "Courier", "2026-03-03")
    assert [found.outlet for found in record.search("courier strait")] == ["Courier"]
    assert record.add(full) == "unchanged"
    assert record.check() == []


def test_write_statements_are_replaced_only_when_asked(record: Record) -> None:
    first = make_extraction(STORY)
    second = replace(first, statements=(replace(first.statements[0], id="s7", act="deny"),))
    record.add(first)
    assert record.add(second) == "unchanged"
    assert record.statements()[0].statement == first.statements[0]
    assert record.add(second, replace=True) == "replaced"
    assert record.statements()[0].statement == second.statements[0]
    assert record.add(second, replace=True) == "unchanged"
    assert record.check() == []


def test_write_a_skipped_input_is_one_row(record: Record) -> None:
    item = Skipped("a.txt", "empty", "the input holds no text")
    assert [record.add(item), record.add(item)] == ["skipped", "unchanged"]
    assert record.add(item, digest="abc") == "skipped"
    odd = Skipped("caf\udce9.txt", "unreadable", "the file could not be read")
    assert list(record.add_all([odd, odd])) == ["skipped", "unchanged"]
    assert record.counts().skipped == 3


def test_write_a_skipped_input_that_is_read_now_is_forgotten(record: Record) -> None:
    rows = [Skipped("a", "empty", "a.txt: no text"), Skipped("b\udc80", "empty", "b\udc80.txt: no text")]
    list(record.add_all([*rows, Skipped("c", "empty", "c.txt: no text")]))
    record.forget(rows)
    assert [row.doc for row in record.skipped()] == ["c"]


def test_write_a_record_knows_the_texts_that_adding_would_find(record: Record) -> None:
    article = make_extraction(STORY, outlet="Tarn Courier", url=URL)
    assert not record.knows(article.article)
    record.add(article)
    for fields, known in [
        ({"outlet": "Tarn Courier", "url": URL}, True),
        ({"outlet": "Tarn Courier", "doc": "moved"}, True),
        ({}, True),
        ({"outlet": "The Gull", "url": URL}, True),
        ({"outlet": "The Gull"}, False),
    ]:
        again = make_extraction(STORY, **fields)
        assert record.knows(again.article) is known, fields
    assert not record.knows(make_extraction(CHANGED, outlet="Tarn Courier", url=URL).article)


def _faulty() -> list[Extraction]:
    good = make_extraction(STORY)
    said = good.statements[0]

    def having(statement: Attribution) -> Extraction:
        return replace(good, statements=(statement,))

    return [
        having(replace(said, content=(Span(3, len(STORY) + 1),))),
        having(replace(said, cue=(Span(3, 3),))),
        having(replace(said, parent="s9")),
        having(replace(said, parent="s1")),
        having(replace(said, speaker=Speaker("e9", "Marsk"))),
        replace(good, statements=(said, said)),
        replace(good, entities=()),
        replace(good, article=replace(good.article, sha256="0" * 64)),
        replace(good, article=replace(good.article, text=STORY + "\ud800")),
        replace(good, article=replace(good.article, title="\ud800")),
        having(replace(said, score=float("nan"))),
    ]


@pytest.mark.parametrize("extraction", _faulty())
def test_write_a_faulty_extraction_is_refused_whole_and_the_rest_goes_on(
    record: Record, extraction: Extraction
) -> None:
    with pytest.raises(InputError, match=r"report-1: .*Read the article again"):
        record.add(extraction)
    assert record.counts().articles == 0
    good = make_extraction(OTHER)
    assert list(record.add_all([extraction, good])) == ["skipped", "added"]
    (skipped,) = record.skipped()
    assert (skipped.doc, skipped.reason) == ("report-1", "failed")
    assert record.check() == []


def test_write_the_lock_is_not_held_while_an_item_is_waited_for(tmp_path: Path) -> None:
    with Record(tmp_path / "story.db") as record:

        def slow_items() -> Iterator[Extraction]:
            yield make_extraction(STORY)
            assert not record.db.in_transaction
            yield make_extraction(OTHER)

        assert list(record.add_all(slow_items())) == ["added", "added"]


def test_write_a_full_disk_is_a_clear_error_and_the_record_stays_usable(record: Record) -> None:
    record.add(make_extraction(STORY))
    before = export(record)
    pages = record.db.execute("PRAGMA page_count").fetchone()[0]
    record.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = make_extraction("Dovrek said " + "word " * 50_000, doc="big")
    with pytest.raises(RecordError, match="the disk is full: free some space and run the same command again"):
        record.add(big)
    with pytest.raises(RecordError, match="the disk is full"):
        list(record.add_all([big]))
    assert export(record) == before
    assert record.check() == []
    record.db.execute("PRAGMA max_page_count = 1000000")
    assert record.add(big) == "added"


def test_write_another_writer_is_waited_for_and_then_named(record: Record, tmp_path: Path) -> None:
    with Record(tmp_path / "story.db") as other:
        other.db.execute("PRAGMA busy_timeout = 10")
        record.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another program is writing to it"):
            other.add(make_extraction(STORY))
        record.db.execute("ROLLBACK")
        assert other.add(make_extraction(STORY)) == "added"


def test_write_runs_say_whether_they_finished(tmp_path: Path) -> None:
    with Record(tmp_path / "story.db", model="tiny") as record:
        record.add(make_extraction(STORY))
    with pytest.raises(InputError), Record(tmp_path / "story.db") as record:
        record.add(replace(make_extraction(OTHER), entities=()))
    with Record(tmp_path / "story.db", "ro") as record:
        first, second = record.iter_table("runs")
        assert (first["model"], bool(first["finished"]), second["finished"]) == ("tiny", True, None)


def test_write_the_index_can_be_made_anew(record: Record) -> None:
    record.add(make_extraction(STORY))
    record.db.execute("DELETE FROM statements_fts")
    assert record.search("harbour") == []
    record.rebuild_index()
    assert len(record.search("harbour")) == 1
    assert record.check() == []


NUMBER = 150


def _add_in_child(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.keep_adding", str(path), str(NUMBER)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("seed", range(3))
def test_write_killed_at_any_moment_the_next_run_ends_as_an_unbroken_one(tmp_path: Path, seed: int) -> None:
    with Record(tmp_path / "unbroken.db") as record:
        list(record.add_all(make_many(NUMBER)))
        unbroken = export(record)
    path = tmp_path / "broken.db"
    chance = random.Random(seed)  # noqa: S311 - moments, no secret
    for _ in range(2):
        with _add_in_child(path) as child:
            assert child.stdout
            lines = chance.randrange(NUMBER // 2)
            for _ in range(lines):
                child.stdout.readline()
            time.sleep(chance.random() * 0.02)
            os.kill(child.pid, signal.SIGKILL)
        assert child.returncode == -signal.SIGKILL
        with Record(path) as record:
            assert record.check() == []
            # what was said to be saved is there: each line is one article, version or skipped row at least
            assert record.counts().versions + record.counts().skipped >= lines
    with _add_in_child(path) as child:
        child.communicate()
    assert child.returncode == 0
    with Record(path, "ro") as record:
        assert export(record) == unbroken
        assert record.check() == []
