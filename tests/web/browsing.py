"""A browser in a reading room, as tests of several pages use it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Page, expect

from onrecord.store.record import Record

SIZES = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 800}}


class Room:
    """A browser in a reading room, and the record beside it."""

    def __init__(self, page: Page, url: str, path: Path) -> None:
        self.page, self.url, self.path = page, url, path
        self.faults: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self.refuse)

    def hear(self, message: ConsoleMessage) -> None:
        """What the browser complains of: scripts that fail, policies that are broken."""
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def refuse(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def open_article(self, doc: str) -> None:
        with Record(self.path, "ro") as record:
            self.page.goto(f"{self.url}articles/{record.article(doc).id}")

    def statements(self, doc: str = "nested") -> dict[str, dict[str, object]]:
        """What the record holds now: words of each statement."""
        with Record(self.path, "ro") as record:
            extraction = record.article(doc).extraction
        text = extraction.article.text
        return {
            one.id: {
                "speaker": one.speaker and one.speaker.name,
                "act": one.act,
                "kind": one.kind,
                "source": [text[start:end] for start, end in one.source],
                "cue": [text[start:end] for start, end in one.cue],
                "content": [text[start:end] for start, end in one.content],
                "flags": one.flags,
            }
            for one in extraction.statements
        }

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def said(self, words: str) -> None:
        expect(self.page.locator("#say")).to_contain_text(words)


def check(page: Page, axe: object, where: str) -> None:
    found = axe.run(page).response["violations"]  # type: ignore[attr-defined]
    assert [(where, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
