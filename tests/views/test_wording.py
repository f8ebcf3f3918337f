"""Words in lists: cut between words, claims under words that can stand alone, reasons in words of the articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.resolve.claims import WORDS
from onrecord.resolve.ledger import Entry
from onrecord.resolve.parties import Party
from onrecord.views.wording import shorten, shorten_line, tell_shared, title_of


def entry(words: str, *shared: str, kind: str = "asserts", how: str = WORDS) -> Entry:
    return Entry(
        party=Party("ina torv", "Ina Torv"),
        kind=kind,  # type: ignore[arg-type]
        citing="",
        chain=("The Gull",),
        published="2031-05-03",
        outlet="The Gull",
        article_id="a",
        version_id="v",
        doc="a",
        statement="s1",
        spans=(Span(0, 1),),
        words=words,
        proposition="v:s1",
        joined_to=None,
        shared=shared,
        score=0.9,
        how=how,
    )


@given(st.text(), st.integers(min_value=20, max_value=80))
def test_wording_cut_words_are_the_beginning_and_short_enough(words: str, most: int) -> None:
    short = shorten(words, most)
    line = " ".join(words.split())
    assert len(short) <= most
    assert line.startswith(short.removesuffix("…"))
    assert (short == line) == (len(line) <= most)


def test_wording_is_cut_between_words() -> None:
    told = "The ferry to Osk leaves every morning, except in winter"
    assert [shorten(told, most) for most in (20, 38, 39, 40)] == [
        "The ferry to Osk…",
        "The ferry to Osk leaves every…",
        "The ferry to Osk leaves every morning…",
        "The ferry to Osk leaves every morning…",
    ]
    assert shorten("x" * 50, 20) == "x" * 19 + "…"
    assert shorten_line("id    reported    the ferry leaves", 30) == "id    reported    the ferry…"


def test_wording_a_claim_goes_by_words_that_can_stand_alone() -> None:
    whole = "Rolf Ask called the mayor of Osk on Monday"
    assert title_of("took place at the request of Osk", [entry(whole)]) == whole
    assert title_of("called the mayor", [entry("Nobody ever called the mayor of Osk", how="it goes on")]) == (
        "… called the mayor"
    )
    assert title_of("called the mayor", [entry("He never called the mayor of Osk", kind="denies")]) == (
        "… called the mayor"
    )


def test_wording_titles_begin_without_dateline_and_end_whole() -> None:
    assert title_of("OSK, 3 May", []) == "OSK, 3 May"
    assert title_of("PORT OSK - Thirty sailors came home today", []) == "Thirty sailors came home today"
    assert title_of("that the bridge would be closed for a month, in", []) == "The bridge would be closed for a month"
    assert title_of('"We will open the bridge again,"', []) == "We will open the bridge again"
    assert title_of("", []) == ""
    assert title_of("a list of names had been given to Osk", []) == "A list of names had been given to Osk"
    assert title_of("the mayor of wanting to close the bridge", []) == "… the mayor of wanting to close the bridge"


def test_wording_reasons_are_words_of_both_accounts() -> None:
    one = entry("Ten sailors were freed in Osk on 2 May", "~release", "@osk", "#10", "=2031-05-02", "sail", "absent")
    other = entry("Osk released ten men")
    assert tell_shared(one, other) == (
        "“freed” and “released”",
        "the name Osk",
        "the number 10",
        "the day 2 May 2031",
    )
    assert tell_shared(entry("nothing of it", "~hold", "stem"), None) == ("words for “hold”",)
