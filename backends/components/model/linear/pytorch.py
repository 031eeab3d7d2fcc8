"""A linear network."""

from __future__ import annotations

from torch import Tensor, nn

from scic.backends.pytorch.encoder import Encoder


class Linear(nn.Module):
    """Hands its encoded input on as a vector (B, size); the head's weights are all that is learnt."""

    def __init__(self, inputs: Encoder) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = inputs.size
        self.features = nn.Flatten()

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        return {"features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        vector: Tensor = self.features(encoded)
        return vector
