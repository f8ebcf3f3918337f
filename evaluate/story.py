"""Scores what is read of the sample story against its answer key.

The key quotes words; here they are found in the text that was read. A quotation that stands there several times is
told apart by `at`, which counts from the title on. Sources and cues are taken where they stand nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from evaluate.key import Comparison, Entities, compare, names_of, plain, same_speaker
from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article, Span

KEY = Path(__file__).parent / "gold" / "story.key.json"
REPORTS = Path(str(files("onrecord"))) / "sample" / "reports"


def score_reports(key: Row, articles: Sequence[Article], predicted: Sequence[Sequence[Row]]) -> dict[str, Comparison]:
    """A comparison for each report of the key, by its doc."""
    entities = {entity["id"]: entity for entity in key["entities"]}
    read = {article.doc: (article, list(rows)) for article, rows in zip(articles, predicted, strict=True)}
    unread = [report["doc"] for report in key["reports"] if report["doc"] not in read]
    if unread:
        raise InputError(f"reports of the key that were not read: {', '.join(unread)}")
    result = {}
    for report in key["reports"]:
        article, rows = read[report["doc"]]
        result[report["doc"]] = compare(article.text, locate(article, report), rows, entities, is_same)
    return result


def is_same(key: str | None, speaker: Row | None, entities: Entities) -> bool:
    """As in score_gold.py, but a name that is somebody else's is wrong: two persons of the story share a surname."""
    if not same_speaker(key, speaker, entities):
        return False
    said = plain((speaker or {}).get("name") or "")
    holders = {entity["id"] for entity in entities.values() if said in names_of(entity)} | {
        entity["id"]
        for entity in entities.values()
        if entity["id"].startswith("person:") and said.endswith(" " + plain(entity["name"]))
    }
    return not holders or key in holders


def locate(article: Article, report: Row) -> list[Row]:
    """The statements of a report of the key, with spans in place of words."""
    return [_located(article, report["doc"], statement) for statement in report["statements"]]


def _located(article: Article, doc: str, statement: Row) -> Row:
    where = article.body or Span(0, len(article.text))
    content = []
    for words in statement["content"]:
        spans = find_words(article.text, words, where)
        at = statement.get("at", 1)
        if len(spans) < at or (len(spans) > 1 and "at" not in statement):
            raise InputError(f"{doc} {statement['id']}: the key's words stand {len(spans)} times: {words!r}")
        content.append(spans[at - 1])
    cue = _nearest(article.text, statement["cue"], where, content)
    source = _nearest(article.text, statement["source"], where, cue or content)
    return statement | {"source": source, "cue": cue, "content": content}


def _nearest(text: str, words: str | None, where: Span, spans: Sequence[Span]) -> list[Span]:
    """The occurrence with the fewest characters between it and the spans, the earlier one of two."""
    if not words:
        return []
    found = find_words(text, words, where)
    return sorted(found, key=lambda span: min(_gap(span, other) for other in spans))[:1]


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def find_words(text: str, words: str, where: Span) -> list[Span]:
    """Where the words stand as whole words; white space may differ, as it does in text taken from HTML."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    pattern = (r"(?<!\w)" if re.match(r"\w", words) else "") + pattern + (r"(?!\w)" if re.search(r"\w$", words) else "")
    return [Span(*match.span()) for match in re.compile(pattern).finditer(text, where.start, where.end)]


def total(comparisons: dict[str, Comparison]) -> Comparison:
    result = Comparison()
    for doc, comparison in comparisons.items():
        result.add(Comparison(comparison.shares, [f"{doc}: {miss}" for miss in comparison.misses]))
    return result


def show(comparisons: dict[str, Comparison]) -> str:
    """A row a report, then the sums."""
    rows = [*comparisons.items(), ("all", total(comparisons))]
    names = list(rows[-1][1].shares)
    lines = [" " * 30 + "".join(f"{name.replace('_', ' '):>16}" for name in names)]
    for doc, comparison in rows:
        shares = [comparison.shares[name] for name in names]
        lines.append(f"{doc:30}" + "".join(f"{f'{s.hits}/{s.of} {s.value:.3f}':>16}" for s in shares))
    return "\n".join(lines)
