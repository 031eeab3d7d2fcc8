"""The generator of a DCGAN."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from scic.backends.pytorch.latent_input import LatentInput
from scic.backends.shared.grids import halved


class Dcgan(nn.Module):
    """Random vectors (B, latent) become maps (B, width, height, width).

    The grid is doubled again and again (Radford et al. 2015) up to `space`, the size of the pictures; what that
    gives too much is cut off.
    """

    def __init__(self, inputs: LatentInput, *, latent: int, width: int, space: Sequence[int]) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = width
        self.space = tuple(space)
        *coarser, coarsest = halved(self.space)
        channels = width * 2 ** len(coarser)
        layers: list[nn.Module] = [
            nn.Linear(latent, channels * coarsest[0] * coarsest[1], bias=False),
            nn.Unflatten(1, (channels, *coarsest)),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        ]
        for _ in coarser:
            layers += [
                nn.ConvTranspose2d(channels, channels // 2, kernel_size=4, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(channels // 2),
                nn.ReLU(),
            ]
            channels //= 2
        self.grow = nn.Sequential(*layers)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name."""
        return {"features": self.grow}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The map on the grid of the pictures."""
        height, width = self.space
        maps: Tensor = self.grow(encoded)
        return maps[:, :, :height, :width]
