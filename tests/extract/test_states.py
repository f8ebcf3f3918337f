"""The names of one state."""

from __future__ import annotations

import pytest

from onrecord.extract.states import _rows, name_words, state_of, states_called, usual_name


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Kingdom of Norway", ("norway",)),
        ("the Republic of Côte d'Ivoire", ("ivory", "coast")),
        ("U.K.", ("united", "kingdom")),
        ("United States of America", ("united", "states")),
        ("Norway", ("norway",)),
    ],
)
def test_states_have_one_usual_name(name: str, usual: tuple[str, ...]) -> None:
    assert state_of(name_words(name.removeprefix("the "))) == usual


def test_states_no_two_have_a_name_in_common() -> None:
    names = [name for usual, others in _rows() for name in {usual, *others}]
    assert len(names) == len(set(names))


def test_states_a_form_alone_may_be_several() -> None:
    assert ("mauritania",) in states_called(("islamic", "republic"))
    assert len(states_called(("islamic", "republic"))) > 1
    assert not states_called(("republic",))
    assert state_of(("islamic", "republic")) is None


def test_states_a_land_is_called_without_the_word_for_its_sort() -> None:
    assert usual_name(("osk", "peninsula")) == ("osk",)
    assert usual_name(("osk", "city")) == ("osk", "city")
    assert usual_name(("peninsula",)) == ("peninsula",)
