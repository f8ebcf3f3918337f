"""Which propositions are one claim, and what reactions refer back to."""

from __future__ import annotations

import pytest

from onrecord.records import Extraction
from onrecord.resolve.claims import GRANTED, Join, Known, compare, conflict, weigh_by
from onrecord.resolve.contents import Content
from onrecord.resolve.gathering import gather
from onrecord.resolve.parties import outlet_party
from onrecord.resolve.propositions import find_propositions
from tests.resolve.build import Said, said, tell

PEOPLE = ("Rolf Ask", "Ina Torv")


def content(**fields: object) -> Content:
    common: dict[str, object] = {
        "names": frozenset(("ask", "torv")),
        "terms": frozenset(("~talk",)),
        "numbers": frozenset(),
        "days": frozenset(),
        "when": frozenset(),
        "before": None,
        "future": False,
        "negated": False,
    }
    return Content(**{**common, **fields})  # type: ignore[arg-type]


def even(_: str) -> float:
    return 0.8


class Desk:
    """Gathers articles as a record does."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self.joins: dict[str, Join] = {}

    def add(self, extraction: Extraction, doc: str) -> list[Join]:
        article = extraction.article
        outlet = outlet_party(article.outlet).key
        found = find_propositions(extraction, doc, press=["outlet:gazette", "outlet:herald"])
        joins = gather(found, lambda name: f"{doc}:{name}", outlet, article.published or "", self._find, even)
        for join in joins:
            p = join.proposition
            key = f"{doc}:{p.id}"
            self.joins.setdefault(key, join)
            if not p.refers and join.how != GRANTED:
                day = article.published or ""
                self.known.append(Known(key, join.claim, p.party.key, outlet, day, join.kind, p.content))
        return joins

    def _find(self, features: frozenset[str]) -> list[Known]:
        return [known for known in self.known if known.content.features & features]

    def claim(self, key: str) -> str:
        return self.joins[key].claim


CALL = "Rolf Ask and Ina Torv spoke by telephone on 1 May, an official said."


def call(*more: Said, text: str = "", doc: str = "a") -> tuple[Desk, list[Join]]:
    desk = Desk()
    told = said("an official", "said", "Rolf Ask and Ina Torv spoke by telephone on 1 May", unnamed=True)
    return desk, desk.add(tell(CALL + text, told, *more, people=PEOPLE), doc)


# Comparing


def test_compare_needs_a_doing_in_common_and_not_only_people() -> None:
    one, other = content(), content(terms=frozenset(("~offer",)))
    assert compare(one, other, even)[0] == 0
    assert compare(one, content(), even)[0] == 1


def test_compare_needs_people_in_common() -> None:
    assert compare(content(), content(names=frozenset(("berg", "lund"))), even)[0] == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"numbers": frozenset(("31 %crew",))}, {"numbers": frozenset(("37 %crew",))}),
        ({"when": frozenset(("2031-05-01",))}, {"when": frozenset(("2031-05-02",))}),
        ({"when": frozenset(("2031-05-04",))}, {"before": "2031-05-03"}),
    ],
)
def test_conflict_of_numbers_and_times(one: dict[str, object], other: dict[str, object]) -> None:
    assert conflict(content(**one), content(**other))
    assert conflict(content(**other), content(**one))
    assert compare(content(**one), content(**other), even)[0] == 0


def test_conflict_not_where_different_things_are_counted() -> None:
    one, other = content(numbers=frozenset(("31 %crew",))), content(numbers=frozenset(("40 minut",)))
    assert not conflict(one, other)


def test_weigh_rare_features_tell_more_and_names_less() -> None:
    weigh = weigh_by(1000, {"rare": 1, "common": 500, "@rare": 1}.__getitem__)
    assert weigh("rare") > weigh("@rare") > weigh("common") > 0


# Gathering


def test_gather_one_claim_over_articles_in_other_words() -> None:
    desk, _ = call()
    text = "The palace confirmed that Ina Torv and Rolf Ask held a telephone conversation."
    told = said("The palace", "confirmed", "that Ina Torv and Rolf Ask held a telephone conversation", "confirm")
    (join,) = desk.add(tell(text, told, people=PEOPLE, published="2031-05-04"), "b")
    assert (join.claim, join.kind) == (desk.claim("a:s1"), "confirms")
    assert {"~talk", "@ask", "@torv"} <= set(join.shared)


def test_gather_another_day_is_another_claim() -> None:
    desk, _ = call()
    text = "Rolf Ask and Ina Torv spoke by telephone on 3 May, a diplomat said."
    told = said("a diplomat", "said", "Rolf Ask and Ina Torv spoke by telephone on 3 May")
    (join,) = desk.add(tell(text, told, people=PEOPLE, published="2031-05-04"), "b")
    assert join.claim != desk.claim("a:s1")


def test_gather_who_says_the_opposite_denies() -> None:
    desk, _ = call()
    text = "Rolf Ask and Ina Torv did not speak by telephone on 1 May, Jon Berg said."
    told = said("Jon Berg", "said", "Rolf Ask and Ina Torv did not speak by telephone on 1 May")
    (join,) = desk.add(tell(text, told, people=(*PEOPLE, "Jon Berg"), published="2031-05-04"), "b")
    assert (join.claim, join.kind) == (desk.claim("a:s1"), "denies")


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        (
            " Jon Berg declined to comment on the report.",
            ("declined", "to comment on the report", "decline"),
            "declines",
        ),
        (" Jon Berg confirmed the call.", ("confirmed", "the call", "confirm"), "confirms"),
        (
            ' "I can neither confirm nor deny it," Jon Berg said.',
            ("said", "I can neither confirm nor deny it", "neither-confirm-nor-deny"),
            "neither",
        ),
    ],
)
def test_gather_a_reaction_is_on_what_it_refers_to(text: str, told: tuple[str, str, str], kind: str) -> None:
    _, joins = call(said("Jon Berg", *told, at=len(CALL)), text=text)
    assert [join.kind for join in joins] == ["asserts", kind]
    assert joins[1].claim == joins[0].claim
    assert joins[1].how != "words"


def test_gather_who_tells_how_long_it_took_grants_that_it_took_place() -> None:
    _, joins = call(
        said("Jon Berg", "said", "the call lasted 40 minutes"), text=" Jon Berg said the call lasted 40 minutes."
    )
    granted = [join for join in joins if join.how == GRANTED]
    assert [(join.proposition.id, join.kind, join.claim) for join in granted] == [("s2", "confirms", joins[0].claim)]


def test_gather_gives_each_proposition_one_place() -> None:
    _, joins = call(text=" The weather in Osk was fine on Monday.")
    ids = [join.proposition.id for join in joins if join.how != GRANTED]
    assert len(ids) == len(set(ids))
