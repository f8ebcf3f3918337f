"""Who the names of an article name, and how the text describes them. All people and places are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.cast import Cast, Member, alike, find_cast, same_person
from onrecord.extract.descriptions import describe
from onrecord.extract.names import find_words
from onrecord.extract.seen import Seen
from onrecord.records import Label, Span
from onrecord.text.layout import find_layout


def cast_of(text: str) -> Cast:
    layout = find_layout(text)
    return find_cast(layout, find_words(layout))


def members(text: str) -> dict[str, Member]:
    return {member.name: member for member in cast_of(text).members}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They met Ilse Brandok there.", "Ilse Brandok", "person"),
        ("They met President Brandok there.", "Brandok", "person"),
        ("They met Brandok, the president, there.", "Brandok", "person"),
        ("They live in Tarn now.", "Tarn", "place"),
        ("They read the Tarn Courier daily.", "Tarn Courier", "organisation"),
        ("They joined the NFA there.", "NFA", "organisation"),
        ("They joined the Harbour Ministry there.", "Harbour Ministry", "organisation"),
        ("They crossed Osk Strait by ferry.", "Osk Strait", "place"),
        ("They call it Velmark now.", "Velmark", "other"),
        ("They sank a Velmark-made Osker there.", "Velmark-made Osker", "other"),
    ],
)
def test_cast_labels_come_from_the_words_around_and_in_a_name(text: str, name: str, label: str) -> None:
    assert {n: m.label for n, m in members(text).items()} == {name: label}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("We met Ilse Brandok. Then Brandok left.", {"Ilse Brandok", "Brandok"}, id="surname"),
        pytest.param("We met Ilse Brandok. Then Ilse left.", {"Ilse Brandok", "Ilse"}, id="first-name"),
        pytest.param("We met Ilse Brandok. Then Brandock left.", {"Ilse Brandok", "Brandock"}, id="spelling"),
        pytest.param("We met Ilse Brandok. Then Ilse Brandock left.", {"Ilse Brandok", "Ilse Brandock"}, id="both"),
        pytest.param("We met Olga Brandok. Then O. Brandok left.", {"Olga Brandok", "O. Brandok"}, id="initial"),
        pytest.param(
            "We met Ilse Marta Brandok. Then Ilse Brandok left.", {"Ilse Marta Brandok", "Ilse Brandok"}, id="m"
        ),
        pytest.param("We met President Ilse Brandok. Then Mrs Brandok left.", {"Ilse Brandok", "Brandok"}, id="titles"),
        pytest.param(
            "The Northern Fisheries Agency met. The NFA left.", {"Northern Fisheries Agency", "NFA"}, id="acronym"
        ),
        pytest.param("The Bank of Tarn met. The BT left.", {"Bank of Tarn", "BT"}, id="acronym-without-small-words"),
    ],
)
def test_cast_one_member_bears_all_forms_of_a_name(text: str, names: set[str]) -> None:
    (member,) = cast_of(text).members
    assert set(member.names) == names


@pytest.mark.parametrize(
    "text",
    [
        "Anna Velt met Tomas Velt.",
        "Ilse Brandok met Ilse Renn.",
        "Osk met Oskar Renn.",
        "Ilse Brandok met Ilse Brandt.",
        "The Harbour Ministry met the Trade Ministry.",
        "The Northern Fisheries Agency met the NFB.",
    ],
)
def test_cast_different_names_are_different_members(text: str) -> None:
    assert len(cast_of(text).members) == 2


def test_cast_surname_of_two_is_the_one_named_last() -> None:
    text = "Anna Velt met Tomas Velt. Then Velt left. Later Anna Velt spoke. Then Velt slept."
    cast = cast_of(text)
    assert [cast.members[n.member].name for n in cast.named] == [
        "Anna Velt",
        "Tomas Velt",
        "Tomas Velt",
        "Anna Velt",
        "Anna Velt",
    ]


def test_cast_two_names_side_by_side_are_two_where_the_first_stands_alone_elsewhere() -> None:
    found = members("They sailed for Velmark. Now in Velmark Ilse Brandok rules.")
    assert set(found) == {"Velmark", "Ilse Brandok"}


def test_cast_fullest_name_is_the_name_and_of_equals_the_most_frequent() -> None:
    found = members("We met Ilse Brandok. We saw Ilse Brandock. We saw Ilse Brandock. We like Brandok.")
    assert set(found) == {"Ilse Brandock"}


def test_cast_mentions_are_the_words_of_the_names_without_titles() -> None:
    text = "They met President Ilse Brandok there. Later Brandok left."
    (member,) = cast_of(text).members
    assert [text[m.start : m.end] for m in member.mentions] == ["Ilse Brandok", "Brandok"]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        pytest.param("They met Prime Minister Ilse Brandok there.", ["prime minister"], id="title"),
        pytest.param("They met the Velmark envoy Ilse Brandok there.", ["envoy"], id="title-in-small-letters"),
        pytest.param("They met Ilse Brandok, the mayor of Tarn, there.", ["mayor"], id="apposition-after"),
        pytest.param("They met Ilse Brandok (the mayor) there.", ["mayor"], id="brackets"),
        pytest.param("The mayor of Tarn, Ilse Brandok, left.", ["mayor"], id="apposition-before"),
        pytest.param("They met Ilse Brandok, who is the mayor, there.", [], id="relative-clause"),
        pytest.param("They met Ilse Brandok, the mayor's office said.", [], id="possessor"),
        pytest.param("They met Ilse Brandok and the mayor.", [], id="another-person"),
    ],
)
def test_cast_descriptions_are_titles_and_appositions(text: str, heads: list[str]) -> None:
    assert [d.head for d in members(text)["Ilse Brandok"].descriptions] == heads


def test_cast_city_council_is_a_body() -> None:
    assert [m.label for m in members("They joined the Tarn City Council there.").values()] == ["organisation"]


def test_cast_clause_after_a_name_in_commas_does_not_describe_it() -> None:
    found = members("The chairman, Oskar Lund, met the chairwoman, Mara Osk.")
    assert [d.head for d in found["Oskar Lund"].descriptions] == ["chairman"]


def test_cast_apposition_before_may_end_a_longer_clause() -> None:
    found = members("Ilse Brandok sat with her spokesman, Tomas Velt.")
    assert [d.head for d in found["Tomas Velt"].descriptions] == ["spokesman"]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("They met spokeswoman Mara Osk there.", "f"),
        ("They met Mr Osk there.", "m"),
        ("They met the envoy Mara Osk there.", "-"),
        ("They met spokesman Osk. Later spokeswoman Osk left.", "-"),
    ],
)
def test_cast_gender_is_what_all_descriptions_agree_on(text: str, gender: str) -> None:
    (member,) = cast_of(text).members
    assert member.gender == gender


@pytest.mark.parametrize(
    ("phrase", "head", "others"),
    [
        ("the minister", "minister", set()),
        ("the former Velmark trade minister", "minister", {"velmark", "trade"}),
        ("the mayor of Tarn", "mayor", {"tarn"}),
        ("a spokeswoman for the Harbour Ministry", "spokeswoman", {"harbour", "ministry"}),
        ("Velmark's prime minister", "prime minister", {"velmark"}),
        ("the attorney general", "attorney general", set()),
    ],
)
def test_cast_description_has_a_head_and_the_words_of_weight(phrase: str, head: str, others: set[str]) -> None:
    found = describe(find_words(find_layout(phrase)))
    assert found is not None
    assert (found.head, set(found.others)) == (head, others)


@pytest.mark.parametrize(
    "phrase", ["the minister's office", "the president's party", "the ferry", "a man overboard", ""]
)
def test_cast_phrase_with_another_head_describes_nobody(phrase: str) -> None:
    assert describe(find_words(find_layout(phrase))) is None


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("ilse brandok", "brandok", True),
        ("ilse brandok", "ilse", True),
        ("ilse brandok", "i. brandok", True),
        ("ilse brandok", "ilse brandock", True),
        ("ilse brandok", "mara brandok", False),
        ("ilse brandok", "ilse renn", False),
        ("brandok", "brandok", False),
    ],
)
def test_cast_same_person_asks_surname_and_first_name(full: str, short: str, *, same: bool) -> None:
    assert same_person(tuple(full.split()), tuple(short.split())) is same


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("brandok", "brandock", True),
        ("volkenov", "volkenoff", True),
        ("osk", "osk", True),
        ("osk", "ost", False),
        ("brandok", "grandok", False),
        ("velt", "veltmann", False),
    ],
)
def test_cast_alike_forgives_little_and_nothing_in_short_names(a: str, b: str, *, expected: bool) -> None:
    assert alike(a, b) is expected
    assert alike(b, a) is expected


def test_cast_the_names_of_one_state_are_one_place() -> None:
    found = members("They left Norway. The Kingdom of Norway said so, and Norway paid.")
    assert set(found["Norway"].names) == {"Norway", "Kingdom of Norway"}


def test_cast_the_form_of_a_state_is_the_one_that_the_article_names() -> None:
    text = "They left Mauritania. In the Islamic Republic rain fell, and Mauritania paid."
    assert "Islamic Republic" in members(text)["Mauritania"].names
    both = members(f"{text} They left Pakistan, and Pakistan paid.")
    assert "Islamic Republic" not in both["Mauritania"].names


def test_cast_initials_are_those_of_a_body_and_not_of_a_place() -> None:
    words = "They left East Velmark. The EV said so, and East Velmark paid. The EV left."
    layout = find_layout(words)
    seen = [Seen(Span(words.index(n), words.index(n) + len(n)), label, 0.9) for n, label in _PLACE_AND_BODY]
    cast = find_cast(layout, find_words(layout), seen)
    assert sorted(m.name for m in cast.members if m.mentions) == ["EV", "East Velmark"]


_PLACE_AND_BODY: list[tuple[str, Label]] = [("East Velmark", "place"), ("EV", "organisation")]
