"""Reading bytes so that a broken end loses only itself, and a long line never fills the memory."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import NamedTuple, Protocol

CHUNK = 1 << 18
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Readable(Protocol):
    """What files, pipes and gzip have in common. `read1` returns what is there, so a later error costs nothing."""

    def read1(self, size: int = ..., /) -> bytes: ...


class Chunks:
    """Pieces of a stream up to its end or its first error, which is kept in `broken` as words for a person."""

    def __init__(self, stream: Readable, start: bytes = b"") -> None:
        self._stream = stream
        self._start = start
        self.broken = ""

    def rejoined(self, start: bytes) -> Chunks:
        """The same stream, with what was read of it put back."""
        again = Chunks(self._stream, start)
        again.broken = self.broken
        return again

    def next(self) -> bytes:
        """Empty at the end."""
        if self._start:
            start, self._start = self._start, b""
            return start
        if self.broken:
            return b""
        try:
            return self._stream.read1(CHUNK)
        except EOFError:
            self.broken = "the compressed file is cut short"
        except (zlib.error, OSError) as error:
            self.broken = getattr(error, "strerror", None) or str(error)
        return b""


def read_up_to(chunks: Chunks, limit: int) -> bytes:
    """Everything, or a little more than `limit` where there is more."""
    pieces: list[bytes] = []
    size = 0
    while size <= limit and (chunk := chunks.next()):
        pieces.append(chunk)
        size += len(chunk)
    return b"".join(pieces)


class Line(NamedTuple):
    """One line without its end. `data` is None where it was longer than the limit."""

    number: int
    data: bytes | None


def iter_lines(chunks: Chunks, limit: int) -> Iterator[Line]:
    """Lines of bytes in UTF-8; UTF-16 with a byte order mark is recoded on the way."""
    number = 1
    held = bytearray()
    too_long = False
    for chunk in _iter_utf8(chunks):
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            held += piece
            yield Line(number, None if too_long or len(held) > limit else bytes(held))
            number += 1
            held.clear()
            too_long = False
        held += rest
        if len(held) > limit:
            too_long = True
            held.clear()
    if held or too_long:
        yield Line(number, None if too_long else bytes(held))


def _iter_utf8(chunks: Chunks) -> Iterator[bytes]:
    first = chunks.next()
    if first.startswith(UTF16_MARKS):
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        while first:
            yield decoder.decode(first).encode("utf-8", "surrogatepass")
            first = chunks.next()
        return
    first = first.removeprefix(codecs.BOM_UTF8)
    while first:
        yield first
        first = chunks.next()
