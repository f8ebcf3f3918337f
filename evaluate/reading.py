"""The way into onrecord: everything that is measured here is read on the path that a user's articles take."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from onrecord.extract.reading import read_articles
from onrecord.inference.weights import digests, load_model, model_folder
from onrecord.ingest.files import iter_items
from onrecord.ingest.items import RawItem
from onrecord.records import Article, Extraction, Skipped
from onrecord.settings import Settings
from onrecord.text.article import hash_text, to_article

Read = Callable[[Sequence[Article]], Sequence[Extraction]]

MAX_CHARS = 100_000_000  # data to measure on is never too long
SETTINGS = Settings(any_language=True, max_chars=MAX_CHARS)


def open_reader(settings: Settings = SETTINGS) -> Read:
    model = load_model()
    return lambda articles: read_articles(model, articles, settings)


def make_article(fields: Mapping[str, str]) -> Article:
    """An article of the fields of a JSON line. Its text is never changed and never refused."""
    doc, text = fields["doc"], fields["text"]
    title, outlet, published = fields.get("title", ""), fields.get("outlet", ""), fields.get("published") or None
    made = to_article(RawItem(doc, doc, "json", text, outlet=outlet, title=title, published=published), SETTINGS)
    if isinstance(made, Article) and made.text == text:
        return made
    return Article(doc=doc, text=text, sha256=hash_text(text), title=title, outlet=outlet, published=published)


def open_articles(inputs: Sequence[Path], settings: Settings) -> list[Article | Skipped]:
    """The articles of files and folders, as `onrecord read` opens them."""
    items = iter_items([str(path) for path in inputs], settings)
    return [item if isinstance(item, Skipped) else to_article(item, settings) for item in items]


def weights_digest() -> str:
    """One sha256 for all files of the model, which must be whole."""
    load_model()
    return hashlib.sha256(json.dumps(digests(model_folder()), sort_keys=True).encode()).hexdigest()
