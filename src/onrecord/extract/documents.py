"""Who made a document that a phrase names: "the Tarn Bank's forecast", "a letter by Mara Osk", "the court ruling"."""

from __future__ import annotations

from onrecord.extract.names import Word, bodies
from onrecord.extract.pronouns import POSSESSIVES, PREPOSITIONS, RELATIVE
from onrecord.extract.story import Story
from onrecord.records import Span

_DOCUMENTS = frozenset(
    "statement report message announcement letter post tweet data information forecast estimate release communique"
    " words remarks comment comments speech address interview account page website channel blog prediction release"
    " order ruling decision survey poll study review assessment calculations figures".split()
)


def is_document(words: list[Word]) -> bool:
    """Whether a phrase is headed by a word for something written or said."""
    stop = next((i for i, w in enumerate(words) if w.key in PREPOSITIONS | RELATIVE), len(words))
    return stop > 0 and words[stop - 1].key in _DOCUMENTS


def owner(story: Story, span: Span, words: list[Word]) -> Span | None:
    """Who made the document that the phrase names: "the Tarn Bank" in "the Tarn Bank's forecast", "a letter by ..."."""
    stop = next((i for i, w in enumerate(words) if w.key in PREPOSITIONS | RELATIVE), len(words))
    if not stop or words[stop - 1].key not in _DOCUMENTS or words[stop - 1].is_capital:
        return None
    for i in range(stop - 1):
        after = story.layout.plain[words[i].span.end :][:2]
        if after == "'s" or (after[:1] == "'" and words[i].key.endswith("s")):
            return Span(span.start, words[i].span.end)
    if stop + 1 < len(words) and words[stop].key in ("of", "by", "from"):
        return Span(words[stop + 1].span.start, span.end)
    named = story.names_in(Span(span.start, words[stop - 1].span.start))
    if named and story.span_of(named[0]).end <= words[stop - 1].span.start:
        return Span(span.start, story.span_of(named[0]).end)
    if stop > 2 and words[0].key == "the" and words[stop - 2].key in bodies():
        return Span(span.start, words[stop - 2].span.end)
    possessed = stop > 1 and words[0].key in POSSESSIVES
    return words[0].span if possessed else None
