"""Write docs/reference/cli.md from the help of the program itself: make docs"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent / "reference" / "cli.md"
COMMANDS = (
    *("read", "add", "who", "search", "show", "misses", "claims", "why", "new", "discrepancies", "copies", "drift"),
    *("timeline", "contacts", "releases", "open", "conditions", "positions", "issues"),
    *("people", "merge", "split", "rename", "decisions", "undo", "known"),
    *("check", "export", "report", "serve", "demo"),
)
HEAD = """# The command line

`make docs` writes this page from the program's own help. [Exit statuses](exit-status.md).
"""


def make_page() -> str:
    parts = [HEAD, _block("onrecord"), *(f"## {command}\n{_block('onrecord', command)}" for command in COMMANDS)]
    return "\n".join(parts)


def _block(*words: str) -> str:
    return f"```\n$ {' '.join(words)} --help\n{show_help(*words[1:])}\n```\n"


def show_help(*words: str) -> str:
    """As on a terminal of 100 columns."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "LANGUAGE": "C"}
    command = [sys.executable, "-m", "onrecord", *words, "--help"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    lines = [line.rstrip() for line in done.stdout.replace("python -m onrecord", "onrecord").strip().splitlines()]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE.name}")
