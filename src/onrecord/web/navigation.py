"""The pages that every page leads to, in their order."""

from __future__ import annotations

PAGES = (
    ("/", "Story"),
    ("/claims", "Claims"),
    ("/disagreements", "Disagreements"),
    ("/positions", "Positions"),
    ("/timeline", "Timeline"),
    ("/to-come", "To come"),
    ("/contacts", "Contacts"),
    ("/articles", "Articles"),
    ("/speakers", "Speakers"),
    ("/search", "Search"),
    ("/corrections", "Corrections"),
)
