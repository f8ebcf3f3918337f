from __future__ import annotations

import pytest

from onrecord.records import Attribution, Span, Speaker
from onrecord.resolve.drift import Drift, find_drifts, find_utterances
from onrecord.resolve.sentences import read_sentences
from tests.resolve.accounts import make_article

SAID = "We will open the port again when the ferry is gone from the rocks."


def drifts(a: str, b: str, speaker: str = "Brita Konnor") -> tuple[Drift, ...]:
    sides = []
    for words, name in ((a, "Konnor"), (b, speaker)):
        text = f'"{words}" she said.'
        statement = Attribution("s1", (), (), (Span(0, len(words) + 2),), "direct", speaker=Speaker("e1", name))
        sides.append(find_utterances(read_sentences(make_article(text)), (statement,)))
    return find_drifts(*sides)


@pytest.mark.parametrize(
    ("words", "manner"),
    [
        ("We will open the port when the ferry is gone from the rocks.", "shortened"),
        ("We will open the port again when the winter is gone from the rocks.", "changed"),
        ("When the ferry is gone from the rocks, we will open the port again.", "paraphrased"),
    ],
)
def test_drift_tells_how_the_words_changed(words: str, manner: str) -> None:
    assert [found.manner for found in drifts(SAID, words)] == [manner]


def test_drift_two_sentences_may_become_one() -> None:
    two = "We will open the port again in the summer. But another ferry from the islands must leave the rocks first."
    one = "We will open the port again in the summer, but another ferry from the islands must leave the rocks first."
    assert "joined" in {found.manner for found in drifts(two, one)}


def test_drift_the_same_words_are_none() -> None:
    assert drifts(SAID, SAID) == ()


def test_drift_another_utterance_of_the_speaker_is_none() -> None:
    assert drifts(SAID, "Nobody has told the families of the crew anything.") == ()


def test_drift_marks_the_words_that_changed() -> None:
    (found,) = drifts(SAID, SAID.replace("ferry", "winter"))
    (edit,) = found.edits
    assert f'"{SAID}"'[slice(*edit.a)] == "ferry"


def test_drift_light_verbs_change_nothing_that_is_told() -> None:
    a = "Lower the bridge for our carts and your cousins will be on their way to the valley that night."
    b = "Lower the bridge for our carts and that night your cousins will come to the valley."
    assert [found.manner for found in drifts(a, b)] == ["paraphrased"]


def test_drift_each_of_two_sentences_is_told_beside_its_part_of_the_one() -> None:
    two = "The long letter was honest and polite, I believe. But it was opened by another clerk of the same office."
    one = "The long letter was probably honest and polite, but another clerk of the same office opened it."
    told = f'"{one}" she said.'
    assert [told[slice(*found.b)] for found in drifts(two, one)] == [
        "The long letter was probably honest and polite",
        "but another clerk of the same office opened it",
    ]


def test_drift_who_says_one_sentence_says_the_next_by_whatever_name() -> None:
    two = "No ferry can sail beneath the falling rocks. The pilots were sent home by the owner of the old harbour."
    one = "Beneath the falling rocks no ferry can sail. Maybe the owner of the harbour sent some pilots home early."
    assert len(drifts(two, one, speaker="captain")) == 2
