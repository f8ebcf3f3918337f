"""From names of files and folders to raw items, one at a time, in an order that does not change."""

from __future__ import annotations

import errno
import gzip
import io
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import InputError
from onrecord.ingest.items import Kind, Origin, RawItem, flags, merge, set_fields, shown
from onrecord.ingest.jsonlines import iter_json, iter_json_file
from onrecord.ingest.metadata import FILE_NAME, Metadata, read_metadata
from onrecord.ingest.streams import Chunks, Readable, read_up_to
from onrecord.records import Skipped
from onrecord.settings import Settings

__all__ = ["RawItem", "iter_items"]

KINDS: Mapping[str, Kind] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
}
NAMED_ONLY = frozenset({".md"})  # in a folder these are notes about the articles
READABLE = "onrecord reads .txt .text .md .html .htm .xhtml .json .jsonl .ndjson, and these with .gz"
MAX_BYTES_PER_CHAR = 4  # of all encodings in use, UTF-32 takes the most
MAX_PAGE_BYTES = 10_000_000  # of markup; a news page is seldom over one million
GZIP_MAGIC = b"\x1f\x8b"
PEEK = 4096
MAX_SPACE = 1 << 20  # white space before the first character of standard input


@dataclass(slots=True)
class _Walk:
    """What is known while the inputs are gone through."""

    settings: Settings
    given: Metadata | None  # the CSV that the user named
    beside: dict[Path, Metadata | None] = field(default_factory=dict)  # the CSVs found, by folder
    visited: set[str] = field(default_factory=set)  # folders of the input at hand, by resolved path

    def tables(self, folder: Path | None = None) -> tuple[Metadata, ...]:
        beside = self.beside.get(folder) if folder else None
        return tuple(table for table in (self.given, beside) if table)


