"""Every default in one frozen record, passed whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    outlet: str = ""  # for inputs that name none
    published: str | None = None  # for inputs that give no date
    metadata: str | None = None  # CSV of outlet, published, url, title by file
    max_chars: int = 2_000_000
    min_score: float = 0.0  # statements below it are left out; 0 keeps what the model's own threshold keeps
    jobs: int = 0  # processes that read; 0 for one a core
    any_language: bool = False
