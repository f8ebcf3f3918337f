"""What `check` finds in a record that was changed behind its back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.store.check import check
from onrecord.store.record import Record
from tests.store.build import make_extraction, make_many

TIMEX = """INSERT INTO timexes SELECT id, 0, '{{"span": [{}, {}], "type": "DATE", "value": ""}}' FROM versions"""

EVENT = """INSERT INTO events SELECT id, 0, '{{"id": "v1", "root": "CONSULT", "mode": null, "trigger": [[0, {}]],
"span": [0, 3], "actors": ["{}"], "recipients": [], "date": null, "place": null, "attributes": [],
"status": "happened", "vouchers": ["{}"], "deniers": [], "background": false}}' FROM versions"""


def test_check_finds_nothing_in_a_sound_record(tmp_path: Path) -> None:
    with Record(tmp_path / "story.db") as record:
        list(record.add_all(make_many(40)))
        assert record.check() == []
    with Record(tmp_path / "story.db", "ro") as record:
        assert record.check() == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE versions SET text = replace(text, 'no', 'so')", "the text is not the one that its sha256 was made of"),
        ("UPDATE spans SET \"end\" = 99 WHERE role = 'content'", "content of s1: \\[7, 99\\) is not within the text"),
        ("UPDATE spans SET \"end\" = start WHERE role = 'cue'", "cue of s1: .*or is empty"),
        ("UPDATE mentions SET start = -1", "mention of e1: .* is not within"),
        (TIMEX.format(0, 99), "a time expression: .* is not within"),
        (TIMEX.format(3, 3), "a time expression: .* is empty"),
        (TIMEX.format('"0"', 3), "cannot be read back"),
        (EVENT.format(99, "e1", "s1"), "words of event v1: .* is not within"),
        (EVENT.format(3, "e9", "s1"), "a party of event v1, e9, is not among the entities"),
        (EVENT.format(3, "e1", "s9"), "a voice of event v1, s9, is not among the statements"),
        (EVENT.format('"x"', "e1", "s1"), "cannot be read back"),
        ("UPDATE statements SET parent = 's9'", "the parent of s1, s9, is not among"),
        ("UPDATE statements SET parent = 's1'", "s1 is its own parent"),
        ("UPDATE statements SET speaker_id = 'e9'", "a row leads to no row of entities"),
        ("UPDATE statements SET flags = '[broken'", "cannot be read back"),
        ("UPDATE versions SET furniture = '[[1, 2, 3]]'", "cannot be read back"),
        ("UPDATE versions SET body_start = 90, body_end = 99", "the body .* is not within"),
        ("UPDATE versions SET current = 0", "not one of its versions is the current one"),
        ("DELETE FROM entities", "is not among the entities"),
        ("DELETE FROM statements_fts", "the full-text index does not hold its statements"),
        ("UPDATE statements_fts SET content = 'other'", "the full-text index does not hold its statements"),
        ("INSERT INTO statements_fts (rowid, content) VALUES (99, 'more')", "1 of its rows belong to no statement"),
    ],
)
def test_check_finds_what_was_changed_and_says_what_to_do(tmp_path: Path, change: str, what: str) -> None:
    with Record(tmp_path / "story.db") as record:
        record.add(make_extraction("Marsk said no."))
        record.db.execute("PRAGMA foreign_keys = OFF")
        record.db.execute(change)
        problems = record.check()
        assert any(re.search(what, problem.what) for problem in problems)
        assert all(problem.where and problem.advice for problem in problems)


def test_check_of_a_damaged_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with Record(path) as record:
        list(record.add_all(make_many(200)))
    damaged = bytearray(path.read_bytes())
    assert len(damaged) > 130 * 4096  # the first pages hold the schema, without which nothing is opened
    for page in range(100, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    with Record(path, "ro") as record:
        problems = check(record.db)
        assert problems
        assert any("damaged" in problem.advice for problem in problems)
