"""Early stopping."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Stop
from scic.compiler.catalogue.settings import Count, NotNegative


class Early(Stop):
    """Stop when the validation score has not improved for a while.

    The weights kept are those of the best epoch. Give it more patience for small validation sets, whose
    scores jump. It reads the validation records, never the test records.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, stop: early(patience: 10) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"
    paper = "Prechelt, Early stopping, but when?, 1998"

    patience: Count = Field(10, description="epochs without an improvement before the training ends")
    delta: NotNegative = Field(0.0, description="the least change of the score that counts as an improvement")
