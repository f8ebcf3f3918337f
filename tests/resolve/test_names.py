"""Which entities of an article have a name that counts over the record."""

from __future__ import annotations

import pytest

from onrecord.records import Entity
from onrecord.resolve.names import entity_key, initials_of, name_key


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("expert", "unnamed"),
        ("The expert", "other"),
        ("President", "person"),
        ("Foreign Ministry", "organisation"),
        ("Special Envoy", "person"),
        ("I'm", "other"),
        ("we’re", "other"),
        ("Prime Minister", "other"),
        ("Ann Lee and Bo Ray", "group"),
        ("...", "other"),
        ("Norwegian", "organisation"),
        ("the Norwegian", "other"),
        ("Norwegian Allies", "organisation"),
        ("KTU Allies", "organisation"),
        ("KTU High", "organisation"),
        ("Norwegian Minister of Fisheries", "organisation"),
        ("Secretary of State of the United States", "organisation"),
        ("United States Secretary of State", "organisation"),
        ("U.K.-Norway", "organisation"),
        ("Norwegian-Danish", "other"),
        ("South and Central Asian", "other"),
        ("GMT", "organisation"),
        ("his Norwegian counterpart", "other"),
        ("the Norwegian head of state", "person"),
        ("the families of Norwegians", "other"),
        ("", "person"),
        ("Recovery", "other"),  # a heading
        ("People", "organisation"),
        ("United", "place"),
        ("Q&A", "other"),
        ("Jr.", "other"),
        ("State for Harbour Security", "organisation"),  # of "Under Secretary of State for"
        ("State of the United States", "organisation"),
        ("Norway Partnership", "organisation"),  # of two states
        ("PRESS BRIEFING", "organisation"),
        ("South Norwegian", "person"),
        ("Governments of Norway", "organisation"),  # and of others
        ("U.K. Departments of Fish", "organisation"),
        ("Norwegian forces", "other"),
        ("Norwegian Embassy", "organisation"),  # where?
        ("U.K. delegation", "other"),
        ("Islamic Republic", "place"),  # of which state?
        ("Norway-New Zealand", "place"),
        ("Harbour Council Resolution 12", "organisation"),
        ("Executive Order", "organisation"),
        ("Tarnish and Oskish Affairs", "organisation"),
        ("Rough Handling", "other"),  # a piece of the name of a treaty
        ("Report (HP Report", "organisation"),
        ("Southeast Norwegian", "other"),
        ("South African", "place"),
        ("Constitutionally", "organisation"),  # of "constitutionally-made" at the beginning of a line
        ("Harbour officials", "other"),
        ("Osk Peninsula Peace Affairs", "organisation"),
        ("Your Excellency", "organisation"),
        ("South and East Osk Seas", "place"),  # two
    ],
)
def test_names_a_role_or_a_common_body_names_nobody(name: str, label: str) -> None:
    assert name_key(name, label) is None


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Emrik Tolvaj", "TOLVAJ EMRIK", "person"),
        ("Émrik Tolvaj", "Mr. Emrik Tolvaj", "person"),
        ("Ketter Ministry of Defence", "the Defence Ministry of Ketter", "organisation"),
        ("K.T.U.", "KTU", "organisation"),
        ("Her Excellency Ann Lee", "Ann Lee", "person"),
    ],
)
def test_names_case_accents_titles_and_order_do_not_count(one: str, other: str, label: str) -> None:
    first, second = name_key(one, label), name_key(other, label)
    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_names_a_bare_surname_counts_with_its_role() -> None:
    bare = entity_key(Entity("e1", "Vasko", "person", ("Vasko",)))
    told = entity_key(Entity("e1", "Vasko", "person", ("Vasko",), ("minister", "mr")))
    assert bare is not None
    assert told is not None
    assert (bare.key, told.key) == ("p:vasko", "p:vasko/minister")


def test_names_a_common_word_before_one_word_is_part_of_the_name() -> None:
    central, short = name_key("Central Ketter", "person"), name_key("Defence Bo Ray", "person")
    assert central is not None
    assert short is not None
    assert (central.key, short.key) == ("n:central ketter", "n:bo ray")


def test_names_common_words_are_nobody_without_a_form_of_address() -> None:
    words = ("Open Skies", "Norway Partnership Day")
    assert [entity_key(Entity("e1", name, "person", (name,))) for name in words] == [None, None]
    assert entity_key(Entity("e1", "Stone Branch", "person", ("Stone Branch",), ("minister", "mr"))) is not None


def test_names_of_a_first_name_and_a_common_word_are_somebody() -> None:
    assert all(entity_key(Entity("e1", name, "person", (name,))) for name in ("Bill Burns", "Grace Hill", "J. Price"))


@pytest.mark.parametrize(("name", "label"), [("Norway", "place"), ("NATO", "organisation"), ("Ketter", "other")])
def test_names_of_one_word_that_no_language_has_are_names(name: str, label: str) -> None:
    assert name_key(name, label) is not None


def test_names_the_letters_of_a_body_before_a_name_are_no_part_of_it() -> None:
    found = [name_key(name, "person") for name in ("UN Ann Osk-Lee", "NATO Ann Lee", "AJ Ann Lee", "ANN BO LEE")]
    assert [key.key for key in found if key] == ["n:ann lee osk", "n:ann lee", "n:aj ann lee", "n:ann bo lee"]


def test_names_of_a_state_that_an_article_took_for_somebody_are_the_state() -> None:
    assert name_key("El Salvador", "person") == name_key("El Salvador", "place")


def test_names_particles_are_no_surname() -> None:
    full, bare = name_key("Omar al-Tarvi", "person"), name_key("al-Tarvi", "person")
    assert full is not None
    assert bare is not None
    assert full.words[-1:] == bare.words


def test_names_of_a_city_its_state_and_its_government_are_three() -> None:
    keys = {
        found.key
        for name, label in (("Ketter", "place"), ("Ketter City", "place"), ("Government of Ketter", "organisation"))
        if (found := name_key(name, label))
    }
    assert len(keys) == 3


def test_names_a_known_acronym_is_whole_in_a_longer_one() -> None:
    assert initials_of(("un", "security", "council")) == "unsc"


def test_names_a_body_that_is_of_something_is_no_person() -> None:
    found = name_key("Department of Harbours", "person"), name_key("Department of Harbours", "organisation")
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "words", ["Tarn-led", "Tarn-mandated", "Yeah", "CHANGE", "Fiscal Year", "End Text", "Envoy-at-Large"]
)
def test_names_what_only_has_a_capital_letter_is_no_name(words: str) -> None:
    assert name_key(words, "other") is None
    assert name_key(words, "organisation") is None


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Norwegians", "other"),
        ("the Norwegian government", "other"),
        ("Ann Norwegian", "person"),
        ("Guinea-Bissau", "place"),
        ("KTU-OSK", "organisation"),
        ("Council of Ministers of Tarn", "organisation"),
        ("our Tarn", "place"),
        ("Norwegian Embassy in Osk", "organisation"),
        ("Norwegian Armed Forces", "organisation"),
        ("Bureau of Oskish Affairs", "organisation"),
        ("Order of Osk", "other"),
        ("Centers for Harbour Safety", "organisation"),
        ("Baltics", "place"),
    ],
)
def test_names_of_peoples_bodies_and_persons_stay_names(name: str, label: str) -> None:
    assert name_key(name, label) is not None
