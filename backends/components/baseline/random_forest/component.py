"""The random forest baseline."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count


class RandomForest(Baseline):
    """Many decision trees on resampled records, averaged.

    Needs no scaling and hardly any tuning, and is hard to beat on small tables. A network that loses to it on
    a table is usually the wrong tool there.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, random_forest(trees: 100)] }
        validate seeds { count: 3 }
    """

    section = "2.3"
    paper = "Breiman, Random forests, 2001"

    trees: Count = Field(300, description="number of trees")
    leaf: Count = Field(1, description="fewest records in a leaf")
    depth: Count | None = Field(None, description="most decisions on the way to a leaf; `none` for no limit")
