"""One article after another becomes an extraction: the steps of *read* in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.acts import find_acts
from onrecord.extract.attributions import settle, to_statements
from onrecord.extract.events import find_events
from onrecord.extract.forms import add_forms
from onrecord.extract.names import find_words
from onrecord.extract.said_on import find_said_on
from onrecord.extract.seen import LABELS, Seen
from onrecord.extract.speakers import link_speakers
from onrecord.extract.times import day_of, find_timexes
from onrecord.inference.session import NAMES, Model, Reading, Tuning, read_texts
from onrecord.inference.windows import Words, split_words
from onrecord.records import Article, Attribution, Extraction, Span
from onrecord.settings import Settings
from onrecord.text.layout import Layout, find_body_layout
from onrecord.text.outlet_day import find_outlet_day


def read_articles(model: Model, articles: Sequence[Article], settings: Settings) -> list[Extraction]:
    """Extractions in the order of the articles. The model reads all of them together."""
    layouts = [find_body_layout(article) for article in articles]
    words = [split_words(layout, model.tokenizer) for layout in layouts]
    readings = read_texts(model, words)
    return [
        _read(article, layout, of_text, reading, model.tuning, settings)
        for article, layout, of_text, reading in zip(articles, layouts, words, readings, strict=True)
    ]


def _read(
    article: Article, layout: Layout, words: Words, reading: Reading, tuning: Tuning, settings: Settings
) -> Extraction:
    drafts = add_forms(layout, words, settle(words, reading.candidates))
    statements = to_statements(article.text, layout, words, drafts, tuning)
    statements = _sure_enough(statements, settings.min_score)
    seen = _seen(words, reading)
    plain_words = find_words(layout, {edge for name in seen for edge in name.span})
    linked, mentions, entities = link_speakers(layout, plain_words, statements, seen)
    timexes = find_timexes(layout, day_of(article))
    statements = find_acts(layout, linked, mentions, entities)
    statements = find_said_on(layout, statements, timexes, article.published)
    events, mentions, entities = find_events(
        layout, plain_words, statements, mentions, entities, timexes, find_outlet_day(article)
    )
    return Extraction(article, statements, mentions, entities, timexes, events)


def _seen(words: Words, reading: Reading) -> list[Seen]:
    """Names in characters; those of persons, bodies and places have a label."""
    return [
        Seen(
            Span(int(words.start[n.span.start]), int(words.end[n.span.end - 1])),
            LABELS.get(NAMES[n.span.kind - 1]),
            n.score,
        )
        for n in reading.names
    ]


def _sure_enough(statements: tuple[Attribution, ...], min_score: float) -> tuple[Attribution, ...]:
    """Statements at or above the score; one whose parent goes hangs on the parent's parent."""
    gone = {s.id: s.parent for s in statements if s.score < min_score}
    if not gone:
        return statements

    def standing(parent: str | None) -> str | None:
        while parent in gone:
            parent = gone[parent]
        return parent

    return tuple(replace(s, parent=standing(s.parent)) for s in statements if s.id not in gone)
