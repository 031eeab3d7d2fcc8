"""The bigram baseline."""

from __future__ import annotations

from scic.compiler.catalogue.component import Baseline


class Bigram(Baseline):
    """Guess each character by how often it follows the one before it in the training text.

    It looks one character back: what a network must beat to have learnt more than pairs. Every count
    has one added, so that nothing is impossible.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines { use: [bigram] }
        validate seeds { count: 3 }
    """

    section = "9"
    serves = ("language_modelling",)
