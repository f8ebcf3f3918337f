"""What a statement does (assert, deny, demand ...) and how it is hedged, from its cue, negation and content.

The cue decides where it tells ("denied"); else the content does ("we are ready to talk"); else what an expert says is
an opinion and what anybody else says an assertion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import cast

from onrecord.extract.names import role_of
from onrecord.extract.speakers import addressee_span
from onrecord.records import Act, Attribution, Entity, Mention, Speaker
from onrecord.text.layout import Layout

_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot|nobody)\b|n't\b")
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|if|should|may|unless)\b")
_FUTURE = re.compile(r"\b(?:will|shall|going to|to be)\b")
_TELLS = re.compile(r"\b(?:told|tell|tells|telling|informed|informs|asked|asks|urged|warned|assured|reminded)$")
_BEFORE_CUE = 24  # characters that may hold a negation or an auxiliary that the model left out of the cue
_OF_OPINION = frozenset(("expert", "writer", "activist", "artist", "cleric"))
_AUXILIARIES = re.compile(r"\b(?:did|does|do|has|have|had|yet|also|even|again|once|repeatedly) ")


def find_acts(
    layout: Layout, statements: Sequence[Attribution], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Attribution, ...]:
    """The statements with act, flags and addressee."""
    known = {entity.id: entity for entity in entities}
    result = []
    for statement in statements:
        cue = _cue_words(layout, statement)
        speaker = known[statement.speaker.id] if statement.speaker else None
        result.append(
            replace(
                statement,
                act=find_act(cue, _content_words(layout, statement), speaker),
                flags=_flags(cue, speaker),
                addressee=_addressee(layout, cue, statement, mentions, known),
            )
        )
    return tuple(result)


def find_act(cue: str, content: str, speaker: Entity | None) -> Act:
    """`cue` and `content` in small letters and single spaces."""
    act = _by_cue(cue)
    if act is None or act == "opinion":
        act = _by_words(_table("content_acts.txt"), content) or act
    if act is not None:
        return act
    roles = [role_of(role.split()[-1]) for role in speaker.roles] if speaker else []
    return "opinion" if any(role and role.kind in _OF_OPINION for role in roles) else "assert"


def _by_cue(cue: str) -> Act | None:
    plain = _AUXILIARIES.sub("", cue.replace("n't", " not"))
    act = _by_words(_table("acts.txt"), plain)
    if act not in ("confirm", "deny") or not _NEGATION.search(cue):
        return act
    if act == "confirm":
        return "neither-confirm-nor-deny"
    return "neither-confirm-nor-deny" if "confirm" in plain else None


def _by_words(table: Sequence[tuple[Act, re.Pattern[str]]], words: str) -> Act | None:
    return next((act for act, pattern in table if pattern.search(words)), None)


@cache
def _table(name: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    text = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    return tuple((cast("Act", act), _pattern(entries.split())) for act, entries in rows)


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = (
        re.escape(entry.rstrip("*").replace("_", " ")) + (r"\w*" if entry.endswith("*") else "") for entry in entries
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _cue_words(layout: Layout, statement: Attribution) -> str:
    """The cue in small letters, with the words just before it where no sentence ends between."""
    first = statement.cue[0].start
    others = [*statement.source, *statement.content]
    after = max((span.end for span in others if span.end <= first), default=0)
    before = re.split(r"[.!?\n\",;]", layout.plain[max(after, first - _BEFORE_CUE, 0) : first])[-1]
    words = " ".join(layout.plain[start:end] for start, end in statement.cue)
    return " ".join(f"{before} {words}".casefold().split())


def _content_words(layout: Layout, statement: Attribution) -> str:
    words = " ".join(layout.plain[start:end] for start, end in statement.content)
    return " ".join(words.casefold().split())


def _flags(cue: str, speaker: Entity | None) -> tuple[str, ...]:
    found = {
        "negated": bool(_NEGATION.search(cue)),
        "hypothetical": bool(_HYPOTHETICAL.search(cue)),
        "future": bool(_FUTURE.search(cue)),
        "anonymous": speaker is not None and speaker.label == "unnamed",
    }
    return tuple(flag for flag, holds in found.items() if holds)


def _addressee(
    layout: Layout, cue: str, statement: Attribution, mentions: Sequence[Mention], known: dict[str, Entity]
) -> Speaker | None:
    """Whom the statement was made to, where the cue is such as "told" and a name follows."""
    span = addressee_span(layout, statement.cue, statement.content) if _TELLS.search(cue) else None
    if span is None:
        return None
    inside = [m for m in mentions if span.start <= m.span.start and m.span.end <= span.end]
    return Speaker(inside[0].entity, known[inside[0].entity].name) if inside else None
