"""Make the pictures of docs/img from the sample story: `make pictures`. Needs Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "demo"
IMAGES = ROOT / "docs" / "img"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
WIDE, PHONE = (1180, 820), (390, 800)
LIGHT = "light"
ARTICLE = "2026-03-04-vedrina-call"  # who denied the call


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        picture_report(browser)
        record = Path(shutil.copy(DEMO / "story.db", folder))
        with served(record) as address:
            picture_room(browser, address, LIGHT, WIDE, "")
            picture_room(browser, address, "dark", WIDE, "-dark")
            picture_room(browser, address, LIGHT, PHONE, "-phone")
        browser.close()


def picture_report(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 860}, color_scheme="light")
    page.goto((DEMO / "report.html").as_uri())
    shoot(page, "report")


def picture_room(browser: Browser, address: str, scheme: str, size: tuple[int, int], tail: str) -> None:
    """The story, a claim, an article with a statement chosen, and in light and wide the other pages too."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(address)
    room = re.sub(r"enter.*", "", address)
    page.goto(room)
    shoot(page, f"room-story{tail}")
    page.goto(f"{room}claims")
    page.locator(".claim h2 a").first.click()
    page.locator(".stands").wait_for()
    shoot(page, f"room-claim{tail}")
    if scheme == LIGHT:
        page.goto(f"{room}contacts")
        shoot(page, f"room-contacts{tail}")
    if not tail:
        page.goto(f"{room}disagreements")
        shoot(page, "room-disagreements")
        page.goto(f"{room}search?q=call&act=deny")
        shoot(page, "room-search")
        page.goto(f"{room}speakers/pavo-rindal")
        shoot(page, "room-speaker")
    open_article(page, room)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.locator(".card.on").wait_for()
    shoot(page, f"room-article{tail}")
    if not tail:
        page.keyboard.press("b")
        page.locator("#bounds").wait_for()
        shoot(page, "room-boundaries")
    page.close()


def open_article(page: Page, room: str) -> None:
    answer = page.request.get(f"{room}articles.json")
    article = next(row["id"] for row in answer.json()["articles"] if row["doc"] == ARTICLE)
    page.goto(f"{room}articles/{article}")


def shoot(page: Page, name: str) -> None:
    output = IMAGES / f"{name}.png"
    page.screenshot(path=output)
    print(f"wrote {output.relative_to(ROOT)}")


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address that lets one correct."""
    command = [sys.executable, "-m", "onrecord", "serve", str(record), "--port", "0", "--no-browser", "--author", "Ann"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        yield line.split()[-1]
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
