"""Adaptation: a reversed gradient, a discrepancy of distributions, and a step of both."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.method.dann.pytorch import Dann, reversed_gradient
from scic.backends.components.method.dann.reversal import reversal
from scic.backends.components.method.mmd.pytorch import Mmd, discrepancy
from scic.backends.pytorch.adaptation import Adaptation

KERNELS = {"kernels": 5, "factor": 2.0}


class Net(nn.Module):
    """Features of four numbers, and one head that reads a number from them."""

    size = 6

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(4, 6), nn.Tanh())
        self.head = nn.Linear(6, 1)

    def features(self, batch: dict[str, Tensor]) -> Tensor:
        features: Tensor = self.trunk(batch["x"])
        return features

    def heads(self, features: Tensor) -> dict[str, Tensor]:
        return {"task": self.head(features)[:, 0]}

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return self.heads(self.features(batch))

    def losses(self, outputs: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {"task": ((outputs["task"] - batch["y"]) ** 2).mean()}


def stage(cls: type[Adaptation], **settings: Any) -> Any:
    torch.manual_seed(0)
    return cls(Net(), scores={}, facts={}, optimizer=None, schedule=None, seed=0, **settings)


def batches(apart: float = 2.0) -> dict[str, dict[str, Tensor]]:
    """Two domains that differ along the first number; only the second says what is asked for."""
    draw = torch.Generator().manual_seed(1)
    source, target = torch.randn(64, 4, generator=draw), torch.randn(48, 4, generator=draw)
    target[:, 0] += apart
    return {"source": {"x": source, "y": source[:, 1]}, "target": {"x": target}}


def reference(source: np.ndarray, target: np.ndarray) -> float:
    """The discrepancy pair by pair, as the paper writes it."""
    both = np.concatenate([source, target])
    middle = np.mean([((a - b) ** 2).sum() for a in both for b in both])

    def kernel(a: np.ndarray, b: np.ndarray) -> float:
        squared = ((a - b) ** 2).sum()
        return float(np.mean([np.exp(-squared / (middle * 2.0**power)) for power in (-2, -1, 0, 1, 2)]))

    def mean(these: np.ndarray, those: np.ndarray) -> float:
        return float(np.mean([kernel(a, b) for a in these for b in those]))

    return mean(source, source) + mean(target, target) - 2 * mean(source, target)


def test_a_gradient_is_turned_round_and_weighed() -> None:
    features = torch.tensor([[1.0, -2.0]], requires_grad=True)
    passed = reversed_gradient(features, 0.3)
    assert torch.equal(passed, features)
    (passed * torch.tensor([[5.0, 7.0]])).sum().backward()
    assert features.grad is not None
    torch.testing.assert_close(features.grad, torch.tensor([[-1.5, -2.1]]))


def test_the_reversal_rises_from_nothing_to_its_strength() -> None:
    factors = [reversal(epoch, 20, strength=0.5, ramp=10.0) for epoch in range(21)]
    assert factors[0] == 0
    assert factors == sorted(factors)
    assert factors[2] == pytest.approx(0.5 * (2 / (1 + np.exp(-1)) - 1))
    assert factors[20] == pytest.approx(0.5, abs=1e-4)


def test_equal_samples_have_no_discrepancy() -> None:
    sample = torch.randn(20, 3)
    assert float(discrepancy(sample, sample, **KERNELS)) == pytest.approx(0, abs=1e-6)
    constant = torch.zeros(4, 3, requires_grad=True)
    found = discrepancy(constant, constant, **KERNELS)
    found.backward()
    assert found.item() == pytest.approx(0, abs=1e-6)
    assert constant.grad is not None and torch.isfinite(constant.grad).all()


def test_the_discrepancy_grows_with_the_distance() -> None:
    draw = torch.Generator().manual_seed(0)
    one, two = torch.randn(200, 3, generator=draw), torch.randn(150, 3, generator=draw)
    found = [float(discrepancy(one, two + shift, **KERNELS)) for shift in (0.0, 0.5, 1.0, 2.0)]
    assert found == sorted(found)
    assert found[0] < 0.02 < 0.3 < found[-1]


def test_the_discrepancy_is_that_of_the_paper() -> None:
    draw = np.random.default_rng(3)
    one, two = draw.normal(size=(7, 3)), draw.normal(1, 2, size=(5, 3))
    found = discrepancy(torch.tensor(one), torch.tensor(two), **KERNELS)
    assert float(found) == pytest.approx(reference(one, two), rel=1e-5)


def test_the_network_is_taught_to_mislead_the_classifier_of_domains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dann, "current_epoch", 5)
    made = stage(Dann, hidden=8, strength=1.0, ramp=10.0, epochs=10)
    both = batches()
    made.objective(both).backward()
    with_it = made.model.trunk[0].weight.grad.clone()
    classifier = made.domain[0].weight.grad.clone()
    supervised = torch.autograd.grad(made.supervise(both["source"]), made.model.trunk[0].weight)[0]

    features = [made.model.features(both[name]) for name in ("source", "target")]
    truth = torch.cat([torch.zeros(64), torch.ones(48)])
    weights = torch.cat([torch.full((64,), 1 / 128), torch.full((48,), 1 / 96)])
    logits = made.domain(torch.cat(features))[:, 0]
    plain = (nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * weights).sum()
    trunk, own = torch.autograd.grad(plain, [made.model.trunk[0].weight, made.domain[0].weight])
    factor = reversal(5, 10, strength=1.0, ramp=10.0)
    torch.testing.assert_close(classifier, own)
    torch.testing.assert_close(with_it, supervised - factor * trunk)


def test_the_features_of_both_domains_meet_while_the_task_is_learnt() -> None:
    both, apart = batches(), {}
    for strength in (0.0, 5.0):
        made = stage(Mmd, strength=strength, **KERNELS)
        optimizer = torch.optim.Adam(made.parameters(), lr=2e-2)
        for _ in range(120):
            optimizer.zero_grad()
            made.objective(both).backward()
            optimizer.step()
        with torch.no_grad():
            features = [made.model.features(both[name]) for name in ("source", "target")]
            assert float(made.supervise(both["source"])) < 0.2
            apart[strength] = float(discrepancy(*features, **KERNELS))
    assert apart[5.0] < 0.3 * apart[0.0]


def test_no_label_of_the_target_is_read() -> None:
    made = stage(Mmd, strength=1.0, **KERNELS)
    both = batches()
    without = made.objective(both)
    both["target"]["y"] = torch.full((48,), torch.nan)
    torch.testing.assert_close(made.objective(both), without)
