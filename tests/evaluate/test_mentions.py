"""Figures of coreference and of names, on cases counted by hand."""

from __future__ import annotations

import pytest

from evaluate import mentions
from evaluate.lines import Row
from onrecord.errors import InputError


def marks(**clusters: str) -> list[Row]:
    """Letters as mentions of persons: letter a stands at 0-1, b at 2-3 and so on."""
    return [
        {"start": 2 * (ord(letter) - 97), "end": 2 * (ord(letter) - 97) + 1, "type": "person", "cluster": label}
        for label, letters in clusters.items()
        for letter in letters
    ]


def doc(found: list[Row]) -> list[Row]:
    return [{"doc": "d", "mentions": found}]


def test_mentions_what_is_right_scores_one() -> None:
    gold = doc(marks(x="abc", y="de"))
    assert {ratio.f1 for ratio in mentions.score_coref(gold, gold).values()} == {1.0}
    assert {ratio.f1 for ratio in mentions.score_aliases(gold, gold).values()} == {1.0}


def test_mentions_a_cluster_in_two_parts() -> None:
    figures = mentions.score_coref(doc(marks(x="abcd")), doc(marks(x="ab", y="cd")))
    assert figures["muc"].recall == pytest.approx(2 / 3)
    assert figures["b3"].recall == pytest.approx(0.5)
    assert figures["b3"].precision == 1.0
    assert figures["ceafe"].f1 == pytest.approx(2 * (2 / 3) / 3)
    assert mentions.conll(figures) == pytest.approx(sum(figures[n].f1 for n in ("muc", "b3", "ceafe")) / 3)


def test_mentions_the_best_pairing_is_not_the_greedy_one() -> None:
    gold, ours = marks(x="abc", y="de"), marks(u="abd", v="ce")
    total = mentions.score_coref(doc(gold), doc(ours))["ceafe"].right_gold
    assert total == pytest.approx(2 * 2 / 6 + 2 * 1 / 4)


def test_mentions_links_of_names() -> None:
    figures = mentions.score_aliases(doc(marks(x="abc")), doc(marks(x="ab")))
    assert figures["links"].recall == pytest.approx(1 / 3)
    assert figures["found"].recall == pytest.approx(2 / 3)


def test_mentions_of_unknown_documents_are_refused() -> None:
    with pytest.raises(InputError, match="not in the gold"):
        mentions.score_coref([], doc([]))
