"""English is known as English, also in short, odd and mixed texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.language import find_language, language_name
from onrecord.text.layout import find_layout

ENGLISH = "The minister said on Monday that the harbour would open again before the winter, and the fleet was ready."
GERMAN = "Der Minister sagte am Montag, dass der Hafen noch vor dem Winter wieder geöffnet werde und alle bereit seien."
RUSSIAN = "Министр заявил в понедельник, что гавань откроется до начала зимы, и рыбаки вернутся в море."


def language(text: str) -> str:
    return find_language(text, find_layout(text).paragraphs)


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (RUSSIAN, "ru"), (ENGLISH.upper(), "en")])
def test_language_of_a_paragraph(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["Ja", "Hafen offen", "Olwen Prast", "No.", "1234", "—"])
def test_language_a_few_latin_words_are_english(text: str) -> None:
    assert language(text) == "en"


def test_language_a_few_words_in_another_script_are_not() -> None:
    assert language("Гавань открыта") == "und"
    assert language_name("und") == "another script"


def test_language_is_that_of_most_letters() -> None:
    assert language("\n".join([ENGLISH] * 3 + [RUSSIAN])) == "en"
    assert language("\n".join([ENGLISH] + [RUSSIAN] * 3)) == "ru"


def test_language_short_lines_at_the_end_do_not_matter() -> None:
    assert language("\n".join([ENGLISH, *["Переведено автоматически"] * 9])) == "en"


def test_language_one_paragraph_of_a_long_text_does_not_matter() -> None:
    assert language("\n".join([*[ENGLISH] * 90, GERMAN])) == "en"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_language_always_has_a_name(text: str) -> None:
    assert language_name(language(text))
