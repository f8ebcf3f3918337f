"""A record of the small story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.record import Record
from tests.views.story import SKIPPED, make_hostile, make_nested, make_undated


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "views.db") as opened:
        for extraction in (make_nested(), make_hostile(), make_undated()):
            opened.add(extraction)
        opened.add(SKIPPED)
        yield opened
