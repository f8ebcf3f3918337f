"""Who asked for a talk, "the first since", what is denied by who is said to have said it, and measures."""

from __future__ import annotations

from onrecord.records import Extraction
from onrecord.resolve.discrepancies import Discrepancy, Reading, compare, compare_within, read_article
from onrecord.resolve.measures import find_apart
from tests.resolve.build import Said, said, tell

ASKED = """The call took place at the request of Hesk, Orin Vale said.

"The call came from Tovren," Ina Torv said."""
BY_HESK = said("Orin Vale", "said", "The call took place at the request of Hesk")
BY_TOVREN = said("Ina Torv", "said", '"The call came from Tovren,"')
PEOPLE = ("Orin Vale", "Ina Torv", "Rolf Ask")


def read(text: str, *statements: Said, day: str = "2031-05-03", outlet: str = "The Gazette") -> Reading:
    told: Extraction = tell(text, *statements, people=PEOPLE, published=day, outlet=outlet)
    return read_article(told.article, told.statements, told.timexes)


def words(reading: Reading, found: Discrepancy, side: str) -> str:
    return reading.article.text[slice(*getattr(found, side).span)]


def kinds(a: Reading, b: Reading) -> list[str]:
    return [found.kind for found in compare(a, b)]


def test_two_speakers_of_one_article_name_two_who_asked() -> None:
    reading = read(ASKED, BY_HESK, BY_TOVREN)
    (found,) = compare_within(reading)
    assert found.kind == "participants"
    assert "request of Hesk" in words(reading, found, "a")
    assert "came from Tovren" in words(reading, found, "b")


def test_one_speaker_or_one_name_is_no_second_account() -> None:
    again = 'The call took place at the request of Hesk, Orin Vale said.\n\n"Hesk requested the call," Ina Torv said.'
    same = said("Ina Torv", "said", '"Hesk requested the call,"')
    assert compare_within(read(again, BY_HESK, same)) == ()
    by_himself = said("Orin Vale", "said", '"The call came from Tovren,"')
    assert compare_within(read(ASKED.replace("Ina Torv", "Orin Vale"), BY_HESK, by_himself)) == ()


def test_a_denial_or_a_question_names_nobody_who_asked() -> None:
    text = (
        "The call took place at the request of Hesk, Orin Vale said.\n\nShe denied that Tovren had asked for the call."
    )
    assert compare_within(read(text, BY_HESK)) == ()


def test_two_articles_that_know_both_names_part_over_who_asked() -> None:
    one = read("The talks in Tovren were held at the request of Hesk.")
    other = read("The talks with Hesk were held at the initiative of Tovren.")
    assert "participants" in kinds(one, other)


def test_a_seat_that_the_other_article_does_not_know_may_be_the_same_side() -> None:
    one = read("The talks were held at the request of Hesk.")
    other = read("The talks with the ferry men were held at the initiative of Tovren.")
    assert kinds(one, other) == []


FIRST = (
    "Rolf Ask and Ina Torv sat in one room. It was the first meeting between officials of the two states since 2024."
)
MET = "Rolf Ask and Ina Torv met in Sund on {}, and parted without a word."


def test_a_meeting_in_between_is_against_the_first_since() -> None:
    first, met = read(FIRST), read(MET.format("12 March 2031"))
    (found,) = compare(first, met)
    assert found.kind == "first-since"
    assert words(first, found, "a").endswith("since 2024")
    assert kinds(met, first) == ["first-since"]


def test_a_meeting_before_the_year_or_just_now_is_not_against_it() -> None:
    for day in ("12 March 2024", "2 May 2031"):
        assert kinds(read(FIRST), read(MET.format(day))) == []


def test_a_meeting_of_others_or_one_that_did_not_happen_is_not_against_it() -> None:
    others = "Bram Holt and Pia Lund met in Sund on 12 March 2031."
    never = "Rolf Ask and Ina Torv never met in Sund on 12 March 2031."
    assert [kinds(read(FIRST), read(text)) for text in (others, never)] == [[], []]


def test_officials_who_met_are_not_against_the_first_meeting_of_the_leaders() -> None:
    leaders = FIRST.replace("officials", "leaders")
    assert kinds(read(leaders), read(MET.format("12 March 2031"))) == []


PROMISED = "Rolf Ask promised that the families of Sund would get the money in June."
DENIED = "Rolf Ask denied that he had promised money to the families."


