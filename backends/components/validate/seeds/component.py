"""The same experiment under several seeds."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Validate
from scic.compiler.catalogue.settings import Count, Share


class Seeds(Validate):
    """Train again under other seeds, and report mean and interval of every metric.

    The seed sets the first weights, the order of the records and every random augmentation; the split stays.
    What two networks differ by is news only when it is more than what one network differs by under two seeds.

    Three seeds show gross instability; for a claim in a paper take at least five.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    count: Count = Field(3, gt=1, description="number of seeds, the experiment's own among them")
    level: Share = Field(0.95, gt=0, lt=1, description="confidence of the interval of the mean")
