"""The events of one article as they are compared: kind, days, and what a word tells of the status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.extract.times import find_timexes
from onrecord.records import Attribution, Entity, Event, Extraction, Mention, Span, Speaker
from onrecord.resolve.accounts import Account, find_accounts
from onrecord.resolve.prospects import find_prospects
from onrecord.text.layout import find_layout
from tests.store.build import make_article

PUBLISHED = "2031-03-05"  # a Wednesday


def extraction(text: str, *told: tuple[str, str, str | None, dict[str, object]]) -> Extraction:
    """An article about Velt whose events are words of it, with root, mode and what else is told."""
    events = []
    for i, (words, root, mode, fields) in enumerate(told, 1):
        at = text.index(words)
        start, end = text.rfind(".", 0, at) + 1, text.index(".", at) + 1
        start += len(text[start:]) - len(text[start:].lstrip())
        trigger = (Span(at, at + len(words)),)
        events.append(Event(f"v{i}", root, mode, trigger, Span(start, end), ("e1",), **fields))  # type: ignore[arg-type]
    velt = Entity("e1", "Velt", "place", ("Velt",))
    mention = Mention(Span(text.index("Velt"), text.index("Velt") + 4), "e1")
    timexes = find_timexes(find_layout(text), PUBLISHED)
    article = make_article(text, published=PUBLISHED, title="")
    return Extraction(article, (), (mention,), (velt,), timexes, tuple(events))


def accounts(text: str, *told: tuple[str, str, str | None, dict[str, object]]) -> list[Account]:
    return find_accounts(extraction(text, *told), "a1", {"e1": "velt"})


def test_accounts_a_deal_that_is_struck_and_an_accord_that_is_signed_are_of_one_kind() -> None:
    text = "Velt struck a deal with Osk. Velt signed the accord on Monday. Velt reached an agreement."
    found = accounts(
        text,
        ("struck a deal", "AGREE", None, {}),
        ("signed", "AGREE", "sign", {}),
        ("reached an agreement", "AGREE", None, {}),
    )
    assert {(a.family, a.kind) for a in found} == {("AGREE", "~agree")}


def test_accounts_a_deadline_is_the_last_of_the_days_on_which_it_may_be() -> None:
    text = "Velt will free them by Friday. Velt will leave on Friday."
    planned: dict[str, object] = {"status": "planned", "date": "2031-03-07"}
    free, leave = accounts(text, ("free", "YIELD", "release", planned), ("leave", "YIELD", "withdrawal", planned))
    assert (free.window.low, leave.window.low) == (PUBLISHED, "2031-03-07")


def test_accounts_a_noun_after_the_refers_to_what_is_known_and_a_verb_does_not() -> None:
    text = "Velt was glad. The talks were short. The ministers met in Velt."
    talks, met = accounts(text, ("talks", "CONSULT", "meeting", {}), ("met", "CONSULT", "meeting", {}))
    assert (talks.refers, met.refers) == (True, False)


def test_accounts_what_nobody_denies_and_is_not_is_undone() -> None:
    text = "Velt will not travel."
    (found,) = accounts(text, ("travel", "CONSULT", "visit", {"status": "denied"}))
    assert found.undone
    (found,) = accounts(text, ("travel", "CONSULT", "visit", {"status": "denied", "deniers": ("s1",)}))
    assert not found.undone


def test_prospects_the_outlet_itself_tells_what_will_be_done() -> None:
    text = "Velt will pardon five sailors, and Osk will open the port."
    planned: dict[str, object] = {"status": "planned"}
    found = find_prospects(extraction(text, ("pardon", "YIELD", None, planned), ("open", "YIELD", None, planned)))
    assert [text[p.span.start : p.span.end] for p in found] == [
        "Velt will pardon five sailors",
        "Osk will open the port.",
    ]


def test_prospects_what_is_done_to_protest_is_none() -> None:
    text = "Velt stopped work to protest against the toll."
    assert not find_prospects(extraction(text, ("protest", "PROTEST", None, {"status": "planned"})))


def test_prospects_until_a_day_is_no_condition() -> None:
    text = "Velt will hold the exercise until Friday. Velt will hold the drill until Osk leaves."
    planned: dict[str, object] = {"status": "planned"}
    told = (("exercise", "MOBILIZE", "exercise", planned), ("drill", "MOBILIZE", "exercise", planned))
    assert [len(p.conditions) for p in find_prospects(extraction(text, *told))] == [0, 1]


def told_by(name: str, label: str, act: str = "assert", words: str = "met Osk") -> Account:
    """A meeting that somebody with that name tells."""
    text = f"Velt {words} on Monday, {name} said."
    made = extraction(text, (words.split(maxsplit=1)[0], "CONSULT", "meeting", {"vouchers": ("s1",)}))
    at = text.index(name)
    statement = Attribution(
        "s1",
        (Span(at, at + len(name)),),
        (Span(len(text) - 5, len(text) - 1),),
        (Span(0, at - 2),),
        act=act,  # type: ignore[arg-type]
        speaker=Speaker("e2", name),
    )
    voice = Entity("e2", name, label, (name,))  # type: ignore[arg-type]
    told = replace(made, statements=(statement,), entities=(*made.entities, voice))
    (found,) = find_accounts(told, "a1", {"e1": "velt"})
    return found


@pytest.mark.parametrize(
    ("name", "label", "status"),
    [
        ("the ministry", "group", "happened"),
        ("his office", "unnamed", "happened"),
        ("a newspaper", "unnamed", "alleged"),
        ("Ann Office", "person", "alleged"),
    ],
)
def test_accounts_a_contact_that_an_office_of_state_tells_has_happened(name: str, label: str, status: str) -> None:
    assert told_by(name, label).status == status


def test_accounts_a_noun_settles_what_somebody_confirms() -> None:
    known = told_by("Ann Lee", "person", "confirm", "talks with Osk")
    only_told = told_by("Ann Lee", "person", "assert", "talks with Osk")
    assert (known.status, known.noun, known.refers) == ("happened", False, False)
    assert (only_told.status, only_told.noun) == ("alleged", True)
