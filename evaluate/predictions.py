"""What `python -m evaluate predict TASK` reads of articles, for each task: rows in the form that the scorers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from evaluate import discrepancies, mentions, people, stories, times
from evaluate.lines import Row
from evaluate.output import show_progress
from evaluate.predict import iter_predictions, pick_input
from onrecord.extract.jsonlines import to_json
from onrecord.records import Article

if TYPE_CHECKING:
    from evaluate.reading import Read


@cache
def open_reader() -> Read:
    """Late, since scoring what was predicted before needs no model."""
    from evaluate.reading import open_reader  # noqa: PLC0415

    return open_reader()


def predict_statements(rows: Iterable[Row]) -> Iterator[Row]:
    return _predict_field(rows, "statements")


def predict_contacts(rows: Iterable[Row]) -> Iterator[Row]:
    return _predict_field(rows, "contacts")


def _predict_field(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from evaluate.reading import make_article  # noqa: PLC0415

    return show_progress(iter_predictions(rows, make_article, open_reader(), field), "articles")


def predict_times(rows: Iterable[Row]) -> Iterator[Row]:
    from evaluate.reading import make_article  # noqa: PLC0415

    return times.predict(rows, make_article)


def predict_mentions(rows: Iterable[Row]) -> Iterator[Row]:
    from evaluate.reading import make_article  # noqa: PLC0415

    return show_progress(mentions.predict(rows, make_article, open_reader()), "articles")


def predict_named(rows: Iterable[Row]) -> Iterator[Row]:
    from evaluate import named  # noqa: PLC0415
    from evaluate.reading import SETTINGS, make_article  # noqa: PLC0415
    from onrecord.inference.weights import load_model  # noqa: PLC0415

    return show_progress(named.predict(rows, load_model(), make_article, SETTINGS), "articles")


def predict_spellings(rows: Iterable[Row]) -> Iterator[Row]:
    from evaluate.reading import make_article  # noqa: PLC0415

    for row in show_progress(rows, "documents"):
        for extraction in open_reader()(people.to_articles(row, make_article)):
            yield to_json(extraction)


def predict_stories(rows: Iterable[Row]) -> Iterable[Row]:
    return stories.predict(_articles(rows))


def predict_discrepancies(rows: Iterable[Row]) -> Iterable[Row]:
    return discrepancies.predict(_articles(rows))


def _articles(rows: Iterable[Row]) -> list[Article]:
    from evaluate.reading import make_article  # noqa: PLC0415

    return [make_article(pick_input(row)) for row in rows]


PREDICTIONS: dict[str, Callable[[Iterable[Row]], Iterable[Row]]] = {
    "aliases": predict_mentions,
    "attribution": predict_statements,
    "contacts": predict_contacts,
    "coref": predict_mentions,
    "discrepancies": predict_discrepancies,
    "mentions": predict_named,
    "spellings": predict_spellings,
    "stories": predict_stories,
    "times": predict_times,
}
