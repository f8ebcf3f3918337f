"""Names found in articles against a gold of named entities: exact spans with their type.

A mention is right where the gold has the same start, end and type. Only TYPES count. Where the gold lists inner names
as `nested` ("Uganda" in "Sexual Minorities Uganda"), a prediction equal to one of them is neither right nor wrong.
Figures are over all articles together. `mentions` are the names as `onrecord read` writes them, with the label of the
entity that they name: titles are no part of them, and names that only capital letters tell of are among them.
`model` are the names that the model alone sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evaluate.lines import Row
from evaluate.mentions import Ratio
from onrecord.errors import InputError, ModelError
from onrecord.extract.names import LABELS
from onrecord.records import Article, Extraction
from onrecord.settings import Settings
from onrecord.text.layout import find_body_layout

if TYPE_CHECKING:  # scoring what was predicted before works where there are no weights
    from onrecord.inference.session import Model

TYPES = ("Person", "Organization", "Location")
Found = tuple[int, int, str]  # start and end in code points, type

ToArticle = Callable[[Mapping[str, str]], Article]
_TYPE_OF = {label: kind for kind, label in LABELS.items()}


def predict(rows: Iterable[Row], model: Model, to_article: ToArticle, settings: Settings) -> Iterator[Row]:
    """A line for each article with `mentions` and `model`, both as Found. ModelError: the weights know no names."""
    from onrecord.extract.reading import read_articles  # noqa: PLC0415

    if "names" not in model.moves:
        raise ModelError(
            "these weights find no names: they have no head for them. Set ONRECORD_WEIGHTS to some that do"
        )
    for row in rows:
        article = to_article({"doc": str(row["doc"]), "text": str(row["text"])})
        (extraction,) = read_articles(model, [article], settings)
        yield {"doc": row["doc"], "mentions": list(_written(extraction)), "model": list(_seen(model, article))}


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> dict[str, dict[str, Ratio]]:
    """By `mentions` and `model`, and there by `overall` and type."""
    by_doc = {row["doc"]: row for row in predicted}
    if unknown := by_doc.keys() - {row["doc"] for row in gold}:
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    figures = {side: {name: Ratio() for name in ("overall", *TYPES)} for side in ("mentions", "model")}
    for row in gold:
        right = {_found(m) for m in row["mentions"] if m["type"] in TYPES}
        inner = {_found(m) for m in row.get("nested", ()) if m["type"] in TYPES} - right
        for side, ratios in figures.items():
            ours = {tuple(m) for m in by_doc.get(row["doc"], {}).get(side, ())} - inner
            for name, ratio in ratios.items():
                a, b = ({m for m in found if name in ("overall", m[2])} for found in (ours, right))
                ratio.add(len(a & b), len(a), len(a & b), len(b))
    return figures


def show(figures: Mapping[str, Mapping[str, Ratio]]) -> str:
    return "\n".join(
        f"{side:9} {name:13} precision {ratio.precision:.3f}  recall {ratio.recall:.3f}  F1 {ratio.f1:.3f}"
        f"  ({ratio.gold:g} gold)"
        for side, ratios in figures.items()
        for name, ratio in ratios.items()
    )


def _found(mention: Row) -> Found:
    return mention["start"], mention["end"], mention["type"]


def _written(extraction: Extraction) -> Iterator[Found]:
    labels = {entity.id: entity.label for entity in extraction.entities}
    for mention in extraction.mentions:
        if mention.form == "name" and (kind := _TYPE_OF.get(labels[mention.entity])):
            yield mention.span.start, mention.span.end, kind


def _seen(model: Model, article: Article) -> Iterator[Found]:
    from onrecord.inference.session import NAMES, read_texts  # noqa: PLC0415
    from onrecord.inference.windows import split_words  # noqa: PLC0415

    words = split_words(find_body_layout(article), model.tokenizer)
    (reading,) = read_texts(model, [words])
    for name in reading.names:
        if (kind := NAMES[name.span.kind - 1]) in TYPES:
            yield int(words.start[name.span.start]), int(words.end[name.span.end - 1]), kind
