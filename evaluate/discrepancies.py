"""Scores numbers of dead and injured, and the pairs of articles that disagree about them, as score_discrepancies.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article
from onrecord.resolve.discrepancies import compare_tolls
from onrecord.resolve.sentences import read_sentences
from onrecord.resolve.stories import find_stories, find_subject
from onrecord.resolve.tolls import Toll, find_tolls

Pair = tuple[str, str, str]  # two articles in order, kind


def predict(articles: Sequence[Article]) -> list[Row]:
    """Articles are compared within the stories that onrecord finds among them."""
    tolls = [read_tolls(article) for article in articles]
    rows: list[Row] = [
        {"doc": article.doc, "facts": [_fact(t) for t in own], "disagreements": []}
        for article, own in zip(articles, tolls, strict=True)
    ]
    for group in find_stories([find_subject(article) for article in articles]):
        for place, a in enumerate(group):
            for b in group[place + 1 :]:
                for state, relation in compare_tolls(tolls[a], tolls[b]).items():
                    if state in ("killed", "injured"):
                        row = {"with": articles[b].doc, "kind": state, "relation": relation}
                        rows[a]["disagreements"].append(row)
    return rows


def read_tolls(article: Article) -> tuple[Toll, ...]:
    return find_tolls(article, read_sentences(article))


def _fact(toll: Toll) -> Row:
    return {
        "kind": toll.state,
        "value": int(toll.quantity.value),
        "bound": toll.quantity.bound,
        "scope": toll.scope,
        "current": toll.current,
    }


def score(gold: Sequence[Row], predicted: Sequence[Row]) -> tuple[Row, list[str]]:
    """Figures, and what is missing or spurious. Pairs that the gold says only differ count neither way as conflicts."""
    by_doc = {row["doc"]: row for row in predicted}
    story = {row["doc"]: row["story"] for row in gold}
    if len(by_doc) < len(predicted):
        raise InputError("a document is predicted twice")
    if unknown := by_doc.keys() - story.keys():
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    misses: list[str] = []
    facts = _score_facts(gold, by_doc, misses)
    want, found = _pairs(gold), _pairs(predicted)
    conflicts, either = want["conflict"], want["conflict"] | want["differ"]
    said = found["conflict"] - want["differ"]
    said_either = found["conflict"] | found["differ"]
    disputed = {story[first] for first, _, _ in either}
    alarms = [pair for pair in found["conflict"] if story.get(pair[0]) not in disputed]
    misses += [f"missing conflict: {' '.join(pair)}" for pair in sorted(conflicts - found["conflict"])]
    misses += [f"spurious conflict: {' '.join(pair)}" for pair in sorted(said - conflicts)]
    return {
        "facts": facts,
        "conflict": _figures(len(said & conflicts), len(said), len(conflicts)),
        "any": _figures(len(said_either & either), len(said_either), len(either)),
        "false_alarms": len(alarms),
        "calm_stories": len(set(story.values()) - disputed),
    }, misses


def show(figures: Row) -> str:
    lines = []
    for name in ("facts", "conflict", "any"):
        row = figures[name]
        numbers = f"{row['right']} of {row['predicted']} predicted, {row['gold']} gold"
        lines.append(f"{name:9} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}  ({numbers})")
    alarms, calm = figures["false_alarms"], figures["calm_stories"]
    return "\n".join([*lines, f"false alarms {alarms} in {calm} stories without a disagreement"])


def _pairs(rows: Iterable[Row]) -> dict[str, set[Pair]]:
    found: dict[str, set[Pair]] = defaultdict(set)
    for row in rows:
        for other in row.get("disagreements", []):
            first, second = sorted((row["doc"], other["with"]))
            found[other.get("relation") or "conflict"].add((first, second, other["kind"]))
    return found


def _score_facts(gold: Sequence[Row], predicted: dict[str, Row], misses: list[str]) -> Row:
    """Recall over the current totals of the gold, precision against all its facts."""
    totals, known, found = set(), set(), set()
    for row in gold:
        doc = row["doc"]
        for fact in row["facts"]:
            known.add((doc, fact["kind"], fact["value"]))
            if fact["scope"] == "total" and fact["current"]:
                totals.add((doc, fact["kind"], fact["value"]))
        found |= {(doc, fact["kind"], fact["value"]) for fact in predicted.get(doc, {}).get("facts", [])}
    misses += [f"{doc}: missing {value} {kind}" for doc, kind, value in sorted(totals - found)]
    misses += [f"{doc}: spurious {value} {kind}" for doc, kind, value in sorted(found - known, key=str)]
    return _figures(len(found & known), len(found), len(totals), len(found & totals))


def _figures(right: int, found: int, want: int, recalled: int | None = None) -> Row:
    precision = right / found if found else 0.0
    recall = (right if recalled is None else recalled) / want if want else 0.0
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
        "right": right,
        "predicted": found,
        "gold": want,
    }
