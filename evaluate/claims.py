"""Scores the claims of a record against the sample story's key: which are found, with whose stances, standing how.

A claim of the record and one of the key are paired when they share most stances: words of one report that overlap by
half of the shorter. Pairs are one to one.

  claims             claims of the key of which some words were gathered
  standing           days of reports, from the first on which the key knows the claim, on which the standing is the same
  stances            stances of the key whose words are in the paired claim
  kind               of those, with the key's stance
  party              of those, held by the key's holder
  precision          of what the paired claims hold, what is a stance of the key on that claim
  joined             pairs of the key's stances on one claim that are in one claim of the record
  falsely joined     pairs of the key's stances on two claims, of words that the key has on no claim together, that are
                     in one claim of the record (fewer is better)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluate.key import Entities, Share, names_of, plain, same_speaker
from evaluate.lines import Row
from evaluate.story import find_words
from evaluate.words import pair_greedily
from onrecord.records import Extraction, Span
from onrecord.resolve.ledger import Entry
from onrecord.store.ledger import ClaimRow
from onrecord.store.record import Record

MIN_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    shares: Mapping[str, Share]
    misses: tuple[str, ...]

    @property
    def figures(self) -> dict[str, float]:
        return {name: share.value for name, share in self.shares.items()}


@dataclass(frozen=True, slots=True)
class KeyStance:
    claim: str
    row: Row
    spans: tuple[Span, ...]  # every place where the words stand


def score(key: Row, extractions: Iterable[Extraction]) -> Score:
    with TemporaryDirectory() as folder, Record(Path(folder) / "story.db") as record:
        list(record.add_all(extractions))
        record.reconcile()
        return score_record(key, record)


def score_record(key: Row, record: Record) -> Score:
    entities = {entity["id"]: entity for entity in key["entities"]}
    texts = {row.doc: record.article(row.id).extraction.article for row in record.articles()}
    wanted = []
    for claim in key["claims"]:
        for row in claim["stances"]:
            article = texts[row["doc"]]
            where = article.body or Span(0, len(article.text))
            wanted.append(KeyStance(claim["id"], row, tuple(find_words(article.text, row["words"], where))))
    found = record.claims(single=True)
    holds = {claim.id: [(k, _matching(k, claim.stances)) for k in wanted] for claim in found}
    pairs = _pair(key["claims"], found, holds)
    return _score(key, wanted, pairs, holds, entities)


Holds = Mapping[str, Sequence[tuple[KeyStance, list[Entry]]]]


def _pair(claims: Sequence[Row], found: Sequence[ClaimRow], holds: Holds) -> dict[str, ClaimRow]:
    """Most shared stances first; of equal ones, where they are a larger part of either."""
    scored = []
    for i, claim in enumerate(claims):
        for j, row in enumerate(found):
            shared = sum(k.claim == claim["id"] and bool(entries) for k, entries in holds[row.id])
            if shared:
                scored.append((-shared, -shared / len(claim["stances"]), len(row.stances), i, j))
    return {claims[i]["id"]: found[j] for i, j in pair_greedily((i, j) for *_, i, j in sorted(scored))}


def _score(
    key: Row, wanted: Sequence[KeyStance], pairs: Mapping[str, ClaimRow], holds: Holds, entities: Entities
) -> Score:
    names = ("claims", "standing", "stances", "kind", "party", "precision", "joined", "falsely joined")
    shares = {name: Share() for name in names}
    misses: list[str] = []
    days = sorted({report["published"] for report in key["reports"]})
    for claim in key["claims"]:
        ours = pairs.get(claim["id"])
        shares["claims"].add(ours is not None, 1)
        _score_standing(claim, ours, days, shares["standing"], misses)
        matched: set[Entry] = set()
        for k in (k for k in wanted if k.claim == claim["id"]):
            entries = next((e for other, e in holds[ours.id] if other is k), []) if ours else []
            shares["stances"].add(bool(entries), 1)
            if not entries:
                misses.append(
                    f"{claim['id']}: missed {k.row['doc']} {k.row['holder']} {k.row['stance']}: {k.row['words']!r}"
                )
                continue
            matched.update(entries)
            best = max(entries, key=lambda e: (e.kind == k.row["stance"], _is_holder(k.row["holder"], e, entities)))
            right = best.kind == k.row["stance"], _is_holder(k.row["holder"], best, entities)
            shares["kind"].add(right[0], 1)
            shares["party"].add(right[1], 1)
            if not all(right):
                told = f"{best.party.name} {best.kind}"
                misses.append(f"{claim['id']}: {k.row['doc']} key {k.row['holder']} {k.row['stance']}, found {told}")
        if ours:
            shares["precision"].add(len(matched), len(ours.stances))
            extra = [e for e in ours.stances if e not in matched]
            misses += [f"{claim['id']}: not in the key {e.doc} {e.party.name} {e.kind}: {e.words!r}" for e in extra]
    _score_joins(wanted, holds, shares, misses)
    return Score(shares, tuple(misses))


def _score_standing(claim: Row, ours: ClaimRow | None, days: Sequence[str], share: Share, misses: list[str]) -> None:
    expected = claim["standing_by_day"]
    wrong = []
    for day in days:
        if day < min(expected):
            continue
        right = expected[max(d for d in expected if d <= day)]
        told = [standing for d, standing in ours.by_day if d <= day] if ours else []
        share.add(told[-1:] == [right], 1)
        if told[-1:] != [right]:
            wrong.append(f"{day} key {right}, found {told[-1] if told else 'nothing'}")
    if wrong:
        misses.append(f"{claim['id']}: standing {'; '.join(wrong)}")


def _score_joins(wanted: Sequence[KeyStance], holds: Holds, shares: Mapping[str, Share], misses: list[str]) -> None:
    homes = [{claim for claim, held in holds.items() if held[i][1]} for i in range(len(wanted))]
    for i, j in combinations(range(len(wanted)), 2):
        a, b = wanted[i], wanted[j]
        together = bool(homes[i] & homes[j])
        if a.claim == b.claim:
            shares["joined"].add(together, 1)
        elif not _share_a_claim(a, b, wanted):
            shares["falsely joined"].add(together, 1)
            if together:
                misses.append(
                    f"falsely joined: {a.claim} {a.row['words'][:60]!r} and {b.claim} {b.row['words'][:60]!r}"
                )


def _share_a_claim(a: KeyStance, b: KeyStance, wanted: Sequence[KeyStance]) -> bool:
    """Whether the key has the words of both on one claim, too: one clause may be a stance on two."""
    claims = [{k.claim for k in wanted if _is_same_place(k, one)} for one in (a, b)]
    return bool(claims[0] & claims[1])


def _is_same_place(a: KeyStance, b: KeyStance) -> bool:
    return a.row["doc"] == b.row["doc"] and any(_overlap(x, y) > 0 for x in a.spans for y in b.spans)


def _matching(k: KeyStance, entries: Iterable[Entry]) -> list[Entry]:
    return [
        e
        for e in entries
        if e.doc == k.row["doc"] and any(_overlap(x, y) >= MIN_OVERLAP for x in k.spans for y in e.spans)
    ]


def _overlap(a: Span, b: Span) -> float:
    return max(min(a.end, b.end) - max(a.start, b.start), 0) / min(a.end - a.start, b.end - b.start)


def _is_holder(holder: str, entry: Entry, entities: Entities) -> bool:
    sort, _, rest = holder.partition(":")
    if sort == "unnamed":
        return not entry.party.named
    if sort == "outlet":
        said, name = plain(entry.party.name), plain(entities.get(holder, {"name": rest.replace("-", " ")})["name"])
        return said == name or name.endswith(said)
    said = plain(entry.party.name)
    known = names_of(entities[holder]) if holder in entities else set()
    return said in known or same_speaker(holder, {"name": entry.party.name}, entities)


def show(result: Score) -> str:
    return "\n".join(f"{name:16} {s.hits}/{s.of} {s.value:.3f}" for name, s in result.shares.items())
