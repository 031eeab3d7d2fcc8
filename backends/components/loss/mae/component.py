"""Mean absolute error."""

from __future__ import annotations

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Image, Number, Volume


class Mae(Loss):
    """Mean absolute error: the best answer is the median.

    For targets with outliers. Its gradient never grows small, so let the learning rate fall to the end, as
    `cosine` does.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression, loss: mae }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    targets = (Number, Image, Volume)
