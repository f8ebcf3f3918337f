"""The data of every page and table, for the terminal, the report, `--json` and the exports alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from onrecord import ids
from onrecord.errors import REASONS
from onrecord.extract.misses import Reason, find_misses
from onrecord.records import Act, Article, Attribution, Extraction, Kind, Skipped, Span, Spans
from onrecord.store import read
from onrecord.store.read import Wanted
from onrecord.store.record import Record
from onrecord.store.speakers import Whose, whose_in
from onrecord.text.layout import find_body_layout
from onrecord.views.marks import Segment, Words, cut_segments, cut_words, join_words

NO_OUTLET = "no outlet named"
NO_SPEAKER = "no speaker named"
PRONOUNS = frozenset(("i", "he", "she", "it", "we", "they", "who", "him", "her", "them"))
KEPT_ARTICLES = 64  # while statements are listed in another order than that of their articles


@dataclass(frozen=True, slots=True)
class Overview:
    """What a record holds, in numbers."""

    articles: int
    outlets: int
    statements: int
    speakers: int
    unattributed: int  # statements whose speaker is not known
    skipped: int
    first: str | None  # earliest and latest day of publication
    last: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with what a reader must know of it."""

    id: str  # within the article
    article: str
    doc: str
    title: str
    outlet: str
    published: str | None
    said_on: str | None
    kind: Kind
    act: Act
    speaker: str | None  # the name that the record has, or the article; None where the text gives nobody
    speaker_id: str | None  # of the person in the record; in the page of one article the same for one name
    speaker_label: str
    addressee: str | None
    chain: tuple[str, ...]  # outlet, whom it cites, whom that one cites ... the speaker
    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    parent: str | None
    flags: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker in the list of speakers: a person or body of the record, or the source of one article."""

    id: str | None  # None for the statements without a speaker
    name: str
    label: str  # person, organisation ... unnamed, whose words may stand for many; "" without a speaker
    statements: int
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker and all that they are reported to have said, by date."""

    speaker: SpeakerRow
    names: tuple[str, ...]  # the words that stood for the speaker, pronouns aside, most frequent first
    first: str | None  # day of the earliest and the latest statement
    last: str | None
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in the list of articles."""

    id: str
    doc: str
    title: str
    outlet: str
    published: str | None
    inferred: str | None  # "2026-03-03/2026-03-05", only where `published` is unknown
    inferred_from: str  # the words it was read from
    url: str | None
    language: str
    statements: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with its statements marked. Its segments joined are its text."""

    article: ArticleRow
    segments: tuple[Segment, ...]
    statements: tuple[StatementRow, ...]
    body_start: int = 0  # where the report begins: after the front matter, at the beginning of a segment


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """An input that gave no article, with the reason in words."""

    doc: str
    reason: str  # a code of errors.REASONS
    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class MissRow:
    """A sentence that may hold a statement which was not found."""

    article: str
    doc: str
    title: str
    outlet: str
    published: str | None
    reason: Reason  # a "quotation" or a "cue" that lies in no statement
    words: tuple[Words, ...]  # the quotations or the cues
    sentence: Words


def read_overview(record: Record) -> Overview:
    counts = record.counts()
    days = sorted(row.published for row in record.articles() if row.published)
    return Overview(
        articles=counts.articles,
        outlets=counts.outlets,
        statements=counts.statements,
        speakers=counts.speakers,
        unattributed=counts.statements - sum(speaker.statements for speaker in record.speakers()),
        skipped=counts.skipped,
        first=days[0][:10] if days else None,
        last=days[-1][:10] if days else None,
    )


def read_speakers(record: Record, *, name: str | None = None, outlet: str | None = None) -> tuple[SpeakerRow, ...]:
    rows = record.speakers(name=name, outlet=outlet)
    return tuple(SpeakerRow(row.key, row.name, row.label, row.statements, row.articles, row.outlets) for row in rows)


