"""The article within a web page: its text as paragraphs, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 200_000  # extraction walks the tree many times; no news page comes near


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is the title, an empty line, and the paragraphs as extracted, one a line."""

    text: str
    title: str
    outlet: str
    published: str
    url: str


def read_page(markup: str) -> Page | str:
    """The page's article, or why there is none; whatever the markup is, nothing is raised."""
    import trafilatura  # noqa: PLC0415 - half a second, which readers of text files do not pay

    try:
        return _extract(markup, trafilatura)
    except Exception as error:  # noqa: BLE001 - lxml, justext and htmldate each raise their own on broken pages
        return f"the page is broken ({type(error).__name__}: {str(error)[:200]})"


def _extract(markup: str, trafilatura: ModuleType) -> Page | str:
    # The date comes from what the page declares, not from any date in its words.
    dates = {"original_date": True, "extensive_search": False}
    if markup.count("<") > 2 * MAX_ELEMENTS:
        return f"the page has more than {MAX_ELEMENTS:,} elements"
    page = _deep_tree(markup)
    found = trafilatura.bare_extraction(
        markup if page is None else page, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    if found is None:
        return "no article was found in the page"
    lines = [line.strip() for line in (found.text or "").splitlines() if line.strip()]
    title = (found.title or "").strip()
    if lines and _same_words(lines[0], title):
        title = lines.pop(0)
    if not lines:
        return "the article in the page has no text"
    text = "\n".join([title, "", *lines] if title else lines)
    return Page(text, title, _outlet(found.sitename, found.hostname), found.date or "", found.url or "")


def _deep_tree(markup: str) -> HtmlElement | None:
    """The page's tree, where it is deeper than parsers go by themselves: they silently drop what lies below.

    Old pages leave a tag open in every paragraph, and each paragraph then lies within the one before.
    """
    from lxml import etree, html  # noqa: PLC0415 - as trafilatura, which needs it

    data = markup.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8")
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing in it
        return None
    if not any("depth" in error.message for error in parser.error_log):
        return None
    return html.fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _outlet(site_name: str | None, hostname: str | None) -> str:
    """The name of the site, where the page gives one; an address alone is a poor name for an outlet, but one."""
    return (site_name or hostname or "").strip()


def _same_words(line: str, title: str) -> bool:
    return line.lstrip("# ").casefold() == title.casefold()
