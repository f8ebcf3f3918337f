"""Scores articles grouped into stories by B-cubed precision, recall and F1 (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article
from onrecord.resolve.stories import find_stories, find_subject

Clustering = Mapping[Hashable, Hashable]  # item -> cluster


def predict(articles: Sequence[Article]) -> list[Row]:
    groups = find_stories([find_subject(article) for article in articles])
    return [{"doc": articles[i].doc, "cluster": number} for number, group in enumerate(groups) for i in group]


def score(gold: Iterable[Row], predicted: Iterable[Row]) -> Row:
    return b_cubed(_clustering(gold, "story"), _clustering(predicted, "cluster"))


def b_cubed(gold: Clustering, predicted: Clustering) -> Row:
    """Precision is the mean over the predicted items, recall over the gold items; an item not predicted counts 0.

    Predicted items that the gold does not know are left out and counted.
    """
    known = {item: cluster for item, cluster in predicted.items() if item in gold}
    wanted, found = _members(gold), _members(known)
    precision = recall = 0.0
    for item, cluster in known.items():
        together = len(found[cluster] & wanted[gold[item]])
        precision += together / len(found[cluster])
        recall += together / len(wanted[gold[item]])
    precision = precision / len(known) if known else 0.0
    recall = recall / len(gold) if gold else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "items": len(gold),
        "gold_clusters": len(wanted),
        "predicted_clusters": len(found),
        "missing": len(gold) - len(known),
        "unknown": len(predicted) - len(known),
    }


def show(figures: Row) -> str:
    return (
        f"B-cubed P {figures['precision']:.3f}  R {figures['recall']:.3f}  F1 {figures['f1']:.3f}\n"
        f"{figures['items']} items, {figures['gold_clusters']} gold clusters,"
        f" {figures['predicted_clusters']} predicted, {figures['missing']} items missing, {figures['unknown']} unknown"
    )


def _clustering(rows: Iterable[Row], field: str) -> Clustering:
    found: dict[Hashable, Hashable] = {}
    for row in rows:
        if "doc" not in row or field not in row:
            raise InputError(f"a line without doc or {field}")
        if row["doc"] in found:
            raise InputError(f"{row['doc']} stands twice in one file")
        found[row["doc"]] = row[field]
    return found


def _members(clustering: Clustering) -> dict[Hashable, set[Hashable]]:
    sets: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item, cluster in clustering.items():
        sets[cluster].add(item)
    return sets
