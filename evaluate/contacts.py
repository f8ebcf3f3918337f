"""Calls, meetings and visits against those that titles of releases state; precision is a lower bound."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.extract.contacts import MODES, find_contacts
from onrecord.records import Extraction

Contact = Mapping[str, Any]
_OFFICE = frozenset(
    """minister ministers president elect prime secretary general director chair chairman chairperson chancellor king
    queen prince crown amir emir pope ambassador senator governor speaker leader taoiseach commissioner
    representative adviser advisor envoy counterpart official affairs state foreign defense defence trade office
    council cabinet staff security chief head spokesperson spokesman deputy vice acting interim first assembly
    councilor counselor commission finance interior energy coordinator administrator officer ministry member
    majesty highness excellency mr mrs ms dr designate archbishop cardinal""".split()
)
HALVES = ("look", "score")
_NUMERALS = frozenset("jr sr i ii iii iv v vi vii viii".split())


def contact_rows(extraction: Extraction) -> list[Row]:
    """Names of the participants, not their ids: what the scorer takes."""
    names = {entity.id: entity.name for entity in extraction.entities}
    return [
        {
            "type": contact.type,
            "participants": [names[who] for who in contact.participants],
            "date": contact.date,
            "planned": contact.status == "planned",
        }
        for contact in find_contacts(extraction)
    ]


def name_words(name: str) -> list[str]:
    """Words of the bare name: lower case, without accents, after the last word that belongs to an office."""
    flat = unicodedata.normalize("NFKD", name)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    words = [re.sub(r"['’]s$", "", word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", flat)]
    words = [word for word in words if word not in _NUMERALS]
    offices = [place for place, word in enumerate(words) if word in _OFFICE]
    return words[offices[-1] + 1 :] if offices else words


def is_same_name(a: str, b: str) -> bool:
    left, right = name_words(a), name_words(b)
    return bool(left and right) and (left[-1] in right or right[-1] in left)


def match_one_to_one(left: int, right: int, fits: Callable[[int, int], bool]) -> dict[int, int]:
    """A largest matching of 0..left-1 with 0..right-1, as left -> right."""
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in range(right):
            if j not in tried and fits(i, j):
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in range(left):
        place(i, set())
    return {i: j for j, i in taken.items()}


def _matched_names(gold: Contact, predicted: Contact) -> int:
    names, found = gold["participants"], predicted.get("participants", [])
    return len(match_one_to_one(len(names), len(found), lambda i, j: is_same_name(names[i], found[j])))


def _is_match(gold: Contact, predicted: Contact) -> bool:
    return predicted.get("type") == gold["type"] and _matched_names(gold, predicted) == len(gold["participants"])


def take_half(rows: Sequence[Row], half: str | None) -> list[Row]:
    """Documents by the last bit of the SHA-256 of their name: rules were written on "look", "score" is only scored."""
    return [row for row in rows if half is None or HALVES[_last_bit(row["doc"])] == half]


def _last_bit(doc: str) -> int:
    return hashlib.sha256(doc.encode()).digest()[-1] & 1


@dataclass(frozen=True, slots=True)
class Result:
    count: Counter[str]
    misses: tuple[str, ...]

    def figures(self, kind: str = "") -> dict[str, float]:
        tail = f" {kind}" if kind else ""
        right, found, want = (self.count[f"{name}{tail}"] for name in ("matched", "predicted", "gold"))
        shares = {
            "precision": _share(right, found),
            "recall": _share(right, want),
            "f1": _share(2 * right, found + want),
        }
        return {**shares, "matched": right, "predicted": found, "gold": want}

    def as_row(self) -> Row:
        count = self.count
        return {
            "contacts": self.figures(),
            **{kind: self.figures(kind) for kind in MODES},
            "participants_recall": _share(count["names matched"], count["names"]),
            "exact": _share(count["exact"], count["matched"]),
            "dates": _share(count["date right"], count["dated"]),
            "false_alarms": count["false alarms"],
            "empty_documents": count["empty documents"],
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def score(gold: Sequence[Row], predicted: Iterable[Row]) -> Result:
    """Contacts of one document are matched one to one; a document without a prediction has none."""
    by_doc: dict[str, list[Contact]] = {}
    for row in predicted:
        if row["doc"] in by_doc:
            raise InputError(f"{row['doc']} is predicted twice")
        by_doc[row["doc"]] = row.get("contacts", [])
    unknown = by_doc.keys() - {row["doc"] for row in gold}
    if unknown:
        raise InputError(f"{len(unknown)} predicted documents are not in the gold, such as {min(unknown)}")
    count: Counter[str] = Counter()
    misses: list[str] = []
    for row in gold:
        _score_document(row, by_doc.get(row["doc"], []), count, misses)
    return Result(count, tuple(misses))


def _score_document(row: Row, found: Sequence[Contact], count: Counter[str], misses: list[str]) -> None:
    want: Sequence[Contact] = row["contacts"]
    pairs = match_one_to_one(len(want), len(found), lambda i, j: _is_match(want[i], found[j]))
    count["empty documents"] += not want
    for contact in found:
        count.update(("predicted", f"predicted {contact.get('type')}"))
        count["false alarms"] += not want
    for place, contact in enumerate(want):
        kind = contact["type"]
        count.update(("gold", f"gold {kind}"))
        count["names"] += len(contact["participants"])
        count["names matched"] += max((_matched_names(contact, p) for p in found if p.get("type") == kind), default=0)
        if place not in pairs:
            misses.append(f"{row['doc']}: missing {kind} of {'; '.join(contact['participants'])}")
            continue
        match = found[pairs[place]]
        count.update(("matched", f"matched {kind}"))
        count["exact"] += len(match["participants"]) == len(contact["participants"])
        if contact.get("date"):
            count["dated"] += 1
            count["date right"] += str(match.get("date") or "")[:10] == contact["date"]


def show(result: Result) -> str:
    row = result.as_row()
    lines = []
    for name in ("contacts", *MODES):
        f = row[name]
        numbers = f"{f['matched']} matched, {f['predicted']} predicted, {f['gold']} gold"
        lines.append(f"{name:9} P {f['precision']:.3f}  R {f['recall']:.3f}  F1 {f['f1']:.3f}  ({numbers})")
    shares = (row["participants_recall"], row["exact"], row["dates"])
    lines.append("participants R {:.3f}  exact {:.3f}  dates {:.3f}".format(*shares))
    lines.append(f"false alarms {row['false_alarms']} in {row['empty_documents']} documents without a contact")
    return "\n".join(lines)
