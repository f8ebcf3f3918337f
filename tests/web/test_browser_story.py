"""Claims, disagreements, contacts, people and the story in a browser, with the mouse and by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.store.record import Record
from tests.web.browsing import SIZES, Room, check
from tests.web.story import CALL, STRIKE
from tests.web.visitor import running

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "claims",
    "claims?as_of=2031-05-04",
    "disagreements",
    "contacts",
    "positions",
    "speakers/ina-torv",
    "corrections",
)


def tab_to(page: Page, name: str) -> None:
    """By keyboard: Tab until what has the focus is called so."""
    for _ in range(120):
        page.keyboard.press("Tab")
        words = page.evaluate(
            """() => { const one = document.activeElement;
            if (one.role === "region") return "";
            return [one.textContent, one.ariaLabel, one.name, one.labels?.[0]?.textContent].join(" ") }"""
        )
        if name in words:
            return
    raise AssertionError(name)


def open_claim(room: Room, words: str) -> None:
    room.page.goto(f"{room.url}claims")
    room.page.get_by_role("link", name=words).first.click()
    expect(room.page.get_by_role("heading", level=1)).to_have_text(words)


def test_browser_the_slider_shows_the_standing_of_each_day(story_room: Room) -> None:
    page = story_room.page
    open_claim(story_room, CALL)
    expect(page.locator("#ledger .found")).to_contain_text("confirmed")
    tab_to(page, "Day by day")
    story_room.press("ArrowLeft")
    expect(page.locator("#ledger .found")).to_contain_text("unconfirmed as of 4 May 2031")
    story_room.said("unconfirmed")
    assert page.url.endswith("?as_of=2031-05-04")
    story_room.press("Home")
    expect(page.locator("#ledger .found")).to_contain_text("reported as of 3 May 2031")
    assert page.evaluate("document.activeElement.type") == "range"
    page.reload()
    expect(page.locator("#ledger .found")).to_contain_text("reported as of 3 May 2031")


def test_browser_a_stand_leads_to_its_words(story_room: Room) -> None:
    story_room.page.goto(f"{story_room.url}claims")
    story_room.page.get_by_role("link", name="neither confirms nor denies").first.click()
    expect(story_room.page.locator("#words")).to_be_in_viewport()
    assert "neither confirm nor deny" in "".join(story_room.page.locator(".pointed").all_text_contents())


def test_browser_claims_work_without_script(browser: Browser, story: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    with running(story) as (visitor, _):
        page = context.new_page()
        page.goto(f"{visitor.url}claims")
        expect(page.locator(".slide")).to_be_hidden()
        page.get_by_label("As of").fill("2031-05-04")
        page.get_by_label("Standing").select_option("unconfirmed")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".claim")).to_have_count(1)
        expect(page.locator(".claim h2")).to_have_text(CALL)
    context.close()


def test_browser_words_are_parted_and_put_back_by_keyboard(story_room: Room) -> None:
    page = story_room.page
    open_claim(story_room, CALL)
    expect(page.locator(".stands > li")).to_have_count(4)
    tab_to(page, "Not of this claim: On this report")
    story_room.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("On this report I can neither confirm nor deny anything")
    page.keyboard.type("about the call of June")
    story_room.press("Enter")
    story_room.said("Parted")
    expect(page.locator(".stands > li")).to_have_count(3)
    page.goto(f"{story_room.url}corrections")
    expect(page.get_by_role("region", name="Across articles")).to_contain_text("about the call of June")
    tab_to(page, "Undo judgement 1")
    story_room.press("Enter")
    story_room.said("Undone.")
    open_claim(story_room, CALL)
    expect(page.locator(".stands > li")).to_have_count(4)


def test_browser_claims_are_joined_by_keyboard(story_room: Room) -> None:
    page = story_room.page
    open_claim(story_room, CALL)
    tab_to(page, "Join with another claim")
    story_room.press("Enter")
    page.keyboard.type("Berg and nobody else")
    story_room.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("No other claim fits.")
    page.get_by_label("Somebody whom it is about").fill("")
    story_room.press("Enter")
    other = page.locator("#join select")
    expect(other).to_be_focused()
    names = other.locator("option").all_text_contents()
    story_room.press(*["ArrowDown"] * next(place for place, name in enumerate(names) if STRIKE in name))
    tab_to(page, "reason")
    page.keyboard.type("one story")
    story_room.press("Enter")
    story_room.said("Joined")
    expect(page.locator(".stands > li")).to_have_count(6)
    with Record(story_room.path, "ro") as record:
        assert record.judgements()[0].judgement.reason == "one story"


def test_browser_a_disagreement_is_dismissed_and_put_back_by_keyboard(story_room: Room) -> None:
    page = story_room.page
    page.goto(f"{story_room.url}disagreements?kind=number")
    expect(page.locator("mark.part")).to_have_text(["37", "31"])
    tab_to(page, "Dismiss:")
    story_room.press("Enter")
    page.keyboard.type("two ships")
    story_room.press("Enter")
    story_room.said("Dismissed.")
    expect(page.locator("mark.part")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_label("Dismissed").select_option("only these")
    tab_to(page, "Not dismissed")
    story_room.press("Enter")
    story_room.said("Undone.")
    page.goto(f"{story_room.url}disagreements?kind=number")
    page.get_by_role("link", name="these words in").first.click()
    expect(page.locator("#words")).to_have_text("37")


def test_browser_a_contact_leads_to_its_sentence_and_its_people_by_keyboard(story_room: Room) -> None:
    page = story_room.page
    page.goto(f"{story_room.url}contacts")
    expect(page.locator(".network text").filter(visible=True)).to_have_count(2)
    tab_to(page, CALL)
    story_room.press("Enter")
    expect(page.locator("#words")).to_be_in_viewport()
    page.goto(f"{story_room.url}contacts")
    tab_to(page, "Ina Torv: 1 contact")
    story_room.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ina Torv")


def test_browser_on_a_phone_the_picture_stands_upright_and_the_menu_is_one_line(story_room: Room) -> None:
    page = story_room.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{story_room.url}contacts")
    (box,) = [one.bounding_box() for one in page.locator(".network").filter(visible=True).all()]
    assert box is not None
    assert box["height"] > box["width"] > 300
    menu = page.locator(".bar nav")
    line = menu.bounding_box()
    assert line is not None
    assert line["height"] < 60
    expect(menu.locator("[aria-current]")).to_be_in_viewport()


def test_browser_enter_in_a_list_sends_the_form(story_room: Room) -> None:
    page = story_room.page
    page.goto(f"{story_room.url}search?q=telephone")
    page.locator("select[name=act]").select_option("confirms")  # letters that come slowly choose another
    page.locator("select[name=act]").focus()
    story_room.press("Enter")
    page.wait_for_url("**act=confirm**")
    page.get_by_role("link", name="told in these words").click()
    expect(page.locator(".claim h2")).to_have_count(1)


def test_browser_readers_cannot_join_or_part(browser: Browser, story: Path) -> None:
    context = browser.new_context()
    with running(story) as (visitor, _):
        page = context.new_page()
        page.goto(f"{visitor.url}claims")
        page.get_by_role("link", name=CALL).first.click()
        expect(page.locator(".stands > li")).to_have_count(4)
        expect(page.get_by_role("button", name=re.compile("Not of this claim|Join"))).to_have_count(0)
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_axe_finds_nothing_in_the_story(story_room: Room, size: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = story_room.page
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in PAGES:
        page.goto(story_room.url + address)
        check(page, axe, address)
    open_claim(story_room, CALL)
    check(page, axe, "a claim")
    for name in ("Not of this claim", "Join with another claim"):
        page.get_by_role("button", name=re.compile(name)).first.click()
        check(page, axe, name)
        story_room.press("Escape")
    page.locator("a.where").first.click()
    check(page, axe, "marked words")
