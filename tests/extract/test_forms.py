"""Fixed forms tell statements and sources that the model passes over."""

from __future__ import annotations

import pytest

from onrecord.extract.attributions import settle, to_statements
from onrecord.extract.forms import add_forms
from onrecord.inference.session import Tuning, read_texts
from onrecord.inference.windows import split_words
from onrecord.records import Spans
from onrecord.text.layout import find_layout
from tests.inference.tiny import Rule, make_model

Told = tuple[str, str, str, str | None]  # source, cue, content, parent


def read(text: str, said: Rule, **rules: Rule) -> list[Told]:
    model = make_model(Tuning(), {}, said=said, **rules)
    layout = find_layout(text)
    words = split_words(layout, model.tokenizer)
    (reading,) = read_texts(model, [words])
    drafts = add_forms(layout, words, settle(words, reading.candidates))

    def show(spans: Spans) -> str:
        return " ... ".join(text[a:b] for a, b in spans)

    found = to_statements(text, layout, words, drafts, Tuning())
    return [(show(s.source), show(s.cue), show(s.content), s.parent) for s in found]


FAR = 100 * "no " + "."  # the rules of the model go by words: it would take the headline's for the source
SAID = Rule(source="osk", content="the ferry was late")


def test_a_second_source_between_cue_and_content_is_the_inner_one() -> None:
    assert read("Osk said, citing a pilot, the ferry was late.", said=SAID) == [
        ("Osk", "said", "citing a pilot, the ferry was late", None),
        ("a pilot", "citing", "the ferry was late", "s1"),
    ]


def test_a_second_source_that_the_model_found_is_not_told_again() -> None:
    told = read(
        "Osk said, according to Renn, the ferry was late.", said=SAID, according=Rule("renn", "the ferry was late")
    )
    assert len(told) == 2
    assert len(read("Osk said, with the sea in mind, the ferry was late.", said=SAID)) == 1


def test_a_headline_gives_its_words_to_who_speaks_in_the_article() -> None:
    told = read(f"Osk: harbour shut for good\n\n{FAR}\n\nMinister Osk said the ferry was late.", said=SAID)
    assert told[0] == ("Osk", ":", "harbour shut for good", None)


@pytest.mark.parametrize(
    "headline", ["Velt: harbour shut for good", "Osk, harbour and ferry", "At 10:30 Osk went", "Osk:", ": shut"]
)
def test_a_headline_without_a_speaker_of_the_article_gives_nothing(headline: str) -> None:
    assert len(read(f"{headline}\n\nMinister Osk said the ferry was late.", said=SAID)) == 1


def test_a_colon_further_down_gives_nothing() -> None:
    assert len(read("A late ferry\n\nOsk: harbour shut\n\nMinister Osk said the ferry was late.", said=SAID)) == 1


def test_a_relative_pronoun_is_the_source_where_none_was_read() -> None:
    late = Rule(content="the ferry was late")
    assert read("It was in the Gull, which on Monday said the ferry was late.", said=late)[0][0] == "which"
    assert read("It was in the Gull, and on Monday said the ferry was late.", said=late)[0][0] == ""


def test_a_clause_about_somebodys_government_is_a_statement() -> None:
    text = "Ana Reis, whose government has offered to open the harbour, said the ferry was late."
    assert ("whose government", "has offered", "to open the harbour", None) in read(
        text, said=Rule(content="the ferry was late")
    )
    assert len(read("Ana Reis, whose house has burnt to the ground, said no.", said=Rule(content="no"))) == 1


def test_a_quotation_with_a_dash_and_a_name_is_whose_name_it_is() -> None:
    text = "“The boats are late. Osk said no.” ― Ana B. Reis\n\n“Shut it!” - Jo Velt, 34."
    assert read(text, said=Rule("osk", "no")) == [
        ("Ana B. Reis", "―", "“The boats are late. Osk said no.”", None),
        ("Osk", "said", "no", "s1"),
        ("Jo Velt, 34", "-", "“Shut it!”", None),
    ]


@pytest.mark.parametrize(
    "text", ["“Shut it!” - and they left.", "A tale - Ana Reis", "“Shut it!” he cried - Ana Reis came. It was late."]
)
def test_a_dash_without_a_name_after_a_quotation_gives_nothing(text: str) -> None:
    assert read(text, said=Rule()) == []


def test_the_turns_of_a_transcript_are_statements() -> None:
    text = "REIS: Is it shut?\n\nMR. VELT: Osk said no. It is late.\n\n(Applause.)"
    assert read(text, said=Rule("osk", "no")) == [
        ("REIS", ":", "Is it shut", None),
        ("MR. VELT", ":", "Osk said no. It is late", None),
        ("Osk", "said", "no", "s2"),
    ]


def test_one_line_with_capitals_and_a_colon_is_no_transcript() -> None:
    assert read("NOTE: the harbour is shut.\n\nIt was late.", said=Rule()) == []
