"""Functions for other processes: they must be found by name there."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.records import Article, Attribution, Extraction, Skipped, Span
from onrecord.settings import Settings

DEADLY = "deadly"


def double(batch: Sequence[int]) -> list[int]:
    return [number * 2 for number in batch]


def double_early_ones_slowly(batch: Sequence[int]) -> list[int]:
    time.sleep(0.3 if batch[0] == 0 else 0)
    return double(batch)


def die_at_seven(batch: Sequence[int]) -> list[int]:
    """As the system does to a process when memory runs out."""
    if 7 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(batch)


def fail_at_seven(batch: Sequence[int]) -> list[int]:
    if 7 in batch:
        raise ValueError("seven")
    return double(batch)


def tell_process(batch: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in batch]


def tell_held(batch: Sequence[int]) -> list[int]:
    return [int(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())) for _ in batch]


def sleep_long(batch: Sequence[Path]) -> list[int]:
    batch[0].joinpath(str(os.getpid())).touch()
    time.sleep(600)
    return []


def read_first_word(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
    """One statement an article: its first word. What is called deadly kills, what is called bad raises."""
    if any(article.doc == DEADLY for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    if any(article.doc == "bad" for article in articles):
        raise ValueError("line one\nline two")
    return [
        Extraction(
            article,
            (
                Attribution(
                    "s1",
                    (),
                    (Span(0, len(article.text.split()[0])),),
                    (),
                ),
            ),
        )
        for article in articles
    ]


def give_up(item: int) -> int:
    return -item


def doc_of(result: Extraction | Skipped) -> str:
    return result.article.doc if isinstance(result, Extraction) else result.doc


def main() -> None:
    """A parent to be killed: its workers write their ids into the folder and sleep."""
    from onrecord.runner.local import LocalRunner

    folder = Path(sys.argv[1])
    with LocalRunner(2) as run:
        list(run(sleep_long, [[folder], [folder], [folder]], lambda _: 0))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
    main()
