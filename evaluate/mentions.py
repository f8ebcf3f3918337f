"""Coreference and the names of one person within articles: predictions from the text alone, and how good they are.

The figures are those of their fields. A mention is a span with the label of its cluster.

**aliases.** Only gold names of persons; the question is which names are one person. Each gold name takes the predicted
mention with most characters in common, one to one, a person's first. `found`: the share of gold names that have one.
`b3`: B-cubed over the names. `links`: precision and recall of the pairs of names put in one cluster.

**coref.** Mentions are the same where start and end are equal. `muc`, `b3`, `ceafe` and their mean F1, `conll`
(Pradhan et al. 2014).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article, Extraction

Clusters = list[frozenset[int]]  # of places in a list of mentions


@dataclass(slots=True)
class Ratio:
    """Precision and recall as sums over all documents."""

    right_predicted: float = 0.0
    predicted: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    def add(self, right_predicted: float, predicted: float, right_gold: float, gold: float) -> None:
        self.right_predicted += right_predicted
        self.predicted += predicted
        self.right_gold += right_gold
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_row(self) -> Row:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "gold": self.gold}


def predict(
    rows: Iterable[Row],
    make_article: Callable[[Mapping[str, str]], Article],
    read: Callable[[Sequence[Article]], Sequence[Extraction]],
) -> Iterator[Row]:
    """A line for each article, as the scorers take it."""
    for row in rows:
        (extraction,) = read([make_article({"doc": str(row["doc"]), "text": str(row["text"])})])
        labels = {entity.id: entity.label for entity in extraction.entities}
        mentions = [
            {"start": m.span.start, "end": m.span.end, "type": labels[m.entity], "cluster": m.entity, "form": m.form}
            for m in extraction.mentions
        ]
        yield {"doc": row["doc"], "mentions": mentions}


def score_aliases(gold: Sequence[Row], predicted: Iterable[Row]) -> dict[str, Ratio]:
    figures = {name: Ratio() for name in ("found", "b3", "links")}
    for doc, ours in _by_doc(gold, predicted):
        names = [m for m in doc["mentions"] if m["type"].lower() == "person" and m.get("form", "name") == "name"]
        taken = _match_names(names, ours)
        theirs = _clusters([(i, m.get("cluster")) for i, m in enumerate(names)])
        found = _clusters([(i, ours[j].get("cluster")) for i, j in taken.items()])
        figures["found"].add(len(taken), len(names), len(taken), len(names))
        figures["b3"].add(*_b3(found, theirs), *_b3(theirs, found))
        wanted, given = _links(theirs), _links(found)
        figures["links"].add(len(wanted & given), len(given), len(wanted & given), len(wanted))
    return figures


def score_coref(gold: Sequence[Row], predicted: Iterable[Row]) -> dict[str, Ratio]:
    figures = {name: Ratio() for name in ("mentions", "muc", "b3", "ceafe")}
    for doc, ours in _by_doc(gold, predicted):
        places: dict[tuple[int, int], int] = {}
        sides = []
        for mentions in (doc["mentions"], ours):
            spans = {(m["start"], m["end"]): m.get("cluster") for m in reversed(mentions)}
            sides.append(_clusters([(places.setdefault(span, len(places)), who) for span, who in spans.items()]))
        theirs, found = sides
        figures["muc"].add(*_muc(found, theirs), *_muc(theirs, found))
        figures["b3"].add(*_b3(found, theirs), *_b3(theirs, found))
        figures["ceafe"].add(*_ceafe(theirs, found))
        a, b = (set().union(*side) for side in (found, theirs))
        figures["mentions"].add(len(a & b), len(a), len(a & b), len(b))
    return figures


def conll(figures: Mapping[str, Ratio]) -> float:
    return sum(figures[name].f1 for name in ("muc", "b3", "ceafe")) / 3


def show(figures: Mapping[str, Ratio]) -> str:
    lines = [
        f"{name:9} precision {ratio.precision:.3f}  recall {ratio.recall:.3f}  F1 {ratio.f1:.3f}  ({ratio.gold:g} gold)"
        for name, ratio in figures.items()
    ]
    return "\n".join([*lines, f"{'conll':9} F1 {conll(figures):.3f}"] if "muc" in figures else lines)


def _by_doc(gold: Sequence[Row], predicted: Iterable[Row]) -> Iterator[tuple[Row, Sequence[Row]]]:
    by_doc = {row["doc"]: row["mentions"] for row in predicted}
    if unknown := by_doc.keys() - {row["doc"] for row in gold}:
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    for row in gold:
        yield row, by_doc.get(row["doc"], [])


def _match_names(names: Sequence[Row], ours: Sequence[Row]) -> dict[int, int]:
    candidates = []
    for i, name in enumerate(names):
        start, end = name.get("name") or (name["start"], name["end"])
        for j, mention in enumerate(ours):
            common = min(end, mention["end"]) - max(start, mention["start"])
            if common > 0:
                surplus = mention["end"] - mention["start"] - common
                candidates.append((-common, surplus, mention["type"] != "person", i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def _clusters(labelled: Iterable[tuple[int, object]]) -> Clusters:
    """A mention without a label is alone."""
    sets: dict[object, set[int]] = {}
    for place, label in labelled:
        sets.setdefault(("alone", place) if label is None else label, set()).add(place)
    return [frozenset(members) for members in sets.values()]


def _parts(cluster: frozenset[int], other: Clusters) -> Counter[int]:
    """How the other side divides a cluster; what it does not have is a part of its own."""
    where = {member: number for number, members in enumerate(other) for member in members & cluster}
    return Counter(where.get(member, -1 - member) for member in cluster)


def _muc(clusters: Clusters, other: Clusters) -> tuple[float, float]:
    kept = sum(len(cluster) - len(_parts(cluster, other)) for cluster in clusters)
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def _b3(clusters: Clusters, other: Clusters) -> tuple[float, float]:
    right = sum(
        common**2 / len(cluster) for cluster in clusters for part, common in _parts(cluster, other).items() if part >= 0
    )
    return right, sum(map(len, clusters))


def _ceafe(theirs: Clusters, found: Clusters) -> tuple[float, float, float, float]:
    """The best one-to-one pairing; 2 * common / (size + size) of each pair."""
    weights: dict[tuple[int, int], float] = {}
    for i, cluster in enumerate(theirs):
        for j, common in _parts(cluster, found).items():
            if j >= 0:
                weights[i, j] = 2 * common / (len(cluster) + len(found[j]))
    total = _best_total(weights)
    return total, len(found), total, len(theirs)


def _best_total(weights: Mapping[tuple[int, int], float]) -> float:
    """Highest sum of weights with every row and column used once at most: augmenting paths of best gain."""
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    by_row: dict[int, dict[int, float]] = {}
    for (i, j), weight in weights.items():
        by_row.setdefault(i, {})[j] = weight
    total = 0.0
    while True:
        gain, path = _best_path(by_row, row_of, column_of)
        if gain <= 1e-12:
            return total
        total += gain
        for i, j in path:
            row_of[j], column_of[i] = i, j


def _best_path(
    by_row: Mapping[int, Mapping[int, float]], row_of: Mapping[int, int], column_of: Mapping[int, int]
) -> tuple[float, list[tuple[int, int]]]:
    """Bellman and Ford from all free rows to any free column."""
    reach: dict[int, tuple[float, list[tuple[int, int]]]] = {i: (0.0, []) for i in by_row if i not in column_of}
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    waiting = list(reach)
    while waiting:
        i = waiting.pop()
        gain, path = reach[i]
        for j, weight in by_row[i].items():
            if column_of.get(i) == j:
                continue
            further = gain + weight
            if j not in row_of:
                best = max(best, (further, [*path, (i, j)]))
            else:
                other = row_of[j]
                left = further - by_row[other][j]
                if left > reach.get(other, (-1e9, []))[0] + 1e-12:
                    reach[other] = (left, [*path, (i, j)])
                    waiting.append(other)
    return best


def _links(clusters: Clusters) -> set[tuple[int, int]]:
    return {pair for cluster in clusters for pair in combinations(sorted(cluster), 2)}
