"""A block of `key: value` lines between `---` lines at the start of a text file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCK = re.compile(r"[\s\ufeff]{0,99}---[ \t]*\r?\n(.{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"\s*([A-Za-z][A-Za-z _-]{0,30}?)\s*:(?:\s+(.*?))?\s*")
_CONTINUED = re.compile(r"\s*(#.*)?|\s+\S.*|-\s.*")  # blank, a comment, an indented line, an item of a list
_KEYS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "author": "author",
    "byline": "author",
    "translator": "translator",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says. The text itself is kept whole; its body begins at `end`."""

    end: int
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    translator: str = ""


def read_front_matter(text: str) -> FrontMatter | None:
    """None where there is no such block, or where it holds other lines or none of the known keys."""
    block = _BLOCK.match(text[:11_000])
    if not block:
        return None
    values: dict[str, str] = {}
    for line in block.group(1).splitlines():
        if found := _LINE.fullmatch(line):
            key = _KEYS.get(found.group(1).strip().lower())
            if key and found.group(2):
                values.setdefault(key, _unquoted(found.group(2)))
        elif not _CONTINUED.fullmatch(line):
            return None
    return FrontMatter(end=block.end(), **values) if values else None


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
