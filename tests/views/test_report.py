"""The report as a file, and as a person sees it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.records import Attribution, Extraction, Span, Speaker
from onrecord.store.record import Record
from onrecord.views import dates, report, templating
from onrecord.views.marks import Mark, Segment, make_visible
from onrecord.views.pages import (
    Overview,
    make_article_page,
    make_speaker_pages,
)
from tests.store.test_claims import reports
from tests.views.story import HOSTILE, HOSTILE_TEXT, make_article
from tests.waiting import SHOWN

PHONE = {"width": 360, "height": 740}
TEMPLATES = files("onrecord.views").joinpath("templates")


@pytest.fixture
def path(record: Record, tmp_path: Path) -> Path:
    output = tmp_path / "report.html"
    write(record, output, title="Harbour & <pier>")
    return output


def write(record: Record, output: Path, title: str = "On the record") -> None:
    with output.open("w", encoding="utf-8") as stream:
        report.write_report(record, stream, title)


class Reader(HTMLParser):
    """Collects tags, ids and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def all_of(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def test_report_loads_nothing(path: Path) -> None:
    reader = Reader(path.read_text("utf-8"))
    assert not {"img", "link", "iframe", "object", "base"} & set(reader.tags)
    assert reader.tags.count("script") == 1
    assert reader.tags.count("style") == 1
    assert reader.all_of("src") == []
    assert all(link.startswith("#") for link in reader.all_of("href"))
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert "default-src 'none'" in reader.all_of("content")[0]


def test_report_every_link_has_its_place_and_every_id_is_one(path: Path) -> None:
    reader = Reader(path.read_text("utf-8"))
    ids = reader.all_of("id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in reader.all_of("href")} <= set(ids)
    assert sum(link.startswith("#a") for link in reader.all_of("href")) >= 7


def test_report_is_the_same_each_time(record: Record, path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    write(record, again, title="Harbour & <pier>")
    assert again.read_bytes() == path.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir() if "html" in entry.name) == ["again.html", "report.html"]


def test_report_of_an_empty_record_says_so(tmp_path: Path) -> None:
    with Record(tmp_path / "empty.db") as empty:
        write(empty, tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert "The record holds no statements." in html
    assert "everything that was given was read" in html


def test_report_days_are_written_out() -> None:
    days = {
        "2026-03-06": "6 Mar 2026",
        "2026-03-06T17:40:00+00:00": "6 Mar 2026",
        "2026-03": "Mar 2026",
        "2026": "2026",
        "2026-99-06": "2026-99-06",
        "last week": "last week",
        None: "",
    }
    assert {iso: dates.format_day(iso) for iso in days} == days


def test_report_a_piece_of_two_statements_shows_both() -> None:
    def name(*roles: str) -> str:
        return templating.name_roles(Segment(0, "x", tuple(Mark("s1", role) for role in roles)))  # type: ignore[arg-type]

    assert name("content") == "content"
    assert name("content", "content") == "content inner"
    assert name("content", "source") == "content source"


def test_report_colours_have_contrast() -> None:
    css = TEMPLATES.joinpath("report.css").read_text("utf-8")
    schemes = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    assert len(schemes) == 3
    colours: dict[str, str] = {}
    for scheme in schemes:
        colours |= dict(re.findall(r"--([\w-]+): (#\w+)", scheme))
        for ink in ("ink", "muted", "link", "target"):
            assert _contrast(colours[ink], colours["paper"]) >= 4.5, ink
        for ground in ("source", "cue", "content", "inner"):
            assert _contrast(colours["ink"], colours[ground]) >= 4.5, ground
        for line in ("source-line", "cue-line", "content-line"):
            assert _contrast(colours[line], colours["paper"]) >= 3, line


def _contrast(one: str, two: str) -> float:
    """After WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_report_script_is_short() -> None:
    assert len(TEMPLATES.joinpath("report.js").read_text("utf-8").splitlines()) < 60


# In a browser


def _open(browser: Browser, path: Path, *, scripts: bool = True, width: int = 1000, hash_: str = "") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 740}, java_script_enabled=scripts, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(SHOWN * 1000)
    page.goto(path.as_uri() + hash_)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_report_a_statement_leads_to_its_words(browser: Browser, path: Path, *, scripts: bool) -> None:
    page = _open(browser, path, scripts=scripts)
    row = page.locator("#said li", has_text="the plan & its cost").filter(has_text="denies")
    row.locator("a.where").click()
    number = page.locator(":target")
    expect(number).to_have_text("3")
    expect(number).to_be_visible()
    assert number.evaluate("node => node.nextElementSibling.textContent") == "Orla Penn"
    assert number.evaluate("node => { const box = node.getBoundingClientRect(); return box.top > 0 && box.top < 740 }")
    expect(page.locator("mark.on")).to_have_count(3 if scripts else 0)
    number.click()
    expect(page.locator("li:target")).to_have_count(1)
    assert page.locator("li:target").inner_text() == row.inner_text()
    page.context.close()


@pytest.mark.browser
def test_report_a_closed_article_opens_for_its_statement(browser: Browser, path: Path) -> None:
    page = _open(browser, path, scripts=False)
    closed = page.locator("#articles details:not([open])")
    assert closed.count() == 2
    place = closed.first.locator(".number").first.get_attribute("id")
    page.goto(f"{path.as_uri()}#{place}")
    expect(page.locator(f"#{place}")).to_be_visible()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_report_never_scrolls_sideways_on_a_phone(browser: Browser, path: Path, *, scripts: bool) -> None:
    page = _open(browser, path, scripts=scripts, width=PHONE["width"])
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = "[...document.querySelectorAll('main *')].filter(n => n.getBoundingClientRect().right > innerWidth + 1)"
    caption = page.locator("caption").bounding_box()
    assert caption is not None
    assert caption["width"] > PHONE["width"] / 2
    outside = page.evaluate(f"{wide}.map(n => n.outerHTML.slice(0, 80))")
    assert [node for node in outside if "where" not in node and "<bdi>" not in node] == []
    page.context.close()


@pytest.mark.browser
def test_report_text_stays_text(browser: Browser, path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    article = page.locator("#articles details", has_text="⟨U+202E⟩txet")
    shown = article.locator(".text").evaluate(
        "node => { const copy = node.cloneNode(true);"
        " copy.querySelectorAll('.number').forEach(n => n.remove()); return copy.textContent }"
    )
    assert shown == make_visible(HOSTILE_TEXT)
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert page.locator("body > footer").count() == 1
    assert page.title() == "Harbour & <pier>"
    assert said == []
    context.close()


@pytest.mark.browser
def test_report_without_scripts_has_no_filter_and_all_else(browser: Browser, path: Path) -> None:
    page = _open(browser, path, scripts=False)
    assert not page.locator("#filter").is_visible()
    assert page.locator("#said li").filter(visible=True).count() >= 4
    assert page.get_by_text("no speaker named").first.is_visible()
    assert page.locator("#skipped").get_by_text("the input is not text").is_visible()
    assert page.locator("mark").count() > 5
    page.context.close()


@pytest.mark.browser
def test_report_filters_by_words_speaker_outlet_and_act(browser: Browser, path: Path) -> None:
    page = _open(browser, path)
    form, seen = page.locator("#filter"), page.locator("#said .statements > li").filter(visible=True)
    output = form.locator("output")

    def says(text: str) -> None:
        page.wait_for_function("text => document.querySelector('#filter output').value === text", arg=text)

    form.get_by_label("Words").fill("the  PIER")
    says("1 statement")
    assert "that the pier had been sold" in seen.inner_text()
    form.get_by_role("button", name="Clear").click()
    says("")
    form.get_by_label("Speaker").fill("penn")
    says("4 statements")
    form.get_by_label("Act").select_option("denies")
    says("1 statement")
    form.get_by_label("Outlet").select_option(HOSTILE)
    says("0 statements")
    assert seen.count() == 0
    form.get_by_label("Act").select_option("all")
    says("1 statement")
    assert output.is_visible()
    page.context.close()


@pytest.mark.browser
def test_report_is_printed_whole(browser: Browser, path: Path) -> None:
    page = _open(browser, path, scripts=False)
    hidden = "[...document.querySelectorAll('.words, .text')].filter(node => !node.checkVisibility()).length"
    assert page.evaluate(hidden) > 0
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == 0
    page.context.close()


@pytest.mark.browser
def test_report_marks_are_told_apart_without_colour(browser: Browser, path: Path) -> None:
    page = _open(browser, path)
    looks = page.evaluate(
        """['source', 'cue', 'content', 'content inner'].map(name => {
        const style = getComputedStyle(document.querySelector(`.legend [class="${name}"]`));
        return [style.textDecorationLine, style.textDecorationStyle, style.fontWeight, style.fontStyle,
            style.borderBottomStyle].join() })"""
    )
    assert len(set(looks)) == 4
    page.context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_report_of_twenty_thousand_statements_is_usable(browser: Browser, tmp_path: Path) -> None:
    pages = [make_article_page(str(number), _make_long(number)) for number in range(1000)]
    statements = [row for page in pages for row in page.statements]
    assert len(statements) == 20_000
    overview = Overview(1000, 1, 20_000, len(make_speaker_pages(statements)), 0, 0, "2026-01-01", "2026-01-01")
    output = tmp_path / "large.html"
    with output.open("w", encoding="utf-8") as stream:
        report.write_pages(report.Report("Large", overview, statements, pages, ()), stream)
    assert output.stat().st_size < 20_000_000
    page = _open(browser, output, hash_="#a900-7")
    assert page.locator(":target").is_visible()
    page.get_by_role("searchbox", name="Words").fill("number 777 ")
    page.wait_for_function("document.querySelector('#filter output').value === '20 statements'")
    page.context.close()


def _make_long(number: int) -> Extraction:
    sentence = f"Speaker {number % 150} of the long list said that the matter number {number} would be looked into. "
    text = sentence * 20
    statements = []
    for place in range(20):
        start = place * len(sentence)
        cue = start + sentence.index("said")
        statements.append(
            Attribution(
                f"s{place + 1}",
                (Span(start, cue - 1),),
                (Span(cue, cue + 4),),
                (Span(cue + 5, start + len(sentence) - 2),),
                speaker=Speaker("e1", f"Speaker {number % 150}"),
            )
        )
    return Extraction(make_article(f"long{number}", text), tuple(statements))


def test_report_tells_claims_with_their_standing_and_how_it_moved(tmp_path: Path) -> None:
    with Record(tmp_path / "claims.db") as record:
        list(record.add_all(reports()))
        record.reconcile()
        write(record, tmp_path / "claims.html")
    html = (tmp_path / "claims.html").read_text("utf-8")
    section = html[html.index('<section id="claims"') : html.index('<section id="timeline"')]
    assert "reported 3 May 2031 → unconfirmed 4 May 2031 → confirmed 6 May 2031" in section
    assert "Jon Berg</bdi> neither confirms nor denies" in section
    links = re.findall(r'href="#([^"]+)"', section)
    assert len(links) == 4
    assert set(links) <= set(Reader(html).all_of("id"))
