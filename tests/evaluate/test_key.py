from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from evaluate.key import Comparison, compare, same_speaker, show
from evaluate.lines import Row

TEXT = 'Mayor Ina Torv said that Rolf Ask had promised a bridge. "It will be built," she said.'
ENTITIES: dict[str, Row] = {
    "person:ina-torv": {"id": "person:ina-torv", "name": "Ina Torv", "aliases": ["the mayor"]},
    "person:rolf-ask": {"id": "person:rolf-ask", "name": "Rolf Ask", "names": ["Ask"]},
    "organisation:council": {"id": "organisation:council", "name": "the city council", "aliases": []},
}
At = Callable[..., list[list[int]]]


@pytest.fixture
def key(at: At) -> list[Row]:
    def statement(number: int, source: str, cue: str, content: str, **more: Any) -> Row:
        common = {"kind": "indirect", "act": "assert", "parent": None, "core": True, "speaker": "person:ina-torv"}
        spans = {"source": at(TEXT, source), "cue": at(TEXT, cue), "content": at(TEXT, content)}
        return {"id": f"s{number}"} | spans | common | more

    return [
        statement(1, "Mayor Ina Torv", "said", "that Rolf Ask had promised a bridge"),
        statement(2, "Rolf Ask", "had promised", "a bridge", parent="s1", act="promise", speaker="person:rolf-ask"),
        statement(3, "she", "said", '"It will be built,"', kind="direct", act="promise"),
    ]


@pytest.fixture
def perfect(key: list[Row]) -> list[Row]:
    names = {"person:ina-torv": "Ina Torv", "person:rolf-ask": "Rolf Ask"}
    return [statement | {"speaker": {"id": "e", "name": names[statement["speaker"]]}} for statement in key]


def test_key_against_itself_is_perfect(key: list[Row], perfect: list[Row]) -> None:
    comparison = compare(TEXT, key, perfect, ENTITIES)
    assert {share.value for share in comparison.shares.values()} == {1.0}
    assert comparison.misses == []
    assert comparison.figures["core"] == comparison.figures["predicted"] == 3


def test_key_names_what_was_missed_and_what_is_not_in_it(key: list[Row], perfect: list[Row], at: At) -> None:
    stray = perfect[2] | {"id": "s9", "content": at(TEXT, "Mayor")}
    comparison = compare(TEXT, key, [*perfect[:2], stray], ENTITIES)
    assert comparison.figures["core_recall"] == comparison.figures["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert [miss.split()[0] for miss in comparison.misses] == ["missed", "not"]
    assert "It will be built" in comparison.misses[0]


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("speaker", {"speaker": {"id": "e2", "name": "Rolf Ask"}}),
        ("speaker", {"speaker": None}),
        ("act", {"act": "deny"}),
        ("kind", {"kind": "mixed"}),
        ("source_overlap", {"source": []}),
    ],
)
def test_key_tells_each_difference_once(key: list[Row], perfect: list[Row], figure: str, change: Row) -> None:
    comparison = compare(TEXT, key, [*perfect[:2], perfect[2] | change], ENTITIES)
    wrong = [name for name, share in comparison.shares.items() if share.value < 1]
    assert wrong == [figure]
    assert [miss.split()[:2] for miss in comparison.misses] == [[figure, "s3"]]


def test_key_parent_must_be_the_statement_that_was_found_for_it(key: list[Row], perfect: list[Row]) -> None:
    comparison = compare(TEXT, key, [perfect[0], perfect[1] | {"parent": "s3"}, perfect[2]], ENTITIES)
    assert (comparison.shares["parent"].hits, comparison.shares["parent"].of) == (0, 1)


def test_key_spans_outside_the_text_are_counted(key: list[Row], perfect: list[Row]) -> None:
    perfect[0]["cue"] = [[5, 5], [0, len(TEXT) + 1]]
    share = compare(TEXT, key, perfect, ENTITIES).shares["offsets"]
    assert share.of - share.hits == 2


def test_key_shares_of_nothing_are_zero() -> None:
    comparison = compare(TEXT, [], [], ENTITIES)
    assert {share.value for share in comparison.shares.values()} == {0.0}
    assert "core_recall" in show(comparison)


def test_key_comparisons_add_up(key: list[Row], perfect: list[Row]) -> None:
    total = Comparison()
    total.add(compare(TEXT, key, perfect, ENTITIES))
    total.add(compare(TEXT, key, [], ENTITIES))
    assert total.figures["core_recall"] == 0.5
    assert len(total.misses) == 3


@pytest.mark.parametrize(
    ("key", "name", "same"),
    [
        ("person:ina-torv", "Ina Torv", True),
        ("person:ina-torv", "The Mayor", True),
        ("person:ina-torv", "Mayor Torv", True),  # the last word of a person's name
        ("person:rolf-ask", "ask", True),
        ("person:ina-torv", "Rolf Ask", False),
        ("organisation:council", "council", True),
        ("organisation:council", "council of the city", False),
        ("person:una-known", "Una Known", True),  # a speaker that the key does not describe
        ("person:ina-torv", None, False),
        (None, "Ina Torv", False),
        (None, None, True),
    ],
)
def test_key_speakers_are_the_same_by_any_of_their_names(key: str | None, name: str | None, same: bool) -> None:  # noqa: FBT001
    assert same_speaker(key, {"id": "e1", "name": name}, ENTITIES) is same


@pytest.mark.parametrize("seed", range(40))
def test_key_figures_are_those_of_the_shared_scorer(score_gold: ModuleType, maker: Any, seed: int) -> None:
    made = maker(seed)
    text = made.text()
    pick = made.random.choice
    entities: dict[str, Row] = {
        "person:ina-torv": {"id": "person:ina-torv", "name": "Ina Torv", "aliases": ["the mayor"]},
        "person:rolf-ask": {"id": "person:rolf-ask", "name": "Rolf Ask", "aliases": ["Ask"]},
        "org:council": {"id": "org:council", "name": "the city council", "aliases": ["the council's press office"]},
    }
    names = ["Ina Torv", "Mayor Torv", "ask", "council", "the city council", "someone", "", None]

    def statement(number: int) -> Row:
        return {
            "id": f"s{number}",
            "source": made.spans(text),
            "cue": made.spans(text, 1),
            "content": made.spans(text),
            "kind": pick(["direct", "indirect"]),
            "act": pick(["assert", "deny"]),
            "parent": pick([None, "s0", "s1"]),
            "core": pick([True, True, False]),
            "speaker": pick([*entities, "person:una-known", None]),
        }

    statements = [statement(number) for number in range(12)]
    predicted = [
        s
        | {role: made.near(text, s[role]) for role in ("source", "cue", "content")}
        | {"speaker": pick([None, {"id": "e1", "name": pick(names)}]), "act": pick(["assert", "deny", None])}
        for s in statements
        if made.random.random() < 0.7
    ]
    predicted += [statement(20) | {"speaker": None}, statement(21) | {"speaker": None, "cue": [[-1, 4]]}]
    gold = {"statements": statements, "entities": list(entities.values())}
    assert compare(text, statements, predicted, entities).figures == score_gold.score(gold, text, predicted)
