"""Scores the events, contacts and open matters of a record against the sample story's key, on each day of its reports.

An event of the record is one of the key's where an account of it lies in words that the key quotes: the words that
tell it (the trigger) stand inside them, or its sentence shares words with them and the kind or all actors are the
key's. Pairs are one to one, those of the key's kind first, then those with most accounts.

  events           events of the key that are in the record
  kind             of those, with the key's root or its kind
  date             of those, with the key's date; open where the key has none
  participants     actors and recipients of the key that are among the event's
  accounts         the key's accounts that are among the event's
  status           days of reports, from the first on which the key knows the event, on which its status is the same
  contacts         contacts of the key that the ledger lists with all who took part
  contact date, contact length
                   of those, with the key's date, with its duration
  open             matters of the key that are listed: by the key's words
  open by          of those, said or to be done by the key's person
  open kind        of those, with the key's kind
  open for         of those, for the key's day
  open conditions  of those, with conditions where the key has some, and none where it has none
  outcome          days of reports, from the first on which the key knows the matter, on which its outcome is the same
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluate.key import Entities, Share, names_of, plain, same_speaker
from evaluate.lines import Row
from evaluate.story import find_words
from evaluate.words import pair_greedily
from onrecord.records import Article, Extraction, Span
from onrecord.store.happening_rows import AccountRow, HappeningRow, is_contact
from onrecord.store.open_rows import OpenRow, Telling
from onrecord.store.record import Record

MIN_OVERLAP = 0.5
_ROOTS = {"DEMAND": "REQUEST"}  # PLOVER has both names for what asks


@dataclass(slots=True)
class Score:
    shares: dict[str, Share] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    listed: dict[str, int] = field(default_factory=dict)

    def note(self, name: str, hits: int, of: int = 1) -> None:
        self.shares.setdefault(name, Share()).add(hits, of)

    @property
    def figures(self) -> dict[str, float]:
        return {name: share.value for name, share in self.shares.items()}


def score(key: Row, extractions: Iterable[Extraction]) -> Score:
    with TemporaryDirectory() as folder, Record(Path(folder) / "story.db") as record:
        list(record.add_all(extractions))
        record.reconcile()
        return score_record(key, record)


def score_record(key: Row, record: Record) -> Score:
    result = Score()
    entities = {entity["id"]: entity for entity in key["entities"]}
    texts = {row.doc: record.article(row.id).extraction.article for row in record.articles()}
    days = sorted({report["published"] for report in key["reports"]})
    happenings = record.happenings()
    pairs = _pair_events(key["events"], happenings, texts, entities)
    _score_events(key["events"], pairs, days, entities, texts, result)
    _score_contacts(key["contacts"], happenings, pairs, entities, result)
    _score_open(key["open"], record.open_matters(), days, entities, texts, result)
    result.listed = {"events": len(happenings), "open": len(record.open_matters())}
    return result


def _places(texts: Mapping[str, Article], doc: str, words: str) -> list[Span]:
    """Where they stand in a report; nowhere in one that was not read."""
    article = texts.get(doc)
    if article is None:
        return []
    return find_words(article.text, words, article.body or Span(0, len(article.text)))


def _pair_events(
    events: Sequence[Row], happenings: Sequence[HappeningRow], texts: Mapping[str, Article], entities: Entities
) -> dict[str, HappeningRow]:
    scored = []
    for i, event in enumerate(events):
        for j, row in enumerate(happenings):
            told = [[_tells(a, row, event, texts, one, entities) for a in row.accounts] for one in event["accounts"]]
            covered = sum(any(found) for found in told)
            if covered:
                inside = sum(max(found) > 1 for found in told)
                scored.append((-_is_kind(row, event), -covered, -inside, len(row.accounts), i, j))
    return {events[i]["id"]: happenings[j] for i, j in pair_greedily((i, j) for *_, i, j in sorted(scored))}


def _tells(
    account: AccountRow, row: HappeningRow, event: Row, texts: Mapping[str, Article], told: Row, entities: Entities
) -> int:
    """2 where the trigger stands in the key's words, 1 where only its sentence shares them and the rest fits."""
    if account.doc != told["doc"]:
        return 0
    for place in _places(texts, told["doc"], told["words"]):
        if any(place.start <= span.start and span.end <= place.end for span in account.trigger):
            return 2
        shared = min(place.end, account.span.end) - max(place.start, account.span.start)
        if shared > 0 and (_is_kind(row, event) or all(_is_among(w, row.names, entities) for w in event["actors"])):
            return 1
    return 0


def _is_kind(row: HappeningRow, event: Row) -> bool:
    root = _ROOTS.get(event["root"], event["root"])
    kinds = {row.mode, "agreement" if row.root == "AGREE" else None, "threat" if row.root == "THREATEN" else None}
    return event["kind"] in kinds if event["kind"] != "other" else row.root == root


