"""What is read of articles that come as JSON lines, in the form that the scorers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from evaluate.contacts import contact_rows
from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article, Extraction

INPUT_FIELDS = ("doc", "text", "title", "outlet", "published")
BATCH = 16  # articles read together: enough to fill the model's batches, few enough to show progress


def pick_input(line: Mapping[str, Any]) -> dict[str, str]:
    """What a reader may see of a line. Nothing else of it is so much as looked at."""
    fields = {name: line.get(name) for name in INPUT_FIELDS}
    for name in ("doc", "text"):
        if not isinstance(fields[name], str):
            raise InputError(f"a line without the field {name}, which predictions need")
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def iter_predictions(
    lines: Iterable[Mapping[str, Any]],
    make_article: Callable[[Mapping[str, str]], Article],
    read: Callable[[Sequence[Article]], Sequence[Extraction]],
    field: str = "statements",
) -> Iterator[Row]:
    """One row a line, in their order, with no more than a batch of them in memory. `field` is of FIELDS."""
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        articles = [make_article(pick_input(line)) for line in batch]
        for article, extraction in zip(articles, read(articles), strict=True):
            yield {"doc": article.doc, field: FIELDS[field](extraction)}


def statement_rows(extraction: Extraction) -> list[Row]:
    return [asdict(statement) for statement in extraction.statements]


FIELDS: dict[str, Callable[[Extraction], list[Row]]] = {"statements": statement_rows, "contacts": contact_rows}
