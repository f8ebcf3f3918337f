"""A statement is dated by a date that dates the speaking, never by one that dates what is said."""

from __future__ import annotations

import pytest

from onrecord.extract.said_on import find_said_on
from onrecord.extract.times import find_timexes
from onrecord.text.layout import find_layout
from tests.extract.marked import read_marked

PUBLISHED = "2031-03-05"  # a Wednesday


def dates(marked: str, published: str | None = PUBLISHED) -> list[str | None]:
    text, statements = read_marked(marked)
    layout = find_layout(text)
    return [s.said_on for s in find_said_on(layout, statements, find_timexes(layout, published), published)]


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("[The mayor] <said> on Monday {that the pier was shut}.", "2031-03-03"),
        ("[The mayor] <said> yesterday {that the pier was shut}.", "2031-03-04"),
        ('{"It is shut,"} [the mayor] <said> on February 27.', "2031-02-27"),
        ('{"It is shut,"} [she] <told> reporters in Quay Hall on Monday.', "2031-03-03"),
        ("On February 9, [Osk] also <said> {that the pier was shut}.", "2031-02-09"),
        ("On February 9, [Osk], head of the Pier Office, <said> {that the pier was shut}.", "2031-02-09"),
        ("In early January [they] <expressed> {concern about the pier}.", "2031-01"),
        ("Earlier this year [Osk] <said> {that it was safe}.", "2031"),
        ("[Osk] on Monday <said> {that it was safe}.", "2031-03-03"),
        ("[Osk] on Monday left the hall, <saying> {that it was safe}.", "2031-03-03"),
        ("In the house on Monday, [Osk] <asked> {whether it was safe}.", "2031-03-03"),
        ("But late on Monday [Osk] <denied> {it}.", "2031-03-03"),
        ("On Monday evening [Osk] <denied> {it}.", "2031-03-03"),
        ("In Monday's statement, [Osk] <denied> {it}.", "2031-03-03"),
        ("[Osk] <said> in Monday's interview {that it was safe}.", "2031-03-03"),
    ],
)
def test_said_on_is_read_from_the_sentence(marked: str, day: str | None) -> None:
    assert dates(marked) == [day]


@pytest.mark.parametrize(
    "marked",
    [
        "[The mayor] <said> {the pier was shut}.",
        "[The mayor] <said> {the pier was shut on Monday}.",
        "{On Monday the pier was shut}, [the mayor] <said>.",
        "[The mayor] <said> after Monday's vote {that the pier was shut}.",
        "[The mayor] <said> of the March 3 storm {that it was weak}.",
        "The storm came on Monday. [The mayor] <said> {it was weak}.",
        "[The mayor] <said> {it was weak}. The storm came on Monday.",
        "[The mayor] <will say> on Friday {that it was weak}.",
        "[The mayor] <said> last week or so, recently, {that it was weak}.",
    ],
)
def test_said_on_stays_open_where_the_date_is_of_something_else(marked: str) -> None:
    assert dates(marked) == [None]


def test_said_on_a_date_belongs_to_the_cue_beside_it() -> None:
    marked = "[Osk] <said> on Monday {that} [Velt] <said> {it was shut}."
    assert dates(marked) == ["2031-03-03", None]


def test_said_on_without_a_date_of_publication_is_only_what_is_told_in_full() -> None:
    assert dates("[Osk] <said> on Monday {that it was shut}.", None) == [None]
    assert dates("[Osk] <said> on May 3, 2029 {that it was shut}.", None) == ["2029-05-03"]
