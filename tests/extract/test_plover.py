"""The classifier of PLOVER roots reads the parties where they stand, and the same again each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.extract.plover import ROOTS, Weights, classify, classify_by_lexicon, find_features, load_weights, score
from onrecord.records import Span


def spans(text: str, name: str) -> list[Span]:
    start = text.index(name)
    return [Span(start, start + len(name))]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Osk accused Velt of sinking a ferry.", "ACCUSE"),
        ("Osk bombed Velt on Monday.", "ASSAULT"),
        ("Osk arrested two citizens of Velt.", "COERCE"),
        ("Osk rejected the offer of Velt.", "REJECT"),
        ("Osk held talks with Velt.", "CONSULT"),
    ],
)
def test_plover_plain_sentences_have_their_root(text: str, root: str) -> None:
    assert classify(text, spans(text, "Osk"), spans(text, "Velt")) == root
    assert classify_by_lexicon(text, spans(text, "Osk"), spans(text, "Velt")) == root


def test_plover_features_tell_the_order_of_the_parties() -> None:
    text = "Osk accused Velt."
    there = find_features(text, spans(text, "Osk"), spans(text, "Velt"))
    back = find_features(text, spans(text, "Velt"), spans(text, "Osk"))
    assert "order=ST" in there - back
    assert "order=TS" in back - there


def test_plover_features_tell_what_the_lexicon_would_choose() -> None:
    text = "Osk accused Velt of sinking a ferry, and talks were held."
    found = find_features(text, spans(text, "Osk"), spans(text, "Velt"))
    assert [name for name in found if name.startswith("pick=")] == ["pick=ACCUSE"]


def test_plover_a_text_without_parties_or_words_has_a_root_all_the_same() -> None:
    assert classify("", [], []) in ROOTS
    assert classify_by_lexicon("", [], []) is None


def test_plover_unknown_features_count_for_nothing() -> None:
    weights = Weights({"a": 0}, np.ones((1, 15), np.float32), np.zeros(15, np.float32))
    assert score({"a", "b"}, weights).tolist() == [1] * 15


def test_plover_weights_that_ship_are_plain_arrays() -> None:
    weights = load_weights()
    assert weights.table.shape == (len(weights.column), len(ROOTS))
    assert Path(find_features.__code__.co_filename).parent.joinpath("lexicon", "plover.npz").stat().st_size < 1_000_000
