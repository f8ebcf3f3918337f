"""Corrections: rows that outrank the model, can be undone, and survive another reading."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records import Attribution, Extraction, Span, Speaker
from onrecord.store.changes import Change, StaleError, guess_kind
from onrecord.store.corrected import Correction, apply_corrections, share_of, tidy_spans
from onrecord.store.corrections import Progress
from onrecord.store.faults import find_faults
from onrecord.store.record import Record
from onrecord.text.article import hash_text
from tests.store.build import export, extractions, spans
from tests.views.story import NESTED, find_span, make_nested

AUTHOR = "Ann Reader"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "story.db") as opened:
        opened.add(make_nested())
        yield opened


def change(record: Record, what: str, statement: str | None = None, **fields: Any) -> Correction:
    stored = record.article("nested")
    sha256 = stored.extraction.article.sha256
    return record.correct(Change(stored.id, sha256, what, statement, **fields), AUTHOR)  # type: ignore[arg-type]


def get(record: Record, statement: str) -> Attribution:
    found = {one.id: one for one in record.article("nested").extraction.statements}
    return found[statement]


def ids_of(record: Record) -> list[str]:
    return [one.id for one in record.article("nested").extraction.statements]


def test_corrections_a_new_speaker_is_the_speaker_everywhere(record: Record) -> None:
    change(record, "speaker", "s4", speaker="  Ida \n Marlow ")
    assert get(record, "s4").speaker == Speaker("c1", "Ida Marlow")
    assert [row.statement.id for row in record.statements(speaker="Marlow")] == ["s4"]
    assert [row.statement.id for row in record.search("Marlow")] == ["s4"]
    assert [row.statements for row in record.speakers(name="Marlow")] == [1]
    assert [row["speaker_name"] for row in record.iter_table("statements")][-1] == "Ida Marlow"
    assert record.check() == []


def test_corrections_a_speaker_whom_the_article_knows_is_the_same_one(record: Record) -> None:
    change(record, "speaker", "s4", speaker="orla penn")
    assert get(record, "s4").speaker == Speaker("e1", "Orla Penn")
    change(record, "speaker", "s4", speaker=None)
    assert get(record, "s4").speaker is None


@pytest.fixture
def misread(tmp_path: Path) -> Iterator[Record]:
    """The model took "Harbour" for another word for Orla Penn, and gives her s4."""
    reading = make_nested()
    penn = dataclasses.replace(reading.entities[0], names=("Orla Penn", "Harbour"))
    last = dataclasses.replace(reading.statements[3], speaker=Speaker("e1", "Orla Penn"))
    with Record(tmp_path / "misread.db") as opened:
        opened.add(
            dataclasses.replace(
                reading, entities=(penn, *reading.entities[1:]), statements=(*reading.statements[:3], last)
            )
        )
        yield opened


def test_corrections_a_name_that_the_model_put_with_another_is_a_speaker_of_its_own(misread: Record) -> None:
    change(misread, "speaker", "s4", speaker="Harbour", label="place")
    assert get(misread, "s4").speaker == Speaker("c1", "Harbour")
    assert get(misread, "s3").speaker == Speaker("e1", "Orla Penn")
    assert [(row.name, row.label) for row in misread.speakers(name="Harbour")] == [("Harbour", "place")]
    (exported,) = misread.iter_table("corrections")
    statements: Any = exported["statements"]
    assert statements[3]["speaker"] == "Harbour"
    assert misread.check() == []
    change(misread, "speaker", "s3", speaker="harbour")  # the same one from now on
    assert get(misread, "s3").speaker == Speaker("c1", "Harbour")
    reading = make_nested()
    penn = dataclasses.replace(reading.entities[0], names=("Orla Penn", "Harbour"))
    read_again = dataclasses.replace(reading, entities=(penn, *reading.entities[1:]), statements=reading.statements[:3])
    assert misread.add(read_again, replace=True) == "replaced"
    assert [misread.article("nested").extraction.statements[at].speaker for at in (2, 3)] == [
        Speaker("c1", "Harbour"),
        Speaker("c1", "Harbour"),
    ]


def test_corrections_that_change_nothing_are_checks(record: Record) -> None:
    s3 = get(record, "s3")
    made = [
        change(record, "speaker", "s3", speaker="orla  penn", label="place"),
        change(record, "act", "s3", act=s3.act),
        change(record, "kind", "s3", kind=s3.kind),
        change(record, "spans", "s3", source=s3.source, cue=s3.cue, content=s3.content),
        change(record, "speaker", "s4", speaker=None),
    ]
    assert [one.what for one in made] == ["accept"] * 5
    assert get(record, "s3") == dataclasses.replace(s3, flags=("checked",))
    assert get(record, "s4").flags == ("checked",)


def test_corrections_an_older_one_of_the_same_is_replaced(record: Record) -> None:
    for name in ("Ida Marlow", "Bo Lind"):
        change(record, "speaker", "s4", speaker=name)
    change(record, "act", "s4", act="accuse")
    change(record, "speaker", "s3", speaker="Bo Lind")
    assert [row.correction.id for row in record.corrections() if row.replaced] == [1]
    record.undo(2)
    assert [row.correction.id for row in record.corrections() if row.replaced] == []
    speaker = get(record, "s4").speaker
    assert speaker
    assert speaker.name == "Ida Marlow"


def test_corrections_kind_and_act_are_what_the_person_says(record: Record) -> None:
    change(record, "kind", "s4", kind="mixed")
    change(record, "act", "s4", act="accuse")
    statement = get(record, "s4")
    assert (statement.kind, statement.act, statement.flags) == ("mixed", "accuse", ("checked", "corrected"))
    assert record.statements(act="accuse")[0].statement.id == "s4"


def test_corrections_boundaries_move_and_the_nesting_follows(record: Record) -> None:
    s2 = get(record, "s2")
    change(record, "spans", "s2", source=s2.source, cue=s2.cue, content=find_span(NESTED, "the plan"))
    assert get(record, "s2").content == find_span(NESTED, "the plan")
    assert get(record, "s3").parent == "s1"  # it lies in s2 no more, in s1 still
    assert [row.statement.id for row in record.search('"the plan"')]
    assert record.check() == []


def test_corrections_what_is_no_statement_is_gone_and_its_children_move_up(record: Record) -> None:
    change(record, "reject", "s2")
    assert ids_of(record) == ["s1", "s3", "s4"]
    assert get(record, "s3").parent == "s1"
    assert record.counts().statements == 3
    assert record.search("official")[0].statement.id == "s1"
    assert record.check() == []


def test_corrections_a_missed_statement_is_added_in_its_place(record: Record) -> None:
    content = find_span(NESTED, "deal is near")
    change(record, "add", source=find_span(NESTED, "Harbour"), content=content, speaker="Harbour", act="expect")
    assert ids_of(record) == ["c1", "s1", "s2", "s3", "s4"]
    added = get(record, "c1")
    assert (added.content, added.kind, added.act, added.score) == (content, "indirect", "expect", 1.0)
    assert added.flags == ("checked", "corrected", "added")
    inner = find_span(NESTED, "the plan")
    change(record, "add", content=inner)
    assert get(record, "c2").parent == "s3"


def test_corrections_are_undone_one_by_one_down_to_what_the_model_read(record: Record) -> None:
    before = {table: rows for table, rows in export(record).items() if table != "corrections"}
    made = [
        change(record, "speaker", "s1", speaker="Ida Marlow"),
        change(record, "reject", "s2"),
        change(record, "add", content=find_span(NESTED, "Harbour deal")),
        change(record, "act", "s1", act="doubt"),
    ]
    for correction in made:
        record.undo(correction.id)
    assert {table: rows for table, rows in export(record).items() if table != "corrections"} == before
    assert list(record.iter_table("corrections")) == []
    assert all(row.correction.undone for row in record.corrections())


def test_corrections_undone_twice_or_never_made_is_an_error(record: Record) -> None:
    correction = change(record, "accept", "s1")
    record.undo(correction.id)
    with pytest.raises(InputError, match="undone already"):
        record.undo(correction.id)
    with pytest.raises(InputError, match="no correction 99"):
        record.undo(99)


def test_corrections_survive_another_reading(record: Record) -> None:
    """The model finds other boundaries, other ids, and misses one."""
    change(record, "speaker", "s3", speaker="Ida Marlow")
    change(record, "reject", "s2")
    change(record, "act", "s4", act="accuse")
    change(record, "add", cue=find_span(NESTED, "near"), content=find_span(NESTED, "Harbour deal"))
    reading = make_nested()
    shorter = find_span(NESTED, "the plan & its")
    statements = (
        dataclasses.replace(reading.statements[0], id="s7"),
        dataclasses.replace(reading.statements[1], id="s8", parent="s7", source=()),
        dataclasses.replace(reading.statements[2], id="s9", parent="s8", content=shorter, act="doubt"),
        Attribution("s10", (), (), find_span(NESTED, "Harbour deal is")),
    )
    assert record.add(dataclasses.replace(reading, statements=statements), replace=True) == "replaced"
    now = {one.id: one for one in record.article("nested").extraction.statements}
    assert list(now) == ["s7", "s9", "s10", "c3"]
    assert now["s9"].speaker
    assert (now["s9"].speaker.name, now["s9"].act, now["s9"].content) == ("Ida Marlow", "doubt", shorter)
    assert (now["c3"].act, now["c3"].content) == ("accuse", find_span(NESTED, "that the pier had been sold"))
    assert now["s10"].content == find_span(NESTED, "Harbour deal")  # found by the model now, and not doubled
    assert record.check() == []
    assert record.add(dataclasses.replace(reading, statements=statements), replace=True) == "unchanged"


def test_corrections_of_a_text_that_changed_are_orphans(record: Record) -> None:
    change(record, "speaker", "s4", speaker="Ida Marlow")
    assert record.progress() == Progress(1, 4)
    later = make_nested()
    text = NESTED + "\nMore was to come.\n"
    article = dataclasses.replace(later.article, text=text, sha256=hash_text(text))
    assert record.add(dataclasses.replace(later, article=article)) == "new version"
    (row,) = record.corrections()
    assert row.orphan
    assert row.words == "that the pier had been sold"
    assert get(record, "s4").speaker is None
    assert record.progress() == Progress(0, 4)
    old = record.article("nested", number=1).extraction.statements[3]
    assert old.speaker
    assert old.speaker.name == "Ida Marlow"
    with pytest.raises(StaleError, match="new text"):
        record.correct(Change(record.article("nested").id, later.article.sha256, "accept", "s1"), AUTHOR)


def test_corrections_of_what_is_no_longer_there_are_refused(record: Record) -> None:
    change(record, "reject", "s2")
    with pytest.raises(StaleError, match="no longer there"):
        change(record, "accept", "s2")
    with pytest.raises(StaleError, match="no longer there"):
        change(record, "accept", "s1", seen=((), (), (Span(0, 1),)))


@pytest.mark.parametrize(
    ("what", "fields", "words"),
    [
        ("add", {}, "has content"),
        ("add", {"content": (Span(5, 5000),)}, "not within the text"),
        ("add", {"content": (Span(7, 8),)}, "has content"),  # a space
        ("add", {"content": tuple(Span(i, i + 1) for i in range(99))}, "at most"),
        ("add", {"content": (Span(0, 7),), "speaker": " "}, "characters"),
        ("add", {"content": (Span(0, 7),), "speaker": "\ud800"}, "surrogate"),
        ("add", {"content": (Span(0, 7),), "speaker": "x", "label": "duke"}, "one of"),
        ("add", {"content": (Span(0, 7),), "kind": "loud"}, "kind is one of"),
        ("add", {"content": (Span(0, 7),), "act": "sing"}, "act is one of"),
    ],
)
def test_corrections_that_cannot_be_are_refused_and_leave_nothing(
    record: Record, what: str, fields: dict[str, Any], words: str
) -> None:
    before = export(record)
    with pytest.raises(InputError, match=words):
        change(record, what, **fields)
    assert export(record) == before
    assert record.corrections() == []


def test_corrections_progress_counts_statements_and_not_corrections(record: Record) -> None:
    assert record.progress() == Progress(0, 4)
    change(record, "accept", "s1")
    change(record, "act", "s1", act="doubt")
    change(record, "reject", "s2")
    article = record.article("nested").id
    assert record.progress() == record.progress(article) == Progress(2, 4)
    change(record, "add", content=find_span(NESTED, "Harbour deal"))
    assert record.progress() == Progress(3, 5)


def test_corrections_are_exported_as_training_data(record: Record) -> None:
    change(record, "accept", "s3")
    change(record, "reject", "s4")
    (row,) = record.iter_table("corrections")
    assert json.loads(json.dumps(row)) == row
    assert row["text"] == NESTED
    assert row["checked"] == 1
    statements: Any = row["statements"]
    assert [one["checked"] for one in statements] == [False, False, True]
    assert [NESTED[slice(*statements[2]["cue"][0])]] == ["denied"]
    log: Any = row["corrections"]
    assert [(one["author"], one["what"], one["becomes"] is None) for one in log] == [
        (AUTHOR, "accept", False),
        (AUTHOR, "reject", True),
    ]


def test_corrections_the_kind_of_added_words_is_read_from_their_quotation_marks() -> None:
    text = 'He said "we are all ready," and that "much" was done.'
    assert guess_kind(text, find_span(text, '"we are all ready,"')) == "direct"
    assert guess_kind(text, find_span(text, 'that "much" was done')) == "mixed"
    assert guess_kind(text, find_span(text, "was done")) == "indirect"


@given(st.data())
def test_corrections_of_any_reading_leave_a_faultless_one(data: st.DataObject) -> None:
    extraction: Extraction = dataclasses.replace(data.draw(extractions()), timexes=(), events=())
    text = extraction.article.text
    made: list[Correction] = []
    for number in range(1, data.draw(st.integers(1, 5)) + 1):
        now = apply_corrections(extraction, made).extraction
        what = data.draw(st.sampled_from(["accept", "speaker", "spans", "act", "reject", "add"]))
        seen = None
        if what != "add":
            if not now.statements:
                continue
            seen = data.draw(st.sampled_from(now.statements))
        becomes = seen or Attribution("", (), (), data.draw(spans(text)))
        if what in ("spans", "add"):
            becomes = dataclasses.replace(becomes, content=data.draw(spans(text)), source=data.draw(spans(text)))
        if what == "speaker":
            becomes = dataclasses.replace(becomes, speaker=Speaker("", data.draw(st.sampled_from(["Ann", "Bo"]))))
        becomes_now = None if what == "reject" else becomes
        made.append(Correction(number, "", "", "", "", what, seen, becomes_now, target=number))  # type: ignore[arg-type]
    corrected = apply_corrections(extraction, made)
    assert find_faults(corrected.extraction) == []
    assert set(corrected.targets) <= {statement.id for statement in corrected.extraction.statements}
    again: Extraction = data.draw(extractions())  # a reading that has nothing in common
    other = dataclasses.replace(again, article=extraction.article, mentions=(), statements=(), timexes=(), events=())
    assert find_faults(apply_corrections(other, made).extraction) == []


@given(st.data())
def test_corrections_tidy_spans_lie_in_order_and_hold_the_same_words(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n", min_size=1, max_size=30))
    given_spans = data.draw(spans(text))
    tidy = tidy_spans(text, given_spans)
    places = {at for start, end in given_spans for at in range(start, end)}
    kept = {at for start, end in tidy for at in range(start, end)}
    assert all(a.end < b.start for a, b in pairwise(tidy))
    assert kept <= places
    assert all(text[at].isspace() for at in places - kept)


def test_corrections_share_is_of_characters() -> None:
    assert share_of((Span(0, 4),), (Span(2, 6),)) == pytest.approx(2 / 6)
    assert share_of((), ()) == 0
