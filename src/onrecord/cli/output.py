"""Writing files whole or not at all, and JSON the same way everywhere."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onrecord.errors import InputError


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that gets its name when it is whole; on an error what was there before stays."""
    if path is None or str(path) == "-":
        _use_utf8(sys.stdout)
        yield sys.stdout
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError(f"{path} is a folder: give the name of a file")
    if target.exists() and not target.is_file():  # a device or a pipe takes what comes
        with target.open("w", encoding="utf-8") as stream:
            yield stream
        return
    if not target.parent.is_dir():
        raise InputError(f"there is no folder {target.parent}: make it first, or give another path")
    with _named(path), _open_beside(target) as stream:
        yield stream


def prepare_streams() -> None:
    """Standard output as a program can rely on: nothing written is lost unnoticed, and every character is written."""
    stream = sys.stdout
    encoding = stream.encoding if stream.isatty() else "utf-8"
    if isinstance(stream.buffer, io.RawIOBase):
        # PYTHONUNBUFFERED, as in many containers: on a disk that fills up, Python drops the rest without an error.
        sys.stdout = open(stream.fileno(), "w", 1, encoding, "backslashreplace", closefd=False)  # noqa: SIM115
    elif isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def write_json(value: object, stream: TextIO | None = None) -> None:
    """For people and programs: indented, and characters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain), file=stream or _use_utf8(sys.stdout))


def write_line(value: object, stream: TextIO) -> None:
    stream.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")


@contextmanager
def _open_beside(target: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _set_usual_mode(name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """An error of the file says which: the user knows nothing of the one beside it, and a full disk names none."""
    try:
        yield
    except OSError as error:
        if error.filename is None or str(error.filename).endswith(".part"):
            raise type(error)(error.errno, error.strerror or str(error), str(path)) from error
        raise


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} is not for JSON")


def _use_utf8(stream: TextIO) -> TextIO:
    """A pipe may have the code page of a bare system, in which half of all names cannot be written."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _set_usual_mode(name: str) -> None:
    """A temporary file is for its owner alone; the finished one is as any other."""
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(name, 0o666 & ~umask)  # noqa: PTH101 - one line beside the other two
