"""Lasting addresses, and statements as citations."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlencode

from onrecord.records import Kind, Spans
from onrecord.views.dates import format_day
from onrecord.views.marks import Words, join_words, make_visible
from onrecord.views.pages import NO_OUTLET, NO_SPEAKER, StatementRow
from onrecord.web.shapes import Citation, Statement

MAX_MARKED = 20  # pieces of words that an address names
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_QUOTES = "\"“”„«»″'‘’"


def link_article(article: str, version: int | None = None, *, start: int = 0) -> str:
    """`version` where another text than the current one is meant, or where the text may not change."""
    query = {**({"version": version} if version else {}), **({"start": start} if start else {})}
    return f"/articles/{quote(article, safe='')}" + (f"?{urlencode(query)}" if query else "")


def link_statement(row: StatementRow, version: int) -> str:
    """Made of the offsets, so that it leads to the same words after another reading, and of the version, so that it
    leads there after the text has changed.
    """
    start, end = find_extent(row.source, row.cue, row.content)
    content = row.content[0].start if row.content else start
    return f"{link_article(row.article, version)}#w{start}-{end}-{content}"


def link_words(article: str, version: int, spans: Spans) -> str:
    """To any words of a text, marked there."""
    mark = ",".join(f"{start}-{end}" for start, end in spans[:MAX_MARKED])
    return f"/articles/{quote(article, safe='')}?version={version}&mark={mark}#words"


def link_title(article: str, version: int) -> str:
    return f"{link_article(article, version)}#title"


def link_citation(article: str, statement: str, version: int) -> str:
    return f"{link_article(article)}/statements/{quote(statement, safe='')}/citation?version={version}"


def link_claim(claim: str) -> str:
    return f"/claims/{quote(claim, safe='')}"


def find_extent(*roles: tuple[Words, ...]) -> tuple[int, int]:
    words = [part for role in roles for part in role]
    return min((part.start for part in words), default=0), max((part.end for part in words), default=0)


def link_search(**wanted: str | None) -> str:
    return "/search?" + urlencode({name: value for name, value in wanted.items() if value})


def query(**wanted: str) -> str:
    return urlencode(wanted)


def link_articles(outlet: str) -> str:
    return "/articles?" + urlencode({"outlet": outlet})


def is_web(url: str | None) -> bool:
    """Whether an address may be a link: what articles give as theirs may be anything."""
    return bool(url and re.match(r"https?://[^\s<>\"]+$", url))


def cite(row: Statement, base: str) -> Citation:
    """The link is the report's own where it has one, else that of the reading room."""
    link = str(row.url) if is_web(row.url) else base + row.link
    said, words, told = _words(row.kind, row.content), row.speaker or NO_SPEAKER, _told(row)
    plain = f"{words}{said[0]}{said[1]} ({told}, {link})"
    markdown = f"{_mark(words)}{said[0]}{_mark(said[1])} ({_mark(told)}, <{link.replace('>', '%3E')}>)"
    html = (
        f'<p><cite>{escape(make_visible(words))}</cite>{said[0]}<q cite="{escape(link)}">'
        f'{escape(make_visible(said[1][1:-1]))}</q> (<a href="{escape(link)}">{escape(make_visible(told))}</a>)</p>'
    )
    return Citation(make_visible(plain), markdown, html)


def _words(kind: Kind, content: tuple[Words, ...]) -> tuple[str, str]:
    """Only what was quoted as spoken is given as spoken; the rest are the outlet's words, and it says so."""
    words = join_words(content)
    if kind == "direct":
        return ": ", f"“{words.strip(_QUOTES)}”"
    return ", in the report's words: ", f"“{words}”"


def _told(row: Statement) -> str:
    """The outlet with whom it cites, and the day."""
    between = [name for name in row.chain[1:] if name not in (row.speaker, NO_SPEAKER)]
    outlet = row.outlet or NO_OUTLET
    said = f"said {format_day(row.said_on)}" if row.said_on and row.said_on[:10] != (row.published or "")[:10] else ""
    day = format_day(row.published) or "no date"
    return ", ".join(filter(None, (outlet, f"citing {' and '.join(between)}" if between else "", day, said)))


def _mark(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", make_visible(text))
