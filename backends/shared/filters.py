"""Filters of pictures as simple models: each is tuned on noisy pictures alone, then applied to new ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import ndimage

Filter = Callable[[np.ndarray, float], np.ndarray]
"""`filter(channel, width)` gives the filtered channel (*space) of a picture."""

GRID = 4
"""One pixel in so many along each axis is predicted from its surroundings when a filter is tuned."""
PICTURES = 32
"""Most noisy pictures that a filter is tuned on."""


class TunedFilter:
    """A filter of a given width, or of the one that predicts pixels of noisy pictures best from their surroundings.

    The loss of such predictions is that against the clean picture, up to the variance of the noise, as long as the
    noise of a pixel is independent of that of the others (Batson & Royer 2019).
    """

    def __init__(self, apply: Filter, widths: Sequence[float]) -> None:
        self.apply = apply
        self.widths = tuple(widths)
        self.width = self.widths[0]

    def fit(self, noisy: np.ndarray) -> TunedFilter:
        """Choose the width on noisy pictures (B, *space, C)."""
        if len(self.widths) > 1:
            few = noisy[:PICTURES]
            hidden = np.zeros(few.shape[1:-1], dtype=bool)
            hidden[tuple(slice(GRID // 2, None, GRID) for _ in hidden.shape)] = True
            self.width = min(self.widths, key=lambda width: self._surprise(few, hidden, width))
        return self

    def predict(self, noisy: np.ndarray) -> np.ndarray:
        """The filtered pictures (B, *space, C), float32."""
        return self._filtered(noisy, self.width)

    def _surprise(self, noisy: np.ndarray, hidden: np.ndarray, width: float) -> float:
        """The mean squared error of the hidden pixels, which have the mean of their neighbours meanwhile."""
        around = ndimage.generate_binary_structure(hidden.ndim, 1).astype(np.float64)
        around[(1,) * hidden.ndim] = 0
        kernel = (around / around.sum())[None, ..., None]
        filled = np.where(hidden[..., None], ndimage.convolve(noisy, kernel, mode="mirror"), noisy)
        error = self._filtered(filled, width) - noisy
        return float((error[:, hidden] ** 2).mean())

    def _filtered(self, noisy: np.ndarray, width: float) -> np.ndarray:
        filtered = np.empty(noisy.shape, dtype=np.float32)
        for row in range(len(noisy)):
            for channel in range(noisy.shape[-1]):
                filtered[row, ..., channel] = self.apply(noisy[row, ..., channel], width)
        return filtered
