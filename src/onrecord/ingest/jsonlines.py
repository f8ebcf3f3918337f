"""Articles from JSON lines, one object a line; lines that cannot be used are reported with their number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.ingest.items import FIELDS, Origin, RawItem, flags, merge, set_fields
from onrecord.ingest.streams import Chunks, iter_lines, read_up_to
from onrecord.records import Skipped

# A character takes at most 12 bytes in JSON (two escapes of six); the rest is for the rows of `onrecord read`.
MAX_BYTES_PER_CHAR = 12
MAX_BYTES_BESIDES = 64_000_000
MAX_WHOLE_BYTES = 64_000_000  # of a .json file that is one value over several lines


def iter_json(chunks: Chunks, origin: Origin) -> Iterator[RawItem | Skipped]:
    """One item a line; a stream that breaks off is reported after the lines that could be read."""
    limit = MAX_BYTES_PER_CHAR * origin.settings.max_chars + MAX_BYTES_BESIDES
    found = False
    for line in iter_lines(chunks, limit):
        at = replace(origin, doc=f"{origin.doc}:{line.number}", name=f"{origin.name}, line {line.number}")
        if line.data is None:
            found = True
            yield Skipped(at.doc, "too-long", f"{at.name}: a line of more than {limit:,} bytes")
        elif line.data.strip():
            found = True
            yield _read_line(line.data, at)
    if chunks.broken:
        yield Skipped(origin.doc, "unreadable", f"{origin.name}: only a part could be read: {chunks.broken}")
    elif not found:
        yield Skipped(origin.doc, "empty", f"{origin.name}: the file holds no line")


def iter_json_file(chunks: Chunks, origin: Origin) -> Iterator[RawItem | Skipped]:
    """A .json file: one object or a list of them over any number of lines, else JSON lines."""
    data = read_up_to(chunks, MAX_WHOLE_BYTES)
    value: object = None
    if len(data) <= MAX_WHOLE_BYTES and not chunks.broken:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            pass  # JSON lines, or each line says what is wrong with it
    if isinstance(value, dict):
        yield _read_row(value, origin)
    elif isinstance(value, list) and value:
        for number, row in enumerate(value, 1):
            yield _read_row(row, replace(origin, doc=f"{origin.doc}:{number}", name=f"{origin.name}, item {number}"))
    else:
        yield from iter_json(chunks.rejoined(data), origin)


def _read_line(data: bytes, at: Origin) -> RawItem | Skipped:
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("cp1252", "replace"), "cp1252"
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        detail = f"{at.name}: {error.msg} (character {error.pos + 1:,} of {len(text):,})"
        return Skipped(at.doc, "bad-json", detail)
    except (ValueError, RecursionError) as error:
        return Skipped(at.doc, "bad-json", f"{at.name}: {error}")
    return _read_row(value, at, encoding)


def _read_row(value: object, at: Origin, encoding: str = "utf-8") -> RawItem | Skipped:
    if not isinstance(value, dict):
        return Skipped(at.doc, "bad-json", f"{at.name}: not an object with a text, but a {type(value).__name__}")
    doc = _words(value.get("doc")) or at.doc
    text = value.get("text")
    own = {name: _words(value.get(name)) for name in FIELDS}
    if _is_extraction(value):
        words = text if isinstance(text, str) else ""
        return set_fields(RawItem(doc, at.name, "json", words, extraction=value), own)
    if not isinstance(text, str):
        problem = "no field 'text'" if text is None else "the field 'text' is not a string"
        return Skipped(doc, "bad-json", f"{at.name}: {problem}")
    said = [table.find_doc(doc) for table in at.tables]
    item = RawItem(doc, at.name, "json", text, encoding=encoding)
    return set_fields(item, merge(own, *said, at.row, flags(at.settings)))


def _is_extraction(value: Mapping[str, object]) -> bool:
    """Whether `onrecord read` wrote the row. Other corpora have `statements` too, but not the text's hash."""
    if isinstance(value.get("skipped"), (str, dict)) and not isinstance(value.get("text"), str):
        return True
    return isinstance(value.get("statements"), list) and isinstance(value.get("sha256"), str)


def _words(value: object) -> str:
    """A field as a string; lone surrogates, which JSON can hold and nothing can store, become U+FFFD."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip().encode("utf-16", "surrogatepass").decode("utf-16", "replace")
