"""What is said to come, and what later reports make of it."""

from __future__ import annotations

from onrecord.records import Attribution, Entity, Event, Extraction, Mention, Span, Speaker, Timex
from onrecord.resolve.event_days import days_of
from onrecord.resolve.outcomes import Matter, Outcome, find_reports, likeness, outcome_of, terms_in, told_of
from onrecord.resolve.prospects import Prospect, find_prospects
from tests.store.build import make_article


def prospects(content: str, act: str = "assert", day: tuple[str, str] | None = None) -> list[Prospect]:
    """Of an article in which Lee says so."""
    text = f"Lee said {content}."
    start = len("Lee said ")
    timexes: tuple[Timex, ...] = ()
    if day:
        at = text.index(day[0])
        timexes = (Timex(Span(at, at + len(day[0])), "DATE", day[1]),)
    statement = Attribution(
        "s1",
        (Span(0, 3),),
        (Span(4, 8),),
        (Span(start, len(text) - 1),),
        act=act,  # type: ignore[arg-type]
        speaker=Speaker("e1", "Lee"),
    )
    return find_prospects(
        Extraction(
            make_article(text, published="2026-03-01"),
            (statement,),
            (Mention(Span(0, 3), "e1"),),
            (Entity("e1", "Lee", "person", ("Lee",)),),
            timexes,
        )
    )


def matter_of(found: Prospect) -> Matter:
    return Matter("2026-03-01", found.terms, found.doing, frozenset(["lee"]), found.window, found.deadline)


def outcome(content: str, later: str, published: str, as_of: str, day: tuple[str, str] | None = None) -> Outcome:
    (found,) = prospects(content, "promise", day)
    matter = matter_of(found)
    article = make_article(later, published=published)
    told = [
        (published, told_of(matter, report, published))
        for report in find_reports(Extraction(article), {})
        if likeness(matter, report, published)
    ]
    return outcome_of(matter, told, as_of)


def test_prospects_a_promise_has_its_day_condition_and_deadline() -> None:
    (found,) = prospects(
        "that Osk would free the miners by 10 March if the bridge was opened", day=("10 March", "2026-03-10")
    )
    assert (found.kind, found.due, found.deadline) == ("promised", "2026-03-10", True)
    assert len(found.conditions) == 1
    assert terms_in("bridge").isdisjoint(found.terms)


def test_prospects_two_verbs_are_two_matters() -> None:
    found = prospects("the sides will release the miners on Monday and will open the bridge on Friday")
    assert len(found) == 2


def test_prospects_what_will_not_be_or_would_have_been_is_none() -> None:
    assert not prospects("that Osk will not open the bridge")
    assert not prospects("he would have opened the bridge")
    assert not prospects("the bridge was opened in the morning")


def test_outcomes_what_a_later_report_tells_as_past_happened() -> None:
    assert (
        outcome("to open the old bridge", "Osk opened the old bridge today.", "2026-03-04", "2026-03-05") == "happened"
    )
    assert (
        outcome("to open the old bridge", "The opening of the old bridge was called off.", "2026-03-04", "2026-03-05")
        == "called off"
    )


def test_outcomes_a_day_that_is_past_leaves_it_overdue_or_silent() -> None:
    day = ("5 March", "2026-03-05")
    promise = "to open the old bridge by 5 March"
    assert outcome(promise, "It rained all day in Osk.", "2026-03-06", "2026-03-05", day) == "open"
    assert outcome(promise, "It rained all day in Osk.", "2026-03-06", "2026-03-06", day) == "silent"
    assert (
        outcome(promise, "The old bridge has not been opened, people said.", "2026-03-06", "2026-03-06", day)
        == "overdue"
    )


def test_outcomes_before_its_day_it_has_not_happened() -> None:
    matter = Matter(
        "2026-03-01", terms_in("open the old bridge"), terms_in("open"), frozenset(), days_of("2026-03-09"), False
    )
    (report,) = find_reports(Extraction(make_article("Osk opened the old bridge.", published="2026-03-04")), {})
    assert told_of(matter, report, "2026-03-04") == "said again"
    assert told_of(matter, report, "2026-03-09") == "happened"


def test_outcomes_without_a_day_seven_days_without_a_word_are_silence() -> None:
    matter = Matter("2026-03-01", terms_in("open the old bridge"), frozenset(), frozenset(), None, False)
    assert outcome_of(matter, [], "2026-03-07") == "open"
    assert outcome_of(matter, [], "2026-03-08") == "silent"
    assert outcome_of(matter, [("2026-03-05", "said again")], "2026-03-08") == "open"


def test_outcomes_who_promised_to_announce_and_confirms_has_done_so() -> None:
    assert outcome_of_lee("we will announce the call", "Lee confirmed the call.") == "happened"


def test_outcomes_what_others_confirm_fulfils_no_promise_to_announce() -> None:
    assert outcome("we will announce the call", "Varn confirmed the call.", "2026-03-04", "2026-03-04") == "open"


def outcome_of_lee(content: str, later: str) -> Outcome:
    """As `outcome`, where the later report names who promised."""
    (found,) = prospects(content, "promise")
    article = make_article(later, published="2026-03-04")
    extraction = Extraction(article, mentions=(Mention(Span(0, 3), "e1"),))
    told = [
        ("2026-03-04", told_of(matter_of(found), report, "2026-03-04"))
        for report in find_reports(extraction, {"e1": "lee"})
        if likeness(matter_of(found), report, "2026-03-04")
    ]
    return outcome_of(matter_of(found), told, "2026-03-04")


def test_prospects_a_group_that_speaks_of_itself_promises() -> None:
    text = "The sides will free the miners in Osk, they said."
    said = text.index("said")
    statement = Attribution(
        "s1",
        (Span(said - 5, said - 1),),
        (Span(said, said + 4),),
        (Span(0, said - 7),),
        speaker=Speaker("e1", "sides"),
    )
    trigger = Span(text.index("free"), text.index("free") + 4)
    event = Event("v1", "YIELD", "release", (trigger,), Span(0, len(text)), ("e2",), (), None, status="planned")
    entities = (Entity("e1", "sides", "group", ("sides",)), Entity("e2", "Osk", "place", ("Osk",)))
    article = make_article(text, published="2026-03-01")
    (found,) = find_prospects(Extraction(article, (statement,), (), entities, (), (event,)))
    assert (found.kind, found.who) == ("promised", ("e2",))
