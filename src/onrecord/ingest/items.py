"""What ingest hands on: one article as it was found, not yet decoded or understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from onrecord.ingest.metadata import Metadata
from onrecord.settings import Settings

Kind = Literal["txt", "html", "json"]
FIELDS = ("outlet", "title", "published", "url")


@dataclass(frozen=True, slots=True)
class RawItem:
    """One article as found. Its four fields come from the JSON line, else the metadata CSV, else the flags."""

    doc: str
    name: str  # where it was found, for messages: a path, with the line of JSON lines
    kind: Kind
    data: bytes | str  # the bytes of a file; of a JSON line, its text
    outlet: str = ""
    title: str = ""
    published: str | None = None
    url: str | None = None
    encoding: str = "utf-8"  # of a JSON line, which is decoded here; files are decoded later
    extraction: dict[str, Any] | None = None  # a row that `onrecord read` wrote; nothing else is set reliably then


@dataclass(frozen=True, slots=True)
class Origin:
    """Where items come from, and what is said of them there."""

    doc: str
    name: str
    settings: Settings
    row: Mapping[str, str] = field(default_factory=dict)  # of the metadata, for the whole file
    tables: tuple[Metadata, ...] = ()  # which may also speak of single docs of a file


def flags(settings: Settings) -> dict[str, str]:
    """The fields that hold for all inputs that do not say otherwise."""
    return {"outlet": settings.outlet, "published": settings.published or ""}


def merge(*layers: Mapping[str, str]) -> dict[str, str]:
    """One value a field, from the first layer that has one."""
    return {name: next((layer[name] for layer in layers if layer.get(name)), "") for name in FIELDS}


def set_fields(item: RawItem, fields: Mapping[str, str]) -> RawItem:
    return replace(
        item,
        outlet=fields["outlet"],
        title=fields["title"],
        published=fields["published"] or None,
        url=fields["url"] or None,
    )


def shown(name: str) -> str:
    """A name that can be printed and stored: file names on Linux may hold bytes that are no characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
