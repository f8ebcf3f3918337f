"""The figures of contacts, PLOVER classes and factuality are those of the shared scorers."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from evaluate import contacts, factuality, gold_events, plover
from evaluate.__main__ import main
from evaluate.lines import Row
from onrecord.errors import InputError
from onrecord.records import Article, Attribution, Entity, Event, Extraction, Span
from tests.evaluate.conftest import load_tool
from training.plover import assign_folds, cross_validate

PEOPLE = ["Minister Mara Osk", "Premier Ivo Tarn", "Lea Brand", "President Osk of Velt"]


def some_contacts(random: Random) -> list[Row]:
    return [
        {
            "type": random.choice(["call", "meeting", "visit"]),
            "participants": random.sample(PEOPLE, random.randint(1, 3)),
            "date": random.choice([None, "2031-03-03", "2031-03-04"]),
        }
        for _ in range(random.randint(0, 3))
    ]


@pytest.mark.parametrize("seed", range(20))
def test_contacts_figures_are_those_of_the_shared_scorer(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    gold, predicted = ([{"doc": str(i), "contacts": some_contacts(random)} for i in range(6)] for _ in range(2))
    expected, misses = load_tool("score_contacts").score_all(gold, predicted)
    result = contacts.score(gold, predicted)
    assert result.as_row() == expected
    assert list(result.misses) == misses


@pytest.mark.parametrize("seed", range(20))
def test_plover_figures_are_those_of_the_shared_scorer(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    names = ["CONSULT", "demand", "REQUEST", None, "AID"]
    gold = [
        {"doc": str(i), "event": random.choice(names), "events": [{"root": random.choice(names)}]} for i in range(12)
    ]
    predicted = [{"doc": str(i), "event": random.choice(names)} for i in range(10)]
    assert plover.score(gold, predicted).as_row() == load_tool("score_events").score_all(gold, predicted)


def some_events(random: Random) -> list[Row]:
    starts = [random.randint(0, 40) for _ in range(4)]
    return [
        {
            "start": start,
            "end": start + random.randint(1, 9),
            "certainty": random.choice(["CERTAIN", "PROBABLE", "UNDERSPECIFIED"]),
            "polarity": random.choice(["POS", "NEG", None]),
            "time": random.choice(["FUTURE", "NON_FUTURE"]),
        }
        for start in starts
    ]


@pytest.mark.parametrize("seed", range(20))
def test_factuality_figures_are_those_of_the_shared_scorer(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    gold, predicted = ([{"doc": str(i), "events": some_events(random)} for i in range(4)] for _ in range(2))
    expected = load_tool("score_factuality").score_all(gold, predicted)
    assert factuality.score(gold, predicted).as_row() == expected


@pytest.mark.parametrize("module", [contacts, plover, factuality])
def test_scores_refuse_documents_that_are_not_in_the_gold(module: object) -> None:
    with pytest.raises(InputError, match="not in the gold"):
        module.score([], [{"doc": "x"}])  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="twice"):
        module.score([], [{"doc": "x"}, {"doc": "x"}])  # type: ignore[attr-defined]


def test_contacts_halves_share_no_document_and_lose_none() -> None:
    rows: list[Row] = [{"doc": f"d{i}"} for i in range(40)]
    look, rest = (contacts.take_half(rows, half) for half in contacts.HALVES)
    assert look
    assert rest
    assert sorted(row["doc"] for row in (*look, *rest)) == sorted(row["doc"] for row in rows)


def sentences(number: int) -> list[Row]:
    texts = [("Osk bombed Velt {}.", "ASSAULT"), ("Osk praised Velt {}.", "SUPPORT")]
    return [
        {
            "doc": str(i),
            "text": texts[i % 2][0].format(i),
            "event": texts[i % 2][1],
            "source_spans": [[0, 3]],
            "target_spans": [[texts[i % 2][0].index("Velt"), texts[i % 2][0].index("Velt") + 4]],
        }
        for i in range(number)
    ]


def test_training_folds_hold_each_class_evenly_in_any_order() -> None:
    rows = sentences(20)
    folds = dict(zip((row["doc"] for row in rows), assign_folds(rows, 5), strict=True))
    back = rows[::-1]
    assert folds == dict(zip((row["doc"] for row in back), assign_folds(back, 5), strict=True))
    assert all(sum(fold == n for fold in folds.values()) == 4 for n in range(5))


def test_training_learns_what_the_sentences_tell() -> None:
    rows = sentences(20)
    assert plover.score(rows, cross_validate(rows, 5)).as_row()["accuracy"] == 1.0


def test_gold_events_are_found_by_words_or_by_participants() -> None:
    text = "Osk met Velt. Osk will see Velt. Osk said so."
    extraction = Extraction(
        Article("a", text, ""),
        (Attribution("s1", (), (Span(37, 41),), (Span(42, 44),)),),
        (),
        (Entity("e1", "Osk", "person"), Entity("e2", "Velt", "person")),
        (),
        (Event("v1", "CONSULT", "meeting", (Span(4, 7),), Span(0, 13), ("e1",), ("e2",)),),
    )
    both = ["osk", "velt"]

    def gold(kind: str, status: str, evidence: list[int]) -> Row:
        return {
            "id": "g",
            "type": kind,
            "status": status,
            "participants": both,
            "evidence": [evidence],
            "evidence_text": text[slice(*evidence)],
        }

    entities = [{"id": "osk", "name": "Osk"}, {"id": "velt", "name": "Velt"}]
    events = [gold("meeting", "confirmed", [0, 13]), gold("meeting", "planned", [14, 32])]
    events.append(gold("announcement", "reported", [33, 44]))
    compared = gold_events.compare({"entities": entities, "events": events}, extraction)
    assert [each.event and each.event.id for each in compared.found] == ["v1", "v1", "s1"]
    assert [each.is_right for each in compared.found] == [True, False, True]
    assert compared.as_row()["all"]["recall"] == 1.0
    assert len(compared.misses) == 1


def test_scores_print_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in sentences(10)), encoding="utf-8")
    assert main(["score", "plover", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sentences"] == 10
    assert main(["score", "plover", str(path), "--folds", "2"]) == 0
    assert "macro F1" in capsys.readouterr().out
