from __future__ import annotations

import random

import pytest

from evaluate.lines import Row
from evaluate.planted import KINDS, measure, pair_translations, plant, shorten
from onrecord.records import Article
from tests.resolve.accounts import FERRY, FERRY_TOLD_AGAIN, make_article


def make(row: Row) -> Article:
    return make_article(row["text"], doc=row["doc"])


@pytest.mark.parametrize("kind", KINDS)
def test_planted_changes_one_place_of_the_second_account(kind: str) -> None:
    a, b = make_article(FERRY), make_article(FERRY_TOLD_AGAIN)
    change = plant(a, b, kind, random.Random(1))  # noqa: S311 - chance, not a secret
    assert change is not None
    (start, end), words = change
    assert b.text[start:end] != words


def test_planted_counts_what_is_found_and_what_is_raised_without_cause() -> None:
    tally = measure([(make_article(FERRY), make_article(FERRY_TOLD_AGAIN))], make)
    assert (tally.untouched, tally.alarmed) == (1, 0)
    assert sum(tally.planted.values()) == len(KINDS)
    assert sum(tally.found.values()) >= 4


def test_planted_the_shorter_version_is_the_same_each_time() -> None:
    row = {"doc": "d", "text": FERRY}
    assert shorten(row, make) == shorten(row, make)
    assert shorten({"doc": "d", "text": "One line."}, make) is None


def test_planted_translations_need_both_people() -> None:
    assert pair_translations({"doc": "d", "versions": {"ref-A": FERRY}}, make) is None
