"""The unigram baseline."""

from __future__ import annotations

from scic.compiler.catalogue.component import Baseline


class Unigram(Baseline):
    """Guess each character by how often it occurs in the training text.

    It does not look at what comes before: what a network must beat to have learnt anything of order. Every count
    has one added, so that nothing is impossible.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines { use: [unigram] }
        validate seeds { count: 3 }
    """

    section = "9"
    serves = ("language_modelling",)
