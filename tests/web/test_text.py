"""The text in pieces: every character once, at its offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.marks import cut_segments
from onrecord.web.links import is_web
from onrecord.web.shapes import Miss
from onrecord.web.text import cut_pieces
from tests.store.build import extractions


@given(st.data())
def test_text_pieces_hold_every_character_at_its_offset(data: st.DataObject) -> None:
    extraction = data.draw(extractions())
    text = extraction.article.text
    end = data.draw(st.integers(1, len(text)))
    start = data.draw(st.integers(0, end - 1))
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    misses = [Miss(a, b, "cue") for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    pieces = cut_pieces(cut_segments(text, extraction.statements), misses, start, end)
    here = start
    for piece in pieces:
        assert piece.start == here
        here += 1 if piece.odd else len(piece.shown)
        assert piece.odd or piece.shown == text[piece.start : here]
        assert piece.miss is None or not piece.roles
    assert here == end
    opened = [piece.miss for piece in pieces if piece.opens_miss]
    assert len(opened) == len(set(opened))


def test_text_odd_characters_are_pieces_of_their_own() -> None:
    pieces = cut_pieces(cut_segments("a\r\nb\rc\x00d\u200be", ()), (), 0, 10)
    assert [(piece.start, piece.shown, piece.odd) for piece in pieces] == [
        (0, "a", False),
        (1, "", True),
        (2, "\nb", False),
        (4, "\n", True),
        (5, "c", False),
        (6, "\u2400", True),
        (7, "d\u200be", False),
    ]


def test_text_only_web_addresses_are_links() -> None:
    assert is_web("https://gull.example/1")
    for url in (None, "", "javascript:alert(1)", "data:text/html,x", "https://a b", 'http://"', "//gull.example"):
        assert not is_web(url)
