"""Articles written and annotated for training: a plain text in which brackets mark the parts of statements.

`[S1 Ana Reis] [K1 denied] [C1 that [S2 the port] [K2 had asked] [C2 for help]].` - S source, K cue, C content, with the
number of the statement in its paragraph; `[C1+ ...]` goes on with statement 1 of the paragraph before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "written"
ROLES = {"S": "source", "K": "cue", "C": "content"}
_MARK = re.compile(r"\[([SKC])(\d+)(\+?) ?|\]")
_HEAD = re.compile(r"(title|outlet|published): (.*)\n")

Row = dict[str, Any]


def read_written(path: Path) -> Row:
    """One article in the form of the attribution corpora: doc, title, outlet, published, text, statements with spans.

    Raises ValueError where brackets do not close or a statement lacks its cue or content.
    """
    marked = path.read_text(encoding="utf-8")
    row: Row = {"doc": path.stem}
    while found := _HEAD.match(marked):
        row[found[1]] = found[2].strip()
        marked = marked[found.end() :]
    text, statements = unmark(marked.strip() + "\n")
    for statement in statements:
        if not statement["cue"] or not statement["content"]:
            raise ValueError(f"{path.name}: a statement without cue or content: {_words(text, statement)!r}")
    return row | {"text": text, "statements": statements}


def unmark(marked: str) -> tuple[str, list[Row]]:
    """The text without its marks, and the statements in the order in which they begin."""
    text = ""
    statements: list[Row] = []
    before: dict[str, Row] = {}
    for line in marked.splitlines(keepends=True):
        numbered: dict[str, Row] = {}
        opened: list[tuple[Row, str, int]] = []
        at = 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            at = mark.end()
            if mark[1]:
                known = before if mark[3] else numbered
                if mark[2] not in known:
                    if mark[3]:
                        raise ValueError(f"nothing to go on with: {line[mark.start() : mark.start() + 60]!r}")
                    known[mark[2]] = {role: [] for role in ROLES.values()}
                    statements.append(known[mark[2]])
                opened.append((known[mark[2]], ROLES[mark[1]], len(text)))
            elif opened:
                statement, role, start = opened.pop()
                statement[role].append([start, len(text)])
            else:
                raise ValueError(f"a bracket closes what was not opened: {line[:60]!r}")
        if opened:
            raise ValueError(f"a bracket is not closed: {line[:60]!r}")
        text += line[at:]
        before = {**before, **numbered} if line.strip() else before
    for statement in statements:
        for role in ROLES.values():
            statement[role].sort()
    return text, statements


def iter_written(folder: Path = FOLDER) -> Iterator[Row]:
    for path in sorted(folder.glob("*.txt")):
        yield read_written(path)


def _words(text: str, statement: Row) -> str:
    return " ... ".join(text[a:b] for role in ROLES.values() for a, b in statement[role])
