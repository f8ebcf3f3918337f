"""Scores the conditions of a record, and what was replied, against the sample story's key; and the positions.

A condition of the record is one of the key where the words of one of its tellings overlap the key's by half of the
shorter. Pairs are one to one, the largest overlap first.

  conditions         conditions of the key that are found
  precision          conditions of the record that are in the key
  actor              of those found, with the key's actor
  addressee          of those found, with the key's addressee
  replies            replies of the key to conditions that are found: same party, same reply, same report
  reply precision    replies of the record to such conditions that are in the key
  positions          positions of the key of which half of the words were taken as a stand, by the same actor
  stance             of those, with the key's stance (as the words tell it, before issues turn it)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluate.claims import Score
from evaluate.key import Entities, Share, same_speaker
from evaluate.lines import Row
from evaluate.story import find_words
from evaluate.words import pair_greedily
from onrecord.records import Extraction, Span
from onrecord.resolve.proposals import Proposal, Who
from onrecord.store.position_rows import stand_rows
from onrecord.store.record import Record

MIN_OVERLAP = 0.5


def score(key: Row, extractions: Iterable[Extraction]) -> Score:
    with TemporaryDirectory() as folder, Record(Path(folder) / "story.db") as record:
        list(record.add_all(extractions))
        record.reconcile()
        return score_record(key, record)


def score_record(key: Row, record: Record) -> Score:
    entities = {entity["id"]: entity for entity in key["entities"]}
    places = _Places(record)
    found = record.positions.conditions()
    close = sorted(
        (-overlap, i, j)
        for i, wanted in enumerate(key["conditions"])
        for j, row in enumerate(found)
        if (overlap := max(places.overlap(wanted, t.place.doc, t.place.spans) for t in row.tellings)) >= MIN_OVERLAP
    )
    pairs = [(key["conditions"][i], found[j]) for i, j in pair_greedily([(i, j) for _, i, j in close])]
    shares = {
        "conditions": Share(len(pairs), len(key["conditions"])),
        "precision": Share(len(pairs), len(found)),
        "actor": Share(sum(_is_by(k["actor"], p, entities) for k, p in pairs), len(pairs)),
        "addressee": Share(sum(_is(k["addressee"], p.addressee, entities) for k, p in pairs), len(pairs)),
        "replies": Share(),
        "reply precision": Share(),
    }
    paired_keys, paired_rows = [id(k) for k, _ in pairs], [p.id for _, p in pairs]
    misses = [f"missed: {k['words']}" for k in key["conditions"] if id(k) not in paired_keys]
    misses += [
        f"not in the key: {p.actor.name}: {p.offer} {p.marker} {p.demand}" for p in found if p.id not in paired_rows
    ]
    for k, p in pairs:
        misses += _score_replies(k, p, entities, shares)
    misses += _score_positions(key["positions"], record, places, entities, shares)
    return Score(shares, tuple(misses))


def _score_replies(key: Row, found: Proposal, entities: Entities, shares: dict[str, Share]) -> list[str]:
    wanted = [(k["by"], k["reply"], k["doc"]) for k in key["replies"]]
    told = [
        (r, [w for w in wanted if w[1:] == (r.reply, r.place.doc) and _named(w[0], r.by, entities)])
        for r in found.replies
    ]
    hit = {w for _, ws in told for w in ws}
    shares["replies"].add(len(hit), len(wanted))
    shares["reply precision"].add(sum(bool(ws) for _, ws in told), len(told))
    lost = [f"reply missed: {' '.join(w)}" for w in wanted if w not in hit]
    return lost + [f"reply not in the key: {r.reply} {r.by} {r.place.doc} {r.place.words}" for r, ws in told if not ws]


def _score_positions(
    wanted: Sequence[Row], record: Record, places: _Places, entities: Entities, shares: dict[str, Share]
) -> list[str]:
    rows = stand_rows(record.db)
    misses, hits, right = [], 0, 0
    for key in wanted:
        near = [r for r in rows if places.overlap(key, r.place.doc, r.place.spans) >= MIN_OVERLAP]
        mine = [r for r in near if _named(key["actor"], r.who.name, entities)]
        hits += bool(mine)
        right += any(r.kind == key["stance"] for r in mine)
        if not mine:
            misses.append(f"position missed: {key['actor']} {key['stance']}: {key['words']}")
        elif not any(r.kind == key["stance"] for r in mine):
            misses.append(
                f"position told otherwise: {key['actor']} {key['stance']}, not {mine[0].kind}: {key['words']}"
            )
    shares["positions"] = Share(hits, len(wanted))
    shares["stance"] = Share(right, hits)
    return misses


class _Places:
    """Where the words of the key stand in the reports of a record."""

    def __init__(self, record: Record) -> None:
        self._articles = {row.doc: record.article(row.id).extraction.article for row in record.articles()}

    def overlap(self, key: Row, doc: str, spans: Sequence[Span]) -> float:
        """The share of the shorter of the two that both have."""
        if doc != key["doc"]:
            return 0.0
        article = self._articles[doc]
        best = 0.0
        for span in find_words(article.text, key["words"], article.body or Span(0, len(article.text))):
            both = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in spans)
            best = max(best, both / min(span.end - span.start, sum(end - start for start, end in spans)))
        return best


def _is_by(key: str, found: Proposal, entities: Entities) -> bool:
    parties = [found.actor, *(t.teller for t in found.tellings if t.teller)]
    return any(_is(key, who, entities) for who in parties)


def _is(key: str, who: Who | None, entities: Entities) -> bool:
    return who is not None and _named(key, who.name, entities)


def _named(key: str, name: str, entities: Entities) -> bool:
    return same_speaker(key, {"name": name}, entities)


def show(result: Score) -> str:
    return "\n".join(f"{name:16} {s.hits:4}/{s.of:<4} {s.value:.3f}" for name, s in result.shares.items())
