"""Texts by counting: how often a letter occurs, or follows another."""

from __future__ import annotations

from typing import Self

import numpy as np


class LetterCounts:
    """The chance of each letter after the `before` letters in front of it, one added to every count.

    Texts are rows of kinds of letters, int (n, L), negative where there is none.
    """

    def __init__(self, before: int) -> None:
        self.before = before
        self.chances = np.ones((1, 1))

    def fit(self, texts: np.ndarray, kinds: int) -> Self:
        """Count the letters, of `kinds` kinds, from the second of each row on."""
        after = texts[:, 1:]
        known = after >= 0
        rows = self._rows(texts, kinds)
        counts = np.ones((kinds**self.before, kinds))
        np.add.at(counts, (rows[known], after[known]), 1)
        self.chances = counts / counts.sum(axis=1, keepdims=True)
        return self

    def predict(self, texts: np.ndarray) -> np.ndarray:
        """The logarithm of the chance of each kind after each letter, float32 (n, L, kinds)."""
        chances = self.chances[self._rows(np.pad(texts, ((0, 0), (0, 1))), self.chances.shape[1])]
        predicted: np.ndarray = np.log(chances).astype(np.float32)
        return predicted

    def _rows(self, texts: np.ndarray, kinds: int) -> np.ndarray:
        """What stands before each letter but the first, as the row of the counts."""
        return np.maximum(texts[:, :-1], 0) if self.before else np.zeros_like(texts[:, :-1])
