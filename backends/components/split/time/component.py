"""The split by time."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from scic.backends.components.split.shares import ByShares, Test, Train, Validation
from scic.compiler.catalogue.settings import Ref


class Time(ByShares):
    """Divide records in the order of time: train on the earliest, test on the latest.

    Use it when the network is to be used on what comes later: weather, admissions, sales, a detector that
    ages. The column holds numbers or dates such as `2024-05-01`; records of one time stay together.

    A random split of such data asks an easier question than the one you have, since the day before and the
    day after are both known. Expect a lower score here, and believe it.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          split: time(year, train: 40%, validation: 20%, test: 40%)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    column: Ref = Field(description="the field that holds the time")
    train: Train = 0.7
    validation: Validation = 0.15
    test: Test = 0.15

    def columns(self) -> Mapping[str, str]:
        """The fields it reads that are no inputs."""
        return {"column": self.column.parts[-1]}
