"""Export trained weights for onnxruntime: python -m training.export RUN/epoch-N.pt -o FOLDER

FOLDER gets encoder.onnx and roles.onnx (8-bit weights), tokenizer.json and tagger.json (transition scores, tuning).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.fit import base_path, make_reader
from training.network import Reader


class Encoder(nn.Module):
    def __init__(self, reader: Reader, *, names: bool) -> None:
        super().__init__()
        self.reader, self.names = reader, names

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.reader.encode(ids, features, mask, first)
        out = (self.reader.cue_scores(words), self.reader.token(words), self.reader.cue(words))
        return (*out, self.reader.name_scores(words)) if self.names else out


class Roles(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        return self.reader.role_scores(token, cue, distance)


def load(path: Path) -> tuple[Reader, bool]:
    weights = torch.load(path, weights_only=True)
    names = any(key.startswith("name_head") for key in weights)
    reader = make_reader(names=names)
    reader.load_state_dict(weights)
    return reader.eval(), names


def export(path: Path, output: Path, *, quantize: bool = True) -> None:
    reader, names = load(path)
    output.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 12, dtype=torch.int64)
    features, first = torch.zeros(2, 12, 3, dtype=torch.int64), torch.arange(1, 9).expand(2, 8).contiguous()
    size = reader.token.out_features
    graphs: dict[str, tuple[nn.Module, tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]] = {
        "encoder": (
            Encoder(reader, names=names),
            (ids, features, torch.ones_like(ids), first),
            {
                "ids": {0: "windows", 1: "pieces"},
                "features": {0: "windows", 1: "pieces"},
                "mask": {0: "windows", 1: "pieces"},
                "first": {0: "windows", 1: "words"},
            },
            ["cues", "token", "cue"] + (["names"] if names else []),
        ),
        "roles": (
            Roles(reader),
            (torch.zeros(3, 8, size), torch.zeros(3, size), torch.zeros(3, 8, dtype=torch.int64)),
            {"token": {0: "n", 1: "words"}, "cue": {0: "n"}, "distance": {0: "n", 1: "words"}},
            ["roles"],
        ),
    }
    for name, (module, example, axes, outputs) in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                module.eval(),
                example,
                str(raw),
                input_names=list(axes),
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            if quantize and name == "encoder":
                quantize_dynamic(
                    raw,
                    output / f"{name}.onnx",
                    weight_type=QuantType.QInt8,
                    per_channel=True,
                    op_types_to_quantize=["MatMul", "Gather"],
                    extra_options={"DefaultTensorType": 1},
                )
            else:
                shutil.copy(raw, output / f"{name}.onnx")
    moves = {"cues": reader.cues.moves.tolist(), "roles": reader.roles.moves.tolist()}
    if names:
        moves["names"] = reader.names.moves.tolist()
    tuning = {"lenience": 0.0, "nested_lenience": 0.0, "calibration": [0.0, 1.0, 0.0, 0.0]}
    (output / "tagger.json").write_text(json.dumps({"moves": moves, "tuning": tuning}) + "\n", encoding="utf-8")
    shutil.copy(base_path() / "tokenizer.json", output / "tokenizer.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="32-bit weights, to see what rounding costs")
    args = parser.parse_args()
    export(args.weights, args.output, quantize=not args.full)


if __name__ == "__main__":
    main()
