"""The Gaussian likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, pi
from typing import Any

import keras
from keras import ops

from scic.backends.keras.measured import measured
from scic.backends.keras.tensor import Tensor


class Gaussian(keras.layers.Layer):
    """Normal about the expected values, with a learnt spread of each gene in units of that of the training records."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(dtype="float32")
        self.center = measured(self, "center", facts["center"])
        self.unit = measured(self, "unit", facts["spread"])
        self.log_spread = self.add_weight(name="log_spread", shape=(len(facts["genes"]),), initializer="zeros")
        self.built = True

    def call(self, raw: Tensor) -> Tensor:
        """The expected values (B, genes) in the units of the data, of what a head gives."""
        return raw * self.unit + self.center

    def surprise(self, expected: Tensor, values: Tensor) -> Tensor:
        """The negative log-likelihood of each standardised value, (B, genes), in nats."""
        error = (values - expected) / self.unit
        # no gene is known so well that a single record could count for all
        spread = ops.clip(self.log_spread, -2.5, 2.5)
        return 0.5 * ops.square(error * ops.exp(-spread)) + spread + 0.5 * log(2 * pi)
