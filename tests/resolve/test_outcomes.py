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


def test_prospects_the_outlet_tells_what_no_event_tells() -> None:
    text = "The old house is to be painted on 10 March."
    day = Timex(Span(text.index("10"), len(text) - 1), "DATE", "2026-03-10")
    (found,) = find_prospects(Extraction(make_article(text, published="2026-03-01"), timexes=(day,)))
    assert (found.kind, found.due, found.statement) == ("planned", "2026-03-10", None)


def test_prospects_what_the_outlet_tells_without_a_day_to_come_is_none() -> None:
    text = "The old house is to be painted. It was painted on 10 February, and will not be on 12 March."
    days = (("10 February", "2026-02-10"), ("12 March", "2026-03-12"))
    told = tuple(Timex(Span(text.index(w), text.index(w) + len(w)), "DATE", value) for w, value in days)
    assert not find_prospects(Extraction(make_article(text, published="2026-03-01"), timexes=told))


def test_prospects_a_motion_of_no_confidence_is_not_negated() -> None:
    assert prospects("the party will table a motion of no confidence")
    assert not prospects("the party will table no motion")


def test_prospects_as_soon_as_opens_a_condition() -> None:
    (found,) = prospects("that Osk would free the miners as soon as the bridge was opened")
    assert len(found.conditions) == 1


def test_outcomes_what_will_not_be_is_called_off() -> None:
    day = ("10 March", "2026-03-10")
    promise = "that Varn will visit Osk on 10 March"
    assert outcome(promise, "Varn will not visit Osk, people said.", "2026-03-04", "2026-03-04", day) == "called off"
    assert outcome(promise, "Varn will not visit Osk unless asked.", "2026-03-04", "2026-03-04", day) == "open"


def test_outcomes_what_is_put_off_to_a_day_is_still_open() -> None:
    later = "The visit of Varn to Osk has been put off until Friday."
    assert outcome("that Varn will visit Osk soon", later, "2026-03-04", "2026-03-05") == "open"


def test_outcomes_three_plain_words_together_tell_what_a_report_is_about() -> None:
    later = "Velt cut gas to the union by a third, and recalled its envoy."
    assert outcome("to cut gas to the union by a third", later, "2026-03-04", "2026-03-05") == "happened"
    assert outcome("to cut gas to the union by a third", "Velt cut wages.", "2026-03-04", "2026-03-05") == "open"


def test_outcomes_what_others_dropped_is_not_called_off() -> None:
    matter = Matter(
        "2026-03-01", terms_in("strike"), terms_in("strike"), frozenset(["lee"]), days_of("2026-03-04"), False
    )
    text = "Varn dropped its strike on Wednesday."
    day = Timex(Span(text.index("Wed"), len(text) - 1), "DATE", "2026-03-04")
    article = make_article(text, published="2026-03-05")
    extraction = Extraction(article, mentions=(Mention(Span(0, 4), "e1"),), timexes=(day,))
    (theirs,), (its,) = (find_reports(extraction, {"e1": who}) for who in ("varn", "lee"))
    assert told_of(matter, theirs, "2026-03-05") == "said again"
    assert told_of(matter, its, "2026-03-05") == "called off"
