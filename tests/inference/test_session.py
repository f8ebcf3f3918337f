"""From windows of texts to scored candidates, with a model whose scores are written down."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.inference.cues import INNER, OUTER, Candidate
from onrecord.inference.roles import CONTENT, DISTANCE_BOUNDS, REACH, SOURCE, bucket_distances
from onrecord.inference.session import Model, Reading, Tuning, read_texts
from onrecord.inference.tagging import Tagged
from onrecord.inference.windows import split_words
from onrecord.text.layout import find_layout
from tests.inference.tiny import Rule, make_model

SAID = Rule(source="osk velt", content="the ferry was late")


def read(model: Model, *texts: str) -> list[Reading]:
    return read_texts(model, [split_words(find_layout(text), model.tokenizer) for text in texts])


def candidates(model: Model, *texts: str) -> list[tuple[int, Candidate]]:
    """The candidates of the texts, each with the number of its text."""
    return [(number, c) for number, reading in enumerate(read(model, *texts)) for c in reading.candidates]


def test_session_cue_is_found_with_the_roles_around_it() -> None:
    ((number, found),) = candidates(make_model(said=SAID), "osk said the ferry was late .")
    assert number == 0
    assert found.cue == Tagged(1, 1, 2)
    assert found.parts == (Tagged(SOURCE, 0, 1), Tagged(CONTENT, 2, 6))
    assert min(found.cue_score, found.source_score, found.content_score) > 0.99


def test_session_content_may_be_in_pieces() -> None:
    ((_, found),) = candidates(make_model(said=SAID), "the ferry said osk was late")
    assert found.parts == (Tagged(CONTENT, 0, 2), Tagged(SOURCE, 3, 4), Tagged(CONTENT, 4, 6))


def test_session_content_may_go_on_in_the_paragraphs_that_follow() -> None:
    text = "osk said the ferry was late .\n" + "the ferry was late\n" * 10 + "no\n" * 40
    ((_, found),) = candidates(make_model(said=Rule(source="osk", content="the ferry was late .")), text)
    assert found.parts == (Tagged(SOURCE, 0, 1), Tagged(CONTENT, 2, 47))


def test_session_roles_are_not_found_further_from_the_cue_than_they_reach() -> None:
    text = "osk said the " + "ferry " * 150
    ((_, found),) = candidates(make_model(said=Rule(content="the ferry")), text)
    assert found.parts == (Tagged(CONTENT, 2, 2 + REACH),)


def test_session_of_several_sources_one_is_kept() -> None:
    ((_, found),) = candidates(make_model(said=SAID), "osk said the ferry was late velt")
    assert found.parts == (Tagged(SOURCE, 0, 1), Tagged(CONTENT, 2, 6))


def test_session_each_cue_has_its_own_roles() -> None:
    model = make_model(said=SAID, denied=Rule(source="renn", content="it"))
    found = [c for _, c in candidates(model, "osk said the ferry was late and renn denied it")]
    assert [c.parts for c in found] == [
        (Tagged(SOURCE, 0, 1), Tagged(CONTENT, 2, 6)),
        (Tagged(SOURCE, 7, 8), Tagged(CONTENT, 9, 10)),
    ]


def test_session_score_of_a_source_that_is_not_there_is_one() -> None:
    ((_, found),) = candidates(make_model(said=Rule(content="the ferry was late")), "osk said the ferry was late")
    assert found.source_score == 1.0


@pytest.mark.parametrize(("lenience", "number"), [(0.0, 0), (1.0, 0), (3.0, 1)])
def test_session_lenience_finds_less_sure_cues(lenience: float, number: int) -> None:
    found = candidates(make_model(Tuning(lenience), said=Rule(content="no", score=-2.0)), "osk said no")
    assert len(found) == number
    assert all(c.cue_score < 0.5 for _, c in found)


def test_session_lenience_does_not_change_scores() -> None:
    models = [make_model(Tuning(lenience), said=Rule(content="no", score=2.0)) for lenience in (0.0, 1.5)]
    scores = [candidates(model, "osk said no")[0][1].cue_score for model in models]
    assert scores[0] == scores[1] == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-3)


def test_session_cue_is_found_once_though_two_windows_see_it() -> None:
    text = "osk said the ferry was late . " * 200
    found = candidates(make_model(said=SAID), text)
    assert sorted(c.cue.start for _, c in found) == [7 * i + 1 for i in range(200)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["osk said no", "no", "velt said the ferry was late . ", ""]), max_size=6), st.data())
def test_session_texts_read_together_give_what_each_gives_alone(texts: list[str], data: st.DataObject) -> None:
    model = make_model(said=Rule(source="osk velt", content="the ferry was late no"))
    times = [data.draw(st.sampled_from([1, 3, 60])) for _ in texts]
    long = [text * n for text, n in zip(texts, times, strict=True)]

    def key(found: list[tuple[int, Candidate]]) -> list[tuple[int, Tagged, tuple[Tagged, ...], float]]:
        return sorted((n, c.cue, c.parts, round(c.content_score, 3)) for n, c in found)

    alone = [(i, candidate) for i, text in enumerate(long) for _, candidate in candidates(model, text)]
    assert key(candidates(model, *long)) == key(alone)


def test_session_windows_are_read_one_at_a_time() -> None:
    model = make_model(said=SAID)
    candidates(model, "osk said the ferry was late . " * 300)
    assert len(model.encoder.batches) > 1
    assert all(rows == 1 for rows, _ in model.encoder.batches)


def test_session_name_is_found_with_its_kind_and_how_sure_it_is() -> None:
    (reading,) = read(make_model(names={"osk": 1, "harbour": 3}), "osk said the harbour was open")
    assert [name.span for name in reading.names] == [Tagged(1, 0, 1), Tagged(3, 3, 4)]
    assert all(name.score > 0.9 for name in reading.names)


def test_session_name_is_found_once_though_two_windows_see_it() -> None:
    (reading,) = read(make_model(names={"osk": 1}), "osk said the ferry was late . " * 200)
    assert [name.span.start for name in reading.names] == [7 * i for i in range(200)]


def test_session_weights_without_a_head_for_names_give_none() -> None:
    (reading,) = read(make_model(said=SAID), "osk said the ferry was late")
    assert reading.names == ()


def test_session_no_windows_give_no_candidates() -> None:
    assert candidates(make_model(said=SAID), "", " \n") == []


@given(st.integers(0, 30), st.integers(0, 5), st.integers(1, 300))
def test_session_distances_are_counted_in_words_from_the_nearest_of_the_cue(first: int, more: int, words: int) -> None:
    found = bucket_distances(np.array([[first, first + more]]), np.arange(words)[None])[0]
    for i, bucket in enumerate(found.tolist()):
        gap = i - first if i < first else max(0, i - first - more)
        inside = len(DISTANCE_BOUNDS) + 1
        assert bucket == (sum(bound <= gap for bound in DISTANCE_BOUNDS) if gap else inside)


def test_session_a_faint_cue_is_taken_where_its_content_holds_an_inner_cue_that_stands_alone() -> None:
    faint = Rule(source="osk", content="no denied yes", score=-1.0)
    inner = Rule(content="yes", inner=True)
    alone = candidates(make_model(said=faint), "osk said no no yes")
    held = candidates(make_model(said=faint, denied=inner), "osk said no denied yes")
    elsewhere = candidates(make_model(said=Rule(content="no", score=-1.0), denied=inner), "osk said no. denied yes")
    assert (len(alone), len(held), len(elsewhere)) == (0, 2, 1)
    assert {found.cue.kind for _, found in held} == {OUTER, INNER}