def read_speaker_pages(record: Record, **wanted: Unpack[Wanted]) -> tuple[SpeakerPage, ...]:
    """A page for each speaker whose statements are wanted."""
    return make_speaker_pages(read_statements(record, **wanted))


def read_statements(record: Record, *, limit: int | None = None, **wanted: Unpack[Wanted]) -> tuple[StatementRow, ...]:
    return _with_chains(record, record.statements(limit=limit, **wanted))


def find_statements(
    record: Record, query: str, *, limit: int | None = None, **wanted: Unpack[Wanted]
) -> tuple[StatementRow, ...]:
    """Best first."""
    return _with_chains(record, record.search(query, limit=limit, **wanted))


def read_article(record: Record, words: str, *, number: int | None = None) -> ArticlePage:
    """The speakers under the record's names."""
    stored = record.article(words, number=number)
    page = make_article_page(stored.id, stored.extraction)
    whose = whose_in(record.db, stored.version_id)
    return replace(page, statements=tuple(name_speaker(row, whose.get(row.id)) for row in page.statements))


def iter_article_pages(record: Record, *, outlet: str | None = None) -> Iterator[ArticlePage]:
    """One at a time, by date: the texts of a large record need not be in memory together."""
    for row in record.articles(outlet=outlet):
        yield read_article(record, row.id)


def read_skipped(record: Record) -> tuple[SkippedRow, ...]:
    return tuple(map(make_skipped_row, record.skipped()))


def read_misses(record: Record, *, outlet: str | None = None) -> tuple[MissRow, ...]:
    """By date of the articles, then in the order of their texts. Found anew each time: they are not in the record."""
    articles = (record.article(row.id) for row in record.articles(outlet=outlet))
    return tuple(row for stored in articles for row in make_miss_rows(stored.id, stored.extraction))


def make_article_row(article: str, extraction: Extraction) -> ArticleRow:
    head = extraction.article
    inferred = head.inferred if head.published is None else None
    return ArticleRow(
        id=article,
        doc=head.doc,
        title=head.title,
        outlet=head.outlet,
        published=head.published,
        inferred=f"{inferred.earliest}/{inferred.latest}" if inferred else None,
        inferred_from=join_words(cut_words(head.text, inferred.words)) if inferred else "",
        url=head.url,
        language=head.language,
        statements=len(extraction.statements),
    )


def make_article_page(article: str, extraction: Extraction) -> ArticlePage:
    head = extraction.article
    return ArticlePage(
        article=make_article_row(article, extraction),
        segments=cut_segments(head.text, extraction.statements, find_asides(head)),
        statements=make_statement_rows(article, extraction),
        body_start=head.body.start if head.body else 0,
    )


def make_statement_rows(article: str, extraction: Extraction) -> tuple[StatementRow, ...]:
    head = extraction.article
    by_id = {statement.id: statement for statement in extraction.statements}
    label_of = {entity.id: entity.label for entity in extraction.entities}
    return tuple(
        StatementRow(
            id=statement.id,
            article=article,
            doc=head.doc,
            title=head.title,
            outlet=head.outlet,
            published=head.published,
            said_on=statement.said_on,
            kind=statement.kind,
            act=statement.act,
            speaker=statement.speaker.name if statement.speaker else None,
            speaker_id=ids.name_key(statement.speaker.name) if statement.speaker else None,
            speaker_label=label_of.get(statement.speaker.id, "other") if statement.speaker else "",
            addressee=statement.addressee.name if statement.addressee else None,
            chain=_find_chain(head, statement, by_id),
            source=cut_words(head.text, statement.source),
            cue=cut_words(head.text, statement.cue),
            content=cut_words(head.text, statement.content),
            parent=statement.parent,
            flags=statement.flags,
            score=statement.score,
        )
        for statement in extraction.statements
    )


def name_speaker(row: StatementRow, whose: Whose | None) -> StatementRow:
    """As the record has the speaker."""
    return replace(row, speaker=whose.name, speaker_id=whose.key) if whose else row


