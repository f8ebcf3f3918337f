from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from evaluate.attribution import DIVIDED, score, score_annotators, show
from evaluate.lines import Row
from onrecord.errors import InputError

TEXT = "The mayor said the bridge would open in May.\nNo date was set, an aide noted, after the vote."
At = Callable[..., list[list[int]]]


@pytest.fixture
def gold(at: At) -> list[Row]:
    return [
        {
            "doc": "d",
            "text": TEXT,
            "statements": [
                {
                    "source": at(TEXT, "The mayor"),
                    "cue": at(TEXT, "said"),
                    "content": at(TEXT, "the bridge would open in May"),
                },
                {
                    "source": at(TEXT, "an aide"),
                    "cue": at(TEXT, "noted"),
                    "content": at(TEXT, "No date was set", "after the vote"),
                },
            ],
        }
    ]


def f1(gold: list[Row], statements: list[Row], **options: bool) -> dict[str, float]:
    return {name: t.f1 for name, t in score(gold, [{"doc": "d", "statements": statements}], **options).items()}


def test_attribution_gold_against_itself_is_perfect(gold: list[Row]) -> None:
    assert set(f1(gold, gold[0]["statements"]).values()) == {1.0}


def test_attribution_an_article_without_prediction_counts_as_nothing_found(gold: list[Row]) -> None:
    tallies = score(gold, [])
    assert {t.f1 for t in tallies.values()} == {0.0}
    assert tallies["attribution"].gold == 2


def test_attribution_a_wrong_source_spoils_the_statement_but_not_its_content(gold: list[Row], at: At) -> None:
    first, second = gold[0]["statements"]
    figures = f1(gold, [first | {"source": at(TEXT, "an aide")}, second])
    assert figures["content_exact"] == 1.0
    assert figures["attribution"] == 0.5


def test_attribution_half_of_the_content_is_enough_unless_strict(gold: list[Row], at: At) -> None:
    first, second = gold[0]["statements"]
    figures = f1(gold, [first | {"content": at(TEXT, "bridge would open")}, second])
    assert figures["attribution"] == 1.0
    assert figures["attribution_strict"] == 0.5


def test_attribution_two_empty_sources_agree(gold: list[Row]) -> None:
    for statement in gold[0]["statements"]:
        statement["source"] = []
    assert f1(gold, gold[0]["statements"])["attribution"] == 1.0


def test_attribution_statements_inside_others_count_only_when_asked_for(gold: list[Row]) -> None:
    inner = gold[0]["statements"][0] | {"parent": "s1"}
    assert f1(gold, [*gold[0]["statements"], inner])["content_exact"] == 1.0
    assert f1(gold, [*gold[0]["statements"], inner], nested=True)["content_exact"] == pytest.approx(4 / 5)


def test_attribution_an_undivided_gold_takes_source_and_cue_together(gold: list[Row], at: At) -> None:
    whole = [{"attribution": at(TEXT, "The mayor said"), "content": at(TEXT, "the bridge would open in May")}]
    tallies = score([gold[0] | {"statements": whole}], [{"doc": "d", "statements": gold[0]["statements"][:1]}])
    assert "source words" not in tallies
    assert {t.f1 for t in tallies.values()} == {1.0}


@pytest.mark.parametrize("docs", [["other"], ["d", "d"]])
def test_attribution_predictions_must_be_those_of_the_gold(gold: list[Row], docs: list[str]) -> None:
    with pytest.raises(InputError):
        score(gold, [{"doc": doc, "statements": []} for doc in docs])


def test_attribution_annotators_are_scored_in_both_directions(gold: list[Row]) -> None:
    gold[0]["other_annotators"] = [gold[0]["statements"][:1]]
    tally = score_annotators(gold)["attribution"]
    assert (tally.correct, tally.predicted, tally.gold) == (2, 3, 3)


def test_attribution_table_has_a_line_for_each_figure(gold: list[Row]) -> None:
    tallies = score(gold, [])
    assert len(show(tallies).splitlines()) == len(tallies) == 2 * len(DIVIDED) + 4


def random_gold(maker: Any, *, undivided: bool) -> tuple[list[Row], list[Row]]:
    gold, predicted = [], []
    for number in range(6):
        text = maker.text()
        statements = [{role: maker.spans(text) for role in DIVIDED} for _ in range(maker.random.randrange(8))]
        found: list[Row] = [{role: maker.near(text, s[role]) for role in DIVIDED} for s in statements]
        found += [{role: maker.spans(text) for role in DIVIDED} for _ in range(3)]
        for i, statement in enumerate(found):
            statement |= {"id": f"s{i}", "parent": maker.random.choice([None, None, None, "s0"])}
        maker.random.shuffle(found)
        if undivided:
            statements = [{"attribution": s["source"] + s["cue"], "content": s["content"]} for s in statements]
        others = [[{k: maker.near(text, v) for k, v in s.items()} for s in statements] for _ in range(number % 3)]
        gold.append({"doc": f"d{number}", "text": text, "statements": statements, "other_annotators": others})
        if number != 5:
            predicted.append({"doc": f"d{number}", "statements": found})
    return gold, predicted


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("form", ["flat", "nested", "undivided", "undivided nested"])
def test_attribution_figures_are_those_of_the_shared_scorer(
    score_attribution: ModuleType, maker: Any, seed: int, form: str
) -> None:
    nested = "nested" in form
    gold, predicted = random_gold(maker(seed), undivided="undivided" in form)
    ours = score(gold, predicted, nested=nested)
    assert {k: counts(v) for k, v in ours.items()} == {
        k: counts(v) for k, v in score_attribution.score(gold, predicted, nested=nested).counts.items()
    }
    assert {k: counts(v) for k, v in score_annotators(gold).items()} == {
        k: counts(v) for k, v in score_attribution.agreement(gold).counts.items()
    }


def counts(tally: Any) -> tuple[int, int, int, float]:
    return tally.correct, tally.predicted, tally.gold, tally.f1
