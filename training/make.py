"""Train, export, tune and evaluate: python -m training.make DATA [-o FOLDER]

DATA is a folder that holds attribution/polnear_train.jsonl.gz and attribution/polnear_dev.jsonl.gz, or files of the
same form and names from your own articles. The model is written to FOLDER (runs/model); `onrecord` reads with it when
ONRECORD_WEIGHTS names that folder. About two hours on one core.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evaluate import attribution
from evaluate.lines import iter_rows
from onrecord.inference.session import open_model
from onrecord.inference.weights import digests
from training.export import export
from training.fit import fit
from training.tune import predict, tune


def make(data: Path, output: Path, *, epochs: int, rate: float, seed: int) -> None:
    weights = fit(
        data / "polnear_train.jsonl.gz", output.parent / f"fit-{seed}", names=None, epochs=epochs, rate=rate, seed=seed
    )
    finish(weights, data / "polnear_dev.jsonl.gz", output)


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
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.2e-4, help="of the encoder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weights", type=Path, help="trained already: only export, tune and evaluate these")
    args = parser.parse_args()
    data = args.data / "attribution" if (args.data / "attribution").is_dir() else args.data
    if args.weights is not None:
        finish(args.weights, data / "polnear_dev.jsonl.gz", args.output)
    else:
        make(data, args.output, epochs=args.epochs, rate=args.rate, seed=args.seed)


if __name__ == "__main__":
    main()
