"""Figures and progress on the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence

from evaluate.lines import Row


def show_progress(rows: Iterable[Row], what: str) -> Iterator[Row]:
    """Counts on standard error: in one line on a terminal, else every hundred."""
    live = sys.stderr.isatty()
    number = 0
    for number, row in enumerate(rows, 1):
        if live or number % 100 == 0:
            print(f"{number} {what}", end="\r" if live else "\n", file=sys.stderr, flush=True)
        yield row
    print(f"{number} {what} read", file=sys.stderr)


def print_figures(rows: Row | dict[str, float], shown: str, *, as_json: bool) -> None:
    print(json.dumps(rows, indent=1) if as_json else shown)


def print_misses(args: argparse.Namespace, misses: Sequence[str]) -> None:
    if args.misses:
        print("\n".join(misses), file=sys.stderr if args.json else sys.stdout)
