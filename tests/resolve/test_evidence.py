"""What articles tell of a name adds up: its sort is that of most of them."""

from __future__ import annotations

from collections import Counter

import pytest

from onrecord.resolve.evidence import best_label


@pytest.mark.parametrize(
    ("labels", "best"),
    [
        ({"person": 3, "place": 1}, "person"),
        ({"person": 2, "place": 2, "organisation": 1}, "place"),  # a land that some articles take for somebody
        ({"person": 1, "other": 1}, "person"),
        ({"person": 1, "other": 3}, "other"),
        ({"other": 3, "place": 1}, "place"),
        ({"other": 2}, "other"),
        ({}, "other"),
    ],
)
def test_evidence_somebody_is_who_half_of_the_articles_take_for_somebody(labels: dict[str, int], best: str) -> None:
    assert best_label(Counter(labels)) == best
