"""Grad-CAM (Selvaraju et al. 2017), on images and volumes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.ndimage import zoom

from scic.backends.keras.attribution import Arrays, Explained, explanations
from scic.backends.keras.tensor import Batch


def explain(
    model: Any, batch: Batch, *, task: str, layer: str, chunk: int, sanity: bool, shuffles: int
) -> dict[str, np.ndarray]:
    """Explain each record by the map of `layer`, its channels weighted by the prediction's mean gradient.

    Returns, for the trunk that the layer belongs to, the positive part spread to the size of the input,
    (B, *space); and `sanity`. Raises ValueError when the layer gives no map.
    """

    def weighted_map(explained: Explained) -> Arrays:
        trunk, activation, found = explained.at_layer(layer)
        space = explained.inputs[explained.names.index(trunk)].shape[1:-1]
        if not space or activation.ndim != 2 + len(space):
            raise ValueError(f"layer `{layer}` gives no map: choose one before the mean over the image is taken")
        importance = found.mean(axis=tuple(range(1, found.ndim - 1)), keepdims=True)
        coarse = np.maximum((activation * importance).sum(axis=-1), 0)
        factors = [to / side for to, side in zip(space, coarse.shape[1:], strict=True)]
        return {trunk: np.stack([_spread(each, factors) for each in coarse])}

    return explanations(model, batch, weighted_map, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)


def _spread(coarse: np.ndarray, factors: list[float]) -> np.ndarray:
    """Spread a map linearly, pixels taken as areas."""
    fine: np.ndarray = zoom(coarse, factors, order=1, mode="nearest", grid_mode=True)
    return fine
