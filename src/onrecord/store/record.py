"""The record as one object for the Python API; every method hands over to a function of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from onrecord.errors import InputError
from onrecord.records import Article, Extraction, Skipped
from onrecord.store import (
    check,
    claims,
    comparing,
    comparison_rows,
    contact_rows,
    happening_rows,
    happenings,
    identities,
    judgements,
    judging,
    ledger,
    news,
    open_rows,
    positions,
    read,
    tables,
    titles,
    write,
)
from onrecord.store.changes import Change
from onrecord.store.comparison_rows import Disagreement
from onrecord.store.corrected import Correction
from onrecord.store.corrections import CorrectionRow, Listed, Progress, iter_corrections, progress
from onrecord.store.database import Mode, open_record
from onrecord.store.judgements import Judgement, JudgementRow
from onrecord.store.people_api import People
from onrecord.store.positions_api import Positions
from onrecord.store.speakers import SpeakerRow
from onrecord.store.transaction import Tell, sqlite_errors


class Record:
    """A record file. Mode "rwc" makes it where there is none; "ro" never changes or makes a file.

    with Record("story.db") as record:
        record.add(extraction)
        for row in record.statements(speaker="Dovrek"):
            print(row.published, row.outlet, row.content)
    """

    def __init__(self, path: str | Path, mode: Mode = "rwc", *, model: str = "", shared: bool = False) -> None:
        """`model` names the weights that read what will be added; `shared` lets threads take turns."""
        self.path = Path(path)
        self.model = model
        self._run: int | None = None
        self.db = open_record(self.path, mode, shared=shared)
        self.people = People(self.db, self.path)
        self.positions = Positions(self.db, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.db.close()  # the run did not finish, and its row says so

    def close(self) -> None:
        try:
            if self._run is not None:
                write.finish_run(self.db, self._run)
                self._run = None
        finally:
            self.db.close()

    def add(self, item: Extraction | Skipped, *, replace: bool = False, digest: str = "") -> write.Outcome:
        return write.save(self.db, item, self._run_id(), replace=replace, digest=digest)

    def add_all(self, items: Iterable[Extraction | Skipped], *, replace: bool = False) -> Iterator[write.Outcome]:
        """As `write.save_all`: lazy, an outcome for each item."""
        return write.save_all(self.db, items, self._run_id(), replace=replace)

    def reconcile(self, tell: Tell | None = None) -> int:
        """Link the people and bodies of what was added since, compare it with what was there, gather its claims.

        How many texts that were. A killed run continues. `tell` hears how far it has come.
        """
        linked = max(identities.reconcile(self.db), positions.reconcile(self.db))
        joined = happenings.reconcile(self.db)
        return max(linked, joined, comparing.compare_new(self.db, tell), claims.reconcile(self.db, tell))

    def discrepancies(self, *, relation: str | None = None) -> list[comparison_rows.DiscrepancyRow]:
        with self._errors():
            return comparison_rows.discrepancies(self.db, relation=relation)

    def drifts(self) -> list[comparison_rows.DriftRow]:
        with self._errors():
            return comparison_rows.drifts(self.db)

    def copies(self) -> list[comparison_rows.CopyRow]:
        with self._errors():
            return comparison_rows.copies(self.db)

    def forget(self, skipped: Iterable[Skipped]) -> None:
        """Take rows out of those that `skipped` lists: their inputs are read now."""
        write.forget(self.db, skipped)

    def knows(self, article: Article) -> bool:
        """Whether the same text of the same article is there already."""
        return write.knows(self.db, article)

    def claims(self, **wanted: Unpack[ledger.Wanted]) -> list[ledger.ClaimRow]:
        """Those with most stances first."""
        with self._errors():
            return ledger.claims(self.db, **wanted)

    def claim(self, words: str) -> ledger.ClaimRow:
        """By its id or the beginning of it."""
        with self._errors():
            found = ledger.find_claims(self.db, words)
        if len(found) != 1:
            what = "no claim" if not found else f"{len(found)} claims"
            raise InputError(f"{what} {words} in {self.path}: `onrecord claims {self.path}` lists them with their ids")
        return found[0]

    def happenings(self, **wanted: Unpack[happening_rows.Wanted]) -> list[happening_rows.HappeningRow]:
        """Events with all their accounts, in the order of their days."""
        with self._errors():
            return happening_rows.happenings(self.db, **wanted)

    def contacts(self, **wanted: Unpack[happening_rows.Wanted]) -> list[contact_rows.ContactRow]:
        """Who was in touch with whom, in the order of their days."""
        with self._errors():
            return contact_rows.contacts(self.db, **wanted)

    def releases(self, **wanted: Unpack[happening_rows.Wanted]) -> list[contact_rows.ReleaseRow]:
        """Releases and exchanges of prisoners, with counts and names."""
        with self._errors():
            return contact_rows.releases(self.db, **wanted)

    def open_matters(self, as_of: str | None = None) -> list[open_rows.OpenRow]:
        """What was to come, and what became of it by that ISO day."""
        with self._errors():
            return open_rows.open_matters(self.db, as_of)

    def news(self, since: str) -> news.News:
        """What was published on that ISO day or later."""
        with self._errors():
            return news.find_news(self.db, since)

    @property
    def title(self) -> str:
        """What its pages are headed by."""
        with self._errors():
            return titles.read_title(self.db, self.path)

    @title.setter
    def title(self, words: str) -> None:
        with self._errors():
            titles.write_title(self.db, words)

    def counts(self) -> read.Counts:
        with self._errors():
            return read.counts(self.db)

    def articles(self, *, outlet: str | None = None) -> list[read.ArticleRow]:
        with self._errors():
            return read.articles(self.db, outlet=outlet)

    def article(self, words: str, *, number: int | None = None) -> read.StoredArticle:
        """By id or its beginning, URL or `doc`; the current version, or that of a number."""
        with self._errors():
            found = read.find_articles(self.db, words)
            if len(found) > 1:
                rows = [row for row in read.articles(self.db) if row.id in found][:10]
                names = (f"{row.id} ({row.outlet or 'no outlet'}, {row.published or 'no date'})" for row in rows)
                raise InputError(f"{words} may be any of {', '.join(names)}: give one of these ids")
            stored = read.article(self.db, found[0], number=number) if found else None
        if stored is None:
            raise InputError(f"no article {words} in {self.path}: `onrecord export {self.path} articles` lists them")
        return stored

    def speakers(self, *, name: str | None = None, outlet: str | None = None) -> list[SpeakerRow]:
        with self._errors():
            return read.speakers(self.db, name=name, outlet=outlet)

    def statements(self, *, limit: int | None = None, **wanted: Unpack[read.Wanted]) -> list[read.StatementRow]:
        with self._errors():
            return read.statements(self.db, limit=limit, **wanted)

    def search(self, query: str, *, limit: int | None = None, **wanted: Unpack[read.Wanted]) -> list[read.StatementRow]:
        with self._errors():
            return read.search(self.db, query, limit=limit, **wanted)

    def correct(self, change: Change, author: str) -> Correction:
        """What a person says of a statement: it outranks what the model says there, and survives another reading."""
        return write.correct(self.db, change, author)

    def undo(self, number: int) -> Correction:
        """Take a correction back."""
        return write.undo(self.db, number)

    def join_claims(self, one: str, other: str, author: str, reason: str = "") -> Judgement:
        """Say that two claims, by their ids, are one: the first. StaleError where one of them is not there."""
        return judging.judge(self.db, "join", author, reason, lambda db: judgements.join_claims(db, one, other))

    def part_claim(self, claim: str, proposition: str, author: str, reason: str = "") -> Judgement:
        """Say that words of a claim are of another. `proposition` is that of `claim(...).stances`."""
        return judging.judge(self.db, "part", author, reason, lambda db: judgements.part_words(db, claim, proposition))

    def dismiss(self, disagreement: Disagreement, author: str, reason: str) -> Judgement:
        """Say that a disagreement is none, and why."""
        return judging.judge(self.db, "dismiss", author, reason, lambda _: disagreement.anchors, disagreement.row.kind)

    def undo_judgement(self, number: int) -> Judgement:
        return judging.undo(self.db, number)

    def judgements(self) -> list[JudgementRow]:
        """What people said across articles, the newest first, undone ones too."""
        with self._errors():
            return list(judgements.iter_rows(self.db))

    def corrections(self, **wanted: Unpack[Listed]) -> list[CorrectionRow]:
        """The newest first, those that were undone too."""
        with self._errors():
            return list(iter_corrections(self.db, **wanted))

    def progress(self, article_id: str | None = None) -> Progress:
        with self._errors():
            return progress(self.db, article_id=article_id)

    def skipped(self) -> list[Skipped]:
        with self._errors():
            return read.skipped(self.db)

    def iter_table(self, table: str) -> Iterator[tables.Row]:
        return tables.iter_table(self.db, table)

    def check(self) -> list[check.Problem]:
        return check.check(self.db)

    def rebuild_index(self) -> None:
        write.rebuild_index(self.db)

    def _errors(self) -> AbstractContextManager[None]:
        return sqlite_errors(str(self.path))

    def _run_id(self) -> int:
        if self._run is None:
            self._run = write.start_run(self.db, _own_version(), self.model)
        return self._run


def _own_version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
