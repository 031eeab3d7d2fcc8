"""Regression: numbers for each record."""

from __future__ import annotations

from typing import ClassVar, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Weighted
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Number, Vector


def _squared_error() -> tuple[Weighted, ...]:
    return (Weighted(weight=1.0, of=cast(Loss, load("loss", "mse").usual())),)


class Regression(Task):
    """One number, or several, for each record.

    For measured quantities. The network learns in units of the training records' spread and answers in the
    units of the data, so nothing needs scaling by hand; a record that misses some of several targets still
    teaches the others.

    With outliers in the target, prefer `loss: huber` or `loss: mae`. For a quantity over several orders of
    magnitude, predict its logarithm. r2 is the share of the variance explained: 0 is no better than the mean.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    reads = (Vector,)
    predicts = (Number,)
    simple = "regression"
    answers = ("answer",)
    metrics: ClassVar = {
        "r2": "the share of the variance that is explained; 1 is perfect, 0 no better than the mean",
        "rmse": "the root of the mean squared error, in the target's unit; lower is better",
        "mae": "the mean absolute error, in the target's unit; lower is better",
        "spearman": "the rank correlation of prediction and truth",
    }

    loss: tuple[Weighted, ...] = Field(
        default_factory=_squared_error, description="what is minimised, a weighted sum of losses"
    )
