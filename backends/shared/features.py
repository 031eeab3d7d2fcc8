"""Features for the simple models and for a first look at the data: what a network would learn by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import ndimage

TABLE = ("table", "numeric", "categories")
"""The names of a table in a list of inputs: as a whole, or by its two packed arrays."""

VALUES = 1024
"""Most values kept of each channel of an image or a volume: 32 x 32, or 10 x 10 x 10."""

SCALES = (1.0, 2.0, 4.0)
"""Widths in pixels of the Gaussians of `pixel_features`."""


def feature_matrix(batch: Mapping[str, np.ndarray], inputs: Sequence[str], facts: Mapping[str, Any]) -> np.ndarray:
    """Give a matrix (B, features) without missing values, the table first, then the other inputs in order.

    A table gives its numbers (missing ones as the mean of the training records), a 0/1 column for every
    number that misses values there, and one 0/1 column a category. An image is averaged down to at most
    `VALUES` values a channel and flattened.
    """
    blocks = []
    if any(name in TABLE for name in inputs):
        blocks.append(table_features(batch, facts["table"]))
    blocks += [image_features(batch[name]) for name in inputs if name not in TABLE]
    if not blocks:
        raise ValueError("features need at least one input, found none")
    return np.concatenate(blocks, axis=1)


def table_features(batch: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> np.ndarray:
    """Give the features (B, features) of a packed table; `facts` are those of the table."""
    blocks = []
    if facts["numeric"]:
        numeric = batch["numeric"].astype(np.float64)
        absent = np.isnan(numeric)
        blocks.append(np.where(absent, np.nan_to_num(np.asarray(facts["mean"], dtype=np.float64)), numeric))
        blocks.append(absent[:, np.asarray(facts["missing"]) > 0].astype(np.float64))
    for column, values in enumerate(facts["categories"].values()):
        # code 0 is a missing or unseen category: it gets no column
        codes = np.arange(1, len(values) + 1)
        blocks.append((batch["categories"][:, [column]] == codes).astype(np.float64))
    return np.concatenate(blocks, axis=1)


def image_features(images: np.ndarray) -> np.ndarray:
    """Give the features (B, features) of images or volumes (B, *space, C): means over blocks of pixels."""
    small = images.astype(np.float64)
    rank = images.ndim - 2
    side = round(VALUES ** (1 / rank)) if rank > 0 else 0
    for axis in range(1, 1 + rank):
        length = small.shape[axis]
        if length > side:
            starts = np.arange(side) * length // side
            counts = np.diff(np.append(starts, length))
            shape = [-1 if a == axis else 1 for a in range(small.ndim)]
            small = np.add.reduceat(small, starts, axis=axis) / counts.reshape(shape)
    return small.reshape(len(small), -1)


def pixel_features(image: np.ndarray) -> np.ndarray:
    """Give the features (*space, features) of every pixel of an image or a volume (*space, C).

    For each channel the intensity, its Gaussian means, edge strength and blobs (Laplacian), as in
    Arganda-Carreras et al., Trainable Weka Segmentation, 2017.
    """
    maps = []
    for channel in np.moveaxis(image.astype(np.float64), -1, 0):
        maps.append(channel)
        for scale in SCALES:
            maps.append(ndimage.gaussian_filter(channel, scale))
            maps.append(ndimage.gaussian_gradient_magnitude(channel, scale))
            maps.append(ndimage.gaussian_laplace(channel, scale))
    return np.stack(maps, axis=-1)
