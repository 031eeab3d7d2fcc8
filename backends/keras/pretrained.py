"""Weights of a residual network that has learnt from photographs before."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import keras
import numpy as np

from scic.backends.keras.residual import BOTTLENECKS, STEM, residual_network

HUB = "hub"
"""The value of `weights` that stands for Keras' own, downloaded."""
SPREADS = (58.395, 57.12, 57.375)
"""The spreads of red, green and blue over ImageNet, in steps of intensity, that Keras' own networks expect."""
Weights = dict[str, list[np.ndarray]]
"""By layer: the kernel of a convolution; factor, offset, mean and variance of a normalisation."""


def pretrained(depth: int, channels: int, weights: str, root: Path) -> Weights:
    """Weights for a residual network that reads standardised pictures of so many channels.

    `weights` is `hub`, or the path of a file, which starts at `root`. Raises ConnectionError, FileNotFoundError
    or ValueError with the reason.
    """
    network = downloaded(depth) if weights == HUB else read(depth, root / weights)
    found = {layer.name: layer.get_weights() for layer in network.layers if layer.weights}
    if depth in BOTTLENECKS:
        found = standardised(found)
    return found | {STEM: [for_channels(found[STEM][0], channels)]}


def downloaded(depth: int) -> keras.Model:
    """Keras' own network; raises ValueError where there is none, ConnectionError where it is out of reach."""
    if depth not in BOTTLENECKS:
        raise ValueError(
            f"Keras has no pretrained weights for a resnet{depth}; set `depth` to "
            f"{' or '.join(str(each) for each in BOTTLENECKS)}, or `weights` to the path of a file"
        )
    try:
        return getattr(keras.applications, BOTTLENECKS[depth])(include_top=False, weights="imagenet")
    except Exception as error:  # the download raises errors of several kinds
        raise ConnectionError(
            f"the pretrained weights of resnet{depth} could not be downloaded ({type(error).__name__}: {error}); "
            "download them where there is a connection and set `weights` to the path of the file"
        ) from error


def read(depth: int, path: Path) -> keras.Model:
    """Read a network from a `.keras` file, or its weights without the top from an `.h5` file.

    Raises FileNotFoundError, or ValueError where the file holds others.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no file of pretrained weights {path}")
    if depth in BOTTLENECKS:
        network = getattr(keras.applications, BOTTLENECKS[depth])(include_top=False, weights=None)
    else:
        network = residual_network(depth, 3, small_images=False)
    try:
        if path.suffix == ".keras":
            other = keras.saving.load_model(path, compile=False)
            for layer in network.layers:
                if layer.weights:
                    layer.set_weights(other.get_layer(layer.name).get_weights())
        else:
            network.load_weights(path)
    except (OSError, TypeError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ValueError(f"{path} does not hold the weights of a resnet{depth}: {reason}") from error
    return network


def standardised(found: Weights) -> Weights:
    """Turn weights of Keras' own into those of a network without biases for standardised pictures.

    Keras' own read blue before red, in steps of intensity, and its convolutions have a bias, which the
    normalisation after each subtracts with its mean: without it, the mean is lower by as much.
    """
    turned = dict(found)
    for name, values in found.items():
        if name.endswith("_conv"):
            kernel, bias = values
            normal = name.removesuffix("_conv") + "_bn"
            factor, offset, mean, variance = found[normal]
            turned[name], turned[normal] = [kernel], [factor, offset, mean - bias, variance]
    turned[STEM] = [found[STEM][0][:, :, ::-1] * np.array(SPREADS, dtype="float32")[:, None]]
    return turned


def for_channels(kernel: np.ndarray, channels: int) -> np.ndarray:
    """A first kernel (*window, 3, width) for another number of channels, its answers as strong as before."""
    before = kernel.shape[2]
    if channels == 1:
        summed: np.ndarray = kernel.sum(axis=2, keepdims=True)
        return summed
    repeated: np.ndarray = np.tile(kernel, (1, 1, ceil(channels / before), 1))[:, :, :channels] * (before / channels)
    return repeated
