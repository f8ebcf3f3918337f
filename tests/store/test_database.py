"""Which files are opened, and what is said of those that are not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.store import migrations
from onrecord.store.database import open_record
from onrecord.store.record import Record
from tests.store.build import make_extraction


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "story of #1?.db"
    with Record(path) as record:
        record.add(make_extraction("Marsk said no."))
    return path


def test_database_a_reader_of_a_missing_record_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"there is no record at .* make one with `onrecord add"):
        open_record(tmp_path / "story.db", "ro")
    assert list(tmp_path.iterdir()) == []


def test_database_a_reader_leaves_no_side_files_and_cannot_write(path: Path) -> None:
    with Record(path, "ro") as record:
        assert record.counts().articles == 1
        with pytest.raises(RecordError, match="it cannot be written to"):
            record.add(make_extraction("Marsk said yes."))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            record.db.execute("DELETE FROM statements")
    assert list(path.parent.iterdir()) == [path]


def test_database_a_reader_sees_what_was_saved_while_another_writes(path: Path) -> None:
    with Record(path) as writer, Record(path, "ro") as reader:
        writer.add(make_extraction("Dovrek said yes.", doc="b"))
        writer.db.execute("BEGIN IMMEDIATE")
        assert reader.counts().articles == 2
        writer.db.execute("ROLLBACK")


def test_database_a_writer_is_careful(path: Path) -> None:
    with Record(path) as record:
        pragmas = {
            name: record.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize("mode", ["rwc", "ro"])
def test_database_what_is_no_record_is_refused_and_left_alone(tmp_path: Path, mode: str) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are notes and no record. " * 100)
    other = tmp_path / "other.db"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE migrations (id INTEGER)")
    db.execute("CREATE TABLE stamps (id INTEGER)")
    db.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(RecordError, match="is not a record of onrecord: give the path of a record"):
            open_record(path, mode)  # type: ignore[arg-type]
        assert path.read_bytes() == before
    with pytest.raises(RecordError, match="is a folder: give the path of a record"):
        open_record(tmp_path, mode)  # type: ignore[arg-type]


def test_database_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"there is no folder .*nowhere: make it first"):
        open_record(tmp_path / "nowhere" / "story.db")


def test_database_an_empty_file_becomes_a_record_only_when_written(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    path.touch()
    with pytest.raises(RecordError, match="is not a record"):
        open_record(path, "ro")
    with Record(path) as record:
        assert record.counts().articles == 0


def test_database_a_record_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    with Record(path) as record:
        record.db.execute("INSERT INTO migrations VALUES ('tables_of_the_future', '2030-01-01')")
    before = path.read_bytes()
    for mode in ("rwc", "ro"):
        with pytest.raises(
            RecordError, match="newer version of onrecord: upgrade with `pip install --upgrade onrecord`"
        ):
            open_record(path, mode)
    assert path.read_bytes() == before


def test_migrations_an_older_record_is_brought_up_to_date_by_the_next_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_notes(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE notes (text TEXT)")

    with monkeypatch.context() as patch:
        for module in ("migrations", "database"):
            patch.setattr(f"onrecord.store.{module}.MIGRATIONS", (*migrations.MIGRATIONS, add_notes))
        with pytest.raises(RecordError, match="older version of onrecord: bring it up to date with `onrecord add"):
            open_record(path, "ro")
        for _ in range(2):
            with Record(path) as record:
                assert record.db.execute("SELECT count(*) FROM notes").fetchone()[0] == 0
                assert record.counts().articles == 1


def test_migrations_one_that_fails_leaves_nothing_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(db: sqlite3.Connection) -> None:
        migrations.create_tables(db)
        msg = "killed"
        raise KeyboardInterrupt(msg)

    fail.__name__ = "create_tables"
    path = tmp_path / "story.db"
    with monkeypatch.context() as patch:
        patch.setattr("onrecord.store.migrations.MIGRATIONS", (fail,))
        with pytest.raises(KeyboardInterrupt):
            open_record(path)
    with Record(path) as record:
        assert record.check() == []


def test_database_a_record_in_a_folder_that_cannot_be_written_to_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so the first attempt is made to fail as it does for other users."""
    attempts = []
    connect = sqlite3.connect

    def connect_to_read_only_disk(address: str, **options: object) -> sqlite3.Connection:
        attempts.append(address)
        if "immutable" not in address:
            address = address.replace("story", "no-story")
        return connect(address, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("onrecord.store.database.os.access", lambda *_: False)
    monkeypatch.setattr("onrecord.store.database.sqlite3.connect", connect_to_read_only_disk)
    with Record(path, "ro") as record:
        assert record.counts().articles == 1
    assert [address.split("?")[1] for address in attempts] == ["mode=rw", "mode=ro&immutable=1"]


def test_database_what_is_new_is_told_without_a_look_at_the_texts(path: Path) -> None:
    with Record(path, "ro") as record:
        plan = record.db.execute("EXPLAIN QUERY PLAN SELECT id FROM versions WHERE added >= '2026-03-01' AND current")
        assert "COVERING INDEX versions_added" in plan.fetchone()["detail"]
