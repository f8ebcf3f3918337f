"""The one place where the stages meet: numbered steps from inputs to statements, and from statements to a record."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

from onrecord.errors import REASONS, InputError, OnrecordError
from onrecord.extract import jsonlines, reading
from onrecord.inference.weights import load_model
from onrecord.ingest.files import RawItem, iter_items
from onrecord.records import Article, Extraction, Skipped
from onrecord.settings import Settings
from onrecord.store.transaction import Tell
from onrecord.text.article import to_article

# The model reads the articles of a batch together; more would not be faster, and a kill would cost more of them.
BATCH_ARTICLES = 16
BATCH_CHARS = 100_000
PASSING_PLACES = ("standard input", "/dev/", "/proc/")  # what is found there next time is something else

Item = RawItem | Skipped
Ready = Article | Extraction | Skipped
Result = Extraction | Skipped
ReadArticles = Callable[[Sequence[Article], Settings], list[Extraction]]
Progress = Callable[[Result, str], None]  # the result, and what became of it in the record
In = TypeVar("In", bound=Item | Ready)
Out = TypeVar("Out")


class Run(Protocol):
    """Applies a function to batches and gives what it returns in their order: here, or in other processes."""

    def __call__(
        self,
        function: Callable[[Sequence[In]], list[Out]],
        batches: Iterable[Sequence[In]],
        give_up: Callable[[In], Out],
    ) -> Iterator[list[Out]]: ...


class Store(Protocol):
    """What the pipeline asks of a record."""

    def knows(self, article: Article) -> bool:
        """Whether the same text of the same article is in the record, so that it need not be read again."""

    def add_all(self, items: Iterable[Result], *, replace: bool = False) -> Iterator[str]: ...

    def skipped(self) -> list[Skipped]: ...

    def reconcile(self, tell: Tell | None = None) -> int:
        """Work on what is new in the record: who is who, and what accounts share or dispute."""

    def forget(self, skipped: Iterable[Skipped]) -> None:
        """Take out rows of inputs that are no longer skipped."""


@dataclass(slots=True)
class Tally:
    """What came of a run. `outcomes` counts by the words of the store: added, unchanged, skipped ..."""

    articles: int = 0
    statements: int = 0
    skipped: int = 0
    undated: int = 0  # articles without a publication date
    outcomes: dict[str, int] = field(default_factory=dict)

    def note(self, result: Result, outcome: str = "") -> None:
        if outcome:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        if isinstance(result, Skipped) or outcome == "skipped":
            self.skipped += 1
            return
        self.articles += 1
        self.statements += len(result.statements)
        self.undated += result.article.published is None


def read(
    text: str,
    *,
    doc: str = "text",
    title: str = "",
    outlet: str = "",
    published: str | date | None = None,
    url: str | None = None,
) -> Extraction:
    """Who said what in one article. Raises InputError where the text cannot be read, with the reason.

    `text` is taken as it is: offsets in the result are offsets in it.
    """
    day = published.isoformat() if isinstance(published, date) else published
    item = RawItem(doc, doc, "json", text, outlet=outlet, title=title, published=day, url=url)
    (result,) = read_items([item], Settings())
    if isinstance(result, Skipped):
        raise InputError(f"{REASONS[result.reason]}: {result.detail}")
    if day and result.article.published is None:
        raise InputError(f"published={day!r} is not a date: write it as 2026-03-06")
    return result


def read_inputs(inputs: Sequence[str], settings: Settings, *, run: Run | None = None) -> Iterator[Result]:
    """What files, folders and standard input ("-") hold, in order."""
    return read_items(iter_items(inputs, settings), settings, run=run)


def read_items(
    items: Iterable[Item],
    settings: Settings,
    read_articles: ReadArticles | None = None,
    *,
    run: Run | None = None,
) -> Iterator[Result]:
    """An extraction or a reason for every item, in the order of the items."""
    run = run or run_here
    places: deque[str] = deque()
    # 1. Items to articles.
    ready = run(partial(prepare, settings=settings), cut_batches(_noting_places(items, places)), give_up)
    # 2. Articles to statements.
    results = run(partial(read_batch, settings=settings, read_articles=read_articles), ready, give_up)
    for batch in results:
        for result in batch:
            yield _tell_place(result, places.popleft())


def add(
    record: Store,
    inputs: Sequence[str],
    settings: Settings,
    progress: Progress | None = None,
    *,
    run: Run | None = None,
    again: bool = False,
    read_articles: ReadArticles | None = None,
    tell: Tell | None = None,
) -> Tally:
    """Read the inputs into the record. What it knows already is not read again, unless `again`."""
    run = run or run_here
    tally = Tally()
    earlier = _Earlier(record.skipped())
    places: deque[str] = deque()
    # 1. Inputs to items, in an order that does not change from run to run.
    items = _noting_places(iter_items(inputs, settings), places)
    # 2. Items to articles.
    ready = run(partial(prepare, settings=settings), cut_batches(items), give_up)
    # 3. Leave out what the record knows.
    wanted = ready if again else (leave_out_known(batch, record) for batch in ready)
    # 4. Articles to statements.
    batches = run(partial(read_batch, settings=settings, read_articles=read_articles), wanted, give_up)
    # 5. Statements to the record, in the order of the inputs.
    passing: deque[tuple[Result, str]] = deque()
    for outcome in record.add_all(_noting(batches, places, passing), replace=again):
        result, place = passing.popleft()
        earlier.note(result, place)
        tally.note(result, outcome)
        if progress:
            progress(result, outcome)
    # 6. What earlier runs skipped at these places, and this one did not.
    record.forget(earlier.mended())
    # 7. Who is who over the whole record; copies, discrepancies and drifting quotations between articles.
    record.reconcile(tell)
    return tally


def run_here(
    function: Callable[[Sequence[In]], list[Out]],
    batches: Iterable[Sequence[In]],
    give_up: Callable[[In], Out],  # noqa: ARG001 - as Run has it
) -> Iterator[list[Out]]:
    """In this process; nothing to give up, since there is nobody left when it ends."""
    return map(function, batches)


def cut_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The same inputs are always cut at the same places, so that a broken-off run goes on as it would have."""
    batch: list[Item] = []
    chars = 0
    for item in items:
        size = len(item.data) if isinstance(item, RawItem) else 0
        if batch and (len(batch) == BATCH_ARTICLES or chars + size > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(item)
        chars += size
    if batch:
        yield batch


def prepare(batch: Sequence[Item], settings: Settings) -> list[Ready]:
    """Items to articles; lines that `onrecord read` wrote are finished already."""
    return [_prepare(item, settings) for item in batch]


def leave_out_known(batch: list[Ready], record: Store) -> list[Ready]:
    """A batch is read as a whole or not at all: what is beside an article must not depend on where a run broke off.

    Articles that are left out go on without statements, so that the record can note a new address or date.
    """
    articles = [item for item in batch if isinstance(item, Article)]
    if not all(record.knows(article) for article in articles):
        return batch
    return [Extraction(item) if isinstance(item, Article) else item for item in batch]


def read_batch(batch: Sequence[Ready], settings: Settings, read_articles: ReadArticles | None = None) -> list[Result]:
    """Articles to statements. Where the batch fails, its articles are read one by one, and only one is lost."""
    reader = read_articles or _read_articles
    articles = [item for item in batch if isinstance(item, Article)]
    try:
        found = iter(reader(articles, settings) if articles else [])
    except OnrecordError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles are not to suffer
        if len(articles) > 1:
            return [result for item in batch for result in read_batch([item], settings, read_articles)]
        return [_failed(item.doc, error) if isinstance(item, Article) else item for item in batch]
    return [next(found) if isinstance(item, Article) else item for item in batch]


def give_up(item: Item | Ready) -> Skipped:
    """For an item whose process was ended from outside."""
    doc = item.article.doc if isinstance(item, Extraction) else item.doc
    return Skipped(doc, "failed", f"{doc}: the process that read it was ended, perhaps for want of memory")


def _prepare(item: Item, settings: Settings) -> Ready:
    if isinstance(item, Skipped):
        return item
    try:
        if item.extraction is not None:
            return jsonlines.from_json(item.extraction)
        return to_article(item, settings)
    except OnrecordError as error:
        return Skipped(item.doc, "failed", f"{item.name}: {error}")
    except Exception as error:  # noqa: BLE001 - as in read_batch
        if item.extraction is not None:
            detail = f"{item.name}: not a line as `onrecord read` writes it ({type(error).__name__})"
            return Skipped(item.doc, "bad-json", detail)
        return _failed(item.doc, error)


def _failed(doc: str, error: Exception) -> Skipped:
    return Skipped(
        doc, "failed", f"{doc}: {type(error).__name__} while reading it; please report this with the article"
    )


class _Earlier:
    """What earlier runs skipped, by the place that its detail begins with."""

    def __init__(self, rows: Iterable[Skipped]) -> None:
        self._at: dict[str, list[Skipped]] = {}
        for row in rows:
            parts = row.detail.split(": ")
            for size in range(1, len(parts)):  # a file name may hold a colon, too
                self._at.setdefault(": ".join(parts[:size]), []).append(row)
        self._passed: set[Skipped] = set()
        self._still: set[Skipped] = set()

    def note(self, result: Result, place: str) -> None:
        if not self._at:
            return
        if isinstance(result, Skipped):
            self._still.add(result)
            place = place or result.detail.split(": ", 1)[0]
        if not place.startswith(PASSING_PLACES):
            for name in (place, re.sub(r", (?:line|item) \d+$", "", place)):
                self._passed.update(self._at.get(name, ()))

    def mended(self) -> set[Skipped]:
        return self._passed - self._still


def _noting_places(items: Iterable[Item], places: deque[str]) -> Iterator[Item]:
    """Where each item was found; the result of an item comes in its turn."""
    for item in items:
        places.append(item.name if isinstance(item, RawItem) else "")
        yield item


def _noting(
    batches: Iterable[Sequence[Result]], places: deque[str], passing: deque[tuple[Result, str]]
) -> Iterator[Result]:
    for batch in batches:
        for result in batch:
            place = places.popleft()
            told = _tell_place(result, place)
            passing.append((told, place))
            yield told


def _tell_place(result: Result, place: str) -> Result:
    """Where reading failed, only the name of the article was known."""
    if isinstance(result, Skipped) and result.reason == "failed" and place:
        detail = result.detail.removeprefix(f"{place}: ").removeprefix(f"{result.doc}: ")
        return replace(result, detail=f"{place}: {detail}")
    return result


def _read_articles(articles: Sequence[Article], settings: Settings) -> list[Extraction]:
    return reading.read_articles(load_model(), articles, settings)
