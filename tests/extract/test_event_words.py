"""The event lexicon: every form of its verbs is known, and each entry has a root of PLOVER."""

from __future__ import annotations

from importlib import resources

import pytest

from onrecord.extract import event_words
from onrecord.extract.cast import number_sentences
from onrecord.extract.event_words import find_triggers, inflect, plural
from onrecord.extract.names import find_words
from onrecord.extract.plover import ROOTS
from onrecord.text.layout import find_layout


def triggers(text: str) -> list[tuple[str, str | None, str]]:
    layout = find_layout(text)
    words = find_words(layout)
    found = find_triggers(words, number_sentences(words))
    return [(t.entry.root, t.entry.mode, " ".join(words[i].key for i in t.at)) for t in found if not t.entry.hint]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("meet", {"meet", "meets", "met", "meeting"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("travel", {"travel", "travels", "traveled", "travelled", "traveling", "travelling"}),
        ("impose", {"impose", "imposes", "imposed", "imposing"}),
        ("go", {"go", "goes", "went", "gone", "going"}),
    ],
)
def test_event_words_verbs_are_inflected(base: str, forms: set[str]) -> None:
    assert {form for _, form in inflect(base)} == forms


@pytest.mark.parametrize(("one", "many"), [("visit", "visits"), ("inquiry", "inquiries"), ("siege", "sieges")])
def test_event_words_nouns_have_a_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_event_words_roots_are_those_of_plover() -> None:
    lines = resources.files(event_words.__package__).joinpath("lexicon", "events.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if line and not line.startswith("#")]
    assert {row[0] for row in rows} == set(ROOTS)
    assert {row[2] for row in rows} == {"v", "n"}


def test_event_words_longer_entries_hold() -> None:
    assert triggers("Velt imposed new sanctions on Osk.") == [("SANCTION", None, "imposed sanctions")]


def test_event_words_a_gap_does_not_reach_into_another_clause() -> None:
    assert ("CONSULT", "call", "spoke with") not in triggers("Osk spoke about a deal with Velt.")


@pytest.mark.parametrize("text", ["Osk is eager for talks.", "Osk praised the attack.", "Osk's visit was short."])
def test_event_words_after_an_article_or_a_preposition_are_nouns(text: str) -> None:
    layout = find_layout(text)
    words = find_words(layout)
    last = find_triggers(words, number_sentences(words))[-1]
    assert last.form == "noun"


def test_event_words_in_a_name_tell_nothing() -> None:
    assert triggers("The General Strike Committee slept.") == []
