"""What tests of several folders share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.waiting import SHOWN

ROOT = Path(__file__).parents[1]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# What a person or a machine has set is not to matter, here and in programs that are started here.
# Not in a fixture: typer looks when it is imported.
FOR_TERMINALS = "NO_COLOR FORCE_COLOR PY_COLORS COLORTERM TTY_COMPATIBLE TTY_INTERACTIVE TERMINAL_WIDTH COLUMNS LINES"
FOR_PROXIES = "HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy"
for name in f"{FOR_TERMINALS} {FOR_PROXIES} GITHUB_ACTIONS ONRECORD_DEBUG ONRECORD_TOKEN".split():
    os.environ.pop(name, None)
os.environ["TERM"] = "xterm"  # rich takes no width on a terminal that is dumb

# The same examples every time: a test that fails now and then helps nobody who changes something else.
# How long an example takes, or is made in, says more of the machine than of us.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
expect.set_options(timeout=SHOWN * 1000)  # the usual five seconds are soon over on a slow machine


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reports() -> Path:
    """The sample story."""
    return ROOT / "src" / "onrecord" / "sample" / "reports"


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of the model; tests that ask for it are skipped where there is none."""
    chosen = os.environ.get("ONRECORD_WEIGHTS")
    folder = Path(chosen) if chosen else ROOT / "src" / "onrecord" / "weights"
    if not (folder / "weights.json").is_file():
        pytest.skip("no weights: make model DATA=FOLDER")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: `apt-get install chromium`, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        except Error as error:
            pytest.skip(f"{CHROMIUM} does not start: {error.message.splitlines()[0]}")
        yield opened
        opened.close()
