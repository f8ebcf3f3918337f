"""Which propositions are one claim, and what reactions refer back to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.records import Extraction
from onrecord.resolve.claims import GRANTED, Join, Known, compare, conflict, weigh_by
from onrecord.resolve.contents import Content
from onrecord.resolve.gathering import FOLLOWS, NUMBER, gather
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

    def add(self, extraction: Extraction, doc: str, story: Sequence[str] | None = None) -> list[Join]:
        """`story` are the articles on the same matter; left out, all."""
        article = extraction.article
        outlet = outlet_party(article.outlet).key
        story = [known.key.partition(":")[0] for known in self.known] if story is None else story
        found = find_propositions(extraction, doc, press=["outlet:gazette", "outlet:herald"])
        joins = gather(
            found, lambda name: f"{doc}:{name}", outlet, article.published or "", self._find, even, story.__contains__
        )
        for join in joins:
            p = join.proposition
            key = f"{doc}:{p.id}"
            self.joins.setdefault(key, join)
            if not p.refers and not p.follows and join.how not in (GRANTED, NUMBER):
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


# Numbers, things that are there, answers


def crew(number: str, doc: str, **fields: object) -> Extraction:
    text = f"{number} Oskian sailors are held in Torvia, the union said."
    told = said("the union", "said", f"{number} Oskian sailors are held in Torvia")
    return tell(text, told, doc=doc, **fields)  # type: ignore[arg-type]


def test_gather_the_number_of_people_held_is_one_claim_until_they_are_free() -> None:
    desk = Desk()
    desk.add(crew("Eleven", "a"), "a")
    text = "Torvia freed 11 Oskian sailors on Friday and sent home two cooks, the ministry said."
    freed = said("the ministry", "said", "Torvia freed 11 Oskian sailors on Friday and sent home two cooks")
    desk.add(tell(text, freed, doc="b", published="2031-05-09"), "b", story=["a"])
    assert desk.claim("b:s1#11") == desk.claim("a:s1#11")
    assert desk.claim("b:s1") != desk.claim("a:s1#11")


def test_gather_another_number_and_another_story_are_other_claims() -> None:
    desk = Desk()
    desk.add(crew("Eleven", "a"), "a")
    desk.add(crew("Twelve", "b", published="2031-05-04"), "b", story=["a"])
    desk.add(crew("Eleven", "c", published="2031-05-05"), "c", story=[])
    assert len({desk.claim(f"{doc}:s1#{number}") for doc, number in (("a", 11), ("b", 12), ("c", 11))}) == 3


def test_gather_who_confirms_all_of_them_confirms_the_number() -> None:
    text = "Torvia freed 11 Oskian sailors, the union said. Rolf Ask confirmed that all 11 were free."
    joins = Desk().add(
        tell(
            text,
            said("the union", "said", "Torvia freed 11 Oskian sailors"),
            said("Rolf Ask", "confirmed", "that all 11 were free", "confirm"),
            people=["Rolf Ask"],
        ),
        "a",
    )
    number = next(j.claim for j in joins if j.proposition.id == "s1#11")
    assert {j.kind for j in joins if j.claim == number} == {"asserts", "confirms"}


def test_gather_a_thing_that_was_handed_over_exists() -> None:
    desk = Desk()
    handed = said("an official", "said", "a list of prisoners had been handed to Osk", unnamed=True)
    desk.add(tell("An official: an official said a list of prisoners had been handed to Osk.", handed, doc="a"), "a")
    text = '"A list exists," Rolf Ask said.'
    exists = said("Rolf Ask", "said", '"A list exists,"', kind="direct")
    later = tell(text, exists, people=["Rolf Ask"], published="2031-05-04", doc="b")
    desk.add(later, "b", story=["a"])
    assert desk.claim("b:s1") == desk.claim("a:s1")
    desk.add(tell(text, exists, people=["Rolf Ask"], published="2031-05-04", doc="c"), "c", story=[])
    assert desk.claim("c:s1") != desk.claim("a:s1")


def test_gather_a_quotation_after_a_denial_goes_on_from_it() -> None:
    text = "Osk asked for the talks, an official said. Rolf Ask denied that Osk had asked."
    joins = Desk().add(
        tell(
            text + ' "The talks were not our idea," Ask said.',
            said("an official", "said", "Osk asked for the talks", unnamed=True),
            said("Rolf Ask", "denied", "that Osk had asked", "deny", at=len(text)),
            said("Ask", "said", '"The talks were not our idea,"', kind="direct"),
            people=["Rolf Ask"],
        ),
        "a",
    )
    by_id = {join.proposition.id: join for join in joins}
    assert by_id["s3"].claim == by_id["s2"].claim
    assert (by_id["s3"].kind, by_id["s3"].how) == ("denies", FOLLOWS)


def test_gather_what_another_party_holds_against_what_one_maintains_denies_it() -> None:
    text = "Torvia maintains that the boats were in its waters. Osk says the vessels had stayed in the channel."
    joins = Desk().add(
        tell(
            text,
            said("Torvia", "maintains", "that the boats were in its waters"),
            said("Osk", "says", "the vessels had stayed in the channel"),
        ),
        "a",
    )
    assert [join.kind for join in joins] == ["asserts", "denies"]
    assert len({join.claim for join in joins}) == 1


def test_gather_a_denial_of_a_wish_may_speak_of_what_is_still_ahead() -> None:
    desk = Desk()
    text = "Ina Torv accused Rolf Ask of trying to stop the visit that is to begin on 6 May."
    accused = said("Ina Torv", "accused", "Rolf Ask of trying to stop the visit that is to begin on 6 May", "accuse")
    desk.add(tell(text, accused, people=PEOPLE, doc="a"), "a")
    denied = said("Rolf Ask", "denied", "that he had wanted to stop the visit", "deny")
    desk.add(
        tell("Rolf Ask denied that he had wanted to stop the visit.", denied, people=PEOPLE, published="2031-05-05"),
        "b",
    )
    assert desk.claim("b:s1") == desk.claim("a:s1")


def test_gather_two_calls_of_the_same_people_on_two_days_are_two_claims() -> None:
    desk, _ = call()
    text = "Rolf Ask and Ina Torv spoke by telephone on 5 May, the palace said."
    again = said("the palace", "said", "Rolf Ask and Ina Torv spoke by telephone on 5 May", unnamed=True)
    desk.add(tell(text, again, people=PEOPLE, published="2031-05-06"), "b")
    assert desk.claim("b:s1") != desk.claim("a:s1")


def test_gather_words_without_a_name_are_one_claim_within_a_story_only() -> None:
    text = "Three patients are in critical condition, the clinic said."
    told = said("the clinic", "said", "Three patients are in critical condition", unnamed=True)
    desk = Desk()
    for doc in ("a", "b", "c"):
        desk.add(tell(text, told, doc=doc), doc, story=["a"] if doc == "b" else [])
    assert desk.claim("b:s1") == desk.claim("a:s1") != desk.claim("c:s1")


def test_gather_what_is_called_off_without_a_word_before_is_told_and_not_withdrawn() -> None:
    text = "Rolf Ask cancelled a speech in Osk on 2 May."
    (join,) = Desk().add(tell(text, people=["Rolf Ask"]), "a")
    assert join.kind == "asserts"


def test_compare_two_that_are_the_same_are_one_claim_in_a_small_record_too() -> None:
    def light(_: str) -> float:
        return 0.3

    ready = content(names=frozenset(("osk",)), terms=frozenset(("~ready", "~talk")))
    score, _ = compare(ready, ready, light)
    assert score == 1.0
    assert compare(ready, content(names=frozenset(("ber",)), terms=ready.terms), light)[0] < 1.0
    long = content(names=frozenset(), terms=frozenset(("wall", "metr")), numbers=frozenset(("4 metr",)))
    assert compare(long, long, light)[0] == 1.0


def test_gather_who_withdraws_a_denial_takes_back_his_own_stance() -> None:
    desk = Desk()
    text = "The Osk works denied that there was a crack in the eastern wall of the harbour."
    desk.add(tell(text, said("The Osk works", "denied", text[len("The Osk works denied ") : -1], "deny")), "a")
    text = "The Osk works withdrew its denial that there was a crack in the wall of the harbour."
    words = "that there was a crack in the wall of the harbour"
    (join,) = desk.add(tell(text, said("The Osk works", "withdrew its denial", words, "retract")), "b")
    assert (join.kind, join.to) == ("retracts", "a:s1")
