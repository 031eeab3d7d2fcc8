"""Weights of a residual network that was trained on photographs before."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np

from scic.backends.keras.residual import BOTTLENECKS, residual_network

HUB = "hub"
"""The value of `weights` that stands for Keras' own, downloaded."""
SPREADS = (58.393, 57.12, 57.375)
"""The spreads of red, green and blue over ImageNet, in steps of 256, which Keras' networks leave in."""
Weights = dict[str, list[np.ndarray]]
"""By layer: of a convolution the kernel and perhaps a bias, of a normalisation factor, offset, mean, variance."""


def pretrained(depth: int, weights: str, root: Path) -> Weights:
    """Read the weights of a residual network: `hub`, or the path of a file, which starts at `root`.

    Raises ConnectionError, FileNotFoundError or ValueError with the reason.
    """
    if weights != HUB:
        return read_weights(depth, root / weights)
    if depth not in BOTTLENECKS:
        raise ValueError(
            f"Keras has no pretrained weights for a resnet{depth}; set `depth` to "
            f"{' or '.join(str(each) for each in BOTTLENECKS)}, or `weights` to the path of a file"
        )
    try:
        network = getattr(keras.applications, BOTTLENECKS[depth])(include_top=False, weights="imagenet")
    except Exception as error:  # the download raises errors of several kinds
        raise ConnectionError(
            f"the pretrained weights of resnet{depth} could not be downloaded ({type(error).__name__}: {error}); "
            "download them where there is a connection and set `weights` to the path of the file"
        ) from error
    return weights_of(network)


def read_weights(depth: int, path: Path) -> Weights:
    """Read a file: `.keras`, or `.h5` of the network without its top."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file of pretrained weights {path}")
    try:
        if path.suffix == ".keras":
            return weights_of(keras.saving.load_model(path, compile=False))
        if depth in BOTTLENECKS:
            network = getattr(keras.applications, BOTTLENECKS[depth])(include_top=False, weights=None)
        else:
            network = residual_network(depth, channels=3, small_images=False)
        network.load_weights(path)
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} does not hold the weights of a resnet{depth}: {error}") from error
    return weights_of(network)


def weights_of(network: keras.Model) -> Weights:
    """The weights of each layer, by its name."""
    return {layer.name: layer.get_weights() for layer in network.layers if layer.weights}
