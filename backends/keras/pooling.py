"""From a map to a vector."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.tensor import Tensor


def global_pool(maps: Tensor, kind: str | None) -> Tensor:
    """The `mean` or `max` of each channel over all places: (B, *space, C) to (B, C); None keeps the map."""
    if kind is None:
        return maps
    places = tuple(range(1, len(maps.shape) - 1))
    return ops.max(maps, axis=places) if kind == "max" else ops.mean(maps, axis=places)


def as_vectors(features: Tensor) -> Tensor:
    """Vectors (B, C) as they are; maps (B, *space, C) averaged over their places."""
    return features if len(features.shape) == 2 else global_pool(features, "mean")
