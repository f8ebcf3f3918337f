"""The words of a text and the windows that share them out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.inference.windows import (
    CONTEXT_PIECES,
    FEATURES,
    MAX_PIECES,
    Window,
    Words,
    find_windows,
    split_words,
    stack,
)
from onrecord.text.layout import find_layout
from tests.inference.tiny import FIRST_SPECIAL, LAST_SPECIAL

ODD = ["a\u0301", "😀", "👩\u200d👧", "漢字", "한국", "שלום", "مرحبا", "\u202eabc", *"\x01\x1f\x7f½ﬁİß"]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60) | st.lists(
    st.sampled_from([*ODD, "said", "Osk", " ", " ", "\n", '"', ",", ".", "-", "tolls"]), max_size=30
).map("".join)
MANY = ["said ", "ferries, ", "unbelievably ", "late.\n", "漢字", '"no" ', "x" * 99 + " ", "z" * 150 + " "]
long_texts = st.lists(
    st.sampled_from(MANY),
    min_size=1,
    max_size=60,
).map(lambda parts: "".join(parts * 4))


def split(text: str, tokenizer: Tokenizer) -> Words:
    return split_words(find_layout(text), tokenizer)


def words_of(text: str, tokenizer: Tokenizer) -> list[str]:
    words = split(text, tokenizer)
    return [text[a:b] for a, b in zip(words.start.tolist(), words.end.tolist(), strict=True)]


@given(text=texts)
@example(text="")
@example(text="\x1f")
@example(text="\u0301")
def test_windows_words_are_in_order_and_hold_every_letter(tokenizer: Tokenizer, text: str) -> None:
    words = split(text, tokenizer)
    pairs = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in pairs)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(pairs))
    inside = {i for start, end in pairs for i in range(start, end)}
    assert tokenizer.normalizer is not None
    kept = [i for i, c in enumerate(text) if c.isalnum() and tokenizer.normalizer.normalize_str(c).strip()]
    assert inside.issuperset(kept)


@given(text=texts)
def test_windows_words_lie_in_the_paragraph_of_their_number(tokenizer: Tokenizer, text: str) -> None:
    layout = find_layout(text)
    words = split_words(layout, tokenizer)
    for start, end, number in zip(words.start, words.end, words.paragraph, strict=True):
        assert layout.paragraphs[number].start <= start
        assert end <= layout.paragraphs[number].end


@given(text=texts)
def test_windows_first_word_of_each_paragraph_alone_starts_one(tokenizer: Tokenizer, text: str) -> None:
    words = split(text, tokenizer)
    starts = np.flatnonzero(words.features[:, 1]).tolist()
    assert starts == [i for i in range(len(words)) if i == 0 or words.paragraph[i] != words.paragraph[i - 1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferries weren't late.", ["The", "ferries", "weren", "'", "t", "late", "."]),
        ("Re\u0301ne \u201cNo\u201d", ["Re\u0301ne", "\u201c", "No", "\u201d"]),
        ("Rene\u0301 left", ["Rene\u0301", "left"]),
        ("漢字 ok", ["漢", "字", "ok"]),
        ("\U0001f600 ok", ["\U0001f600", "ok"]),
        ("a\u00a0b", ["a", "b"]),
    ],
)
def test_windows_words_have_the_characters_of_the_text(tokenizer: Tokenizer, text: str, expected: list[str]) -> None:
    assert words_of(text, tokenizer) == expected


def test_windows_features_tell_case_paragraph_and_quotation(tokenizer: Tokenizer) -> None:
    words = split('The "ferry NATO\n2nd" Osk', tokenizer)
    assert [tuple(row) for row in words.features.tolist()] == [
        (1, 1, 0),  # The
        (0, 0, 1),  # "
        (0, 0, 1),  # ferry
        (2, 0, 1),  # NATO
        (0, 1, 0),  # 2nd: small letters, whatever it begins with
        (0, 0, 0),  # "
        (1, 0, 0),  # Osk
    ]
    assert words.is_word.tolist() == [True, False, True, True, True, False, True]


@given(text=long_texts)
@example(text="said " * 2000)
@example(text="漢字" * 900)
def test_windows_own_every_word_once_and_are_not_too_long(tokenizer: Tokenizer, text: str) -> None:
    words = split(text, tokenizer)
    windows = find_windows(words)
    owned = [i for w in windows for i in range(w.own_start, w.own_end)]
    assert owned == list(range(len(words)))
    for w in windows:
        assert 0 <= w.start <= w.own_start < w.own_end <= w.end <= len(words)
        assert words.first[w.end] - words.first[w.start] <= MAX_PIECES
        assert words.first[w.own_start] - words.first[w.start] <= CONTEXT_PIECES
        assert words.first[w.end] - words.first[w.own_end] <= CONTEXT_PIECES


@given(text=long_texts, budgets=st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_windows_own_every_word_once_for_any_budget(tokenizer: Tokenizer, text: str, budgets: list[int]) -> None:
    words = split(text, tokenizer)
    windows = find_windows(words, itertools.cycle(budgets).__next__)
    assert [i for w in windows for i in range(w.own_start, w.own_end)] == list(range(len(words)))


def test_windows_end_with_a_paragraph_where_one_ends_in_their_second_half(tokenizer: Tokenizer) -> None:
    words = split(("said " * 100 + "\n") * 6, tokenizer)
    assert [w.own_end for w in find_windows(words)] == [200, 400, 600]


def test_windows_see_nothing_past_the_end_of_a_paragraph(tokenizer: Tokenizer) -> None:
    words = split(("said " * 100 + "\n") * 6, tokenizer)
    assert all((w.start, w.end) == (w.own_start, w.own_end) for w in find_windows(words))


def test_windows_see_some_words_past_a_cut_inside_a_paragraph(tokenizer: Tokenizer) -> None:
    first, second = find_windows(split("said " * 300, tokenizer))
    assert (first.start, first.end - first.own_end) == (0, CONTEXT_PIECES)
    assert (second.own_start - second.start, second.end) == (CONTEXT_PIECES, 300)


def test_windows_of_a_text_without_words_are_none(tokenizer: Tokenizer) -> None:
    assert find_windows(split(" \n", tokenizer)) == []


@given(parts=st.lists(st.integers(1, 12), min_size=1, max_size=4))
def test_windows_batches_are_padded_on_the_right(tokenizer: Tokenizer, parts: list[int]) -> None:
    words = split("Osk said the ferries were unbelievably late \n", tokenizer)
    windows = [(words, Window(0, 0, min(n, len(words)), min(n, len(words)))) for n in parts]
    batch = stack(windows, FIRST_SPECIAL, LAST_SPECIAL)
    assert batch.ids.shape == batch.mask.shape
    assert batch.features.shape == (*batch.ids.shape, FEATURES)
    for i, (_, w) in enumerate(windows):
        pieces = int(words.first[w.end])
        assert batch.mask[i].tolist() == [1] * (pieces + 2) + [0] * (batch.mask.shape[1] - pieces - 2)
        assert batch.ids[i, : pieces + 2].tolist() == [FIRST_SPECIAL, *words.ids[:pieces].tolist(), LAST_SPECIAL]
        assert not batch.ids[i, pieces + 2 :].any()
        assert not batch.features[i, [0, *range(pieces + 1, batch.ids.shape[1])]].any()
        assert batch.first[i, : w.end].tolist() == (words.first[: w.end] + 1).tolist()
        assert not batch.first[i, w.end :].any()


def test_windows_batch_gives_every_piece_the_features_of_its_word(tokenizer: Tokenizer) -> None:
    words = split("said FERRYS", tokenizer)
    batch = stack([(words, Window(0, 0, 2, 2))], FIRST_SPECIAL, LAST_SPECIAL)
    counts = np.diff(words.first).tolist()
    assert batch.features[0, :, 0].tolist() == [0, *[0] * counts[0], *[2] * counts[1], 0]


def test_windows_batch_counts_from_the_start_of_a_window_inside_its_text(tokenizer: Tokenizer) -> None:
    words = split("unbelievably said late", tokenizer)
    batch = stack([(words, Window(1, 1, 3, 3))], FIRST_SPECIAL, LAST_SPECIAL)
    assert batch.first[0].tolist() == [1, 2]
    assert batch.ids[0].tolist() == [FIRST_SPECIAL, *words.ids[words.first[1] :].tolist(), LAST_SPECIAL]
