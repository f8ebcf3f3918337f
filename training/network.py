"""The network: a small encoder, a cue tagger, and for each cue a role for every word."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.inference.roles import DISTANCE_BOUNDS
from onrecord.inference.tagging import allowed

FEATURE_SIZES = (4, 2, 2)
LAYERS_OF_NAMES = 3  # the last ones of the encoder, which the head for names sees side by side


def states(kinds: int) -> int:
    """States of a tagger that marks whole spans of some kinds: outside, and begin, inside, last, unit of each."""
    return 1 + 4 * kinds


class SpanTagger(nn.Module):
    """A linear-chain conditional random field over whole spans (Lafferty 2001; BILOU states)."""

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(states(kinds), states(kinds)))
        self.register_buffer("ban", torch.where(torch.from_numpy(allowed(kinds)), 0.0, -1e4), persistent=False)
        can_end = torch.tensor([i == 0 or (i - 1) % 4 in (2, 3) for i in range(states(kinds))])
        can_start = torch.tensor([i == 0 or (i - 1) % 4 in (0, 3) for i in range(states(kinds))])
        self.register_buffer("end", torch.where(can_end, 0.0, -1e4), persistent=False)
        self.register_buffer("start", torch.where(can_start, 0.0, -1e4), persistent=False)

    def loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """[n] negative log likelihood. scores [n, words, states], labels and mask [n, words]; the words of a
        row come first, the mask says how many.
        """
        scores = scores.float()
        moves = self.moves + self.ban
        gold = scores.gather(2, labels.unsqueeze(2)).squeeze(2).masked_fill(~mask, 0).sum(1)
        steps = moves[labels[:, :-1], labels[:, 1:]].masked_fill(~mask[:, 1:], 0).sum(1)
        return LogPartition.apply(scores, moves, self.start, self.end, mask) - gold - steps


class LogPartition(torch.autograd.Function):
    """[n] log of the summed weight of all paths; its gradient are the marginals (forward-backward in numpy,
    thirty times faster than one small tensor operation after another).
    """

    @staticmethod
    def forward(ctx: Any, scores: Tensor, moves: Tensor, start: Tensor, end: Tensor, mask: Tensor) -> Tensor:  # noqa: ANN401 - torch's own
        peak = scores.detach().amax(2, keepdim=True)
        weight = (scores.detach() - peak).exp().numpy()
        move, first, last = moves.detach().exp().numpy(), start.exp().numpy(), end.exp().numpy()
        live = mask.numpy()
        n, words, _ = weight.shape
        forward, scale = np.empty_like(weight), np.ones((n, words), np.float32)
        at = weight[:, 0] * first
        for i in range(words):
            if i:
                at = np.where(live[:, i, None], (at @ move) * weight[:, i], at)
            scale[:, i] = at.sum(1)
            at = at / scale[:, i, None]
            forward[:, i] = at
        final = (at * last).sum(1)
        ctx.saved = (weight, move, last, live, forward, scale, final)
        total = np.log(scale).sum(1) + np.log(final) + (peak.squeeze(2).numpy() * live).sum(1)
        return torch.from_numpy(total.astype(np.float32))

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401 - torch's own
        weight, move, last, live, forward, scale, final = ctx.saved
        words = weight.shape[1]
        marginal, pairs = np.zeros_like(weight), np.zeros_like(move)
        back = np.broadcast_to(last, forward[:, 0].shape) / final[:, None]
        for i in range(words - 1, -1, -1):
            here = live[:, i, None]
            marginal[:, i] = np.where(here, forward[:, i] * back, 0)
            if i:
                inner = weight[:, i] * back / scale[:, i, None]
                pairs += (
                    (np.where(here, forward[:, i - 1], 0) * grad.numpy()[:, None]).T @ np.where(here, inner, 0) * move
                )
                back = np.where(here, inner @ move.T, back)
        return torch.from_numpy(marginal) * grad[:, None, None], torch.from_numpy(pairs), None, None, None


class NameHead(nn.Module):
    """Scores of names. The words of a name tell of each other: with convolutions F1 is two points higher than without,
    with a layer of the encoder below them no higher.
    """

    def __init__(self, width: int, out: int, size: int = 128) -> None:
        super().__init__()
        self.enter, self.norm = nn.Linear(width, size), nn.LayerNorm(size)
        self.convolutions = nn.ModuleList(nn.Conv1d(size, size, 3, padding=d, dilation=d) for d in (1, 1, 2))
        self.dropout = nn.Dropout(0.2)
        self.leave = nn.Linear(size, out)

    def forward(self, words: Tensor) -> Tensor:
        """[windows, words, out] from vectors [windows, words, width]."""
        x = nn.functional.gelu(self.norm(self.enter(self.dropout(words)))).transpose(1, 2)
        for convolution in self.convolutions:
            x = x + nn.functional.gelu(convolution(x))
        return self.leave(self.dropout(x.transpose(1, 2)))


class Reader(nn.Module):
    def __init__(self, encoder: BertModel, kinds_of_name: int = 0, size: int = 128) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.layout = nn.ModuleList(nn.Embedding(n, width) for n in FEATURE_SIZES)
        for table in self.layout:
            nn.init.normal_(table.weight, std=0.01)
        self.dropout = nn.Dropout(0.1)
        self.cue_head = nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Linear(size, states(2)))
        self.token, self.cue = nn.Linear(width, size), nn.Linear(width, size)
        self.distance = nn.Embedding(len(DISTANCE_BOUNDS) + 2, size)
        self.norm = nn.LayerNorm(size)
        self.convolutions = nn.ModuleList(nn.Conv1d(size, size, 5, padding=2 * d, dilation=d) for d in (1, 2, 4))
        self.role_head = nn.Linear(size, states(2))
        self.cues, self.roles = SpanTagger(2), SpanTagger(2)
        self.knows_names = kinds_of_name > 0
        if kinds_of_name:
            self.name_head = NameHead(LAYERS_OF_NAMES * width, states(kinds_of_name))
            self.names = SpanTagger(kinds_of_name)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, Tensor]:
        """[windows, words, width] the vector of each word's first piece, before any dropout; and for names those of
        the last layers side by side, [windows, words, layers * width].
        """
        inputs = self.encoder.embeddings.word_embeddings(ids)
        for i, table in enumerate(self.layout):
            inputs = inputs + table(features[:, :, i])
        hidden = self.encoder(inputs_embeds=inputs, attention_mask=mask, output_hidden_states=True).hidden_states
        place = first.unsqueeze(2).expand(-1, -1, hidden[-1].shape[2])
        layers = [each.gather(1, place) for each in hidden[-LAYERS_OF_NAMES:]]
        return layers[-1], torch.cat(layers, 2)

    def cue_scores(self, words: Tensor) -> Tensor:
        return self.cue_head(words)

    def name_scores(self, layers: Tensor) -> Tensor:
        return self.name_head(layers)

    def role_scores(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        """[cues, words, states] from the words of each cue's window [cues, words, size], the mean vector of
        the cue's words [cues, size] and the bucketed distance of every word to the cue [cues, words].
        """
        cue = cue.unsqueeze(1)
        x = self.norm(token + cue + token * cue + self.distance(distance))
        x = x.transpose(1, 2)
        for convolution in self.convolutions:
            x = x + nn.functional.gelu(convolution(x))
        return self.role_head(self.dropout(x.transpose(1, 2)))
