"""onrecord: who said what, in a pile of news reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import InputError, ModelError, OnrecordError, RecordError
from onrecord.records import (
    Article,
    Attribution,
    Dateline,
    Entity,
    Extraction,
    Mention,
    Skipped,
    Span,
    Speaker,
)
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.pipeline import read
    from onrecord.store.record import Record

__all__ = [
    "Article",
    "Attribution",
    "Dateline",
    "Entity",
    "Extraction",
    "InputError",
    "Mention",
    "ModelError",
    "OnrecordError",
    "Record",
    "RecordError",
    "Settings",
    "Skipped",
    "Span",
    "Speaker",
    "read",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The two doors are opened when they are asked for: what only looks at a record loads no model."""
    if name == "read":
        from onrecord.pipeline import read  # noqa: PLC0415

        return read
    if name == "Record":
        from onrecord.store.record import Record  # noqa: PLC0415

        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
