"""Ids that do not change, and names as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import ids


def test_ids_are_the_same_for_ever() -> None:
    """A change here would make a second article of every one that was saved before."""
    assert ids.article_id("Courier", "a", None, "00") == "9dd0629d0ebd64ef"
    assert ids.version_id("a", "00") == "13c27fd7cc1f5aa4"


def test_ids_fields_are_not_run_together() -> None:
    assert ids.digest_of("a", "bc") != ids.digest_of("ab", "c")
    assert ids.digest_of("a", None) != ids.digest_of("a", "")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Emrik Tolváj", "emrik tolvaj"),
        ("  Tolvaj,\nEmrik ", "tolvaj emrik"),
        ("O’Brien", "o brien"),
        ("Straße", "strasse"),
        ("Влада Орлов", "влада орлов"),
        ("?!", "?!"),
    ],
)
def test_ids_names_are_compared_without_case_accents_and_punctuation(name: str, key: str) -> None:
    assert ids.name_key(name) == key


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=20))
def test_ids_a_key_is_the_key_of_itself(name: str) -> None:
    assert ids.name_key(ids.name_key(name)) == ids.name_key(name)
