"""Words per second and memory on one core, and how both grow.

A word is what stands between white space. Every measurement has a fresh process on one core with one thread; loading
and one sentence to warm up are timed apart. Engines that are compared take turns, and medians are shown.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from evaluate import story
from evaluate.lines import Row, iter_rows, read_json
from onrecord.errors import InputError
from onrecord.records import Article, Skipped

ROOT = Path(__file__).parent.parent
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
) | {"TOKENIZERS_PARALLELISM": "false"}
LENGTHS = (5_000, 20_000, 50_000, 200_000)  # words of one article
NUMBERS = (10, 50, 200)  # articles of about one length
SPEED_WORDS = 30_000  # of running news that the speed is measured on
SYLLABLES = ("ba", "dor", "fen", "gal", "hul", "kem", "lor", "mir", "nol", "pra", "rus", "sel", "tam", "vik", "zan")


@dataclass(frozen=True, slots=True)
class Timing:
    """One engine on one set of articles; medians over the rounds."""

    what: str
    articles: int
    words: int
    seconds: float
    memory: int  # bytes, the highest of the process
    memory_loaded: int  # before the first article

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds

    def as_row(self) -> Row:
        return asdict(self) | {"words_per_second": round(self.words_per_second)}


@dataclass(frozen=True, slots=True)
class Spacy:
    """What to compare with. `python` may be that of another environment, which needs nothing of onrecord."""

    module: str = "en_core_web_sm"
    python: str = sys.executable


Measure = Callable[[Sequence[str], Spacy | None], Row]


def run_worker(texts: Sequence[str], spacy: Spacy | None) -> Row:
    task = {"texts": list(texts), "spacy": spacy.module if spacy else None}
    done = subprocess.run(  # noqa: S603
        [spacy.python if spacy else sys.executable, "-m", "evaluate.worker"],
        input=json.dumps(task),
        env=os.environ | ONE_THREAD,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise InputError(f"the measurement failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    row: Row = json.loads(done.stdout)
    return row


def compare(texts: Sequence[str], spacy: Spacy | None, rounds: int, measure: Measure = run_worker) -> list[Timing]:
    """Onrecord, and spaCy if it is given, in turns on the same texts."""
    engines: list[tuple[str, Spacy | None]] = [("onrecord", None)]
    if spacy:
        engines.append((f"spaCy {spacy.module}", spacy))
    rows: dict[str, list[Row]] = {name: [] for name, _ in engines}
    for _ in range(rounds):
        for name, engine in engines:
            rows[name].append(measure(texts, engine))
    return [_timing(name, texts, found) for name, found in rows.items()]


def grow_length(
    texts: Sequence[str], lengths: Sequence[int] = LENGTHS, measure: Measure = run_worker
) -> Iterator[Timing]:
    """One article, longer and longer."""
    for length in lengths:
        article = [cut_article(texts, length)]
        yield _timing(f"one article of {length:,} words", article, [measure(article, None)])


def grow_number(
    texts: Sequence[str], numbers: Sequence[int] = NUMBERS, measure: Measure = run_worker
) -> Iterator[Timing]:
    """More and more articles."""
    for number in numbers:
        articles = [text for text, _ in zip(repeat_varied(texts), range(number), strict=False)]
        yield _timing(f"{number:,} articles", articles, [measure(articles, None)])


def _timing(what: str, texts: Sequence[str], rows: Sequence[Row]) -> Timing:
    return Timing(
        what,
        len(texts),
        sum(count_words(text) for text in texts),
        median(row["seconds"] for row in rows),
        max(row["memory"] for row in rows),
        max(row["memory_loaded"] for row in rows),
    )


def count_words(text: str) -> int:
    return len(text.split())


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The texts of JSON lines, or of the sample story where none are given."""
    if paths:
        return [row["text"] for path in paths for row in iter_rows(path)]
    from evaluate.reading import SETTINGS, open_articles  # noqa: PLC0415

    opened: list[Article | Skipped] = open_articles([story.REPORTS], SETTINGS)
    return [
        article.text[article.body.start if article.body else 0 :] for article in opened if isinstance(article, Article)
    ]


def take_words(texts: Sequence[str], words: int) -> list[str]:
    """Whole articles until there are so many words."""
    taken: list[str] = []
    missing = words
    for text in repeat_varied(texts):
        if missing <= 0:
            break
        taken.append(text)
        missing -= count_words(text)
    return taken


def cut_article(texts: Sequence[str], words: int) -> str:
    """Articles one after the other as a single one of about so many words; it ends with a paragraph."""
    paragraphs: list[str] = []
    missing = words
    for text in repeat_varied(texts):
        for paragraph in text.split("\n\n"):
            if missing <= 0:
                return "\n\n".join(paragraphs)
            paragraphs.append(paragraph)
            missing -= count_words(paragraph)
    raise AssertionError("the texts are repeated without end")


def repeat_varied(texts: Sequence[str]) -> Iterator[str]:
    """The texts, then again and again with other surnames, so that no text is read twice."""
    if not any(text.split() for text in texts):
        raise InputError("there are no words to measure on")
    yield from texts
    surnames = find_surnames(texts)
    for turn in count(1):
        names = Random(turn)  # noqa: S311
        for text in texts:
            changed = text
            for surname in surnames:
                changed = changed.replace(surname, "".join(names.choices(SYLLABLES, k=3)).capitalize())
            yield changed


def find_surnames(texts: Sequence[str]) -> list[str]:
    """Those of the sample story that stand in the texts."""
    people = [entity["name"] for entity in read_json(story.KEY)["entities"] if entity["id"].startswith("person:")]
    return sorted({name.split()[-1] for name in people if any(name.split()[-1] in text for text in texts)})


def show(timings: Sequence[Timing]) -> str:
    lines = [f"{'':32}{'articles':>9}{'words':>10}{'seconds':>9}{'words/s':>9}{'MB':>7}{'MB loaded':>11}"]
    lines += [
        f"{t.what:32}{t.articles:9,}{t.words:10,}{t.seconds:9.2f}{t.words_per_second:9,.0f}"
        f"{t.memory / 1e6:7.0f}{t.memory_loaded / 1e6:11.0f}"
        for t in timings
    ]
    return "\n".join(lines)
