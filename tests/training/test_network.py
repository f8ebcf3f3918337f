"""The loss of the span tagger against a plain reference. Needs the extra `training`."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
network = pytest.importorskip("training.network", reason="the extra `training` is not installed")


def test_network_log_partition_and_its_gradient_are_those_of_plain_tensor_operations() -> None:
    torch.manual_seed(0)
    tagger = network.SpanTagger(2)
    tagger.moves.data.normal_()
    scores = torch.randn(5, 12, 9, requires_grad=True)
    mask = torch.arange(12)[None] < torch.tensor([12, 5, 8, 1, 12])[:, None]
    weight = torch.randn(5)
    moves = tagger.moves + tagger.ban
    total = scores[:, 0] + tagger.start
    for i in range(1, scores.shape[1]):
        after = torch.logsumexp(total.unsqueeze(2) + moves, 1) + scores[:, i]
        total = torch.where(mask[:, i].unsqueeze(1), after, total)
    plain = torch.logsumexp(total + tagger.end, 1)
    ours = network.LogPartition.apply(scores, tagger.moves + tagger.ban, tagger.start, tagger.end, mask)
    torch.testing.assert_close(ours, plain)
    for mine, reference in zip(
        torch.autograd.grad((ours * weight).sum(), [scores, tagger.moves]),
        torch.autograd.grad((plain * weight).sum(), [scores, tagger.moves]),
        strict=True,
    ):
        torch.testing.assert_close(mine, reference, atol=1e-5, rtol=1e-4)


def test_network_gold_path_is_at_most_as_likely_as_all_paths() -> None:
    torch.manual_seed(1)
    tagger = network.SpanTagger(1)
    labels = torch.tensor([[0, 1, 3, 0], [4, 0, 0, 0]])
    mask = torch.tensor([[True] * 4, [True] * 2 + [False] * 2])
    assert (tagger.loss(torch.randn(2, 4, 5), labels, mask) > 0).all()
