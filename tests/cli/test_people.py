"""The people of a record, as a user lists and corrects them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from onrecord.store.record import Record
from tests.store.test_identities import ARTICLES, make

Onrecord = Callable[..., Result]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.db"
    make(path, ARTICLES).close()
    return path


def test_people_are_listed_with_counts(onrecord: Onrecord, people: Path) -> None:
    rows = json.loads(onrecord("people", people, "--label", "person", "--json").stdout)
    assert {row["name"]: row["articles"] for row in rows} == {"Emric Tolvay": 4, "Joren Vasko": 2, "Dita Vasko": 2}
    assert "Ketter Trade Union Organisation" in onrecord("people", people).stdout
    assert "--limit" in onrecord("people", people, "--limit", "1").stderr


def test_people_one_is_shown_with_names_and_outlets(onrecord: Onrecord, people: Path) -> None:
    shown = onrecord("people", people, "Emrik Tolvaj").stdout
    for words in ("Emrik Tolvaj", "E. Tolvaj", "Outlet 0", "speaks in"):
        assert words in shown
    assert json.loads(onrecord("people", people, "Dita", "--json").stdout)["person"]["articles"] == 2


def test_people_nobody_or_several_of_a_name_are_told(onrecord: Onrecord, people: Path) -> None:
    assert onrecord("people", people, "Nobody").exit_code == 2
    done = onrecord("merge", people, "Trade", "Nobody")
    assert (done.exit_code, "nobody of the name Nobody" in done.stderr) == (2, True)


def test_people_doubtful_and_unnamed_are_listed(onrecord: Onrecord, people: Path) -> None:
    assert any(
        row["state"] == "unresolved" for row in json.loads(onrecord("people", people, "--doubtful", "--json").stdout)
    )
    assert "Vasko" in onrecord("people", people, "--doubtful").stdout
    found = json.loads(onrecord("people", people, "--unnamed", "--json").stdout)
    assert {row["type"]: row["sources"] for row in found["counts"]}["person familiar"] == 2
    assert "report-1#e3" in onrecord("people", people, "--unnamed", "--type", "person familiar").stdout


def test_people_decisions_are_made_listed_and_undone(onrecord: Onrecord, people: Path, tmp_path: Path) -> None:
    assert onrecord("merge", people, "Joren Vasko", "Dita Vasko", "--note", "one person").exit_code == 0
    assert onrecord("rename", people, "Joren Vasko", "Vasko the Elder").exit_code == 0
    assert onrecord("split", people, "Vasko the Elder", "--name", "Dita Vasko").exit_code == 0
    assert onrecord("undo", people, "2").exit_code == 0
    rows = json.loads(onrecord("decisions", people, "--json").stdout)
    assert [(row["kind"], bool(row["undone"])) for row in rows] == [
        ("merge", False),
        ("rename", True),
        ("split", False),
    ]
    assert "one person" in onrecord("decisions", people).stdout
    table = tmp_path / "people.csv"
    table.write_text("name,id\nDita Vasko,Q8\n")
    assert onrecord("known", people, table).exit_code == 0
    assert "Q8" in onrecord("people", people).stdout
    with Record(people, "ro") as record:
        assert record.check() == []
