"""Who takes part in an event, by the forms in which reports tell it."""

from __future__ import annotations

import pytest

from onrecord.records import Event
from tests.extract.test_events import names, read


def found(marked: str, root: str, mode: str | None = None) -> tuple[list[str], list[str], Event]:
    """Actors and recipients of the only event of the root and mode."""
    extraction = read(marked)
    events = [e for e in extraction.events if e.root == root and e.mode == mode]
    assert len(events) == 1, extraction.events
    return names(extraction, events[0].actors), names(extraction, events[0].recipients), events[0]


@pytest.mark.parametrize(
    ("text", "mode", "actors", "recipients"),
    [
        ("President Mara Osk called Premier Ivo Tarn on Monday.", "call", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk rang shipping tycoon Ivo Tarn.", "call", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk met opposition leader Ivo Tarn.", "meeting", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk phoned oil magnate Ivo Tarn.", "call", ["Mara Osk"], ["Ivo Tarn"]),
        ("Mara Osk was late. Osk's meeting with Ivo Tarn was short.", "meeting", ["Mara Osk"], ["Ivo Tarn"]),
        ("Mara Osk was late. Her meeting with Ivo Tarn was short.", "meeting", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk got a call from Premier Ivo Tarn.", "call", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk told Premier Ivo Tarn by phone that it was late.", "call", ["Mara Osk"], ["Ivo Tarn"]),
        ("President Mara Osk thanked Mr Tarn, the Velt envoy, by telephone.", "call", ["Mara Osk"], ["Tarn"]),
        ("A 25-minute call late on Monday between Mara Osk and Ivo Tarn helped.", "call", [], ["Mara Osk", "Ivo Tarn"]),
        (
            "President Mara Osk received on Monday in the Blue Hall the envoy of Velt, Ivo Tarn.",
            "meeting",
            ["Mara Osk"],
            ["Ivo Tarn"],
        ),
        ("Negotiations of Mara Osk with Ivo Tarn took place in Lunde.", "meeting", [], ["Mara Osk", "Ivo Tarn"]),
        ("The visit of Mara Osk to Lunde is scheduled for May.", "visit", ["Mara Osk"], ["Lunde"]),
        ("Mara Osk, the envoy of Velt, is due in Lunde on Friday.", "visit", ["Mara Osk"], []),
        ("Mara Osk, who slept badly, will meet Premier Ivo Tarn.", "meeting", ["Mara Osk"], ["Ivo Tarn"]),
        ("In a letter to Ivo Tarn, President Mara Osk asked for time.", "letter", ["Mara Osk"], ["Ivo Tarn"]),
    ],
)
def test_clauses_contacts_have_both_sides(text: str, mode: str, actors: list[str], recipients: list[str]) -> None:
    ours, theirs, _ = found(text, "CONSULT", mode)
    assert (ours, theirs) == (actors, recipients)


def test_clauses_who_hosts_a_visitor_meets_him_and_the_visitor_travels() -> None:
    text = "Premier Ivo Tarn held talks on Monday with visiting Velt Foreign Minister Mara Osk."
    assert found(text, "CONSULT", "visit")[0] == ["Mara Osk"]
    assert found(text, "CONSULT", "meeting")[:2] == (["Ivo Tarn"], ["Mara Osk"])


@pytest.mark.parametrize(
    "text",
    [
        "President Mara Osk called Premier Ivo Tarn a liar.",
        "President Mara Osk called Ivo Tarn's plan a farce.",
        "Mara Osk spoke in the rain.",
        "Mara Osk received a letter from Velt.",
        "Mara Osk said so by satellite phone.",
        "The Lunde Post had reported the meeting.",
    ],
)
def test_clauses_words_that_only_look_like_a_contact_have_none(text: str) -> None:
    contacts = [e for e in read(text).events if e.mode in ("call", "meeting") and len({*e.actors, *e.recipients}) > 1]
    assert contacts == []


def test_clauses_two_people_who_spoke_were_in_contact() -> None:
    assert found("President Mara Osk and Premier Ivo Tarn spoke on Monday.", "CONSULT")[0] == ["Mara Osk", "Ivo Tarn"]


def test_clauses_the_two_are_the_people_of_the_sentence_before() -> None:
    text = "Premier Ivo Tarn was host to President Mara Osk. The two talked for half an hour."
    actors, _, event = found(text, "CONSULT", "call")
    assert (actors, dict(event.attributes)["duration"]) == (["Ivo Tarn", "Mara Osk"], "PT30M")


def test_clauses_of_a_passive_without_an_auxiliary_the_agent_follows() -> None:
    actors, _, _ = found("The text, signed by Premier Ivo Tarn, is short.", "AGREE", "sign")
    assert actors == ["Ivo Tarn"]


def test_clauses_of_those_seized_somewhere_the_subject_is_whom_it_was_done_to() -> None:
    actors, recipients, event = found("Two of the sailors seized near Lunde were ill on Monday.", "COERCE")
    assert (actors, recipients, event.date) == ([], ["sailors"], None)


def test_clauses_a_relative_tells_of_what_stands_before_it() -> None:
    text = "Velt fears the Red Dune Front, the armed group that kidnapped Premier Ivo Tarn."
    assert found(text, "COERCE")[:2] == (["Red Dune Front"], ["Ivo Tarn"])


def test_clauses_an_adjective_tells_what_was_and_not_when() -> None:
    _, recipients, event = found("Velt will pardon five jailed sailors on Friday.", "COERCE")
    assert (recipients, event.status, event.date) == (["sailors"], "happened", None)


@pytest.mark.parametrize(
    ("text", "root", "actor"),
    [
        ("About 900 dock workers in Lunde stopped work on Monday.", "PROTEST", "workers"),
        ("LUNDE - About 900 dock workers stopped work on Monday.", "PROTEST", "workers"),
        ("Hours later the Council of Velt expelled Mara Osk.", "SANCTION", "Council of Velt"),
        ("Four Velt warships blockaded Lunde.", "COERCE", "Velt"),
    ],
)
def test_clauses_numbers_and_times_that_open_a_sentence_are_no_parties(text: str, root: str, actor: str) -> None:
    actors, _, _ = found(text, root)
    assert actors == [actor]


@pytest.mark.parametrize("text", ["Rebels let two nuns go on Monday.", "The army let two nuns go on Monday."])
def test_clauses_groups_of_people_take_part(text: str) -> None:
    actors, recipients, _ = found(text, "YIELD", "release")
    assert (len(actors), recipients) == (1, ["nuns"])


def test_clauses_the_withdrawal_is_that_of_whom_the_article_told() -> None:
    text = "Velt withdrew its troops from Lunde. Mara Osk said in Tarn that the withdrawal was late."
    extraction = read(text)
    told = [e for e in extraction.events if e.mode == "withdrawal"]
    assert [names(extraction, e.actors) for e in told] == [["Velt"], ["Velt"]]


@pytest.mark.parametrize(
    ("text", "root", "mode"),
    [
        ("The Assembly of Velt will vote on Friday on a ban.", "AGREE", "vote"),
        ("The Assembly of Velt adopted, by nine votes to four, a resolution.", "AGREE", "vote"),
        ("Velt let two of its 14 captives go.", "YIELD", "release"),
        ("Velt swapped 12 prisoners for nine.", "YIELD", "exchange"),
        ("Velt pulled its four warships back.", "YIELD", "withdrawal"),
        ("Velt kidnapped Mara Osk.", "COERCE", None),
        ("Velt sealed off the port of Lunde.", "COERCE", None),
        ("Teachers in Velt downed tools.", "PROTEST", None),
    ],
)
def test_clauses_words_of_the_news_have_their_root(text: str, root: str, mode: str | None) -> None:
    assert (root, mode) in {(e.root, e.mode) for e in read(text).events}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The visit of Mara Osk to Lunde is scheduled for May.", "planned"),
        ("Mara Osk is due in Lunde on Friday.", "planned"),
        ("The visit of Mara Osk to Lunde will not take place.", "called off"),
        ("The visit of Mara Osk to Lunde will not take place before the vote.", "happened"),
    ],
)
def test_clauses_a_visit_has_its_status_by_what_follows(text: str, status: str) -> None:
    assert found(text, "CONSULT", "visit")[2].status == status


