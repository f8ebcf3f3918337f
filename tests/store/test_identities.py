"""Who is who over a record: in any order, after a kill, and whatever the user decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records import Article, Attribution, Entity, Extraction, Label, Mention, Span, Speaker
from onrecord.store import identities
from onrecord.store.record import Record

PEOPLE_TABLES = ("people", "people_names", "people_evidence", "people_links", "offices", "unnamed_sources")
Told = tuple[str, Label, tuple[str, ...]]


def article(number: int, *told: Told, text: str = "") -> Extraction:
    """An article in which each of those told says something, one a line."""
    text = text or "\n".join(f"{name} said that number {number} holds." for name, _, _ in told)
    entities, mentions, statements, at = [], [], [], 0
    for i, (name, label, roles) in enumerate(told, 1):
        start = text.index(name, at)
        end = start + len(name)
        at = text.index("said", end)
        entities.append(Entity(f"e{i}", name, label, (name,), roles))
        mentions.append(Mention(Span(start, end), f"e{i}"))
        content = Span(at + 5, text.find("\n", at) if "\n" in text[at:] else len(text))
        cue = Span(at, at + 4)
        statements.append(Attribution(f"s{i}", (Span(start, end),), (cue,), (content,), speaker=Speaker(f"e{i}", name)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    head = Article(f"report-{number}", text, digest, outlet=f"Outlet {number % 2}", published=f"2026-03-{number:02}")
    return Extraction(head, tuple(statements), tuple(mentions), tuple(entities))


TOLVAJ: Told = ("Emrik Tolvaj", "person", ("envoy",))
TOLVAY: Told = ("Emric Tolvay", "person", ("envoy",))
JOREN: Told = ("Joren Vasko", "person", ("minister",))
DITA: Told = ("Dita Vasko", "person", ("judge",))
VASKO: Told = ("Vasko", "person", ())
EXPERT: Told = ("expert", "unnamed", ("expert",))
ARTICLES = [
    article(1, TOLVAJ, JOREN, EXPERT),
    article(2, TOLVAY, DITA, EXPERT),
    article(3, VASKO, ("Vasko", "place", ())),
    article(4, ("KTUO", "organisation", ()), ("Ketter Trade Union Organisation", "organisation", ())),
    article(5, ("E. Tolvaj", "person", ()), ("J. Vasko", "person", ("minister",))),
    article(6, ("Vasko", "person", ("judge",)), ("Tolvay", "other", ())),
]


def make(path: Path, items: list[Extraction], *, reconcile_each: bool = False) -> Record:
    record = Record(path)
    for item in items:
        record.add(item)
        if reconcile_each:
            record.reconcile()
    record.reconcile()
    return record


def export(record: Record) -> dict[str, list[dict[str, object]]]:
    return {table: [dict(row) for row in record.iter_table(table)] for table in PEOPLE_TABLES}


def people(record: Record) -> set[str]:
    return {row.name for row in record.people.all()}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with make(tmp_path / "story.db", ARTICLES) as record:
        yield record


def test_identities_are_led_together_and_kept_apart(record: Record) -> None:
    names = {row.name for row in record.people.names(record.people.find("Emrik Tolvaj").id)}
    assert names == {"Emrik Tolvaj", "Emric Tolvay", "E. Tolvaj", "Tolvay"}
    assert record.people.find("Joren Vasko").id != record.people.find("Dita Vasko").id
    assert record.people.find("KTUO").id == record.people.find("Ketter Trade Union Organisation").id


def test_identities_an_expert_is_nobody_beyond_the_article(record: Record) -> None:
    assert "expert" not in people(record)
    experts = [row for row in record.speakers() if row.name == "expert"]
    assert [row.articles for row in experts] == [1, 1]


def test_identities_who_finds_all_spellings(record: Record) -> None:
    assert {row.statement.speaker.name for row in record.statements(speaker="Tolvaj") if row.statement.speaker} == {
        "Emrik Tolvaj",
        "Emric Tolvay",
        "E. Tolvaj",
        "Tolvay",
    }
    assert len({row.speaker_name for row in record.statements(speaker="tolvay")}) == 1


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(ARTICLES), each=st.integers(0, 1))
def test_identities_do_not_depend_on_the_order_of_articles(
    order: list[Extraction], each: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with make(folder / "a.db", ARTICLES) as one, make(folder / "b.db", order, reconcile_each=bool(each)) as other:
        assert export(one) == export(other)


def test_identities_a_killed_run_continues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identities, "GROUP", 2)
    monkeypatch.setattr(identities, "_BLOCKS", 3)
    steps = ("_link_group", "_resolve_group", "_describe_group")
    for number, step in enumerate(steps * 2):
        record = Record(tmp_path / f"{number}.db")
        for item in ARTICLES:
            record.add(item)
        with monkeypatch.context() as patch:
            patch.setattr(identities, step, _fails_at(getattr(identities, step), number // 3 + 1))
            with pytest.raises(KeyboardInterrupt):
                record.reconcile()
        record.reconcile()
        with record, make(tmp_path / f"whole-{number}.db", ARTICLES) as whole:
            assert export(record) == export(whole)
            assert not record.db.execute("SELECT * FROM people_pending").fetchall()
            assert not record.db.execute("SELECT * FROM people_touched").fetchall()


def _fails_at(step: Callable[..., int], number: int) -> Callable[..., int]:
    calls = iter(range(1, 1000))

    def failing(*args: object) -> int:
        if next(calls) == number:
            raise KeyboardInterrupt
        return step(*args)

    return failing


def test_identities_reading_again_takes_back_what_was_told(tmp_path: Path) -> None:
    first, second = article(1, TOLVAJ, JOREN), article(1, TOLVAJ, JOREN)
    fewer = Extraction(second.article, second.statements[:1], second.mentions[:1], second.entities[:1])
    with make(tmp_path / "a.db", [first]) as record, make(tmp_path / "b.db", [fewer]) as wanted:
        record.add(fewer, replace=True)
        record.reconcile()
        assert export(record) == export(wanted)


def test_identities_what_was_there_before_is_linked_with_what_comes(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        record.add(ARTICLES[0])
        assert record.speakers()[0].key == "emrik tolvaj"  # nothing is linked yet: by name
        assert record.reconcile() == 1
        assert record.speakers()[0].key == record.people.find("Emrik Tolvaj").id


# Decisions


def test_decisions_merge_then_split_is_the_identity(record: Record) -> None:
    before = export(record)
    names = [row.name for row in record.people.names(record.people.find("Dita Vasko").id)]
    record.people.merge("Joren Vasko", "Dita Vasko", note="one person")
    assert record.people.find("Joren Vasko").id == record.people.find("Dita Vasko").id
    record.people.split("Joren Vasko", names=names)
    assert export(record) == before


def test_decisions_undo_is_the_identity(record: Record) -> None:
    before = export(record)
    numbers = [
        record.people.merge("Joren Vasko", "Dita Vasko"),
        record.people.rename("Emrik Tolvaj", "E. Tolvaj the Elder"),
        record.people.split("Emrik Tolvaj", names=["Emric Tolvay"]),
        record.people.split("KTUO", articles=["report-4"]),
        record.people.merge("report-1#e3", "Dita Vasko"),
    ]
    assert export(record) != before
    for number in reversed(numbers):
        record.people.undo(number)
    assert export(record) == before
    assert [d.undone is not None for d in record.people.decisions()] == [True] * 5


def test_decisions_outrank_the_rules_also_for_what_comes_later(tmp_path: Path) -> None:
    with make(tmp_path / "a.db", ARTICLES[:2]) as record:
        record.people.split("Emrik Tolvaj", names=["Emric Tolvay"])
        record.people.merge("Joren Vasko", "Dita Vasko")
        for item in ARTICLES[2:]:
            record.add(item)
        record.reconcile()
        assert record.people.find("Emrik Tolvaj").id != record.people.find("Emric Tolvay").id
        assert record.people.find("Joren Vasko").id == record.people.find("Dita Vasko").id


def test_decisions_survive_reading_again(record: Record) -> None:
    record.people.merge("report-1#e3", "Dita Vasko", note="told by the desk")
    record.people.split("Joren Vasko", articles=["report-1"])
    before = export(record)
    for item in ARTICLES:
        renamed = [Entity(f"x{e.id}", e.name, e.label, e.names, e.roles) for e in item.entities]
        mentions = [Mention(m.span, f"x{m.entity}", m.form) for m in item.mentions]
        spoken = [
            Attribution(
                s.id, s.source, s.cue, s.content, speaker=s.speaker and Speaker(f"x{s.speaker.id}", s.speaker.name)
            )
            for s in item.statements
        ]
        again = Extraction(item.article, tuple(spoken), tuple(mentions), tuple(renamed))
        assert record.add(again, replace=True) == "replaced"
    record.reconcile()
    after = export(record)
    for table in ("people", "people_names", "people_evidence"):
        assert after[table] == before[table]
    assert [(d.kind, d.undone) for d in record.people.decisions()] == [("merge", None), ("split", None)]


def test_decisions_a_role_of_one_article_may_be_told_a_name(record: Record) -> None:
    record.people.merge("report-1#e3", "Dita Vasko")
    said = [row.doc for row in record.statements(speaker_key=record.people.find("Dita Vasko").id)]
    assert "report-1" in said
    assert [row.articles for row in record.speakers() if row.name == "expert"] == [1]


def test_decisions_split_by_article_makes_a_person_of_the_same_name(record: Record) -> None:
    record.people.split("Joren Vasko", articles=["report-1"])
    assert record.people.find("Joren Vasko").articles == 1
    assert record.people.find("J. Vasko").id != record.people.find("Joren Vasko").id


def test_decisions_rename_changes_lists_and_nothing_else(record: Record) -> None:
    words = [row.source for row in record.statements()]
    record.people.rename("E. Tolvaj", "Emrik Tolvaj, envoy")
    assert "Emrik Tolvaj, envoy" in {row.name for row in record.speakers()}
    assert [row.source for row in record.statements()] == words


def test_decisions_that_make_no_sense_are_refused(record: Record) -> None:
    for wrong, words in (
        (lambda: record.people.merge("Emrik Tolvaj", "Emric Tolvay"), "one already"),
        (lambda: record.people.merge("Nobody", "Emrik Tolvaj"), "nobody of the name"),
        (lambda: record.people.split("Emrik Tolvaj"), "say what is to be split"),
        (lambda: record.people.split("Dita Vasko", names=["Dita Vasko", "Vasko"]), "nothing left"),
        (lambda: record.people.split("Dita Vasko", articles=["report-1"]), "does not name"),
        (lambda: record.people.undo(99), "no decision 99"),
        (lambda: record.people.rename("Dita Vasko", " "), "empty"),
        (lambda: record.people.merge("report-1#e3", "report-2#e3"), "merge each with a person"),
    ):
        with pytest.raises(InputError, match=words):
            wrong()
    assert record.people.decisions() == []


_steps = st.lists(st.sampled_from(["merge", "split", "rename", "undo", "add", "again"]), max_size=8)


@settings(max_examples=15, deadline=None)
@given(steps=_steps, chance=st.randoms())
def test_decisions_none_is_ever_lost(
    steps: list[str], chance: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw = chance.choice  # type: ignore[attr-defined]
    with make(tmp_path_factory.mktemp("steps") / "a.db", ARTICLES[:3]) as record:
        made = 0
        for step in steps:
            rows = record.people.all()
            try:
                if step == "merge":
                    made = record.people.merge(draw(rows).id, draw(rows).id)
                elif step == "split":
                    row = draw(rows)
                    made = record.people.split(row.id, names=[draw(record.people.names(row.id)).name])
                elif step == "rename":
                    made = record.people.rename(draw(rows).id, "Somebody")
                elif step == "undo":
                    record.people.undo(made)
            except InputError:
                continue
            if step in ("add", "again"):
                record.add(draw(ARTICLES), replace=step == "again")
                record.reconcile()
            last = record.people.decisions()[-1:]
            if last and last[0].undone is None and step == last[0].kind:
                place = dict(record.db.execute("SELECT key, person_id FROM people_names").fetchall())
                held = {place.get(key) for key in last[0].one}
                if last[0].kind != "rename":
                    other = {place.get(key) for key in last[0].other}
                    assert held.isdisjoint(other) if last[0].kind == "split" else held == other
        assert [d.id for d in record.people.decisions()] == [*range(1, len(record.people.decisions()) + 1)]


# Known people


def test_known_people_are_cited_and_led_together(record: Record, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(
        "name,aliases,id,office\nJoren Vasko,The Lion of Ketter;J. V. Vasko,Q7,minister of Ketter\nDita Vasko,,Q8,\n"
    )
    record.add(article(9, ("J. V. Vasko", "person", ()), ("The Lion of Ketter", "person", ())))
    record.reconcile()
    assert record.people.use_known(table) == 2
    joren = record.people.find("Q7")
    assert (joren.name, joren.known_id) == ("Joren Vasko", "Q7")
    names = {row.name for row in record.people.names(joren.id)}
    assert {"Joren Vasko", "J. V. Vasko", "The Lion of Ketter"} <= names
    assert record.people.known_office("Q7") == "minister of Ketter"
    table.write_text("name\nRuna Feld\n")
    record.people.use_known(table)
    assert record.people.find("Joren Vasko").known_id is None


def test_known_people_a_table_that_cannot_be_read_is_refused(record: Record, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    for text, words in (
        ("who\nAnn\n", "no column"),
        ("name,id\nAnn Lee,1\nBo Ray,1\n", "one id"),
        ("name\nthe expert\n", "no name of a person"),
    ):
        table.write_text(text)
        with pytest.raises(InputError, match=words):
            record.people.use_known(table)


# What is known


def test_offices_come_with_words_dates_and_bodies(tmp_path: Path) -> None:
    text = "Dita Vasko, a spokeswoman for Ketter, said no."
    item = article(3, DITA, text=text)
    ketter = Entity("e2", "Ketter", "place", ("Ketter",))
    start = text.index("Ketter")
    mentions = (*item.mentions, Mention(Span(start, start + 6), "e2"))
    with make(tmp_path / "a.db", [Extraction(item.article, item.statements, mentions, (*item.entities, ketter))]) as r:
        (office,) = r.people.offices(r.people.find("Dita Vasko").id)
        assert (office.relation, office.office, office.body) == ("speaks for", "spokeswoman for Ketter", "Ketter")
        assert (office.published, office.words) == ("2026-03-03", "Dita Vasko, a spokeswoman for Ketter")
        (outlet,) = r.people.outlets(r.people.find("Dita Vasko").id)
        assert (outlet.outlet, outlet.statements) == ("Outlet 1", 1)


def test_doubts_leave_out_what_was_decided(record: Record) -> None:
    doubts = record.people.doubts(50)
    assert any(d.state == "unresolved" and "p:vasko" in (d.one, d.other) for d in doubts)
    record.people.merge("Joren Vasko", "Dita Vasko")
    for doubt in record.people.doubts(50):
        assert {doubt.one, doubt.other} != {"n:joren vasko", "n:dita vasko"}
