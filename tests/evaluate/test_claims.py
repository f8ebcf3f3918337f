"""The scorer of claims, on a key and reports of its own."""

from __future__ import annotations

from evaluate.claims import score, show
from evaluate.lines import Row
from tests.store.test_claims import reports

KEY: Row = {
    "entities": [{"id": "organisation:palace", "name": "The palace of Osk", "names": ["the palace"]}],
    "reports": [{"doc": doc, "published": day} for doc, day in (("a", "2031-05-03"), ("c", "2031-05-06"))],
    "claims": [
        {
            "id": "c-call",
            "standing_by_day": {"2031-05-03": "reported", "2031-05-06": "confirmed"},
            "stances": [
                {"holder": "unnamed:official", "stance": "asserts", "doc": "a", "words": "spoke by telephone on 1 May"},
                {"holder": "organisation:palace", "stance": "confirms", "doc": "c", "words": "spoke by telephone"},
            ],
        },
        {
            "id": "c-other",
            "standing_by_day": {"2031-05-06": "reported"},
            "stances": [
                {"holder": "organisation:palace", "stance": "asserts", "doc": "c", "words": "The palace of Osk"}
            ],
        },
    ],
}


def test_claims_scorer_pairs_counts_and_names_what_is_missing() -> None:
    result = score(KEY, reports())
    shares = {name: (share.hits, share.of) for name, share in result.shares.items()}
    assert shares["claims"] == (1, 2)
    assert shares["standing"] == (2, 3)
    assert shares["stances"] == (2, 3)
    assert shares["kind"] == shares["party"] == (2, 2)
    assert shares["precision"] == (2, 4)
    assert shares["joined"] == (1, 1)
    assert shares["falsely joined"][0] == 0
    assert any(line.startswith("c-other: missed") for line in result.misses)
    assert "claims           1/2 0.500" in show(result)
