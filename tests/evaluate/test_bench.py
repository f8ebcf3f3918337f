from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from evaluate import bench, worker
from evaluate.bench import Spacy, compare, count_words, cut_article, grow_length, grow_number, repeat_varied, show
from evaluate.lines import Row
from onrecord.errors import InputError

TEXTS = ["Dovrek said no.\n\nSorenby said yes, and Dovrek left.", "The talks go on.\n\nMarsk waits."]


class Meter:
    """Notes what it is given to measure; onrecord takes a millisecond a word, spaCy two."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, str]] = []

    def __call__(self, texts: Sequence[str], spacy: Spacy | None) -> Row:
        words = sum(map(count_words, texts))
        self.calls.append((words, spacy.module if spacy else "onrecord"))
        jitter = [1.0, 5.0, 1.1][len(self.calls) // 2 % 3]
        seconds = words / 1000 * (2 if spacy else 1) * jitter
        return {"seconds": seconds, "memory": 200_000_000, "memory_loaded": 100_000_000}


def test_bench_engines_take_turns_and_medians_are_kept() -> None:
    meter = Meter()
    ours, theirs = compare(TEXTS, Spacy("model"), 3, meter)
    assert [name for _, name in meter.calls] == ["onrecord", "model"] * 3
    assert {words for words, _ in meter.calls} == {15}
    assert (ours.what, theirs.what) == ("onrecord", "spaCy model")
    assert ours.seconds < 0.015 * 5


def test_bench_without_spacy_measures_onrecord_alone() -> None:
    (ours,) = compare(TEXTS, None, 1, Meter())
    assert ours.words == 15
    assert ours.words_per_second == pytest.approx(1000)


def test_bench_one_article_grows_by_whole_paragraphs() -> None:
    timings = list(grow_length(TEXTS, (50, 500), Meter()))
    assert [t.articles for t in timings] == [1, 1]
    assert all(length <= t.words < length + 10 for t, length in zip(timings, (50, 500), strict=True))


def test_bench_articles_grow_in_number() -> None:
    assert [t.articles for t in grow_number(TEXTS, (1, 5), Meter())] == [1, 5]


def test_bench_words_are_taken_in_whole_articles() -> None:
    assert bench.take_words(TEXTS, 10) == TEXTS
    assert bench.take_words(TEXTS, 1) == TEXTS[:1]


def test_bench_repeated_texts_have_other_names_and_as_many_words() -> None:
    many = list(islice(repeat_varied(TEXTS), 20))
    assert many[:2] == TEXTS
    assert len(set(many)) == len(many)
    assert "Dovrek" not in many[2]
    assert [count_words(text) for text in many] == [9, 6] * 10
    assert many == list(islice(repeat_varied(TEXTS), 20))


@pytest.mark.parametrize("texts", [[], ["", " \n"]])
def test_bench_without_words_says_so(texts: list[str]) -> None:
    with pytest.raises(InputError, match="no words"):
        cut_article(texts, 10)


def test_bench_reads_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"doc": "a", "text": "One."}\n', encoding="utf-8")
    assert bench.read_texts([path]) == ["One."]


def test_bench_falls_back_on_the_sample_story() -> None:
    texts = bench.read_texts([])
    assert len(texts) == 16
    assert not any(text.startswith("---") for text in texts)


def test_bench_table_and_rows_hold_words_per_second() -> None:
    (ours,) = compare(TEXTS, None, 1, Meter())
    assert "1,000" in show([ours])
    assert json.loads(json.dumps(ours.as_row()))["words_per_second"] == 1000


def test_bench_worker_measures_an_engine_on_one_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up pipeline stands for spaCy: the process, its core and its row are real."""
    module = """
import os
from types import SimpleNamespace

class Pipeline:
    def pipe(self, texts):
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        assert cores == 1 and os.environ["OMP_NUM_THREADS"] == "1"
        return (SimpleNamespace(sents=text.split(".")[:-1]) for text in texts)

def load():
    return Pipeline()
"""
    (tmp_path / "pipeline_for_test.py").write_text(module, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    row = bench.run_worker(["One. Two.", "Three."], Spacy("pipeline_for_test"))
    assert row["found"] == 3
    assert row["seconds"] > 0
    assert 1_000_000 < row["memory_loaded"] <= row["memory"]


def test_bench_a_failed_measurement_is_told_in_one_line() -> None:
    with pytest.raises(InputError, match="no_such_pipeline") as error:
        bench.run_worker(["One."], Spacy("no_such_pipeline"))
    assert "\n" not in str(error.value)


def test_bench_worker_loads_nothing_of_onrecord_for_spacy() -> None:
    code = "import sys, evaluate.worker; sys.exit(any(m.startswith(('onrecord', 'numpy')) for m in sys.modules))"
    root = Path(worker.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
