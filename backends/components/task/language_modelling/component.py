"""Language modelling: the next letter, at every place of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Trunk, Weighted
from scic.compiler.catalogue.discovery import load, names
from scic.compiler.catalogue.ports import Steps, Tokens
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.causality import NotCausal
from scic.compiler.resolve.context import Context


def _cross_entropy() -> tuple[Weighted, ...]:
    return (Weighted(weight=1.0, of=cast(Loss, load("loss", "cross_entropy").usual())),)


class LanguageModelling(Task):
    """The next letter at every place of a sequence, from all that come before it.

    What is predicted is the sequence that the network reads, one letter on, so it must be causal: no place may know
    of what follows. For texts, and for DNA, proteins and molecules as SMILES, with whose unlabelled sequences a network
    can be trained. Where a sequence is a whole of its own, read it with `end: true`, so that the network learns to end.

    The perplexity is the number of letters that the network is, on average, undecided between; the bits a character
    are its logarithm, and what a perfect compression of the text by this network would need. Set them beside `unigram`
    and `bigram`. The first letter of a record has nothing before it and is not scored.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.5.1"
    reads = (Steps,)
    predicts = (Tokens,)
    simple = "language_modelling"
    writes = "text"
    foresees = True
    metrics: ClassVar = {
        "perplexity": "how many letters the network is undecided between, on average; 1 is perfect, lower is better",
        "bits_per_character": "its logarithm to base 2: the bits that a letter needs; lower is better",
    }

    loss: tuple[Weighted, ...] = Field(
        default_factory=_cross_entropy, description="what is minimised, a weighted sum of losses"
    )

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """No place may know what follows it."""
        network, block = context.experiment.network, context.block
        if isinstance(network.gives, Steps) and not network.gives.causal:
            models = (load("model", name) for name in names("model"))
            causal = tuple(
                model.named()
                for model in models
                if issubclass(model, Trunk)
                and isinstance(network.input, model.takes)
                and getattr(model.usual().gives(network.input), "causal", False)
            )
            yield NotCausal(
                span=block.at,
                task=block.name,
                model=network.name,
                turnable="bidirectional" in type(network.component).model_fields,
                others=causal,
            )
