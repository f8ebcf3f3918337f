"""Every page, as HTML and as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from onrecord.records import Attribution, Extraction, Span
from onrecord.store.record import Record
from onrecord.web.listing import ON_PAGE
from onrecord.web.pages.articles import LONG, WINDOW
from onrecord.web.pages.story import make_periods
from tests.views.story import HOSTILE, NESTED, make_article
from tests.views.story import make_statement as make
from tests.web.visitor import Visitor, running

PAGES = (
    "/",
    "/claims",
    "/disagreements",
    "/articles",
    "/timeline",
    "/timeline?who=gull&root=call",
    "/positions",
    "/positions?who=gull&issue=plan&as_of=2026-03-10",
    "/to-come",
    "/to-come?as_of=2026-03-10",
    "/speakers",
    "/search",
    "/search?q=plan",
    "/corrections",
    "/skipped",
    "/enter",
)


class Links(HTMLParser):
    """Addresses, ids and tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        self.links += [values[name] for name in ("href", "action") if name in values]
        self.ids += [values["id"]] if "id" in values else []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_there_and_say_what_they_are(reader: Visitor, page: str) -> None:
    answer = reader.get(page)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.search(r"<title>.+ · Gull</title>", answer.text)
    assert answer.text.count("<h1>") == 1


def walk(reader: Visitor, hostile: str) -> dict[str, Links]:
    """From the beginning to everything that can be reached: no dead link, no machine's path, nothing unescaped."""
    seen: dict[str, Links] = {}
    waiting = ["/"]
    anchors = []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = reader.get(address)
        assert answer.status in (200, 303), address
        assert "a-secret-folder" not in answer.text
        assert hostile not in answer.text or "json" in answer.headers["content-type"] or ".csv" in address
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        links = seen[address] = Links(answer.text if "html" in answer.headers.get("content-type", "") else "")
        assert len(links.ids) == len(set(links.ids)), address
        for link in links.links:
            target = urljoin(f"http://room{address}", link)
            if urlsplit(target).netloc == "room":
                bare = target.removeprefix("http://room").partition("#")
                anchors.append((bare[0], bare[2]))
                waiting.append(bare[0])
    for page, anchor in anchors:
        assert not anchor or anchor in seen[page].ids, (page, anchor)
    return seen


def test_pages_every_link_leads_to_a_page_and_every_anchor_to_a_place(reader: Visitor) -> None:
    assert len(walk(reader, HOSTILE)) > 60


@pytest.mark.parametrize("page", ["/", "/articles", "/speakers", "/search?q=plan", "/corrections", "/skipped"])
def test_pages_are_json_by_address_and_for_programs(reader: Visitor, page: str) -> None:
    path, _, query = page.partition("?")
    by_name = "/index.json" if path == "/" else f"{path}.json"
    named = reader.get(f"{by_name}?{query}")
    asked = reader.get(page, accept="application/json")
    assert named.headers["content-type"] == asked.headers["content-type"] == "application/json"
    assert named.json() == asked.json()
    assert "html" in reader.get(page, accept="text/html, application/json;q=0.9").headers["content-type"]


def test_pages_the_story_counts_what_the_record_holds(reader: Visitor) -> None:
    page = reader.get("/index.json").json()
    assert {key: page[key] for key in ("title", "articles", "statements", "speakers", "unattributed", "skipped")} == {
        "title": "Gull",
        "articles": 3,
        "statements": 7,
        "speakers": 3,
        "unattributed": 1,
        "skipped": 1,
    }
    assert page["top_speakers"][0] == {
        "name": "Orla Penn",
        "statements": 4,
        "articles": 3,
        "link": "/speakers/orla-penn",
    }
    assert page["progress"] == {"checked": 0, "total": 7}


def test_pages_an_article_is_its_text_with_all_marks(reader: Visitor, articles: dict[str, str]) -> None:
    page = reader.get(f"/articles/{articles['nested']}.json").json()
    assert page["text"] == NESTED
    assert [row["depth"] for row in page["statements"]] == [0, 1, 2, 0]
    for row in page["statements"]:
        for role in ("source", "cue", "content"):
            assert all(NESTED[part["start"] : part["end"]] == part["words"] for part in row[role])
    assert page["statements"][2]["chain"] == ["The Gull", "The Evening Post", "an official", "Orla Penn"]
    html = Links(reader.get(f"/articles/{articles['nested']}").text)
    marked = [values for tag, values in html.tags if tag == "mark" and "data-o" in values]
    assert {"content inner", "content source inner"} & {values["class"] for values in marked}
    for row in page["statements"]:
        assert row["link"].partition("#")[2] in html.ids


def test_pages_an_article_shows_likely_misses(path: Path) -> None:
    text = 'The pier is closed\n\n"Nobody told us a word about it," it read.\n'
    with Record(path) as record:
        record.add(_bare("miss", text))
        article = record.article("miss").id
    with running(path) as (visitor, _):
        (miss,) = visitor.get(f"/articles/{article}.json").json()["misses"]
        html = visitor.get(f"/articles/{article}").text
    assert text[miss["start"] : miss["end"]].startswith('"Nobody')
    assert html.count('tabindex="0" role="note"') == 1


