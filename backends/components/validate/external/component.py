"""The score on another data set."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import Validate
from scic.compiler.catalogue.settings import DataRef


class External(Validate):
    """Score the trained network on the records of another data set.

    Test records come from the same place as those for training, and share its habits: one scanner, one staff, one
    year. Only records from elsewhere tell whether the network has learnt the thing itself. Expect a lower score, and
    report both.

    The other data must have the fields that the network reads, under the same names, and the target. With `labels:
    none`, only its training and validation records hide their targets. Only the test records are scored, unless
    `records: all` says that the training has seen none of them.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(stratify: digit), transform: [noise(level: 30%)] }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    data: DataRef = Field(description="the data whose records are scored")
    records: Literal["test", "all"] = Field("test", description="which of its records")
