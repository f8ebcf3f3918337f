"""Sources without a name: their type, and why the name is kept back."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.records import Article, Attribution, Entity, Extraction, Label, Span, Speaker
from onrecord.resolve.unnamed import find_unnamed, type_of


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("a senior Ketter official", "official"),
        ("the authorities", "official"),
        ("a diplomat", "official"),
        ("prosecutors", "official"),
        ("a person familiar with the talks", "person familiar"),
        ("two people briefed on the plan", "person familiar"),
        ("an official close to the president", "person familiar"),
        ("a source in the ministry", "person familiar"),
        ("a lawyer", "person familiar"),
        ("local media", "media"),
        ("the newspaper", "media"),
        ("reports in the media", "media"),
        ("a letter", "document"),
        ("the ministry's statement", "document"),
        ("a news report", "document"),
        ("experts", "group"),
        ("both sides", "group"),
        ("companies", "group"),
        ("residents", "public"),
        ("a witness", "public"),
        ("many", "public"),
    ],
)
def test_unnamed_sources_are_typed(words: str, sort: str) -> None:
    assert type_of(words) == sort


def read(text: str, name: str, label: Label = "unnamed") -> Extraction:
    start = text.index(name)
    source, cue = Span(start, start + len(name)), Span(text.index("said"), text.index("said") + 4)
    statement = Attribution("s1", (source,), (cue,), (Span(0, 3),), speaker=Speaker("e1", name))
    article = Article("a", text, hashlib.sha256(text.encode()).hexdigest())
    return Extraction(article, (statement,), (), (Entity("e1", name, label, (name,)),))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Yes, an official said, speaking on condition of anonymity because the talks are secret. Rain fell.",
            "because the talks are secret",
        ),
        ("Yes, an official said, who asked not to be named, citing her job.", "citing her job"),
        (
            "Yes, an official said. He was not authorised to speak publicly.",
            "",
        ),
        (
            "Yes, an official who was not authorized to speak publicly said.",
            "not authorized to speak publicly said",
        ),
        ("Yes, an official said on condition of anonymity.", "condition of anonymity"),
        ("Yes, an official said because it rained.", ""),
    ],
)
def test_unnamed_sources_have_the_reason_that_their_sentence_gives(text: str, reason: str) -> None:
    (found,) = find_unnamed(read(text, "official"))
    assert (text[slice(*found.reason)] if found.reason else "") == reason
    assert (found.type, found.statements) == ("official", 1)


def test_unnamed_who_has_a_name_is_not_listed() -> None:
    assert find_unnamed(read("Yes, Ann Lee said.", "Ann Lee", "person")) == ()
