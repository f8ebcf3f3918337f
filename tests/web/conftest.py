"""A record of the small story, served."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from onrecord.store.record import Record
from onrecord.web import room as rooms
from tests.views.story import SKIPPED, make_hostile, make_nested, make_undated
from tests.waiting import SHOWN
from tests.web.browsing import SIZES, Room
from tests.web.story import make_story
from tests.web.visitor import Visitor, running


@pytest.fixture(autouse=True)
def made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine a list of a small record, too, would be made beside the requests, and a page show the last."""
    monkeypatch.setattr(rooms, "QUICK_SECONDS", math.inf)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with a name of its own in a folder of its own."""
    folder = tmp_path / "a-secret-folder"
    folder.mkdir()
    path = folder / "gull.db"
    with Record(path) as record:
        for extraction in (make_nested(), make_hostile(), make_undated()):
            record.add(extraction)
        record.add(SKIPPED)
    return path


@pytest.fixture
def reader(path: Path) -> Iterator[Visitor]:
    """Somebody without a session."""
    with running(path, author="Ann Reader") as (visitor, _):
        yield visitor


@pytest.fixture
def editor(path: Path) -> Iterator[Visitor]:
    """Somebody with the key."""
    with running(path, author="Ann Reader") as (visitor, serving):
        assert visitor.enter(serving.key).status == 303
        yield visitor


@pytest.fixture
def articles(path: Path) -> dict[str, str]:
    """Ids of the articles by the beginning of their doc."""
    with Record(path, "ro") as record:
        return {row.doc.partition('"')[0]: row.id for row in record.articles()}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A record in which claims, disagreements, offices and contacts are found."""
    return make_story(tmp_path / "strait.db")


@pytest.fixture
def story_reader(story: Path) -> Iterator[Visitor]:
    with running(story, author="Ann Reader") as (visitor, _):
        yield visitor


@pytest.fixture
def story_editor(story: Path) -> Iterator[Visitor]:
    with running(story, author="Ann Reader") as (visitor, serving):
        assert visitor.enter(serving.key).status == 303
        yield visitor


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=SIZES["wide"])  # type: ignore[arg-type]
    opened.set_default_timeout(SHOWN * 1000)
    yield opened
    opened.close()


@pytest.fixture
def story_room(context: BrowserContext, story: Path) -> Iterator[Room]:
    """The story in a browser, open to somebody who may correct."""
    with running(story, author="Ann Reader") as (visitor, serving):
        room = Room(context.new_page(), visitor.url, story)
        room.page.goto(f"{visitor.url}enter?key={serving.key}")
        yield room
        assert room.faults == []
