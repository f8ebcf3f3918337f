"""Cutting a text into marked pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Attribution, Span, Spans
from onrecord.views.marks import Piece, Words, cut_segments, cut_words, join_words, make_visible, quote_pieces

TEXT = 'The clerk said the mayor said "no".'

texts = st.text(max_size=40)
spans = st.lists(st.builds(Span, st.integers(-3, 45), st.integers(-3, 45)), max_size=3).map(tuple)


@st.composite
def statement_lists(draw: st.DrawFn) -> list[Attribution]:
    count = draw(st.integers(0, 4))
    return [Attribution(f"s{number}", draw(spans), draw(spans), draw(spans)) for number in range(count)]


def _mark(words: str) -> Spans:
    return (Span(TEXT.index(words), TEXT.index(words) + len(words)),)


@given(texts, statement_lists(), spans)
def test_marks_segments_joined_are_the_text(text: str, statements: list[Attribution], asides: Spans) -> None:
    segments = cut_segments(text, statements, asides)
    assert "".join(segment.text for segment in segments) == text
    assert all(text[segment.start :].startswith(segment.text) for segment in segments)
    assert all(segment.text for segment in segments)


@given(texts, statement_lists(), spans)
def test_marks_segments_know_every_statement_of_every_character(
    text: str, statements: list[Attribution], asides: Spans
) -> None:
    for segment in cut_segments(text, statements, asides):
        for place in range(segment.start, segment.start + len(segment.text)):
            expected = {
                (statement.id, role)
                for statement in statements
                for role, parts in (
                    ("source", statement.source),
                    ("cue", statement.cue),
                    ("content", statement.content),
                )
                if any(start <= place < end for start, end in parts)
            }
            assert {(mark.statement, mark.role) for mark in segment.marks} == expected
            assert segment.aside == any(start <= place < end for start, end in asides)


@given(texts, statement_lists())
def test_marks_each_statement_with_words_opens_once(text: str, statements: list[Attribution]) -> None:
    segments = cut_segments(text, statements)
    opened = [statement for segment in segments for statement in segment.opens]
    marked = {mark.statement for segment in segments for mark in segment.marks}
    assert sorted(opened) == sorted(marked)
    for segment in segments:
        assert set(segment.opens) <= {mark.statement for mark in segment.marks}


def test_marks_a_statement_inside_another_keeps_both() -> None:
    outer = Attribution("s1", _mark("The clerk"), _mark("said"), _mark('the mayor said "no"'))
    inner = Attribution("s2", _mark("the mayor"), (Span(25, 29),), _mark('"no"'), parent="s1")
    assert [
        (segment.text, [(mark.statement, mark.role) for mark in segment.marks], segment.opens)
        for segment in cut_segments(TEXT, [outer, inner])
    ] == [
        ("The clerk", [("s1", "source")], ("s1",)),
        (" ", [], ()),
        ("said", [("s1", "cue")], ()),
        (" ", [], ()),
        ("the mayor", [("s1", "content"), ("s2", "source")], ("s2",)),
        (" ", [("s1", "content")], ()),
        ("said", [("s1", "content"), ("s2", "cue")], ()),
        (" ", [("s1", "content")], ()),
        ('"no"', [("s1", "content"), ("s2", "content")], ()),
        (".", [], ()),
    ]


def test_marks_a_quotation_has_the_order_of_the_article() -> None:
    text = '"We go," she said quietly, "and soon."'
    pieces = quote_pieces(
        cut_words(text, (Span(9, 12),)), cut_words(text, (Span(13, 17),)), cut_words(text, (Span(0, 8), Span(27, 38)))
    )
    assert pieces == (
        Piece("content", '"We go,"'),
        Piece(None, " "),
        Piece("source", "she"),
        Piece(None, " "),
        Piece("cue", "said"),
        Piece(None, " … "),
        Piece("content", '"and soon."'),
    )


@given(st.text(min_size=1, max_size=30), spans, spans, spans)
def test_marks_a_quotation_holds_each_word_once(text: str, source: Spans, cue: Spans, content: Spans) -> None:
    pieces = quote_pieces(cut_words(text, source), cut_words(text, cue), cut_words(text, content))
    covered = {place for start, end in (*source, *cue, *content) for place in range(max(start, 0), min(end, len(text)))}
    assert "".join(piece.text for piece in pieces if piece.role) == "".join(text[place] for place in sorted(covered))


def test_marks_words_are_joined_on_one_line() -> None:
    assert join_words((Words(0, 8, "one\n two"), Words(12, 17, "three"))) == "one two … three"


def test_marks_characters_that_act_are_seen_instead() -> None:
    assert make_visible("a\x00\x1b\u202eb\ud800\x7f") == "a␀␛⟨U+202E⟩b⟨U+D800⟩␡"
    assert make_visible("tab\tline\n “ü” 文 \u200e") == "tab\tline\n “ü” 文 \u200e"
