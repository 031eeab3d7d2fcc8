"""The DCGAN generator."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Layer, Map, RandomVector
from scic.compiler.catalogue.settings import Count


class Dcgan(Trunk):
    """The generator of a DCGAN: a random vector becomes a picture, on grids that grow finer.

    For small pictures of one kind, up to some 64 pixels. It reads no field: each record gets a random vector of its
    own. From a grid of at most four places along each side, transposed convolutions double the grid until it is that
    of the pictures. What judges the pictures belongs to the method, `gan`.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model dcgan { latent: 32, width: 32 }
        task generation { predict: scans.image }
        method gan { epochs: 100 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.2"
    paper = "Radford et al., Unsupervised representation learning with deep convolutional GANs, 2015"
    takes = (RandomVector,)

    latent: Count = Field(64, description="numbers in the random vector that a picture is made of")
    width: Count = Field(32, description="channels of the finest grid; each coarser one has twice as many")

    def drawn(self) -> RandomVector:
        """The random vector."""
        return RandomVector(size=self.latent)

    def gives(self, inputs: FieldType) -> Map:
        """A map on the grid of the pictures."""
        return Map(self.width)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The finest map; how many coarser ones there are hangs on the size of the pictures."""
        return (Layer("features", self.gives(inputs)),)
