from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from evaluate import predictions, reading, translation
from evaluate.__main__ import main
from evaluate.translation import (
    Place,
    Said,
    Stability,
    add_document,
    find_said,
    is_same,
    is_same_by_words,
    measure,
    pair,
)
from onrecord.errors import InputError
from onrecord.records import Article, Attribution, Entity, Extraction, Label, Mention, Span, Speaker
from tests.extract.marked import read_marked

A = "Ferry late\n[Osk] <said> {the ferry was late}. [Velt] <said> {no}.\nIt rained, [he] <said>, {all day}."
B = "Late ferry\n{The ferry was late}, [Oskh] <said>. {Nothing}.\n[She] <said>: {it rained all day}."


def read(marked: str, *speakers: str, labels: Mapping[str, Label] | None = None) -> Extraction:
    """What is read of a text with its statements written into it; "" is nobody."""
    text, statements = read_marked(marked)
    entities = tuple(Entity(name, name, (labels or {}).get(name, "person")) for name in speakers if name)
    linked = tuple(
        Attribution(s.id, s.source, s.cue, s.content, speaker=Speaker(name, name) if name else None)
        for s, name in zip(statements, speakers, strict=True)
    )
    return Extraction(Article("d", text, ""), linked, entities=entities)


def said(name: str | None, *, person: bool = False) -> Said:
    return Said((), frozenset(), name, person, name or "nobody")


def test_translation_a_place_is_a_part_of_each_line() -> None:
    (statement,) = find_said(read("ab\n{cdef\ngh}ij [] <>", ""))
    assert statement.places == ((1, 0.0, 1.0), (2, 0.0, 2 / 6))
    assert statement.words == {"cdef", "gh"}


def test_translation_statements_pair_where_they_say_the_same() -> None:
    left = find_said(read("[] <> {the ferry was late} [] <> {it rained}", "", ""))
    right = find_said(read("[] <> {a ferry was late} [] <> {it has rained}", "", ""))
    assert sorted(pair(left, right)) == [(0, 0), (1, 1)]
    assert sorted(pair(left[1:], right)) == [(0, 1)]


def test_translation_statements_of_different_lines_are_no_pair() -> None:
    assert pair(find_said(read("[] <> {it rained}\nx", "")), find_said(read("x\n[] <> {it rained}", ""))) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (None, None, True),
        (None, "osk", False),
        ("mara osk", "osk", True),
        ("mara zaharova", "maria zakharova", True),
        ("mara osk", "mara velt", False),
    ],
)
def test_translation_persons_are_the_same_by_their_last_word(
    ours: str | None, theirs: str | None, *, same: bool
) -> None:
    assert is_same(said(ours, person=True), said(theirs, person=True)) is same
    assert is_same(said(theirs, person=True), said(ours)) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("ministry of defence", "defense ministry", True),
        ("the spokesman", "spokesman", True),
        ("spokesman", "doctor", False),
        ("defence minister", "defence ministry", False),
        ("ministry of health", "ministry", False),
        ("the", "the", True),
        ("they", "we", False),
    ],
)
def test_translation_others_are_the_same_by_all_their_words(ours: str, theirs: str, *, same: bool) -> None:
    assert is_same(said(ours), said(theirs)) is same
    assert is_same(said(theirs), said(ours)) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("osk", "osk newspaper", True),
        ("osk s ministry", "osk ministry", True),
        ("newspaper", "osk newspaper", False),
        ("newspaper", "website", False),
    ],
)
def test_translation_a_word_for_the_sort_and_a_possessive_do_not_part_names(
    ours: str, theirs: str, *, same: bool
) -> None:
    assert is_same(said(ours), said(theirs)) is same
    assert not is_same_by_words(said(ours), said(theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ((1, 0.0, 0.3), (1, 0.2, 0.5), True),
        ((1, 0.0, 0.3), (1, 0.3, 0.5), False),
        ((1, 0.0, 0.3), (2, 0.0, 0.3), False),
        ((1, 0.0, 0.3), None, False),
    ],
)
def test_translation_who_has_no_name_is_the_same_at_the_same_place(
    ours: Place, theirs: Place | None, *, same: bool
) -> None:
    names = (("ruling", ours), ("order", theirs))
    left, right = (Said((), frozenset(), name, is_person=False, shown=name, unnamed_at=at) for name, at in names)
    assert is_same(left, right) is same
    assert not is_same_by_words(left, right)


