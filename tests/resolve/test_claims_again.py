"""Numbers given again, corrected or measured; denials taken back; who asked; plans and promises in other words."""

from __future__ import annotations

from onrecord.resolve.propositions import find_propositions
from tests.resolve.build import said, tell
from tests.resolve.test_claims import Desk

PEOPLE = ("Rolf Ask", "Ina Torv")


def held(desk: Desk, claim: str) -> list[tuple[str, str]]:
    """Who holds which stance on a claim, in the order of keys."""
    joins = (j for j in desk.joins.values() if j.claim == claim)
    return [(j.proposition.party.name, j.kind) for j in joins]


def test_a_number_that_is_corrected_is_taken_back_and_the_new_one_confirmed() -> None:
    desk = Desk()
    six = said("the harbour office", "said", "Six people died in the fire")
    seven = said("Rolf Ask", "said", "the number was seven")
    desk.add(
        tell(
            "Six people died in the fire, the harbour office said. Rolf Ask said the number was seven.",
            six,
            seven,
            people=PEOPLE,
        ),
        "a",
    )
    text = "The harbour office corrected the number of people who died in the fire from six to seven."
    content = "the number of people who died in the fire from six to seven"
    joins = desk.add(
        tell(text, said("The harbour office", "corrected", content), people=PEOPLE, published="2031-05-04"), "b"
    )
    assert {j.proposition.id: j.kind for j in joins if "#" in j.proposition.id} == {
        "s1#6": "retracts",
        "s1#7": "confirms",
    }
    assert desk.claim("b:s1#6") == desk.claim("a:s1#6")
    assert desk.claim("b:s1#7") == desk.claim("a:s2#7")


def test_a_number_that_rose_takes_nothing_back() -> None:
    text = "The harbour office said the number of the dead had risen from six to seven."
    extraction = tell(text, said("The harbour office", "said", "the number of the dead had risen from six to seven"))
    assert not any(p.kind == "retracts" for p in find_propositions(extraction, "v"))


def test_what_was_always_so_many_was_never_another_number() -> None:
    desk = Desk()
    desk.add(
        tell(
            "Rolf Ask said 14 miners are held in the pit.",
            said("Rolf Ask", "said", "14 miners are held in the pit"),
            people=PEOPLE,
        ),
        "a",
    )
    text = 'The mine said 12 miners are held in the pit. "It was always 12," Ina Torv said.'
    rows = (said("The mine", "said", "12 miners are held in the pit"), said("Ina Torv", "said", '"It was always 12,"'))
    joins = desk.add(tell(text, *rows, people=PEOPLE, published="2031-05-04"), "b")
    assert ("Ina Torv", "denies") in [
        (j.proposition.party.name, j.kind) for j in joins if j.claim == desk.claim("a:s1#14")
    ]


def test_measures_are_a_stand_on_the_number_alone() -> None:
    desk = Desk()
    first = said("Rolf Ask", "said", "the breach was 14 metres long")
    desk.add(tell("Rolf Ask said the breach was 14 metres long.", first, people=PEOPLE), "a")
    for doc, length in (("b", 14), ("c", 41)):
        words = f"The breach in the eastern dyke has a length of {length} metres and is old"
        told = tell(f"{words}, Ina Torv said.", said("Ina Torv", "said", words), people=PEOPLE, published="2031-05-04")
        desk.add(told, doc)
    assert desk.claim("b:s1#14") == desk.claim("a:s1#14") != desk.claim("c:s1#41")


def test_who_says_that_another_asked_for_the_talk_denies_it() -> None:
    text = (
        "The conversation took place at Tarb's request, the office of Rolf Ask said. "
        '"It was the minister who asked for the call," Ina Torv said.'
    )
    one = said("the office of Rolf Ask", "said", "The conversation took place at Tarb's request")
    other = said("Ina Torv", "said", '"It was the minister who asked for the call,"')
    joins = Desk().add(tell(text, one, other), "a")
    assert [j.kind for j in joins] == ["asserts", "denies"]
    assert len({j.claim for j in joins}) == 1


def test_who_takes_back_a_denial_again_goes_on_from_the_first() -> None:
    desk = Desk()
    denied = "that there was a leak in the northern tank of Osk Steel"
    desk.add(tell(f"Osk Steel denied {denied}.", said("Osk Steel", "denied", denied, "deny")), "a")
    text = f'Osk Steel withdrew its denial {denied}. "We retract our statement," Ina Torv said.'
    rows = (
        said("Osk Steel", "withdrew its denial", denied, "retract"),
        said("Ina Torv", "said", '"We retract our statement,"', "retract", kind="direct"),
    )
    joins = desk.add(tell(text, *rows, people=PEOPLE, published="2031-05-05"), "b")
    assert {j.claim for j in joins} == {desk.claim("a:s1")}


def test_a_planned_visit_is_passed_on_in_whatever_is_said_of_it() -> None:
    content = "the harbour master of trying to spoil her visit to Tarb, planned for Wednesday"
    told = tell(f"Ina Torv accused {content}.", said("Ina Torv", "accused", content, "accuse"), people=PEOPLE)
    (plan,) = [p for p in find_propositions(told, "v") if "@" in p.id]
    assert plan.kind == "repeats"
    assert "~visit" in plan.content.terms
    assert {"torv", "tarb"} <= plan.content.names


def test_who_says_only_so_much_to_a_question_declines() -> None:
    text = (
        "Asked about the reported call between Rolf Ask and the harbour master, Ina Torv said only that"
        ' "people do talk to each other".'
    )
    told = tell(text, said("Ina Torv", "said only", 'that "people do talk to each other"'), people=PEOPLE)
    assert [p.kind for p in find_propositions(told, "v") if p.party.name == "Ina Torv"][:1] == ["declines"]


def test_what_is_promised_is_the_promise_told_without_its_verb() -> None:
    desk = Desk()
    promise = "that the crews would be given the letters by 9 May"
    desk.add(
        tell(f"Rolf Ask promised {promise}.", said("Rolf Ask", "promised", promise, "promise"), people=PEOPLE), "a"
    )
    words = "the crews would receive the letters by 9 May"
    again = tell(
        f"According to Rolf Ask, {words}.",
        said("Rolf Ask", "According to", words),
        people=PEOPLE,
        outlet="Herald",
        published="2031-05-04",
    )
    (join, *_) = desk.add(again, "b")
    assert (join.claim, join.kind) == (desk.claim("a:s1"), "repeats")


def test_a_source_read_with_its_dateline_is_who_stands_after_it() -> None:
    text = "TARB - Osk Steel denied that there was a leak in the tank of the old works."
    told = tell(
        text,
        said("TARB - Osk Steel", "denied", "that there was a leak in the tank of the old works", "deny"),
        people=("Osk Steel",),
    )
    assert [p.party.name for p in find_propositions(told, "v")] == ["Osk Steel"]
