"""Events are read with who took part, when, with what status, and which statements vouch for them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.acts import find_acts
from onrecord.extract.contacts import Contact, find_contacts
from onrecord.extract.events import find_events
from onrecord.extract.names import find_words
from onrecord.extract.speakers import link_speakers
from onrecord.extract.times import find_timexes
from onrecord.records import Article, Event, Extraction
from onrecord.text.layout import find_layout
from tests.extract.marked import read_marked

PUBLISHED = date(2031, 3, 5)  # a Wednesday


def read(marked: str) -> Extraction:
    text, statements = read_marked(marked)
    layout = find_layout(text)
    words = find_words(layout)
    linked, mentions, entities = link_speakers(layout, words, statements)
    linked = find_acts(layout, linked, mentions, entities)
    timexes = find_timexes(layout, PUBLISHED.isoformat())
    events, mentions, entities = find_events(layout, words, linked, mentions, entities, timexes, PUBLISHED)
    return Extraction(Article("report", text, ""), linked, mentions, entities, timexes, events)


def only(marked: str, mode: str | None = None, root: str | None = None) -> Event:
    found = [e for e in read(marked).events if mode in (None, e.mode) and root in (None, e.root)]
    assert len(found) == 1, found
    return found[0]


def contact(marked: str) -> Contact:
    found = find_contacts(read(marked))
    assert len(found) == 1, found
    return found[0]


def names(extraction: Extraction, ids: tuple[str, ...]) -> list[str]:
    by_id = {entity.id: entity.name for entity in extraction.entities}
    return [by_id[who] for who in ids]


@pytest.mark.parametrize(
    ("text", "kind", "people"),
    [
        ("President Mara Osk spoke by phone with Premier Ivo Tarn on Monday.", "call", ["Mara Osk", "Ivo Tarn"]),
        ("Minister Mara Osk met with Velt Foreign Minister Ivo Tarn.", "meeting", ["Mara Osk", "Ivo Tarn"]),
        ("Minister Mara Osk held a telephone conversation with Premier Ivo Tarn.", "call", ["Mara Osk", "Ivo Tarn"]),
        ("Minister Mara Osk and Premier Ivo Tarn met in Lunde.", "meeting", ["Mara Osk", "Ivo Tarn"]),
        ("Minister Mara Osk will travel to Lunde on Friday.", "visit", ["Mara Osk"]),
        (
            "Minister Mara Osk will visit Lunde. She will be joined by Ambassador Lea Brand.",
            "visit",
            ["Mara Osk", "Lea Brand"],
        ),
        (
            "Minister Mara Osk met today with a delegation that included Minister Ivo Tarn.",
            "meeting",
            ["Mara Osk", "Ivo Tarn"],
        ),
    ],
)
def test_contacts_name_their_participants(text: str, kind: str, people: list[str]) -> None:
    extraction = read(text)
    found = find_contacts(extraction)
    assert [c.type for c in found] == [kind]
    assert set(people) <= set(names(extraction, found[0].participants))


@pytest.mark.parametrize(
    "text",
    [
        "Minister Mara Osk did not meet with Premier Ivo Tarn.",
        "Minister Mara Osk might meet with Premier Ivo Tarn.",
        "Minister Mara Osk congratulates the people of Velt on their national day.",
        "The ferry met a storm in the strait.",
    ],
)
def test_contacts_are_none_where_nobody_was_in_touch(text: str) -> None:
    assert find_contacts(read(text)) == ()


def test_contacts_told_twice_are_one() -> None:
    found = contact("Minister Mara Osk met with Premier Ivo Tarn on Monday. Osk met with Tarn in Lunde.")
    assert found.date == "2031-03-03"
    assert len(found.events) == 2


def test_contacts_that_were_separate_are_two() -> None:
    text = "Minister Mara Osk spoke separately with Premier Ivo Tarn and President Lea Brand."
    assert len(find_contacts(read(text))) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("President Mara Osk met with Premier Ivo Tarn.", "happened"),
        ("President Mara Osk will meet with Premier Ivo Tarn.", "planned"),
        ("President Mara Osk plans to meet with Premier Ivo Tarn.", "planned"),
        ("President Mara Osk is ready for talks with Premier Ivo Tarn.", "planned"),
        ("President Mara Osk allegedly met with Premier Ivo Tarn.", "alleged"),
        ("President Mara Osk never met with Premier Ivo Tarn.", "denied"),
        ("President Mara Osk refused to meet with Premier Ivo Tarn.", "denied"),
        ("President Mara Osk could meet with Premier Ivo Tarn.", "hypothetical"),
        ("The cancelled summit between Osk and Velt was a blow.", "called off"),
    ],
)
def test_events_status_is_told_by_tense_modality_and_negation(text: str, status: str) -> None:
    assert only(text, mode="meeting").status == status


def test_events_that_a_statement_denies_are_denied_by_it() -> None:
    event = only("[The palace] <denied> {that President Mara Osk met with Premier Ivo Tarn}.", mode="meeting")
    assert (event.status, event.vouchers, event.deniers) == ("denied", (), ("s1",))


def test_events_that_a_statement_asserts_are_vouched_for_by_it() -> None:
    event = only("[The palace] <said> {President Mara Osk met with Premier Ivo Tarn}.", mode="meeting")
    assert (event.status, event.vouchers, event.deniers) == ("happened", ("s1",), ())


def test_events_of_the_narration_have_no_voucher() -> None:
    assert only("President Mara Osk met with Premier Ivo Tarn.", mode="meeting").vouchers == ()


def test_events_that_a_statement_claims_are_alleged() -> None:
    event = only("[The Courier] <claims> {that President Mara Osk met with Premier Ivo Tarn}.", mode="meeting")
    assert event.status == "alleged"


def test_events_are_not_dated_by_when_they_were_told() -> None:
    event = only("On February 9, [Mara Osk] <said> {she would meet with Premier Ivo Tarn}.", mode="meeting")
    assert event.date is None


def test_events_take_the_date_of_their_clause() -> None:
    assert only("Premier Ivo Tarn met with Mara Osk on February 9.", mode="meeting").date == "2031-02-09"


def test_events_long_before_publication_are_background() -> None:
    assert only("Police arrested Ivo Tarn in March 2027.", root="COERCE").background
    assert not only("Police arrested Ivo Tarn on Monday.", root="COERCE").background


def test_events_the_first_since_is_a_claim_and_no_date() -> None:
    event = only("It was the first meeting between Mara Osk and Ivo Tarn since July 2029.", mode="meeting")
    assert event.date is None
    assert ("first since", "2029-07") in event.attributes


def test_events_of_a_passive_are_turned_round() -> None:
    extraction = read("Ivo Tarn was arrested by Velt police on Monday.")
    event = next(e for e in extraction.events if e.root == "COERCE")
    assert names(extraction, event.recipients) == ["Ivo Tarn"]


def test_events_how_long_a_call_lasted_may_stand_in_the_next_sentence() -> None:
    event = only("Mara Osk spoke by phone with Ivo Tarn. The conversation lasted 40 minutes.", mode="call")
    assert ("duration", "PT40M") in event.attributes


def test_events_of_prisoners_hold_counts_names_and_sides() -> None:
    event = only("Velt released 12 prisoners to Osk. Four of them were flown to Lunde.", mode="release")
    assert ("count", "12") in event.attributes
    assert ("returned", "4 to Lunde") in event.attributes
    named = only("On Monday Velt released Minister Ivo Tarn and Ambassador Lea Brand.", mode="release")
    assert ("named", "2") in named.attributes


def test_events_alleged_in_one_place_are_so_where_one_voice_vouches_for_them() -> None:
    extraction = read(
        "Mara Osk allegedly spoke by phone with Ivo Tarn. [A guard] <said> {Mara Osk spoke by phone with Ivo Tarn}."
    )
    assert {e.status for e in extraction.events if e.mode == "call"} == {"alleged"}


def test_events_without_a_party_are_left_out() -> None:
    assert read("There was an attack at dawn.").events == ()


words = st.sampled_from(
    'Mara Osk Ivo Tarn Velt President Premier met with spoke by phone to the of and , . " will not denied released'
    " attack on sanctions against visit Lunde 12 prisoners since said that who he they Monday 2027 ( ) \n".split(" ")
)


@given(st.lists(words, max_size=40))
def test_events_lie_within_their_text_and_name_entities_of_it(parts: list[str]) -> None:
    extraction = read(" ".join(part for part in parts if part not in "[]{}<>"))
    text, ids = extraction.article.text, {entity.id for entity in extraction.entities}
    assert [event.id for event in extraction.events] == [f"v{i + 1}" for i in range(len(extraction.events))]
    for event in extraction.events:
        assert event.actors or event.recipients
        assert {*event.actors, *event.recipients} <= ids
        for span in event.trigger:
            assert event.span.start <= span.start < span.end <= event.span.end <= len(text)
    for mention in extraction.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


def test_events_a_party_that_the_article_names_elsewhere_is_no_entity_of_its_own() -> None:
    layout = find_layout("Osk lies in the north. On Monday Mara Lund and Ivo Tarn discussed the Osk nuclear deal.")
    words = find_words(layout)
    _, mentions, entities = link_speakers(layout, words, ())
    seen_once = tuple(m for m in mentions if not (m.span.start and layout.plain[slice(*m.span)] == "Osk"))
    assert len(seen_once) == len(mentions) - 1
    _, _, after = find_events(layout, words, (), seen_once, entities, (), PUBLISHED)
    assert [entity.name for entity in after] == [entity.name for entity in entities]


@pytest.mark.parametrize(
    "words",
    ["We do not discuss Premier Mara Osk's telephone calls", "I will not discuss it with Premier Mara Osk"],
)
def test_what_somebody_will_not_discuss_is_no_denied_contact(words: str) -> None:
    found = read(f'"{{{words}}}," [Ivo Tarn] <said>.')
    assert not [event for event in found.events if event.status == "denied"]
    assert not find_contacts(found)


@pytest.mark.parametrize(
    "denial",
    [
        "The embassy of Osk called the accusation false.",
        "The embassy of Osk denied the report.",
        "Osk dismissed the claim as a fabrication.",
    ],
)
def test_events_of_one_voice_are_denied_by_the_sentence_that_follows(denial: str) -> None:
    told = "[Premier Ivo Tarn] <said> {Osk had bombed the town of Velt}. "
    assert only(told + denial, root="ASSAULT").status == "denied"
    assert only("Osk bombed the town of Velt. " + denial, root="ASSAULT").status == "happened"


def test_events_what_is_called_an_invention_is_denied() -> None:
    assert (
        only("Her aide called the reports of a visit of Mara Osk to Velt an invention.", mode="visit").status
        == "denied"
    )


def test_events_that_are_put_off_to_a_day_are_still_planned() -> None:
    assert only("Mara Osk has postponed her visit until Sunday.", mode="visit").status == "planned"
    assert only("Mara Osk has postponed her visit.", mode="visit").status == "called off"


def test_events_what_a_demand_takes_as_known_has_no_voucher() -> None:
    marked = "[Osk] <demanded> {the return of Mara Tarn and Ivo Lee, who were detained in Velt on February 2}."
    event = only(marked, root="COERCE")
    assert (event.status, event.vouchers) == ("happened", ())


def test_events_a_short_month_ends_no_sentence() -> None:
    assert only("Mara Osk will meet with Ivo Tarn in Velt on Feb. 20.", mode="meeting").date == "2031-02-20"


def test_events_who_says_something_after_a_call_has_called() -> None:
    event = only("The truce holds, President Mara Osk said Friday after a call with Premier Ivo Tarn.", mode="call")
    assert len({*event.actors, *event.recipients}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "[A paper] <says> {Mara Osk met Ivo Tarn in Lunde}. [Velt] <said> {this is an invention from end to end}.",
        "[Mara Osk] <said> {she had read of her resignation and there was not a word of truth in it}.",
    ],
)
def test_events_what_is_said_to_be_untrue_is_denied(text: str) -> None:
    statuses = {event.status for event in read(text).events if event.root in ("CONSULT", "YIELD")}
    assert statuses == {"denied"}


def test_events_what_is_neither_confirmed_nor_denied_is_alleged() -> None:
    text = "[Lea Brand] <could neither confirm nor deny> {a telephone conversation between Mara Osk and Ivo Tarn}."
    extraction = read(text)
    assert [(event.mode, event.status) for event in extraction.events if event.root == "CONSULT"] == [
        ("call", "alleged")
    ]
    assert not [event for event in extraction.events if event.root == "REJECT"]


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Mara Osk's talks with Ivo Tarn, planned for Tuesday, have been put off until Friday.",
            "planned",
            "2031-03-07",
        ),
        ("Mara Osk postponed her visit to Lunde until Friday. Lunde was quiet.", "planned", "2031-03-07"),
        ("Mara Osk postponed her visit to Lunde until further notice. Lunde was quiet.", "called off", None),
        ("Mara Osk called off her visit to Lunde. Lunde was quiet.", "called off", None),
    ],
)
def test_events_put_off_are_of_the_day_to_which_they_are_put_off(text: str, status: str, day: str | None) -> None:
    event = only(text, root="CONSULT")
    assert (event.status, event.date) == (status, day)


def test_events_she_is_the_only_person_whom_the_sentence_before_names() -> None:
    extraction = read("The strike adds to the troubles of Minister Mara Osk. She will visit Lunde.")
    (visit,) = (event for event in extraction.events if event.mode == "visit")
    assert names(extraction, visit.actors) == ["Mara Osk"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[Mara Osk] <said> {Velt would close the crossing unless Lunde paid}.", "hypothetical"),
        ("Mara Osk of Velt will close the crossing if Lunde does not pay.", "hypothetical"),
        ('"{If we owe, we pay}," [Mara Osk] <said>, []<adding> that {Velt would close the crossing}.', "planned"),
        ("Mara Osk of Velt will close the crossing on Friday.", "planned"),
        ("Asked if it rained, Mara Osk of Velt will close the crossing.", "planned"),
    ],
)
def test_events_what_hangs_on_a_condition_is_hypothetical(text: str, status: str) -> None:
    assert only(text, root="SANCTION").status == status


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The prime minister met Ann Lee.", "prime minister"),
        ("Defence Minister Orin Hask came. Prime Minister Dora Kell left. The prime minister met Ann.", "Dora Kell"),
        ("Prime Minister Dora Kell left. Defence Minister Orin Hask came. The prime minister met Ann.", "Dora Kell"),
        ("Prime Minister Dora Kell left. Defence Minister Orin Hask came. The minister met Ann Lee.", "Orin Hask"),
        ("Orin Hask, the defence minister, came. The foreign minister met Ann Lee.", "foreign minister"),
    ],
)
def test_events_an_office_is_the_person_who_holds_it_else_nobody_whom_the_article_names(text: str, actor: str) -> None:
    extraction = read(text)
    (meeting,) = (event for event in extraction.events if event.mode == "meeting")
    assert names(extraction, meeting.actors) == [actor]
