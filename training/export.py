"""Export trained weights for onnxruntime: python -m training.export RUN/epoch-N.pt -o FOLDER

FOLDER gets encoder.onnx and roles.onnx (8-bit weights), tokenizer.json and tagger.json (transition scores, tuning).
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

from training.fit import base_path, load_reader
from training.network import LAYERS_OF_NAMES, NameHead, Reader

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


class Encoder(nn.Module):
    """The encoder of a Reader for one window, as few and large operations as onnxruntime knows.

    transformers' own code leaves the arithmetic of shapes and masks in the graph. After the last attention only
    first pieces of words go on, since nothing else is asked of the others.
    """

    def __init__(self, reader: Reader, names: nn.Module | None) -> None:
        super().__init__()
        self.reader, self.names = reader, names

    def forward(self, ids: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        reader, encoder = self.reader, self.reader.encoder
        tables = encoder.embeddings
        x = tables.word_embeddings(ids)
        for i, table in enumerate(reader.layout):
            x = x + table(features[:, :, i])
        places = tables.position_embeddings.weight + tables.token_type_embeddings.weight[0]
        x = tables.LayerNorm(x + places[: ids.shape[1]])
        *inner, last = encoder.encoder.layer
        layers = []
        for layer in inner:
            x = _layer(layer, x, x)
            layers.append(x.index_select(1, first[0]))
        words = _layer(last, layers[-1], x)
        out = (reader.cue_scores(words), reader.token(words), reader.cue(words))
        if self.names is None:
            return out
        return (*out, self.names(torch.cat([*layers, words][-LAYERS_OF_NAMES:], 2)))


def _layer(layer: nn.Module, asking: Tensor, x: Tensor) -> Tensor:
    """One layer of BERT for the places `asking` of x, all [1, n, width]."""
    inner = layer.attention.self
    attended = WholeAttention.apply(inner.query(asking), inner.key(x), inner.value(x), inner.num_attention_heads)
    x = layer.attention.output.LayerNorm(layer.attention.output.dense(attended) + asking)
    return layer.output.LayerNorm(layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))) + x)


class RoundedProduct(torch.autograd.Function):
    """Rows x[n, near, channels] times 8-bit weights. The rows are rounded before they are laid side by side."""

    @staticmethod
    def forward(_ctx: Any, x: Tensor, near: Tensor, weight: Tensor, scale: Tensor, bias: Tensor) -> Tensor:  # noqa: ANN401 - torch's own
        return x[:, near].flatten(2) @ (weight * scale) + bias

    @staticmethod
    def symbolic(g: Any, x: Any, near: Any, weight: Any, scale: Any, bias: Any) -> Any:  # noqa: ANN401 - torch's own
        rounded, step, zero = g.op("DynamicQuantizeLinear", x, outputs=3)
        rows = g.op("Gather", rounded, near, axis_i=1)
        rows = g.op("Reshape", rows, g.op("Constant", value_t=torch.tensor([0, 0, -1])))
        middle = g.op("Constant", value_t=torch.zeros(scale.type().sizes(), dtype=torch.int8))
        out = g.op("com.microsoft::MatMulIntegerToFloat", rows, weight, step, scale, zero, middle, bias)
        return out.setType(x.type())


class RoundedConvolution(nn.Module):
    """A convolution over words, [n, words, channels], as one product with 8-bit weights: a quarter of the time."""

    def __init__(self, convolution: nn.Conv1d) -> None:
        super().__init__()
        (size,), (dilation,) = convolution.kernel_size, convolution.dilation
        weight = convolution.weight.detach().permute(2, 1, 0).flatten(0, 1)  # [size * channels, channels]
        scale = weight.abs().amax(0) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("weight", (weight / scale).round().to(torch.int8))
        self.register_buffer("bias", convolution.bias.detach())
        self.register_buffer("steps", torch.arange(size) * dilation)
        self.beyond = int(convolution.padding[0])

    def forward(self, x: Tensor) -> Tensor:
        near = torch.arange(x.shape[1]).unsqueeze(1) + self.steps
        x = nn.functional.pad(x, (0, 0, self.beyond, self.beyond))
        return RoundedProduct.apply(x, near, self.weight, self.scale, self.bias)


class Roles(nn.Module):
    """Reader.role_scores with rounded convolutions, words before channels so that no array is turned around."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.convolutions = nn.ModuleList(RoundedConvolution(convolution) for convolution in reader.convolutions)

    def forward(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        cue = cue.unsqueeze(1)
        x = self.reader.norm(token * (cue + 1) + cue + self.reader.distance(distance))
        for convolution in self.convolutions:
            x = x + nn.functional.gelu(convolution(x))
        return self.reader.role_head(x)


class Names(nn.Module):
    """NameHead with rounded convolutions: as they are, they took a twentieth of the time of reading."""

    def __init__(self, head: NameHead) -> None:
        super().__init__()
        self.head = head
        self.convolutions = nn.ModuleList(RoundedConvolution(convolution) for convolution in head.convolutions)

    def forward(self, layers: Tensor) -> Tensor:
        x = nn.functional.gelu(self.head.norm(self.head.enter(layers)))
        for convolution in self.convolutions:
            x = x + nn.functional.gelu(convolution(x))
        return self.head.leave(x)


class FullRoles(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        return self.reader.role_scores(token, cue, distance)


def export(path: Path, output: Path, *, quantize: bool = True) -> None:
    reader = load_reader(path).eval()
    names = (Names(reader.name_head) if quantize else reader.name_head) if reader.knows_names else None
    output.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(1, 12, dtype=torch.int64)
    features, first = torch.zeros(1, 12, 3, dtype=torch.int64), torch.arange(1, 9).unsqueeze(0)
    size = reader.token.out_features
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "encoder.onnx"
        _write(
            Encoder(reader, names),
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
        Roles(reader) if quantize else FullRoles(reader),
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
