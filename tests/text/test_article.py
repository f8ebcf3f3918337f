"""Items become articles whose text is what was read, or reasons that a person understands."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import REASONS
from onrecord.ingest.files import RawItem, iter_items
from onrecord.ingest.items import Kind
from onrecord.records import Article, Skipped
from onrecord.settings import Settings
from onrecord.text.article import to_article
from tests.waiting import takes_at_most

BODY = (
    "The minister said on Monday that the harbour would open again before the winter.\n\n"
    "A spokeswoman for the fishing fleet confirmed that the boats were ready to leave within the week.\n"
)
RUSSIAN = "Министр заявил в понедельник, что гавань откроется до начала зимы, и рыбаки вернутся в море.\n" * 3
FRENCH = "Le ministre a déclaré lundi que le port rouvrirait avant le début de l'hiver, selon son porte-parole.\n" * 3


def raw(data: bytes | str, kind: Kind = "txt") -> RawItem:
    return RawItem("d", "d.txt", kind, data)


def article(item: RawItem, options: Settings | None = None) -> Article:
    found = to_article(item, options or Settings())
    assert isinstance(found, Article), found
    assert found.sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    return found


def reason(item: RawItem, options: Settings | None = None) -> str:
    found = to_article(item, options or Settings())
    assert isinstance(found, Skipped), found
    assert found.reason in REASONS
    assert found.detail.startswith(item.name)
    return found.reason


def test_article_the_text_of_a_file_is_unchanged_but_for_its_mark() -> None:
    text = "\r\n  A headline\r\n" + BODY + "\t\u00a0\n"
    found = article(raw(b"\xef\xbb\xbf" + text.encode()))
    assert found.text == text
    assert (found.title, found.encoding, found.body) == ("A headline", "utf-8", None)


def test_article_front_matter_outranks_what_came_with_the_item() -> None:
    front = "---\noutlet: Own\ndate: 3 March 2026\nurl: https://x.example/a\n---\n"
    item = RawItem(
        "d", "d", "txt", (front + "Title\n\n" + BODY).encode(), "Csv", "", "2020-01-01", "https://old.example"
    )
    found = article(item)
    assert (found.outlet, found.published, found.url) == ("Own", "2026-03-03", "https://x.example/a")
    assert found.title == "Title"
    assert found.body is not None
    assert found.text[found.body.start :] == "Title\n\n" + BODY
    assert found.text.startswith("---")


def test_article_the_title_of_json_is_its_field() -> None:
    assert article(raw(BODY, "json")).title == ""
    assert article(RawItem("d", "d", "json", BODY, title="T")).title == "T"


def test_article_a_long_first_line_is_cut_in_the_title_alone() -> None:
    text = "word " * 1000
    found = article(raw(text.encode()))
    assert len(found.title) < 310
    assert found.text == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"---\ntitle: T\n---\n\n", "empty"),
        (b"MZ\x00\x01\x02 program", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (RUSSIAN.encode(), "not-english"),
        (RUSSIAN.encode("cp1251"), "not-english"),
        (FRENCH.encode(), "not-english"),
    ],
)
def test_article_what_cannot_be_used_has_its_reason(data: bytes, expected: str) -> None:
    assert reason(raw(data)) == expected


def test_article_the_reason_names_the_language() -> None:
    found = to_article(raw(FRENCH.encode()), Settings())
    assert isinstance(found, Skipped)
    assert "French" in found.detail


def test_article_any_language_is_read_when_asked_for() -> None:
    assert article(raw(FRENCH.encode()), Settings(any_language=True)).language == "fr"


def test_article_a_footer_in_another_language_is_furniture_of_an_english_text() -> None:
    footer = "Текст переведён автоматически"
    found = article(raw(f"Title\n\n{BODY}\n{footer}".encode()))
    assert found.language == "en"
    assert [found.text[start:end] for start, end in found.furniture] == [footer]


def test_article_a_text_over_the_limit_is_skipped() -> None:
    assert reason(raw(BODY.encode()), Settings(max_chars=50)) == "too-long"
    assert reason(raw(BODY, "json"), Settings(max_chars=50)) == "too-long"


@pytest.mark.parametrize("kind", ["json", "txt"])
def test_article_fifty_megabytes_on_one_line_are_skipped_at_once(kind: Kind) -> None:
    line = "word " * 10_000_000
    item = raw(line if kind == "json" else line.encode(), kind)
    with takes_at_most(10):
        assert reason(item) == "too-long"


@pytest.mark.parametrize("odd", ["word ", "\n", "\r", "a\n", '"', "A ", "- ", "(", "By A ", "é", "x"])
def test_article_long_odd_texts_take_seconds_at_most(odd: str) -> None:
    with takes_at_most(40):
        to_article(raw(odd * (400_000 // len(odd)), "json"), Settings())


def test_article_lone_surrogates_keep_their_place() -> None:
    found = article(raw("A\ud800B " + BODY, "json"))
    assert found.text == "A\ufffdB " + BODY
    assert found.encoding == "utf-8?"


def test_article_without_a_date_a_window_is_inferred_with_its_words() -> None:
    found = article(raw(b"Title\n\nThe port was closed on 3 March 2024, the ministry said in a long statement."))
    assert found.published is None
    assert found.inferred is not None
    assert (found.inferred.earliest, found.inferred.latest) == ("2024-03-03", "2024-04-03")
    assert [found.text[start:end] for start, end in found.inferred.words] == ["3 March 2024"]


def test_article_with_a_date_nothing_is_inferred() -> None:
    item = RawItem("d", "d", "txt", b"The port was closed on 3 March 2024.", published="2024-03-09")
    assert article(item).inferred is None


def test_article_a_date_that_is_none_is_left_out() -> None:
    item = RawItem("d", "d", "txt", BODY.encode(), published="last week")
    assert article(item).published is None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["txt", "html"]))
def test_article_no_bytes_raise_and_all_spans_lie_in_the_text(data: bytes, kind: Kind) -> None:
    check(to_article(raw(data, kind), Settings(any_language=True)))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_article_no_text_raises_and_all_spans_lie_in_the_text(text: str) -> None:
    check(to_article(raw(text, "json"), Settings(any_language=True)))


def check(found: Article | Skipped) -> None:
    if isinstance(found, Skipped):
        assert found.reason in REASONS
        return
    found.text.encode()
    spans = [*found.furniture, *(found.inferred.words if found.inferred else ()), *([found.body] if found.body else [])]
    assert all(0 <= start < end <= len(found.text) for start, end in spans)


def test_article_files_of_a_folder_become_articles_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\n" + BODY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.html").write_bytes(b"<" * 5000)
    (tmp_path / "d.jsonl").write_text('{"text": "cut')
    found = [
        one if isinstance(one, Skipped) else to_article(one, Settings())
        for one in iter_items([str(tmp_path)], Settings())
    ]
    kinds = [one.reason if isinstance(one, Skipped) else "article" for one in found]
    assert kinds == ["article", "empty", "no-article", "bad-json"]
