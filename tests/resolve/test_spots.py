"""Where accounts name people, and which names that stand in one place are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article, Extraction, Mention, Span
from onrecord.resolve.spots import Spot, find_spots, holds_place, is_slip
from onrecord.text.article import hash_text

TOLD = "A pupil of the harbour school in Osk, {}, scored four hundred points in mathematics, physics and chemistry."
TOLD_AGAIN = "{}, a pupil of the harbour school at Osk, scored four hundred points: mathematics, physics, chemistry."


def spots(text: str, name: str) -> set[Spot]:
    at = text.index(name)
    mention = Mention(Span(at, at + len(name)), "e1")
    return set(find_spots(Extraction(Article("a", text, hash_text(text)), (), (mention,), ()), {"e1"}))


def marks(text: str, name: str) -> set[int]:
    return {spot.mark for spot in spots(text.format(name), name)}


def test_spots_two_accounts_in_other_words_share_marks_whatever_the_name() -> None:
    assert marks(TOLD, "Dorin Lomsak") & marks(TOLD_AGAIN, "Dorin Lopsak")


def test_spots_another_matter_shares_none() -> None:
    other = "The envoy {} flew to Ketter on Tuesday, where trawlers of both fleets had collided in thick fog."
    assert not marks(TOLD, "Dorin Lomsak") & marks(other, "Dorin Lomsak")


def test_spots_a_formula_has_none() -> None:
    assert not spots("He said that Dorin Lomsak is here.", "Dorin Lomsak")


def test_spots_keep_the_words_as_they_stand() -> None:
    assert {spot.words for spot in spots(TOLD.format("Dorin Łomsak"), "Dorin Łomsak")} == {"dorin lomsak"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dorin lomsadel", "dorin lopsadel"),  # a consonant
        ("dorin lomsadel", "dorin romsadel"),
        ("maxim petronevich", "maksim petrovich"),  # a syllable
        ("alexander tolvaj", "alexandra tolvaj"),
        ("pokatovich", "pocatovic"),
        ("vuba", "vube"),
    ],
)
def test_slips_a_name_with_one_word_misspelled(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dorin lomsadel", "dorin vasko"),
        ("dorin lomsadel", "emrik lopsadel"),  # two words
        ("dorin lomsadel", "lopsadel"),
        ("tolvaj", "dolvaj"),
        ("osk", "ost"),
        ("dorin lomsadel", "dorin lomsadel"),
    ],
)
def test_slips_another_name_is_none(one: str, other: str) -> None:
    assert not is_slip(one, other)


@given(*[st.text("aeiklmnorst ", min_size=1).filter(str.strip)] * 2)
def test_slips_are_symmetric(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


def test_slips_bare_names_need_more_words_in_common() -> None:
    assert holds_place("dorin lomsadel", "dorin lopsadel", 1)
    assert not holds_place("pokatovich", "pocatovic", 1)
    assert holds_place("pokatovich", "pocatovic", 2)