def make_miss_rows(article: str, extraction: Extraction) -> tuple[MissRow, ...]:
    head = extraction.article
    return tuple(
        MissRow(
            article=article,
            doc=head.doc,
            title=head.title,
            outlet=head.outlet,
            published=head.published,
            reason=miss.reason,
            words=cut_words(head.text, miss.words),
            sentence=Words(*miss.span, head.text[slice(*miss.span)]),
        )
        for miss in find_misses(find_body_layout(head), extraction.statements)
    )


def make_speaker_pages(rows: Iterable[StatementRow]) -> tuple[SpeakerPage, ...]:
    """One page a speaker, those with most statements first, the statements without a speaker last."""
    rows_of: dict[str | None, list[StatementRow]] = {}
    for row in rows:
        rows_of.setdefault(row.speaker_id, []).append(row)
    pages = [_make_speaker_page(speaker, group) for speaker, group in rows_of.items()]
    pages.sort(key=lambda page: (page.speaker.id is None, -page.speaker.statements, page.speaker.id or ""))
    return tuple(pages)


def make_skipped_row(skipped: Skipped) -> SkippedRow:
    return SkippedRow(skipped.doc, skipped.reason, REASONS.get(skipped.reason, skipped.reason), skipped.detail)


def find_day(row: StatementRow) -> str:
    """The day a statement is listed under: when it was said, else when it was published, else nothing."""
    return (row.said_on or row.published or "")[:10]


def find_asides(article: Article) -> Spans:
    """What stands in the text and is not the report: front matter, and what was recognised as furniture."""
    body = article.body or Span(0, len(article.text))
    return Span(0, body.start), Span(body.end, len(article.text)), *article.furniture


def _make_speaker_page(speaker: str | None, rows: Sequence[StatementRow]) -> SpeakerPage:
    days = sorted(find_day(row) for row in rows if find_day(row))
    words = (join_words(row.source) for row in rows if row.source)
    row = SpeakerRow(
        id=speaker,
        name=NO_SPEAKER if speaker is None else _by_number(row.speaker or "" for row in rows)[0],
        label=_by_number(row.speaker_label for row in rows)[0],
        statements=len(rows),
        articles=len({row.article for row in rows}),
        outlets=tuple(sorted({row.outlet for row in rows if row.outlet})),
    )
    return SpeakerPage(
        speaker=row,
        names=_by_number(name for name in words if name.casefold() not in PRONOUNS),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        statements=tuple(sorted(rows, key=lambda row: find_day(row) or "9999")),
    )


def _with_chains(record: Record, found: Iterable[read.StatementRow]) -> tuple[StatementRow, ...]:
    """A statement's chain leads through others of its article, so the article is read with it."""
    kept: dict[str, dict[str, StatementRow]] = {}
    rows = []
    for row in found:
        if row.version_id not in kept:
            if len(kept) >= KEPT_ARTICLES:
                kept.clear()
            extraction = read.load_extraction(record.db, row.version_id)
            kept[row.version_id] = {one.id: one for one in make_statement_rows(row.article_id, extraction)}
        made = kept[row.version_id][row.statement.id]
        rows.append(replace(made, speaker=row.speaker_name, speaker_id=row.speaker_key))
    return tuple(rows)


def _find_chain(head: Article, statement: Attribution, by_id: Mapping[str, Attribution]) -> tuple[str, ...]:
    """The outlet, then from the outermost statement inwards who is cited; a name is not said twice in a row."""
    links: list[str] = []
    seen: set[str] = set()
    link: Attribution | None = statement
    while link is not None and link.id not in seen:
        seen.add(link.id)
        words = join_words(cut_words(head.text, link.source))
        links.append(link.speaker.name if link.speaker else words or NO_SPEAKER)
        link = by_id.get(link.parent) if link.parent else None
    links.append(head.outlet or NO_OUTLET)
    links.reverse()
    return tuple(name for place, name in enumerate(links) if place == 0 or name != links[place - 1])


def _by_number(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, the most frequent first."""
    number_of = Counter(words)
    return tuple(sorted(number_of, key=lambda word: (-number_of[word], word)))
