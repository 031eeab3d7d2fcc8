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


def as_vectors(representation: Tensor) -> Tensor:
    """A vector a record, (B, D): the mean over all places of a map (B, *space, C), a vector as it is."""
    places = tuple(range(1, len(representation.shape) - 1))
    return ops.mean(representation, axis=places) if places else representation
