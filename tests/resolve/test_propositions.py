"""What one article tells, and on whose word."""

from __future__ import annotations

from hypothesis import given

from onrecord.records import Extraction
from onrecord.resolve.proposition import Proposition
from onrecord.resolve.propositions import find_propositions
from tests.resolve.build import said, tell
from tests.store.build import extractions


def find(extraction: Extraction, press: tuple[str, ...] = ()) -> dict[str, Proposition]:
    return {p.id: p for p in find_propositions(extraction, "v1", press=press)}


def test_propositions_narration_is_held_by_the_outlet() -> None:
    (found,) = find(tell("The council of Osk closed the bridge on 2 May.")).values()
    assert (found.party.key, found.kind, found.statement) == ("outlet:gazette", "asserts", None)
    assert found.content.days == {"2031-05-02"}


def test_propositions_a_headline_is_no_account_of_its_own() -> None:
    assert find(tell("Council closes the bridge of Osk\n\nThe council of Osk closed the bridge.")).keys() == {"n2"}


def test_propositions_an_outlet_that_tells_of_no_confirmation_says_unconfirmed() -> None:
    text = "The mayor said the bridge of Osk fell, but there was no official confirmation."
    found = find(tell(text, said("The mayor", "said", "the bridge of Osk fell")))
    assert [(p.party.key, p.kind) for p in found.values()][-1] == ("outlet:gazette", "neither")


def test_propositions_clauses_are_told_apart_and_keep_their_subject() -> None:
    text = "The talks lasted 40 minutes and were held at the request of Osk, Rolf Ask said."
    content = "The talks lasted 40 minutes and were held at the request of Osk"
    found = find(tell(text, said("Rolf Ask", "said", content), people=["Rolf Ask"]))
    assert [p.words for p in found.values()] == ["The talks lasted 40 minutes", "were held at the request of Osk"]
    assert "~talk" in found["s1.2"].content.terms


def test_propositions_a_promise_is_told_as_made() -> None:
    text = "Rolf Ask promised that the bridge would open on 9 May."
    found = find(
        tell(text, said("Rolf Ask", "promised", "that the bridge would open on 9 May", "promise"), people=["Rolf Ask"])
    )
    assert found["s1"].party.key == "outlet:gazette"
    assert {"~promise", "~open"} <= found["s1"].content.terms
    assert "ask" in found["s1"].content.names


def test_propositions_what_stands_inside_a_denial_is_not_asserted() -> None:
    text = "Rolf Ask denied that Ina Torv had said the bridge of Osk was closed."
    found = find(
        tell(
            text,
            said("Rolf Ask", "denied", "that Ina Torv had said the bridge of Osk was closed", "deny"),
            said("Ina Torv", "had said", "the bridge of Osk was closed", parent="s1"),
            people=["Rolf Ask", "Ina Torv"],
        )
    )
    assert {name: p.kind for name, p in found.items()} == {"s1": "denies"}


def test_propositions_a_chain_leads_from_the_outlet_to_who_is_meant() -> None:
    text = "The Herald reported that Ina Torv said the bridge of Osk was closed."
    found = find(
        tell(
            text,
            said("The Herald", "reported", "that Ina Torv said the bridge of Osk was closed"),
            said("Ina Torv", "said", "the bridge of Osk was closed", parent="s1"),
            people=["Ina Torv"],
        )
    )
    assert [party.key for party in found["s2"].chain] == ["outlet:herald"]
    assert "s1" not in found


def test_propositions_who_asks_not_to_be_named_claims_nothing() -> None:
    text = "An official declined to be identified because of the talks in Osk."
    assert not find(
        tell(text, said("An official", "declined", "to be identified because of the talks in Osk", "decline"))
    )


def test_propositions_an_answer_that_evades_the_question_declines() -> None:
    text = "Asked whether Rolf Ask had met Ina Torv in Osk, the mayor said that the weather was fine."
    found = find(
        tell(
            text,
            said("", "Asked", "whether Rolf Ask had met Ina Torv in Osk", "question"),
            said("the mayor", "said", "that the weather was fine"),
            people=["Rolf Ask", "Ina Torv"],
        )
    )
    assert found["s2?"].kind == "declines"
    assert "~meet" in found["s2?"].content.terms


def test_propositions_a_day_on_which_it_was_said_bounds_when_it_was() -> None:
    text = "Rolf Ask said on May 1 that he met Ina Torv."
    told = said("Rolf Ask", "said", "that he met Ina Torv", said_on="2031-05-01")
    found = find(tell(text, told, people=["Rolf Ask", "Ina Torv"]))
    assert found["s1"].content.before == "2031-05-01"
    assert {"ask", "torv"} <= found["s1"].content.names


@given(extractions())
def test_propositions_of_any_extraction_stand_in_its_text(extraction: Extraction) -> None:
    length = len(extraction.article.text)
    found = find_propositions(extraction, "v1")
    assert all(0 <= start < end <= length for p in found for start, end in p.spans)
    assert len({p.id for p in found}) == len(found)
    assert found == find_propositions(extraction, "v1")


