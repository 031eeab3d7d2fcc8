"""A transformer that reads from left to right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Layer, Port, Steps, Tokens
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.causality import HeadsDivide
from scic.compiler.source import Span


class TransformerDecoder(Trunk):
    """A transformer in which each place attends to itself and to the places before it.

    Each block is attention in several `heads` and a small network of four times the `width`, both normalised before
    and added to what was there. A learnt vector tells each place where it is; what stands behind the longest training
    sequence counts as its last place.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder { width: 64, depth: 2, heads: 4 }
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.5.3"
    paper = "Vaswani et al., Attention is all you need, 2017"
    takes: ClassVar[tuple[type[Port], ...]] = (Tokens,)
    any_length: ClassVar[bool] = True

    width: Count = Field(64, description="channels of each place, a multiple of the heads")
    depth: Count = Field(2, description="blocks")
    heads: Count = Field(4, description="attentions of each block, beside each other")
    dropout: Share = Field(0.1, description="the share of channels dropped before each addition while training")

    def gives(self, inputs: FieldType) -> Steps:
        """A vector a place, which knows nothing of what follows."""
        return Steps(self.width, causal=True)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """What each block gives, and the features."""
        names = ("embedding", *(f"block{number}" for number in range(1, self.depth + 1)), "features")
        return tuple(Layer(name, self.gives(inputs)) for name in names)

    def verify(self, span: Callable[..., Span]) -> Iterable[Diagnostic]:
        """The heads share the channels evenly."""
        if self.width % self.heads:
            yield HeadsDivide(span=span("heads"), model=self.named(), width=self.width, heads=self.heads)
