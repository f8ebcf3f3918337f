"""Bytes are decoded as what they are, and the encoding is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.decode import decode, replace_surrogates

TEXT = "The café’s owner said: “We’re open” — again.\r\n" * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_decode_a_mark_tells_the_encoding_and_is_left_out(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == (TEXT, encoding)


def test_decode_the_likeliest_encoding_is_used_and_named() -> None:
    text = "Министр заявил, что гавань откроется до начала зимы. " * 10
    found = decode(text.encode("cp1251"))
    assert found is not None
    assert found.text == text
    assert found.encoding.startswith("cp1251")


def test_decode_western_bytes_are_read() -> None:
    found = decode(TEXT.encode("cp1252"))
    assert found is not None
    assert "caf" in found.text
    assert found.encoding != "utf-8"


def test_decode_one_spoilt_byte_spoils_one_character() -> None:
    data = TEXT.encode() + b"\xff" + TEXT.encode()
    assert decode(data) == (TEXT + "\ufffd" + TEXT, "utf-8?")


def test_decode_markup_may_say_its_encoding() -> None:
    data = '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2")
    assert decode(data, markup=True) == ('<meta charset="iso-8859-2"><p>Łódź', "iso8859-2")


@pytest.mark.parametrize("name", ["nonsense", "hex", "rot13", "utf-16", "undefined", "unicode_escape", "idna", "utf-7"])
def test_decode_markup_that_names_no_encoding_is_read_all_the_same(name: str) -> None:
    assert decode(f'<meta charset="{name}"><p>caf'.encode() + b"\xe9 au lait", markup=True) is not None


def test_decode_a_stray_zero_spoils_no_text() -> None:
    data = b"The harbour is open,\x00 the minister said. " + b"He was glad. " * 9
    assert decode(data) == (data.decode(), "utf-8")
    assert decode(data + b"\x00" * 10) is None
    assert decode(data + b"\xff") is None


def test_decode_data_is_no_text() -> None:
    assert decode(b"\x7fELF\x00\x00") is None
    assert decode(bytes([1, 2, 3, 4, 5]) * 10) is None


@given(st.binary(max_size=200))
def test_decode_no_bytes_raise(data: bytes) -> None:
    for markup in (False, True):
        decode(data, markup=markup)


@given(st.text(st.characters(), max_size=50))
def test_decode_replaced_surrogates_keep_the_length(text: str) -> None:
    stored = replace_surrogates(text)
    assert len(stored) == len(text)
    stored.encode()
