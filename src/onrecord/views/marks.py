"""Cuts a text into pieces that know which statements they belong to, and makes odd characters visible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.records import Attribution, Spans

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
# Words this close are shown with a space between them: the gap holds a space or a comma and a space.
NEAR_CHARS = 2

# Control characters would reach a terminal, and direction overrides would reorder what stands beside them.
# Tab, line feed and carriage return are ordinary; directional marks (U+200E, U+200F) reorder nothing.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement's claim on a piece of text."""

    statement: str
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an article within which nothing begins or ends. Joined segments are the text."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()  # in the order of the statements
    opens: tuple[str, ...] = ()  # statements whose first marked character is this piece's first
    aside: bool = False  # front matter, bylines, footers: kept, never a statement


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article and where they stand."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a quotation as it is shown. `role` is None for what joins two parts."""

    role: Role | None
    text: str


def cut_segments(text: str, statements: Sequence[Attribution], asides: Spans = ()) -> tuple[Segment, ...]:
    """The text in pieces, every character once, each with the statements that it belongs to."""
    size = len(text)
    turns: dict[int, list[tuple[int, int, Role]]] = {0: [], size: []}  # where: (+1 or -1, statement, role)
    opens: dict[int, list[str]] = {}
    for number, statement in enumerate(statements):
        starts = []
        for role, start, end in _parts(statement, size):
            turns.setdefault(start, []).append((1, number, role))
            turns.setdefault(end, []).append((-1, number, role))
            starts.append(start)
        if starts:
            opens.setdefault(min(starts), []).append(statement.id)
    aside_turns: dict[int, int] = {}
    for start, end in _within(asides, size):
        aside_turns[start] = aside_turns.get(start, 0) + 1
        aside_turns[end] = aside_turns.get(end, 0) - 1
    stops = sorted(turns.keys() | aside_turns.keys())
    live: dict[tuple[int, Role], int] = {}
    depth = 0
    segments = []
    for here, there in pairwise(stops):
        for step, number, role in turns.get(here, ()):
            live[number, role] = live.get((number, role), 0) + step
        depth += aside_turns.get(here, 0)
        marks = tuple(
            Mark(statements[number].id, role)
            for number, role in sorted((key for key, count in live.items() if count > 0), key=_by_statement)
        )
        live = {key: count for key, count in live.items() if count > 0}
        segments.append(Segment(here, text[here:there], marks, tuple(opens.get(here, ())), depth > 0))
    return tuple(segments)


def cut_words(text: str, spans: Spans) -> tuple[Words, ...]:
    return tuple(Words(start, end, text[start:end]) for start, end in _within(spans, len(text)))


def join_words(words: Iterable[Words]) -> str:
    """The words on one line, with an ellipsis where others stand between."""
    return " … ".join(" ".join(part.words.split()) for part in words)


def quote_pieces(source: Sequence[Words], cue: Sequence[Words], content: Sequence[Words]) -> tuple[Piece, ...]:
    """A statement's words in the order in which the article has them."""
    parts = [*_roles(content, "content"), *_roles(source, "source"), *_roles(cue, "cue")]
    parts.sort(key=lambda part: part[1].start)
    if any(left[1].end > right[1].start for left, right in pairwise(parts)):
        parts = _flat(parts)
    pieces: list[Piece] = []
    end = None
    for role, part in parts:
        if end is not None and part.start > end:
            pieces.append(Piece(None, " " if part.start - end <= NEAR_CHARS else " … "))
        pieces.append(Piece(role, part.words))
        end = part.end
    return tuple(pieces)


def make_visible(text: str) -> str:
    """The text with a sign in the place of each character that would act instead of being seen."""
    return _ODD.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures that Unicode has for control characters
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _by_statement(key: tuple[int, Role]) -> tuple[int, int]:
    return key[0], ROLES.index(key[1])


def _parts(statement: Attribution, size: int) -> Iterator[tuple[Role, int, int]]:
    for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
        for start, end in _within(spans, size):
            yield role, start, end  # type: ignore[misc]  # mypy widens the literals of the tuple


def _within(spans: Spans, size: int) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        if max(start, 0) < min(end, size):
            yield max(start, 0), min(end, size)


def _roles(words: Sequence[Words], role: Role) -> list[tuple[Role, Words]]:
    return [(role, part) for part in words]


def _flat(parts: Sequence[tuple[Role, Words]]) -> list[tuple[Role, Words]]:
    """Parts that overlap, cut so that each character stands once: a cue or source within content is shown as such."""
    role_of: dict[int, Role] = {}
    letter_of: dict[int, str] = {}
    for role in ("content", "source", "cue"):
        for _, part in (item for item in parts if item[0] == role):
            for place, letter in enumerate(part.words, part.start):
                role_of[place], letter_of[place] = role, letter
    flat: list[tuple[Role, Words]] = []
    for place in sorted(role_of):
        role, letter = role_of[place], letter_of[place]
        if flat and flat[-1][0] == role and flat[-1][1].end == place:
            last = flat[-1][1]
            flat[-1] = role, Words(last.start, place + 1, last.words + letter)
        else:
            flat.append((role, Words(place, place + 1, letter)))
    return flat
