"""Mean squared error."""

from __future__ import annotations

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Image, Number, Volume


class Mse(Loss):
    """Mean squared error, the usual loss for numbers.

    Its best answer is the mean, so a few wild values pull it far: then take `huber` or `mae`.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression, loss: mse }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    targets = (Number, Image, Volume)
