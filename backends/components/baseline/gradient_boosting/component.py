"""The gradient boosting baseline."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count, Positive


class GradientBoosting(Baseline):
    """Small decision trees, each mending the errors of those before it.

    Often the best model of a table with more than a few hundred records. Each tree's step is `lr`; half the
    step wants about twice the rounds.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, gradient_boosting(rounds: 100)] }
        validate seeds { count: 3 }
    """

    section = "2.3"
    paper = "Friedman, Greedy function approximation: a gradient boosting machine, 2001"

    rounds: Count = Field(200, description="number of trees, one after the other")
    lr: Positive = Field(0.05, description="step of each tree")
    leaves: Count = Field(15, gt=1, description="most leaves of a tree")
