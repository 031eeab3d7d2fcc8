"""The random split."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from scic.backends.components.split.shares import ByShares, Test, Train, Validation
from scic.compiler.catalogue.settings import Ref


class Random(ByShares):
    """Divide records at random.

    The split to use where records know nothing of each other. `stratify` gives every part the same mix of
    classes, or of small and large values; use it when classes are few or rare. `group` keeps records together
    that belong together: the images of a patient, the cells of a plate.

    When in doubt, group. A network that has seen the same patient in training is tested on its memory, and
    scores that were too good to be true have come from nothing else more often. The experiment's seed fixes
    who goes where.

    Example:
        experiment penguins { seed: 1 }
        data csv as birds {
          path: "data/penguins.csv"
          ignore: [year]
          split: random(train: 60%, validation: 20%, test: 20%, stratify: species, group: island)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    train: Train = 0.7
    validation: Validation = 0.15
    test: Test = 0.15
    stratify: Ref | None = Field(None, description="the field whose classes every part gets alike")
    group: Ref | None = Field(None, description="the field whose equal values stay in one part")

    def columns(self) -> Mapping[str, str]:
        """The fields it reads that are no inputs."""
        return {} if self.group is None else {"group": self.group.parts[-1]}
