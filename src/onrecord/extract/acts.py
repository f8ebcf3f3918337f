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
from onrecord.extract.topics import is_topic
from onrecord.records import Act, Attribution, Entity, Mention, Speaker
from onrecord.text.layout import Layout

_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot|nobody)\b|n't\b")
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|if|should|may|unless)\b")
_FUTURE = re.compile(r"\b(?:will|shall|going to|to be)\b")
_TELLS = re.compile(r"\b(?:told|tell|tells|telling|informed|informs|asked|asks|urged|warned|assured|reminded)$")
_BEFORE_CUE = 24  # characters that may hold a negation or an auxiliary that the model left out of the cue
_NAMES_OF_HEDGES = re.compile(r"\b(?:May|Will)\b")  # a month and a person
_SELF = r"(?:i|we|he|she|they|his|her|its|their|our|my)"
_CONDITION = re.compile(r"\b(?:if|unless|only after|provided|as soon as|on condition)\b")
_LATER = re.compile(r"\b(?:will|would(?! be\b)|may|might|going to|shall)\b")
_AGREES = re.compile(r"\bagree[sd]?$")
_UNDERTAKEN = re.compile(r"^(?:to\b|that\b.*\b(?:would|will)\b)")
_WOULD = re.compile(r"\b(?:will|would|may|might|could)\b")
_FORESEES = re.compile(
    r"\b(?:not (?:rule|ruled|ruling) out|not exclude|(?:is|are|was|were) (?:sure|certain|confident)|opinion)\b"
)
_WARNS = re.compile(r"\bwarn")
_OF_OPINION = frozenset(("expert", "writer", "activist", "artist", "cleric"))
_AUXILIARIES = re.compile(r"\b(?:did|does|do|has|have|had|yet|also|even|again|once|repeatedly) ")


def find_acts(
    layout: Layout, statements: Sequence[Attribution], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Attribution, ...]:
    """The statements with act, flags and addressee."""
    known = {entity.id: entity for entity in entities}
    result = []
    for statement in statements:
        cue, content = _cue_words(layout, statement), _content_words(layout, statement)
        speaker = known[statement.speaker.id] if statement.speaker else None
        result.append(
            replace(
                statement,
                act=find_act(cue, content, speaker),
                flags=_flags(cue, content, speaker),
                addressee=_addressee(layout, cue, statement, mentions, known),
            )
        )
    return tuple(result)


def find_act(cue: str, content: str, speaker: Entity | None) -> Act:
    """`cue` and `content` in small letters and single spaces."""
    act = _by_cue(cue)
    content = content.lstrip("\"' ")
    if act == "decline" and _by_words(_shapes()[:1], content):
        return "neither-confirm-nor-deny"
    if _AGREES.search(cue) and _UNDERTAKEN.search(content):
        return "promise"
    if _FORESEES.search(cue) and _LATER.search(content):
        return "expect"
    if _WARNS.search(cue) and _CONDITION.search(content) and _WOULD.search(content):
        return "threaten"
    if act is None or act == "opinion":
        act = _by_words(_shapes(), content) or _by_words(_table("content_acts.txt"), content) or act
    if act is not None:
        return act
    roles = [role_of(role.split()[-1]) for role in speaker.roles] if speaker else []
    return "opinion" if any(role and role.kind in _OF_OPINION for role in roles) else "assert"


def _by_cue(cue: str) -> Act | None:
    plain = _AUXILIARIES.sub("", cue.replace("n't", " not"))
    act = _by_words(_table("acts.txt"), plain)
    if act not in ("confirm", "deny") or not _NEGATION.search(cue):
        return act
    return "neither-confirm-nor-deny"


def _by_words(table: Sequence[tuple[Act, re.Pattern[str]]], words: str) -> Act | None:
    return next((act for act, pattern in table if pattern.search(words)), None)


@cache
def _shapes() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """Acts by what a content looks like: the lexicon of regular expressions."""
    rows = (line.split("\t") for line in _lines("content_shapes.txt"))
    return tuple(
        (cast("Act", act), re.compile(shape.replace("{self}", _SELF).replace("{cond}", _CONDITION.pattern)))
        for act, shape in rows
    )


@cache
def _table(name: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in _lines(name))
    return tuple((cast("Act", act), _pattern(entries.split())) for act, entries in rows)


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if "\t" in line and not line.startswith("#")]


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    words = []
    for entry in entries:
        word, _, after = entry.partition("!")  # "must!have" is "must" without "have" after it
        stem = re.escape(word.rstrip("*").replace("_", " ")) + (r"\w*" if word.endswith("*") else "")
        words.append(stem + (rf"(?! {re.escape(after)}\b)" if after else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _cue_words(layout: Layout, statement: Attribution) -> str:
    """The cue in small letters, with the words just before it where no sentence ends between."""
    first = statement.cue[0].start
    others = [*statement.source, *statement.content]
    after = max((span.end for span in others if span.end <= first), default=0)
    before = re.split(r"[.!?\n\",;]", layout.plain[max(after, first - _BEFORE_CUE, 0) : first])[-1]
    words = " ".join(layout.plain[start:end] for start, end in statement.cue)
    return " ".join(_NAMES_OF_HEDGES.sub("", f"{before} {words}").casefold().split())


def _content_words(layout: Layout, statement: Attribution) -> str:
    words = " ".join(layout.plain[start:end] for start, end in statement.content)
    return " ".join(words.casefold().split())


def _flags(cue: str, content: str, speaker: Entity | None) -> tuple[str, ...]:
    found = {
        "negated": bool(_NEGATION.search(cue)),
        "hypothetical": bool(_HYPOTHETICAL.search(cue)),
        "future": bool(_FUTURE.search(cue)),
        "topic": is_topic(cue, content),
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
