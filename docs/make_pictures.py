"""Make docs/img/report.png from the sample story's report: `make pictures`. Needs Chromium."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "demo" / "report.html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1000, "height": 860}, color_scheme="light")
        page.goto(REPORT.as_uri())
        output = ROOT / "docs" / "img" / "report.png"
        output.parent.mkdir(exist_ok=True)
        page.screenshot(path=output)
        browser.close()
    print(f"wrote {output.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
