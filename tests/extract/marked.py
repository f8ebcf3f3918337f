"""Texts with their statements written into them, so that a test can be read as one line.

`[Mara Osk] <said> {the ferry was late}.` is one statement with its source, cue and content. Of several, the first
source goes with the first cue and the first content, and so on, counted anew inside each content. `[]` is no source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.records import Attribution, Span, Spans


@dataclass
class _Level:
    """What is marked directly inside one content, or outside all of them."""

    parts: dict[str, list[Span]] = field(default_factory=lambda: {"[": [], "<": [], "{": []})
    inner: list[_Level] = field(default_factory=list)


_CLOSES = {"]": "[", ">": "<", "}": "{"}


def read_marked(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    """The bare text and its statements, each after the one that holds it."""
    text = ""
    top = _Level()
    levels = [top]
    opened: list[int] = []
    for character in marked:
        if character in "[<{":
            opened.append(len(text))
            if character == "{":
                levels[-1].inner.append(_Level())
                levels.append(levels[-1].inner[-1])
        elif character in _CLOSES:
            if character == "}":
                levels.pop()
            levels[-1].parts[_CLOSES[character]].append(Span(opened.pop(), len(text)))
        else:
            text += character
    assert not opened, f"something is not closed in {marked!r}"
    return text, tuple(_statements(top, None, []))


def _statements(level: _Level, parent: str | None, found: list[Attribution]) -> list[Attribution]:
    parts = zip(level.parts["["], level.parts["<"], level.parts["{"], level.inner, strict=True)
    for source, cue, content, inner in parts:
        named: Spans = (source,) if source.end > source.start else ()
        found.append(Attribution(f"s{len(found) + 1}", named, (cue,), (content,), parent=parent))
        _statements(inner, found[-1].id, found)
    return found
