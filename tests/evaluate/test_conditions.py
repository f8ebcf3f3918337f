"""The scorer of conditions, on a key of its own."""

from __future__ import annotations

from evaluate.conditions import score, show
from evaluate.lines import Row
from tests.resolve.market import AGAINST, COUNTER, OFFER, PROMISE, market_reports

KEY: Row = {
    "entities": [
        {"id": f"person:{name.split()[-1].casefold()}", "name": name, "names": [name]}
        for name in ("Mara Oske", "Jon Berg", "Lena Holt", "Ina Torv")
    ],
    "conditions": [
        {
            "actor": "person:oske",
            "addressee": "person:berg",
            "words": OFFER,
            "doc": "offer",
            "replies": [
                {"by": "person:berg", "reply": "rejected", "doc": "offer"},
                {"by": "person:torv", "reply": "rejected", "doc": "against"},
            ],
        },
        {
            "actor": "person:holt",
            "addressee": "",
            "words": "The crew of the Orlan is held",
            "doc": "against",
            "replies": [],
        },
    ],
    "positions": [
        {"actor": "person:torv", "stance": "against", "doc": "against", "words": AGAINST},
        {"actor": "person:holt", "stance": "against", "doc": "promise", "words": PROMISE},
        {"actor": "person:berg", "stance": "for", "doc": "counter", "words": COUNTER},
    ],
}


def test_conditions_scorer_pairs_counts_and_names_what_is_missing() -> None:
    result = score(KEY, market_reports())
    shares = {name: (share.hits, share.of) for name, share in result.shares.items()}
    assert shares["conditions"] == (1, 2)
    assert shares["precision"] == (1, 2)
    assert shares["actor"] == (1, 1)
    assert shares["addressee"] == (0, 1)
    assert shares["replies"] == (1, 2)
    assert shares["reply precision"] == (1, 2)
    assert shares["positions"] == (2, 3)
    assert shares["stance"] == (1, 2)
    assert "missed: The crew of the Orlan is held" in result.misses
    assert "reply missed: person:torv rejected against" in result.misses
    assert any(line.startswith("reply not in the key: countered Lena Holt") for line in result.misses)
    assert "conditions          1/2    0.500" in show(result)
