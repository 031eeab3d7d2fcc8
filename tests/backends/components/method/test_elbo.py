"""The bound of a variational autoencoder: its divergence, how that comes in, and what it learns from."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.distributions import Normal, kl_divergence

from scic.backends.components.field.profile.pytorch import ProfileInput
from scic.backends.components.likelihood.negative_binomial.pytorch import NegativeBinomial
from scic.backends.components.method.elbo.pytorch import Elbo, divergence
from scic.backends.components.model.vae.pytorch import Vae
from scic.backends.components.optimizer.adamw.pytorch import adamw
from scic.backends.components.schedule.cosine.pytorch import cosine
from scic.backends.components.task.reconstruction import shared as scores
from scic.backends.components.task.reconstruction.pytorch import Reconstruction

GENES = {
    "genes": ["a", "b", "c", "d"],
    "center": [1.0, 2.0, 3.0, 0.0],
    "spread": [1.0, 1.0, 2.0, 1.0],
    "log_center": [0.5, 0.9, 1.0, 0.0],
    "log_spread": [0.3, 0.4, 0.5, 1.0],
    "whole": True,
    "fraction": "",
}
FACTS = {"expression": GENES}


class Net(nn.Module):
    """An autoencoder under its task, as `model.py` of a project has it."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        encoder = ProfileInput(GENES, "expression")
        self.trunk = Vae(encoder, latent=2, hidden=(8, 6), dropout=0.0, input_dropout=0.0)
        task = Reconstruction(self.trunk.size, GENES, field="expression", latent=2, likelihood=NegativeBinomial(GENES))
        self.tasks = nn.ModuleDict({"cells": task})

    @property
    def trunks(self) -> dict[str, nn.Module]:
        return {"vae": self.trunk}

    def heads(self, representation: Tensor) -> dict[str, Tensor]:
        return {name: task(representation) for name, task in self.tasks.items()}

    def losses(self, outputs: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Any]:
        return {name: task.loss(outputs[name], batch) for name, task in self.tasks.items()}


def stage(*, beta: float, warmup: float) -> Elbo:
    return Elbo(
        Net(),
        beta=beta,
        warmup=warmup,
        epochs=10,
        scores={"cells": (scores, "expression")},
        facts=FACTS,
        optimizer=partial(adamw, lr=1e-2, weight_decay=1e-2, betas=(0.9, 0.999)),
        schedule=partial(cosine, warmup=0.1, final=0.0),
        seed=1,
    )


def bound(made: Elbo, epoch: int, batch: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(Elbo, "current_epoch", epoch)
    torch.manual_seed(5)
    return float(made.objective(batch).detach())


@pytest.fixture
def batch() -> dict[str, Tensor]:
    return {"expression": torch.tensor([[0.0, 1, 7, 0], [2, 3, 0, 0], [1, 0, 900, 4]])}


def test_the_divergence_is_0_at_the_prior_and_that_of_normal_distributions_elsewhere() -> None:
    assert divergence(torch.zeros(3, 2), torch.zeros(3, 2)).tolist() == [0, 0, 0]
    mean, log_variance = torch.randn(2, 5, 3, generator=torch.Generator().manual_seed(1))
    expected = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).sum(dim=1)
    torch.testing.assert_close(divergence(mean, log_variance), expected)


def test_the_divergence_comes_in_over_the_warmup(batch: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage(beta=2.0, warmup=0.5)
    seen = [bound(made, epoch, batch, monkeypatch) for epoch in range(10)]
    trunk = made.learner.trunk
    whole = 2 * float(divergence(*trunk.posterior(trunk.inputs(batch))).mean().detach())
    shares = [(each - seen[0]) / whole for each in seen]
    assert shares == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1, 1], abs=1e-3)


def test_without_warmup_the_divergence_counts_from_the_first_epoch(
    batch: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = stage(beta=1.0, warmup=0.0)
    assert bound(made, 0, batch, monkeypatch) == bound(made, 9, batch, monkeypatch)


def test_every_parameter_learns_of_extreme_counts_too(
    batch: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = stage(beta=1.0, warmup=0.0)
    monkeypatch.setattr(Elbo, "current_epoch", 0)
    made.objective(batch).backward()
    gradients = {name: value.grad for name, value in made.learner.named_parameters()}
    assert [name for name, grad in gradients.items() if grad is None or not grad.isfinite().all()] == []
    assert [name for name, grad in gradients.items() if grad is not None and not grad.any()] == []
