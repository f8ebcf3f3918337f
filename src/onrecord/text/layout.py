"""The layout of a text: paragraphs, quotation marks, speech opened by a dash, and the string the model reads.

The model reads a second string of the same length as the text, so that every offset holds in both:
quotation marks, dashes and spaces of all kinds become one kind, and a dash that opens speech becomes a
quotation mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Article, Span

_QUOTES = "“”„‟«»″〝〞＂"
_APOSTROPHES = "‘’‚‛′`´＇"
_DASHES = "‐‑‒–—―−﹘"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES + _INVISIBLE, " "),
        **dict.fromkeys(_BREAKS, "\n"),
    }
)
_WRAPPED_LINE = range(50, 100)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a text before a word of it is understood. All spans are of the text."""

    plain: str  # as long as the text
    paragraphs: tuple[Span, ...]  # non-empty, in order, without the white space around them
    quotations: tuple[Span, ...]  # with their marks; an unclosed one ends with its paragraph


def find_layout(text: str) -> Layout:
    plain = text.replace("\r\n", " \n").translate(_PLAIN)
    paragraphs = find_paragraphs(plain)
    quotations: list[Span] = []
    opened_by_dash: list[int] = []
    for paragraph in paragraphs:
        found = _find_quotations(plain, paragraph)
        quotations += found
        if found and found[0].start == paragraph.start and plain[paragraph.start] == "-":
            opened_by_dash.append(paragraph.start)
    if opened_by_dash:
        characters = list(plain)
        for start in opened_by_dash:
            characters[start] = '"'
        plain = "".join(characters)
    return Layout(plain, paragraphs, tuple(quotations))


def find_body_layout(article: Article) -> Layout:
    """The layout of what may hold statements: front matter and furniture are blank in it."""
    hidden = list(article.furniture)
    if article.body is not None:
        hidden += [Span(0, article.body.start), Span(article.body.end, len(article.text))]
    text = article.text
    for start, end in hidden:
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return find_layout(text)


def find_paragraphs(plain: str) -> tuple[Span, ...]:
    """Lines, or blocks of lines where the text is wrapped at a fixed width."""
    pattern = r"\S(?:.|\n(?!\s*\n))*" if _is_wrapped(plain) else r"\S.*"
    found = []
    for match in re.finditer(pattern, plain):
        end = match.start() + len(match.group().rstrip())
        found.append(Span(match.start(), end))
    return tuple(found)


def _is_wrapped(plain: str) -> bool:
    """Whether most lines are about equally long and do not end a sentence, as in an old text file."""
    lines = [line.rstrip() for line in plain.split("\n")]
    followed = [line for line, after in pairwise(lines) if line and after]
    cut = [line for line in followed if len(line) in _WRAPPED_LINE and line[-1] not in '.!?":']
    return len(followed) >= 4 and len(cut) > 0.6 * len(followed)


def _find_quotations(plain: str, paragraph: Span) -> list[Span]:
    """Quotations of one paragraph. A closing mark without an opening one closes speech opened by a dash."""
    found: list[Span] = []
    opened: int | None = None
    by_dash = re.compile(r"-\s+\S").match(plain, paragraph.start, paragraph.end) is not None
    marks = [i for i in range(paragraph.start, paragraph.end) if plain[i] == '"']
    for i in marks:
        opens = _opens(plain, i, paragraph, inside=opened is not None)
        if opens and opened is None:
            opened = i
        elif opened is not None:
            found.append(Span(opened, i + 1))
            opened = None
        elif by_dash and not opens:
            found = [Span(paragraph.start, i + 1)]
            by_dash = False
    if opened is not None:
        found.append(Span(opened, paragraph.end))
    return found


def _opens(plain: str, i: int, paragraph: Span, *, inside: bool) -> bool:
    before = plain[i - 1] if i > paragraph.start else " "
    after = plain[i + 1] if i + 1 < paragraph.end else " "
    if before.isspace() or before in "([-":
        return not after.isspace() or not inside
    return not inside and after.isalnum() and not before.isalnum() and before not in ".,!?;"
