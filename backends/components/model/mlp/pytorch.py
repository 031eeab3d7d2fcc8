"""A multilayer perceptron."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from scic.backends.pytorch.encoder import Encoder

ACTIVATIONS: dict[str, type[nn.Module]] = {"relu": nn.ReLU, "gelu": nn.GELU, "silu": nn.SiLU, "tanh": nn.Tanh}
NORMALIZATIONS: dict[str, type[nn.BatchNorm1d] | type[nn.LayerNorm]] = {
    "batch": nn.BatchNorm1d,
    "layer": nn.LayerNorm,
}


class Mlp(nn.Module):
    """Fully connected layers over a table or the flattened pixels of a picture: gives vectors (B, size)."""

    def __init__(
        self,
        inputs: Encoder,
        *,
        hidden: Sequence[int],
        dropout: float,
        activation: str,
        normalization: str | None,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = hidden[-1]
        self.blocks = nn.ModuleList()
        before = inputs.size
        for width in hidden:
            # batch normalisation takes away what a bias would add
            linear = nn.Linear(before, width, bias=normalization != "batch")
            nn.init.kaiming_normal_(linear.weight, nonlinearity="tanh" if activation == "tanh" else "relu")
            if normalization != "batch":
                nn.init.zeros_(linear.bias)
            normal = NORMALIZATIONS[normalization](width) if normalization else nn.Identity()
            self.blocks.append(nn.Sequential(linear, normal, ACTIVATIONS[activation](), nn.Dropout(dropout)))
            before = width
        self.features = nn.Identity()

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        blocks = {f"block{number}": block for number, block in enumerate(self.blocks, start=1)}
        return {**blocks, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        vector = encoded.flatten(1)
        for block in self.blocks:
            vector = block(vector)
        features: Tensor = self.features(vector)
        return features
