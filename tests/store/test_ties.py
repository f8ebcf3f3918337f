"""Two spellings that stand in one place of two accounts are one person, in any order, unless something denies it."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.store.record import Record
from onrecord.text.article import hash_text

TOLD = "A pupil of the harbour school in Osk, {}, scored four hundred points in mathematics, physics and chemistry."
TOLD_AGAIN = "{}, a pupil of the harbour school at Osk, scored four hundred points: mathematics, physics, chemistry."
ELSEWHERE = "The envoy {} flew to Ketter on Tuesday, where trawlers of both fleets had collided in thick fog."
RIGHT, SLIP = "Dorin Lomsadel", "Dorin Lopsadel"


def article(number: int, text: str, *names: str) -> Extraction:
    text = text.format(*names)
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    mentions = tuple(Mention(span, f"e{i}") for i, span in enumerate(spans))
    entities = tuple(Entity(f"e{i}", name, "person", (name,)) for i, name in enumerate(names))
    return Extraction(Article(f"report-{number}", text, hash_text(text), outlet="Dawn"), (), mentions, entities)


ARTICLES = [
    article(1, TOLD, RIGHT),
    article(2, TOLD_AGAIN, SLIP),
    article(3, TOLD_AGAIN, RIGHT),
    article(4, ELSEWHERE, "Dorin Lonsadel"),
]


def people(path: Path, items: list[Extraction], *, each: bool = False) -> set[frozenset[str]]:
    """The names of each person of a record."""
    with Record(path) as record:
        for item in items:
            record.add(item)
            if each:
                record.reconcile()
        record.reconcile()
        return _groups(record)


def _groups(record: Record) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person, key in record.db.execute("SELECT person_id, key FROM people_names WHERE person_id IS NOT NULL"):
        found.setdefault(person, set()).add(key)
    return {frozenset(keys) for keys in found.values()}


LOMSADEL, LOPSADEL, LONSADEL = "n:dorin lomsadel", "n:dorin lopsadel", "n:dorin lonsadel"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_ties_a_slip_leads_to_who_is_meant_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    found = people(tmp_path / "r.db", [ARTICLES[i] for i in order])
    assert found == {frozenset({LOMSADEL, LOPSADEL}), frozenset({LONSADEL})}


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(4)))
def test_ties_do_not_depend_on_what_was_worked_out_before(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    path = tmp_path_factory.mktemp("ties") / "r.db"
    assert people(path, [ARTICLES[i] for i in order], each=True) == {
        frozenset({LOMSADEL, LOPSADEL}),
        frozenset({LONSADEL}),
    }


@pytest.mark.parametrize("each", [False, True])
def test_ties_two_whom_one_article_names_are_two(tmp_path: Path, *, each: bool) -> None:
    both = article(9, "{} met {} in Osk.", RIGHT, SLIP)
    for number, items in enumerate(([*ARTICLES, both], [both, *ARTICLES])):
        assert frozenset({LOPSADEL}) in people(tmp_path / f"{number}.db", items, each=each)


def test_ties_a_name_that_mostly_stands_elsewhere_is_no_slip(tmp_path: Path) -> None:
    texts = (
        "Farmers near Vesk sold apples, honey and candles while {} counted baskets for the cooperative.",
        "Surgeons at the clinic removed a splinter from the knee of goalkeeper {} before the final match.",
        "The painter {} restores frescoes in chapels, with pigments ground from shells and beetles.",
    )
    more = (
        "Conductor {} rehearsed the symphony with cellists, oboists and a soprano in the rebuilt theatre.",
        "Glaciers above the valley lost ice, geologist {} wrote in a journal on rivers and drought.",
        "Bakers protested against {}, who taxes flour, yeast and sugar in the southern villages.",
    )
    others = [article(10 + i, text, SLIP) for i, text in enumerate(texts)]
    others += [article(20 + i, text, RIGHT) for i, text in enumerate(more)]
    assert frozenset({LOPSADEL}) in people(tmp_path / "r.db", [*ARTICLES, *others])


def test_ties_what_the_user_parted_stays_apart(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    assert frozenset({LOMSADEL, LOPSADEL}) in people(path, ARTICLES)
    with Record(path) as record:
        record.people.split(RIGHT, names=[SLIP])
        assert frozenset({LOPSADEL}) in _groups(record)
    assert frozenset({LOPSADEL}) in people(path, [article(5, TOLD, SLIP), article(6, TOLD, RIGHT)])


def test_ties_an_article_that_is_read_again_takes_its_slip_back(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    slip = article(2, TOLD_AGAIN, SLIP)
    people(path, [*ARTICLES, article(5, ELSEWHERE, SLIP)])
    with Record(path) as record:
        record.add(Extraction(slip.article, (), (), ()), replace=True)
        record.reconcile()
        assert frozenset({LOMSADEL}) in _groups(record)


def test_ties_a_record_from_before_is_linked_anew_and_keeps_its_table_of_people(tmp_path: Path) -> None:
    path, table = tmp_path / "r.db", tmp_path / "people.csv"
    table.write_text("name,aliases,id,office\nDorin Lomsadel,Lion of Osk,Q1,\n")
    people(path, ARTICLES)
    with Record(path) as record:
        record.people.use_known(table)
        wanted, known = _groups(record), record.people.find("Q1").id
        for gone in ("people_spots", "people_ties"):
            record.db.execute(f"DROP TABLE {gone}")
        record.db.execute("DELETE FROM migrations WHERE name = 'add_spots'")
    with Record(path) as record:
        record.reconcile()
        assert _groups(record) == wanted
        assert record.people.find("Q1").id == known
