"""Extractions for the tests of the record: one by hand, many by number, any by hypothesis."""

from __future__ import annotations

import dataclasses
import hashlib
import random

from hypothesis import strategies as st

from onrecord.records import (
    Article,
    Attribution,
    Dateline,
    Entity,
    Event,
    Extraction,
    Label,
    Mention,
    Skipped,
    Span,
    Speaker,
    Timex,
    TimexType,
)
from onrecord.store.record import Record
from onrecord.store.tables import TABLES, Row

WORDS = """
    harbour tariff strait ferry minister council treaty sailor envoy border cargo winter autumn bridge railway
    budget signal market island captain deputy session letter pledge freight customs terminal convoy district
    meeting proposal answer visit region summit pilot ledger archive garden window copper timber valley
""".split()


def make_article(text: str, **fields: object) -> Article:
    article = Article(doc="report-1", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    return dataclasses.replace(article, **fields)  # type: ignore[arg-type]


def make_extraction(text: str, **fields: object) -> Extraction:
    """An article of one statement: its first word says the others."""
    article = make_article(text, **fields)
    first = len(text.split(maxsplit=1)[0])
    entity = Entity("e1", text[:first], "person", (text[:first],))
    statement = Attribution(
        id="s1",
        source=(Span(0, first),),
        cue=(Span(first + 1, first + 2),),
        content=(Span(first + 2, len(text)),),
        speaker=Speaker("e1", entity.name),
    )
    return Extraction(article, (statement,), (Mention(Span(0, first), "e1"),), (entity,))


def make_many(number: int, seed: int = 1) -> list[Extraction | Skipped]:
    """Synthetic coverage in which texts change, addresses are used again and inputs are skipped."""
    chance = random.Random(seed)  # noqa: S311 - a fixed story, no secret
    items: list[Extraction | Skipped] = []
    for i in range(number):
        words = chance.choices(WORDS, k=chance.randint(60, 120))
        address = i if i % 7 else chance.randrange(i + 1)
        if i % 5 == 4 and isinstance(items[-1], Extraction):
            words = [*items[-1].article.text.split()[1:], "and", "more", str(i)]
            address = i - 1
        text = " ".join([chance.choice(["Dovrek", "Marsk", "Tolvaj"]), *words])
        outlet = f"Outlet {address % 3}"
        url = f"https://news.test/{address}"
        items.append(make_extraction(text, doc=f"doc-{address}", outlet=outlet, url=url, title=f"Title {i}"))
        if i % 11 == 0:
            items.append(Skipped(f"broken-{i}", "empty", "the input holds no text"))
    return items


def export(record: Record) -> dict[str, list[Row]]:
    """All there is, the table of runs aside."""
    return {table: list(record.iter_table(table)) for table in TABLES if table != "runs"}


# Any extraction

_characters = st.characters(exclude_categories=["Cs"])
_line = st.text(_characters, max_size=12)
_TEXTS = ("Ann said no.", "Ann said no, never.", "Ann said no, never again.", "Bo said yes to it.", "Bo said yes.")
_id = st.text("abcdef0123456789", min_size=1, max_size=3)


@st.composite
def spans(draw: st.DrawFn, text: str, max_size: int = 3) -> tuple[Span, ...]:
    pairs = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    drawn = draw(st.lists(pairs, max_size=max_size))
    return tuple(Span(start, end) if start < end else Span(end - 1, start + 1) for start, end in drawn)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(_characters, min_size=1, max_size=60) | st.sampled_from(_TEXTS))
    published = draw(st.none() | st.dates().map(str))
    inferred = None
    if published is None and draw(st.booleans()):
        inferred = Dateline(str(draw(st.dates())), str(draw(st.dates())), draw(spans(text)))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return make_article(
        text,
        doc=draw(st.sampled_from(["a", "b"]) | _line),
        title=draw(_line),
        outlet=draw(st.sampled_from(["", "Courier", "Tribune"])),
        published=published,
        inferred=inferred,
        url=draw(st.sampled_from([None, "https://a.test/1", "https://a.test/2"])),
        language=draw(st.sampled_from(["en", "de"])),
        encoding=draw(st.sampled_from(["utf-8", "cp1252"])),
        body=draw(st.sampled_from([None, Span(start, end)])),
        furniture=draw(spans(text)),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    article = draw(articles())
    text = article.text
    labels: st.SearchStrategy[Label] = st.sampled_from(["person", "unnamed", "other"])
    entities = [
        Entity(entity, draw(_line), draw(labels), tuple(draw(st.lists(_line, max_size=2))))
        for entity in draw(st.lists(_id, unique=True, max_size=3))
    ]
    speakers = st.sampled_from([None, *(Speaker(entity.id, entity.name) for entity in entities)])
    found: list[Attribution] = []
    for statement in draw(st.lists(_id, unique=True, max_size=4)):
        parents = st.sampled_from([None, *(earlier.id for earlier in found)])
        found.append(
            Attribution(
                id=statement,
                source=draw(spans(text)),
                cue=draw(spans(text)),
                content=draw(spans(text)),
                kind=draw(st.sampled_from(["direct", "indirect", "mixed"])),
                act=draw(st.sampled_from(["assert", "deny"])),
                parent=draw(parents),
                speaker=draw(speakers),
                addressee=draw(speakers),
                said_on=draw(st.none() | st.just("2026-03")),
                flags=tuple(draw(st.lists(_line, max_size=2))),
                score=draw(st.floats(0, 1)),
            )
        )
    mentions = [
        Mention(span, draw(st.sampled_from(entities)).id, draw(st.sampled_from(["name", "role", "pronoun"])), 0.5)
        for span in (draw(spans(text)) if entities else ())
    ]
    types: st.SearchStrategy[TimexType] = st.sampled_from(["DATE", "TIME", "DURATION", "SET"])
    timexes = [Timex(span, draw(types), draw(_line)) for span in draw(spans(text))]
    parties = st.lists(st.sampled_from([e.id for e in entities]), max_size=2) if entities else st.just([])
    voices = st.lists(st.sampled_from([s.id for s in found]), max_size=2) if found else st.just([])
    events = [
        Event(
            id=f"v{i + 1}",
            root=draw(st.sampled_from(["CONSULT", "YIELD"])),
            mode=draw(st.sampled_from([None, "call"])),
            trigger=(span,),
            span=span,
            actors=tuple(draw(parties)),
            recipients=tuple(draw(parties)),
            date=draw(st.sampled_from([None, "2026-03", "2026-03-01/2026-03-04"])),
            place=draw(st.none() | _line),
            attributes=tuple(draw(st.lists(st.tuples(_line, _line), max_size=2))),
            status=draw(st.sampled_from(["happened", "called off"])),
            vouchers=tuple(draw(voices)),
            deniers=tuple(draw(voices)),
            background=draw(st.booleans()),
        )
        for i, span in enumerate(draw(spans(text)))
    ]
    # A child may stand before its parent.
    return Extraction(article, tuple(reversed(found)), tuple(mentions), tuple(entities), tuple(timexes), tuple(events))
