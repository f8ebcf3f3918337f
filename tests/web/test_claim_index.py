"""The index of claims finds what a walk through all of them would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store import ledger
from onrecord.store.ledger import ClaimRow
from onrecord.store.record import Record
from onrecord.web.claim_index import find_about, find_told, index_claims
from tests.web.story import make_story


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[ClaimRow]]:
    path: Path = make_story(tmp_path_factory.mktemp("claims") / "strait.db")
    with Record(path, "ro") as record:
        yield ledger.claims(record.db, single=True)


def told_words(claims: list[ClaimRow]) -> list[str]:
    return sorted({word for claim in claims for entry in claim.stances for word in entry.words.split()})


@given(data=st.data())
def test_claims_told_in_words_are_those_of_which_one_stand_holds_them(
    claims: list[ClaimRow], data: st.DataObject
) -> None:
    word = st.sampled_from([*told_words(claims), "nowhere", "—", "*"])
    begun = st.builds(lambda word, length: f"{word[:length]}*", word, st.integers(1, 5))
    words = " ".join(data.draw(st.lists(word | begun, max_size=3)))
    expected = {claim.id for claim in claims if ledger.holds_words(ledger.fold_stands(claim), words)}
    assert find_told(index_claims(claims), words) == expected


def test_claims_about_a_name_are_those_that_a_walk_finds_in_its_order(claims: list[ClaimRow]) -> None:
    parties = {entry.party.name for claim in claims for entry in claim.stances}
    names = [*parties, *(word for party in parties for word in party.split()), "", "nobody", "Nobody At All", "—"]
    index = index_claims(claims)
    for name in names:
        assert list(find_about(index, name)) == [claim for claim in claims if ledger.is_about(claim, name)]
    assert any(list(find_about(index, name)) not in ([], claims) for name in names)


def test_claims_about_somebody_are_found_without_a_walk(
    claims: list[ClaimRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_claims(claims)
    monkeypatch.setattr(ledger, "is_about", None)  # would fail if it were asked
    assert not list(find_about(index, "nobody"))
    with pytest.raises(TypeError):
        list(find_about(index, claims[0].names[0]))


@pytest.mark.parametrize(("words", "holds"), [("har*", True), ("zz*", False), ("harbour zz*", False), ("harb", False)])
def test_a_star_stands_for_the_end_of_a_word_and_not_for_any_word(words: str, *, holds: bool) -> None:
    assert ledger.holds_words([" the harbour of osk "], words) is holds
