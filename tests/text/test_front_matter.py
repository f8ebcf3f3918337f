"""A block of keys at the start is read; anything else is the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.front_matter import read_front_matter


def test_front_matter_all_keys_are_read() -> None:
    text = (
        "---\ntitle: 'A: b'\noutlet: The Post\npublished: 2026-03-01\nurl: https://x.example/a:b\n"
        "author: Jane Roe\ntranslator: Bo Li\nother: x\n---\nBody"
    )
    found = read_front_matter(text)
    assert found is not None
    assert (found.title, found.outlet, found.published) == ("A: b", "The Post", "2026-03-01")
    assert (found.url, found.author, found.translator) == ("https://x.example/a:b", "Jane Roe", "Bo Li")
    assert text[found.end :] == "Body"


@pytest.mark.parametrize(
    "block", ["\n\n---\r\ndate: 1 May 2026\r\n---\r\n", "---\n# c\n\ntags:\n  - a\nTitle: x\n...\n"]
)
def test_front_matter_other_line_ends_comments_and_lists_are_fine(block: str) -> None:
    found = read_front_matter(block + "Body")
    assert found is not None
    assert (block + "Body")[found.end :] == "Body"


@pytest.mark.parametrize(
    "text",
    [
        "Title\n---\ntitle: x\n---\n",
        "---\nProse that is no key.\n---\n",
        "---\ntitle: never closed\n",
        "---\nnote: no key that is known\n---\nBody",
        "---\n---\n",
        "--- title: x ---",
        "",
    ],
)
def test_front_matter_anything_else_is_the_article(text: str) -> None:
    assert read_front_matter(text) is None


@given(st.text(max_size=80))
def test_front_matter_its_end_lies_in_the_text(text: str) -> None:
    found = read_front_matter("---\ntitle: x\n" + text)
    assert found is None or found.end <= len(text) + 13
