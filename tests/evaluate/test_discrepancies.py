from __future__ import annotations

from evaluate.discrepancies import predict, score
from evaluate.lines import Row
from tests.resolve.accounts import make_article


def fact(value: int, scope: str = "total", *, current: bool = True) -> Row:
    return {"kind": "killed", "value": value, "scope": scope, "current": current}


def differ(other: str, relation: str) -> Row:
    return {"with": other, "kind": "killed", "relation": relation}


def article(doc: str, story: str, facts: list[Row], disagreements: list[Row]) -> Row:
    return {"doc": doc, "story": story, "facts": facts, "disagreements": disagreements}


GOLD = [
    article("a", "s", [fact(58)], [differ("b", "conflict"), differ("c", "differ")]),
    article("b", "s", [fact(59), fact(10, "tourists")], []),
    article("c", "s", [fact(50), fact(40, current=False)], []),
    article("d", "t", [fact(12)], []),
    article("e", "t", [fact(12)], []),
]


def test_discrepancies_the_gold_against_itself_is_all_right() -> None:
    figures, misses = score(GOLD, GOLD)
    assert [figures[name]["f1"] for name in ("facts", "conflict", "any")] == [1.0] * 3
    assert misses == []


def test_discrepancies_a_difference_counts_neither_for_nor_against_conflicts() -> None:
    guess = [{"doc": "c", "disagreements": [{"with": "a", "kind": "killed"}]}]
    figures, _ = score(GOLD, guess)
    assert figures["conflict"]["predicted"] == 0
    assert figures["any"]["right"] == 1


def test_discrepancies_an_alarm_in_a_calm_story_is_counted() -> None:
    figures, misses = score(GOLD, [{"doc": "d", "disagreements": [{"with": "e", "kind": "killed"}]}])
    assert (figures["false_alarms"], figures["calm_stories"]) == (1, 1)
    assert "spurious conflict: d e killed" in misses


def test_discrepancies_are_predicted_from_texts() -> None:
    a = make_article("The flood at the port of Hesk killed 12 people on Tuesday, the coastguard said.", doc="a")
    b = make_article("The coastguard said that 15 people died in the flood at the port of Hesk.", doc="b")
    first, _ = predict([a, b])
    assert [(f["kind"], f["value"]) for f in first["facts"]] == [("killed", 12)]
    assert first["disagreements"] == [{"with": "b", "kind": "killed", "relation": "conflict"}]
