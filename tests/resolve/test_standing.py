"""The rule of standing: every line of docs/concepts/standing.md, and what holds whatever the stances are."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.standing import STANDINGS, Stance, StanceKind, count_origins, find_acknowledging, find_standing
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "concepts" / "standing.md"
KINDS: tuple[StanceKind, ...] = (
    "asserts",
    "confirms",
    "denies",
    "neither",
    "declines",
    "doubts",
    "retracts",
    "repeats",
)


def day(number: int) -> str:
    return f"2031-05-{number:02}"


def make(party: str, kind: StanceKind, on: int = 1, **fields: object) -> Stance:
    return Stance(party, kind, day(on), **{"outlet": "Gazette", **fields})  # type: ignore[arg-type]


def source(on: int = 1, name: str = "an official", outlet: str = "Gazette") -> Stance:
    return Stance(name, "asserts", day(on), outlet=outlet, named=False)


def narrated(kind: StanceKind, outlet: str = "Gazette", on: int = 1, **fields: object) -> Stance:
    return Stance(outlet, kind, day(on), outlet=outlet, **fields)  # type: ignore[arg-type]


# The table of every combination


def iter_table() -> Iterator[tuple[str, str, str]]:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    at = next(i for i, row in enumerate(rows) if "+ asserts" in row)
    head = [cell.strip().removeprefix("+ ") for cell in rows[at].strip("|").split("|")]
    for row in rows[at + 2 :]:
        first, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        yield from ((first, second, cell) for second, cell in zip(head[1:], cells, strict=True))


def by_words(words: str, number: int) -> list[Stance]:
    if words == "alone":
        return []
    if words == "source asserts":
        return [source(name=f"source {number}")]
    (kind,) = [kind for kind in KINDS if kind == words]
    return [make(f"party {number}", kind, side=f"side {number}")]


@pytest.mark.parametrize(("first", "second", "standing"), list(iter_table()))
def test_standing_is_what_the_table_of_the_docs_says(first: str, second: str, standing: str) -> None:
    assert find_standing([*by_words(first, 1), *by_words(second, 2)]) == standing


def test_standing_the_table_of_the_docs_is_whole() -> None:
    assert len(list(iter_table())) == 7 * 8
    lines = re.findall(r"^\| \d \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(lines) == set(STANDINGS)


# Confirmed


def test_confirmed_needs_another_than_the_origin() -> None:
    assert find_standing([make("Mayor", "asserts"), make("Mayor", "confirms", 2)]) == "reported"


def test_confirmed_not_by_the_side_of_the_origin() -> None:
    told = [make("Minister", "asserts", side="Arland"), make("Spokeswoman", "confirms", 2, side="Arland")]
    assert find_standing(told) == "reported"
    assert find_standing([*told, make("Envoy", "confirms", 3, side="Berland")]) == "confirmed"


def test_confirmed_never_by_a_source_without_a_name() -> None:
    assert find_standing([source(), make("aide", "confirms", 2, named=False)]) == "reported"


def test_confirmed_never_by_an_outlet() -> None:
    assert find_standing([source(), narrated("confirms", "Herald", 2)]) == "reported"


def test_confirmed_by_the_later_account_of_one_who_takes_part() -> None:
    told = source(1)
    assert find_standing([told, make("Palace", "asserts", 2, competent=True)]) == "confirmed"
    assert find_standing([told, make("Union", "asserts", 2)]) == "corroborated"
    assert find_standing([told, make("Palace", "asserts", 1, competent=True)]) == "corroborated"


def test_confirmed_stays_when_another_will_not_say() -> None:
    told = [source(), make("Palace", "confirms", 2), make("Ministry", "neither", 3)]
    assert find_standing(told) == "confirmed"


# Unconfirmed


def test_unconfirmed_when_the_report_itself_says_so() -> None:
    assert find_standing([source(), narrated("neither")]) == "unconfirmed"


def test_unconfirmed_ends_with_an_answer_of_the_same_side() -> None:
    told = [source(1), make("Spokesman", "neither", 2, side="Arland")]
    assert find_standing(told) == "unconfirmed"
    assert find_standing([*told, make("Palace", "confirms", 3, side="Arland")]) == "confirmed"


# Denied and disputed


def test_denied_where_only_sources_and_outlets_say_it() -> None:
    assert find_standing([source(), narrated("asserts", "Herald"), make("Minister", "denies", 2)]) == "denied"


def test_disputed_where_a_named_party_says_it() -> None:
    assert find_standing([make("Union", "asserts"), make("Minister", "denies")]) == "disputed"


def test_disputed_where_it_was_confirmed_and_is_denied() -> None:
    assert find_standing([source(), make("Palace", "confirms", 2), make("Minister", "denies", 3)]) == "disputed"


def test_disputed_where_only_a_source_without_a_name_denies_it() -> None:
    denial = make("aide", "denies", 2, named=False)
    assert find_standing([source(), denial]) == "disputed"
    assert find_standing([denial]) == "denied"
    assert find_standing([source(), make("Palace", "confirms", 2), denial]) == "confirmed"


def test_denied_a_party_that_changed_its_mind_counts_as_it_last_spoke() -> None:
    told = [source(1), make("Minister", "denies", 2)]
    assert find_standing([*told, make("Minister", "confirms", 3)]) == "confirmed"
    assert find_standing([source(1), make("Minister", "confirms", 2), make("Minister", "denies", 3)]) == "denied"


# Withdrawn


def test_withdrawn_by_the_origin_or_its_side() -> None:
    told = make("Spokesman", "asserts", 1, side="Arland")
    assert find_standing([told, make("Spokesman", "retracts", 2)]) == "withdrawn"
    assert find_standing([told, make("Ministry", "retracts", 2, side="Arland")]) == "withdrawn"


def test_withdrawn_whatever_was_confirmed_and_repeated_before() -> None:
    told = [
        make("Spokesman", "asserts", 1, side="Arland"),
        make("Envoy", "confirms", 1, side="Berland"),
        narrated("repeats", "Herald", 2),
        make("Ministry", "retracts", 3, side="Arland"),
    ]
    assert find_standing(told) == "withdrawn"
    assert find_standing(told, day(2)) == "confirmed"


def test_withdrawn_by_the_outlet_that_had_it_from_a_source_without_a_name() -> None:
    told = [source(1), make("Union", "denies", 2), narrated("retracts", on=2)]
    assert find_standing(told) == "withdrawn"
    assert find_standing([*told, source(2, "another", "Herald")]) == "denied"
    told_elsewhere = Stance("Gazette", "retracts", day(3), outlet="Herald")
    assert find_standing([source(1), told_elsewhere]) == "withdrawn"


def test_withdrawn_by_those_who_take_part_in_what_was_announced() -> None:
    told = [make("Spokesman", "asserts", 1), make("Envoy", "confirms", 1)]
    assert find_standing([*told, make("Visitor", "retracts", 2, competent=True)]) == "withdrawn"
    assert find_standing([*told, make("Visitor", "retracts", 2)]) == "confirmed"


def test_withdrawn_not_by_an_outlet_that_quoted_a_named_party() -> None:
    assert find_standing([make("Union", "asserts", 1), narrated("retracts", on=2)]) == "reported"


def test_withdrawn_not_while_another_origin_stands() -> None:
    told = [make("Union", "asserts"), make("Mayor", "asserts"), make("Mayor", "retracts", 2)]
    assert find_standing(told) == "reported"


def test_withdrawn_not_while_somebody_outside_the_record_is_cited_for_it() -> None:
    told = [make("Mayor", "asserts"), narrated("repeats", "Herald", citing="Post"), make("Mayor", "retracts", 2)]
    assert find_standing(told) == "reported"


def test_withdrawn_ends_when_it_is_said_anew() -> None:
    told = [make("Mayor", "asserts", 1), make("Mayor", "retracts", 2)]
    assert find_standing([*told, make("Mayor", "asserts", 3)]) == "reported"


# Corroborated


def test_corroborated_needs_independent_origins() -> None:
    assert find_standing([source(), source(2, "a diplomat", "Herald")]) == "corroborated"
    assert find_standing([make("Mayor", "asserts", 1), make("Mayor", "asserts", 2, outlet="Herald")]) == "reported"
    same_side = [make("Mayor", "asserts", side="Town"), make("Clerk", "asserts", side="Town")]
    assert find_standing(same_side) == "reported"


def test_corroborated_copies_are_one_origin() -> None:
    wire = [narrated("asserts", outlet, copied="wire") for outlet in ("Gazette", "Herald", "Post")]
    assert find_standing(wire) == "reported"
    assert count_origins(wire) == 1


def test_corroborated_who_repeats_is_no_origin_but_whom_it_cites() -> None:
    repeats = [narrated("repeats", outlet, citing="Post") for outlet in ("Gazette", "Herald")]
    assert count_origins(repeats) == 1
    assert find_standing([*repeats, source(outlet="Post")]) == "reported"


# As of a day


def test_standing_counts_what_was_published_by_that_day() -> None:
    told = [source(3), make("Palace", "confirms", 6)]
    assert find_standing(told, day(2)) is None
    assert find_standing(told, day(5)) == "reported"
    assert find_standing(told, day(6)) == "confirmed"


def test_standing_a_stance_of_unknown_day_counts_only_where_no_day_is_asked_for() -> None:
    told = [source(3), Stance("Palace", "confirms", None)]
    assert find_standing(told, day(9)) == "reported"
    assert find_standing([]) is None


def test_standing_a_time_of_day_does_not_hide_a_report_from_its_day() -> None:
    assert find_standing([Stance("Mayor", "asserts", "2031-05-03T17:40:00+00:00")], day(3)) == "reported"


_few = st.sampled_from(["Gazette", "Herald", "Mayor", "Palace", "an official"])
_stances = st.builds(
    Stance,
    party=_few,
    kind=st.sampled_from(KINDS),
    published=st.none() | st.integers(1, 4).map(day),
    side=st.sampled_from(["", "Arland", "Berland"]),
    outlet=st.sampled_from(["Gazette", "Herald"]),
    citing=st.sampled_from(["", "Herald", "Mayor", "Post"]),
    copied=st.sampled_from(["", "wire"]),
    named=st.booleans(),
    competent=st.booleans(),
)


@given(st.lists(_stances, max_size=8), st.none() | st.integers(1, 4).map(day), st.randoms(use_true_random=False))
def test_standing_does_not_depend_on_the_order(told: list[Stance], as_of: str | None, chance: random.Random) -> None:
    other = told.copy()
    chance.shuffle(other)
    assert find_standing(told, as_of) == find_standing(other, as_of)
    assert count_origins(told) == count_origins(other)


@given(st.lists(_stances, max_size=8), _stances, st.integers(1, 4))
def test_standing_as_of_a_day_is_not_changed_by_what_is_published_later(
    told: list[Stance], later: Stance, on: int
) -> None:
    if later.published is None or later.published > day(on):
        assert find_standing([*told, later], day(on)) == find_standing(told, day(on))


@given(st.lists(_stances, max_size=8), st.integers(1, 4))
def test_standing_is_never_confirmed_without_a_named_party_beside_the_outlets(told: list[Stance], on: int) -> None:
    if not any(s.named and s.party != s.outlet for s in told):
        assert find_standing(told, day(on)) != "confirmed"


@given(_few, st.lists(st.tuples(st.sampled_from(["asserts", "confirms"]), st.integers(1, 4)), min_size=1, max_size=5))
def test_standing_a_party_never_confirms_itself(party: str, stands: list[tuple[StanceKind, int]]) -> None:
    told = [Stance(party, kind, day(on), outlet="Post", competent=True) for kind, on in stands]
    assert find_standing(told) == "reported"


def test_standing_what_was_said_before_the_claim_was_told_is_no_later_account() -> None:
    first = narrated("repeats", citing="outlet:post")
    later = make("Ask", "asserts", 4, competent=True)
    earlier = make("Ask", "asserts", 4, competent=True, said="2031-04-30")
    assert find_standing([first, later]) == "confirmed"
    assert find_standing([first, earlier]) == "corroborated"


def test_who_takes_back_a_denial_leaves_the_claim_to_the_others() -> None:
    told = [source(), make("Osk Steel", "denies", 2), make("Inspectors", "confirms", 3)]
    assert find_standing(told) == "disputed"
    assert find_standing([*told, make("Osk Steel", "retracts", 4)]) == "confirmed"
    assert find_standing([source(), make("Osk Steel", "denies", 2), make("Osk Steel", "retracts", 4)]) == "reported"


def test_who_had_asserted_it_too_takes_back_the_claim() -> None:
    told = [make("Osk Steel", "asserts", 1), make("Osk Steel", "denies", 2), make("Osk Steel", "retracts", 3)]
    assert find_standing(told) == "withdrawn"


def test_who_asserts_later_what_others_claimed_and_takes_part_in_it_acknowledges_it() -> None:
    later = make("Osk Steel", "asserts", 2, competent=True)
    assert find_acknowledging([source(), later]) == [False, True]
    assert find_acknowledging([source(), make("Osk Steel", "asserts", 2)]) == [False, False]
