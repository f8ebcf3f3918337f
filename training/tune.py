"""Choose what ships beside the weights on development data: python -m training.tune FOLDER GOLD.jsonl.gz

How readily a cue is taken for one (the best of a few values), and a logistic model that turns the
taggers' probabilities into the chance that a person agrees. Four numbers on some 2,000 statements; the error of
calibration is printed for statements of articles that the model was not fitted on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluate import attribution, calibration
from evaluate.lines import Row, iter_rows
from onrecord.extract.attributions import Draft, in_order, log_odds, settle, to_statements
from onrecord.inference.session import Model, open_model, read_texts
from onrecord.inference.windows import Words, split_words
from onrecord.text.layout import Layout, find_layout

LENIENCES = (-0.5, -0.25, 0.0, 0.25, 0.5)
Floats = NDArray[np.float64]


def predict(model: Model, gold: Sequence[Row]) -> tuple[list[Row], list[list[Draft]]]:
    """Predictions in the scorers' format, and the drafts behind them in the same order."""
    layouts: list[Layout] = [find_layout(row["text"]) for row in gold]
    words: list[Words] = [split_words(layout, model.tokenizer) for layout in layouts]
    drafts = [settle(w, reading.candidates) for w, reading in zip(words, read_texts(model, words), strict=True)]
    rows = []
    for row, layout, of_text, found in zip(gold, layouts, words, drafts, strict=True):
        statements = to_statements(row["text"], layout, of_text, found, model.tuning)
        fields = ("id", "source", "cue", "content", "parent", "score")
        rows.append({"doc": row["doc"], "statements": [{f: getattr(s, f) for f in fields} for s in statements]})
    return rows, [in_order(found) for found in drafts]


def choose_lenience(model: Model, gold: Sequence[Row]) -> float:
    """The best by the mean of two F: of attributions, which likes few, and of content words, which likes many."""
    results = {}
    for lenience in LENIENCES:
        tuned = replace(model, tuning=replace(model.tuning, lenience=lenience))
        figures = attribution.score(gold, predict(tuned, gold)[0])
        whole, words = figures["attribution"].f1, figures["content words"].f1
        results[lenience] = (whole + words) / 2
        print(f"lenience {lenience:5.2f}  attribution F {whole:.4f}  content words F {words:.4f}")
    return max(results, key=lambda lenience: results[lenience])


def judge(model: Model, gold: Sequence[Row]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """For each statement that is scored: log odds of cue, source and content with a 1 before; right or not; article."""
    rows, drafts = predict(model, gold)
    features, right, article = [], [], []
    for number, (row, mine, found) in enumerate(zip(gold, rows, drafts, strict=True)):
        numbered = [s | {"score": i} for i, s in enumerate(mine["statements"])]
        for i, is_right in calibration.judge(row, numbered, attribution.roles_of(gold)):
            candidate = found[int(i)].candidate
            sure = (candidate.cue_score, candidate.source_score, candidate.content_score)
            features.append([1.0, *map(log_odds, sure)])
            right.append(float(is_right))
            article.append(number)
    return np.array(features), np.array(right), np.array(article)


def fit_logistic(features: Floats, right: Floats, rounds: int = 30) -> Floats:
    """Weights by Newton's method, with a little ridge."""
    weights = np.zeros(features.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-features @ weights))
        hessian = (features * (p * (1 - p))[:, None]).T @ features + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, features.T @ (right - p) - 1e-3 * weights)
    return weights


def held_out_error(features: Floats, right: Floats, article: NDArray[np.int64], folds: int = 5) -> float:
    """Expected calibration error, each fifth of the articles judged by a model of the other four."""
    chance = np.zeros(len(right))
    for fold in range(folds):
        out = article % folds == fold
        chance[out] = 1 / (1 + np.exp(-features[out] @ fit_logistic(features[~out], right[~out])))
    return calibration.expected_error(
        calibration.make_bins(list(zip(chance.tolist(), (right > 0).tolist(), strict=True)))
    )


def tune(folder: Path, gold: Sequence[Row]) -> None:
    model = open_model(folder)
    lenience = choose_lenience(model, gold)
    model = replace(model, tuning=replace(model.tuning, lenience=lenience))
    features, right, article = judge(model, gold)
    weights = fit_logistic(features, right)
    print(
        f"calibration {np.round(weights, 3)}, expected error on held-out articles "
        f"{held_out_error(features, right, article):.4f}"
    )
    path = folder / "tagger.json"
    tagger = json.loads(path.read_text(encoding="utf-8"))
    tagger["tuning"] |= {"lenience": lenience, "calibration": [round(float(w), 4) for w in weights]}
    path.write_text(json.dumps(tagger) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="of an exported model")
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    tune(args.folder, list(iter_rows(args.gold)))


if __name__ == "__main__":
    main()
