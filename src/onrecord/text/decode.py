"""From the bytes of a file to its text, with the encoding that was used."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# The longer marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
MAX_CONTROL_SHARE = 0.1  # text has a form feed here and there; compressed or compiled data has a third
MAX_ZERO_SHARE = 0.01
SAMPLE_BYTES = 50_000  # guessing an encoding reads the sample many times; more bytes change no guess
LAST_RESORT = "cp1252"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_NOT_OF_PAGES = re.compile(r"escape|idna|puny|utf.?7|rot", re.IGNORECASE)  # Python's own, which read ASCII as more


class Decoded(NamedTuple):
    text: str  # line ends as they were; only the byte order mark is left out
    encoding: str


def decode(data: bytes, *, markup: bool = False) -> Decoded | None:
    """None for what is no text. By the byte order mark, else UTF-8, else what markup declares, else the likeliest.

    The encoding's name ends in "?" where single bytes did not fit it and became U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if _is_binary(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # One spoilt byte in a long text of good UTF-8 does not make it another encoding.
        if _is_mostly_utf8(data, error):
            return Decoded(data.decode("utf-8", "replace"), "utf-8?")
    declared = _declared(data) if markup else None
    return _decode_as(data, declared or _guess(data))


def replace_surrogates(text: str) -> str:
    """A text of the same length that can be stored: JSON can hold lone surrogates, which are no characters."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    return text


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeError:
        return Decoded(data.decode(encoding, "replace"), encoding + "?")


def _is_binary(data: bytes) -> bool:
    if b"\x00" in data and not _is_spoilt_text(data):
        return True
    return len(data) - len(data.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(data)


def _is_spoilt_text(data: bytes) -> bool:
    """A stray zero in a page or a text: what is not text has many, and is no UTF-8 besides."""
    if data.count(b"\x00") > MAX_ZERO_SHARE * len(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the letters outside ASCII are in UTF-8 at least nine times in ten."""
    sample = data[max(0, error.start - SAMPLE_BYTES) : error.start + SAMPLE_BYTES]
    text = sample.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - spoilt >= 9 * spoilt


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii")
    try:
        if b"abc".decode(name) != "abc":
            return None
    except (LookupError, UnicodeError):
        return None
    return None if _NOT_OF_PAGES.search(name) else codecs.lookup(name).name


def _guess(data: bytes) -> str:
    import charset_normalizer  # noqa: PLC0415 - only files that are not UTF-8 pay for it

    best = charset_normalizer.from_bytes(data[:SAMPLE_BYTES]).best()
    return best.encoding if best and not best.encoding.startswith(("utf", "ascii")) else LAST_RESORT