def test_translation_only_who_is_never_named_has_a_place() -> None:
    mentions = (
        Mention(Span(0, 3), "e1", "role"),
        Mention(Span(4, 7), "e2", "role"),
        Mention(Span(8, 11), "e2", "name"),
    )
    statements = tuple(Attribution(f"s{n}", (), (), (Span(0, 3),), speaker=Speaker(f"e{n}", "x")) for n in (1, 2))
    found = find_said(Extraction(Article("d", "abc def ghi", ""), statements, mentions))
    assert [s.unnamed_at for s in found] == [(0, 0.0, 3 / 11), None]


def test_translation_counts_pairs_and_deviations() -> None:
    found = Stability()
    left = find_said(read(A, "Osk", "Velt", ""))
    right = find_said(read(B.replace("{Nothing}", "Nothing"), "Oskh", "Ina Torv"))
    add_document(found, "d", [left, right, left])
    assert found.as_row() == {
        "documents": 1,
        "versions": 3,
        "statements": 8,
        "documents_counted": 0,
        "deviation": None,
        "pairs": 7,
        "paired": 1.0,
        "speakers": 5 / 7,
        "speakers_by_words": 5 / 7,
    }
    assert found.differences == {"d, line 3: Ina Torv / nobody": 2}
    add_document(found, "e", [left, left * 3])
    assert found.as_row()["deviation"] == 0.5
    assert len(found.deviations) == 1


def test_translation_nothing_read_has_no_figures() -> None:
    found = Stability()
    add_document(found, "d", [[], []])
    assert found.as_row()["deviation"] is found.as_row()["speakers"] is found.as_row()["paired"] is None
    assert "none" in translation.show(found)


@pytest.mark.parametrize("versions", [None, [], {}, {"a": "x"}, {"a": "x", "b": 1}, {"a": "x", "b": "x\ny"}])
def test_translation_versions_must_have_the_same_lines(versions: object) -> None:
    with pytest.raises(InputError):
        measure([{"doc": "d", "versions": versions}], lambda fields: Article("d", "", ""), lambda articles: [])


def test_translation_is_a_task_of_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = {"x": A, "y": A.replace("Velt", "Torv")}

    def fake(articles: Sequence[Article]) -> list[Extraction]:
        systems = [article.doc.removeprefix("d/") for article in articles]
        return [read(marked[system], "Osk", "Velt" if system == "x" else "Torv", "") for system in systems]

    predictions.open_reader.cache_clear()
    monkeypatch.setattr(reading, "open_reader", lambda *_: fake)
    path = tmp_path / "versions.jsonl"
    row = {"doc": "d", "versions": {system: read_marked(text)[0] for system, text in marked.items()}}
    path.write_text(f"{json.dumps(row)}\n{json.dumps({'doc': 'e'})}\n", encoding="utf-8")
    assert main(["score", "translation", str(path), "--limit", "1", "--json", "--misses"]) == 0
    captured = capsys.readouterr()
    figures = json.loads(captured.out)
    assert (figures["deviation"], figures["pairs"], round(figures["speakers"], 3)) == (0.0, 3, 0.667)
    assert "1 pairs: d, line 2: Torv / Velt" in captured.err
    assert main(["score", "translation", str(path)]) == 2
    assert main(["score", "translation"]) == 2
    assert main(["score", "translation", str(path), "--limit", "-1"]) == 2
    predictions.open_reader.cache_clear()
