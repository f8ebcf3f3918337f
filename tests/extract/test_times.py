"""Time expressions: what is found in plain English, which TIMEX3 values it has, and what stays open."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.times import day_of, find_timexes
from onrecord.extract.times.grammar import PATTERN, RULES
from onrecord.extract.times.holidays import HOLIDAYS
from onrecord.extract.times.values import READERS
from onrecord.extract.times.words import _LEXICON, _MONTHS, _WEEKDAYS
from onrecord.records import Article, Dateline, Timex
from onrecord.text.layout import find_layout

PUBLISHED = "2031-03-05"  # a Wednesday


def find(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(text[t.span.start : t.span.end], t.type, t.value) for t in timexes(text, published)]


def timexes(text: str, published: str | None = PUBLISHED) -> tuple[Timex, ...]:
    return find_timexes(find_layout(text), published)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # whole dates
        ("The pier shut on 12 May 2029.", [("12 May 2029", "DATE", "2029-05-12")]),
        ("The pier shut on Friday, May 11, 2029.", [("Friday, May 11, 2029", "DATE", "2029-05-11")]),
        ("It was signed on 2030-11-02.", [("2030-11-02", "DATE", "2030-11-02")]),
        ("It was signed on 13/04/2030.", [("13/04/2030", "DATE", "2030-04-13")]),
        ("It was signed on 03/04/2030.", [("03/04/2030", "DATE", "2030")]),
        # days told from the publication
        ("The mayor left yesterday.", [("yesterday", "DATE", "2031-03-04")]),
        ("The mayor left on Wednesday.", [("Wednesday", "DATE", "2031-03-05")]),
        ("The mayor left on Thursday.", [("Thursday", "DATE", "2031-02-27")]),
        ("The mayor will leave on Thursday.", [("Thursday", "DATE", "2031-03-06")]),
        ("The offer stands until Monday.", [("Monday", "DATE", "2031-03-10")]),
        ("The mayor left last Wednesday.", [("last Wednesday", "DATE", "2031-02-26")]),
        ("They meet next Wednesday.", [("next Wednesday", "DATE", "2031-03-12")]),
        ("He wrote on the eve that it was late.", [("the eve", "DATE", "2031-03-04")]),
        ("The mayor left the day before yesterday.", [("the day before yesterday", "DATE", "2031-03-03")]),
        # days that a name tells
        ("The pier burned on Christmas Eve.", [("Christmas Eve", "DATE", "2030-12-24")]),
        ("The pier will open on Thanksgiving Day.", [("Thanksgiving Day", "DATE", "2031-11-27")]),
        ("The pier burned on Easter Sunday 2029.", [("Easter Sunday 2029", "DATE", "2029-04-01")]),
        ("The pier burned last Memorial Day.", [("last Memorial Day", "DATE", "2030-05-27")]),
        ("They meet next Good Friday.", [("next Good Friday", "DATE", "2031-04-11")]),
        # dates without a year
        ("The mill burned down on December 9.", [("December 9", "DATE", "2030-12-09")]),
        ("The mill will open on December 9.", [("December 9", "DATE", "2031-12-09")]),
        ("The mill burned down in April.", [("April", "DATE", "2030-04")]),
        ("The mill was to open by April 2.", [("April 2", "DATE", "2031-04-02")]),
        ("In this February 4 picture the mill burns.", [("this February 4", "DATE", "2031-02-04")]),
        ("The mill burned down on Aug 7, 2029.", [("Aug 7, 2029", "DATE", "2029-08-07")]),
        ("On Monday, August 5, the mill burned.", [("Monday, August 5", "DATE", "2030-08-05")]),
        ("The talks of February 9-11 failed.", [("February 9-11", "DATE", "2031-02-09/2031-02-11")]),
        # months, seasons, quarters, years, decades
        ("It began last August.", [("last August", "DATE", "2030-08")]),
        ("It began in early February.", [("early February", "DATE", "2031-02")]),
        ("It began at the end of June 2029.", [("the end of June 2029", "DATE", "2029-06")]),
        ("It began in November last year.", [("November last year", "DATE", "2030-11")]),
        ("It began in the summer of 2027.", [("the summer of 2027", "DATE", "2027-SU")]),
        ("It began last winter.", [("last winter", "DATE", "2030-WI")]),
        ("Sales fell in the second quarter of 2029.", [("the second quarter of 2029", "DATE", "2029-Q2")]),
        ("Sales fell in Q4 2030.", [("Q4 2030", "DATE", "2030-Q4")]),
        ("Sales fell in the first half of 2029.", [("the first half of 2029", "DATE", "2029-H1")]),
        ("The dam dates from the late 1970s.", [("the late 1970s", "DATE", "197")]),
        ("The dam dates from the '80s.", [("the '80s", "DATE", "198")]),
        ("The church is of the 14th century.", [("the 14th century", "DATE", "13")]),
        ("He ruled in 1998-2003.", [("1998-2003", "DATE", "1998/2003")]),
        ("He left in nineteen ninety-seven.", [("nineteen ninety-seven", "DATE", "1997")]),
        ("The dam is of the mid-1980's.", [("the mid-1980's", "DATE", "198")]),
        ("The dam is of the '60's.", [("the '60's", "DATE", "196")]),
        ("It was August or September 2029.", [("August", "DATE", "2029-08"), ("September 2029", "DATE", "2029-09")]),
        ("It was December and January 2029.", [("December", "DATE", "2028-12"), ("January 2029", "DATE", "2029-01")]),
        ("It was May 3 and June 5, 2029.", [("May 3", "DATE", "2029-05-03"), ("June 5, 2029", "DATE", "2029-06-05")]),
        ("It began in the first week of May 2029.", [("the first week of May 2029", "DATE", "2029-05")]),
        ("It began on the first day of May 2029.", [("the first day of May 2029", "DATE", "2029-05-01")]),
        ("It ended on the last day of February 2028.", [("the last day of February 2028", "DATE", "2028-02-29")]),
        ("It began in the week of May 3, 2029.", [("the week of May 3, 2029", "DATE", "2029-W18")]),
        ("It began on the weekend of May 5, 2029.", [("the weekend of May 5, 2029", "DATE", "2029-W18-WE")]),
        ("It rose earlier this year.", [("earlier this year", "DATE", "2031")]),
        ("It ends next month.", [("next month", "DATE", "2031-04")]),
        ("It rained last week.", [("last week", "DATE", "2031-W09")]),
        ("It rained over the weekend.", [("the weekend", "DATE", "2031-W09-WE")]),
        ("They left two weeks ago.", [("two weeks ago", "DATE", "2031-W08")]),
        ("They left five months ago.", [("five months ago", "DATE", "2030-10")]),
        ("They left a year ago today.", [("a year ago today", "DATE", "2030-03-05")]),
        ("They left two years ago this month.", [("two years ago this month", "DATE", "2029-03")]),
        ("They left a half-century ago.", [("a half-century ago", "DATE", "1981")]),
        ("They left nearly a quarter-century ago.", [("nearly a quarter-century ago", "DATE", "2006")]),
        ("It wounded 200 a week ago.", [("a week ago", "DATE", "2031-W09")]),
        # times of the day
        ("The hall opens at 7:30 p.m. on Friday.", [("7:30 p.m. on Friday", "TIME", "2031-03-07T19:30")]),
        ("They spoke on Monday night.", [("Monday night", "TIME", "2031-03-03TNI")]),
        ("They spoke last night.", [("last night", "TIME", "2031-03-04TNI")]),
        ("They spoke on the morning of May 2, 2029.", [("the morning of May 2, 2029", "TIME", "2029-05-02TMO")]),
        ("The train left at 16:05 GMT.", [("16:05 GMT", "TIME", "2031-03-05T16:05Z")]),
        ("Doors shut at noon tomorrow.", [("noon tomorrow", "TIME", "2031-03-06T12:00")]),
        ("It fell at 10:40 on Friday morning.", [("10:40 on Friday morning", "TIME", "2031-02-28T10:40")]),
        ("It fell Friday evening at 7:40.", [("Friday evening at 7:40", "TIME", "2031-02-28T19:40")]),
        ("It fell at 7 o'clock in the evening.", [("7 o'clock in the evening", "TIME", "2031-03-05T19:00")]),
        ("It fell at 3 a.m. local time.", [("3 a.m. local time", "TIME", "2031-03-05T03:00")]),
        ("It fell in the early hours of Friday.", [("the early hours of Friday", "TIME", "2031-02-28TMO")]),
        ("It fell before dawn.", [("dawn", "TIME", "2031-03-05TMO")]),
        # how long, how often
        ("They spoke for about an hour and a half.", [("about an hour and a half", "DURATION", "PT1H30M")]),
        ("They spoke for 40 minutes.", [("40 minutes", "DURATION", "PT40M")]),
        ("Over the past three years it fell.", [("the past three years", "DURATION", "P3Y")]),
        ("He was held for three and a half years.", [("three and a half years", "DURATION", "P3Y6M")]),
        ("It took several months.", [("several months", "DURATION", "PXM")]),
        ("It was a two-week strike.", [("two-week", "DURATION", "P2W")]),
        ("The month-long strike ended.", [("month-long", "DURATION", "P1M")]),
        ("The yearlong strike ended.", [("yearlong", "DURATION", "P1Y")]),
        ("The eight-month-old truce ended.", [("eight-month-old", "DURATION", "P8M")]),
        ("It rained all day.", [("all day", "DURATION", "P1D")]),
        ("They ruled for hundreds of years.", [("hundreds of years", "DURATION", "PXY")]),
        ("It took half an hour.", [("half an hour", "DURATION", "PT30M")]),
        ("They left some 50 years ago.", [("some 50 years ago", "DATE", "1981")]),
        ("It took twenty-four days.", [("twenty-four days", "DURATION", "P24D")]),
        ("It took a full year.", [("a full year", "DURATION", "P1Y")]),
        ("It took another month.", [("another month", "DURATION", "P1M")]),
        ("It took an additional week.", [("an additional week", "DURATION", "P1W")]),
        ("It took a year and two months.", [("a year", "DURATION", "P1Y"), ("two months", "DURATION", "P2M")]),
        ("It took a quarter-century.", [("a quarter-century", "DURATION", "P25Y")]),
        ("It fell over the last year.", [("the last year", "DURATION", "P1Y")]),
        ("It fell over the past year and a half.", [("the past year and a half", "DURATION", "P1Y6M")]),
        ("The council meets every Sunday morning.", [("every Sunday morning", "SET", "XXXX-WXX-7TMO")]),
        ("The council meets every two weeks.", [("every two weeks", "SET", "P2W")]),
        ("The council meets every Tuesday.", [("every Tuesday", "SET", "XXXX-WXX-2")]),
        ("The council meets on Tuesdays.", [("Tuesdays", "SET", "XXXX-WXX-2")]),
        ("The council meets on Tuesday nights.", [("Tuesday nights", "SET", "XXXX-WXX-2TNI")]),
        ("The council meets every other week.", [("every other week", "SET", "P2W")]),
        ("The council meets on weekends.", [("weekends", "SET", "XXXX-WXX-WE")]),
        ("The ferry runs daily.", [("daily", "SET", "P1D")]),
        # words that refer to a time
        ("They have met recently.", [("recently", "DATE", "PAST_REF")]),
        ("She called the other day.", [("the other day", "DATE", "PAST_REF")]),
        ("The pier will one day be rebuilt.", [("one day", "DATE", "FUTURE_REF")]),
        ("The pier was rebuilt in one day.", [("one day", "DURATION", "P1D")]),
        ("It is now shut.", [("now", "DATE", "PRESENT_REF")]),
        ("He hopes for more in the future.", [("the future", "DATE", "FUTURE_REF")]),
    ],
)
def test_times_type_and_value(text: str, found: list[tuple[str, str, str]]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the hall.",
        "May the best team win.",
        "About 2000 people and 1,900 dogs came.",
        "The score was 2.31 to 1.10.",
        "She is 43 years old, he is a 50-year-old baker.",
        "Prices fall and the springs dry up.",
        "The daily ferry sank a second time.",
        "He left as soon as he could.",
        "The sun sat low.",
        "Nearly a quarter of the fleet is lost.",
        "Theresa May spoke, and May was heard.",
        "Copyright 2029 The Harbour Post.",
        "The Winter Palace is the start of the Long March.",
        "The Reds won 3:10.",
        "Jan and Dec sang.",
        "The two men, one in his late 60s, one in his 80's, sang.",
        "The vote is about the future of the pier.",
        "He spoke on the last day of the talks.",
    ],
)
def test_times_what_is_no_time(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The ship sailed on May 3, 2029. Two days later it sank.", ["2029-05-03", "2029-05-05"]),
        ("The ship sailed on May 3, 2029. The next day it sank.", ["2029-05-03", "2029-05-04"]),
        ("The ship sank on May 3, 2029. It had sailed the day before.", ["2029-05-03", "2029-05-02"]),
        ("The ship sank on May 3, 2029. It had sailed the night before.", ["2029-05-03", "2029-05-02TNI"]),
        ("She left in 2019. The following year she was back.", ["2019", "2020"]),
        ("She left in 2019. That year it rained.", ["2019", "2019"]),
        ("She left in 2019. In October of that year it rained.", ["2019", "2019-10"]),
        ("She left in June 2019. Three months earlier it rained.", ["2019-06", "2019-03"]),
        ("Sales rose in the fourth quarter from a year earlier.", ["2030-Q4", "2029-Q4"]),
        ("On Sunday, 2 March 2031, at the pier. He came at 10 a.m. and left.", ["2031-03-02", "2031-03-02T10:00"]),
    ],
)
def test_times_are_told_from_the_time_just_mentioned(text: str, values: list[str]) -> None:
    assert [value for _, _, value in find(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The vote will be held on Thursday.", "2031-03-06"),
        ("The vote is to be held on Thursday.", "2031-03-06"),
        ("They will speak at a meeting hosted by the harbour club on Thursday.", "2031-03-06"),
        ("The rules on embargoed papers will change on Thursday.", "2031-03-06"),
        ("The trial is set for Thursday.", "2031-03-06"),
        ("They agreed to talk on Thursday.", "2031-03-06"),
        ("On Thursday, they agreed to talk.", "2031-02-27"),
        ("The vote was held on Thursday.", "2031-02-27"),
        ("The offer had been due to expire on Thursday.", "2031-02-27"),
        ("The tower shook on Thursday.", "2031-02-27"),
        ("He won't leave on Thursday.", "2031-03-06"),
        ("It was an offer signed by both on Thursday.", "2031-02-27"),
        ("He'll leave on Thursday.", "2031-03-06"),
        ("Nor will the papers be shown on Thursday.", "2031-03-06"),
        ("They will speak after a meeting on Thursday.", "2031-03-06"),
        ("The two sides will meet behind closed doors on Thursday.", "2031-03-06"),
        ("States that vote on Thursday look safe.", "2031-03-06"),
        ("He could not be reached on Thursday.", "2031-02-27"),
        ("She couldn't come on Thursday.", "2031-02-27"),
        ("They spoke during a brief visit to the harbour on Thursday.", "2031-02-27"),
        ("She won 199 votes on Thursday.", "2031-02-27"),
        ('She was on "Meet the Harbour" on Thursday.', "2031-02-27"),
        ("He was punched in the face on Thursday.", "2031-02-27"),
        ("Lee has been invited to visit Osk in June.", "2031-06"),
        ("The rest were to follow on Monday.", "2031-03-10"),
    ],
)
def test_times_the_verb_tells_whether_a_day_lies_ahead(text: str, value: str) -> None:
    assert [found for _, _, found in find(text)] == [value]


def test_times_come_before_a_month_looks_ahead() -> None:
    assert find("She hopes to be named come December.") == [("December", "DATE", "2031-12")]


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 40), st.sampled_from(("day", "month", "year")))
def test_times_ago_and_from_now_undo_each_other(day: date, number: int, unit: str) -> None:
    """So many months before a month of which the same number has passed: the value of the unit itself comes back."""
    (ago,) = timexes(f"It began {number} {unit}s ago.", day.isoformat())
    start = (ago.value + "-01-01")[:10]
    (back,) = timexes(f"It ends {number} {unit}s from now.", start)
    assert back.value == day.isoformat()[: len(ago.value)]


@given(st.integers(0, 11), st.integers(1, 11), st.integers(1950, 2090))
def test_times_months_of_a_list_come_one_after_the_other(first: int, step: int, year: int) -> None:
    names = [word.title() for word in _MONTHS]
    text = f"It lasted from {names[first]} to {names[(first + step) % 12]} {year}."
    start, end = (t.value for t in timexes(text))
    assert start < end == f"{year}-{(first + step) % 12 + 1:02}"


@given(st.integers(1900, 2100), st.sampled_from(sorted(HOLIDAYS)))
def test_times_a_holiday_lies_in_its_year_and_on_its_weekday(year: int, name: str) -> None:
    day = HOLIDAYS[name](year)
    weekday = next((i for i, told in enumerate(_WEEKDAYS, 1) if told in name), None)
    assert day.year == year
    assert weekday in (None, day.isoweekday())


def test_times_a_year_gives_no_day_to_tell_from() -> None:
    """False precision: two days after "2019" is no day in January, nor is it one of this year."""
    assert find("She left in 2019. Two days later it rained.")[1][1:] == ("DURATION", "P2D")
    assert find("She left in 2019. A year later it rained.")[1][1:] == ("DATE", "2020")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It blew up at 10:30 a.m. (0730 GMT) on Friday.", ["2031-02-28T10:30", "2031-02-28T07:30Z", "2031-02-28"]),
        ("It opens at 9 a.m. (0800 GMT) and it rains.", ["2031-03-05T09:00", "2031-03-05T08:00Z"]),
        ("It shut in the month of May 2029.", ["2029-05"]),
        ("He won in 2029 and took over the following January.", ["2029", "2030-01"]),
        ("He won in October 2029 and took over the following May.", ["2029-10", "2030-05"]),
        ("He won in May 2029 and resigned later in the year.", ["2029-05", "2029"]),
        ("The talks will be held later in the year.", ["2031"]),
        ("They met on Feb. 3. In 2029 it rained, and it rained on the same day.", ["2031-02-03", "2029", "2031-02-03"]),
        ("It ends a week from today.", ["2031-03-12"]),
        ("Thirty had filed their papers by Monday.", ["2031-03-03"]),
        ("They were told to leave by Monday.", ["2031-03-10"]),
        ("They need a plan no later than June.", ["2031-06"]),
        ("They talk face to face after holding a June summit.", ["2030-06"]),
        ("He survived a confidence vote in December.", ["2030-12"]),
        ("Leaders meet in June.", ["2031-06"]),
    ],
)
def test_times_are_told_from_what_stands_beside_them(text: str, values: list[str]) -> None:
    assert [value for _, _, value in find(text)] == values


def test_times_what_a_company_compares_is_a_year_before_the_period_named() -> None:
    quarter = "In the fourth quarter the mill earned 3 million, up from 2 million a year earlier"
    assert find(f"{quarter}.")[-1][2] == "2029-Q4"
    assert find(f"{quarter}. Sales rose as well from a year earlier.")[-1][2] == "2029-Q4"
    assert find(f"{quarter}. In the first nine months it lost more than a year earlier.")[-1][2] == "2029"
    assert find("It lost less than in the year-earlier nine months.") == [
        ("the year-earlier nine months", "DURATION", "P9M")
    ]


@pytest.mark.parametrize(
    "text",
    [
        'She spoke on "This Week" of Harbour Radio.',
        "He writes for Harbour Today.",
        "He writes for the Harbour Weekly.",
        "It is too soon to tell.",
        "They swept up the stones that fall from the cliff.",
    ],
)
def test_times_titles_and_other_words_are_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met last week.", ""),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met on Friday.", "XXXX-WXX-5"),
        ("They met on May 3.", "XXXX-05-03"),
        ("They met in May.", "XXXX-05"),
        ("They met last summer.", "XXXX-SU"),
        ("They met two weeks ago.", ""),
        ("They met on May 3, 2029.", "2029-05-03"),
        ("They met for two hours.", "PT2H"),
    ],
)
def test_times_without_a_date_of_publication_what_is_relative_stays_open(text: str, value: str) -> None:
    assert [found for _, _, found in find(text, None)] == [value]


def test_times_marks_of_all_kinds_do_not_matter() -> None:
    assert find("It’s a two‑week strike – since the ’80s, “last\u00a0week” included.") == [
        ("two‑week", "DURATION", "P2W"),
        ("the ’80s", "DATE", "198"),
        ("last\u00a0week", "DATE", "2031-W09"),
    ]


def test_times_do_not_reach_over_paragraphs() -> None:
    assert find("The talks end on May\n\n3 ships sailed.") == [("May", "DATE", "2031-05")]


@pytest.mark.parametrize(
    ("published", "inferred", "day"),
    [
        ("2031-03-05", None, "2031-03-05"),
        (None, Dateline("2031-03-05", "2031-03-05", ()), "2031-03-05"),
        (None, Dateline("2031-03-05", "2031-04-05", ()), None),
        (None, None, None),
    ],
)
def test_times_are_told_from_one_day_only(published: str | None, inferred: Dateline | None, day: str | None) -> None:
    assert day_of(Article("a", "", "", published=published, inferred=inferred)) == day


def test_times_every_rule_has_a_reader_and_matches_something() -> None:
    assert set(RULES) == set(READERS)
    assert not [name for name, rule in RULES.items() if re.compile(rule).match("")]
    assert PATTERN.match("") is None


_ODD = "May Monday Aug. 1999 31 7:45 p.m. 24:99 99/99/99 2031-02-31 3.5 1,000 $5 '90s 1960s 0s 23rd 0000 9999 's"
_WORDS = st.sampled_from([*_LEXICON, *_ODD.split(), *",-.'", "2 1/2", "Quill", "\n\n"])


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.none() | st.dates().map(str))
def test_times_spans_are_in_order_and_inside_whatever_the_words(text: str, published: str | None) -> None:
    for spelled in (text, text.title()):
        found = timexes(spelled, published)
        assert all(0 <= t.span.start < t.span.end <= len(spelled) for t in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
        assert all(spelled[t.span.start : t.span.end].strip() for t in found)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_times_weekdays_lie_within_a_week_of_the_publication(day: date) -> None:
    for text, low, high in (("He left on Tuesday.", -6, 0), ("He will leave on Tuesday.", 0, 6)):
        (found,) = timexes(text, day.isoformat())
        told = date.fromisoformat(found.value)
        assert told.isoweekday() == 2
        assert timedelta(low) <= told - day <= timedelta(high)
