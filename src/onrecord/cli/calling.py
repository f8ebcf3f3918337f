"""How this program was called, so that a next step works as it is printed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

NAME = "onrecord"


def command_name() -> str:
    """What to type here to call this program again: its name where PATH leads to it, else the way it was called."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{_shorten(Path(sys.executable))} -m {NAME}"
    if called.stem != NAME or not called.exists():  # called from another program
        return NAME
    found = shutil.which(NAME)
    return NAME if found and os.path.realpath(found) == os.path.realpath(called) else _shorten(called)


def _shorten(program: Path) -> str:
    """From the current folder where it lies below; with its folder always, so that no shell looks for it on PATH.

    A link stays a link: where it leads to, the packages of the environment are not found.
    """
    whole, here = program.absolute(), Path.cwd()
    if not whole.is_relative_to(here):
        return shlex.quote(str(whole))
    inner = whole.relative_to(here)
    return shlex.quote(str(inner) if len(inner.parts) > 1 else f"./{inner}")
