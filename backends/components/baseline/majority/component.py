"""The majority baseline."""

from __future__ import annotations

from scic.compiler.catalogue.component import Baseline


class Majority(Baseline):
    """Always answer the class that is most frequent in training.

    It learns nothing from the inputs. Under imbalance it scores a high accuracy all the same, which is why
    every accuracy should stand beside it. Its probabilities are the class frequencies.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority] }
        validate seeds { count: 3 }
    """

    section = "9"
    serves = ("classification",)
