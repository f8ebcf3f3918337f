"""onrecord claims, why and new, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store.record import Record
from tests.store.test_claims import reports


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.db"
    with Record(path) as record:
        list(record.add_all(reports()))
        record.reconcile()
    return path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_claims_lists_standing_and_ledger(story: Path) -> None:
    shown = run("claims", str(story), "--as-of", "2031-05-04", "--full")
    assert "unconfirmed  reported 2031-05-03, unconfirmed 2031-05-04" in shown
    assert "reports 2, outlets 2, independent origins 1" in shown
    assert "2031-05-04  The Herald → Jon Berg  neither" in shown


def test_claims_json_is_the_same_rows(story: Path) -> None:
    (claim,) = json.loads(run("claims", str(story), "--json"))
    assert claim["standing"] == "confirmed"
    assert [entry["kind"] for entry in claim["stances"]] == ["asserts", "repeats", "neither", "confirms"]
    assert json.loads(run("claims", str(story), "--standing", "denied", "--json")) == []


def test_why_tells_what_joined_the_words(story: Path) -> None:
    claim = run("claims", str(story), "--full")[:8]
    shown = run("why", str(story), claim)
    assert "opens the claim" in shown
    assert "both have the day 1 May 2031" in shown
    assert "the name Torv" in shown
    assert "b#s2; joined to" in shown


def test_new_tells_what_changed(story: Path) -> None:
    shown = run("new", str(story), "--since", "2031-05-05")
    assert "1 new statements in 1 articles" in shown
    assert "unconfirmed -> confirmed" in shown
    assert (
        json.loads(run("new", str(story), "--since", "2031-05-05", "--json"))["changed"][0]["before"] == "unconfirmed"
    )


@pytest.mark.parametrize("words", [("claims", "--as-of"), ("new", "--since")])
def test_claims_a_day_must_be_a_day(story: Path, words: tuple[str, str]) -> None:
    result = CliRunner().invoke(app, [words[0], str(story), words[1], "spring"])
    assert result.exit_code == 2
    assert "2026-03-06" in result.output


def test_claims_are_a_line_each_unless_all_is_asked_for(story: Path) -> None:
    head, line = run("claims", str(story)).splitlines()
    assert head.split() == ["claim", "standing", "reports", "outlets", "origins", "words"]
    assert line.split()[1:5] == ["confirmed", "3", "2", "1"]


@pytest.mark.parametrize(("words", "found"), [("phone RIVER", 0), ("torv*", 1), ("tor", 0), ("to*", 1)])
def test_claims_are_found_by_all_of_their_words(story: Path, words: str, found: int) -> None:
    rows = json.loads(run("claims", str(story), "--words", words, "--json"))
    assert len(rows) == found


@pytest.mark.parametrize(("option", "other"), [("--about", "--words"), ("--words", "--about")])
def test_claims_an_empty_list_says_how_else_to_look(story: Path, option: str, other: str) -> None:
    result = CliRunner().invoke(app, ["claims", str(story), option, "volcano"])
    assert result.stdout.strip() == "none"
    assert other in result.stderr
