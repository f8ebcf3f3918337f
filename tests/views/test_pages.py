"""Pages made from a record."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.records import Attribution, Extraction, Span, Speaker
from onrecord.store.record import Record
from onrecord.views import pages
from onrecord.views.marks import join_words
from tests.views.story import HOSTILE_TEXT, NESTED, UNDATED, make_article, make_hostile, make_nested, make_undated


def test_pages_the_overview_counts_what_the_record_holds(record: Record) -> None:
    assert pages.read_overview(record) == pages.Overview(
        articles=3,
        outlets=2,
        statements=7,
        speakers=3,
        unattributed=1,
        skipped=1,
        first="2026-05-04",
        last="2026-05-04",
    )


def test_pages_an_empty_record_has_an_overview(tmp_path: Path) -> None:
    with Record(tmp_path / "empty.db") as empty:
        assert pages.read_overview(empty) == pages.Overview(0, 0, 0, 0, 0, 0, None, None)
        assert pages.read_speaker_pages(empty) == ()


def test_pages_a_chain_leads_from_the_outlet_to_the_speaker(record: Record) -> None:
    chains = {row.id: row.chain for row in pages.read_article(record, "nested").statements}
    assert chains == {
        "s1": ("The Gull", "The Evening Post"),
        "s2": ("The Gull", "The Evening Post", "an official"),
        "s3": ("The Gull", "The Evening Post", "an official", "Orla Penn"),
        "s4": ("The Gull", pages.NO_SPEAKER),
    }


def test_pages_a_chain_names_nobody_twice_in_a_row() -> None:
    extraction = make_nested()
    penn = Speaker("e1", "Orla Penn")
    statements = tuple(replace(statement, speaker=penn) for statement in extraction.statements)
    rows = pages.make_statement_rows("a", replace(extraction, statements=statements))
    assert rows[2].chain == ("The Gull", "Orla Penn")


def test_pages_statements_that_hold_each_other_end_their_chain() -> None:
    article = make_article("loop", "A says B says C")
    one = Attribution("s1", (Span(0, 1),), (Span(2, 6),), (Span(7, 15),), parent="s2")
    two = Attribution("s2", (Span(7, 8),), (Span(9, 13),), (Span(14, 15),), parent="s1")
    rows = pages.make_statement_rows("a", Extraction(article, (one, two)))
    assert [row.chain for row in rows] == [("The Gull", "B", "A"), ("The Gull", "A", "B")]


def test_pages_a_speaker_has_all_statements_by_date(record: Record) -> None:
    (page,) = pages.read_speaker_pages(record, speaker="Penn")
    assert (page.speaker.name, page.speaker.label, page.speaker.statements) == ("Orla Penn", "person", 4)
    assert page.names == ("Orla Penn", "Penn")
    assert (page.first, page.last) == ("2026-05-04", "2026-05-04")
    assert [row.doc for row in page.statements][2:] == ["undated", "undated"]


def test_pages_what_nobody_is_named_for_comes_last(record: Record) -> None:
    found = pages.read_speaker_pages(record)
    assert [page.speaker.name for page in found] == [
        "Orla Penn",
        "an official",
        "The Evening Post",
        pages.NO_SPEAKER,
    ]
    assert found[-1].speaker.id is None


def test_pages_speakers_have_the_numbers_of_their_pages(record: Record) -> None:
    listed = {row.id: row for row in pages.read_speakers(record)}
    for page in pages.read_speaker_pages(record):
        if page.speaker.id is not None:
            assert listed[page.speaker.id] == page.speaker


def test_pages_an_article_is_its_text_unchanged(record: Record) -> None:
    text_of = {
        page.article.doc: "".join(segment.text for segment in page.segments)
        for page in pages.iter_article_pages(record)
    }
    assert text_of == {"nested": NESTED, make_hostile().article.doc: HOSTILE_TEXT, "undated": UNDATED}
    with pytest.raises(InputError):
        pages.read_article(record, "no such article")


def test_pages_furniture_and_front_matter_stand_aside() -> None:
    text = "---\noutlet: x\n---\nA says B.\nRead also: C"
    body = Span(18, len(text))
    article = make_article("front", text, body=body, furniture=(Span(text.index("Read"), len(text)),))
    page = pages.make_article_page("a", Extraction(article))
    assert [(segment.text, segment.aside) for segment in page.segments] == [
        ("---\noutlet: x\n---\n", True),
        ("A says B.\n", False),
        ("Read also: C", True),
    ]


def test_pages_an_inferred_date_says_what_it_was_read_from() -> None:
    row = pages.make_article_row("a", make_undated())
    assert (row.published, row.inferred, row.inferred_from) == (None, "2026-05-02/2026-05-09", "2 May 2026")


def test_pages_search_finds_statements_with_their_chain(record: Record) -> None:
    (row,) = pages.find_statements(record, "pier")
    assert (join_words(row.content), row.speaker, row.chain[-1]) == (
        "that the pier had been sold",
        None,
        pages.NO_SPEAKER,
    )


def test_pages_every_word_stands_where_its_row_says(record: Record) -> None:
    for page in pages.iter_article_pages(record):
        text = "".join(segment.text for segment in page.segments)
        for row in page.statements:
            for part in (*row.source, *row.cue, *row.content):
                assert text[part.start : part.end] == part.words


def test_pages_are_json(record: Record) -> None:
    assert json.loads(json.dumps(asdict(pages.read_overview(record))))["statements"] == 7
    for speaker in pages.read_speaker_pages(record):
        assert json.loads(json.dumps(asdict(speaker)))["speaker"]["name"] == speaker.speaker.name
    for article in pages.iter_article_pages(record):
        assert json.loads(json.dumps(asdict(article)))["article"]["doc"] == article.article.doc


def test_pages_a_skipped_input_has_its_reason_in_words(record: Record) -> None:
    (row,) = pages.read_skipped(record)
    assert row.doc == "scans/page.pdf"
    assert row.why == "the input is not text"


def test_pages_misses_stand_where_their_rows_say(record: Record) -> None:
    record.add(replace(make_nested(), statements=()), replace=True)
    rows = pages.read_misses(record)
    assert [(row.doc, row.reason, join_words(row.words)) for row in rows] == [
        ("nested", "cue", "wrote … said … denied"),
        ("nested", "cue", "claimed"),
    ]
    for row in rows:
        for part in (row.sentence, *row.words):
            assert NESTED[part.start : part.end] == part.words


def test_pages_furniture_misses_nothing() -> None:
    text = "Osk left.\n\nPhoto: as Velt told us"
    furniture = (Span(text.index("Photo"), len(text)),)
    assert pages.make_miss_rows("a", Extraction(make_article("a", text, furniture=furniture))) == ()
    assert len(pages.make_miss_rows("a", Extraction(make_article("a", text)))) == 1
