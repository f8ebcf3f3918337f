"""Two translations of one text: sentences meet though they are worded in other ways, and one change is found."""

from __future__ import annotations

import pytest

from onrecord.resolve.discrepancies import Discrepancy, compare, read_article
from tests.resolve.accounts import make_article

ONE = """The harbour of Tovren was closed on Monday after the storm

The regional head of Hesk, Anton Verrin, announced this in a talk with the newspaper Osmerian Herald.

In Tovren, ships may expect strong winds and rain with gusts of up to 90 kilometres per hour.

According to Halvik, in all these cases the insurers had an interest of their own and should have stayed away.

Three of the ferries have returned, the press service of the Nordmar company told reporters."""
OTHER = """Harbour of Tovren closed Monday because of storm

Anton Verrin, who heads the Hesk region, said so to the paper Osmerian Herald.

Ships in Tovren can expect wind and brief rain, with gusts reaching 90 kilometers an hour.

As Halvik put it, the insurers had their own interest in all of these cases and ought to have kept away.

Reporters were told by Nordmar's press office that three ferries have come back."""


def find(text: str) -> list[Discrepancy]:
    found = compare(read_article(make_article(ONE)), read_article(make_article(text)))
    return [one for one in found if one.kind != "spelling"]


def test_two_translations_that_agree_give_none() -> None:
    assert find(OTHER) == []


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("Ships in Tovren", "Ships in Brannick"),
        ("Anton Verrin", "Anton Quillar"),
        ("As Halvik", "As Brannick"),
        ("Nordmar's", "Seahaul's"),
        ("As Halvik", "As Verrin"),
    ],
)
def test_a_name_in_the_place_of_another_is_found_in_a_free_translation(words: str, changed: str) -> None:
    assert words in OTHER
    text = OTHER.replace(words, changed)
    found = find(text)
    place = text.index(changed)
    assert [one.kind in ("name", "participants") for one in found] == [True]
    assert found[0].b.span.start < place + len(changed)
    assert place < found[0].b.span.end


def test_a_kind_of_place_that_translators_name_in_two_ways_is_no_disagreement() -> None:
    one = ONE.replace("The regional head of Hesk", "The head of Hesk Oblast")
    other = OTHER.replace("who heads the Hesk region", "who heads the Hesk Region")
    found = compare(read_article(make_article(one)), read_article(make_article(other)))
    assert [d for d in found if d.kind != "spelling"] == []


TEMPERATURES = """The weather office of Hesk gave its forecast for the coast on Sunday

On Sunday, people on the coast can expect some rain and changing clouds, the office of Hesk said.

During the day the air along the coast will be between 17 and 24 degrees, and 9 to 12 degrees at night.

The harbour cancelled the ferry to Tovren, and the next ferry leaves Hesk for Brannick with all who wait on Monday."""
TEMPERATURES_AGAIN = """Hesk weather office made its forecast for the coast on Sunday

The coast can expect changing clouds and some rain on Sunday, according to the office of Hesk.

Along the coast, daytime air will range from 17 degrees to 24 degrees, at night from 9 to 12 degrees.

The harbour cancelled the ferry to Tovren. Another ferry leaves Hesk for Brannick on Monday with all who wait."""


def find_between(one: str, other: str) -> list[Discrepancy]:
    found = compare(read_article(make_article(one)), read_article(make_article(other)))
    return [d for d in found if d.kind != "spelling"]


def test_the_ends_of_a_range_are_compared_one_by_one() -> None:
    assert find_between(TEMPERATURES, TEMPERATURES_AGAIN) == []
    changed = TEMPERATURES_AGAIN.replace("from 17 degrees", "from 71 degrees")
    (found,) = find_between(TEMPERATURES, changed)
    assert found.kind == "number"
    assert changed[slice(*found.b.span)] == "71"


def test_what_one_tells_in_a_sentence_and_the_other_in_two_is_compared_as_a_whole() -> None:
    changed = TEMPERATURES_AGAIN.replace("ferry to Tovren", "ferry to Quillar")
    (found,) = find_between(TEMPERATURES, changed)
    assert found.kind == "name"
    assert changed[slice(*found.b.span)].startswith("Quillar")


def test_a_negation_is_found_though_the_verb_is_another() -> None:
    changed = OTHER.replace("can expect wind", "can not expect wind")
    assert [one.kind for one in find(changed)] == ["negation"]


def test_a_negation_told_by_a_word_is_no_disagreement() -> None:
    one = ONE + "\n\nThe head of the harbour of Tovren holds that the funds aren't enough for it."
    other = OTHER + "\n\nThe funds are insufficient, the head of the harbour of Tovren holds."
    assert find_between(one, other) == []
