from __future__ import annotations

import pytest

from onrecord.records import Article, Attribution, Span, Speaker
from onrecord.resolve.discrepancies import Discrepancy, compare, read_article
from tests.resolve.accounts import FERRY, FERRY_TOLD_AGAIN, make_article

FLOOD = """A flood in the valley of Hesk killed {} people, the coastguard says. Bridges were swept away in the night.

The mayor asked the army for boats. Trains to Tovren do not run, and the hospital is without electricity."""
FLOOD_LATER = """Fifteen people died when water came down the valley. Schools stay closed until the end of the week.

Engineers expect that mending the dam will take until autumn. Insurers spoke of a heavy loss."""


def find(a: Article, b: Article) -> list[Discrepancy]:
    return list(compare(read_article(a), read_article(b)))


def test_discrepancies_two_ways_of_telling_the_same_give_none() -> None:
    assert find(make_article(FERRY), make_article(FERRY_TOLD_AGAIN)) == []


@pytest.mark.parametrize(
    ("kind", "words", "changed"),
    [
        ("number", "40 minutes", "14 minutes"),
        ("number", "200 people", "2,000 people"),
        ("number", "At least 14", "At least 19"),
        ("date", "3 March", "8 March"),
        ("date", "Tuesday", "Thursday"),
        ("name", "Pell Haska", "Pell Tromberg"),
        ("name", "Nordmar", "Seahaul"),
        ("negation", "did not answer", "did answer"),
    ],
)
def test_discrepancies_one_change_is_found_in_its_place(kind: str, words: str, changed: str) -> None:
    assert words in FERRY
    text = FERRY.replace(words, changed)
    found = find(make_article(FERRY_TOLD_AGAIN), make_article(text))
    assert [one.kind for one in found] == [kind]
    start, end = found[0].b.span
    place = text.index(changed)
    assert start < place + len(changed)
    assert place < end


def test_discrepancies_are_the_same_from_both_sides() -> None:
    a, b = make_article(FERRY), make_article(FERRY_TOLD_AGAIN.replace("40 minutes", "14 minutes"))
    (one,), (other,) = find(a, b), find(b, a)
    assert (one.a, one.b) == (other.b, other.a)


def test_discrepancies_a_higher_toll_of_a_later_day_is_a_development() -> None:
    a = make_article(FLOOD.format("12"), published="2026-07-14")
    b = make_article(FLOOD_LATER, published="2026-07-16")
    assert [one.relation for one in find(a, b)] == ["development"]
    same_day = make_article(b.text, published="2026-07-14")
    assert [one.relation for one in find(a, same_day)] == ["conflict"]


def test_discrepancies_what_the_words_leave_room_for_is_a_difference() -> None:
    a, b = make_article(FLOOD.format("at least 12")), make_article(FLOOD_LATER)
    assert [one.relation for one in find(a, b)] == ["difference"]


def test_discrepancies_one_name_in_two_spellings_is_a_spelling_alone() -> None:
    a = make_article("The envoy Ivo Kerrnik left Hesk by train in the morning.")
    b = make_article("In the evening the envoy Ivo Kernik came to Tovren.")
    assert [one.kind for one in find(a, b)] == ["spelling"]


def test_discrepancies_a_quotation_in_other_words_is_a_wording() -> None:
    a = 'Konnor said: "We will open the port again when the ferry is gone."'
    b = 'Konnor said: "We will open the port again when the summer is gone."'
    readings = [read_article(make_article(text), (_quote(text),)) for text in (a, b)]
    assert [one.kind for one in compare(*readings)] == ["wording"]


def _quote(text: str) -> Attribution:
    content = Span(text.index('"'), len(text))
    return Attribution("s1", (Span(0, 6),), (Span(7, 11),), (content,), "direct", speaker=Speaker("e1", "Konnor"))


FORMULA = "The party of the north goes on with its season on {}, with elections in {} and in the old harbour of Sund."


def test_discrepancies_what_an_outlet_tells_on_another_day_in_its_formula_is_a_development() -> None:
    a = make_article(FORMULA.format("10 March", "Hesk"), published="2026-03-06", outlet="Gazette")
    b = make_article(FORMULA.format("17 March", "Hesk"), published="2026-03-11", outlet="Gazette")
    assert [one.relation for one in find(a, b)] == ["development"]
    of_other = make_article(b.text, published="2026-03-11", outlet="Herald")
    assert [one.relation for one in find(a, of_other)] == ["conflict"]


def test_discrepancies_what_each_report_tells_of_its_own_day_is_a_development() -> None:
    text = "Four barges sank in the storm off Hesk and the port was shut, the harbour office of Tovren said on {}."
    a = make_article(text.format("Tuesday"), published="2026-03-03", outlet="Gazette")
    b = make_article(text.format("Saturday"), published="2026-03-07", outlet="Herald")
    assert [one.relation for one in find(a, b)] == ["development"]
    same_day = make_article(text.format("Saturday"), published="2026-03-03", outlet="Herald")
    assert [one.relation for one in find(a, same_day)] == ["conflict"]


def test_discrepancies_two_interviews_of_one_outlet_with_the_same_questions_are_no_conflict() -> None:
    text = "What would a {} council do for the harbour of Hesk, and who would sit in it for the people of the town?"
    a, b = (
        make_article(text.format(name), f"The Gazette talks to {name}", published="2026-03-03", outlet="Gazette")
        for name in ("Velsted", "Konnor")
    )
    assert find(a, b) == []


def test_discrepancies_plural_and_possessive_are_one_spelling() -> None:
    a = make_article("The trade of the Port Heskers grew in the spring, the mayor of Tovren said on Friday.")
    b = make_article("Nobody asked for the Port Hesker's view of the new ferry when the council of Sund met.")
    assert "spelling" not in [one.kind for one in find(a, b)]
