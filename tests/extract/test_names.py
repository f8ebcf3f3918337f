"""Which words of a text are names, by their capital letters and the words around them."""

from __future__ import annotations

import pytest

from onrecord.extract.names import bodies, find_capitals, find_words, function_words, role_of, roles
from onrecord.text.layout import find_layout


def names(text: str) -> list[str]:
    layout = find_layout(text)
    words = find_words(layout)
    return [text[words[n.start].span.start : words[n.end - 1].span.end] for n in find_capitals(layout, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a ferry from Tarn left", ["Tarn"], id="one-word"),
        pytest.param("they met Ilse Brandok there", ["Ilse Brandok"], id="two-words"),
        pytest.param("they met Ludo van der Hask there", ["Ludo van der Hask"], id="particles-inside"),
        pytest.param("they met Al-Hask and O'Renn there", ["Al-Hask", "O'Renn"], id="hyphen-and-apostrophe"),
        pytest.param("they met O. Brandok there", ["O. Brandok"], id="initial"),
        pytest.param(
            "they met A. Brandok and I. Renn there",
            ["A. Brandok", "I. Renn"],
            id="initials-that-are-words",
        ),
        pytest.param("they met Ilse Brandok's lawyer", ["Ilse Brandok"], id="without-the-possessive"),
        pytest.param("the Ministry of Trade said no", ["Ministry of Trade"], id="of-in-the-name-of-a-body"),
        pytest.param("they left Ilse of Tarn behind", ["Ilse", "Tarn"], id="of-after-a-person-ends-it"),
        pytest.param("they met Osk, Velt and Renn", ["Osk", "Velt", "Renn"], id="commas-and-and-part-names"),
        pytest.param("they met Osk\nVelt left", ["Osk", "Velt"], id="a-line-end-parts-names"),
        pytest.param("they left Tarn on Monday in March", ["Tarn"], id="days-and-months-are-none"),
        pytest.param("Yesterday the ferry left", [], id="function-word-that-opens-a-sentence"),
        pytest.param("Officials said no. Residents left.", [], id="plural-that-opens-a-sentence"),
        pytest.param("Ferry boats left. The ferry sank.", [], id="small-elsewhere"),
        pytest.param("Brandok left early.", ["Brandok"], id="opens-a-sentence-and-is-never-small"),
        pytest.param('She said: "Velt left." I stayed', ["Velt"], id="opens-a-quotation"),
        pytest.param("the ferry was late", [], id="no-capital"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_the_capitalised_words_that_name_something(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_names_in_a_headline_of_capitals_are_those_that_the_text_bears_out() -> None:
    text = "Ferry Strike Leaves Brandok Waiting\nA strike of the ferry crews leaves Ilse Brandok waiting."
    assert names(text) == ["Brandok", "Ilse Brandok"]


@pytest.mark.parametrize("name", ["Jan Hask", "April Renn", "June Osk"])
def test_names_that_are_also_months_are_whole(name: str) -> None:
    assert names(f"they met {name} in Tarn") == [name, "Tarn"]


@pytest.mark.parametrize("text", ["“Osk’s boat” – of N.A.T. fame", "a\u00a0b", 'one. "Two" three: Four'])
def test_names_words_are_those_of_the_text(text: str) -> None:
    layout = find_layout(text)
    for word in find_words(layout):
        assert layout.plain[word.span.start : word.span.end] == word.text


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("One two. Three", ["One", "Three"]),
        ('One "two" three', ["One", "two", "three"]),
        ("One: two", ["One", "two"]),
        ("Mr. One, two", ["Mr."]),
        ("One\ntwo", ["One", "two"]),
        ("One! (Two) three", ["One", "Two"]),
    ],
)
def test_names_words_know_whether_they_open_something(text: str, opening: list[str]) -> None:
    assert [w.text for w in find_words(find_layout(text)) if w.opens] == opening


@pytest.mark.parametrize(
    ("word", "kind", "gender"),
    [
        ("minister", "minister", "-"),
        ("Ministers", "minister", "-"),
        ("minister's", "minister", "-"),
        ("spokeswoman", "spokesperson", "f"),
        ("fishermen", "person", "m"),
        ("vice-president", "leader", "-"),
        ("Mr.", "title", "m"),
        ("prime minister", "leader", "-"),
    ],
)
def test_names_roles_are_known_in_the_singular_and_plural(word: str, kind: str, gender: str) -> None:
    role = role_of(word)
    assert role is not None
    assert (role.kind, role.gender) == (kind, gender)


@pytest.mark.parametrize("word", ["ferry", "said", "Brandok", "Ministry"])
def test_names_other_words_are_no_roles(word: str) -> None:
    assert role_of(word) is None


@pytest.mark.parametrize("word", ["council", "Congress", "business", "", "'s"])
def test_names_words_that_lack_man_are_no_roles(word: str) -> None:
    assert role_of(word) is None


def test_names_lexicons_are_in_small_letters_and_complete() -> None:
    assert all(word == word.casefold() for word in [*roles(), *bodies(), *function_words()])
    assert {role.gender for role in roles().values()} == {"m", "f", "-"}
    assert set(bodies().values()) == {"body", "media", "place"}
