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


def as_vectors(features: Tensor) -> Tensor:
    """Vectors (B, C) as they are; maps (B, C, *space) averaged over their places."""
    return features if features.ndim == 2 else features.flatten(2).mean(dim=2)
