"""What a loss teaches, on whichever engine computes it: a step of plain gradient descent, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

Loss = Callable[[Any, dict[str, Any]], Any]


class Free(keras.Model):
    """A prediction that reads nothing and is itself what is learnt."""

    def __init__(self, start: np.ndarray, loss: Loss) -> None:
        super().__init__(autocast=False)
        self.prediction = self.add_weight(shape=start.shape, name="prediction")
        self.prediction.assign(start)
        self.minimised = loss
        self.built = True

    def call(self, batch: dict[str, Any], training: bool | None = None) -> Any:
        return keras.ops.convert_to_tensor(self.prediction)

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *others: Any, **more: Any) -> Any:
        return self.minimised(y_pred, x)


def gradient(loss: Loss, prediction: np.ndarray, batch: dict[str, np.ndarray]) -> np.ndarray:
    """How a scalar loss changes with a prediction."""
    model = Free(prediction, loss)
    model.compile(keras.optimizers.SGD(1.0))
    model.fit(batch, batch_size=len(prediction), epochs=1, verbose=0, shuffle=False)
    after: np.ndarray = keras.ops.convert_to_numpy(model.prediction)
    return prediction - after


def fit(
    layer: keras.layers.Layer, values: np.ndarray, batch: dict[str, np.ndarray], steps: int, rate: float = 0.1
) -> None:
    """Train a task on representations until it knows a batch."""

    class Fitted(keras.Model):
        def __init__(self) -> None:
            super().__init__(autocast=False)
            self.layer = layer
            self.built = True

        def call(self, data: dict[str, Any], training: bool | None = None) -> Any:
            return self.layer(data["representation"])

        def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *others: Any, **more: Any) -> Any:
            return self.layer.loss(y_pred, x)

    model = Fitted()
    model.compile(keras.optimizers.Adam(rate))
    model.fit({"representation": values, **batch}, batch_size=len(values), epochs=steps, verbose=0, shuffle=False)
