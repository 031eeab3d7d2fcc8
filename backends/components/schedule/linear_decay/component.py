"""A learning rate along a line."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Schedule
from scic.compiler.catalogue.settings import Share


class LinearDecay(Schedule):
    """A short warm-up, then a fall in a straight line.

    Usual for finetuning language models, and as good as `cosine` elsewhere.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, schedule: linear_decay(warmup: 10%) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"

    warmup: Share = Field(0.05, description="the share of the steps in which the rate rises")
    final: Share = Field(0.0, description="the rate at the end, as a share of the full rate")
