"""All that one article tells, piece by piece: what is said and what is narrated, and on whose word it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.records import Extraction, Span
from onrecord.resolve.counts import find_counts
from onrecord.resolve.dissection import dissect
from onrecord.resolve.narrated import find_narrated
from onrecord.resolve.parties import Party
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.told import find_told
from onrecord.text.layout import find_body_layout


def find_propositions(
    extraction: Extraction, version_id: str, parties: Mapping[str, Party] | None = None, press: Iterable[str] = ()
) -> list[Proposition]:
    """In the order of the text. `parties` are entities of the article that are known over the record; `press` are keys
    of outlets.
    """
    reading = dissect(extraction, version_id, parties, press)
    found = [*find_told(reading), *find_narrated(reading)]
    paragraphs = find_body_layout(extraction.article).paragraphs
    headings = [p for p in paragraphs if _is_heading(reading.plain[p.start : p.end])]
    told = (p for p in found if p.spans and not (p.kind != "neither" and _is_in(p.spans[0], headings)))
    return list(find_counts(reading, sorted(told, key=lambda p: (p.spans[0], p.id))))


def _is_heading(paragraph: str) -> bool:
    """Headlines tell in short what the article tells; they are no accounts of their own."""
    return len(paragraph.split()) <= 20 and not re.search(r"[.!?…:;,][\"')\]]*$", paragraph)


def _is_in(span: Span, places: Sequence[Span]) -> bool:
    return any(place.start <= span.start < place.end for place in places)