def test_pages_a_hostile_article_is_text(reader: Visitor, articles: dict[str, str]) -> None:
    page = reader.get(f"/articles/{articles['doc']}").text
    assert "alert(1)" in page
    links = Links(page)
    assert [values.get("src") for tag, values in links.tags if tag == "script"] == [
        next(values["src"] for tag, values in links.tags if tag == "script")
    ]
    assert not [tag for tag, _ in links.tags if tag in ("img", "iframe", "object", "b")]
    assert not [name for _, values in links.tags for name in values if name.startswith("on")]
    assert "".join(links.text).count("<script>alert(1)</script>") >= 3


def test_pages_old_texts_stay_at_their_address(path: Path) -> None:
    with Record(path) as record:
        stored = record.article("nested")
        assert (
            record.add(_bare("nested", NESTED + "\nMore came later.\n", url="https://gull.example/1")) == "new version"
        )
    with running(path) as (visitor, _):
        old = visitor.get(f"/articles/{stored.id}?version=1")
        assert "earlier text" in old.text
        assert visitor.get(f"/articles/{stored.id}.json?version=1").json()["current"] is False
        assert visitor.get(f"/articles/{stored.id}.json").json()["version"] == 2
        assert visitor.get(f"/articles/{stored.id}?version=9").status == 404


def test_pages_a_speaker_has_all_that_they_said_by_date(reader: Visitor) -> None:
    page = reader.get("/speakers/orla-penn.json").json()
    assert (page["name"], page["label"], page["part"]["total"]) == ("Orla Penn", "person", 4)
    assert {row["speaker"] for row in page["statements"]} == {"Orla Penn"}
    dates = [row["published"] or "" for row in page["statements"]]
    assert dates == sorted(dates, reverse=True)
    oldest = reader.get("/speakers/orla-penn.json?oldest=true").json()
    assert [row["published"] or "" for row in oldest["statements"]] == sorted(dates)
    assert [(row["name"], row["statements"], row["link"]) for row in page["through"]] == [
        ("an official", 1, "/speakers/an-official")
    ]
    outlets = {row["name"]: row["statements"] for row in page["outlets"]}
    assert outlets == {HOSTILE: 1, "The Gull": 1, "no outlet named": 2}


@pytest.mark.parametrize("page", ["/articles/nothing", "/speakers/nobody", "/nothing", "/static/x/nothing"])
def test_pages_that_are_not_there_say_so(reader: Visitor, page: str) -> None:
    assert reader.get(page).status == 404
    assert "<h1>" in reader.get(page).text
    answer = reader.get(page, accept="application/json")
    assert answer.json()["error"]["status"] == 404


@pytest.mark.parametrize("page", ["/articles?page=0", "/articles?page=x", "/search?since=monday"])
def test_pages_with_a_wrong_question_say_what_is_wrong(reader: Visitor, page: str) -> None:
    answer = reader.get(page, accept="application/json")
    assert answer.status == 422
    assert re.match(r"(page|since): ", answer.json()["error"]["message"])


# Search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=plan", {"s1", "s2", "s3"}),
        ("q=plan&act=deny", {"s3"}),
        ("q=plan&speaker=penn", {"s3"}),
        ("q=plan&outlet=The+Gull&kind=indirect", {"s1", "s2", "s3"}),
        ("q=plan&since=2026-05-05", set()),
        ("act=deny", {"s3"}),
        ("since=2026-05-04&until=2026-05&speaker=official", {"s2"}),
        ("q=%22%22", set()),
        ("act=nothing", set()),
    ],
)
def test_pages_search_finds_by_words_and_filters(reader: Visitor, query: str, found: set[str]) -> None:
    page = reader.get(f"/search.json?{query}").json()
    assert {row["id"] for row in page["statements"]} == found
    assert page["part"]["total"] == len(found)


def test_pages_search_marks_what_it_found(reader: Visitor) -> None:
    html = reader.get("/search?q=denying").text
    assert '<mark class="hit">denied</mark>' in html


def test_pages_search_exports_exactly_what_it_shows(path: Path) -> None:
    text = "Numbers\n\n" + "".join(f"Ida Marlow said that number {n} was right.\n" for n in range(40))
    with Record(path) as record:
        record.add(_bare("numbers", text, statements=40))
    with running(path) as (visitor, _):
        shown = visitor.get("/search.json?q=number&page=2").json()["statements"]
        table = list(csv.DictReader(io.StringIO(visitor.get("/search.csv?q=number&page=2").text)))
        lines = [json.loads(line) for line in visitor.get("/search.jsonl?q=number&page=2").text.splitlines()]
        assert [row["link"] for row in table] == [row["link"] for row in lines] == [row["link"] for row in shown]
        assert len(shown) == 40 - ON_PAGE
        assert len(visitor.get("/search.jsonl?q=number&page=0").text.splitlines()) == 40
        html = visitor.get("/search?q=number&page=2").text
        hrefs = [unescape(found) for found in re.findall(r'href="(/search\.csv[^"]+)"', html)]
        assert "/search.csv?q=number&page=2" in hrefs


