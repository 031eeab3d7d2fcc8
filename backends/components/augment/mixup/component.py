"""Mixup."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Positive


class Mixup(Augment):
    """Lay records over one another, and ask for both targets.

    A strong regulariser for classification of pictures and of tables of numbers. With it, train longer, and
    do not read the training accuracy. The larger alpha, the more even the mixtures.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [mixup(alpha: 0.2)] }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    paper = "Zhang et al., mixup: beyond empirical risk minimization, 2018"
    mixes = True

    alpha: Positive = Field(0.2, description="how even the mixtures are: near 0 hardly any, 1 any share alike")
