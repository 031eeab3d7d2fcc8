"""The negative binomial likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import keras
from keras import ops

from scic.backends.keras.measured import measured
from scic.backends.keras.tensor import Tensor
from scic.backends.shared.errors import DataError


class NegativeBinomial(keras.layers.Layer):
    """Counts about the expected ones, with a learnt dispersion of each gene.

    Raises DataError where the training records do not hold counts.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(dtype="float32")
        if not facts["whole"]:
            raise DataError(
                f"{facts['fraction']}, a negative binomial needs counts: whole numbers, none below 0",
                "read the layer that holds the counts, or use `likelihood: gaussian`",
            )
        # a head that says nothing gives the mean of the training records
        self.base = measured(self, "base", [log(max(mean, 1e-4)) for mean in facts["center"]])
        self.log_dispersion = self.add_weight(name="log_dispersion", shape=(len(facts["genes"]),), initializer="zeros")
        self.built = True

    def call(self, raw: Tensor) -> Tensor:
        """The expected counts (B, genes), of what a head gives."""
        return ops.exp(ops.minimum(raw + self.base, 15.0))

    def surprise(self, expected: Tensor, values: Tensor) -> Tensor:
        """The negative log-likelihood of each count, (B, genes), in nats."""
        dispersion = ops.clip(self.log_dispersion, -5.0, 8.0)
        total = ops.exp(dispersion)
        logits = ops.log(expected + 1e-8) - dispersion
        ways = log_gamma(total + values) - log_gamma(1.0 + values) - log_gamma(total)
        return -(ways + total * ops.log_sigmoid(-logits) + values * ops.log_sigmoid(logits))


def log_gamma(x: Tensor) -> Tensor:
    """The logarithm of the gamma function for x > 0, by Stirling's series above 8 (error below 1e-7)."""
    # the function of x + 8 divided by x (x + 1) ... (x + 7)
    product = ops.zeros_like(x)
    for step in range(8):
        product = product + ops.log(x + step)
    high = x + 8.0
    inverse = 1.0 / high
    series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - inverse * inverse / 1260))
    return (high - 0.5) * ops.log(high) - high + 0.9189385332046727 + series - product
