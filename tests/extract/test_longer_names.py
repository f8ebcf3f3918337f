"""Names that go on where the model stops, and capital letters that are no name. All but states are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.names import find_words
from onrecord.extract.portfolios import find_portfolios, without_office
from onrecord.records import Label
from onrecord.text.layout import find_layout
from tests.extract.test_seen import names


@pytest.mark.parametrize(
    ("text", "pieces", "whole"),
    [
        ("A ferry to Bosnia and Herzegovina sank.", ["Bosnia", "Herzegovina"], "Bosnia and Herzegovina"),
        ("A ferry to Guinea-Bissau sank.", ["Guinea", "Bissau"], "Guinea-Bissau"),
        ("A ferry in Tarno-Velda sank.", ["Tarno", "Velda"], "Tarno-Velda"),
        ("A ferry in Trans-Osk sank.", ["Osk"], "Trans-Osk"),
        ("A ferry in Western Osk sank.", ["Osk"], "Western Osk"),
    ],
)
def test_names_of_places_go_on_over_a_hyphen_and_a_direction(text: str, pieces: list[str], whole: str) -> None:
    assert names(text, *((piece, "place") for piece in pieces)) == [(whole, "place")]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("A ferry to Norway and Chad sank.", ["Norway", "Chad"]),
        ("The Norway-Chad ferry sank.", ["Norway", "Chad"]),
        ("Tarno fell. The Tarno-Velda ferry sank.", ["Tarno", "Tarno", "Velda"]),
        ("The Tarno-Velda border is shut.", ["Tarno", "Velda"]),
        ("The Tarno-Velda-Osk ferry sank.", ["Tarno", "Velda", "Osk"]),
        ("An Anti-Osk ferry sank.", ["Osk"]),
    ],
)
def test_names_of_two_places_beside_a_hyphen_stay_two(text: str, pieces: list[str]) -> None:
    assert [name for name, _ in names(text, *((piece, "place") for piece in pieces))] == pieces


@pytest.mark.parametrize(
    ("text", "seen", "whole"),
    [
        (
            "The Chad-Norway Fishing Council met.",
            [("Chad", "place"), ("Norway Fishing Council", "organisation")],
            "Chad-Norway Fishing Council",
        ),
        (
            "The Osk-Chad-Tarn Fishing Council met.",
            [("Osk", "place"), ("Chad", "place"), ("Tarn Fishing Council", "organisation")],
            "Osk-Chad-Tarn Fishing Council",
        ),
        (
            "The Universal Charter of Fish and Boats holds.",
            [("Universal Charter", "organisation")],
            "Universal Charter of Fish and Boats",
        ),
        ("The Department of the Harbours met.", [("Harbours", "organisation")], "Department of the Harbours"),
        (
            "The Bureau of Boats, Fish, and Sea Affairs met.",
            [("Bureau of Boats", "organisation")],
            "Bureau of Boats, Fish, and Sea Affairs",
        ),
        ("The Osk-Lee administration fell.", [("Osk-Lee", "person")], "Osk-Lee administration"),
        ("The Ann Lee Institute met.", [("Ann Lee", "person")], "Ann Lee Institute"),
    ],
)
def test_names_of_bodies_of_which_the_model_sees_a_piece_are_read_whole(
    text: str, seen: list[tuple[str, Label]], whole: str
) -> None:
    assert names(text, *seen) == [(whole, "organisation")]


def test_names_a_direction_makes_a_place_of_what_the_model_took_for_somebody() -> None:
    assert names("They met in Western Osk.", ("Osk", "person")) == [("Western Osk", "place")]


def test_names_a_room_that_is_called_after_somebody_is_a_place() -> None:
    assert names("They met in the Ann Lee Room.", ("Ann Lee", "person")) == [("Ann Lee Room", "place")]


def test_names_the_beginning_of_a_law_is_no_body() -> None:
    text = "The Department of Fish, Sea Operations, and Related Works Act holds."
    assert names(text, ("Department of Fish", "organisation")) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The Working Party met. Another working party met.", "Working Party", "organisation"),
        ("The Secretary of Coastal Fish left.", "Coastal Fish", "organisation"),
        ("The Secretary for Osk and Harbour Affairs left.", "Osk", "place"),
        ("The Deputy Secretary of State for Osk and Harbour Affairs left.", "Osk", "place"),
        ("The Deputy Minister left.", "Deputy", "organisation"),
    ],
)
def test_names_of_no_body_are_left_out(text: str, name: str, label: Label) -> None:
    assert names(text, (name, label)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The OWP met. An owp is a fish.", "OWP"),
        ("The Secretary of Coastal Union left.", "Coastal Union"),
        ("The Harbour Union Secretary left.", "Harbour Union"),
    ],
)
def test_names_of_bodies_beside_an_office_stay(text: str, name: str) -> None:
    assert names(text, (name, "organisation")) == [(name, "organisation")]


def test_names_two_departments_at_a_comma_are_two() -> None:
    text = "The Department of Fish, Department of Boats met."
    found = names(text, ("Department of Fish, Department of Boats", "organisation"))
    assert [name for name, _ in found] == ["Department of Fish", "Department of Boats"]


def test_names_the_beginning_of_an_office_is_no_part_of_the_body_before_it() -> None:
    words = find_words(find_layout("The Osk MFA State Secretary left."))
    assert without_office(words, range(1, 4)) == range(1, 3)


def test_portfolios_end_before_somebodys_name() -> None:
    words = find_words(find_layout("The Secretary for Coastal Affairs Ann Lee, Health met."))
    assert find_portfolios(words, {5, 6}) == [range(3, 5)]
