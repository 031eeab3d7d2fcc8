"""Cross-entropy."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Category, Mask, Multilabel, Tokens
from scic.compiler.catalogue.settings import Share


class CrossEntropy(Loss):
    """Cross-entropy, the usual loss for classes.

    The mean surprise at the true class, over all pixels of a mask, all letters of a text, and all labels where a
    record may have several. Smoothing the labels by 5 or 10 % tempers a network that has become too sure of itself.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species, loss: cross_entropy(label_smoothing: 5%) }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    targets = (Category, Multilabel, Mask, Tokens)

    label_smoothing: Share = Field(0.0, description="the share of the truth spread evenly over all classes")
