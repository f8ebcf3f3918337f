"""An article as sentences of words, the title among them, for comparing two accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.records import Article, Span
from onrecord.resolve.words import stem
from onrecord.text.layout import find_body_layout, find_layout

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?|[^\W\d_](?:\.[^\W\d_])+\.?|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]", re.UNICODE
)
_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sts?|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Maj|Prof|Rev|Hon|No|Nos|vs|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft|Inc|Ltd|Co|approx|a\.m|p\.m)|\b[^\W\d_]|\b(?:[A-Z]\.)+[A-Z])\.$"
)


class Token(NamedTuple):
    text: str
    span: Span  # of the text, or of the title
    stem: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span
    tokens: tuple[Token, ...]
    quoted: tuple[Span, ...]  # what of it stands in quotation marks
    in_title: bool = False  # the spans are of the title

    def is_quoted(self, span: Span) -> bool:
        return any(start <= span.start and span.end <= end for start, end in self.quoted)


def read_sentences(article: Article) -> tuple[Sentence, ...]:
    """In order, the title first unless the text begins with it."""
    title = find_layout(article.title)
    body = find_body_layout(article)
    found = list(_iter_sentences(body.plain, body.paragraphs, body.quotations, in_title=False))
    first = body.plain[slice(*body.paragraphs[0])] if body.paragraphs else ""
    if article.title and _same_words(title.plain, first):
        return tuple(found)
    return (*_iter_sentences(title.plain, title.paragraphs, title.quotations, in_title=True), *found)


def _same_words(a: str, b: str) -> bool:
    return re.findall(r"\w+", a.casefold()) == re.findall(r"\w+", b.casefold())


def _iter_sentences(
    plain: str, paragraphs: tuple[Span, ...], quotations: tuple[Span, ...], *, in_title: bool
) -> Iterator[Sentence]:
    for paragraph in paragraphs:
        inside = [quotation for quotation in quotations if paragraph.start <= quotation.start < paragraph.end]
        for span in _split(plain, paragraph):
            tokens = tuple(
                Token(word := match.group(), Span(*match.span()), stem(word), word[0].isalnum())
                for match in _TOKEN.finditer(plain, span.start, span.end)
            )
            if any(token.is_word for token in tokens):
                quoted = tuple(q for q in inside if q.start < span.end and span.start < q.end)
                yield Sentence(span, tokens, quoted, in_title)


def _split(plain: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(plain, paragraph.start, paragraph.end):
        mark = match.start() + 1
        if plain[match.start()] == "." and _ABBREVIATION.search(plain, max(start, mark - 12), mark):
            continue
        yield Span(start, match.start() + len(match.group().rstrip()))
        start = match.end()
    if start < paragraph.end:
        yield Span(start, paragraph.end)
