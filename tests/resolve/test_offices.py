"""Offices of people, with the words."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.records import Article, Entity, Extraction, Mention, Span
from onrecord.resolve.offices import find_offices, office_key


def read(text: str, *named: tuple[str, str]) -> Extraction:
    """Every occurrence of the names is a mention."""
    entities, mentions = [], []
    for i, (name, label) in enumerate(named, 1):
        entities.append(Entity(f"e{i}", name, label, (name,)))  # type: ignore[arg-type]
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(name)), f"e{i}"))
            at = text.find(name, at + 1)
    mentions.sort(key=lambda m: m.span)
    article = Article("a", text, hashlib.sha256(text.encode()).hexdigest())
    return Extraction(article, (), tuple(mentions), tuple(entities))


@pytest.mark.parametrize(
    ("text", "relation", "office", "body"),
    [
        ("Foreign Minister Ann Lee said no.", "office", "Foreign Minister", None),
        ("Yesterday the president of Ketter, Ann Lee, left.", "head of", "president of Ketter", "e2"),
        ("Ann Lee, a spokeswoman for Ketter, said no.", "speaks for", "spokeswoman for Ketter", "e2"),
        ("It was Ann Lee, the former mayor of Ketter, who left.", "formerly", "former mayor of Ketter", "e2"),
        ("In Kosva, Ketter Prime Minister Ann Lee said no.", "head of", "Ketter Prime Minister", "e2"),
        ("The deputy director Ann Lee said no.", "office", "deputy director", None),
    ],
)
def test_offices_are_read_beside_a_name(text: str, relation: str, office: str, body: str | None) -> None:
    (found,) = find_offices(read(text, ("Ann Lee", "person"), ("Ketter", "place")))
    assert (found.relation, found.office, found.body) == (relation, office, body)
    words = text[found.span.start : found.span.end]
    assert office in words
    assert "Ann Lee" in words


@pytest.mark.parametrize(
    "text",
    [
        "The minister met Ann Lee.",
        "Mr. Ann Lee said no.",
        "Ann Lee, who met the minister, left.",
        "Ann Lee, her mother, left.",
        "Ann Lee said the president was late.",
        "The president's friend Ann Lee left.",
        "The press secretary of the Ketter president Ann Lee left.",
    ],
)
def test_offices_of_others_are_not_given_to_a_person(text: str) -> None:
    assert find_offices(read(text, ("Ann Lee", "person"))) == ()


def test_offices_told_twice_in_the_same_words_are_given_once() -> None:
    text = "Mayor Ann Lee said no. Mayor Ann Lee left."
    assert len(find_offices(read(text, ("Ann Lee", "person")))) == 1


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Osmian Prime Minister", "prime minister"),
        ("prime minister of Osmia", "prime minister"),
        ("foreign minister", "foreign minister"),
        ("spokeswoman for Ketter", ""),
        ("Ketter", ""),
    ],
)
def test_offices_of_one_holder_are_told_without_their_country(words: str, key: str) -> None:
    assert office_key(words) == key