def iter_items(inputs: Sequence[str], settings: Settings) -> Iterator[RawItem | Skipped]:
    """All that the inputs hold, in the order given; folders by name. Bad input is an item too, never an exception.

    Only `settings.metadata` raises (InputError): every article would silently lack what it was to tell.
    """
    walk = _Walk(settings, read_metadata(Path(settings.metadata)) if settings.metadata else None)
    for given in inputs:
        path = Path(given)
        if given == "-":
            yield from _read_stream(sys.stdin.buffer, "stdin", "standard input", walk)
        elif _is_folder(path):
            walk.visited.clear()
            yield from _iter_folder(path, path, walk)
        else:
            yield from _read_named(path, walk)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _read_named(path: Path, walk: _Walk) -> Iterator[RawItem | Skipped]:
    """A file that the user named, which must be read or be reported."""
    doc = _stem(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISFIFO(mode):
            with path.open("rb") as stream:
                yield from _read_stream(stream, doc, shown(str(path)), walk)
            return
    except (OSError, ValueError) as error:
        yield _unreadable(doc, path, error)
        return
    if _kind(path) is None or not stat.S_ISREG(mode):
        yield Skipped(doc, "unknown-type", f"{shown(str(path))}: {READABLE}")
    else:
        yield from _load_beside(path.parent, walk)
        yield from _read_file(path, doc, walk)


def _iter_folder(folder: Path, root: Path, walk: _Walk) -> Iterator[RawItem | Skipped]:
    """Files and folders by name. A link to a folder that is read anyway, or that holds this one, is a loop."""
    walk.visited.add(os.path.realpath(folder))
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _unreadable(_doc_below(folder, root), folder, error)
        return
    yield from _load_beside(folder, walk)
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _iter_entry(entry, folder, root, walk)


def _iter_entry(entry: os.DirEntry[str], folder: Path, root: Path, walk: _Walk) -> Iterator[RawItem | Skipped]:
    path = folder / entry.name
    doc = _doc_below(path, root)
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            yield Skipped(doc, "loop", f"{shown(str(path))}: a link that leads to itself")
        elif _kind(path):
            yield _unreadable(doc, path, error)
        return
    if stat.S_ISDIR(mode):
        target = os.path.realpath(path)
        if target in walk.visited or (entry.is_symlink() and _leads_back(target, folder, root)):
            detail = f"{shown(str(path))}: leads to {shown(target)}, which is read already"
            yield Skipped(doc, "loop", detail)
        else:
            yield from _iter_folder(path, root, walk)
    elif stat.S_ISREG(mode) and _kind(path) and _suffix(path) not in NAMED_ONLY:
        yield from _read_file(path, doc, walk)


def _leads_back(target: str, folder: Path, root: Path) -> bool:
    inside = Path(target).is_relative_to(os.path.realpath(root))
    return inside or Path(os.path.realpath(folder)).is_relative_to(target)


def _load_beside(folder: Path, walk: _Walk) -> Iterator[Skipped]:
    """Reads the folder's metadata.csv once. One that cannot be used is reported, and the articles are read."""
    if folder in walk.beside:
        return
    walk.beside[folder] = None
    path = folder / FILE_NAME
    if path.is_file():
        try:
            walk.beside[folder] = read_metadata(path)
        except InputError as error:
            yield Skipped(shown(FILE_NAME), "unreadable", shown(str(error)))


def _read_file(path: Path, doc: str, walk: _Walk) -> Iterator[RawItem | Skipped]:
    tables = walk.tables(path.parent)
    row = merge(*(table.find(path) for table in tables))
    origin = Origin(doc, shown(str(path)), walk.settings, row, tables)
    kind = _kind(path) or "txt"
    try:
        with path.open("rb") as stream:
            chunks = Chunks(_unpacked(stream) if path.name.lower().endswith(".gz") else stream)
            if kind == "json":
                yield from (iter_json_file if _suffix(path) == ".json" else iter_json)(chunks, origin)
            else:
                yield from _read_whole(chunks, kind, origin)
    except OSError as error:
        yield _unreadable(doc, path, error)


def _read_whole(chunks: Chunks, kind: Kind, origin: Origin) -> Iterator[RawItem | Skipped]:
    """One article a file, and never more of it in memory than an article may be long."""
    doc, name, max_chars = origin.doc, origin.name, origin.settings.max_chars
    limit = MAX_PAGE_BYTES if kind == "html" else MAX_BYTES_PER_CHAR * (max_chars + 1)
    data = read_up_to(chunks, limit)
    if len(data) > limit:
        size = f"a page of more than {limit:,} bytes" if kind == "html" else f"more than {max_chars:,} characters"
        yield Skipped(doc, "too-long", f"{name}: {size}")
        return
    if data or not chunks.broken:
        yield set_fields(RawItem(doc, name, kind, data), merge(origin.row, flags(origin.settings)))
    if chunks.broken:
        read = f"only its first {len(data):,} bytes could be read" if data else "nothing of it could be read"
        yield Skipped(doc, "unreadable", f"{name}: {read}: {chunks.broken}")


def _read_stream(raw: BinaryIO, doc: str, name: str, walk: _Walk) -> Iterator[RawItem | Skipped]:
    """Standard input or a pipe: JSON lines, HTML or text, by its first byte that is not white space."""
    buffered = io.BufferedReader(cast(io.RawIOBase, raw))
    origin = Origin(doc, name, walk.settings, tables=walk.tables())
    try:
        packed = buffered.peek(PEEK).startswith(GZIP_MAGIC)
        chunks = Chunks(_unpacked(buffered) if packed else buffered)
        start = b""
        while not _first(start) and len(start) < MAX_SPACE and (chunk := chunks.next()):
            start += chunk
        chunks = chunks.rejoined(start)
        if _first(start) == b"{":
            yield from iter_json(chunks, origin)
        else:
            yield from _read_whole(chunks, "html" if _first(start) == b"<" else "txt", origin)
    except OSError as error:
        yield Skipped(doc, "unreadable", f"{name}: {error.strerror or error}")
    finally:
        buffered.detach()  # else the caller's stream is closed with this one


def _first(start: bytes) -> bytes:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]


def _unpacked(stream: BinaryIO | io.BufferedReader) -> Readable:
    return gzip.GzipFile(fileobj=stream, mode="rb")


def _unreadable(doc: str, path: Path, error: OSError | ValueError) -> Skipped:
    name = shown(str(path))
    if isinstance(error, FileNotFoundError):
        return Skipped(doc, "unreadable", f"{name}: there is no such file")
    if isinstance(error, PermissionError):
        return Skipped(doc, "unreadable", f"{name}: you have no permission to read it (try: chmod u+r)")
    return Skipped(doc, "unreadable", f"{name}: {getattr(error, 'strerror', None) or error}")


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _kind(path: Path) -> Kind | None:
    return KINDS.get(_suffix(path))


def _stem(path: Path) -> str:
    """The name without the endings that say how it is written."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    suffix = Path(name).suffix
    return shown(name[: -len(suffix)] if suffix.lower() in KINDS else name) or shown(str(path))


def _doc_below(path: Path, root: Path) -> str:
    """The stem, after the folders below the one that was given: two folders may each hold a 001.txt."""
    folders = path.relative_to(root).parent.parts
    return "/".join([*(shown(part) for part in folders), _stem(path)])