def test_clauses_the_day_of_the_main_clause_is_not_that_of_what_went_before() -> None:
    assert found("Two sailors were home on Monday after Velt released them.", "YIELD", "release")[2].date is None


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Mara Osk left Lunde. The police arrested her on Monday.", ["police"], ["Mara Osk"]),
        ("Mara Osk sat in her flat; a soldier of Velt detained her at dawn.", ["Velt"], ["Mara Osk"]),
        ("Mara Osk left Lunde. Police detained her brother near Lunde.", ["police"], []),
        ("The engineers seized near Lunde are well, Mara Osk wrote.", [], ["engineers"]),
    ],
)
def test_clauses_who_is_arrested_is_not_who_arrests(text: str, actors: list[str], recipients: list[str]) -> None:
    assert found(text, "COERCE")[:2] == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "President Mara Osk came to power in 2019.",
        "President Mara Osk had come to believe in it.",
        "The bells rang for Mara Osk in Lunde.",
        "The telephone rings in the office of Mara Osk.",
    ],
)
def test_clauses_who_comes_to_power_visits_nobody_and_bells_call_nobody(text: str) -> None:
    assert not [event for event in read(text).events if event.root == "CONSULT"]


def test_clauses_who_comes_to_a_town_visits_it() -> None:
    assert found("Minister Mara Osk of Velt came to Lunde on Monday. Lunde was quiet.", "CONSULT", "visit")[0] == [
        "Mara Osk"
    ]


@pytest.mark.parametrize("pair", ["The two leaders", "The ministers"])
def test_clauses_the_ministers_are_the_two_who_just_met(pair: str) -> None:
    text = f"Minister Mara Osk met Premier Ivo Tarn in Lunde. {pair} agreed on a truce."
    assert found(text, "AGREE")[0] == ["Mara Osk", "Ivo Tarn"]


def test_clauses_other_ministers_are_not_the_two_who_just_met() -> None:
    text = "Minister Mara Osk met Premier Ivo Tarn in Lunde. Ministers of Velt agreed on a truce."
    assert "Mara Osk" not in found(text, "AGREE")[0]


def test_clauses_who_fines_somebody_is_an_actor() -> None:
    assert found("Velt imposed a fine on Tarn Lines in May. Tarn Lines of Lunde paid.", "SANCTION")[0] == ["Velt"]
