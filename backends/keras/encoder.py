"""What every input of a network has in common."""

from __future__ import annotations

import keras
import numpy as np

from scic.backends.keras.tensor import Batch, Tensor


class Encoder(keras.layers.Layer):
    """Turns a batch into what a network computes with.

    `call(batch)` gives (B, *shape). Explanations are found for that encoded input and folded back to what
    a person would name: the columns of a table, the places of a picture.
    """

    shape: tuple[int, ...]
    """The shape of one encoded record."""
    size: int
    """The elements of one encoded record."""
    names: list[str]
    """What is encoded: the columns of a table, the name of a picture."""

    def __init__(self) -> None:
        # half precision has no room for the numbers of the data, only for standardised ones
        super().__init__(dtype="float32")
        self.built = True

    def call(self, batch: Batch) -> Tensor:
        """The encoded batch, (B, *shape)."""
        raise NotImplementedError

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum an attribution of the encoded input, (B, *shape), over the elements that belong together."""
        raise NotImplementedError

    def groups(self, encoded: np.ndarray) -> np.ndarray | None:
        """Which part each encoded element belongs to, (1, *shape); None where each stands for itself."""
        return None

    def refilled(self, encoded: np.ndarray, content: np.ndarray) -> np.ndarray:
        """Other content in the structure of an encoded input: the content itself where there is no structure."""
        return content

    def present(self, encoded: np.ndarray) -> np.ndarray | None:
        """Which of the parts that `fold` gives are there, and not padding; None where all are."""
        return None
