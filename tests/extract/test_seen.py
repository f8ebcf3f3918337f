"""Names that the model sees, and which of the words with capital letters are names beside them. All are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.names import find_words
from onrecord.extract.seen import Seen, find_names
from onrecord.records import Label, Span
from onrecord.text.layout import find_layout


def names(text: str, *seen: tuple[str, Label | None], sources: tuple[str, ...] = ()) -> list[tuple[str, Label | None]]:
    """The names of a text in which the model sees these, each where it stands first."""
    layout = find_layout(text)
    found, at = [], 0
    for name, label in seen:  # one after another, as the model gives them
        at = max(text.find(name, at), 0)
        found.append(Seen(Span(at, at + len(name)), label, 0.5))
        at += len(name)
    words = find_words(layout, {edge for name in found for edge in name.span})
    spans = [_span(text, source) for source in sources]
    return [
        (text[words[n.start].span.start : words[n.end - 1].span.end], n.label)
        for n in find_names(layout, words, found, spans)
    ]


def _span(text: str, part: str) -> Span:
    at = text.index(part)
    return Span(at, at + len(part))


def test_names_by_capital_letters_alone_are_none_beside_a_model() -> None:
    assert names("In Tarn the Old Harbour Plan failed.", ("Tarn", "place")) == [("Tarn", "place")]
    assert names("In Tarn the Old Harbour Plan failed.") == [("Tarn", None), ("Old Harbour Plan", None)]


def test_names_by_capital_letters_count_in_a_source_and_where_the_model_sees_them_elsewhere() -> None:
    text = "In Tarn rain fell. The road to Tarn is long, said Velda Osk."
    assert names(text, ("Tarn", "place"), sources=("Velda Osk",)) == [
        ("Tarn", "place"),
        ("Tarn", None),
        ("Velda Osk", None),
    ]


def test_names_nationalities_and_works_are_none() -> None:
    text = "The Tarnish ferry was in Songs of Osk, Tarn heard."
    assert names(text, ("Tarnish", None), ("Songs of Osk", None), ("Tarn heard", "place")) == [("Tarn heard", "place")]


def test_names_of_persons_whom_the_text_names_elsewhere_are_found_in_a_prize() -> None:
    text = "Ilse Brandok won the Ilse Brandok Prize."
    person: tuple[str, Label] = ("Ilse Brandok", "person")
    assert names(text, person, ("Ilse Brandok Prize", None)) == [person, person]


_BRACKETS = [("Osk", "organisation"), ("Tarn Union", "organisation")]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        pytest.param(
            "Rain fell in Tarn. Velda Osk left.",
            [("Tarn. Velda Osk", "person")],
            [("Tarn", "place"), ("Velda Osk", "person")],
            id="two-sentences",
        ),
        pytest.param(
            "The envoys for Tarn, Velda Osk and others left.",
            [("Tarn, Velda Osk", "person")],
            [("Tarn", "person"), ("Velda Osk", "person")],
            id="comma",
        ),
        pytest.param(
            "Tarn is far. The envoy for Tarn Velda Osk left.",
            [("Tarn", "place"), ("Tarn Velda Osk", "person")],
            [("Tarn", "place"), ("Velda Osk", "person")],
            id="place-before",
        ),
        pytest.param(
            "Velda Osk is here. Secretary for Harbour Affairs Velda Osk left.",
            [("Velda Osk", "person"), ("Secretary for Harbour Affairs Velda Osk", "organisation")],
            [("Velda Osk", "person"), ("Velda Osk", "person")],
            id="office-and-person",
        ),
        pytest.param(
            "The Ministry of Harbours left.",
            [("Ministry of Harbours", "person")],
            [("Ministry of Harbours", "organisation")],
            id="body",
        ),
        pytest.param(
            "Velda Osk is here. SECRETARY OSK: So.",
            [("Velda Osk", "person"), ("SECRETARY OSK", "organisation")],
            [("Velda Osk", "person"), ("SECRETARY OSK", None)],
            id="title-and-surname",
        ),
        pytest.param(
            "The Tarn Union left. The Tarn Union and the KTU paid.",
            [("Tarn Union", "organisation"), ("Tarn Union and the KTU", "organisation")],
            [("Tarn Union", "organisation"), ("Tarn Union", "organisation"), ("KTU", "organisation")],
            id="two-bodies",
        ),
        pytest.param("The (Osk) Tarn Union left.", [("Osk) Tarn Union", "organisation")], _BRACKETS, id="bracket"),
        pytest.param("Write to OskPress@tarn.example now.", [("OskPress", "organisation")], [], id="address"),
        pytest.param("The Crown Prince of Tarn left.", [("Crown Prince of Tarn", "organisation")], [], id="role"),
        pytest.param(
            "Lee General Motors left.",
            [("General Motors", "organisation")],
            [("General Motors", "organisation")],
            id="title-in-a-body",
        ),
        pytest.param(
            'Ann "Osk" Lee left.', [('Ann "Osk" Lee', "person")], [('Ann "Osk" Lee', "person")], id="nickname"
        ),
        pytest.param("The Tarn-based union left.", [("Tarn", "place")], [("Tarn", "place")], id="first-half-of-a-word"),
        pytest.param(
            "The Tarn-Velda war ended in pro-Osk camps.",
            [("Tarn", "place"), ("Velda", "place"), ("Osk", "place")],
            [("Tarn", "place"), ("Velda", "place"), ("Osk", "place")],
            id="halves-of-words",
        ),
        pytest.param("Mark Osk, Jr. left.", [("Mark Osk, Jr", "person")], [("Mark Osk, Jr.", "person")], id="junior"),
    ],
)
def test_names_of_the_model_are_fitted_to_the_words(
    text: str, seen: list[tuple[str, Label | None]], expected: list[tuple[str, Label | None]]
) -> None:
    assert names(text, *seen) == expected


@pytest.mark.parametrize(
    ("text", "seen", "sort"),
    [
        pytest.param(
            "Osk pays. For Osk, Osk said so.", [("Osk", "person"), ("Osk", "organisation"), ("Osk", "organisation")],
            "organisation", id="most-often",
        ),
        pytest.param(
            "The Tarn Harbour Union (Tarnu) left.", [("Tarn Harbour Union", "organisation"), ("Tarnu", "person")],
            "organisation", id="letters-of-a-body",
        ),
        pytest.param(
            "The Osk Group left. Osk pays.", [("Osk Group", "organisation"), ("Osk", "person")],
            "organisation", id="first-word-of-a-body",
        ),
        pytest.param(
            "Velda Osk of the Osk Group left. Osk pays.",
            [("Velda Osk", "person"), ("Osk Group", "organisation"), ("Osk", "person")],
            "person", id="first-word-and-surname",
        ),
        pytest.param("Lima pays.", [("Lima", "person")], "place", id="capital"),
        pytest.param(
            "Velda Lima left. Lima pays.", [("Velda Lima", "person"), ("Lima", "person")], "person", id="surname"
        ),
    ],
)  # fmt: skip
def test_names_of_one_form_name_one_sort_of_thing(text: str, seen: list[tuple[str, Label | None]], sort: Label) -> None:
    assert names(text, *seen)[-1][1] == sort


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["person", "organisation", None]))))
def test_names_do_not_overlap_and_lie_inside_the_text(found: list[tuple[int, int, Label | None]]) -> None:
    text = "Tarn Wire says Velda Osk, of the Osk Ministry of Ports. Osk left."
    layout = find_layout(text)
    words = find_words(layout)
    seen, last = [], 0
    for start, length, label in sorted(found, key=lambda row: row[0]):  # as the model gives them: one after another
        if start >= last:
            seen.append(Seen(Span(start, min(start + length, len(text))), label, 0.5))
            last = start + length
    ends = 0
    for name in find_names(layout, words, seen):
        assert name.start < name.end <= len(words)
        assert name.start >= ends or name.label is None or not seen
        ends = max(ends, name.end)


@pytest.mark.parametrize(
    "text", ["Write to OSK-Press@tarn.example.", "Follow @Tarn_OSK on the net.", "By osk@OSK.example"]
)
def test_names_in_an_address_are_none(text: str) -> None:
    assert names("OSK said no. " + text, ("OSK", "organisation")) == [("OSK", "organisation")]


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        ("It left the People's Republic of China.", "Republic of China", "People's Republic of China"),
        (
            "It left the Democratic People's Republic of Korea.",
            "Democratic People",
            "Democratic People's Republic of Korea",
        ),
        ("It left Papua New Guinea.", "Guinea", "Papua New Guinea"),
        ("The People's Republic of China left it.", "Republic of China", "People's Republic of China"),
        ("The United States left it.", "United States", "United States"),
        ("It left Osk Norway.", "Norway", "Norway"),
        ("It left the Republic of China.", "Republic of China", "Republic of China"),
    ],
)
def test_names_a_piece_of_the_name_of_a_state_is_the_whole(text: str, piece: str, whole: str) -> None:
    assert names(text, (piece, "place")) == [(whole, "place")]


def test_names_two_pieces_of_one_state_are_one_name() -> None:
    seen: list[tuple[str, Label | None]] = [("Democratic People", "organisation"), ("Republic of Korea", "place")]
    assert names("It left the Democratic People's Republic of Korea.", *seen) == [
        ("Democratic People's Republic of Korea", "place")
    ]


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        ("It asked the Bureau of Fish and Coastal Affairs.", "Bureau of Fish", "Bureau of Fish and Coastal Affairs"),
        ("It asked the Fish and Coastal Council.", "Coastal Council", "Fish and Coastal Council"),
        ("It asked the Department of Fish and KTU.", "Department of Fish", "Department of Fish"),
        ("It asked the Bureau of Fish and Minister Osk.", "Bureau of Fish", "Bureau of Fish"),
        ("It asked the Bureau of Fish and the Coastal Council.", "Coastal Council", "Coastal Council"),
        ("Fish and Coastal Council men spoke.", "Coastal Council", "Coastal Council"),
    ],
)
def test_names_an_office_for_two_subjects_is_one(text: str, piece: str, whole: str) -> None:
    assert names(text, (piece, "organisation")) == [(whole, "organisation")]


def test_names_two_subjects_seen_as_two_offices_are_one() -> None:
    seen: list[tuple[str, Label | None]] = [("Bureau of Fish", "organisation"), ("Coastal Affairs", "organisation")]
    assert names("It asked the Bureau of Fish and Coastal Affairs.", *seen) == [
        ("Bureau of Fish and Coastal Affairs", "organisation")
    ]


def test_names_a_first_name_and_the_rest_with_an_initial_are_one() -> None:
    seen: list[tuple[str, Label | None]] = [("ANN", "person"), ("B. LEE", "person")]
    assert names("SECRETARY ANN B. LEE met OSK.", *seen) == [("ANN B. LEE", "person")]
