"""One measurement of speed, in a process of its own: a task as JSON on standard input, a row on standard output.

Nothing is imported here that the engine to measure does not need, so that the memory measured is the engine's.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

WARM_UP = "The minister said on Monday that the talks would go on. “We are patient,” she told reporters."

Engine = Callable[[Sequence[str]], int]  # texts in, number of statements (or sentences) out


def main() -> None:
    task = json.load(sys.stdin)
    pin_to_one_core()
    started = time.perf_counter()
    engine = open_spacy(task["spacy"]) if task.get("spacy") else open_onrecord()
    engine([WARM_UP])
    loaded = time.perf_counter() - started
    memory_loaded = peak_memory()
    started = time.perf_counter()
    found = engine(task["texts"])
    seconds = time.perf_counter() - started
    row: dict[str, Any] = {
        "seconds": seconds,
        "load_seconds": loaded,
        "found": found,
        "memory_loaded": memory_loaded,
        "memory": peak_memory(),
    }
    json.dump(row, sys.stdout)


def pin_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):  # not on macOS; there the engines' own one thread must do
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_memory() -> int:
    """Bytes. From /proc where there is one, since `ru_maxrss` may begin with what the parent had."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def open_onrecord() -> Engine:
    """Text in, statements out: what spaCy's side does not do, writing them down, is not timed."""
    from evaluate.predict import BATCH  # noqa: PLC0415
    from evaluate.reading import make_article, open_reader  # noqa: PLC0415

    read = open_reader()

    def engine(texts: Sequence[str]) -> int:
        articles = (make_article({"doc": str(number), "text": text}) for number, text in enumerate(texts))
        found = 0
        while batch := list(islice(articles, BATCH)):
            found += sum(len(extraction.statements) for extraction in read(batch))
        return found

    return engine


def open_spacy(module: str) -> Engine:
    """A spaCy pipeline with all its parts."""
    pipeline = importlib.import_module(module).load()
    pipeline.max_length = sys.maxsize
    return lambda texts: sum(sum(1 for _ in parsed.sents) for parsed in pipeline.pipe(texts))


if __name__ == "__main__":
    main()
