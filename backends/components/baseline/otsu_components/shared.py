"""Boxes around the connected pieces on one side of Otsu's threshold."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy import ndimage
from skimage import filters

from scic.backends.shared.marked import present


class OtsuComponents:
    """Learns on which side of the threshold objects lie, their commonest class and their usual size."""

    def __init__(self, smoothing: float) -> None:
        self.smoothing = smoothing
        self.bright = True
        self.label = 0.0
        self.centre, self.width = 0.0, 1.0

    def fit(self, images: np.ndarray, boxes: np.ndarray) -> Self:
        """Learn from images (B, H, W, C) and boxes (B, n, 5)."""
        true = np.concatenate([present(each) for each in boxes])
        self.label = float(np.bincount(true[:, 4].astype(int)).argmax())
        lengths = np.log(_lengths(true))
        self.centre, self.width = float(np.median(lengths)), max(float(lengths.std()), 0.1)
        inside, outside = [], []
        for image, each in zip(images, boxes, strict=True):
            grey, within = image.mean(axis=-1), np.zeros(image.shape[:2], dtype=bool)
            for left, top, right, bottom, _ in present(each):
                within[int(top) : int(np.ceil(bottom)), int(left) : int(np.ceil(right))] = True
            inside.append(grey[within])
            outside.append(grey[~within])
        self.bright = bool(np.concatenate(inside).mean() >= np.concatenate(outside).mean())
        return self

    def predict(self, images: np.ndarray) -> list[np.ndarray]:
        """The boxes of each image, (n, 6): corners, score and class."""
        return [self._pieces(image.mean(axis=-1)) for image in images]

    def _pieces(self, grey: np.ndarray) -> np.ndarray:
        smooth = ndimage.gaussian_filter(grey if self.bright else -grey, self.smoothing)
        if smooth.min() == smooth.max():
            return np.zeros((0, 6))
        threshold: Any = filters.threshold_otsu  # scikit-image has no types
        pieces, _ = ndimage.label(smooth > threshold(smooth))
        corners = [(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(pieces)]
        found = np.array(corners, dtype=np.float64)
        unusual = (np.log(_lengths(found)) - self.centre) / self.width
        score = np.exp(-0.5 * unusual**2)[:, None]
        return np.hstack([found, score, np.full_like(score, self.label)])


def _lengths(boxes: np.ndarray) -> np.ndarray:
    """The root of each box's area."""
    lengths: np.ndarray = np.sqrt((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
    return lengths


def otsu_components_baseline(kind: str, *, smoothing: float) -> OtsuComponents:
    """Make a model that puts boxes around pieces; `kind` is "detection"."""
    if kind != "detection":
        raise ValueError(f"a threshold gives boxes, found a {kind} task")
    return OtsuComponents(smoothing)
