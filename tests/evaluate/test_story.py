from __future__ import annotations

import pytest

from evaluate import story
from evaluate.lines import Row, read_json
from evaluate.story import find_words, is_same, locate, score_reports, show, total
from onrecord.errors import InputError
from onrecord.records import Article, Span

FRONT = "---\noutlet: The call\n---\n"
TEXT = FRONT + "A call\n\nRolf Ask confirmed the call. Ina  Torv denied\nthe call. He said it, she said."
ENTITIES: dict[str, Row] = {
    "person:ina-torv": {"id": "person:ina-torv", "name": "Ina Torv", "names": ["Torv", "the minister"]},
    "person:olaf-torv": {"id": "person:olaf-torv", "name": "Olaf Torv", "names": ["Torv", "the minister"]},
    "organisation:council": {"id": "organisation:council", "name": "the council", "names": []},
}


def article() -> Article:
    return Article("d", TEXT, "0", body=Span(len(FRONT), len(TEXT)))


def statement(**fields: object) -> Row:
    common: Row = {
        "id": "s1",
        "source": None,
        "cue": "confirmed",
        "content": ["the call"],
        "parent": None,
        "core": True,
    }
    return common | {"speaker": None, "kind": "indirect", "act": "assert"} | fields


def words(spans: list[Span]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_story_words_are_counted_from_the_title_on() -> None:
    (found,) = locate(article(), {"doc": "d", "statements": [statement(at=2, cue="denied", source="Ina Torv")]})
    assert found["content"] == [Span(TEXT.rindex("the call"), TEXT.rindex("the call") + 8)]
    assert words(found["source"]) == ["Ina  Torv"]


def test_story_words_that_stand_twice_need_a_number() -> None:
    with pytest.raises(InputError, match="stand 2 times"):
        locate(article(), {"doc": "d", "statements": [statement()]})


def test_story_words_that_are_not_there_are_an_error() -> None:
    with pytest.raises(InputError, match="stand 0 times"):
        locate(article(), {"doc": "d", "statements": [statement(content=["no such words"])]})


def test_story_cue_and_source_stand_nearest() -> None:
    (found,) = locate(article(), {"doc": "d", "statements": [statement(content=["it"], cue="said", source="He")]})
    assert found["cue"] == [Span(TEXT.index("said"), TEXT.index("said") + 4)]
    assert words(found["source"]) == ["He"]


def test_story_words_are_whole_words() -> None:
    assert words(find_words(TEXT, "he", Span(0, len(TEXT)))) == []
    assert len(find_words(TEXT, "call", Span(0, len(TEXT)))) == 4


@pytest.mark.parametrize(
    ("key", "name", "same"),
    [
        ("person:ina-torv", "Ina Torv", "same"),
        ("person:ina-torv", "Minister Ina Torv", "same"),
        ("person:ina-torv", "Torv", "same"),  # both are called so
        ("person:ina-torv", "Olaf Torv", "other"),  # the last word alone would do in score_gold.py
        ("person:ina-torv", "Minister Olaf Torv", "other"),
        ("organisation:council", "the council", "same"),
        ("organisation:council", "Ina Torv", "other"),
    ],
)
def test_story_tells_two_persons_of_one_surname_apart(key: str, name: str, same: str) -> None:
    assert is_same(key, {"id": "e1", "name": name}, ENTITIES) is (same == "same")


def test_story_takes_no_speaker_for_no_speaker() -> None:
    assert is_same(None, None, ENTITIES)
    assert not is_same("person:ina-torv", None, ENTITIES)


def test_story_totals_are_of_all_reports() -> None:
    key = {"entities": [], "reports": [{"doc": "d", "statements": [statement(at=1), statement(id="s2", at=2)]}]}
    predicted = [{"id": "p", "content": [list(find_words(TEXT, "the call", Span(0, len(TEXT)))[0])], "cue": []}]
    comparisons = score_reports(key, [article()], [predicted])
    assert total(comparisons).figures["core_recall"] == 0.5
    assert any(miss.startswith("d: missed s2") for miss in total(comparisons).misses)
    assert show(comparisons).splitlines()[-1].startswith("all")


def test_story_a_report_that_was_not_read_is_an_error() -> None:
    with pytest.raises(InputError, match="not read: d"):
        score_reports({"entities": [], "reports": [{"doc": "d", "statements": []}]}, [], [])


def test_story_every_word_of_the_key_stands_in_its_report() -> None:
    """The key and the reports fit each other on the path that a user's files take."""
    from evaluate.reading import SETTINGS, open_articles

    opened = {a.doc: a for a in open_articles([story.REPORTS], SETTINGS) if isinstance(a, Article)}
    reports = read_json(story.KEY)["reports"]
    assert set(opened) == {report["doc"] for report in reports}
    for report in reports:
        for found, quoted in zip(locate(opened[report["doc"]], report), report["statements"], strict=True):
            assert len(found["content"]) == len(quoted["content"])
            assert bool(found["cue"]) == bool(quoted["cue"])
            assert bool(found["source"]) == bool(quoted["source"])
