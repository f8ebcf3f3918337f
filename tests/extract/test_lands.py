"""Names of lands and towns that the model takes for somebody, and what an article tells of them. All are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.cast import find_cast
from onrecord.extract.names import find_words
from onrecord.extract.seen import Seen, find_names
from onrecord.records import Label, Span
from onrecord.text.layout import find_layout


def labels(text: str, *seen: tuple[str, Label]) -> list[Label | None]:
    """Of the names that the model sees in a text as these."""
    layout, found, at = find_layout(text), [], 0
    for name, label in seen:
        at = text.index(name, at)
        found.append(Seen(Span(at, at + len(name)), label, 0.9))
        at += len(name)
    return [name.label for name in find_names(layout, find_words(layout), found)]


@pytest.mark.parametrize(
    "text",
    [
        "Velm's ambassador left the hall.",
        "Velm’s Deputy Prime Minister left the hall.",
        "Velm Foreign Minister Ilse Brandok left the hall.",
        "The special envoy of Velm left the hall.",
        "VELM, 6 March (Gull) - The hall was empty.",
        "VELM - The hall was empty.",
        "Velm says that the hall is empty. Velmish guests had left it.",
        "Velma says that the hall is empty. The Velmian guests had left it.",
        "Velmo says that the hall is empty. Nine Velmans had left it.",
    ],
)
def test_a_name_with_ministers_a_people_or_a_dateline_is_a_land(text: str) -> None:
    name = next(name for name in ("VELM", "Velmo", "Velma ", "Velm") if name in text)
    assert labels(text, (name.strip(), "person"))[:1] == ["place"]


@pytest.mark.parametrize(
    "text",
    [
        "Velm's lawyer left the hall.",
        "Velm, the foreign minister, left the hall.",
        "The daughter of Velm left the hall.",
        "Velm says that the hall is empty. He met the minister of the velmish sort.",
        "Velm left the hall - it was empty.",
        "VELM left the hall.",
        "In the end Velm left the hall. Vel Velm did not see it.",
        "VELM: Well - the hall was empty.",
        "Velm's envoy left the hall.",
        "Velm says that the hall is empty. The Velmian guests had left it.",
        "The Minister of Velm left the hall.",
    ],
)
def test_a_name_of_which_nothing_tells_that_it_is_a_land_stays_somebody(text: str) -> None:
    assert labels(text, ("VELM" if "VELM" in text else "Velm", "person")) == ["person"]


def test_a_name_that_somebody_in_the_article_has_is_no_land() -> None:
    text = "Ilse Velm spoke. Velm's ambassador left the hall, and the Velmian guests, too."
    assert labels(text, ("Ilse Velm", "person"), ("Velm", "person")) == ["person", "person"]
    text = "Velm Brandok spoke. The envoy of Velm left the hall."
    assert labels(text, ("Velm Brandok", "person"), ("Velm", "person")) == ["person", "person"]


def test_a_land_is_one_wherever_the_article_names_it() -> None:
    text = "Velm says no, said Velm again. Velmish guests left."
    assert labels(text, ("Velm", "person"), ("Velm", "person")) == ["place", "place"]


@pytest.mark.parametrize("dateline", ["PORT VELM - ", "PORT VELM, 6 March (Gull) - "])
def test_a_dateline_is_the_name_of_its_place_in_small_letters(dateline: str) -> None:
    text = f"{dateline}The hall was empty."
    layout, at = find_layout(text), text.index("VELM")
    seen = [Seen(Span(at, at + 4), "place", 0.9)]
    (place,) = find_cast(layout, find_words(layout), seen).members
    assert (place.name, place.label, place.mentions) == ("Port Velm", "place", [Span(0, 9)])


def test_letters_of_a_body_stay_letters() -> None:
    layout = find_layout("The VELM left the hall.")
    (body,) = find_cast(layout, find_words(layout), [Seen(Span(4, 8), "organisation", 0.9)]).members
    assert body.name == "VELM"
