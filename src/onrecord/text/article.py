"""From a raw item to an article: decoded, measured, dated, and its furniture found."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from onrecord.ingest.items import RawItem
from onrecord.records import Article, Skipped, Span
from onrecord.settings import Settings
from onrecord.text.dateline import infer_dateline
from onrecord.text.dates import to_iso
from onrecord.text.decode import decode, replace_surrogates
from onrecord.text.front_matter import read_front_matter
from onrecord.text.furniture import find_furniture
from onrecord.text.html import read_page
from onrecord.text.language import find_language, language_name
from onrecord.text.layout import find_layout

MAX_TITLE_CHARS = 300  # a first line may be the whole text


class _Parsed(NamedTuple):
    """A text and what it says of itself, before anything is said of it from outside."""

    text: str
    encoding: str
    start: int = 0  # of the body, after the front matter
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""


def to_article(item: RawItem, settings: Settings) -> Article | Skipped:
    """The article of an item, or the reason why there is none."""
    # 1. The text, unchanged from here on: offsets and hash are of it.
    parsed = _parse(item, settings)
    if isinstance(parsed, Skipped):
        return parsed
    text = parsed.text

    # 2. Limits, before anything that takes time.
    if len(text) > settings.max_chars:
        return Skipped(
            item.doc, "too-long", f"{item.name}: {len(text):,} characters; {settings.max_chars:,} are allowed"
        )
    if not text[parsed.start :].strip():
        return Skipped(item.doc, "empty", f"{item.name}: no text")

    # 3. Paragraphs of the body.
    everything = find_layout(text).paragraphs
    paragraphs = [paragraph for paragraph in everything if paragraph.start >= parsed.start]
    if not paragraphs:
        return Skipped(item.doc, "empty", f"{item.name}: no text")

    # 4. Language.
    language = find_language(text, paragraphs)
    if language != "en" and not settings.any_language:
        return Skipped(item.doc, "not-english", f"{item.name}: the text is in {language_name(language)}")

    # 5. What is known of it: its own fields, else the metadata or the flags that came with the item.
    title = parsed.title or item.title or (_first_line(text, paragraphs[0]) if item.kind == "txt" else "")
    published = to_iso(parsed.published) or to_iso(item.published)

    # 6. The article.
    return Article(
        doc=item.doc,
        text=text,
        sha256=hash_text(text),
        title=replace_surrogates(title),
        outlet=parsed.outlet or item.outlet,
        published=published,
        inferred=None if published else infer_dateline(text, everything),
        url=parsed.url or item.url,
        language=language,
        encoding=parsed.encoding,
        body=Span(parsed.start, len(text)) if parsed.start else None,
        furniture=find_furniture(text, paragraphs),
    )


def hash_text(text: str) -> str:
    """The sha256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _parse(item: RawItem, settings: Settings) -> _Parsed | Skipped:
    if isinstance(item.data, str):
        text = replace_surrogates(item.data)
        encoding = item.encoding if text == item.data else item.encoding + "?"
    else:
        if not item.data.strip():
            return Skipped(item.doc, "empty", f"{item.name}: the file is empty")
        decoded = decode(item.data, markup=item.kind == "html")
        if decoded is None:
            return Skipped(item.doc, "binary", f"{item.name}: the file holds data, not text")
        text, encoding = replace_surrogates(decoded.text), decoded.encoding
    if item.kind == "html":
        return _parse_page(item, text, encoding)
    if item.kind == "json" or len(text) > settings.max_chars:
        return _Parsed(text, encoding)
    front = read_front_matter(text)
    if front is None:
        return _Parsed(text, encoding)
    return _Parsed(text, encoding, front.end, front.title, front.outlet, front.published, front.url)


def _parse_page(item: RawItem, markup: str, encoding: str) -> _Parsed | Skipped:
    page = read_page(markup)
    if isinstance(page, str):
        return Skipped(item.doc, "no-article", f"{item.name}: {page}")
    return _Parsed(replace_surrogates(page.text), encoding, 0, page.title, page.outlet, page.published, page.url)


def _first_line(text: str, paragraph: Span) -> str:
    """The first line with words in it; a heading's marks are not part of the title."""
    line = text[paragraph.start : paragraph.end].split("\n", 1)[0].strip().lstrip("# ")
    if len(line) <= MAX_TITLE_CHARS:
        return line
    return line[:MAX_TITLE_CHARS].rsplit(" ", 1)[0] + " …"
