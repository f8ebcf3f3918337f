"""Whose stance an entry of the ledger is, and on whose word what an outlet repeats stands."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Span
from onrecord.resolve.ledger import Entry, Told, make_entries, to_stances
from onrecord.resolve.parties import Party
from onrecord.resolve.standing import count_origins

ASK = Party("ask", "Rolf Ask")
HERALD = Party("outlet:herald", "The Herald")


class NoSides:
    def side_of(self, party: str) -> str:
        return ""

    def takes_part(self, party: str, names: Iterable[str]) -> bool:
        return False


def tell(party: Party, through: tuple[Party, ...]) -> Told:
    entry = Entry(
        party=party,
        kind="asserts",
        citing="",
        chain=("The Gazette", *(p.name for p in through), party.name),
        published="2031-05-03",
        outlet="The Gazette",
        article_id="a",
        version_id="v",
        doc="d",
        statement="s1",
        spans=(Span(0, 5),),
        words="words",
        proposition="v:s1",
        joined_to=None,
        shared=(),
        score=0.0,
        how="",
    )
    return Told(entry, through)


def test_ledger_whom_a_cited_outlet_quotes_by_name_is_the_one_origin() -> None:
    entries = make_entries([tell(ASK, (HERALD,))], (), NoSides())
    assert [(e.party.name, e.kind, e.citing) for e in entries] == [
        ("Rolf Ask", "asserts", ""),
        ("The Gazette", "repeats", "The Herald"),
    ]
    assert count_origins(to_stances(entries, (), NoSides())) == 1


def test_ledger_a_source_without_a_name_is_told_on_the_word_of_the_cited_outlet() -> None:
    clerk = Party("unnamed:v:e1", "a clerk", named=False)
    (entry,) = make_entries([tell(clerk, (HERALD,))], (), NoSides())
    assert (entry.kind, entry.citing) == ("repeats", "The Herald")
    assert to_stances([entry], (), NoSides())[0].citing == HERALD.key


def test_ledger_a_text_that_two_outlets_carry_of_a_source_without_a_name_is_one_origin() -> None:
    clerk, other = (Party(f"unnamed:{key}", "a clerk", named=False) for key in ("v:e1", "w:e2"))
    told = [tell(clerk, ()), tell(other, ())]
    entries = make_entries(told, (), NoSides())
    assert count_origins(to_stances(entries, (), NoSides())) == 1


def test_ledger_a_body_whose_office_is_to_find_out_is_competent() -> None:
    found = [
        to_stances(make_entries([tell(Party(name.casefold(), name), ())], (), NoSides()), (), NoSides())[0].competent
        for name in ("Harbour Police", "Ferry Safety Board", "Osk Trading Company")
    ]
    assert found == [True, True, False]
