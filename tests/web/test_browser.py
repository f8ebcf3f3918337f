"""The reading room as a person uses it, with the mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from onrecord.records import Extraction
from onrecord.store.record import Record
from tests.views.story import NESTED, make_article, make_nested
from tests.web.browsing import SIZES, Room, check
from tests.web.visitor import running

pytestmark = pytest.mark.browser
QUOTED = "Nobody told \u202eus a word \U0001f6a2 about it,"
MISSED = f'The pier is closed\r\n\r\n"{QUOTED}" the\u200b clerk Ida Marlow said.\r\n'
PAGES = ("", "articles", "speakers", "speakers/orla-penn", "search?q=plan", "corrections", "skipped", "enter")


@pytest.fixture
def room(context: BrowserContext, path: Path) -> Iterator[Room]:
    with Record(path) as record:
        record.add(Extraction(make_article("missed", MISSED, published="2026-05-06")))
    with running(path, author="Ann Reader") as (visitor, serving):
        room = Room(context.new_page(), visitor.url, path)
        room.page.goto(f"{visitor.url}enter?key={serving.key}")
        assert "key=" not in room.page.url
        yield room
        assert room.faults == []


def test_browser_every_page_shows_and_breaks_no_policy(room: Room) -> None:
    for name in ("Articles", "Speakers", "Corrections", "Story"):
        room.page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
        expect(room.page.get_by_role("heading", level=1)).to_be_visible()
    room.page.get_by_role("searchbox", name="Words").fill("plan")
    room.press("Enter")
    expect(room.page.get_by_role("status")).to_contain_text("3 statements, the best first.")
    room.page.get_by_role("link", name="Orla Penn").first.click()
    expect(room.page.get_by_role("heading", level=1)).to_have_text("Orla Penn")
    room.page.get_by_role("link", name=re.compile("Harbour deal")).first.click()
    expect(room.page.locator(".card.on")).to_contain_text("Orla Penn")
    expect(room.page.locator(".text .on").first).to_be_visible()


def test_browser_a_click_on_words_shows_the_statement(room: Room) -> None:
    room.open_article("nested")
    room.page.locator("#text mark.cue", has_text="denied").click()
    card = room.page.locator(".card.on")
    expect(card).to_contain_text("The Gull → The Evening Post → an official → Orla Penn")
    expect(card).to_contain_text("indirect; deny")
    assert room.page.url.endswith(card.get_attribute("data-anchor") or "?")
    room.page.get_by_role("link", name="statement 2", exact=True).last.click()
    expect(room.page.locator(".card.on .number")).to_have_text("2")
    room.page.reload()
    expect(room.page.locator(".card.on .number")).to_have_text("2")


def test_browser_accept_wrong_next_and_undo_by_keyboard(room: Room) -> None:
    room.open_article("nested")
    room.press("j")
    expect(room.page.locator(".card.on .number")).to_have_text("1")
    room.press("a")
    room.said("Accepted. 1 of 4 checked")
    expect(room.page.locator(".card.on .number")).to_have_text("2")
    room.press("x")
    room.said("Not a statement. 2 of 4 checked")
    assert list(room.statements()) == ["s1", "s3", "s4"]
    expect(room.page.locator(".card.on")).to_contain_text("Orla Penn")
    room.press("u")
    room.said("Undone.")
    assert list(room.statements()) == ["s1", "s2", "s3", "s4"]
    assert room.statements()["s1"]["flags"] == ("checked",)
    room.press("k", "k", "j", "k")
    expect(room.page.locator(".card.on .number")).to_have_text("1")


def test_browser_change_the_speaker_by_keyboard(room: Room) -> None:
    room.open_article("nested")
    room.press("j", "j", "j", "s")
    expect(room.page.get_by_role("dialog", name="Who says it?")).to_be_visible()
    room.page.keyboard.type("Ida Marlow")
    room.press("Enter")
    room.said("The speaker is changed.")
    assert room.statements()["s3"]["speaker"] == "Ida Marlow"
    expect(room.page.locator(".card.on")).to_contain_text("Ida Marlow")
    room.press("s")
    room.page.get_by_label("The text names nobody").check()
    room.page.get_by_role("button", name="Save").click()
    expect(room.page.locator(".card.on")).to_contain_text("no speaker named")
    assert room.statements()["s3"]["speaker"] is None


def test_browser_the_marked_words_and_the_speakers_of_the_record_are_suggested(room: Room) -> None:
    room.open_article("nested")
    room.press("j", "j", "s")  # an official
    dialog = room.page.get_by_role("dialog", name="Who says it?")
    kind = dialog.get_by_label("New here? What are they?")
    expect(kind).to_be_hidden()  # the article has them
    assert room.page.locator("#speakers option").first.get_attribute("value") == "an official"
    dialog.get_by_role("combobox", name="Name", exact=True).fill("Harbour")
    kind.select_option("place")
    dialog.get_by_role("button", name="an official").click()
    expect(dialog.get_by_role("combobox", name="Name", exact=True)).to_have_value("an official")
    expect(kind).to_be_hidden()
    dialog.get_by_role("button", name="Save").click()
    room.said("It was so already")
    assert room.statements()["s2"]["flags"] == ("checked",)
    room.press("s")
    dialog.get_by_role("combobox", name="Name", exact=True).fill("Harbour")
    kind.select_option("place")
    dialog.get_by_role("button", name="Save").click()
    room.said("The speaker is changed.")
    expect(room.page.locator(".card.on")).to_contain_text("Harbour, place")


def test_browser_change_kind_and_act(room: Room) -> None:
    room.open_article("nested")
    room.press("j", "t")
    dialog = room.page.get_by_role("dialog", name="Kind and act")
    dialog.get_by_label("Kind").select_option("direct")
    dialog.get_by_label("Act").select_option("deny")
    dialog.get_by_role("button", name="Save").click()
    room.said("Changed.")
    assert (room.statements()["s1"]["kind"], room.statements()["s1"]["act"]) == ("direct", "deny")


def test_browser_set_boundaries_by_marking_words(room: Room) -> None:
    room.open_article("nested")
    room.press("j", "j", "j", "j")
    room.page.get_by_role("button", name=re.compile("Boundaries")).locator("visible=true").click()
    _mark(room.page, "pier had been")
    room.page.locator("[data-take=content]").click()
    expect(room.page.locator("#bounds output[name=content]")).to_have_text("pier had been")
    _mark(room.page, "It was")
    room.page.locator("[data-take=source]").click()
    room.page.locator("[data-clear=cue]").click()
    room.page.get_by_role("button", name=re.compile("^Save")).locator("visible=true").click()
    room.said("The boundaries are changed.")
    changed = room.statements()["s4"]
    assert (changed["source"], changed["cue"], changed["content"]) == (["It was"], [], ["pier had been"])
    expect(room.page.locator(".card.on .words")).to_have_text("It was … pier had been")


def test_browser_set_boundaries_by_keyboard(room: Room) -> None:
    room.open_article("nested")
    room.press("j", "j", "j", "b")  # "the plan & its cost" is marked
    room.press("Shift+ArrowLeft", "Shift+ArrowLeft", "3")  # without its last two words
    expect(room.page.locator("#bounds output[name=content]")).to_have_text("the plan &")
    room.press("ArrowLeft", "2", "ArrowLeft", "o", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "1")
    expect(room.page.locator("#bounds output[name=cue]")).to_have_text("denied")
    room.press("Enter")
    room.said("The boundaries are changed.")
    changed = room.statements()["s3"]
    assert (changed["source"], changed["cue"], changed["content"]) == (["Orla Penn"], ["denied"], ["the plan &"])
    room.press("b", "Escape")
    expect(room.page.locator("#bounds")).to_be_hidden()


def test_browser_add_a_missed_statement_by_keyboard(room: Room) -> None:
    """In a text with characters that a page would swallow, of two units, or that turn the direction."""
    room.open_article("missed")
    expect(room.page.locator(".miss[tabindex]")).to_have_count(1)
    room.press("m", "n")
    expect(room.page.get_by_role("heading", name="Add a missed statement")).to_be_visible()
    room.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "3")
    room.press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "1", "ArrowRight", "2")
    room.page.get_by_label("Speaker").fill("Ida Marlow")
    room.press("Enter")
    room.said("Added. 1 of 1 checked")
    (added,) = room.statements("missed").values()
    assert added["content"] == [QUOTED]
    assert added["speaker"] == "Ida Marlow"
    assert added["kind"] == "direct"
    assert added["flags"] == ("checked", "corrected", "added")
    assert added["cue"] in (["said."], ["said"])


def test_browser_add_a_missed_statement_by_marking_words(room: Room) -> None:
    room.open_article("nested")
    _mark(room.page, "Harbour deal is near")
    room.page.get_by_role("button", name=re.compile("Add a missed statement")).click()
    expect(room.page.locator("#bounds output[name=content]")).to_have_text("Harbour deal is near")
    room.page.get_by_label("Act").locator("visible=true").select_option("expect")
    room.page.get_by_role("button", name=re.compile("^Save")).locator("visible=true").click()
    room.said("Added.")
    assert room.statements()["c1"]["content"] == ["Harbour deal is near"]
    assert room.statements()["c1"]["act"] == "expect"
    room.page.get_by_role("button", name="Undo correction 1").click()
    room.said("Undone.")
    assert "c1" not in room.statements()


def test_browser_what_was_refused_is_said_and_nothing_is_lost(room: Room) -> None:
    room.open_article("nested")
    with Record(room.path) as record:
        text = NESTED + "\nMore.\n"
        record.add(Extraction(make_article("nested", text, url="https://gull.example/1"), make_nested().statements[:0]))
    room.press("j", "s")
    room.page.keyboard.type("Ida Marlow")
    with room.page.expect_response("**/api/corrections"):
        room.press("Enter")
    expect(room.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("the article has a new text")
    expect(room.page.get_by_role("combobox", name="Name")).to_have_value("Ida Marlow")
    assert [fault for fault in room.faults if "409" not in fault] == []
    room.faults.clear()


def test_browser_a_citation_is_copied(room: Room, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    room.open_article("nested")
    room.press("j", "j", "j", "c")
    dialog = room.page.get_by_role("dialog", name="Cite this statement")
    expect(dialog.get_by_label("Markdown")).to_have_value(re.compile(r"the plan \\& its cost.*gull\.example"))
    dialog.get_by_role("button", name="Copy").first.click()
    room.said("Copied.")
    assert "“the plan & its cost” (The Gull" in room.page.evaluate("navigator.clipboard.readText()")
    room.press("Escape")
    expect(dialog).to_be_hidden()
    expect(room.page.locator(".card.on")).to_be_visible()


def test_browser_single_keys_can_be_turned_off(room: Room) -> None:
    room.open_article("nested")
    room.press("?")
    room.page.get_by_label("Use single keys").uncheck()
    room.press("Escape", "j", "x")
    expect(room.page.locator(".card.on")).to_have_count(0)
    assert len(room.statements()) == 4


def test_browser_misses_can_be_hidden(room: Room) -> None:
    room.open_article("missed")
    room.page.get_by_label(re.compile("may hold a statement")).uncheck()
    line = "el => getComputedStyle(el).textDecorationLine"
    assert room.page.locator("#text .miss").first.evaluate(line) == "none"


def test_browser_a_whole_review_by_keyboard(room: Room) -> None:
    room.page.goto(f"{room.url}review")
    for _ in range(12):
        if "/corrections" in room.page.url:
            break
        before = room.page.locator(".head .checked").inner_text()
        done, _, total = before.split()[:3]
        if done == total:
            with room.page.expect_navigation():
                room.press("g")
            continue
        room.press("a")
        expect(room.page.locator(".head .checked")).not_to_have_text(before)
    with Record(room.path, "ro") as record:
        progress = record.progress()
    assert progress.checked == progress.total == 7


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_axe_finds_nothing_and_nothing_is_wider_than_the_screen(room: Room, size: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    room.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    room.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in PAGES:
        room.page.goto(room.url + address)
        check(room.page, axe, address)
    room.open_article("nested")
    for keys in ("j", "s", "Escape", "t", "Escape", "?", "Escape", "c", "Escape", "a", "b"):
        room.press(keys)
        if keys == "c":
            expect(room.page.get_by_role("dialog", name="Cite this statement")).to_be_visible()
        if keys == "a":
            room.said("Accepted.")
        check(room.page, axe, f"article after {keys}")


def test_browser_without_its_script_one_can_read(browser: Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    with running(path) as (visitor, _), Record(path, "ro") as record:
        page = context.new_page()
        page.goto(f"{visitor.url}articles/{record.article('nested').id}")
        expect(page.locator(".card").first).to_contain_text("Chain")
        page.locator("#text a.number").nth(2).click()
        expect(page.locator(".card:target")).to_contain_text("Orla Penn")
        page.locator(".card:target a.cite").click()
        expect(page.get_by_label("Plain text")).to_have_value(re.compile("the plan & its cost"))
    context.close()


def test_browser_readers_see_no_way_to_correct(browser: Browser, path: Path) -> None:
    context = browser.new_context()
    with running(path) as (visitor, _), Record(path, "ro") as record:
        page = context.new_page()
        page.goto(f"{visitor.url}articles/{record.article('nested').id}")
        page.keyboard.press("j")
        expect(page.locator(".card.on")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("Not a statement"))).to_have_count(0)
        page.keyboard.press("x")
        page.goto(f"{visitor.url}corrections")
        expect(page.get_by_text("Nobody has corrected anything yet.")).to_be_visible()
    context.close()


def _mark(page: Page, words: str) -> None:
    """As with the mouse: the browser's selection of these words of the text."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let all = "", nodes = [];
            while (walker.nextNode()) {
                if (walker.currentNode.parentElement.closest(".number")) continue;
                nodes.push([all.length, walker.currentNode]);
                all += walker.currentNode.data;
            }
            const begin = all.indexOf(words), end = begin + words.length;
            for (const [at, node] of nodes) {
                if (at <= begin && begin < at + node.length) range.setStart(node, begin - at);
                if (at < end && end <= at + node.length) range.setEnd(node, end - at);
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )
