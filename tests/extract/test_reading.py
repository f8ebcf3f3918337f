"""Articles in, extractions out, with a model that follows written rules. All people are invented."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.extract.reading import _sure_enough, read_articles
from onrecord.inference.session import Model
from onrecord.records import Article, Attribution, Extraction, Span
from onrecord.settings import Settings
from tests.inference.tiny import Rule, make_model

SAID = Rule("osk velt", "the ferry was late no open shut")


def make_article(text: str, body: Span | None = None, furniture: tuple[Span, ...] = ()) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article("report", text, digest, body=body, furniture=furniture)


def read(*articles: Article, model: Model | None = None, min_score: float = 0.0) -> list[Extraction]:
    return read_articles(model or make_model(said=SAID), articles, Settings(min_score=min_score))


def contents(extraction: Extraction) -> list[str]:
    text = extraction.article.text
    return [text[start:end] for s in extraction.statements for start, end in s.content]


def test_reading_gives_an_extraction_for_each_article_in_order() -> None:
    articles = [make_article(text) for text in ("Osk said no.", "Nothing here.", "Velt said the ferry was late.")]
    found = read(*articles)
    assert [extraction.article for extraction in found] == articles
    assert [contents(extraction) for extraction in found] == [["no"], [], ["the ferry was late"]]


def test_reading_no_articles_gives_no_extractions() -> None:
    assert read() == []


def test_reading_spans_are_words_of_the_text_as_it_was_decoded() -> None:
    text = "\ufeff“The\u00a0ferry was late,” Osk\u200b said…\r\n"
    (extraction,) = read(make_article(text))
    (statement,) = extraction.statements
    assert contents(extraction) == ["“The\u00a0ferry was late,”"]
    assert [text[a:b] for a, b in statement.source] == ["Osk"]
    assert statement.kind == "direct"
    assert statement.speaker is not None


def test_reading_finds_no_statement_in_furniture_or_outside_the_body() -> None:
    text = "Velt said no.\nOsk said open.\nVelt said shut."
    body = Span(text.index("Osk"), text.index("Velt said shut"))
    assert contents(read(make_article(text, body=body))[0]) == ["open"]
    furniture = (Span(0, 13), Span(text.index("Velt said shut"), len(text)))
    assert contents(read(make_article(text, furniture=furniture))[0]) == ["open"]


def test_reading_body_keeps_the_offsets_of_the_text() -> None:
    text = "outlet: x\r\n\r\nOsk said no."
    (extraction,) = read(make_article(text, body=Span(13, len(text))))
    assert contents(extraction) == ["no"]
    assert [text[m.span.start : m.span.end] for m in extraction.mentions] == ["Osk"]


def test_reading_leaves_out_what_the_model_is_not_sure_enough_of() -> None:
    model = make_model(said=Rule("osk", "no", score=1.0), told=Rule("velt", "yes", score=4.0))
    article = make_article("osk said no\nvelt told yes")
    assert contents(read(article, model=model)[0]) == ["no", "yes"]
    assert contents(read(article, model=model, min_score=0.9)[0]) == ["yes"]


@pytest.mark.parametrize("text", ["", " \n", "\u200b", '"', "—", "\x01", "👍", "said", "said " * 900, '"said'])
def test_reading_odd_texts_give_an_extraction(text: str) -> None:
    (extraction,) = read(make_article(text))
    assert extraction.article.text == text


def make_chain(*scores: float) -> tuple[Attribution, ...]:
    """Statements each inside the one before."""
    spans = (Span(0, 1),)
    return tuple(
        Attribution(f"s{i + 1}", spans, spans, spans, parent=f"s{i}" if i else None, score=score)
        for i, score in enumerate(scores)
    )


@pytest.mark.parametrize(
    ("scores", "parents"),
    [
        ((0.9, 0.9, 0.9), {"s1": None, "s2": "s1", "s3": "s2"}),
        ((0.9, 0.1, 0.9), {"s1": None, "s3": "s1"}),
        ((0.1, 0.9, 0.9), {"s2": None, "s3": "s2"}),
        ((0.1, 0.1, 0.9), {"s3": None}),
        ((0.9, 0.1, 0.1, 0.9), {"s1": None, "s4": "s1"}),
        ((0.1, 0.1), {}),
        ((0.5,), {"s1": None}),
    ],
)
def test_reading_statement_whose_parent_goes_hangs_on_the_parents_parent(
    scores: tuple[float, ...], parents: dict[str, str | None]
) -> None:
    assert {s.id: s.parent for s in _sure_enough(make_chain(*scores), 0.5)} == parents
