"""Paragraphs and quotations are spans of the text, and the string for the model is as long as the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.records import Article, Span
from onrecord.text.layout import find_body_layout, find_layout

WRAPPED = """\
The harbour council met on Monday to hear what the ferry operators had to
say about the new tolls, which the operators have called unfair to all who
live on the islands and who have no other way to reach the market in Tarn
before the bridge is repaired, work that will take until the end of autumn
and that may be put off again.

The council will meet again when the budget has been read by the committee
and when the operators have sent in the figures that they promised to show.
"""
PIECES = ["Osk", "said", "no", ".", "\r\n", "\n\n", "''", "– ", *"\"“”„«»'’`-— \n\r\u2028"]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.lists(
    st.sampled_from(PIECES), max_size=30
).map("".join)


def paragraphs(text: str) -> list[str]:
    return [text[p.start : p.end] for p in find_layout(text).paragraphs]


def quotations(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_layout(text).quotations]


@given(texts)
@example("")
@example("'''")
@example("\x1f")
@example("— ”")
def test_layout_plain_string_is_as_long_as_the_text(text: str) -> None:
    assert len(find_layout(text).plain) == len(text)


@given(texts)
def test_layout_plain_string_keeps_every_letter_and_digit(text: str) -> None:
    plain = find_layout(text).plain
    assert [c for c in text if c.isalnum()] == [p for c, p in zip(text, plain, strict=True) if c.isalnum()]


@given(texts)
@example("— No,” said Osk.")
def test_layout_spans_are_in_order_and_inside_the_text(text: str) -> None:
    layout = find_layout(text)
    for spans in (layout.paragraphs, layout.quotations):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(texts)
def test_layout_quotations_lie_inside_paragraphs(text: str) -> None:
    layout = find_layout(text)
    for q in layout.quotations:
        assert any(p.start <= q.start and q.end <= p.end for p in layout.paragraphs)


@given(texts)
def test_layout_paragraphs_hold_all_but_white_space(text: str) -> None:
    layout = find_layout(text)
    inside = {i for p in layout.paragraphs for i in range(*p)}
    assert all(c.isspace() for i, c in enumerate(layout.plain) if i not in inside)
    for start, end in layout.paragraphs:
        assert layout.plain[start:end] == layout.plain[start:end].strip()


@given(texts)
def test_layout_quotations_begin_with_a_mark(text: str) -> None:
    layout = find_layout(text)
    assert all(layout.plain[q.start] == '"' for q in layout.quotations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\n", [], id="only-white-space"),
        pytest.param("One.\nTwo.", ["One.", "Two."], id="a-line-each"),
        pytest.param("One.\n\n\nTwo.\n", ["One.", "Two."], id="blank-lines-between"),
        pytest.param("One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."], id="crlf"),
        pytest.param("One.\rTwo.", ["One.", "Two."], id="lone-cr"),
        pytest.param("One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."], id="unicode-separators"),
        pytest.param("  One. \t\n \u00a0Two.\u00a0", ["One.", "Two."], id="without-the-space-around"),
    ],
)
def test_layout_lines_are_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    "newline",
    [
        "\n",
        "\r",
        "\r\n",
    ],
)
def test_layout_wrapped_lines_are_one_paragraph_up_to_a_blank_line(newline: str) -> None:
    found = paragraphs(WRAPPED.replace("\n", newline))
    assert [p.split()[0] + " " + p.split()[-1] for p in found] == ["The again.", "The show."]


def test_layout_long_lines_that_end_sentences_are_not_wrapped_text() -> None:
    line = "The harbour council met on Monday to hear what the ferry operators had to say."
    assert paragraphs("\n".join([line] * 6)) == [line] * 6


@pytest.mark.parametrize("quoted", ['"no"', "“no”", "„no“", "„no”", "«no»", "»no«", "″no″", "〝no〞", "＂no＂", "‟no”"])
def test_layout_all_kinds_of_quotation_marks_make_a_quotation(quoted: str) -> None:
    assert quotations(f"Osk said {quoted} to all.") == [quoted]


@pytest.mark.parametrize(
    "text",
    [
        "It’s Osk’s.",
        "the sailors' boats",
        "rock ´n´ roll",
        "‘Quay’ is a word",
        "`so`",
        "''so''",
        "the '90s weren't 'bad'",
    ],
)
def test_layout_apostrophes_are_not_quotation_marks(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"No," he said, "never."', ['"No,"', '"never."'], id="two-in-a-line"),
        pytest.param('("No")', ['"No"'], id="in-brackets"),
        pytest.param('He said:"No."', ['"No."'], id="no-space-before"),
        pytest.param('He said "no', ['"no'], id="never-closed"),
        pytest.param('He said no" twice.', [], id="never-opened"),
        pytest.param('"One\n"Two\n"Three." End.', ['"One', '"Two', '"Three."'], id="every-paragraph-opened"),
        pytest.param('He said "no.\n\nThen he left.', ['"no.'], id="ends-with-its-paragraph"),
        pytest.param("« Non », dit-il.", ["« Non »"], id="space-inside-the-marks"),
    ],
)
def test_layout_quotations_where_marks_do_not_balance(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


@pytest.mark.parametrize("dash", ["-", "–", "—", "―", "−"])
def test_layout_dash_that_opens_speech_is_a_quotation_mark_where_a_stray_mark_closes_it(dash: str) -> None:
    text = f'{dash} We stay," said Osk.'
    layout = find_layout(text)
    assert quotations(text) == [f'{dash} We stay,"']
    assert layout.plain == '" We stay," said Osk.'


def test_layout_quotation_inside_speech_opened_by_a_dash_is_part_of_it() -> None:
    assert quotations('- We call it "home" and stay," said Osk, "always."') == [
        '- We call it "home" and stay,"',
        '"always."',
    ]


@pytest.mark.parametrize("text", ["- We stay, said Osk.", '- We "stay".', "-5 degrees", "Osk - the mayor - left."])
def test_layout_other_dashes_open_nothing(text: str) -> None:
    assert find_layout(text).plain == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\u00a0b\u200bc\tb", "a b c b"),
        ("a\r\nb\u0085c", "a \nb\nc"),
        ("10–12", "10-12"),
        ("‘so’ “it” is", "'so' \"it\" is"),
    ],
)
def test_layout_plain_string_has_one_kind_of_each_mark(text: str, plain: str) -> None:
    assert find_layout(text).plain == plain


def test_layout_of_the_body_is_blank_where_no_statement_can_be() -> None:
    text = "outlet: x\r\n\r\nOsk left.\r\n“Read more”\r\nend"
    furniture = (Span(text.index("“"), text.index("”") + 1),)
    article = Article("d", text, "", body=Span(13, len(text) - 3), furniture=furniture)
    layout = find_body_layout(article)
    assert len(layout.plain) == len(text)
    assert layout.plain.split() == ["Osk", "left."]
    assert layout.quotations == ()
    assert find_body_layout(Article("d", text, "")) == find_layout(text)
