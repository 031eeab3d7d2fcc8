"""The mean baseline."""

from __future__ import annotations

from scic.compiler.catalogue.component import Baseline


class Mean(Baseline):
    """Always answer the mean of the training records.

    It learns nothing from the inputs. Its r2 is near 0, and its rmse is the spread of the target: a network
    that does not get below that has learnt nothing either.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression }
        method supervised { epochs: 20 }
        validate baselines { use: [mean] }
        validate seeds { count: 3 }
    """

    section = "9"
    serves = ("regression",)
