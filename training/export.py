"""Export trained weights for onnxruntime: python -m training.export RUN/epoch-N.pt -o FOLDER

FOLDER gets encoder.onnx (8-bit weights), roles.onnx, tokenizer.json and tagger.json (transition scores, tuning).
One window goes through the encoder at a time: without padding there is no mask, and attention is one operation.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

from training.fit import base_path, load_reader
from training.network import Reader

TUNING = {"lenience": 0.0, "calibration": [0.0, 1.0, 0.0, 0.0]}
FLOAT = 1  # onnx's number of the type


class WholeAttention(torch.autograd.Function):
    """Attention as onnxruntime's one operation; its parts took half of the encoder's time."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # noqa: ANN401 - torch's own
        parts = (x.unflatten(2, (heads, -1)).transpose(1, 2) for x in (query, key, value))
        return nn.functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:  # noqa: ANN401 - torch's own
        out = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return out.setType(query.type())


def attend(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, _mask: Tensor | None, **_: object
) -> tuple[Tensor, None]:
    """[windows, words, heads, size] from query, key and value [windows, heads, words, size]."""
    heads = int(module.config.num_attention_heads)  # a number, where the shape would be traced
    size = int(module.attention_head_size)
    flat = (x.transpose(1, 2).reshape(x.shape[0], -1, heads * size) for x in (query, key, value))
    return WholeAttention.apply(*flat, heads).reshape(query.shape[0], -1, heads, size), None


class Encoder(nn.Module):
    def __init__(self, reader: Reader, *, names: bool) -> None:
        super().__init__()
        self.reader, self.names = reader, names

    def forward(self, ids: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.reader.encode(ids, features, None, first)
        out = (self.reader.cue_scores(words), self.reader.token(words), self.reader.cue(words))
        return (*out, self.reader.name_scores(words)) if self.names else out


class Roles(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        return self.reader.role_scores(token, cue, distance)


def load(path: Path) -> tuple[Reader, bool]:
    """The network, and whether it has a head for names."""
    reader = load_reader(path)
    ALL_ATTENTION_FUNCTIONS.register("whole", attend)
    reader.encoder.config._attn_implementation = "whole"  # noqa: SLF001 - what transformers itself sets
    return reader.eval(), reader.knows_names


def export(path: Path, output: Path, *, quantize: bool = True) -> None:
    reader, names = load(path)
    output.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(1, 12, dtype=torch.int64)
    features, first = torch.zeros(1, 12, 3, dtype=torch.int64), torch.arange(1, 9).unsqueeze(0)
    size = reader.token.out_features
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "encoder.onnx"
        _write(
            Encoder(reader, names=names),
            (ids, features, first),
            {"ids": {1: "pieces"}, "features": {1: "pieces"}, "first": {1: "words"}},
            ["cues", "token", "cue", *(["names"] if names else [])],
            raw,
        )
        if quantize:
            quantize_dynamic(
                raw,
                output / "encoder.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul", "Gather"],
                extra_options={"DefaultTensorType": FLOAT},
            )
        else:
            shutil.copy(raw, output / "encoder.onnx")
    _write(
        Roles(reader),
        (torch.zeros(3, 8, size), torch.zeros(3, size), torch.zeros(3, 8, dtype=torch.int64)),
        {"token": {0: "n", 1: "words"}, "cue": {0: "n"}, "distance": {0: "n", 1: "words"}},
        ["roles"],
        output / "roles.onnx",
    )
    moves = {"cues": reader.cues.moves.tolist(), "roles": reader.roles.moves.tolist()}
    if names:
        moves["names"] = reader.names.moves.tolist()
    (output / "tagger.json").write_text(json.dumps({"moves": moves, "tuning": TUNING}) + "\n", encoding="utf-8")
    shutil.copy(base_path() / "tokenizer.json", output / "tokenizer.json")


def _write(
    module: nn.Module, example: tuple[Tensor, ...], axes: dict[str, dict[int, str]], outputs: list[str], path: Path
) -> None:
    torch.onnx.export(
        module.eval(),
        example,
        str(path),
        input_names=list(axes),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
        autograd_inlining=False,  # or the function is replaced by what its forward does
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="32-bit weights, to see what rounding costs")
    args = parser.parse_args()
    export(args.weights, args.output, quantize=not args.full)


if __name__ == "__main__":
    main()
