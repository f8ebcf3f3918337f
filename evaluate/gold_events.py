"""Events of one annotated article against what is read of it: found by evidence or participants, and with what status.

An announcement of the gold is a statement here, which happened by being made. Labels of the gold map to status so:
alleged to alleged; planned to planned or hypothetical; reported, confirmed and past-background to happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluate.lines import Row
from onrecord.records import Attribution, Event, Extraction, Span

ANNOUNCEMENT = "announcement"
STATUSES = {
    "alleged": ("alleged",),
    "planned": ("planned", "hypothetical"),
    "reported": ("happened",),
    "confirmed": ("happened",),
    "past-background": ("happened",),
}
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    gold: Gold
    event: Event | Attribution | None

    @property
    def is_right(self) -> bool:
        if self.event is None:
            return False
        status = self.event.status if isinstance(self.event, Event) else "happened"
        return status in STATUSES.get(self.gold["status"], ("happened",))


@dataclass(frozen=True, slots=True)
class Comparison:
    found: tuple[Found, ...]

    def as_row(self) -> Row:
        return {"all": _figures(self.found), "without_announcements": _figures(_happenings(self.found))}

    @property
    def misses(self) -> list[str]:
        lines = []
        for each in self.found:
            what = f"{each.gold['id']} {each.gold['type']} ({each.gold['status']})"
            if each.event is None:
                lines.append(f"missing: {what}: {each.gold['evidence_text'][:80]}")
            elif not each.is_right:
                told = each.event.status if isinstance(each.event, Event) else "said"
                lines.append(f"status: {what} read as {told} in {each.event.id}")
        return lines


def _happenings(found: Sequence[Found]) -> list[Found]:
    return [each for each in found if each.gold["type"] != ANNOUNCEMENT]


def _figures(found: Sequence[Found]) -> Row:
    number = sum(each.event is not None for each in found)
    right = sum(each.is_right for each in found)
    return {
        "gold": len(found),
        "found": number,
        "recall": number / len(found) if found else 0.0,
        "status_right": right / number if number else 0.0,
    }


def compare(gold: Row, extraction: Extraction) -> Comparison:
    forms = {entity["id"]: _forms(entity) for entity in gold["entities"]}
    return Comparison(tuple(Found(event, _find(event, forms, extraction)) for event in gold["events"]))


def _forms(entity: Mapping[str, Any]) -> set[str]:
    return {form.casefold() for form in (entity["name"], *entity.get("aliases", ()))}


def _find(gold: Gold, forms: Mapping[str, set[str]], extraction: Extraction) -> Event | Attribution | None:
    evidence = [Span(*span) for span in gold["evidence"]]
    if gold["type"] == ANNOUNCEMENT:
        pieces = ((_overlap(evidence, (*s.cue, *s.content)), s) for s in extraction.statements)
        return max((row for row in pieces if row[0]), key=lambda row: row[0], default=(0, None))[1]
    wanted = [forms.get(who, set()) for who in gold["participants"]]
    names = {e.id: {e.name.casefold(), *(n.casefold() for n in e.names)} for e in extraction.entities}

    def shared(event: Event) -> int:
        parties = [names[who] for who in (*event.actors, *event.recipients)]
        return sum(any(form & name for name in parties) for form in wanted)

    within = [(shared(e), _overlap(evidence, e.trigger), e) for e in extraction.events]
    by_words = [row for row in within if row[1]]
    if by_words:
        return max(by_words, key=lambda row: row[:2])[2]
    alike = [row for row in within if len(wanted) > 1 and row[0] == len(wanted)]
    return alike[0][2] if alike else None


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def show(comparison: Comparison) -> str:
    lines = []
    for name, f in comparison.as_row().items():
        what = name.replace("_", " ")
        lines.append(
            f"{what}: {f['found']} of {f['gold']} events, recall {f['recall']:.3f}, status {f['status_right']:.3f}"
        )
    return "\n".join(lines)
