"""onrecord serve"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options

LOCAL, PORT = "127.0.0.1", 8765


def serve_command(
    record: options.RecordFile,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")] = PORT,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen. Any but this machine's own asks for a token.")
    ] = LOCAL,
    token: Annotated[
        str,
        typer.Option(
            metavar="WORDS",
            envvar="ONRECORD_TOKEN",
            show_default=False,
            help="What to enter in order to read and correct.",
        ),
    ] = "",
    author: Annotated[
        str, typer.Option(metavar="NAME", show_default=False, help="Who corrects; else your name on this machine.")
    ] = "",
    open_reading: Annotated[
        bool, typer.Option("--open-reading", help="Let people read without the token; to correct they need it.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Open a record in the browser, to read it and to correct it.

    Only this machine can reach it. The address that is printed lets whoever opens it correct; other addresses of the
    same server can only read. Ctrl-C ends it. docs/guides/reading-room.md tells more.

    \b
    Examples:
      onrecord serve story.db
      ONRECORD_TOKEN=correct-horse-battery onrecord serve story.db --host 0.0.0.0 --no-browser
    """
    serve(record, host, port, token, author or _own_name(), open_reading=open_reading, browser=not no_browser)


def serve(
    path: Path, host: str, port: int, token: str, author: str, *, open_reading: bool = False, browser: bool = True
) -> None:
    from onrecord.web.serve import prepare
    from onrecord.web.serve import serve as run

    serving = prepare(path, host=host, port=port, token=token, author=author, open_reading=open_reading)

    def tell() -> None:
        key = "" if token else f"enter?key={serving.key}"
        print(f"reading room  {serving.url}{key}", flush=True)
        if not serving.writable:
            print("The record cannot be written to, so nothing can be corrected.", file=sys.stderr)
        print("Ctrl-C ends it.", file=sys.stderr, flush=True)

    try:
        run(serving, browser=browser and not token, started=tell)
    except KeyboardInterrupt:
        return


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have users without names
        return "editor"
