"""When two words are spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.spelling import consonants, first_name_marks, fold, is_first_name, is_spelling

_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tolvaj", "Tolvay"),
        ("Emrik", "Emric"),
        ("Zelvensky", "Zelvenskyy"),
        ("Zelvenskiy", "Zelvenskyi"),
        ("Dregtarev", "Dregtaryov"),
        ("Çarvuşoğlu", "Carvusoglu"),
        ("Müllner", "Muellner"),
        ("Толвай", "Tolvay"),
        ("Drobskikh", "Drobskich"),
        ("Tarnovic", "Tarnović"),
        ("Tarnovich", "Tarnovitch"),
        ("Tarnevic", "Tarnevich"),
    ],
)
def test_spelling_transliterations_are_one_name(a: str, b: str) -> None:
    assert is_spelling(a, b)
    assert is_spelling(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Vasnov", "Vasnova"),
        ("Shruntz", "Schronz"),
        ("Marin", "Moran"),
        ("Moran", "Moreno"),
        ("Vasko", "Rasko"),
        ("Lee", "Li"),
        ("Good", "God"),
        ("Abe", "Abbie"),
    ],
)
def test_spelling_other_names_are_apart(a: str, b: str) -> None:
    assert not is_spelling(a, b)


def test_spelling_short_forms_are_one_first_name() -> None:
    assert is_first_name("Tony", "Antony")
    assert is_first_name("Bill", "William")
    assert not is_first_name("Martin", "Martina")
    assert not is_first_name("Tony", "Timothy")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mikhail", "Michael"),
        ("Mykola", "Nikolai"),
        ("Volodymyr", "Vladimir"),
        ("Husayn", "Hossein"),
        ("Yusuf", "Joseph"),
        ("Ivett", "Ivette"),
        ("Leandr", "Leander"),
        ("Nikolai", "Nikoloai"),
        ("Aleskandr", "Alexander"),
    ],
)
def test_spelling_languages_and_slips_keep_a_first_name(a: str, b: str) -> None:
    assert is_first_name(a, b)
    assert is_first_name(b, a)
    assert first_name_marks(a) & first_name_marks(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Marina", "Mariana"),
        ("Angelina", "Angelica"),
        ("Katrina", "Karina"),
        ("Valentin", "Valentina"),
        ("Christian", "Christiane"),
        ("Julian", "Juliana"),
        ("Ivan", "Igor"),
        ("Andrew", "Andrea"),
        ("Oleg", "Olga"),
        ("Daniel", "Danielle"),
    ],
)
def test_spelling_other_first_names_are_apart(a: str, b: str) -> None:
    assert not is_first_name(a, b)


@given(_words, _words)
def test_spelling_is_symmetric(a: str, b: str) -> None:
    assert is_spelling(a, b) == is_spelling(b, a)
    assert is_first_name(a, b) == is_first_name(b, a)


@given(_words, _words)
def test_spelling_of_one_name_is_found_in_one_block(a: str, b: str) -> None:
    if is_spelling(a, b):
        assert consonants(a) == consonants(b)


@given(_words)
def test_spelling_a_word_is_itself(word: str) -> None:
    assert is_spelling(word, word)
    assert fold(word) == fold(word.upper()) or not word.isascii()
