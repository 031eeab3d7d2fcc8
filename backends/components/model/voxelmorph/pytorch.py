"""A network that registers one picture to another."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scic.backends.components.model.unet.pytorch import Unet
from scic.backends.pytorch.convolution import CONVOLUTION
from scic.backends.pytorch.pair_input import PairInput
from scic.backends.pytorch.spatial import look_up, positions

START = 1e-5
"""Deviation of the first weights of the velocity: training begins with a picture that stays where it is."""


class Voxelmorph(Unet):
    """A U-Net over a moving and a fixed picture, and the motion that it finds (Balakrishnan et al. 2019).

    Gives (B, size, *space): the channels of the moving picture, each of its pixels taken from where the displacement
    points, then the displacement along each axis, in pixels.
    """

    def __init__(
        self,
        inputs: PairInput,
        *,
        depth: int,
        width: int,
        convolutions: int,
        normalization: str | None,
        squarings: int,
    ) -> None:
        super().__init__(
            inputs,  # type: ignore[arg-type]  # it is asked for no more than its channels and its rank
            depth=depth,
            width=width,
            convolutions=convolutions,
            normalization=normalization,
            dropout=0.0,
            pool=None,
        )
        self.squarings = squarings
        self.moved = inputs.parts[0].channels
        self.size = self.moved + inputs.rank
        self.velocity = CONVOLUTION[inputs.rank](width, inputs.rank, kernel_size=3, padding=1)
        nn.init.normal_(self.velocity.weight, std=START)
        nn.init.zeros_(self.velocity.bias)  # type: ignore[arg-type]
        self.registered = nn.Identity()

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        return {**super().layers, "features": self.registered}

    def represent(self, encoded: Tensor) -> Tensor:
        """The moved picture and its displacement."""
        displacement = self.followed(self.velocity(super().represent(encoded)))
        moved = warp(encoded[:, : self.moved], displacement)
        registered: Tensor = self.registered(torch.cat([moved, displacement], dim=1))
        return registered

    def followed(self, velocity: Tensor) -> Tensor:
        """The displacement after one unit of time: a small step, doubled again and again (Dalca et al. 2018)."""
        displacement: Tensor = velocity / 2**self.squarings
        for _ in range(self.squarings):
            displacement = displacement + warp(displacement, displacement)
        return displacement


def warp(maps: Tensor, displacement: Tensor) -> Tensor:
    """Maps (B, C, *space), each value taken from where the displacement (B, rank, *space), in pixels, points."""
    space = tuple(maps.shape[2:])
    where = positions(space, maps.device) + displacement.movedim(1, -1)
    return look_up({"maps": maps.movedim(1, -1)}, {"maps": "image"}, where)["maps"].movedim(-1, 1)
