"""Scores copies, discrepancies and quote drift of a record against the sample story's key: each found, nothing else.

A row of the key is found where a row of the record touches the key's words on both sides; what the record shows that
touches no row of its kind in the key is false. A wording that the key has under drift alone, or a drift that it has
under discrepancies, is not false: it is one finding under two names.

  copies, discrepancies, drift          rows of the key that are found
  precision of ...                      rows of the record that are in the key
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluate.key import Share
from evaluate.lines import Row
from evaluate.story import find_words
from onrecord.records import Extraction, Span
from onrecord.store.comparison_rows import Words
from onrecord.store.record import Record


@dataclass(frozen=True, slots=True)
class Score:
    shares: Mapping[str, Share]
    misses: tuple[str, ...]

    @property
    def figures(self) -> dict[str, float]:
        return {name: share.value for name, share in self.shares.items()}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places of the key, in either order, or of the record."""

    sides: frozenset[tuple[str, Span]]
    shown: str

    def is_of(self, other: Pair) -> bool:
        return all(any(_touch(one, two) for two in other.sides) for one in self.sides)


def score(key: Row, extractions: Iterable[Extraction]) -> Score:
    with TemporaryDirectory() as folder, Record(Path(folder) / "story.db") as record:
        list(record.add_all(extractions))
        record.reconcile()
        return score_record(key, record)


def score_record(key: Row, record: Record) -> Score:
    places = _Places(record)
    parted = [places.pair((row["a"], row["b"]), f"{row['kind']}: {row['why']}") for row in key["discrepancies"]]
    drifted = [places.pair(row["versions"], f"drift: {row['difference']}") for row in key["drift"]]
    conflicts = [_pair(d.a, d.b, f"{d.kind}: {d.why}") for d in record.discrepancies(relation="conflict")]
    drifts = [_pair(d.a, d.b, f"drift: {d.a.words!r} / {d.b.words!r}") for d in record.drifts()]
    copied = {(row["doc"], row["copies_of"]) for row in key["reports"] if row.get("copies_of")}
    copies = {(row.copy_doc, row.original_doc) for row in record.copies() if row.whole}
    shares: dict[str, Share] = {"copies": Share(len(copied & copies), len(copied))}
    shares["precision of copies"] = Share(len(copied & copies), len(copies))
    misses = [f"missed copy: {' of '.join(pair)}" for pair in sorted(copied - copies)]
    misses += [f"false copy: {' of '.join(pair)}" for pair in sorted(copies - copied)]
    for name, wanted, found in (("discrepancies", parted, conflicts), ("drift", drifted, drifts)):
        lost = [pair for pair in wanted if not any(one.is_of(pair) for one in found)]
        false = [one for one in found if not any(one.is_of(pair) for pair in (*parted, *drifted))]
        shares[name] = Share(len(wanted) - len(lost), len(wanted))
        shares[f"precision of {name}"] = Share(len(found) - len(false), len(found))
        misses += [f"missed {pair.shown}" for pair in lost] + [f"false {pair.shown}" for pair in false]
    return Score(shares, tuple(misses))


class _Places:
    """The key's words in the reports as they were read."""

    def __init__(self, record: Record) -> None:
        self._texts = {row.doc: record.article(row.id).extraction.article for row in record.articles()}

    def pair(self, rows: Sequence[Row], shown: str) -> Pair:
        return Pair(frozenset(place for row in rows for place in self._find(row)), shown)

    def _find(self, row: Row) -> list[tuple[str, Span]]:
        article = self._texts[row["doc"]]
        where = article.body or Span(0, len(article.text))
        return [(row["doc"], span) for span in find_words(article.text, row["words"], where)]


def _pair(a: Words, b: Words, shown: str) -> Pair:
    return Pair(frozenset({(a.doc, a.span), (b.doc, b.span)}), shown)


def _touch(one: tuple[str, Span], two: tuple[str, Span]) -> bool:
    return one[0] == two[0] and one[1].start < two[1].end and two[1].start < one[1].end


def show(result: Score) -> str:
    return "\n".join(f"{name:28} {s.hits}/{s.of} {s.value:.3f}" for name, s in result.shares.items())
