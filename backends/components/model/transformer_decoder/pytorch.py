"""A transformer that reads from left to right (Vaswani et al. 2017)."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.encoder import Encoder
from scic.backends.pytorch.letter_embedding import LetterEmbedding

WIDER = 4
"""How much wider the network of a block is than its places."""


class TransformerDecoder(nn.Module):
    """Blocks of causal attention over a padded sequence of letters; gives one vector a place, (B, L, width)."""

    def __init__(self, inputs: Encoder, *, width: int, depth: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.inputs, self.size = inputs, width
        longest, letters = inputs.shape
        self.embedding = LetterEmbedding(longest, letters - 1, width, dropout)
        self.blocks = nn.ModuleList(Block(width, heads, dropout) for _ in range(depth))
        self.features = nn.LayerNorm(width)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        blocks = {f"block{number}": block for number, block in enumerate(self.blocks, start=1)}
        return {"embedding": self.embedding, **blocks, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        # padding comes last, where nothing that is read can see it
        steps = self.embedding(encoded[..., 1:])
        for block in self.blocks:
            steps = block(steps)
        features: Tensor = self.features(steps) * (encoded[..., :1] > 0.5)
        return features


class Block(nn.Module):
    """Attention to what came before, then a network at each place; (B, L, width) to the same."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.before_attention, self.before_network = nn.LayerNorm(width), nn.LayerNorm(width)
        self.questions, self.joined = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.network = nn.Sequential(nn.Linear(width, WIDER * width), nn.GELU(), nn.Linear(WIDER * width, width))
        self.dropout = nn.Dropout(dropout)

    def forward(self, steps: Tensor) -> Tensor:
        """The places, each with what it found before it."""
        steps = steps + self.dropout(self.attention(self.before_attention(steps)))
        changed: Tensor = steps + self.dropout(self.network(self.before_network(steps)))
        return changed

    def attention(self, steps: Tensor) -> Tensor:
        """What each place finds at itself and before."""
        split = self.questions(steps).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        query, key, value = split.unbind(0)
        found = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        joined: Tensor = self.joined(found.transpose(1, 2).flatten(2))
        return joined
