"""What every input of a network has in common."""

from __future__ import annotations

from torch import Tensor, nn


class Encoder(nn.Module):
    """Turns a batch into what a network computes with.

    `forward(batch)` gives (B, *shape). Explanations are found for that encoded input and folded back to what
    a person would name: the columns of a table, the places of a picture.
    """

    shape: tuple[int, ...]
    """The shape of one encoded record."""
    size: int
    """The elements of one encoded record."""
    names: list[str]
    """What is encoded: the columns of a table, the name of a picture."""

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum an attribution of the encoded input, (B, *shape), over the elements that belong together."""
        raise NotImplementedError

    def groups(self, encoded: Tensor) -> Tensor | None:
        """Which part each encoded element belongs to, (1, *shape); None where each stands for itself."""
        return None

    def refilled(self, encoded: Tensor, content: Tensor) -> Tensor:
        """Other content in the structure of an encoded input: the content itself where there is no structure."""
        return content

    def present(self, encoded: Tensor) -> Tensor | None:
        """Which of the parts that `fold` gives are there, and not padding; None where all are."""
        return None
