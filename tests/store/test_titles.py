"""What a record is called on its pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.store.record import Record
from onrecord.views.report import write_report


def test_title_is_the_name_of_the_file_until_one_is_given(tmp_path: Path) -> None:
    path = tmp_path / "harbour-talks_2031.db"
    with Record(path) as record:
        assert record.title == "Harbour talks 2031"
        record.title = "  The talks\n of Osk "
    with Record(path, "ro") as record:
        assert record.title == "The talks of Osk"
        output = io.StringIO()
        write_report(record, output)
        assert "<h1><bdi>The talks of Osk</bdi></h1>" in output.getvalue()
    with Record(path) as record:
        record.title = ""
        assert record.title == "Harbour talks 2031"


def test_title_has_an_end_and_may_be_anything(tmp_path: Path) -> None:
    with Record(tmp_path / "---.db") as record:
        assert record.title == "On the record"
        with pytest.raises(InputError, match="200 characters"):
            record.title = "x" * 201
        record.title = "<b>'); DROP TABLE title --\udc80"
        assert record.title.startswith("<b>'); DROP TABLE title --")
