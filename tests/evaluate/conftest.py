"""Shared by the tests of measuring: the scorers that the project was given, and articles made up of numbered words."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[3] / "shared" / "tools"


def load_tool(name: str) -> ModuleType:
    path = TOOLS / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"the shared scorer {name}.py is not beside this checkout")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def score_attribution() -> ModuleType:
    return load_tool("score_attribution")


@pytest.fixture(scope="session")
def score_gold() -> ModuleType:
    return load_tool("score_gold")


class Maker:
    """Random texts and statements; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311

    def text(self) -> str:
        gaps = [" ", " ", " ", ", ", '. "', "\n", "\n\n"]
        return "".join(f"w{n}{self.random.choice(gaps)}" for n in range(self.random.randrange(20, 60)))

    def spans(self, text: str, most: int = 2) -> list[list[int]]:
        found = []
        for _ in range(self.random.randrange(most + 1)):
            start = self.random.randrange(len(text) - 1)
            found.append([start, min(len(text), start + self.random.randrange(1, 40))])
        return found

    def near(self, text: str, spans: list[list[int]]) -> list[list[int]]:
        """The spans, each perhaps with other ends."""
        moved = []
        for start, end in spans:
            first = max(0, start + self.random.choice([0, 0, 0, -4, 5]))
            moved.append([first, min(len(text), max(first + 1, end + self.random.choice([0, 0, -5, 6])))])
        return moved


@pytest.fixture
def maker() -> Callable[[int], Maker]:
    return Maker


@pytest.fixture
def at() -> Callable[..., list[list[int]]]:
    """Spans of phrases in a text."""

    def spans(text: str, *phrases: str) -> list[list[int]]:
        return [[text.index(phrase), text.index(phrase) + len(phrase)] for phrase in phrases]

    return spans