def test_pages_a_table_holds_no_formula(path: Path) -> None:
    text = "Sums\n\n=1+1 said +2.\n"
    with Record(path) as record:
        article = make_article("=doc", text, outlet="@Gull")
        record.add(Extraction(article, (make(text, 1, "=1+1", "said", "+2."),)))
    with running(path) as (visitor, _):
        (row,) = csv.DictReader(io.StringIO(visitor.get("/search.csv?outlet=%40Gull").text))
    assert (row["source"], row["content"], row["outlet"], row["doc"]) == ("'=1+1", "'+2.", "'@Gull", "'=doc")


# Citations


def test_pages_a_citation_has_words_speaker_outlet_date_and_link(reader: Visitor, articles: dict[str, str]) -> None:
    page = reader.get(f"/articles/{articles['nested']}/statements/s3/citation.json").json()
    assert page["plain"] == (
        "Orla Penn, in the report's words: “the plan & its cost” "
        "(The Gull, citing The Evening Post and an official, 4 May 2026, https://gull.example/1)"
    )
    assert "the plan \\& its cost" in page["markdown"]
    assert page["markdown"].endswith("<https://gull.example/1>)")
    assert '<q cite="https://gull.example/1">the plan &amp; its cost</q>' in page["html"]
    direct = reader.get(f"/articles/{articles['undated']}/statements/s2/citation.json").json()
    assert direct["plain"].startswith(f"Orla Penn: “Wait,” (no outlet named, no date, {reader.url}articles/")
    assert reader.get(f"/articles/{articles['nested']}/statements/s99/citation").status == 404


def test_pages_a_hostile_citation_is_escaped(reader: Visitor, articles: dict[str, str]) -> None:
    page = reader.get(f"/articles/{articles['doc']}/statements/s1/citation.json").json()
    assert "<script" not in page["html"]
    assert "\\<script\\>" in page["markdown"]


# Large and long


def test_pages_a_very_long_text_comes_in_parts(path: Path) -> None:
    text = "Long\n\n" + "word " * 2_000_000 + "\n\nAda Lorne said no.\n"
    with Record(path) as record:
        article = make_article("long", text)
        record.add(Extraction(article, (make(text, 1, "Ada Lorne", "said", "no"),)))
        identity = record.article("long").id
    with running(path) as (visitor, _):
        answer = visitor.get(f"/articles/{identity}")
        assert answer.status == 200
        assert len(answer.body) < 3 * WINDOW
        last = visitor.get(f"/articles/{identity}.json?start={len(text)}").json()
        assert last["text"].endswith("Ada Lorne said no.\n")
        assert last["window"] == {"start": len(text) // WINDOW * WINDOW, "end": len(text), "length": len(text)}
        assert [row["id"] for row in last["statements"]] == ["s1"]
        assert visitor.get(f"/articles/{identity}?start=999999999").status == 200
        assert visitor.get(f"/articles/{identity}.json").json()["statements"] == []
    assert len(text) > LONG


def test_pages_bars_hold_all_days_and_are_never_many() -> None:
    assert make_periods([]) == ()
    assert [bar.statements for bar in make_periods([("2026-05-01", 2), ("2026-05-03", 1)])] == [2, 0, 1]
    days = [(f"{year}-01-01", 3) for year in range(1990, 2026)]
    bars = make_periods([*days, ("not a day", 5)])
    assert len(bars) <= 60
    assert sum(bar.statements for bar in bars) == 3 * 36


def test_pages_of_an_empty_record_are_pages(tmp_path: Path) -> None:
    Record(tmp_path / "empty.db").close()
    with running(tmp_path / "empty.db") as (visitor, _):
        for page in PAGES:
            assert visitor.get(page).status == 200
        assert "holds no articles yet" in visitor.get("/").text


def test_pages_show_what_was_added_meanwhile(path: Path) -> None:
    with running(path) as (visitor, _):
        assert visitor.get("/index.json").json()["articles"] == 3
        with Record(path) as record:
            record.add(_bare("later", "Later\n\nNothing."))
        assert visitor.get("/index.json").json()["articles"] == 4


def _bare(doc: str, text: str, *, statements: int = 0, **fields: object) -> Extraction:
    """An article in which so many statements are made by the same words."""
    found = [Attribution(f"s{n}", (), (), (Span(m.start(), m.end()),)) for n, m in enumerate(_SAYS.finditer(text), 1)]
    return Extraction(make_article(doc, text, **fields), tuple(found[:statements]))


_SAYS = re.compile("that number [0-9]+ was right")
