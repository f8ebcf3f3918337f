"""The pages: what each of them holds, read from the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil

from onrecord import ids
from onrecord.extract.jsonlines import ACTS
from onrecord.extract.misses import find_misses
from onrecord.records import Attribution, Extraction
from onrecord.store import browse, corrections, read
from onrecord.store.browse import MANY, Found, Summary
from onrecord.store.corrections import CorrectionRow
from onrecord.store.read import Wanted
from onrecord.text.layout import find_body_layout
from onrecord.views import pages
from onrecord.views.marks import cut_segments
from onrecord.views.pages import NO_OUTLET, NO_SPEAKER, StatementRow, make_statement_rows
from onrecord.views.templating import ACTS as ACT_WORDS
from onrecord.web import links
from onrecord.web.room import Room
from onrecord.web.shapes import (
    ArticlePage,
    ArticlesPage,
    Corrected,
    CorrectionsPage,
    Miss,
    Number,
    Part,
    Period,
    SearchPage,
    SkippedPage,
    SpeakerPage,
    SpeakersPage,
    Statement,
    StoryPage,
    Wants,
    Window,
)
from onrecord.web.text import Piece, cut_pieces

ON_PAGE = 30
TOP = 12
LATEST = 8
PERIODS = 60  # bars of the picture of days
WINDOW = 100_000  # characters of a text on one page
LONG = 2 * WINDOW  # a text that is longer than this is shown in windows
MAX_PAGE = 10_000
EXPORTED = 5000  # rows


def read_story(room: Room) -> StoryPage:
    summary, record = room.summary(), room.record()
    return StoryPage(
        title=room.title,
        articles=summary.articles,
        versions=summary.versions,
        statements=summary.statements,
        speakers=summary.speakers,
        unattributed=summary.unattributed,
        skipped=summary.skipped,
        progress=corrections.progress(record.db, statements=summary.statements),
        periods=make_periods(summary.days),
        top_speakers=tuple(map(_name, summary.names[:TOP])),
        outlets=tuple(
            Number(name or NO_OUTLET, statements, articles, links.link_articles(name))
            for name, articles, statements in summary.outlets[:TOP]
        ),
        acts=tuple(Number(ACT_WORDS[act], number, None, links.link_search(act=act)) for act, number in summary.acts),
        latest=_article_rows(browse.list_articles(record.db, limit=LATEST)),
    )


def read_articles(room: Room, outlet: str | None, page: int) -> ArticlesPage:
    summary = room.summary()
    counts = {name: articles for name, articles, _ in summary.outlets}
    total = sum(counts.values()) if outlet is None else counts.get(outlet, 0)
    rows = browse.list_articles(room.record().db, outlet=outlet, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    return ArticlesPage(make_part(page, total), outlet, _outlets(summary), _article_rows(rows))


def read_speakers(room: Room, name: str, page: int) -> SpeakersPage:
    words = ids.name_key(name).split()
    found = [row for row in room.summary().names if all(word in row.key for word in words)]
    rows = found[(page - 1) * ON_PAGE * 2 : page * ON_PAGE * 2]
    return SpeakersPage(make_part(page, len(found), ON_PAGE * 2), name, tuple(map(_name, rows)))


def read_speaker(room: Room, slug: str, page: int, *, oldest: bool) -> SpeakerPage | None:
    db = room.record().db
    for key in links.keys_of_slug(slug):
        quoted = browse.quoted(db, key)
        if quoted is None:
            continue
        found = browse.find(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE, oldest=oldest, speaker_key=key)
        statements = make_statements(found)
        return SpeakerPage(
            name=statements[0].speaker or NO_SPEAKER if statements else key,
            key=key,
            label=quoted.label,
            articles=quoted.articles,
            first=quoted.first and quoted.first[:10],
            last=quoted.last and quoted.last[:10],
            names=quoted.names,
            roles=quoted.roles,
            outlets=tuple(
                Number(name or NO_OUTLET, number, None, links.link_search(speaker=key, outlet=name))
                for name, number in quoted.outlets
            ),
            through=tuple(
                Number(name, number, None, links.link_speaker(ids.name_key(name))) for name, number in quoted.through
            ),
            acts=tuple(
                Number(ACT_WORDS[act], number, None, links.link_search(speaker=key, act=act))
                for act, number in quoted.acts
            ),
            oldest=oldest,
            part=make_part(page, quoted.statements),
            statements=statements,
        )
    return None


def read_search(room: Room, wants: Wants, page: int, *, size: int = ON_PAGE) -> SearchPage:
    summary, db = room.summary(), room.record().db
    wanted = Wanted(
        speaker=wants.speaker,
        outlet=wants.outlet,
        act=wants.act,
        kind=wants.kind,
        since=wants.since,
        until=wants.until,
    )
    asked = bool(wants.q.strip()) or any(wanted.values())
    query = wants.q if wants.q.strip() else ""
    total = browse.count_found(db, query, **wanted) if asked else 0
    found = browse.find(db, query, limit=size, offset=(page - 1) * size, **wanted) if total else []
    return SearchPage(
        wanted=wants,
        asked=asked,
        ranked=bool(query and total and browse.is_ranked(db, query)),
        outlets=_outlets(summary),
        acts=ACTS,
        part=make_part(page, min(total, MANY), size, more=total > MANY),
        statements=make_statements(found),
    )


def read_article(room: Room, article_id: str, version: int | None, start: int) -> ArticlePage | None:
    record = room.record()
    stored = read.article(record.db, article_id, number=version)
    if stored is None:
        return None
    extraction = stored.extraction
    head = extraction.article
    window = cut_window(len(head.text), start)
    rows = make_statement_rows(stored.id, extraction)
    depths = find_depths(extraction.statements)
    numbered = [
        to_statement(row, stored.number, depths[row.id], number=number, url=head.url)
        for number, row in enumerate(rows, 1)
    ]
    return ArticlePage(
        article=pages.make_article_row(stored.id, extraction),
        version=stored.number,
        current=stored.current,
        sha256=head.sha256,
        versions=tuple(browse.list_versions(record.db, stored.id)),
        text=head.text[window.start : window.end],
        window=window,
        furniture=tuple((span.start, span.end) for span in pages.find_asides(head) if span.end > span.start),
        statements=tuple(row for row in numbered if _begins_in(row, window)),
        misses=_find_misses(extraction) if window.length <= LONG else (),
        speakers=tuple(dict.fromkeys(entity.name for entity in extraction.entities)),
        progress=corrections.progress(record.db, article_id=stored.id),
        corrections=make_corrections(corrections.iter_corrections(record.db, article=stored.id, limit=200)),
    )


def cut_article(room: Room, page: ArticlePage) -> tuple[Piece, ...]:
    """The text of the page in pieces that can be marked."""
    stored = read.article(room.record().db, page.article.id, number=page.version)
    if stored is None:
        return ()
    head = stored.extraction.article
    segments = cut_segments(head.text, stored.extraction.statements, pages.find_asides(head))
    body = head.body.start if head.body else 0
    return cut_pieces(segments, page.misses, page.window.start, page.window.end, body)


def read_statement(room: Room, article_id: str, version: int | None, statement: str) -> Statement | None:
    stored = read.article(room.record().db, article_id, number=version)
    if stored is None:
        return None
    depths = find_depths(stored.extraction.statements)
    for number, row in enumerate(make_statement_rows(stored.id, stored.extraction), 1):
        if row.id == statement:
            return to_statement(row, stored.number, depths[row.id], number=number, url=stored.extraction.article.url)
    return None


def read_corrections(room: Room, page: int) -> CorrectionsPage:
    db = room.record().db
    total = corrections.count(db)
    rows = corrections.iter_corrections(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    progress = corrections.progress(db, statements=room.summary().statements)
    return CorrectionsPage(progress, make_part(page, total), make_corrections(rows))


def read_skipped(room: Room, page: int) -> SkippedPage:
    db = room.record().db
    rows = browse.list_skipped(db, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
    total = browse.count_skipped(db)
    return SkippedPage(make_part(page, total), tuple(map(pages.make_skipped_row, rows)))


def make_statements(found: Iterable[Found]) -> tuple[Statement, ...]:
    statements = []
    for one in found:
        row = make_statement_rows(one.article_id, one.part)[0]
        depth = len(one.part.statements) - 1
        statements.append(to_statement(row, one.number, depth, snippet=one.snippet, url=one.part.article.url))
    return tuple(statements)


def to_statement(
    row: StatementRow, version: int, depth: int, *, number: int = 0, snippet: str = "", url: str | None = None
) -> Statement:
    return Statement(
        id=row.id,
        number=number,
        link=links.link_statement(row, version),
        article=row.article,
        version=version,
        doc=row.doc,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=url,
        said_on=row.said_on,
        kind=row.kind,
        act=row.act,
        speaker=row.speaker,
        speaker_link=links.link_speaker(row.speaker_id) if row.speaker_id else None,
        speaker_label=row.speaker_label,
        addressee=row.addressee,
        chain=row.chain,
        source=row.source,
        cue=row.cue,
        content=row.content,
        parent=row.parent,
        depth=depth,
        flags=row.flags,
        score=row.score,
        snippet=snippet,
    )


def make_corrections(rows: Iterable[CorrectionRow]) -> tuple[Corrected, ...]:
    return tuple(
        Corrected(
            id=row.correction.id,
            made=row.correction.made,
            author=row.correction.author,
            what=row.correction.what,
            article=row.correction.article_id,
            doc=row.doc,
            title=row.title,
            outlet=row.outlet,
            link=links.link_article(row.correction.article_id),
            words=row.words,
            before=_tell(row.correction.what, row.correction.seen),
            after=_tell(row.correction.what, row.correction.becomes),
            orphan=row.orphan,
            undone=row.correction.undone,
        )
        for row in rows
    )


def make_part(page: int, total: int, size: int = ON_PAGE, *, more: bool = False) -> Part:
    return Part(page=page, pages=max(1, ceil(total / size)), total=total, more=more)


def make_periods(days: Sequence[tuple[str, int]]) -> tuple[Period, ...]:
    """At most PERIODS bars of equal length; days without a statement count. What is no date is left out."""
    dated: list[tuple[date, int]] = []
    for day, number in days:
        try:
            dated.append((date.fromisoformat(day), number))
        except ValueError:
            continue
    if not dated:
        return ()
    first, last = dated[0][0], dated[-1][0]
    length = ceil(((last - first).days + 1) / PERIODS)
    counts = [0] * (((last - first).days // length) + 1)
    for when, number in dated:
        counts[(when - first).days // length] += number
    starts = [first + timedelta(days=length * place) for place in range(len(counts))]
    return tuple(
        Period(start.isoformat(), min(last, start + timedelta(days=length - 1)).isoformat(), number)
        for start, number in zip(starts, counts, strict=True)
    )


def find_depths(statements: Sequence[Attribution]) -> dict[str, int]:
    """In how many others each statement lies."""
    parent_of = {statement.id: statement.parent for statement in statements}
    depths: dict[str, int] = {}
    for statement in statements:
        depth, above = 0, statement.parent
        while above is not None and depth <= len(parent_of):
            depth, above = depth + 1, parent_of.get(above)
        depths[statement.id] = depth
    return depths


def cut_window(length: int, start: int) -> Window:
    """All of a text that is not long; else a page of it."""
    if length <= LONG:
        return Window(0, length, length)
    begin = min(max(start, 0), length - 1) // WINDOW * WINDOW
    return Window(begin, min(begin + WINDOW, length), length)


def _begins_in(row: Statement, window: Window) -> bool:
    start, _ = links.find_extent(row.source, row.cue, row.content)
    return window.start <= start < max(window.end, 1)


def _find_misses(extraction: Extraction) -> tuple[Miss, ...]:
    found = find_misses(find_body_layout(extraction.article), extraction.statements)
    return tuple(Miss(miss.span.start, miss.span.end, miss.reason) for miss in found)


def _article_rows(rows: Iterable[read.ArticleRow]) -> tuple[pages.ArticleRow, ...]:
    return tuple(
        pages.ArticleRow(
            id=row.id,
            doc=row.doc,
            title=row.title,
            outlet=row.outlet,
            published=row.published,
            inferred=f"{row.inferred.earliest}/{row.inferred.latest}" if row.inferred and not row.published else None,
            inferred_from="",
            url=row.url,
            language=row.language,
            statements=row.statements,
        )
        for row in rows
    )


def _name(row: browse.NameRow) -> Number:
    return Number(row.name, row.statements, row.articles, links.link_speaker(row.key))


def _outlets(summary: Summary) -> tuple[str, ...]:
    return tuple(sorted(name for name, _, _ in summary.outlets if name))


def _tell(what: str, statement: Attribution | None) -> str:
    if statement is None or what in ("accept", "reject", "add", "spans"):
        return ""
    if what == "speaker":
        return statement.speaker.name if statement.speaker else NO_SPEAKER
    return statement.kind if what == "kind" else ACT_WORDS[statement.act]
