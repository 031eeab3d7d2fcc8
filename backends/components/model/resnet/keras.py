"""A residual network, from keras.applications where that has it.

It has as many trained parameters as PyTorch's: the biases that `keras.applications` gives its convolutions are
left out, since the normalisations take them away again. With a depth of 50 or 101 a block halves the grid in its
first convolution, as in the paper and in the pretrained weights; timm does so in the second.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import keras

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.keras.pooling import global_pool
from scic.backends.keras.pretrained import pretrained
from scic.backends.keras.residual import BLOCKS, POOLED, residual_network
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Resnet(Trunk):
    """A residual network (He et al. 2016).

    Gives vectors (B, size), or without `pool` maps (B, *space / stride, size), rounded up. With `small_images`
    the stem keeps the grid of the input: the stride is 8 in place of 32.
    """

    def __init__(self, inputs: ImageInput, *, depth: int, small_images: bool, pool: str | None) -> None:
        super().__init__(inputs)
        self.depth = depth
        self.channels = inputs.channels
        self.pool = pool
        with keras.name_scope(self.name):
            network = residual_network(depth, inputs.channels, small_images=small_images)
        self.size = int(network.output.shape[-1])
        ends = [POOLED, *(f"conv{stage}_block{count}_out" for stage, count in enumerate(BLOCKS[depth], start=2))]
        names = ["stem", *(f"block{number}" for number in range(1, len(ends)))]
        cuts = [network.input, *(network.get_layer(end).output for end in ends)]
        self.sections = [
            keras.Model(before, after, name=name) for name, (before, after) in zip(names, pairwise(cuts), strict=True)
        ]

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        maps = encoded
        for section in self.sections:
            maps = publish(section.name, section(maps, training=training))
        return publish("features", global_pool(maps, self.pool))

    def start_from(self, weights: str, root: Path) -> None:
        """Take over pretrained weights: `hub` for Keras' own of ImageNet, or the path of a file of them.

        The file is `.keras`, or `.h5` of the network without its top; for a depth of 18 or 34, of what
        `residual_network` makes. A path starts at `root`. Raises ConnectionError, FileNotFoundError or
        ValueError with the reason.
        """
        found = pretrained(self.depth, self.channels, weights, root)
        for section in self.sections:
            for layer in section.layers:
                if layer.weights:
                    layer.set_weights(found[layer.name])
