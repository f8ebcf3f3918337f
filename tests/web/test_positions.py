"""The page of positions: a matrix whose cells lead to the words, as HTML and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from onrecord.store.record import Record
from tests.resolve.market import AGAINST, market_reports
from tests.web.browsing import SIZES, check
from tests.web.test_pages import Links
from tests.web.visitor import Visitor, running


@pytest.fixture
def market(tmp_path: Path) -> Path:
    path = tmp_path / "market.db"
    with Record(path) as record:
        list(record.add_all(market_reports()))
        record.reconcile()
    return path


@pytest.fixture
def market_reader(market: Path) -> Iterator[Visitor]:
    with running(market) as (visitor, _):
        yield visitor


def test_positions_page_every_cell_has_its_place(market_reader: Visitor) -> None:
    html = market_reader.get("/positions").text
    tags = Links(html).tags
    ids = {found["id"] for _, found in tags if "id" in found}
    cells = [found["href"] for _, found in tags if "stand" in (found.get("class") or "").split()]
    assert len(cells) == 5
    assert {cell.removeprefix("#") for cell in cells} <= ids
    assert "conditional → for" in html
    assert "countered" in html
    page = market_reader.get("/positions.json").json()
    assert [issue["words"] for issue in page["issues"]] == ["fish market: opened", "crew: free"]
    assert page["matrix"]["others"] == 0
    assert [reply["reply"] for reply in page["conditions"][0]["replies"]] == ["rejected", "countered"]


def test_positions_page_is_filtered(market_reader: Visitor) -> None:
    (issue,) = market_reader.get("/positions.json?who=torv").json()["issues"]
    assert [position["who"] for position in issue["positions"]] == ["Ina Torv"]
    assert market_reader.get("/positions.json?issue=windmill").json()["part"]["total"] == 0
    assert (
        market_reader.get("/positions.json?as_of=2031-05-04").json()["conditions"][0]["replies"][0]["by"] == "Jon Berg"
    )
    assert market_reader.get("/positions?as_of=May").status == 422


def test_positions_page_of_a_record_without_any_says_so(reader: Visitor) -> None:
    html = reader.get("/positions").text
    assert "On no issue do several parties take a stand" in html
    assert "Nobody sets a condition" in html


@pytest.mark.browser
def test_browser_a_cell_leads_to_the_words(browser: Browser, market_reader: Visitor) -> None:
    page = browser.new_page()
    page.goto(f"{market_reader.url}positions")
    page.get_by_role("link", name="Ina Torv, fish market: opened: against").click()
    words = page.get_by_role("link", name=AGAINST)
    expect(words).to_be_in_viewport()
    words.click()
    expect(page.locator("#words")).to_be_in_viewport()
    assert "".join(page.locator(".pointed").all_text_contents()) == AGAINST
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_browser_axe_finds_nothing_in_the_matrix(browser: Browser, market_reader: Visitor, size: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{market_reader.url}positions")
        check(page, axe, f"positions, {size}, {scheme}")
        page.close()
