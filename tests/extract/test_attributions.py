"""Whole, consistent statements out of candidates made by hand. `words` of a text are counted from 0."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.extract.attributions import Draft, probability, to_statements
from onrecord.extract.attributions import settle as settle_words
from onrecord.inference.cues import Candidate
from onrecord.inference.roles import CONTENT, SOURCE
from onrecord.inference.session import Tuning
from onrecord.inference.tagging import Tagged
from onrecord.inference.windows import Words, split_words
from onrecord.records import Attribution, Spans
from onrecord.text.layout import find_layout
from tests.inference.tiny import make_tokenizer

TOKENIZER = make_tokenizer()
Parts = tuple[tuple[int, int], ...]


def candidate(cue: int, *content: tuple[int, int], source: Parts = (), score: float = 0.9) -> Candidate:
    parts = [Tagged(SOURCE, *part) for part in source] + [Tagged(CONTENT, *part) for part in content]
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    return Candidate(Tagged(1, cue, cue + 1), ordered, score, 1.0, 1.0)


def split(text: str) -> Words:
    return split_words(find_layout(text), TOKENIZER)


def settle(*candidates: Candidate, text: str = "no " * 40) -> list[Draft]:
    return settle_words(split(text), candidates)


def content(draft: Draft) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in draft.content]


def words_in(draft: Draft) -> set[int]:
    return {word for part in draft.content for word in range(part.start, part.end)}


def holds(outer: Draft, inner: Draft) -> bool:
    return words_in(inner) | {inner.candidate.cue.start} <= words_in(outer)


def assert_no_cycle(drafts: list[Draft]) -> None:
    for draft in drafts:
        parent, steps = draft.parent, 0
        while parent is not None:
            parent, steps = drafts[parent].parent, steps + 1
            assert steps <= len(drafts)


def state(text: str, *candidates: Candidate) -> tuple[Attribution, ...]:
    words = split(text)
    return to_statements(text, find_layout(text), words, settle_words(words, candidates), Tuning())


def cut(text: str, spans: Spans) -> list[str]:
    return [text[start:end] for start, end in spans]


def in_pairs(edges: list[int]) -> Parts:
    ordered = sorted(edges)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


pieces = st.lists(st.integers(0, 20), min_size=2, max_size=5, unique=True).map(in_pairs)
some_candidates = st.lists(
    st.builds(
        lambda cue, pieces, score: candidate(cue, *pieces, score=score), st.integers(0, 20), pieces, st.floats(0.1, 1)
    ),
    max_size=6,
)


# settling


def test_attributions_apart_are_all_kept() -> None:
    assert [content(d) for d in settle(candidate(1, (2, 5)), candidate(6, (7, 9)))] == [[(2, 5)], [(7, 9)]]


def test_attributions_without_content_are_left_out() -> None:
    assert settle(candidate(1, source=((0, 1),))) == []


def test_attributions_surer_one_keeps_the_words_that_two_claim() -> None:
    sure, unsure = settle(candidate(1, (2, 10), score=0.6), candidate(12, (8, 12), (13, 18), score=0.9))
    assert content(sure) == [(8, 12), (13, 18)]
    assert content(unsure) == [(2, 8)]


def test_attributions_that_share_most_of_their_content_with_a_surer_one_are_left_out() -> None:
    (kept,) = settle(candidate(1, (2, 10)), candidate(11, (3, 11), score=0.5))
    assert content(kept) == [(2, 10)]


def test_attributions_content_falls_in_pieces_around_the_words_of_a_surer_one() -> None:
    _, other = settle(candidate(20, (5, 7)), candidate(1, (2, 12), score=0.5))
    assert content(other) == [(2, 5), (7, 12)]


def test_attributions_inside_the_content_of_another_keep_their_words_and_hang_on_it() -> None:
    outer, inner = settle(candidate(1, (2, 12)), candidate(4, (5, 12), score=0.5))
    assert (outer.parent, inner.parent) == (None, 0)
    assert (content(outer), content(inner)) == ([(2, 12)], [(5, 12)])


def test_attributions_hang_on_a_less_sure_one_too() -> None:
    inner, outer = settle(candidate(1, (2, 12), score=0.5), candidate(4, (5, 12)))
    assert (inner.parent, outer.parent) == (1, None)


def test_attributions_parent_is_the_shortest_that_holds_them() -> None:
    drafts = settle(candidate(1, (2, 20)), candidate(4, (5, 20), score=0.8), candidate(7, (8, 20), score=0.7))
    assert [draft.parent for draft in drafts] == [None, 0, 1]


def test_attributions_whose_cue_alone_is_inside_another_are_rivals() -> None:
    drafts = settle(candidate(1, (2, 8)), candidate(5, (8, 12), score=0.5))
    assert [draft.parent for draft in drafts] == [None, None]


def test_attributions_are_never_their_own_ancestors() -> None:
    drafts = settle(candidate(3, (2, 10)), candidate(5, (2, 10), score=0.5))
    assert_no_cycle(drafts)


@given(some_candidates)
def test_attributions_of_any_candidates_are_never_their_own_ancestors(found: list[Candidate]) -> None:
    assert_no_cycle(settle(*found))


@given(some_candidates)
def test_attributions_share_no_words_where_no_content_holds_a_cue(found: list[Candidate]) -> None:
    beside = [replace(c, cue=Tagged(1, 30 + i, 31 + i)) for i, c in enumerate(found)]
    for a, b in itertools.combinations(settle(*beside), 2):
        assert not words_in(a) & words_in(b)


@given(some_candidates)
@example([candidate(0, (1, 3)), candidate(1, (0, 1), (2, 3)), candidate(2, (0, 2))])
def test_attributions_share_words_only_where_one_is_still_inside_the_other(found: list[Candidate]) -> None:
    drafts = settle(*found)
    for a, b in itertools.combinations(drafts, 2):
        assert holds(a, b) or holds(b, a) or not words_in(a) & words_in(b)


@given(some_candidates)
def test_attributions_settled_lose_words_but_gain_none(found: list[Candidate]) -> None:
    for draft in settle(*found):
        original = {w for p in draft.candidate.parts for w in range(p.start, p.end)}
        assert words_in(draft)
        assert words_in(draft) <= original
        assert draft.parent is None or holds(settle(*found)[draft.parent], draft)


# paragraphs


def test_attributions_sources_and_unquoted_content_stay_in_the_paragraph_of_the_cue() -> None:
    text = "no no\nosk said the ferry\nwas late"
    (draft,) = settle(candidate(3, (0, 2), (4, 6), (6, 8), source=((2, 3),)), text=text)
    assert content(draft) == [(4, 6)]
    assert draft.source == (Tagged(SOURCE, 2, 3),)


def test_attributions_quoted_content_may_lie_in_the_next_paragraph() -> None:
    (draft,) = settle(candidate(1, (3, 6)), text='osk said\n"the ferry was"')
    assert content(draft) == [(3, 6)]


def test_attributions_unquoted_paragraph_between_is_left_out_of_a_piece() -> None:
    text = 'osk said the ferry\nwas late\n"no no"'
    (draft,) = settle(candidate(1, (2, 9)), text=text)
    assert words_in(draft).isdisjoint({4, 5})


# two sources of the same words


def test_attributions_that_one_source_tells_and_another_told_it_share_their_words_and_hang_on_the_teller() -> None:
    wrote, citing = candidate(1, (6, 12), source=((0, 1),)), candidate(3, (6, 12), source=((4, 5),), score=0.7)
    drafts = settle(wrote, citing)
    assert [(d.candidate.cue.start, content(d), d.parent) for d in drafts] == [(1, [(6, 12)], None), (3, [(6, 12)], 0)]


def test_attributions_of_the_teller_and_the_cited_agree_on_the_surer_ones_words() -> None:
    wrote, citing = candidate(1, (6, 12), source=((0, 1),), score=0.7), candidate(3, (6, 13), source=((4, 5),))
    assert [(content(d), d.parent) for d in settle(wrote, citing)] == [([(6, 13)], 1), ([(6, 13)], None)]


def test_attributions_whose_names_stand_on_one_side_do_not_share_their_words() -> None:
    said, told = candidate(1, (6, 12), source=((0, 1),)), candidate(4, (6, 12), source=((3, 4),), score=0.7)
    assert len(settle(said, told)) == 1


# characters


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        pytest.param('osk said "no."', ((2, 5),), ['"no."'], id="words-and-marks"),
        pytest.param('osk said "no."', ((3, 4),), ['"no."'], id="widened-to-both-marks"),
        pytest.param("osk said “no.”", ((3, 4),), ["“no.”"], id="curly-marks"),
        pytest.param('osk said it was "late".', ((2, 6),), ['it was "late"'], id="marks-at-one-end"),
        pytest.param('osk said "the ferry was late"', ((3, 5),), ["the ferry"], id="first-words-of-a-quotation"),
        pytest.param('osk said "the ferry was late"', ((5, 7),), ["was late"], id="last-words-of-a-quotation"),
        pytest.param('osk said "no', ((3, 4),), ["no"], id="never-closed"),
        pytest.param('osk said no"', ((2, 3),), ["no"], id="never-opened"),
        pytest.param("osk said (no).", ((2, 6),), ["no"], id="other-marks-at-the-ends-are-left-out"),
        pytest.param("osk said no, no.", ((2, 5),), ["no, no"], id="marks-between-words"),
        pytest.param("osk said no, no.", ((2, 3), (4, 5)), ["no, no"], id="pieces-with-a-mark-between-are-one"),
        pytest.param("osk said no velt no.", ((2, 3), (4, 5)), ["no", "no"], id="pieces-with-a-word-between"),
        pytest.param('"no," osk said, "yes."', ((1, 2), (8, 9)), ['"no,"', '"yes."'], id="two-quotations"),
        pytest.param("osk said: no\nyes", ((3, 5),), ["no"], id="unquoted-up-to-its-paragraph"),
        pytest.param('osk said:\n"no\n"yes"', ((4, 7),), ["no", '"yes"'], id="quotation-of-two-paragraphs"),
    ],
)
def test_attributions_content_holds_both_marks_of_a_quotation_or_neither(
    text: str, parts: Parts, expected: list[str]
) -> None:
    cue = 1 if text.startswith("osk") else 5
    (statement,) = state(text, candidate(cue, *parts))
    assert cut(text, statement.content) == expected


def test_attributions_dash_and_the_stray_mark_of_speech_lie_outside() -> None:
    text = '- the ferry was late," said osk.'
    (statement,) = state(text, candidate(7, (1, 5), source=((8, 9),)))
    assert cut(text, statement.content) == ["the ferry was late"]
    assert cut(text, statement.source) == ["osk"]
    assert statement.kind == "direct"


@pytest.mark.parametrize(
    ("text", "parts", "kind"),
    [
        ("osk said the ferry was late", ((2, 6),), "indirect"),
        ('osk said "the ferry was late"', ((3, 7),), "direct"),
        ('osk said the ferry "was late"', ((2, 8),), "mixed"),
        ('osk said: "the ferry" was "late"', ((4, 10),), "mixed"),
        ('osk said "the ferry was late', ((3, 7),), "direct"),
        ("osk said ‘the ferry was late’", ((3, 7),), "indirect"),
    ],
)
def test_attributions_kind_is_how_much_is_quoted(text: str, parts: Parts, kind: str) -> None:
    (statement,) = state(text, candidate(1, *parts))
    assert statement.kind == kind


def test_attributions_are_numbered_in_the_order_of_the_text_outer_first() -> None:
    text = "osk said velt told no and renn denied it"
    found = state(text, candidate(7, (8, 9)), candidate(3, (4, 5), score=0.8), candidate(1, (2, 5), score=0.7))
    assert [(s.id, cut(text, s.cue), s.parent) for s in found] == [
        ("s1", ["said"], None),
        ("s2", ["told"], "s1"),
        ("s3", ["denied"], None),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('osk: "no"', candidate(1, (2, 5)), id="colon-as-cue"),
        pytest.param("osk said ...", candidate(1, (2, 5)), id="dots-as-content"),
    ],
)
def test_attributions_always_have_a_cue_and_content(text: str, found: Candidate) -> None:
    assert all(statement.cue and statement.content for statement in state(text, found))


@given(
    st.text(st.sampled_from('no osk "\n.,-“”'), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 30), pieces), max_size=4),
)
def test_attributions_spans_are_in_order_apart_and_inside_the_text(text: str, drawn: list[tuple[int, Parts]]) -> None:
    count = len(split(text))
    found = [candidate(cue, *(p for p in parts if p[1] <= count)) for cue, parts in drawn if cue < count]
    for statement in state(text, *found):
        for spans in (statement.source, statement.cue, statement.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)


# how sure


@given(st.floats(0, 1), st.floats(0, 1))
def test_attributions_probability_lies_between_0_and_1_and_grows_with_the_cue(a: float, b: float) -> None:
    low, high = sorted((a, b))
    scores = [probability(Draft(candidate(1, (2, 3), score=s), (), ()), Tuning()) for s in (low, high)]
    assert 0 < scores[0] <= scores[1] < 1


def test_attributions_probability_is_the_cue_score_without_other_calibration() -> None:
    assert probability(Draft(candidate(1, (2, 3), score=0.7), (), ()), Tuning()) == pytest.approx(0.7)


def test_attributions_probability_follows_the_calibration_of_the_weights() -> None:
    draft = Draft(candidate(1, (2, 3), score=0.7), (), ())
    assert probability(draft, Tuning(calibration=(-1.0, 1.0, 0.0, 0.0))) < 0.7
    assert probability(draft, Tuning(calibration=(0.0, 0.0, 0.0, 0.0))) == pytest.approx(0.5)