def test_propositions_what_somebody_tells_of_a_doing_is_his_word_and_not_the_outlets() -> None:
    text = "According to the clerk, Rolf Ask offered to close the bridge."
    found = find(
        tell(
            text,
            said("the clerk", "According to", "Rolf Ask offered to close the bridge", unnamed=True),
            said("Rolf Ask", "offered", "to close the bridge", "propose"),
            people=["Rolf Ask"],
        )
    )
    assert [p.party.name for p in found.values()] == ["the clerk"]


def test_propositions_the_paper_named_after_the_words_tells_of_who_stands_before_them() -> None:
    text = "Rolf Ask said that he met Ina Torv, writes The Herald."
    found = find(
        tell(
            text,
            said("Rolf Ask", "said", "that he met Ina Torv"),
            said("The Herald", "writes", "that he met Ina Torv", parent="s1"),
            people=["Rolf Ask", "Ina Torv"],
        ),
        press=("outlet:herald",),
    )
    (told,) = found.values()
    assert told.party.name == "Rolf Ask"
    assert [party.name for party in told.chain] == ["The Herald"]


def test_propositions_a_call_in_which_something_was_done_is_told_too() -> None:
    words = "Rolf Ask had made the offer in a telephone call with Ina Torv"
    found = find(tell(f"The clerk said {words}.", said("The clerk", "said", words), people=["Rolf Ask", "Ina Torv"]))
    first, second = found.values()
    assert first.refers
    assert {"ask", "torv"} <= second.content.names
    assert "~talk" in second.content.terms


def test_propositions_the_document_speaks_for_who_spoke_in_one() -> None:
    text = (
        "The council of Osk said in a statement that the bridge is safe. It will open soon, according to the document."
    )
    found = find(
        tell(
            text,
            said("The council of Osk", "said in a statement", "that the bridge is safe"),
            said("the document", "according to", "It will open soon"),
        )
    )
    assert {p.party.name for p in found.values() if p.statement} == {"The council of Osk"}


def test_propositions_no_day_is_told_by_since_some_day_or_by_that_day() -> None:
    assert find(tell("The bridge of Osk was closed since 3 May."))["n1"].content.days == frozenset()
    assert find(tell("The bridge of Osk was closed on the same day."))["n1"].content.days == frozenset()


def test_propositions_a_list_is_told_item_by_item() -> None:
    text = "The demands are known. These are, in particular, a neutral Osk, its open harbour and the bridge toll."
    found = find(tell(text))
    assert [p.words for p in found.values()][1:] == ["a neutral Osk", "its open harbour", "the bridge toll."]


def test_propositions_what_the_outlet_adds_to_a_statement_is_its_own_word() -> None:
    text = "Rolf Ask said he would meet only the legitimate council of Osk, which is the assembly of elders."
    content = "he would meet only the legitimate council of Osk"
    found = find(tell(text, said("Rolf Ask", "said", content), people=["Rolf Ask"]))
    added = next(p for p in found.values() if p.statement is None)
    assert added.party.key == "outlet:gazette"
    assert added.words == "the legitimate council of Osk which is the assembly of elders."[4:]


def test_propositions_ready_on_a_condition_is_ready() -> None:
    text = "The council of Osk is ready for talks only if the bridge opens, Rolf Ask said."
    content = "The council of Osk is ready for talks only if the bridge opens"
    found = find(tell(text, said("Rolf Ask", "said", content), people=["Rolf Ask"]))
    assert found["s1"].words == "The council of Osk is ready for talks"


def test_propositions_two_leaders_are_no_number() -> None:
    words = "The two leaders spoke of 40 ships and the two countries agreed"
    found = find(tell(f"{words}, Rolf Ask said.", said("Rolf Ask", "said", words), people=["Rolf Ask"]))
    assert {n.split()[0] for p in found.values() for n in p.content.numbers} == {"40"}


def test_propositions_who_alone_is_talked_to_is_told_besides() -> None:
    content = (
        "The people in the old port of Hesk all know that Osk is ready to talk only with the lawful council of Ber,"
        " which at the moment is, for example, the Rada"
    )
    found = find(tell(f"{content}, Rolf Ask said.", said("Rolf Ask", "said", content), people=["Rolf Ask"]))
    words = [p.words for p in found.values()]
    assert any(text.endswith("Osk is ready to talk") for text in words)
    assert any("lawful council" in text and "which at the moment is" in text for text in words)


def test_propositions_where_neither_announced_it_the_outlet_says_so() -> None:
    text = "Rolf Ask spoke with Ina Torv, a clerk said. Neither government has announced the call."
    told = find(tell(text, said("Neither government", "has announced", "the call"), people=["Rolf Ask", "Ina Torv"]))
    assert ("outlet:gazette", "neither") in {(p.party.key, p.kind) for p in told.values()}


def test_propositions_a_report_called_untrue_is_denied() -> None:
    text = '"The report in the Herald is untrue from end to end," Rolf Ask said.'
    content = '"The report in the Herald is untrue from end to end,"'
    (found,) = find(tell(text, said("Rolf Ask", "said", content), people=["Rolf Ask"])).values()
    assert (found.kind, found.refers) == ("denies", True)
