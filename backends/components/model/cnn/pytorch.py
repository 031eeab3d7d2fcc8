"""A plain convolutional network."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.convolution import convolution_block, halving_layer
from scic.backends.pytorch.pooling import GlobalPool
from scic.backends.shared.halving import halvings


class Cnn(nn.Module):
    """Blocks of convolutions, each on a grid half as fine as the one before, coarse axes of a volume waiting.

    Gives vectors (B, size), or without `pool` maps (B, size, *coarsest space), rounded up.
    """

    def __init__(
        self,
        inputs: ImageInput,
        *,
        widths: Sequence[int],
        convolutions: int,
        normalization: str | None,
        dropout: float,
        pool: str | None,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = widths[-1]
        # the first block sees every pixel; the rounding up keeps the last row of an odd number
        factors = halvings(inputs.spacing, len(widths) - 1)
        entries = [nn.Identity(), *(halving_layer(each, round_up=True) for each in factors)]
        self.blocks = nn.ModuleList()
        channels = inputs.channels
        for entry, width in zip(entries, widths, strict=True):
            block = convolution_block(
                channels,
                width,
                rank=inputs.rank,
                convolutions=convolutions,
                normalization=normalization,
                dropout=dropout,
            )
            self.blocks.append(nn.Sequential(entry, block))
            channels = width
        self.features = GlobalPool(pool)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        blocks = {f"block{number}": block for number, block in enumerate(self.blocks, start=1)}
        return {**blocks, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        maps = encoded
        for block in self.blocks:
            maps = block(maps)
        features: Tensor = self.features(maps)
        return features
