from __future__ import annotations

import keras
import numpy as np
import pytest
import torch
from equivalence import array
from scipy.special import gammaln

from scic.backends.components.likelihood.gaussian import keras as gaussian
from scic.backends.components.likelihood.gaussian import pytorch as gaussian_torch
from scic.backends.components.likelihood.negative_binomial import keras as negative_binomial
from scic.backends.components.likelihood.negative_binomial import pytorch as negative_binomial_torch
from scic.backends.components.method.elbo import keras as elbo
from scic.backends.components.method.elbo import pytorch as elbo_torch
from scic.backends.shared.errors import DataError

RNG = np.random.default_rng(4)
GENES = 6
FACTS = {
    "genes": [f"g{number}" for number in range(GENES)],
    "center": RNG.uniform(0.1, 50, size=GENES).tolist(),
    "spread": RNG.uniform(0.5, 9, size=GENES).tolist(),
    "whole": True,
    "fraction": "",
}


@pytest.mark.parametrize(
    ("copied", "original", "learnt"),
    [
        (gaussian.Gaussian, gaussian_torch.Gaussian, "log_spread"),
        (negative_binomial.NegativeBinomial, negative_binomial_torch.NegativeBinomial, "log_dispersion"),
    ],
)
def test_both_backends_are_as_surprised(copied: type, original: type, learnt: str) -> None:
    one, other = copied(FACTS), original(FACTS)
    values = RNG.normal(size=GENES).astype(np.float32)
    getattr(one, learnt).assign(values)
    getattr(other, learnt).data = torch.tensor(values)
    raw = RNG.normal(size=(5, GENES)).astype(np.float32)
    counts = RNG.poisson(20, size=(5, GENES)).astype(np.float32)
    here, there = one(keras.ops.convert_to_tensor(raw)), other(torch.tensor(raw))
    np.testing.assert_allclose(array(here), array(there), rtol=1e-4)
    found = one.surprise(here, keras.ops.convert_to_tensor(counts))
    np.testing.assert_allclose(array(found), array(other.surprise(there, torch.tensor(counts))), rtol=1e-3, atol=1e-3)


def test_log_gamma_is_that_of_scipy() -> None:
    places = np.array([0.01, 0.3, 1.0, 1.5, 2.0, 7.0, 120.0, 4000.0], dtype=np.float32)
    found = array(negative_binomial.log_gamma(keras.ops.convert_to_tensor(places)))
    np.testing.assert_allclose(found, gammaln(places), rtol=1e-5, atol=1e-5)


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(DataError, match="needs counts"):
        negative_binomial.NegativeBinomial(FACTS | {"whole": False, "fraction": "`g1` is 0.5 in `c`"})


def test_both_backends_diverge_from_the_prior_alike() -> None:
    mean, log_variance = RNG.normal(size=(2, 4, 3)).astype(np.float32)
    given = (keras.ops.convert_to_tensor(mean), keras.ops.convert_to_tensor(log_variance))
    there = array(elbo_torch.divergence(torch.tensor(mean), torch.tensor(log_variance)))
    np.testing.assert_allclose(array(elbo.divergence(*given)), there, rtol=1e-4)
    zeros = keras.ops.zeros((2, 3))
    np.testing.assert_allclose(array(elbo.divergence(zeros, zeros)), 0, atol=1e-7)
