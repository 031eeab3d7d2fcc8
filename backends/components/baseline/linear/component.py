"""The linear baseline."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count, Positive


class Linear(Baseline):
    """Logistic regression for classes, ridge regression for numbers, on scaled features.

    Images are averaged down and flattened; for segmentation it sees each pixel's neighbourhood at a few
    scales. Where it scores like the network, the inputs act one by one and the simpler model says the same
    with less.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear(regularization: 10)] }
        validate seeds { count: 3 }
    """

    section = "2.3"

    regularization: Positive = Field(1.0, description="strength of the penalty on large coefficients")
    iterations: Count = Field(1000, description="most steps of the solver of the logistic regression")