def _score_events(
    events: Sequence[Row],
    pairs: Mapping[str, HappeningRow],
    days: Sequence[str],
    entities: Entities,
    texts: Mapping[str, Article],
    result: Score,
) -> None:
    for event in events:
        row = pairs.get(event["id"])
        result.note("events", row is not None)
        wrong = [] if row else ["missed"]
        known = event["status_by_day"]
        told = dict(row.by_day) if row else {}
        for day in (day for day in days if day >= min(known)):
            right, ours = _as_of(known, day), _as_of(told, day)
            result.note("status", right == ours)
            if right != ours and row:
                wrong.append(f"{day} key {right}, found {ours}")
        if row:
            wrong += _score_found(event, row, entities, texts, result)
        if wrong:
            result.misses.append(f"{event['id']}: {'; '.join(wrong)}")


def _score_found(
    event: Row, row: HappeningRow, entities: Entities, texts: Mapping[str, Article], result: Score
) -> list[str]:
    wrong = []
    result.note("kind", _is_kind(row, event))
    if not _is_kind(row, event):
        wrong.append(f"key {event['root']} {event['kind']}, found {row.root} {row.mode}")
    result.note("date", row.date == event["date"])
    if row.date != event["date"]:
        wrong.append(f"key dates it {event['date']}, found {row.date}")
    for who in (*event["actors"], *event["recipients"]):
        found = _is_among(who, row.names, entities)
        result.note("participants", found)
        if not found:
            wrong.append(f"{who} is not among {', '.join(row.names)}")
    for told in event["accounts"]:
        found = any(_tells(a, row, event, texts, told, entities) for a in row.accounts)
        result.note("accounts", found)
        if not found:
            wrong.append(f"no account {told['doc']} {told['words']!r}")
    return wrong


def _as_of(by_day: Mapping[str, str], day: str) -> str | None:
    known = [one for one in by_day if one <= day]
    return by_day[max(known)] if known else None


def _is_among(who: str, names: Iterable[str], entities: Entities) -> bool:
    known = names_of(entities[who]) if who in entities else {plain(who.partition(":")[2].replace("-", " "))}
    return any(plain(name) in known or same_speaker(who, {"name": name}, entities) for name in names)


def _score_contacts(
    contacts: Sequence[Row],
    happenings: Sequence[HappeningRow],
    pairs: Mapping[str, HappeningRow],
    entities: Entities,
    result: Score,
) -> None:
    ledger = [row for row in happenings if is_contact(row)]
    for contact in contacts:
        row = pairs.get(contact["event"])
        found = row in ledger and all(_is_among(who, row.names, entities) for who in contact["who"]) if row else False
        result.note("contacts", found)
        if not found or row is None:
            result.misses.append(f"contact {contact['event']}: missed")
            continue
        length = dict(row.attributes).get("duration")
        result.note("contact date", row.date == contact["date"])
        result.note("contact length", length == contact["duration"])
        if row.date != contact["date"] or length != contact["duration"]:
            result.misses.append(f"contact {contact['event']}: found {row.date} {length}")


def _score_open(
    matters: Sequence[Row],
    rows: Sequence[OpenRow],
    days: Sequence[str],
    entities: Entities,
    texts: Mapping[str, Article],
    result: Score,
) -> None:
    scored = []
    for i, matter in enumerate(matters):
        places = _places(texts, matter["doc"], matter["words"])
        for j, one in enumerate(rows):
            best = max((_overlap(t, matter, places) for t in one.tellings), default=0.0)
            if best >= MIN_OVERLAP:
                scored.append((-best, i, j))
    pairs = {matters[i]["id"]: rows[j] for i, j in pair_greedily((i, j) for _, i, j in sorted(scored))}
    for matter in matters:
        row = pairs.get(matter["id"])
        result.note("open", row is not None)
        wrong = [] if row else ["missed"]
        told = dict(row.by_day) if row else {}
        for day in (day for day in days if day >= min(matter["outcome_by_day"])):
            right, ours = _as_of(matter["outcome_by_day"], day), _as_of(told, day)
            result.note("outcome", right == ours)
            if right != ours and row:
                wrong.append(f"{day} key {right}, found {ours}")
        if row:
            checks = {
                "open by": (_is_among(matter["who"], [*row.who, row.by or ""], entities), matter["who"], row.by),
                "open kind": (row.kind == matter["kind"], matter["kind"], row.kind),
                "open for": (row.due == matter["for"], matter["for"], row.due),
                "open conditions": (bool(row.conditions) == bool(matter["conditions"]), "", row.conditions),
            }
            for name, (right, expected, found) in checks.items():
                result.note(name, right)
                if not right:
                    wrong.append(f"{name}: key {expected}, found {found}")
        if wrong:
            result.misses.append(f"{matter['id']}: {'; '.join(wrong)}")


def _overlap(telling: Telling, matter: Row, places: Iterable[Span]) -> float:
    if telling.doc != matter["doc"]:
        return 0.0
    shared = (min(p.end, telling.span.end) - max(p.start, telling.span.start) for p in places)
    size = min(telling.span.end - telling.span.start, len(matter["words"]))
    return max([0.0, *shared]) / size


def show(result: Score) -> str:
    lines = [f"{name:16} {s.hits}/{s.of} {s.value:.3f}" for name, s in result.shares.items()]
    lines.append(", ".join(f"{number} {name} listed" for name, number in result.listed.items()))
    return "\n".join(lines)
