from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.copies import compare, fingerprints, shingle
from tests.resolve.accounts import FERRY, make_article

PARAGRAPH = FERRY.split("\n\n")[1]


def test_copies_a_text_with_one_paragraph_less_is_a_copy() -> None:
    shorter = "\n\n".join(FERRY.split("\n\n")[:4])
    overlap = compare(shingle(make_article(shorter)), shingle(make_article(FERRY)))
    assert overlap.is_copy
    assert overlap.share == 1.0
    assert [p.copy.start == p.original.start for p in overlap.paragraphs] == [True] * 4


def test_copies_the_same_told_in_other_words_is_none() -> None:
    text = "A ferry hit rocks off Hesk this week. Fourteen of those on board died, the coastguard said on Wednesday."
    overlap = compare(shingle(make_article(text)), shingle(make_article(FERRY)))
    assert not overlap.is_copy


def test_copies_a_paragraph_taken_over_is_found_where_it_stands() -> None:
    before = "Hesk mourned on Thursday. The church bells rang at noon, and the shops of the old town stayed shut."
    text = f"{before}\n\n{PARAGRAPH}\n\nSchools were closed until Monday, said the mayor."
    found = compare(shingle(make_article(text)), shingle(make_article(FERRY)))
    assert not found.is_copy
    (paragraph,) = found.paragraphs
    assert text[slice(*paragraph.copy)] == PARAGRAPH
    assert FERRY[slice(*paragraph.original)] == PARAGRAPH.rstrip(".")


@given(st.text(max_size=60), st.text(max_size=60))
def test_copies_twenty_words_in_a_row_share_a_fingerprint_wherever_they_stand(before: str, after: str) -> None:
    run = " ".join(FERRY.split()[:20])
    other = shingle(make_article(f"{before} {run} {after}"))
    assert fingerprints(other) & fingerprints(shingle(make_article(FERRY)))


def test_copies_an_empty_text_is_no_copy_and_has_no_fingerprint() -> None:
    empty = shingle(make_article(""))
    assert fingerprints(empty) == frozenset()
    assert not compare(empty, shingle(make_article(FERRY))).is_copy
