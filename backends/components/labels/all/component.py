"""The labels `all`."""

from __future__ import annotations

from scic.compiler.catalogue.component import Labels


class All(Labels):
    """Every training record shows its target, as far as the data has it.

    The default. A record whose target is missing counts as unlabelled: supervised stages pass over it, and stages
    that need no label learn from it.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, labels: all, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.2"
