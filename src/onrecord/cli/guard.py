"""Exit statuses, and what a user sees when something goes wrong: one line, never a traceback."""

from __future__ import annotations

import errno
import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from onrecord.errors import OnrecordError

SKIPPED = 1  # done, but something was skipped, or `check` found a problem
FAILED = 2  # it could not be done
UNEXPECTED = 70  # a fault of onrecord itself
INTERRUPTED = 130  # Ctrl-C, as shells count it
CLOSED = 141  # what read our output stopped reading, as shells count it

ADVICE = {
    errno.ENOSPC: "free some space and run the same command again",
    errno.EACCES: "check the permissions",
    errno.EROFS: "choose another place",
    errno.ENOENT: "check the path",
}
Parameters = ParamSpec("Parameters")


def guard(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
    """The command with its errors told in one line. What it returns is the exit status; nothing is 0."""

    @functools.wraps(command)
    def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            status = command(*args, **kwargs) or 0
            sys.stdout.flush()
        except KeyboardInterrupt:
            warn("stopped; what is in a record already stays there, and the same command goes on from it")
            status = INTERRUPTED
        except BrokenPipeError:
            _drop_output()
            status = CLOSED
        except OnrecordError as error:
            _show_traceback()
            warn(str(error))
            status = FAILED
        except OSError as error:
            _show_traceback()
            warn(_tell(error))
            _drop_output()
            status = FAILED
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:  # noqa: BLE001 - nobody above would tell it to the user
            _show_traceback()
            warn(f"a fault in onrecord: {type(error).__name__}: {_one_line(error)}. ONRECORD_DEBUG=1 shows where")
            status = UNEXPECTED
        if status:
            raise typer.Exit(status)

    return guarded


def warn(message: str) -> None:
    print(f"onrecord: {message}", file=sys.stderr)


def _drop_output() -> None:
    """What cannot be written: Python flushes once more when it ends, and would complain then."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    advice = ADVICE.get(error.errno or 0)
    return f"{where}{error.strerror or error}{f': {advice}' if advice else ''}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _show_traceback() -> None:
    if os.environ.get("ONRECORD_DEBUG"):
        traceback.print_exc()
