"""Conditions, replies and proposals: what is one, what is none, who replied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Event, Span
from onrecord.resolve.conditions import MIN_SCORE, find_conditions
from onrecord.resolve.replies import find_answers
from onrecord.resolve.wording import read_wording
from tests.resolve.build import Said, said, tell
from tests.resolve.market import COUNTER, OFFER, REFUSAL, market_reports

PEOPLE = ("Mara Oske", "Jon Berg")


def sure(content: str, cue: str = "said", act: str = "assert") -> list[tuple[str, str, str]]:
    """Form, what is asked, what is promised or threatened; of the conditions that are sure enough to be shown."""
    wording = read_wording(
        tell(f"Mara Oske {cue} {content}.", said("Mara Oske", cue, content, act), people=PEOPLE, doc="x")
    )
    found = [c for c in find_conditions(wording) if c.score >= MIN_SCORE]
    return [(c.form, wording.words(c.demand), wording.words(c.offer)) for c in found]


def test_conditions_have_a_demand_and_an_offer() -> None:
    assert sure(f"that {OFFER}", "promised", "promise") == [
        ("offer", "the fish market at tarb was reopened", "that her country would free the crew of the orlan")
    ]


def test_conditions_that_threaten_are_threats() -> None:
    ((form, demand, offer),) = sure("to close the harbour unless the crew is released", "threatened", "threaten")
    assert (form, demand, offer) == ("threat", "the crew is released", "to close the harbour")


def test_conditions_may_come_in_stages() -> None:
    ((form, demand, offer),) = sure(COUNTER, "proposed", "propose")
    assert (form, offer) == ("offer", "the fish market opened two days later")
    assert demand.startswith("that the crew be released")


def test_conditions_are_no_forecasts_and_no_questions() -> None:
    assert sure("that prices will rise if it rains", "expects", "expect") == []
    assert sure("whether she would leave if the market closed", "asked", "question") == []
    assert sure("that she did not know if the market would open") == []
    assert sure("that the crew would have died if the storm had gone on") == []


@given(st.text("abc if unless.,;'\"\n", min_size=1, max_size=80))
def test_conditions_of_any_text_lie_within_it(words: str) -> None:
    text = f"Mara Oske promised {words}end if the market opens."
    content = text.removeprefix("Mara Oske promised ")
    extraction = tell(text, said("Mara Oske", "promised", content, "promise"), people=PEOPLE)
    found = find_conditions(read_wording(extraction))
    assert [condition.id for condition in found] == [f"c{number}" for number in range(1, len(found) + 1)]
    for condition in found:
        for start, end in (*condition.demand, *condition.offer, condition.marker):
            assert 0 <= start < end <= len(text)
        assert 0 <= condition.score <= 1


def test_replies_accept_reject_or_are_none() -> None:
    (first, *_) = market_reports()
    (answer,) = find_answers(read_wording(first))
    assert (answer.actor.name, answer.manner) == ("Jon Berg", "rejects")
    assert first.article.text[slice(*answer.spans[0])] == REFUSAL

    text = "Jon Berg accepted the offer to free the crew. Mara Oske refused to comment. Mara Oske denied the report."
    extraction = tell(
        text,
        said("Jon Berg", "accepted", "the offer to free the crew", "confirm"),
        said("Mara Oske", "refused", "to comment", "decline"),
        said("Mara Oske", "denied", "the report", "deny"),
        people=PEOPLE,
    )
    assert [(a.actor.name, a.manner, a.meant) for a in find_answers(read_wording(extraction))] == [
        ("Jon Berg", "accepts", "offer")
    ]


def put_to(text: str, *rows: Said, people: Sequence[str] = PEOPLE, **fields: Any) -> tuple[list[str], list[str]]:
    """The names of those to whom the first condition is put, and of those to whom it is supposed to be put."""
    extraction = replace(tell(text, *rows, people=people), **fields)
    (condition, *_) = find_conditions(read_wording(extraction))
    return [a.name for a in condition.addressees], [a.name for a in condition.supposed]


def test_conditions_that_speak_of_the_people_of_a_land_are_supposed_to_be_put_to_it() -> None:
    content = "her country would free the Tarbian crew if the market was reopened"
    assert put_to(f"Mara Oske promised {content}.", said("Mara Oske", "promised", content, "promise")) == (
        [],
        ["Tarbian"],
    )


def test_conditions_are_supposed_to_be_put_to_the_only_one_with_whom_the_actor_talked() -> None:
    content = "to leave the bay if the market reopened"
    text = f"Mara Oske and Jon Berg spoke by telephone. Oske offered {content}."
    talk = Event("v1", "CONSULT", "call", (), Span(0, 40), ("e1", "e2"))
    row = said("Oske", "offered", content, "propose")
    assert put_to(text, row, events=(talk,)) == ([], ["Jon Berg"])
    third = Event("v2", "CONSULT", "meeting", (), Span(0, 40), ("e1", "e3"))
    more = put_to(text + " Ann Vik met her.", row, people=(*PEOPLE, "Ann Vik"), events=(talk, third))
    assert more == ([], [])
