"""Stands, what they are about, and issues over the record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.resolve.issues import SHOWN, IssueDecision, StandRow, find_issues, find_meeting, shown, story_key
from onrecord.resolve.proposals import Place, Who
from onrecord.resolve.stands import StandKind, find_stands
from onrecord.resolve.targets import Thing
from onrecord.resolve.wording import read_wording
from tests.resolve.build import said, tell

HARBOUR, FISH, MARKET = Thing("harbour", "harbour"), Thing("fish market", "fish market"), Thing("market", "market")


@pytest.mark.parametrize(
    ("cue", "content", "kind", "thing"),
    [
        ("rejected", "the reopening of the fish market", "against", "fish market"),
        ("demanded", "that the fish market be reopened", "for", "fish market"),
        ("said", "we will not accept the new tariff", "against", "tariff"),
        ("said", "the blockade must be lifted", "for", "blockade"),
        ("said", "there were no plans to close the harbour", "against", "harbour"),
        ("ruled out", "any swap of fish for sailors", "against", "fish for sailors"),
        ("endorsed", "Jon Berg", "for", "Jon Berg"),
        ("offered", "to mediate", "for", "mediate"),
        ("ruled out", "to resign", "against", "resign"),
        ("said", "we welcome anything that brings the two of them to a table", "for", "table"),
        ("said", "our trawlers are in our bay and that is where they will stay", "against", "trawlers"),
        ("said", "the fleet will remain in the bay", "against", "fleet"),
        ("supports", "ferry rights for the islanders", "for", "ferry rights"),
        ("proposed", "major changes to the ferry line", "for", "major changes"),
        ("favoured", "bridges over tunnels", "for", "bridges"),
        ("rejected", "a new blockade measure that bans flights to the islands", "against", "blockade measure"),
        ("supports", "grain tariffs, limited quotas and quiet nights", "for", "grain tariffs"),
        ("preferred", "that neither of them had closed the market", "against", "market"),
        ("said", "we will continue to defend the lighthouse until the war ends", "for", "lighthouse"),
        ("said", "she did not think that the harbour should close the market", "against", "market"),
    ],
)
def test_stands_are_told_by_cue_or_content(cue: str, content: str, kind: str, thing: str) -> None:
    extraction = tell(
        f"Mara Oske {cue} {content}.", said("Mara Oske", cue, content, "opinion"), people=("Mara Oske", "Jon Berg")
    )
    (stand,) = find_stands(read_wording(extraction), ())
    assert (stand.kind, stand.things[0].words) == (kind, thing)
    assert all(extraction.article.text[slice(*span)] in content for span in stand.spans)


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("refused", "to comment", "decline"),
        ("said", "how the fish market should be run", "assert"),
        ("asked", "whether the fish market must be closed", "question"),
        ("said", "the fish market is old", "assert"),
        ("did not rule out", "a swap of fish for sailors", "assert"),
        ("said", "the harbour will remain closed", "assert"),
        ("wanted", "to find out how the fish market is run", "assert"),
        ("challenged", "the mayor to name one fish market", "assert"),
        ("refused", "to condemn the fish market", "decline"),
        ("urged", "the crowd to consider the fish market", "demand"),
        ("backed away from", "the fish market", "assert"),
        ("did not want", "the T.B. to involve itself", "opinion"),
        ("rejected", "Berg's suggestion", "opinion"),
        ("said", "it would have been too early to open the fish market", "assert"),
    ],
)
def test_stands_are_not_seen_where_nobody_takes_one(cue: str, content: str, act: str) -> None:
    extraction = tell(f"Mara Oske {cue} {content}.", said("Mara Oske", cue, content, act), people=("Mara Oske",))
    assert find_stands(read_wording(extraction), ()) == ()


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("As Mara Oske proposes, there are two ways to open the market.", "proposes", "Mara Oske"),
        (
            "Hundreds met outside the Tarb Assembly with flags supporting the fish market.",
            "supporting",
            "Tarb Assembly",
        ),
        ("Who supports the fish market here?", "supports", "Who"),
        ("Mara Oske did harm by supporting the fish market.", "supporting", "Mara Oske"),
        ("The fish market was offered to Mara Oske.", "was offered", "Mara Oske"),
    ],
)
def test_stands_are_not_of_who_is_only_named_beside(text: str, cue: str, source: str) -> None:
    content = next(
        words for words in ("two ways to open the market", "the fish market", "The fish market") if words in text
    )
    extraction = tell(text, said(source, cue, content, "opinion"), people=("Mara Oske",))
    assert find_stands(read_wording(extraction), ()) == ()


def test_stands_of_the_sides_are_of_those_who_were_named_together() -> None:
    text = "Tarb and Osk agreed to talk. The sides will open the fish market, they said."
    rows = [
        said("Tarb and Osk", "agreed", "to talk"),
        said("they", "said", "The sides will open the fish market"),
    ]
    extraction = tell(text, *rows)
    entities = tuple(replace(e, label="group") if e.name == "they" else e for e in extraction.entities)
    stands = find_stands(read_wording(replace(extraction, entities=entities)), ())
    assert ("Tarb and Osk", "for", "fish market") in [(s.actor.name, s.kind, s.things[0].words) for s in stands]


def stand(
    who: str, day: int, kind: StandKind, *things: Thing, action: str = "open", ends: bool = False, story: str = "a"
) -> StandRow:
    place = Place("a", f"v{day}", 1, f"doc{day}", "Gull", f"2031-05-{day:02}", "s1", (Span(0, 1),), "words")
    return StandRow(f"v{day}:{who}{kind}", Who(who, who), True, kind, place, action, ends, things, story)


def test_issues_gather_the_words_for_one_thing_in_a_story() -> None:
    rows = [stand("Oske", 1, "for", FISH), stand("Berg", 2, "against", FISH), stand("Holt", 3, "for", MARKET)]
    (issue,) = find_issues(rows)
    assert issue.words == "fish market: open"
    assert issue.disputed
    assert {p.who: p.kind for p in issue.positions} == {"Oske": "for", "Berg": "against", "Holt": "for"}
    elsewhere = [*rows[:2], stand("Holt", 3, "for", MARKET, story="b")]
    assert [len(issue.positions) for issue in find_issues(elsewhere)] == [2, 1]


def test_issues_have_a_direction_and_who_wants_the_opposite_is_against() -> None:
    rows = [
        stand("Oske", 1, "for", HARBOUR),
        stand("Holt", 2, "for", HARBOUR),
        stand("Berg", 3, "for", HARBOUR, action="close", ends=True),
        stand("Torv", 4, "against", HARBOUR, action="close", ends=True),
    ]
    (issue,) = find_issues(rows)
    assert {p.who: p.kind for p in issue.positions} == {
        "Oske": "for",
        "Holt": "for",
        "Berg": "against",
        "Torv": "for",
    }


def test_positions_move_by_day() -> None:
    rows = [stand("Oske", 1, "conditional", FISH), stand("Oske", 4, "for", FISH), stand("Oske", 6, "for", FISH)]
    ((position,),) = [issue.positions for issue in find_issues(rows)]
    assert position.moves == (("2031-05-04", "conditional", "for"),)
    assert (position.kind, position.since) == ("for", "2031-05-04")


def test_issues_are_shown_where_several_take_a_stand_or_one_moved() -> None:
    alone = find_issues([stand("Oske", 1, "for", FISH)])
    assert shown(alone) == []
    moved = find_issues([stand("Oske", 1, "for", FISH), stand("Oske", 2, "against", FISH)])
    assert shown(moved) == moved


def test_issues_are_merged_renamed_hidden_and_put_back() -> None:
    rows = [
        stand("Oske", 1, "for", FISH),
        stand("Berg", 2, "for", HARBOUR),
        stand("Holt", 3, "for", HARBOUR),
        stand("Torv", 3, "for", FISH),
    ]
    fish, harbour = sorted(find_issues(rows), key=lambda issue: issue.words)
    merge = IssueDecision(1, "merge", "", "", fish.key, harbour.key, "")
    rename = IssueDecision(2, "rename", "", "", fish.key, "", "trade")
    hide = IssueDecision(3, "hide", "", "", fish.key, "", "")
    (one,) = find_issues(rows, [merge, rename])
    assert (one.words, len(one.positions), one.id) == ("trade", 4, fish.id)
    assert shown(find_issues(rows, [merge, rename, hide])) == []
    assert len(find_issues(rows, [replace(merge, undone="2031-06-01")])) == 2


ROWS = st.builds(
    stand,
    st.sampled_from(("Oske", "Berg", "Holt")),
    st.integers(1, 9),
    st.sampled_from(("for", "against", "conditional")),
    st.sampled_from((FISH, MARKET, HARBOUR)),
    action=st.sampled_from(("open", "close", "")),
    ends=st.booleans(),
    story=st.sampled_from("ab"),
)


@given(
    st.lists(ROWS, max_size=8, unique_by=lambda row: row.id).flatmap(
        lambda r: st.tuples(st.just(r), st.permutations(r))
    )
)
def test_issues_do_not_depend_on_the_order_of_stands(drawn: tuple[list[StandRow], list[StandRow]]) -> None:
    rows, other = drawn
    assert find_issues(rows) == find_issues(other)
    assert shown(find_issues(rows)) == shown(find_issues(find_meeting(rows), least=SHOWN))
    assert sorted(t.row.id for i in find_issues(rows) for p in i.positions for t in p.stands) == sorted(
        r.id for r in rows
    )


THINGS = [Thing(words, words) for words in ("market", "fish market", "grain market", "@holt", "harbour", "old harbour")]
KEYS = st.builds(story_key, st.sampled_from([thing.key for thing in THINGS]), st.sampled_from("ab"))
MERGES = st.builds(
    lambda number, one, other: IssueDecision(number, "merge", "2031-06-01", "", one, other, ""),
    st.integers(1, 9),
    KEYS,
    KEYS,
)
OF_TWO = st.builds(
    lambda row, things: replace(row, things=tuple(things)),
    ROWS,
    st.lists(st.sampled_from(THINGS), min_size=1, max_size=2),
)


@given(
    st.lists(OF_TWO, max_size=9, unique_by=lambda row: row.id),
    st.lists(MERGES, max_size=2, unique_by=lambda decision: decision.id),
    st.integers(1, 9),
)
def test_what_meets_no_other_stand_is_of_no_issue_that_is_shown_on_any_day(
    rows: list[StandRow], merges: list[IssueDecision], day: int
) -> None:
    def by_then(found: list[StandRow]) -> list[StandRow]:
        return [row for row in found if row.place.published <= f"2031-05-{day:02}"]

    everything = shown(find_issues(by_then(rows), merges))
    assert shown(find_issues(by_then(find_meeting(rows, merges)), merges, least=SHOWN)) == everything
