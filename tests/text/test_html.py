"""Pages give their article and what they say of themselves; broken pages give a reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.html import Page, read_page
from tests.waiting import takes_at_most

PARAGRAPHS = [
    f"On day {n} the minister said that the harbour would open again before winter, and the fleet was ready to sail."
    for n in range(5)
]
PAGE = (
    '<!doctype html><html lang="en"><head><title>Harbour opens | The Post</title>'
    '<meta property="og:title" content="Harbour opens"><meta property="og:site_name" content="The Post">'
    '<meta property="article:published_time" content="2026-03-04T08:00:00+01:00">'
    '<link rel="canonical" href="https://post.example/2026/harbour"></head><body>'
    '<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Harbour opens</h1>'
    + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    + '</article><div class="comments"><p>A reader wrote that this was nonsense from beginning to end.</p></div>'
    "<footer>All rights reserved</footer></body></html>"
)


def page(markup: str) -> Page:
    found = read_page(markup)
    assert isinstance(found, Page), found
    return found


def test_html_text_is_title_empty_line_and_paragraphs() -> None:
    assert page(PAGE).text == "\n".join(["Harbour opens", "", *PARAGRAPHS])


def test_html_the_page_says_its_title_outlet_date_and_address() -> None:
    found = page(PAGE)
    assert (found.title, found.outlet, found.published) == ("Harbour opens", "The Post", "2026-03-04")
    assert found.url == "https://post.example/2026/harbour"


def test_html_a_tag_that_every_paragraph_leaves_open_loses_nothing() -> None:
    body = "".join(f"<p><font size=2>{n}. {PARAGRAPHS[0]}" for n in range(300))
    found = page(f"<html><body><article>{body}</article></body></html>")
    assert found.text.count("On day 0") == 300


def test_html_a_page_deeper_than_parsers_go_is_read() -> None:
    depth = 300
    body = "<div>" * depth + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    assert page(f'<?xml version="1.0" encoding="ascii"?><html><body>{body} é').text.splitlines()[0] == PARAGRAPHS[0]


def test_html_a_date_in_the_words_is_not_the_date_of_the_page() -> None:
    body = "".join(f"<p>{words} That was on 5 May 2019.</p>" for words in PARAGRAPHS)
    assert page(f"<html><body><article>{body}</article></body></html>").published == ""


@pytest.mark.parametrize(
    "markup",
    [
        "",
        " ",
        "<",
        "<html></html>",
        "<html><body></body></html>",
        "<" * 10_000,
        "<div>" * 5000,
        "</p>" * 1000,
        "<a " + 'href="' * 1000,
        "<!--" * 1000,
        "<script>" + "x" * 10_000,
        "<p>\x00\x01\x02</p>",
        '<?xml version="1.0" encoding="utf-8"?><feed/>',
        "<svg><p><table><tr><select>" * 300,
    ],
)
def test_html_what_holds_no_article_gives_a_reason(markup: str) -> None:
    found = read_page(markup)
    assert isinstance(found, str)
    assert found


@pytest.mark.parametrize(
    "markup",
    [
        PAGE.replace("</p>", "").replace("</article>", ""),
        PAGE[: PAGE.index("</article>")],
        PAGE.replace("<article>", f'<article data-x="{"y" * 1_000_000}">'),
        PAGE.replace("<article>", "<article>" + "<b>" * 100),
        '<?xml version="1.0" encoding="koi8-r"?>' + PAGE,
        PAGE.replace("<p>", "<p <p>"),
    ],
)
def test_html_an_article_in_broken_markup_is_found(markup: str) -> None:
    assert PARAGRAPHS[2] in page(markup).text


def test_html_a_page_of_too_many_elements_is_left_alone() -> None:
    with takes_at_most(30):
        found = read_page("<p>a</p>" * 300_000)
    assert isinstance(found, str)
    assert "elements" in found


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "</p>", "<table>", "<td>", "<a href=x>", "<!--", "&#0;", "ab. "])
    )
)
def test_html_no_markup_raises(parts: list[str]) -> None:
    read_page("".join(parts))