def test_who_denies_a_promise_that_was_told_of_him_takes_it_back() -> None:
    told = said("Rolf Ask", "promised", "that the families of Sund would get the money in June", "promise")
    denial = said("Rolf Ask", "denied", "that he had promised money to the families", "deny")
    one, other = read(PROMISED, told), read(DENIED, denial, day="2031-05-06")
    (found,) = compare(one, other)
    assert (found.kind, found.relation) == ("taken-back", "conflict")
    assert words(other, found, "b") == "that he had promised money to the families"


def test_another_person_or_another_matter_takes_nothing_back() -> None:
    told = said("Rolf Ask", "promised", "that the families of Sund would get the money in June", "promise")
    by_other = said("Ina Torv", "denied", "that she had promised money to the families", "deny")
    of_other = said("Rolf Ask", "denied", "that he had promised to resign", "deny")
    texts = (
        (DENIED.replace("Rolf Ask", "Ina Torv").replace("he had", "she had"), by_other),
        ("Rolf Ask denied that he had promised to resign.", of_other),
    )
    assert [kinds(read(PROMISED, told), read(text, s)) for text, s in texts] == [[], []]


def test_one_thing_measured_in_two_ways_is_a_conflict_unless_rounded() -> None:
    one = read("The crack in the wall was 14 metres long, Rolf Ask said.")
    other = read("By noon the crack had a length of 41 metres and nobody worked.")
    assert kinds(one, other) == ["number"]
    others = ("crack had a length of 15", "ditch had a length of 41", "crack had a depth of 41")
    texts = [read(f"By noon the {words} metres and nobody worked.") for words in others]
    assert [list(find_apart(one.told.measures, text.told.measures)) for text in texts] == [[], [], []]


def test_two_days_on_which_one_heard_of_a_thing_are_two_accounts() -> None:
    one = read('"I heard of the leak from a neighbour on Monday," Rolf Ask said.', HEARD_ON_MONDAY, day="2031-05-06")
    late = "Rolf Ask said he had been told of a leak in the tank on 11 April."
    other = read(late, said("Rolf Ask", "said", "he had been told of a leak in the tank on 11 April"), day="2031-05-09")
    (found,) = compare(one, other)
    assert found.kind == "date"
    assert words(other, found, "b").startswith("he had been told")


def test_who_heard_of_something_else_or_on_the_same_day_gives_one_account() -> None:
    one = read('"I heard of the leak from a neighbour on Monday," Rolf Ask said.', HEARD_ON_MONDAY, day="2031-05-06")
    for words_said in ("he had been told of the fire on 11 April", "he had been informed of the leak on 5 May"):
        other = read(f"Rolf Ask said {words_said}.", said("Rolf Ask", "said", words_said), day="2031-05-09")
        assert kinds(one, other) == []


HEARD_ON_MONDAY = said("Rolf Ask", "said", '"I heard of the leak from a neighbour on Monday,"')


def test_two_who_give_two_numbers_of_one_thing_in_one_article_part() -> None:
    text = "Nine barges sank in the harbour, Orin Vale said. The pilots' chief, Ina Torv, said the number was twelve."
    nine = said("Orin Vale", "said", "Nine barges sank in the harbour")
    (found,) = compare_within(read(text, nine, said("Ina Torv", "said", "the number was twelve")))
    assert found.kind == "number"


def test_a_number_of_before_or_of_the_same_speaker_parts_nobody() -> None:
    nine = said("Orin Vale", "said", "Nine barges sank in the harbour")
    for text in (
        "Nine barges sank in the harbour, Orin Vale said. Ina Torv said the number was twelve last year.",
        "Nine barges sank in the harbour, Orin Vale said. Ina Torv said the number was nine.",
    ):
        again = said("Ina Torv", "said", text.partition("Torv said ")[2].rstrip("."))
        assert compare_within(read(text, nine, again)) == ()
    text = "Nine barges sank in the harbour, Orin Vale said. He said the number was twelve."
    assert compare_within(read(text, nine, said("Orin Vale", "said", "the number was twelve"))) == ()


def test_one_who_gives_two_measures_is_named() -> None:
    long = "The leak is 41 metres long, and every bucket in the house stands below it"
    one = read(f"{long}, Ina Torv said. The ferry was late. Nobody swam.", said("Ina Torv", "said", long))
    length = "The leak in the northern wall has a length of 14 metres, Ina Torv said. Two plumbers came. They ate."
    other = read(length, said("Ina Torv", "said", "The leak in the northern wall has a length of 14 metres"))
    assert [found.why.partition(":")[0] for found in compare(one, other) if found.kind == "number"] == ["Ina Torv"]
