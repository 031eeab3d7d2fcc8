"""Likelihoods are those of SciPy, begin where they should, and refuse what they do not speak of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats

from scic.backends.components.likelihood.gaussian.pytorch import Gaussian
from scic.backends.components.likelihood.negative_binomial.pytorch import NegativeBinomial
from scic.backends.shared.errors import DataError

FACTS: dict[str, Any] = {
    "genes": ["a", "b", "c"],
    "center": [0.5, 3.0, 40.0],
    "spread": [1.0, 2.0, 9.0],
    "whole": True,
    "fraction": "",
}
EXPECTED = np.array([[0.2, 3.5, 30.0], [1.5, 0.01, 90.0]], dtype=np.float32)
COUNTS = np.array([[0, 3, 28], [2, 0, 300]], dtype=np.float32)


def test_a_gaussian_is_that_of_scipy_in_units_of_each_gene() -> None:
    made = Gaussian(FACTS)
    spread = np.array([0.5, 1.0, 2.0])
    made.log_spread.data = torch.tensor(np.log(spread), dtype=torch.float32)
    found = made.surprise(torch.tensor(EXPECTED), torch.tensor(COUNTS)).detach().numpy()
    unit = np.array(FACTS["spread"])
    np.testing.assert_allclose(found, -stats.norm.logpdf(COUNTS / unit, EXPECTED / unit, spread), rtol=1e-4)


def test_a_negative_binomial_is_that_of_scipy_by_mean_and_dispersion() -> None:
    made = NegativeBinomial(FACTS)
    dispersion = np.array([0.3, 1.0, 20.0])
    made.log_dispersion.data = torch.tensor(np.log(dispersion), dtype=torch.float32)
    found = made.surprise(torch.tensor(EXPECTED), torch.tensor(COUNTS)).detach().numpy()
    expected = -stats.nbinom.logpmf(COUNTS, dispersion, dispersion / (dispersion + EXPECTED))
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kind", [Gaussian, NegativeBinomial])
def test_a_head_that_says_nothing_gives_the_mean_of_the_training_records(kind: Any) -> None:
    np.testing.assert_allclose(kind(FACTS)(torch.zeros(1, 3)).detach().numpy(), [FACTS["center"]], rtol=1e-5)


@pytest.mark.parametrize("kind", [Gaussian, NegativeBinomial])
def test_far_from_everything_the_gradient_is_finite(kind: Any) -> None:
    made = kind(FACTS)
    raw = torch.tensor([[-60.0, 60.0, 0.0]], requires_grad=True)
    made.surprise(made(raw), torch.tensor([[9e4, 0.0, 7.0]])).sum().backward()
    assert raw.grad is not None and raw.grad.isfinite().all()


def test_what_is_no_count_is_named_with_gene_and_cell() -> None:
    facts = FACTS | {"whole": False, "fraction": "`b` is 0.5 in `cell7`"}
    with pytest.raises(DataError, match=r"`b` is 0.5 in `cell7`.* counts") as raised:
        NegativeBinomial(facts)
    assert "gaussian" in raised.value.remedy
