from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from evaluate import gates, predictions, reading
from evaluate.__main__ import main
from evaluate.lines import Row, iter_rows
from onrecord.errors import ModelError
from onrecord.records import Article, Attribution, Extraction, Span, Speaker

TEXT = "Ina Torv said the bridge is open. It was built in a year."
SPANS = ((Span(0, 8),), (Span(9, 13),), (Span(14, 32),))


def read(articles: Sequence[Article]) -> list[Extraction]:
    source, cue, content = SPANS
    statement = Attribution("s1", source, cue, content, speaker=Speaker("e1", "Ina Torv"))
    return [Extraction(article, (statement,)) for article in articles]


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader without a model."""
    predictions.open_reader.cache_clear()
    monkeypatch.setattr(reading, "open_reader", lambda *_: read)
    monkeypatch.setattr(reading, "weights_digest", lambda: "w")
    yield
    predictions.open_reader.cache_clear()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    statement = dict(zip(("source", "cue", "content"), SPANS, strict=True))
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc": "d", "text": TEXT, "statements": [statement]}) + "\n", encoding="utf-8")
    return path


def test_main_predicts_what_scoring_takes(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pred.jsonl.gz"
    assert main(["predict", "attribution", str(gold), "-o", str(out)]) == 0
    assert [row["doc"] for row in iter_rows(out)] == ["d"]
    assert "1 articles read" in capsys.readouterr().err
    assert main(["score", "attribution", str(gold), "--pred", str(out), "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["attribution_strict"]["f1"] == 1.0
    assert captured.err == ""


def test_main_writes_nothing_without_a_model(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ModelError("no complete model")

    monkeypatch.setattr(reading, "open_reader", fail)
    assert main(["predict", "attribution", str(gold), "-o", str(tmp_path / "pred.jsonl")]) == 2
    assert capsys.readouterr().err == "evaluate: no complete model\n"
    assert not (tmp_path / "pred.jsonl").exists()


def test_main_scores_by_reading(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "attribution", str(gold)]) == 0
    assert "attribution_strict       P 1.000" in capsys.readouterr().out


def test_main_scores_annotators_without_reading(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "attribution", str(gold), "--human"]) == 0
    captured = capsys.readouterr()
    assert "0 gold" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "attribution"],
        ["score", "attribution", "none.jsonl"],
        ["score", "gold"],
        ["predict", "story", "x", "-o", "y"],
    ],
)
def test_main_tells_in_one_line_what_is_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    message = capsys.readouterr().err
    assert message.startswith("evaluate: ")
    assert len(message.splitlines()) == 1


def test_main_scores_an_article_against_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, cue, content = SPANS
    statement: Row = {"id": "s1", "source": source, "cue": cue, "content": content, "speaker": "person:ina-torv"}
    statement |= {"kind": "indirect", "act": "confirm", "parent": None, "core": True}
    key, text = tmp_path / "key.json", tmp_path / "article.txt"
    entity = {"id": "person:ina-torv", "name": "Ina Torv", "aliases": []}
    key.write_text(json.dumps({"statements": [statement], "entities": [entity]}), encoding="utf-8")
    text.write_text(TEXT, encoding="utf-8")
    given = ["score", "gold", str(key), "--article", str(text), "--published", "2026-01-02", "--outlet", "The Day"]
    assert main([*given, "--misses"]) == 0
    out = capsys.readouterr().out
    assert "core_recall      1.0" in out
    assert "act s1 key confirm predicted assert" in out
    assert main([*given, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["speaker"], figures["act"], figures["offsets"]) == (1.0, 0.0, 1.0)


def test_main_scores_the_story_on_its_own_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "story", "--misses"]) == 0
    out = capsys.readouterr().out
    assert "2026-03-03-courier-call: missed s2" in out
    assert main(["score", "story", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert len(figures["reports"]) == 16
    assert figures["all"]["offsets"] == 1.0


def test_main_gate_pins_then_passes_and_skips_what_is_not_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text('{"weights": null, "gates": {}, "regressions": []}', encoding="utf-8")
    given = ["gate", "--shared", str(tmp_path), "--baseline", str(baseline)]
    assert main(given) == 0
    assert "story: no floors" in capsys.readouterr().out
    assert main([*given, "--update"]) == 0
    assert main(given) == 0
    out = capsys.readouterr().out
    assert "story: passed" in out
    assert "attribution polnear_dev: skipped\n  data not here" in out
    monkeypatch.setattr(gates, "_measure_story", lambda _: {})
    assert main(given) == 1


def test_main_writes_the_charts(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibration", str(gold), "-o", str(tmp_path / "img")]) == 0
    assert (tmp_path / "img" / "calibration.svg").exists()
    assert "expected calibration error 0.0000 over 1 statements" in capsys.readouterr().out
