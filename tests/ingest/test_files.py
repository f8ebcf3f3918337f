"""Inputs of every kind become items in a fixed order, and bad ones become reasons."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import REASONS, InputError
from onrecord.ingest.files import RawItem, iter_items
from onrecord.records import Skipped
from onrecord.settings import Settings
from tests.waiting import takes_at_most

STORY = "The minister said on Monday that the harbour would open again."


def read(*inputs: Path | str, **options: object) -> list[RawItem | Skipped]:
    return list(iter_items([str(one) for one in inputs], Settings(**options)))  # type: ignore[arg-type]


def items(*inputs: Path | str, **options: object) -> list[RawItem]:
    return [one for one in read(*inputs, **options) if isinstance(one, RawItem)]


def skipped(*inputs: Path | str, **options: object) -> list[Skipped]:
    found = [one for one in read(*inputs, **options) if isinstance(one, Skipped)]
    assert all(one.reason in REASONS and one.doc and one.detail for one in found)
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_lines(path: Path, *rows: object) -> Path:
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_files_a_folder_is_read_by_name_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/a.txt", "c.jsonl.gz", ".hidden.txt", ".git/x.txt"):
        data = f'{{"text": "{STORY}"}}\n'.encode()
        write(tmp_path / name, gzip.compress(data) if name.endswith(".gz") else STORY)
    assert [item.doc for item in items(tmp_path)] == ["a", "b", "c:1", "sub/a"]


def test_files_notes_and_other_files_of_a_folder_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path / "README.md", "# Notes")
    write(tmp_path / "image.png", b"\x89PNG")
    write(tmp_path / "a.txt", STORY)
    assert [one.doc for one in read(tmp_path)] == ["a"]


def test_files_a_note_given_by_name_is_read(tmp_path: Path) -> None:
    assert items(write(tmp_path / "story.md", STORY))[0].data == STORY.encode()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.txt", "txt"), ("a.text", "txt"), ("A.HTM", "html"), ("a.xhtml", "html")]
)
def test_files_the_ending_says_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    (item,) = items(write(tmp_path / name, STORY))
    assert (item.kind, item.doc) == (kind, name.partition(".")[0])


def test_files_packed_text_is_unpacked(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "a.txt.gz", gzip.compress(STORY.encode())))
    assert (item.doc, item.data) == ("a", STORY.encode())


def test_files_bytes_are_handed_on_unchanged(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfOne\r\nTwo\rThree\n\n"
    assert items(write(tmp_path / "a.txt", data))[0].data == data


def test_files_a_file_of_another_type_is_reported_when_named(tmp_path: Path) -> None:
    (one,) = skipped(write(tmp_path / "a.docx", b"PK"))
    assert one.reason == "unknown-type"
    assert ".html" in one.detail


def test_files_a_missing_file_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    story = write(tmp_path / "a.txt", STORY)
    first, second = read(tmp_path / "no.txt", story)
    assert isinstance(first, Skipped)
    assert first.reason == "unreadable"
    assert "no such file" in first.detail
    assert isinstance(second, RawItem)


def test_files_a_name_that_no_file_can_have_is_reported() -> None:
    assert [one.reason for one in skipped("a\0b.txt", "x" * 5000 + ".txt")] == ["unreadable", "unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY)
    path.chmod(0)
    assert "permission" in skipped(tmp_path)[0].detail


def test_files_an_error_while_reading_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", STORY)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (one,) = skipped(path)
    assert one.reason == "unreadable"
    assert "permission" in one.detail


def test_files_a_link_to_a_folder_above_is_a_loop(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", STORY)
    (tmp_path / "in/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in/self").symlink_to(tmp_path / "in", target_is_directory=True)
    for folder in (tmp_path, tmp_path / "in"):
        found = read(folder)
        assert sum(isinstance(one, RawItem) for one in found) == 1
        assert [one.reason for one in found if isinstance(one, Skipped)] == ["loop", "loop"]


def test_files_a_link_that_leads_to_itself_is_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert skipped(tmp_path)[0].reason == "loop"


def test_files_a_link_to_a_folder_elsewhere_is_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "far/a.txt", STORY)
    (tmp_path / "far/back").symlink_to(tmp_path / "far", target_is_directory=True)
    (tmp_path / "near").mkdir()
    for name in ("one", "two"):
        (tmp_path / "near" / name).symlink_to(tmp_path / "far", target_is_directory=True)
    found = read(tmp_path / "near")
    assert [one.doc for one in found] == ["one/a", "one/back", "two"]


def test_files_a_broken_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert skipped(tmp_path)[0].reason == "unreadable"


def test_files_names_that_are_not_unicode_can_be_printed(tmp_path: Path) -> None:
    try:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), STORY)
    except OSError:
        pytest.skip("this file system wants Unicode")
    (item,) = items(tmp_path)
    assert item.doc.encode()
    assert item.name.encode()


# JSON lines


def test_files_json_lines_give_their_fields_and_nothing_else(tmp_path: Path) -> None:
    row = {"doc": "d1", "text": "A\r\nB ", "title": "T", "outlet": "O", "published": "2026-03-01", "url": "u", "x": [1]}
    (item,) = items(write_lines(tmp_path / "a.jsonl", row))
    assert (item.doc, item.data, item.title, item.outlet) == ("d1", "A\r\nB ", "T", "O")
    assert (item.published, item.url, item.extraction) == ("2026-03-01", "u", None)


def test_files_bad_lines_are_reported_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = ['{"text": "one"}', "", '{"text": "tw', "[1]", '{"doc": "x"}', '{"text": 5}', '{"text": "last"}']
    found = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [one.data for one in found if isinstance(one, RawItem)] == ["one", "last"]
    bad = [one for one in found if isinstance(one, Skipped)]
    assert {one.reason for one in bad} == {"bad-json"}
    for one, number in zip(bad, (3, 4, 5, 6), strict=True):
        assert f"a.jsonl, line {number}:" in one.detail


@pytest.mark.parametrize("line", ["[" * 200_000, '{"text": ' + "[" * 200_000, '{"text": ' + "9" * 10_000 + "}", "nul"])
def test_files_json_that_breaks_parsers_is_reported(tmp_path: Path, line: str) -> None:
    assert [one.reason for one in skipped(write(tmp_path / "a.jsonl", line))] == ["bad-json"]


def test_files_a_cut_archive_gives_what_could_be_read_and_a_reason(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{n} {os.urandom(60).hex()}"}) + "\n" for n in range(3000))
    packed = gzip.compress(rows.encode())
    found = read(write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(found) > 1000
    assert all(isinstance(one, RawItem) for one in found[:-2])
    assert isinstance(found[-1], Skipped)
    assert found[-1].reason == "unreadable"


def test_files_what_is_no_archive_is_reported(tmp_path: Path) -> None:
    assert [one.reason for one in read(write(tmp_path / "a.txt.gz", b"not packed")) if isinstance(one, Skipped)] == [
        "unreadable"
    ]


def test_files_a_cut_packed_text_gives_its_beginning(tmp_path: Path) -> None:
    text = os.urandom(400_000).hex().encode()
    packed = gzip.compress(text)
    item, reason = read(write(tmp_path / "a.txt.gz", packed[: len(packed) // 2]))
    assert isinstance(item, RawItem)
    assert isinstance(item.data, bytes)
    assert item.data
    assert text.startswith(item.data)
    assert isinstance(reason, Skipped)


def test_files_rows_of_read_are_passed_on(tmp_path: Path) -> None:
    done = {"doc": "d", "text": "t", "sha256": "0", "statements": [], "outlet": "O"}
    failed = {"doc": "e", "skipped": {"reason": "empty", "detail": "no text"}}
    gold = {"doc": "g", "text": "t", "statements": [{"cue": [[0, 1]]}]}
    first, second, third = items(write_lines(tmp_path / "a.jsonl", done, failed, gold), outlet="Flag")
    assert first.extraction == done
    assert second.extraction == failed
    assert third.extraction is None


def test_files_other_encodings_of_json_lines_are_read(tmp_path: Path) -> None:
    line = '{"text": "café"}\n'
    (wide,) = items(write(tmp_path / "a.jsonl", line.encode("utf-16")))
    (marked,) = items(write(tmp_path / "b.jsonl", line.encode("utf-8-sig")))
    (western,) = items(write(tmp_path / "c.jsonl", line.encode("cp1252")))
    assert wide.data == marked.data == western.data == "café"
    assert western.encoding == "cp1252"


def test_files_lone_surrogates_in_fields_can_be_stored(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "a.jsonl", r'{"text": "t", "doc": "a\ud800b", "title": "\udfff"}'))
    assert (item.doc, item.title) == ("a\ufffdb", "\ufffd")


@pytest.mark.parametrize("content", ['{\n "text": "one"\n}', '[{"text": "one"}]', '{"text": "one"}\n{"text": "two"}\n'])
def test_files_a_json_file_is_an_object_a_list_or_lines(tmp_path: Path, content: str) -> None:
    assert items(write(tmp_path / "a.json", content))[0].data == "one"


def test_files_an_empty_file_of_lines_is_reported(tmp_path: Path) -> None:
    assert skipped(write(tmp_path / "a.jsonl", "\n\n"))[0].reason == "empty"


# Limits


def test_files_fifty_megabytes_on_one_line_are_skipped_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"word " * 10_000_000)
    with takes_at_most(10):
        (one,) = skipped(path)
    assert one.reason == "too-long"


def test_files_a_line_beyond_the_limit_is_skipped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.ingest.jsonlines.MAX_BYTES_BESIDES", 1000)
    long = {"text": "x" * 900_000}
    found = read(write_lines(tmp_path / "a.jsonl", {"text": "one"}, long, {"text": "two"}, long), max_chars=10)
    assert [one.reason if isinstance(one, Skipped) else one.data for one in found] == [
        "one",
        "too-long",
        "two",
        "too-long",
    ]


def test_files_a_page_beyond_the_limit_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ingest.files.MAX_PAGE_BYTES", 100)
    assert skipped(write(tmp_path / "a.html", "<p>" * 100))[0].reason == "too-long"


# Standard input


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b" \n text", "txt"), (b"\xef\xbb\xbf\n<html>", "html"), (b'\n {"text": "t"}', "json"), (b"", "txt")],
)
def test_files_standard_input_is_known_by_its_first_byte(
    monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str
) -> None:
    feed(monkeypatch, data)
    (item,) = items("-", outlet="O")
    assert (item.kind, item.outlet) == (kind, "O")
    assert item.doc.startswith("stdin")
    assert item.data in {data, "t"}
    assert not sys.stdin.buffer.closed


def test_files_standard_input_may_be_packed_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, gzip.compress(b'{"text": "one"}\n{"text": "two"}\n{"te'))
    found = read("-")
    assert [one.data if isinstance(one, RawItem) else one.reason for one in found] == ["one", "two", "bad-json"]


# Metadata


def test_files_fields_come_from_the_line_then_the_csv_then_the_flags(tmp_path: Path) -> None:
    write(tmp_path / "metadata.csv", "\ufefffile,outlet,published,extra\na.jsonl,Csv,2026-01-02,x\nd2,Doc,,\n")
    write_lines(tmp_path / "a.jsonl", {"text": "t", "outlet": "Own"}, {"text": "t"}, {"text": "t", "doc": "d2"})
    write(tmp_path / "b.txt", STORY)
    found = items(tmp_path, outlet="Flag", published="2025-01-01")
    assert [(one.outlet, one.published) for one in found] == [
        ("Own", "2026-01-02"),
        ("Csv", "2026-01-02"),
        ("Doc", "2026-01-02"),
        ("Flag", "2025-01-01"),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a", "./a.txt"])
def test_files_the_csv_names_a_file_with_or_without_its_ending(tmp_path: Path, name: str) -> None:
    write(tmp_path / "metadata.csv", f"File;Title;url\n{name};Crème;https://x.example\n".encode("cp1252"))
    (item,) = items(write(tmp_path / "a.txt", STORY))
    assert (item.title, item.url) == ("Crème", "https://x.example")


def test_files_a_csv_given_by_name_reaches_folders_below(tmp_path: Path) -> None:
    write(tmp_path / "in/one/a.txt", STORY)
    write(tmp_path / "in/two/a.txt", STORY)
    table = write(tmp_path / "in/list.csv", "file,outlet\none/a.txt,First\ntwo/a.txt,Second\n")
    assert [one.outlet for one in items(tmp_path / "in", metadata=str(table))] == ["First", "Second"]


@pytest.mark.parametrize("content", ["", "name,outlet\na,b\n", 'file,outlet\n"a' + "x" * 200_000])
def test_files_a_csv_that_cannot_be_used_is_reported_and_the_articles_are_read(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "metadata.csv", content)
    write(tmp_path / "a.txt", STORY)
    assert len(items(tmp_path)) == 1
    assert skipped(tmp_path)[0].reason == "unreadable"
    with pytest.raises(InputError, match="metadata"):
        read(tmp_path, metadata=str(path))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".html", ".jsonl", ".json", ".jsonl.gz", ".txt.gz"])
)
def test_files_no_bytes_raise(tmp_path: Path, data: bytes, suffix: str) -> None:
    found = read(write(tmp_path / f"a{suffix}", data))
    assert found
