from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.stories import find_similar, find_stories, find_subject, similarity
from tests.resolve.accounts import FERRY, FERRY_TOLD_AGAIN, make_article

OTHER = """The parliament of Tovren voted for a new budget after a debate of eleven hours, and the finance minister
Halda Mirsk resigned because the opposition had refused the tax on salt that she had proposed in the spring."""


def test_stories_two_reports_of_one_matter_are_together_and_another_is_apart() -> None:
    subjects = [find_subject(make_article(text)) for text in (FERRY, OTHER, FERRY_TOLD_AGAIN)]
    assert find_stories(subjects) == [[0, 2], [1]]


def test_stories_a_text_without_words_is_a_story_of_its_own() -> None:
    subjects = [find_subject(make_article(text)) for text in ("...", "", FERRY)]
    assert find_stories(subjects) == [[0], [1], [2]]


def test_stories_a_year_between_two_articles_counts_against_them() -> None:
    first = find_subject(make_article(FERRY, published="2026-03-04"))
    soon = find_subject(make_article(FERRY_TOLD_AGAIN, published="2026-03-05"))
    late = find_subject(make_article(FERRY_TOLD_AGAIN, published="2027-03-05"))
    assert similarity(first, soon) > similarity(first, late) > 0.5 * similarity(first, soon)


@given(st.permutations([FERRY, OTHER, FERRY_TOLD_AGAIN, OTHER + " The vote was secret."]))
def test_stories_the_order_of_articles_does_not_change_who_is_together(texts: list[str]) -> None:
    groups = find_stories([find_subject(make_article(text)) for text in texts])
    together = {frozenset(texts[i] for i in group) for group in groups}
    assert together == {frozenset((FERRY, FERRY_TOLD_AGAIN)), frozenset((OTHER, OTHER + " The vote was secret."))}


def test_stories_similarity_is_the_same_both_ways_and_at_most_one() -> None:
    subjects = [find_subject(make_article(text)) for text in (FERRY, FERRY, OTHER)]
    assert abs(find_similar(subjects)[0, 1] - 1) < 1e-9
    assert similarity(subjects[0], subjects[2]) == similarity(subjects[2], subjects[0])


def test_stories_weights_are_the_same_in_another_process() -> None:
    code = "from onrecord.resolve.words import bucket, weight; print(bucket('ferry'), weight('ferry'))"
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1
