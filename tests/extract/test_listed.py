"""Those whom an exchange is about are read where a list or "among" names them."""

from __future__ import annotations

import pytest

from tests.extract.test_events import names, only, read

SWAP = "Finland will exchange prisoners with Sweden."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{SWAP} The list covers 31 Oskian sailors and nine Varnian crews.", ["Oskian sailors", "Varnian crews"]),
        (f"{SWAP} The pilot Ann Lee and the cook Ben Tarn were among the nine who came.", ["Ann Lee", "Ben Tarn"]),
        (f"{SWAP} Among those freed were Ann Lee and Ben Tarn.", ["Ann Lee", "Ben Tarn"]),
    ],
)
def test_an_exchange_is_told_again_with_those_on_its_list(text: str, named: list[str]) -> None:
    extraction = read(text)
    told = [e for e in extraction.events if e.mode == "exchange"]
    assert len(told) == 2
    assert names(extraction, told[1].recipients) == named
    assert told[1].status == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "The list covers 31 Oskian sailors.",  # of what, nothing tells
        f"{SWAP} The list was long.",
        f"{SWAP} Ann Lee was among the first guests of the fair.",
        f"{SWAP} Among those killed were Ann Lee and Ben Tarn.",
        f"{SWAP} Ann Lee was among the nine killed.",
    ],
)
def test_other_lists_and_other_groups_tell_no_exchange(text: str) -> None:
    assert len([e for e in read(text).events if e.mode == "exchange"]) == text.count(SWAP)


def test_who_is_to_be_exchanged_is_a_party() -> None:
    event = only("A list of detainees to be exchanged exists.", mode="exchange")
    assert event.status == "planned"
    assert names(read("A list of detainees to be exchanged exists."), event.recipients) == ["detainees"]


def test_views_that_were_exchanged_are_no_exchange() -> None:
    assert not [e for e in read("Views were exchanged in Osk.").events if e.mode == "exchange"]


def test_people_who_are_counted_are_a_group() -> None:
    text = "Under the accord 31 Oskians and nine Varnians will be freed."
    event = only(text, mode="release")
    assert names(read(text), event.recipients) == ["Oskians", "Varnians"]


@pytest.mark.parametrize("who", ["The sides", "Both sides", "The two countries"])
def test_both_sides_are_the_pair_that_was_named_last(who: str) -> None:
    text = f"Finland and Sweden agreed on Monday to make peace. {who} will release prisoners."
    event = only(text, mode="release")
    assert names(read(text), event.actors) == ["Finland", "Sweden"]


def test_sides_of_which_no_pair_was_named_stay_unknown() -> None:
    events = [e for e in read("Osk wants peace. Both sides will release prisoners.").events if e.mode == "release"]
    assert all(not event.actors for event in events)


def test_the_day_of_a_threat_is_not_that_of_its_condition() -> None:
    extraction = read("Ann Lee threatened to send ships from 15 March unless Varn releases the sailors.")
    release = next(e for e in extraction.events if e.mode == "release")
    assert release.date is None
