"""Parties of events that no name of the article covers: what they are called, and which are pieces of longer names."""

from __future__ import annotations

import pytest

from onrecord.extract.cast import number_sentences
from onrecord.extract.names import find_words
from onrecord.extract.parties import Party, Scene
from onrecord.extract.party_ids import PartyIds
from onrecord.records import Entity
from onrecord.text.layout import find_layout


def called(text: str, phrase: str) -> list[str]:
    """The names of the entities that a party of these words makes."""
    layout = find_layout(text)
    at = text.index(phrase)
    words = find_words(layout, {at + len(phrase)})
    run = [i for i, word in enumerate(words) if at <= word.span.start < at + len(phrase)]
    entities: list[Entity] = []
    scene = Scene(layout, words, number_sentences(words), (), {})
    PartyIds(scene, entities).ids([Party(run[0], run[-1] + 1, None, None, person=False)])
    return [entity.name for entity in entities]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("They spoke to the Osks there.", "the Osks", "Osks"),
        ("They spoke for the other Osks there.", "for the other Osks", "Osks"),
        ("They met the Harbour Plan (HP) team.", "Harbour Plan (HP", "Harbour Plan"),
        ("The President of the Osks spoke.", "the Osks", "Osks"),
    ],
)
def test_parties_are_called_without_what_stands_around_their_name(text: str, phrase: str, name: str) -> None:
    assert called(text, phrase) == [name]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("They saw the Games of the Osks there.", "the Osks"),
        ("They saw the Osk Games Plan there.", "the Osk Games"),
        ("They saw the Great Osk-era ships there.", "the Great Osk"),
        ("They saw the Harbour Line 2 there.", "the Harbour Line"),
    ],
)
def test_parties_that_are_pieces_of_longer_names_are_nobody(text: str, phrase: str) -> None:
    assert called(text, phrase) == []
