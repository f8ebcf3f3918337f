"""The steps from inputs to a record, with a reader that needs no weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.errors import ModelError
from onrecord.extract.jsonlines import to_json
from onrecord.ingest.files import RawItem
from onrecord.records import Article, Extraction, Skipped
from onrecord.runner.local import LocalRunner
from onrecord.settings import Settings
from onrecord.store.record import Record
from onrecord.store.transaction import Tell
from tests.runner.fakes import DEADLY, doc_of, read_first_word

SETTINGS = Settings(any_language=True)


def make_item(doc: str, text: str = "") -> RawItem:
    return RawItem(doc, f"{doc}.txt", "json", text or f"The harbour of {doc} is open again, the mayor said.")


class FakeRecord:
    """Remembers what was added."""

    def __init__(self) -> None:
        self.results: list[Extraction | Skipped] = []

    def knows(self, article: Article) -> bool:
        return any(isinstance(r, Extraction) and r.article.sha256 == article.sha256 for r in self.results)

    def add_all(self, items: Iterable[Extraction | Skipped], *, replace: bool = False) -> Iterator[str]:
        for item in items:
            outcome = "skipped" if isinstance(item, Skipped) else "unchanged" if self.knows(item.article) else "added"
            if outcome != "unchanged" or replace:
                self.results.append(item)
            yield outcome

    def skipped(self) -> list[Skipped]:
        return [result for result in self.results if isinstance(result, Skipped)]

    def reconcile(self, tell: Tell | None = None) -> int:
        if tell:
            tell("comparing", 1, 1)
        return 0

    def forget(self, skipped: Iterable[Skipped]) -> None:
        gone = set(skipped)
        self.results = [result for result in self.results if result not in gone]


def test_pipeline_keeps_the_order_of_the_items() -> None:
    items: list[pipeline.Item] = [make_item("a"), Skipped("b", "binary", ""), make_item("c"), make_item("d", " ")]
    results = list(pipeline.read_items(items, SETTINGS, read_first_word))
    assert [doc_of(result) for result in results] == ["a", "b", "c", "d"]
    assert [isinstance(result, Skipped) for result in results] == [False, True, False, True]


def test_pipeline_loses_one_article_when_one_fails() -> None:
    items = [make_item("a"), make_item("bad"), make_item("c")]
    first, failed, last = pipeline.read_items(items, SETTINGS, read_first_word)
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert isinstance(failed, Skipped)
    assert failed.reason == "failed"
    assert failed.detail.startswith("bad.txt: ValueError")
    assert "\n" not in failed.detail


def test_pipeline_loses_one_article_when_one_kills_its_process() -> None:
    items = [make_item(DEADLY if n == 20 else f"n{n}") for n in range(50)]
    with LocalRunner(2) as run:
        results = list(pipeline.read_items(items, SETTINGS, read_first_word, run=run))
    assert [doc_of(result) for result in results] == [item.doc for item in items]
    assert [doc_of(result) for result in results if isinstance(result, Skipped)] == [DEADLY]


def test_pipeline_does_not_take_a_missing_model_for_a_bad_article() -> None:
    def read(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
        raise ModelError("no weights")

    with pytest.raises(ModelError):
        list(pipeline.read_items([make_item("a")], SETTINGS, read))


def test_pipeline_takes_lines_that_were_read_before() -> None:
    (result,) = pipeline.read_items([make_item("a")], SETTINGS, read_first_word)
    row = json.loads(json.dumps(to_json(result)))
    item = RawItem("a", "read.jsonl, line 1", "json", "", extraction=row)
    assert list(pipeline.read_items([item], SETTINGS, read_first_word)) == [result]


def test_pipeline_skips_a_line_that_only_looks_read() -> None:
    item = RawItem("a", "read.jsonl, line 1", "json", "", extraction={"doc": "a", "statements": 5})
    (result,) = pipeline.read_items([item], SETTINGS, read_first_word)
    assert isinstance(result, Skipped)
    assert result.reason == "bad-json"


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [([10] * 20, [16, 4]), ([60_000] * 3, [1, 1, 1]), ([500_000, 10], [1, 1]), ([], [])],
    ids=["many", "long", "too long alone", "none"],
)
def test_pipeline_batches_are_neither_many_nor_long(sizes: list[int], expected: list[int]) -> None:
    batches = pipeline.cut_batches(make_item(f"n{n}", "x" * size) for n, size in enumerate(sizes))
    assert [len(batch) for batch in batches] == expected


def test_pipeline_add_reads_no_known_article_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        tmp_path.joinpath(f"{name}.txt").write_text(f"The harbour of {name} is open, the mayor said.")
    record, read = FakeRecord(), 0

    def count(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
        nonlocal read
        read += len(articles)
        return read_first_word(articles, settings)

    add = partial(pipeline.add, record, [str(tmp_path)], SETTINGS, read_articles=count)
    assert add().outcomes == {"added": 2}
    assert add().outcomes == {"unchanged": 2}
    assert read == 2
    add(again=True)
    assert read == 4


def test_pipeline_add_reads_a_batch_as_a_whole(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text("The harbour of a is open, the mayor said.")
    record, seen = FakeRecord(), []

    def note(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
        seen.append([article.doc for article in articles])
        return read_first_word(articles, settings)

    pipeline.add(record, [str(tmp_path)], SETTINGS, read_articles=note)
    tmp_path.joinpath("b.txt").write_text("The harbour of b is open, the mayor said.")
    pipeline.add(record, [str(tmp_path)], SETTINGS, read_articles=note)
    assert seen == [["a"], ["a", "b"]]


def test_pipeline_add_counts_and_tells_what_became_of_each(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text("The harbour of a is open, the mayor said.")
    tmp_path.joinpath("b.txt").write_bytes(b"")
    told: list[tuple[str, str]] = []
    tally = pipeline.add(
        FakeRecord(),
        [str(tmp_path)],
        SETTINGS,
        lambda result, outcome: told.append((doc_of(result), outcome)),
        read_articles=read_first_word,
    )
    assert told == [("a", "added"), ("b", "skipped")]
    assert (tally.articles, tally.statements, tally.skipped, tally.undated) == (1, 1, 1, 1)


def test_pipeline_add_forgets_what_is_skipped_no_longer(tmp_path: Path) -> None:
    story, lines, other = (tmp_path / name for name in ("story.txt", "lines.jsonl", "other.txt"))
    good = json.dumps({"doc": "d1", "text": "The harbour of d1 is open, the mayor said."})
    story.touch()
    lines.write_text(f"{good}\n{good[:20]}")
    other.write_bytes(bytes(range(256)))
    with Record(tmp_path / "story.db") as record:
        add = partial(pipeline.add, record, settings=SETTINGS, read_articles=read_first_word)
        add([str(story), str(lines), str(other)])
        assert {row.doc for row in record.skipped()} == {"story", "lines:2", "other"}
        add([str(story), str(lines), str(other)])
        assert len(record.skipped()) == 3
        lines.write_text(f"{good}\n{good.replace('d1', 'd2')}")
        other.write_text("")  # skipped as before, for another reason
        add([str(lines), str(other)])
        assert {(row.doc, row.reason) for row in record.skipped()} == {("story", "empty"), ("other", "empty")}
        story.write_text("The harbour of story is open, the mayor said.")
        add([str(story)])
        assert {row.doc for row in record.skipped()} == {"other"}


def test_pipeline_add_keeps_what_was_skipped_elsewhere(tmp_path: Path) -> None:
    for name, data in (("x/1.txt", b""), ("y/1.txt", b"The harbour of y is open, the mayor said.")):
        tmp_path.joinpath(name).parent.mkdir()
        tmp_path.joinpath(name).write_bytes(data)
    with Record(tmp_path / "story.db") as record:
        for name in ("x/1.txt", "y/1.txt"):
            pipeline.add(record, [str(tmp_path / name)], SETTINGS, read_articles=read_first_word)
        record.add(Skipped("stdin", "empty", "standard input: the file is empty"))
        assert {row.doc for row in record.skipped()} == {"1", "stdin"}


def test_pipeline_add_takes_two_files_of_one_name_for_one_article_only_where_their_text_says_so(
    tmp_path: Path,
) -> None:
    texts = {
        "x/1.txt": "The harbour of Lesk is open again and the ferries will run tonight, the mayor said on the quay.",
        "y/1.txt": "Three players were hurt in the match, but the team won it, its coach told fans in the capital.",
        "y/1.md": "The harbour of Lesk is open again and the ferries will run tonight, the mayor said. He was glad.",
    }
    for name, text in texts.items():
        tmp_path.joinpath(name).parent.mkdir(exist_ok=True)
        tmp_path.joinpath(name).write_text(text)
    with Record(tmp_path / "story.db") as record:
        for _ in range(2):
            pipeline.add(record, [str(tmp_path / name) for name in texts], SETTINGS, read_articles=read_first_word)
        assert sorted(row.versions for row in record.articles()) == [1, 2]
