"""An extraction as a line of JSON, and back the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.jsonlines import from_json, to_json
from onrecord.records import (
    Act,
    Article,
    Attribution,
    Dateline,
    Entity,
    Event,
    Extraction,
    Kind,
    Label,
    Mention,
    Skipped,
    Span,
    Speaker,
    Timex,
)
from tests.store.build import extractions

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "read.schema.json"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SPEAKER = Speaker("e1", "Osk")
FULL = Extraction(
    Article(
        doc="report",
        text="Osk told Velt no.",
        sha256="0" * 64,
        title="A call",
        outlet="Tarn Courier",
        published="2031-03-03T10:00:00Z",
        inferred=Dateline("2031-03-02", "2031-03-03", (Span(0, 3),)),
        url="https://courier.test/1",
        language="en",
        encoding="cp1252",
        body=Span(0, 17),
        furniture=(Span(16, 17),),
    ),
    (
        Attribution(
            "s1", (Span(0, 3),), (Span(4, 8),), (Span(9, 13), Span(14, 16)), "mixed", "deny", None, SPEAKER, None
        ),
        Attribution(
            "s2", (), (Span(4, 8),), (Span(14, 16),), parent="s1", said_on="2031-03", flags=("negated",), score=0.5
        ),
    ),
    (Mention(Span(0, 3), "e1", "name", 0.75),),
    (Entity("e1", "Osk", "person", ("Osk", "Mr Osk"), ("minister",)),),
    (Timex(Span(9, 13), "DURATION", "P2W"),),
    (
        Event(
            "v1",
            "CONSULT",
            "call",
            (Span(4, 8),),
            Span(0, 17),
            ("e1",),
            (),
            "2031-03-02/2031-03-03",
            "e1",
            (("duration", "PT40M"),),
            "alleged",
            ("s1",),
            ("s2",),
            background=True,
        ),
    ),
)
SKIPPED = Skipped("report", "empty", "the input holds no text")


def through_json(item: Extraction | Skipped) -> Extraction | Skipped:
    return from_json(json.loads(json.dumps(to_json(item))))


@given(extractions())
def test_jsonlines_extraction_comes_back_the_same(extraction: Extraction) -> None:
    assert through_json(extraction) == extraction


@given(st.builds(Skipped, texts, texts, texts))
def test_jsonlines_skipped_comes_back_the_same(skipped: Skipped) -> None:
    assert through_json(skipped) == skipped


def test_jsonlines_every_field_comes_back_the_same() -> None:
    assert through_json(FULL) == FULL


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("act", get_args(Act))
def test_jsonlines_every_kind_and_act_comes_back_the_same(kind: Kind, act: Act) -> None:
    item = Extraction(FULL.article, (Attribution("s1", (), (), (), kind, act),))
    assert through_json(item) == item


@pytest.mark.parametrize("label", get_args(Label))
def test_jsonlines_every_label_comes_back_the_same(label: Label) -> None:
    item = Extraction(FULL.article, entities=(Entity("e1", "x", label),))
    assert through_json(item) == item


def test_jsonlines_empty_body_is_not_no_body() -> None:
    item = Extraction(Article("report", "no", "0" * 64, body=Span(0, 0)))
    assert through_json(item) == item


def test_jsonlines_row_has_the_documented_keys() -> None:
    row = to_json(FULL)
    assert list(row) == [
        *("doc", "outlet", "title", "published", "inferred", "url", "language", "encoding", "text", "sha256"),
        *("body", "furniture", "statements", "mentions", "entities", "timexes", "events"),
    ]
    assert list(row["statements"][0]) == [
        *(
            "id",
            "source",
            "cue",
            "content",
            "kind",
            "act",
            "parent",
            "speaker",
            "addressee",
            "said_on",
            "flags",
            "score",
        )
    ]
    assert row["statements"][0]["content"] == [[9, 13], [14, 16]]
    assert row["statements"][0]["speaker"] == {"id": "e1", "name": "Osk"}
    assert row["mentions"] == [{"span": [0, 3], "entity": "e1", "form": "name", "score": 0.75}]
    assert row["entities"] == [
        {"id": "e1", "name": "Osk", "label": "person", "names": ["Osk", "Mr Osk"], "roles": ["minister"]}
    ]


def test_jsonlines_skipped_row_has_a_reason_and_no_text() -> None:
    assert to_json(SKIPPED) == {"doc": "report", "skipped": {"reason": "empty", "detail": "the input holds no text"}}


@pytest.mark.parametrize("item", [FULL, SKIPPED, Extraction(Article("a", "", "0" * 64))])
def test_jsonlines_rows_fulfil_the_schema(item: Extraction | Skipped) -> None:
    if not SCHEMA.is_file():
        pytest.skip("the schema is not written yet")
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(to_json(item), json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("key", ["doc", "text", "sha256", "title", "statements", "mentions", "entities", "furniture"])
def test_jsonlines_row_without_a_key_is_an_error(key: str) -> None:
    row = to_json(FULL)
    del row[key]
    with pytest.raises(KeyError):
        from_json(row)


@pytest.mark.parametrize(
    "change",
    [
        {"statements": [1]},
        {"statements": None},
        {"furniture": [[1]]},
        {"body": [1, 2, 3]},
        {"mentions": [{"span": "ab"}]},
        {"entities": [{}]},
        {"inferred": {"earliest": "2031-03-02"}},
        {"skipped": None},
        {"skipped": {}},
    ],
)
def test_jsonlines_row_of_another_shape_is_one_of_the_errors_that_are_documented(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({**to_json(FULL), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"text": 7},
        {"title": None},
        {"published": 20310303},
        {"furniture": [["a", "b"]]},
        {"body": [True, 3]},
        {"entities": [{"id": "e1", "name": "Osk", "label": "king", "names": [], "roles": []}]},
        {"entities": [{"id": "e1", "name": "Osk", "label": "person", "names": "Osk", "roles": []}]},
        {"statements": [{**to_json(FULL)["statements"][1], "kind": "sung"}]},
        {"statements": [{**to_json(FULL)["statements"][1], "score": "high"}]},
    ],
    ids=str,
)
def test_jsonlines_row_with_values_of_another_type_is_an_error(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({**to_json(FULL), **change})
