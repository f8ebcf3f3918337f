"""Who is one person or body, and who is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Entity, Label
from onrecord.resolve.bodies import _is_one_word, _word_marks
from onrecord.resolve.clusters import cluster
from onrecord.resolve.nodes import Decided, pair
from tests.resolve.cast import clusters_of, entity, nodes_of, together


@pytest.mark.parametrize(
    "names",
    [
        ("Emrik Tolvaj", "Emric Tolvay", "E. Tolvaj", "Tolvay"),
        ("Volod Zelvensky", "Volod Zelvenskyy", "Zelvenskiy"),
        ("Antony J. Brandt", "Tony Brandt", "ANTONY BRANDT", "A. Brandt"),
        ("Dregan Mortsev", "Mortsev Dregan"),
        ("Jean-Yves Le Dramont", "Jean Yves Le Dramont", "Le Dramont"),
        ("Mikhal Dregtarev", "Mikhal Dregtaryov", "Dregtarev"),
        ("Larina Vasnova", "Larina Vasnov", "Vasnova"),
        ("Yevgen Kosalev", "Evgen Kosalev"),
        ("Oliver Nälts", "Oliver Nyalts"),
        ("Artem Savorin", "Artjom Savorin"),
        ("Mikhail Drobin", "Michael Drobin"),
        ("Ivett Drobmann", "Ivette Drobmann"),
        ("Aleskandr Drobin", "Alexander Drobin"),
        ("Nikolai Drobskikh", "Nikoloai Drobskich"),
        ("Lutz Drobstiel", "Luz Drobstil"),
        ("Andrei Drobaschenko", "Andrey Drobashchenko"),
        ("Tobe Drobin", "Toby Drobin"),
        ("Ruki Dverh", "Ruki Dverkh"),
    ],
)
def test_clusters_spellings_initials_and_surnames_are_one_person(names: tuple[str, ...]) -> None:
    assert len(clusters_of(*(entity(name) for name in names)).groups) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joren Vasko", "Dita Vasko"),
        ("George W. Brandt", "George H. W. Brandt"),
        ("Marek Vasnov", "Mara Vasnova"),
        ("Ann Keller", "Ann Moran"),
        ("Marina Drobin", "Mariana Drobin"),
        ("Valentin Drobin", "Valentina Drobin"),
        ("Andrew Drobin", "Andrea Drobin"),
        ("Mikhail Drobin", "Michael Drobov"),
    ],
)
def test_clusters_two_people_stay_two(one: str, other: str) -> None:
    assert len(clusters_of(entity(one), entity(other)).groups) == 2


def test_clusters_a_surname_that_two_people_have_is_not_guessed() -> None:
    found = clusters_of(entity("Joren Vasko"), entity("Dita Vasko"), entity("Vasko"))
    assert len(found.groups) == 3
    assert found.unresolved == {"p:vasko"}


def test_clusters_a_surname_with_the_role_of_one_of_two_is_that_one() -> None:
    found = clusters_of(
        entity("Joren Vasko", roles=("president",)),
        entity("Dita Vasko", roles=("coach",)),
        entity("Vasko", roles=("president",)),
    )
    assert together(found, "n:joren vasko", "p:vasko/president")
    assert not found.unresolved


def test_clusters_a_surname_told_with_an_office_is_nobody_who_is_told_with_others_only() -> None:
    names = [entity("Dita Vasko", roles=("secretary",)), entity("Vasko", roles=("president",))]
    assert len(clusters_of(*names).groups) == 2
    assert len(clusters_of(names[0], entity("Vasko", roles=("secretary",))).groups) == 1
    assert len(clusters_of(entity("Dita Vasko"), names[1]).groups) == 1


def test_clusters_a_name_without_middle_name_that_fits_two_is_neither() -> None:
    found = clusters_of(entity("George W. Brandt"), entity("George H. W. Brandt"), entity("George Brandt"))
    assert len(found.groups) == 3


def test_clusters_initials_that_fit_two_are_not_guessed() -> None:
    found = clusters_of(entity("Joren Vasko"), entity("Jana Vasko"), entity("J. Vasko"))
    assert found.unresolved == {"n:j vasko"}


def test_clusters_the_word_that_stands_alone_is_the_surname() -> None:
    told = entity("Shi Genpang", names=("Shi",))
    found = clusters_of(told, told, entity("Shi"))
    assert together(found, "n:genpang shi", "p:shi")


def test_clusters_an_acronym_joins_its_long_form() -> None:
    found = clusters_of(
        entity("KTUO", "organisation"),
        entity("Ketter Trade Union Organisation", "organisation"),
        entity("Ketter Trade Union Organization", "organisation"),
    )
    assert len(found.groups) == 1


def test_clusters_an_acronym_of_two_long_forms_joins_the_one_that_articles_give() -> None:
    told = [
        entity("KTUO", "organisation"),
        entity("Ketter Trade Union Organisation", "organisation"),
        entity("Kosvan Tennis Union Open", "organisation"),
    ]
    assert len(clusters_of(*told).groups) == 3
    names = ("KTUO",)
    found = clusters_of(*told, entity("Ketter Trade Union Organisation", "organisation", names=names))
    assert together(found, "t:ktuo", "n:ketter organisation trade union")


@given(st.text("abcs", min_size=1, max_size=9), st.text("abcs", min_size=1, max_size=9))
def test_clusters_words_of_bodies_that_are_one_are_found(one: str, other: str) -> None:
    if _is_one_word(one, other):
        assert _word_marks(one) & _word_marks(other)


def test_clusters_an_adjective_is_not_its_state() -> None:
    found = clusters_of(entity("South Ketteria", "place"), entity("South Ketterian", "organisation"))
    assert len(found.groups) == 2


def test_clusters_a_word_of_a_place_or_body_is_spelled_in_several_ways() -> None:
    assert len(clusters_of(entity("Vestiya", "other"), entity("Vestia", "organisation")).groups) == 1
    assert len(clusters_of(entity("Ann Ketter"), entity("Ketter", "place"), entity("Bo Ketter")).groups) == 3


def test_clusters_a_word_without_label_is_the_place_of_that_name() -> None:
    found = clusters_of(entity("Ketter", "place"), entity("Ketter", "other"))
    assert len(found.groups) == 1


NAMES = [
    *(entity(name) for name in ("Joren Vasko", "Dita Vasko", "J. Vasko", "Vasko", "Jorren Vasco", "D. M. Vasko")),
    *(entity(name) for name in ("Emrik Tolvaj", "Emric Tolvay", "Tolvaj", "George W. Brandt", "George H. Brandt")),
    *(entity(name) for name in ("George Brandt", "Brandt", "Tony Brandt", "Antony Brandt")),
    entity("Vasko", roles=("president",)),
    entity("Joren Vasko", roles=("president",), names=("Vasko",)),
    entity("Vasko", "place"),
    entity("Vasko", "other"),
    entity("KTUO", "organisation"),
    entity("Ketter Trade Union Organisation", "organisation", names=("KTUO",)),
    entity("Kosvan Tennis Union Open", "organisation"),
]
KEYS = sorted({node.key for node in nodes_of(NAMES)})
_pairs = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda p: p[0] != p[1])
decisions = st.builds(
    lambda held, apart: Decided(tuple(held), frozenset(apart) - set(held)),
    st.lists(_pairs.map(lambda p: pair(*p)), max_size=4, unique=True),
    st.lists(_pairs.map(lambda p: pair(*p)), max_size=4),
)


@given(st.lists(st.sampled_from(NAMES), max_size=30), st.randoms(), decisions)
def test_clusters_do_not_depend_on_the_order(entities: list[Entity], chance: object, decided: Decided) -> None:
    mixed = list(entities)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert cluster(nodes_of(entities), decided) == cluster(nodes_of(mixed), decided)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=30), decisions)
def test_clusters_every_name_is_in_one_group_and_decisions_hold(entities: list[Entity], decided: Decided) -> None:
    nodes = nodes_of(entities)
    found = cluster(nodes, decided)
    assert sorted(key for group in found.groups for key in group) == sorted(node.key for node in nodes)
    for a, b in decided.apart:
        assert not together(found, a, b)
    if decided.together:
        first = decided.together[0]  # the latest, which nothing outranks
        assert together(found, *first) or not set(first) <= {node.key for node in nodes}


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Norway", "Kingdom of Norway", "place"),
        ("U.K.", "United Kingdom", "place"),
        ("Republic of Korea", "South Korea", "place"),
        ("Osk", "Osk Peninsula", "place"),
    ],
)
def test_clusters_the_names_of_one_state_or_land_are_one(one: str, other: str, label: Label) -> None:
    ours, theirs = (Entity("e1", name, label, (name,)) for name in (one, other))
    assert len(clusters_of(ours, theirs).groups) == 1


def test_clusters_two_koreas_and_a_city_of_the_name_of_a_land_stay_apart() -> None:
    names = ("North Korea", "Republic of Korea", "Osk City", "Osk Peninsula")
    assert len(clusters_of(*(Entity("e1", name, "place", (name,)) for name in names)).groups) == 4


def test_clusters_a_word_before_a_known_name_is_no_part_of_it() -> None:
    known = [entity("Ann Drobin") for _ in range(4)]
    assert len(clusters_of(*known, entity("Tarn Ann Drobin")).groups) == 1
    assert len(clusters_of(entity("Ann Drobin"), entity("Mary Ann Drobin")).groups) == 2
