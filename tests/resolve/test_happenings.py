"""Which accounts are one event, and how its status moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Status
from onrecord.resolve.accounts import Account
from onrecord.resolve.event_days import window_of
from onrecord.resolve.happenings import Happening, best_date, choose, status_by_day


def account(
    published: str,
    status: Status = "happened",
    date: str | None = None,
    *,
    people: str = "lee varn",
    kind: str = "call",
    family: str = "contact",
    **fields: object,
) -> Account:
    names = frozenset(people.split())
    made = Account(
        article=f"a{published}{status}",
        event="v1",
        published=published,
        family=family,
        kind=kind,
        parties=names,
        people=names,
        sides=frozenset(),
        terms=frozenset(),
        window=window_of(date, status, published, background=False),
        date=date,
        status=status,
        voices=frozenset(),
        place="",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def one(*accounts: Account) -> Happening:
    return Happening("h1", accounts)


def test_happenings_an_alleged_contact_without_a_date_and_a_later_dated_one_are_two() -> None:
    alleged = account("2025-02-10", "alleged")
    assert choose(account("2025-02-13", date="2025-02-12"), [one(alleged)]) is None


def test_happenings_an_alleged_contact_is_the_one_that_is_confirmed_of_a_day_before() -> None:
    alleged = account("2026-03-03", "alleged")
    assert choose(account("2026-03-06", date="2026-02-28"), [one(alleged)]) is not None


def test_happenings_two_others_or_another_way_is_another_contact() -> None:
    known = one(account("2026-03-06", date="2026-03-05"))
    assert choose(account("2026-03-07", date="2026-03-05", people="lee osk"), [known]) is None
    assert choose(account("2026-03-07", date="2026-03-05", kind="meeting"), [known]) is None
    assert choose(account("2026-03-07", date="2026-03-05", kind=""), [known]) is not None


def test_happenings_a_planned_meeting_that_took_place_is_one_event_whose_status_moved() -> None:
    planned = account("2026-03-01", "planned", "2026-03-11", kind="meeting")
    done = account("2026-03-12", "happened", "2026-03-11", kind="meeting")
    assert choose(done, [one(planned)]) is not None
    assert status_by_day([planned, done]) == (("2026-03-01", "planned"), ("2026-03-12", "happened"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["planned", "called off", "planned"], ["planned", "called off"]),
        (["alleged", "denied"], ["alleged", "denied"]),
        (["alleged", "denied", "happened"], ["alleged", "denied", "happened"]),
        (["happened", "denied"], ["happened"]),
        (["hypothetical", "planned"], ["hypothetical", "planned"]),
    ],
)
def test_happenings_status_moves_by_a_fixed_rule(told: list[Status], expected: list[Status]) -> None:
    accounts = [account(f"2026-03-{day:02}", status) for day, status in enumerate(told, 1)]
    assert [status for _, status in status_by_day(accounts)] == expected


def test_happenings_two_named_voices_make_an_alleged_event_one_that_happened() -> None:
    first = account("2026-03-01", "alleged", voices=frozenset(["lee"]))
    same = account("2026-03-02", "alleged", voices=frozenset(["lee"]))
    other = account("2026-03-03", "alleged", voices=frozenset(["varn"]))
    assert status_by_day([first, same, other]) == (("2026-03-01", "alleged"), ("2026-03-03", "happened"))


def test_happenings_before_its_day_nothing_has_happened_whatever_a_noun_seems_to_say() -> None:
    visit = account("2026-03-01", "happened", kind="visit")
    dated = account("2026-03-01", "planned", "2026-03-11", kind="visit")
    assert status_by_day([visit, dated]) == (("2026-03-01", "planned"),)


def test_happenings_the_best_date_is_the_most_precise_one() -> None:
    accounts = [account("2026-03-12", date=date) for date in ("2026-03", "2026-03-11", "2026", None)]
    assert best_date(accounts) == "2026-03-11"


@given(st.permutations(range(4)))
def test_happenings_the_choice_does_not_depend_on_the_order_of_what_is_known(order: list[int]) -> None:
    known = [Happening(f"h{i}", (account("2026-03-06", date=f"2026-03-0{i + 1}"),)) for i in range(4)]
    chosen = choose(account("2026-03-07", date="2026-03-03"), [known[i] for i in order])
    assert chosen is not None
    assert chosen.id == "h2"


@given(
    st.lists(st.sampled_from(["happened", "planned", "alleged", "denied", "called off", "hypothetical"]), min_size=1)
)
def test_happenings_the_status_of_a_day_does_not_depend_on_the_order_of_its_accounts(told: list[Status]) -> None:
    accounts = [account("2026-03-06", status, event=f"v{i}") for i, status in enumerate(told)]
    assert status_by_day(accounts) == status_by_day(accounts[::-1])


def test_happenings_what_was_planned_and_is_denied_in_nobodys_words_is_called_off() -> None:
    planned = account("2026-03-01", "planned", "2026-03-11", kind="visit")
    undone = account("2026-03-10", "denied", "2026-03-11", kind="visit", undone=True)
    claimed = account("2026-03-10", "denied", "2026-03-11", kind="visit")
    assert status_by_day([planned, undone])[-1] == ("2026-03-10", "called off")
    assert status_by_day([planned, claimed])[-1] == ("2026-03-10", "denied")


def test_happenings_what_was_to_come_is_joined_to_what_is_told_as_done_in_those_days() -> None:
    ahead = account("2026-03-01", "planned", "2026-03-05", people="osk", kind="~withdraw", family="YIELD")
    done = account("2026-03-06", people="osk", kind="~withdraw", family="YIELD")
    assert choose(done, [one(ahead)]) is not None
    assert choose(replace(done, published="2026-03-08"), [one(ahead)]) is None
    assert choose(done, [one(replace(ahead, status="happened"))]) is None


def test_happenings_who_were_in_contact_called_or_met_but_made_no_visit() -> None:
    contact = account("2026-03-06", kind="")
    assert choose(contact, [one(account("2026-03-05", kind="meeting"))]) is not None
    assert choose(contact, [one(account("2026-03-05", kind="visit"))]) is None


def test_happenings_a_denied_contact_of_the_same_two_parties_is_the_alleged_one() -> None:
    alleged = account("2026-03-02", "alleged", people="lee osk", kind="meeting")
    known = one(replace(alleged, people=frozenset(["lee"])))
    denied = account("2026-03-04", "denied", people="lee osk", kind="meeting")
    assert choose(replace(denied, people=frozenset(["lee"])), [known]) is not None


def test_happenings_a_visitor_is_in_one_place_on_one_day() -> None:
    due = account("2026-03-02", "planned", "2026-03-03", kind="visit", place="osk")
    landed = account("2026-03-03", date="2026-03-03", kind="visit", place="the capital")
    assert choose(landed, [one(due)]) is not None
    assert (
        choose(
            replace(landed, window=window_of("2026-03-05", "happened", "2026-03-05", background=False)),
            [one(replace(due, window=window_of("2026-03", "planned", "2026-03-02", background=False)))],
        )
        is None
    )


def test_happenings_a_contact_told_as_new_days_after_a_known_one_is_the_next() -> None:
    known = one(account("2026-03-05", date="2026-03-05", kind="meeting"))
    assert choose(account("2026-03-09", kind="meeting"), [known]) is None
    assert choose(account("2026-03-06", kind="meeting"), [known]) is not None
    assert choose(account("2026-03-09", kind="meeting", noun=True), [known]) is not None


def test_happenings_groups_that_meet_in_one_place_on_one_day_are_one_meeting() -> None:
    fields = {"kind": "meeting", "people": "", "place": "osk"}
    known = one(account("2026-03-01", "planned", "2026-03-09", **fields))
    assert choose(account("2026-03-05", "planned", "2026-03-09", **fields), [known]) is not None
    fields["place"] = "velt"
    assert choose(account("2026-03-05", "planned", "2026-03-09", **fields), [known]) is None


TERMS = "sailor list port bus week rain hill"  # two of seven of the others'


def exchange(
    published: str, sides: str, people: str = "", terms: str = "sailor list crew dawn ship bay gate"
) -> Account:
    return account(
        published,
        "planned",
        people=people,
        kind="exchange",
        family="prisoners",
        sides=frozenset(sides.split()),
        terms=frozenset(terms.split()),
    )


def test_happenings_an_exchange_is_known_by_its_two_countries() -> None:
    assert (
        choose(exchange("2026-03-11", "osk varn"), [one(exchange("2026-03-06", "osk varn tarn", terms=TERMS))])
        is not None
    )


@pytest.mark.parametrize(
    "other",
    [
        exchange("2026-03-11", "osk tarn"),
        exchange("2026-03-11", "osk varn", terms="harbour crane"),
        exchange("2026-03-11", "osk varn", people="lee"),
    ],
)
def test_happenings_exchanges_of_other_countries_words_or_persons_are_two(other: Account) -> None:
    assert choose(other, [one(exchange("2026-03-06", "osk varn", people="tarn", terms=TERMS))]) is None


def test_happenings_a_visitor_who_will_not_come_that_week_calls_off_the_planned_visit() -> None:
    planned = account("2026-03-02", "planned", "2026-03-11", people="lee", kind="visit", place="varn")
    off = account("2026-03-09", "denied", "2026-W11", people="lee", kind="visit", place="tarn", undone=True)
    assert choose(off, [one(planned)]) is not None
    assert choose(replace(off, undone=False), [one(planned)]) is None
    assert status_by_day([planned, off]) == (("2026-03-02", "planned"), ("2026-03-09", "called off"))


def test_happenings_who_denies_a_call_with_one_of_them_denies_the_call_that_is_claimed() -> None:
    claimed = account("2026-03-02", "alleged", people="lee varn")
    denied = account("2026-03-03", "denied", people="lee")
    assert choose(denied, [one(claimed)]) is not None
    assert choose(denied, [one(claimed, account("2026-03-02", "happened", people="lee varn"))]) is None
    assert choose(account("2026-03-03", "denied", people="lee osk"), [one(claimed)]) is None


def test_happenings_an_office_told_alone_joins_what_its_holder_did_that_day() -> None:
    fields: dict[str, Any] = {"kind": "sign", "family": "AGREE", "offices": frozenset({"prime minister"})}
    known = one(account("2026-03-05", "planned", "2026-03-06", people="lee", **fields))
    told = account("2026-03-06", date="2026-03-06", people="", **fields)
    assert choose(told, [known]) is not None
    assert choose(replace(told, offices=frozenset({"foreign minister"})), [known]) is None
    assert choose(replace(told, people=frozenset({"osk"})), [known]) is None
    assert choose(account("2026-03-06", date="2026-03-07", people="", **fields), [known]) is None
