"""Lists, look-ups and the full-text search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records import Attribution, Entity, Extraction, Span, Speaker
from onrecord.store.read import match_of
from onrecord.store.record import Record
from tests.store.build import make_article, make_extraction


def _said(text: str, name: str, **fields: object) -> Extraction:
    """The words before the first "said" are the source, those after it the content."""
    cue = text.index("said")
    entity = Entity("e1", name, "person", (name,))
    statement = Attribution(
        id="s1",
        source=(Span(0, cue - 1),),
        cue=(Span(cue, cue + 4),),
        content=(Span(cue + 5, len(text)),),
        speaker=Speaker("e1", name),
    )
    return Extraction(make_article(text, **fields), (statement,), (), (entity,))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("read") / "story.db") as record:
        for item in (
            _said("Emrik Tolváj said the sailors will be freed.", "Emrik Tolváj", outlet="Courier", doc="a",
                  published="2026-03-03T10:00:00Z", url="https://courier.test/a", title="The envoy speaks"),
            _said("The envoy said that no list was promised.", "emrik tolvaj", outlet="Tribune", doc="b",
                  published="2026-03-05"),
            _said("Dita Vasko said the visit is off.", "Dita Vasko", outlet="Tribune", doc="c", published="2026-03-10"),
            _said("Joren Vasko said escorts are ready.", "Joren Vasko", outlet="Courier", doc="c"),
        ):  # fmt: skip
            record.add(item)
        yield record


def _docs(rows: list[object]) -> list[str]:
    return [row.doc for row in rows]  # type: ignore[attr-defined]


def test_read_articles_are_listed_by_date(record: Record) -> None:
    rows = record.articles()
    assert [(row.outlet, row.doc, row.statements, row.versions) for row in rows] == [
        ("Courier", "c", 1, 1),
        ("Courier", "a", 1, 1),
        ("Tribune", "b", 1, 1),
        ("Tribune", "c", 1, 1),
    ]
    assert [row.doc for row in record.articles(outlet="Tribune")] == ["b", "c"]


def test_read_an_article_is_found_by_id_its_beginning_url_and_doc(record: Record) -> None:
    stored = record.article("https://courier.test/a")
    assert stored.extraction.article.title == "The envoy speaks"
    for words in (stored.id, stored.id[:6], "a"):
        assert record.article(words) == stored
    with pytest.raises(InputError, match=r"c may be any of .*: give one of these ids"):
        record.article("c")
    for words in ("nothing", "", "\udce9", stored.id[:2]):
        with pytest.raises(InputError, match="no article"):
            record.article(words)
    with pytest.raises(InputError, match="no article"):
        record.article(stored.id, number=7)


def test_read_speakers_are_counted_whatever_the_accents(record: Record) -> None:
    rows = record.speakers()
    assert [(row.key, row.statements, row.articles, row.outlets) for row in rows] == [
        ("emrik tolvaj", 2, 2, ("Courier", "Tribune")),
        ("dita vasko", 1, 1, ("Tribune",)),
        ("joren vasko", 1, 1, ("Courier",)),
    ]
    assert rows[0].name == "Emrik Tolváj"
    assert {row.label for row in rows} == {"person"}
    assert [row.key for row in record.speakers(name="VASKO")] == ["dita vasko", "joren vasko"]
    assert [row.key for row in record.speakers(name="Vas")] == []
    assert [row.statements for row in record.speakers(outlet="Courier", name="tolvaj")] == [1]


def test_read_statements_are_filtered(record: Record) -> None:
    assert len(record.statements()) == 4
    assert _docs([*record.statements(speaker="tolvaj")]) == ["a", "b"]
    assert _docs([*record.statements(speaker="Tolvaj, Emrik")]) == ["a", "b"]
    assert _docs([*record.statements(speaker_key="vasko")]) == []
    assert _docs([*record.statements(speaker_key="dita vasko")]) == ["c"]
    assert _docs([*record.statements(outlet="Courier")]) == ["c", "a"]
    assert _docs([*record.statements(since="2026-03-03", until="2026-03-05")]) == ["a", "b"]
    assert _docs([*record.statements(since="2026-03")]) == ["a", "b", "c"]
    assert record.statements(act="deny") == record.statements(kind="direct") == []
    assert len(record.statements(limit=2)) == 2
    assert len(record.statements(article_id=record.article("a").id, speaker=None)) == 1


def test_read_a_statement_comes_with_its_words(record: Record) -> None:
    (row,) = record.statements(speaker="Dita")
    assert (row.source, row.cue, row.content) == ("Dita Vasko", "said", "the visit is off.")


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ("sailor", ["a"]),  # by its stem
        ("TOLVAJ", ["a", "b"]),
        ('"visit is off"', ["c"]),
        ('"off visit"', []),
        ("“visit is off”", ["c"]),
        ("off visit", ["c"]),
        ("esc*", ["c"]),
        ("tribune", ["b", "c"]),
        ("visit OR sailors", []),
        ("speaks", ["a"]),
        ('visit "is off', ["c"]),
        ("visit - !", ["c"]),
        ("", []),
        ('"', []),
        ("-", []),
    ],
)
def test_read_search_finds_words_and_phrases(record: Record, query: str, docs: list[str]) -> None:
    assert sorted(row.doc for row in record.search(query)) == docs


ODD = (
    *(
        "*",
        "^",
        "a^b",
        "content:",
        "{a b}:c",
        "NEAR(a b, 2)",
        "NOT",
        "AND AND",
        "(",
        "a + b",
        "''",
        '"""',
        "\0",
        "a\0b",
    ),
    *("\udce9", "٣", "²", "ª", "\u0301", "a\u0301", "漢字", "-visit", "visit-is", "O'Brien", '*"*"*', "%", ";--"),
)


@pytest.mark.parametrize("query", ODD)
def test_read_search_takes_odd_characters(record: Record, query: str) -> None:
    assert isinstance(record.search(query), list)
    assert isinstance(record.search(query + " visit"), list)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters() | st.sampled_from('"*^:(){}-+ANDORT '), max_size=20))
def test_read_search_never_fails(record: Record, query: str) -> None:
    record.search(query)
    record.speakers(name=query)
    record.statements(speaker=query, outlet=query, since=query, limit=1)


def test_read_search_words_without_letters_do_not_hide_the_rest() -> None:
    assert match_of("visit - “is off” ...") == '"visit" "is off"'


def test_read_search_reaches_outlet_and_limit(record: Record) -> None:
    assert [row.outlet for row in record.search("vasko", outlet="Courier")] == ["Courier"]
    assert len(record.search("said OR vasko", limit=1)) == 0
    assert len(record.search("vasko", limit=1)) == 1


def test_read_counts(record: Record) -> None:
    found = record.counts()
    assert (found.articles, found.versions, found.statements, found.speakers, found.outlets) == (4, 4, 4, 3, 2)


def test_read_pieces_that_stand_apart_are_joined_by_a_mark(tmp_path: Path) -> None:
    text = '"Yes," Marsk said, "we agree."'
    extraction = make_extraction(text)
    statement = replace(extraction.statements[0], content=(Span(1, 5), Span(20, 29)))
    with Record(tmp_path / "story.db") as record:
        record.add(replace(extraction, statements=(statement,)))
        assert record.statements()[0].content == "Yes, … we agree."
        assert len(record.search('"yes we agree"')) == 1
