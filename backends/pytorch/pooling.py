"""From a map to a vector."""

from __future__ import annotations

from torch import Tensor, nn


class GlobalPool(nn.Module):
    """The `mean` or `max` of each channel over all places: (B, C, *space) to (B, C); None keeps the map."""

    def __init__(self, kind: str | None) -> None:
        super().__init__()
        self.kind = kind

    def forward(self, maps: Tensor) -> Tensor:
        """The pooled maps."""
        if self.kind is None:
            return maps
        places = maps.flatten(2)
        return places.amax(dim=2) if self.kind == "max" else places.mean(dim=2)


def as_vectors(representation: Tensor) -> Tensor:
    """A vector a record, (B, D): the mean over all places of a map (B, C, *space), a vector as it is."""
    return representation.flatten(2).mean(dim=2) if representation.ndim > 2 else representation
