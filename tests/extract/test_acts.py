"""What a statement does and how it is hedged, told from its cue. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.acts import find_acts
from onrecord.extract.names import find_words
from onrecord.extract.speakers import link_speakers
from onrecord.records import Attribution
from onrecord.text.layout import find_layout
from tests.extract.marked import read_marked


def act_on(marked: str) -> Attribution:
    """The last statement of a text, after its speakers and acts were found."""
    text, statements = read_marked(marked)
    layout = find_layout(text)
    linked, mentions, entities = link_speakers(layout, find_words(layout), statements)
    return find_acts(layout, linked, mentions, entities)[-1]


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[Osk] <said> {the strait was open}.", "assert"),
        ("[Osk] <announced> {talks}.", "assert"),
        ("[Osk] <warned> {of delays}.", "assert"),
        ("[Osk] did not <deny> {the call}.", "neither-confirm-nor-deny"),
        ("According <to> [Osk], {the strait was open}.", "assert"),
        ("[Osk] <confirmed> {the call}.", "confirm"),
        ("[Osk] <acknowledged> {the call}.", "confirm"),
        ("[Osk] <denied> {the call}.", "deny"),
        ("[Osk] <rejected> {the offer}.", "deny"),
        ("[Osk] <would neither confirm nor deny> {the call}.", "neither-confirm-nor-deny"),
        ("[Osk] neither <confirmed nor denied> {the call}.", "neither-confirm-nor-deny"),
        ("[Osk] did not <confirm or deny> {the call}.", "neither-confirm-nor-deny"),
        ("[Osk] didn’t <confirm> {the call}.", "neither-confirm-nor-deny"),
        ("[Osk] has not yet <confirmed> {the call}.", "neither-confirm-nor-deny"),
        ("[Osk] did not <say> {who called}.", "decline"),
        ("[Osk] <declined to comment> {on the call}.", "decline"),
        ("[Osk] <refused to say> {whether they met}.", "decline"),
        ("[Osk] <demanded> {that the strait be opened}.", "demand"),
        ("[Osk] <called for> {talks}.", "demand"),
        ("[Osk] <urged> {calm}.", "demand"),
        ("[Osk] <proposed> {talks}.", "propose"),
        ("[Osk] <offered> {talks}.", "propose"),
        ("[Osk] <promised> {to open the strait}.", "promise"),
        ("[Osk] <vowed> {to open the strait}.", "promise"),
        ("[Osk] <threatened> {to shut the strait}.", "threaten"),
        ("[Osk] <accused> {Velmark of lying}.", "accuse"),
        ("[Osk] <expects> {the strait to open}.", "expect"),
        ("[Osk] <voiced hope> {that it would open}.", "expect"),
        ("[Osk] <believes> {the strait is open}.", "opinion"),
        ("[Osk] <asked> {whether the strait was open}.", "question"),
        ("[Osk] <doubts> {that the strait is open}.", "doubt"),
        ("[Osk] <retracted> {the report}.", "retract"),
        ("[Osk] <withdrew> {the report}.", "retract"),
    ],
)
def test_acts_come_from_the_cue(marked: str, act: str) -> None:
    assert act_on(marked).act == act


@pytest.mark.parametrize(
    ("marked", "flags"),
    [
        ("[Osk] <said> {no}.", ()),
        ("[Osk] <did not say> {no}.", ("negated",)),
        ("[Osk] never <said> {no}.", ("negated",)),
        ("[Osk] doesn’t <say> {no}.", ("negated",)),
        ("[Osk] would <say> {no}.", ("hypothetical",)),
        ("[Osk] could not <say> {who called}.", ("negated", "hypothetical")),
        ("[Osk] will <say> {no}.", ("future",)),
        ("[Osk] is going to <say> {no}.", ("future",)),
        ("[An official] <said> {no}.", ("anonymous",)),
        ("[Officials] would not <say> {who called}.", ("negated", "hypothetical", "anonymous")),
        ("[Osk] <spoke about> {the strait}.", ("topic",)),
        ("[Osk] <did not discuss> {the strait}.", ("negated", "topic")),
        ("[Osk] <spoke about> {how the strait was opened}.", ()),
        ("It was not cold. [Osk] <said> {no}.", ()),
        ('{"It could not be worse,"} <said> [Osk].', ()),
        ("If it rains, [Osk] <says>, {all is lost}.", ()),
        ("[Osk, who would not sit,] <said> {no}.", ()),
    ],
)
def test_acts_flags_tell_how_the_cue_is_hedged(marked: str, flags: tuple[str, ...]) -> None:
    assert act_on(marked).flags == flags


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Mara Osk] <told> Tomas Velt {that it was open}.", "Tomas Velt"),
        ("[Mara Osk] <asked> Tomas Velt {whether it was open}.", "Tomas Velt"),
        ("[Mara Osk] has <assured> Tomas Velt {that it was open}.", "Tomas Velt"),
        ("[Mara Osk] <told> Tomas Velt on Monday {that it was open}.", "Tomas Velt"),
        ("Tomas Velt came. Later [Mara Osk] <told> Velt {that it was open}.", "Tomas Velt"),
        ("[Mara Osk] <told> the Tarn Courier {that it was open}.", "Tarn Courier"),
    ],
)
def test_acts_addressee_is_who_is_told(marked: str, name: str) -> None:
    addressee = act_on(marked).addressee
    assert addressee is not None
    assert addressee.name == name


@pytest.mark.parametrize(
    "marked",
    [
        "[Mara Osk] <said> {that Tomas Velt was late}.",
        "[Mara Osk] <told> reporters {that Tomas Velt was late}.",
        "[Mara Osk] <told> them in Tarn {that it was open}.",
        "[Mara Osk] <accused> {Tomas Velt of lying}.",
    ],
)
def test_acts_addressee_is_nobody_where_no_name_is_told(marked: str) -> None:
    assert act_on(marked).addressee is None


@pytest.mark.parametrize(
    "marked", ["{The ferries could stop} <according to> [Osk].", "{It will not open} <according to> [Osk]."]
)
def test_acts_words_of_the_content_are_not_of_the_cue(marked: str) -> None:
    found = act_on(marked)
    assert (found.act, found.flags) == ("assert", ())


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[Osk] <said> {he could neither confirm nor deny it}.", "neither-confirm-nor-deny"),
        ("[Osk] <said> {that no such call was made}.", "deny"),
        ("[Osk] <said> {Velmark has to leave first}.", "demand"),
        ("[Osk] <said> {he was ready to meet}.", "propose"),
        ("[Osk] <said>: {“We will pay.”}", "promise"),
        ("[Osk] <said> {it was unacceptable}.", "opinion"),
        ("[Osk] <believes> {Velmark has to leave first}.", "demand"),
        ("[Osk] <said> {she would open the strait}.", "promise"),
        ("[Osk] <said> {their navy would open it if Velmark paid}.", "demand"),
        ("[Osk] <said> {they were ready to meet, but only in Tarn}.", "demand"),
        ("[Osk] <said>: {“Open the gates and go.”}", "demand"),
        ("[Osk] <said> {the house had a right to know}.", "demand"),
        ("[Osk] <said> {he wanted to buy the port}.", "assert"),
        ("[Osk] <said> {he wants to buy the port}.", "propose"),
        ("[Osk] <said> {it was time for a new port}.", "propose"),
        ("[Osk] <said> {she hoped for rain}.", "expect"),
        ("[Osk] <was sure> {that the talks would go on}.", "expect"),
        ("[Osk] <did not rule out> {that they might meet}.", "expect"),
        ("[Osk] <ruled out> {a meeting}.", "decline"),
        ("[Osk] <warned> {that the talks would end if nobody came}.", "threaten"),
        ("[Osk] <warned> {that ice would come}.", "assert"),
        ("[Osk] <said> {there were no plans to leave}.", "deny"),
        ("[Osk] <said>: {“I spoke of boats, not about planes.”}", "deny"),
        ("[Osk] <said> {that was a matter for the mayor}.", "decline"),
        ("[Osk] <refused> {to confirm or deny the call}.", "neither-confirm-nor-deny"),
        ("[Osk] <agreed> {that the boats would sail}.", "promise"),
        ("[Osk] <agreed> {to meet}.", "promise"),
        ("[Osk] <agreed> {that it was cold}.", "assert"),
        ("[Osk] <said> {the figure had been given in error}.", "retract"),
        ("[Osk] <said> {nobody believes it}.", "doubt"),
        ("[Osk] <said>: {“We welcome it.”}", "opinion"),
    ],
)
def test_acts_come_from_the_content_where_the_cue_tells_nothing(marked: str, act: str) -> None:
    assert act_on(marked).act == act


def test_acts_cue_that_tells_outweighs_the_content() -> None:
    assert act_on("[Osk] <denied> {that Velmark must leave}.").act == "deny"


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[Mara Osk, an expert on shipping,] <said> {the strait was open}.", "opinion"),
        ("[Mara Osk, a spokeswoman,] <said> {the strait was open}.", "assert"),
        ("[Mara Osk, an expert on shipping,] <confirmed> {the call}.", "confirm"),
    ],
)
def test_acts_what_an_expert_says_is_an_opinion_where_nothing_else_tells(marked: str, act: str) -> None:
    assert act_on(marked).act == act


@pytest.mark.parametrize(
    "content",
    [
        "the right bank was flooded",
        "the goods in good order were unloaded",
        "the ferry must have sunk",
        "it would be cold",
    ],
)
def test_acts_words_of_the_content_that_mean_something_else_tell_nothing(content: str) -> None:
    assert act_on(f"[Osk] <said> {{{content}}}.").act == "assert"


@pytest.mark.parametrize(
    "marked", ["[] In May it <emerged> {that the ferry sank}.", "[] <As Will told it>, {the ferry sank}."]
)
def test_acts_a_month_or_a_name_is_no_hedge(marked: str) -> None:
    assert act_on(marked).flags == ()


@pytest.mark.parametrize("cue", ["mustered the courage to say", "said in the plane", "said in a viewing room"])
def test_acts_stems_of_other_words_tell_nothing(cue: str) -> None:
    assert act_on(f"[Osk] <{cue}> {{the strait was open}}.").act == "assert"


@given(st.text(st.sampled_from("neither confirm deny not would ,.'\n"), min_size=1, max_size=40), st.integers(0, 39))
def test_acts_are_found_for_any_cue(text: str, cut: int) -> None:
    marked = f"{text[:cut]}<{text[cut:]}x>{{y}}[]"
    assert act_on(marked).act
