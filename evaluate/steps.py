"""Processor seconds of each step of reading: the encoder, the rest of the model, time expressions, events, the rest.

The steps are timed inside whole articles as `onrecord read` reads them, in one process; loading is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

from onrecord.extract import reading
from onrecord.inference import session
from onrecord.inference.weights import load_model
from onrecord.records import Article
from onrecord.settings import Settings

_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("encoder", session, "_encode"),
    ("model", reading, "read_texts"),  # the encoder in it
    ("times", reading, "find_timexes"),
    ("events", reading, "find_events"),
)


def measure(articles: Sequence[Article], settings: Settings, batch: int = 16) -> dict[str, float]:
    """Seconds by step, "model" without the encoder, and "rest"."""
    model = load_model()
    reading.read_articles(model, articles[:1], settings)  # to warm up
    spent = dict.fromkeys((name for name, _, _ in _STEPS), 0.0)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives
            began = process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += process_time() - began

        return run

    with ExitStack() as patches:
        for name, module, function in _STEPS:
            patches.enter_context(patch.object(module, function, timed(name, getattr(module, function))))
        began = process_time()
        for start in range(0, len(articles), batch):
            reading.read_articles(model, articles[start : start + batch], settings)
        whole = process_time() - began
    spent["model"] -= spent["encoder"]
    return spent | {"rest": whole - sum(spent.values())}


def show(seconds: dict[str, float]) -> str:
    whole = sum(seconds.values())
    lines = [f"{name:8} {spent:8.2f} s  {spent / whole:.3f}" for name, spent in seconds.items()]
    both = seconds["times"] + seconds["events"]
    return "\n".join([*lines, f"times and events together: {both / seconds['encoder']:.3f} of the encoder"])
