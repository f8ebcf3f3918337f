"""Train, export, tune and evaluate: python -m training.make DATA [-o FOLDER]

DATA is a folder that holds attribution/polnear_train.jsonl.gz and attribution/polnear_dev.jsonl.gz, or files of the
same form and names from your own articles; entities/worldwide_train.jsonl.gz, where it is there, teaches names. The
model is written to FOLDER (runs/model); `onrecord` reads with it when ONRECORD_WEIGHTS names that folder. About four
hours on one core.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from evaluate import attribution
from evaluate.lines import iter_rows
from evaluate.nested import GOLD as NESTED
from onrecord.inference.session import open_model
from onrecord.inference.weights import digests
from training.export import export
from training.fit import Start, Texts, average, fit
from training.nested import add_nested
from training.tune import predict, tune
from training.written import FOLDER as WRITTEN

FLAT_SHARE = 0.25  # of the weights: all of it finds more statements inside statements, less fewer false ones


def make(data: Path, output: Path, *, seed: int) -> None:
    """Five epochs on the flat corpus; two with the statements inside statements that this finds, two more with names,
    where the corpus of names is there; then the mean with the flat network, which knows best what is no statement. The
    mean costs the head for names four points of F1: it is fitted anew, and nothing else moves.
    """
    flat, runs = data / "attribution" / "polnear_train.jsonl.gz", output.parent
    first = fit(Texts([flat], [1]), runs / f"flat-{seed}", epochs=5, rate=1.2e-4, seed=seed)
    export(first, runs / f"flat-{seed}-model")
    nested = runs / "polnear_nested.jsonl.gz"
    add_nested(runs / f"flat-{seed}-model", flat, nested)
    texts = Texts([nested, NESTED, WRITTEN], [1, 2, 2])
    deep = fit(texts, runs / f"deep-{seed}", epochs=3, rate=6e-5, seed=seed, start=Start(first))
    names = data / "entities" / "worldwide_train.jsonl.gz"
    if names.exists():
        named = replace(texts, names=names)
        deep = fit(named, runs / f"names-{seed}", epochs=2, rate=6e-5, seed=seed, start=Start(deep))
    mean = average({first: FLAT_SHARE, deep: 1 - FLAT_SHARE}, runs / f"mean-{seed}.pt")
    if names.exists():
        head = runs / f"head-{seed}"
        fit(Texts([], [], names), head, epochs=12, rate=2.5e-4, seed=seed, start=Start(mean))
        mean = head / "epoch-7.pt"  # best on the development part; later ones learn the names by heart
    finish(mean, data / "attribution" / "polnear_dev.jsonl.gz", output)


def finish(weights: Path, development: Path, output: Path) -> None:
    """From trained weights to a model that onrecord opens."""
    export(weights, output)
    gold = list(iter_rows(development))
    tune(output, gold)
    (output / "weights.json").write_text(json.dumps({"sha256": digests(output)}, indent=1) + "\n", encoding="utf-8")
    print(attribution.show(attribution.score(gold, predict(open_model(output), gold)[0])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("runs/model"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weights", type=Path, help="trained already: only export, tune and evaluate these")
    args = parser.parse_args()
    if args.weights is not None:
        finish(args.weights, args.data / "attribution" / "polnear_dev.jsonl.gz", args.output)
    else:
        make(args.data, args.output, seed=args.seed)


if __name__ == "__main__":
    main()
